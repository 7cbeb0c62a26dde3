"""Stop a build with one line and no traceback."""

from __future__ import annotations

from typing import NoReturn

from sphinx.util import logging

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.printable import printable

log = logging.getLogger(__name__)


class StoppedError(SystemExit):
    """Carries a SpoorboekError through Sphinx, which prints a traceback for every exception but SystemExit."""

    def __init__(self, error: SpoorboekError) -> None:
        super().__init__(2)
        self.error = error


def stop(error: SpoorboekError) -> NoReturn:
    """Log the error and end the build with exit code 2."""
    for line in error.lines:
        log.error(printable(line))
    raise StoppedError(error) from None
