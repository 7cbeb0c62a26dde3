"""How a build ends on what cannot be read or followed: in one line, without a traceback."""

from __future__ import annotations

from typing import NoReturn

from sphinx.util import logging

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.lines import printable

log = logging.getLogger(__name__)


class StoppedError(SystemExit):
    """A SpoorboekError on its way through Sphinx, which tells every other exception with a page of traceback."""

    def __init__(self, error: SpoorboekError) -> None:
        super().__init__(2)
        self.error = error


def stop(error: SpoorboekError) -> NoReturn:
    """End the build with the error's own lines and exit code 2."""
    for line in error.lines:
        log.error(printable(line))
    raise StoppedError(error) from None
