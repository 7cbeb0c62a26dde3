"""The log of a build, a line for each message: no name in it steers a terminal or begins a line that nobody wrote."""

from __future__ import annotations

import logging
import re
from typing import Final

from sphinx.util.logging import NAMESPACE, ColorizeFormatter

from spoorboek.model.lines import printable

_OF_SPHINX: Final = re.compile(r"(\x1b\[[0-9;]*m|\A\x1b\[2K\Z|\A\r\Z|\A\n+)")
"""What Sphinx 9.0 itself writes beside words: colours, a line that is cleared and written again, blank lines."""


def keep_to_lines() -> None:
    """From now on, let all that Sphinx and its extensions log be shown so."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler.formatter, ColorizeFormatter):
            handler.setFormatter(_Lines())


class _Lines(ColorizeFormatter):
    """As Sphinx's own, but each message is one line; what comes behind it, as the way to an error, is as it is."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as logging calls it
        text = super().formatMessage(record)
        if record.levelno >= logging.WARNING or (getattr(record, "color", None) and getattr(record, "nonl", False)):
            return printable(text)
        parts = _OF_SPHINX.split(text)
        return "".join(part if number % 2 else printable(part) for number, part in enumerate(parts))
