"""Keep each log message on one line, without control characters that steer a terminal or fake a line."""

from __future__ import annotations

import logging
import re
from typing import Final

from sphinx.util.logging import NAMESPACE, ColorizeFormatter

from spoorboek.model.printable import printable

_OF_SPHINX: Final = re.compile(r"(\x1b\[[0-9;]*m|\A\x1b\[2K\Z|\A\r\Z|\A\n+)")
"""The control sequences that Sphinx 9.0 itself logs: colours, erased lines, blank lines."""


def install() -> None:
    """Install the formatter in all handlers of Sphinx's logger."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler.formatter, ColorizeFormatter):
            handler.setFormatter(_Lines())


class _Lines(ColorizeFormatter):
    """Sphinx's formatter with each message on one line; a traceback below it stays as it is."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        text = super().formatMessage(record)
        if record.levelno >= logging.WARNING or (getattr(record, "color", None) and getattr(record, "nonl", False)):
            return printable(text)
        parts = _OF_SPHINX.split(text)
        return "".join(part if number % 2 else printable(part) for number, part in enumerate(parts))
