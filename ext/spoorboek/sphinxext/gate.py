"""Log findings in the build; with -W, a failing finding makes the build fail."""

from __future__ import annotations

from typing import Final

from sphinx.application import Sphinx
from sphinx.util import logging

from spoorboek.model.finding import Severity
from spoorboek.model.printable import printable
from spoorboek.sphinxext import build_data

LAST: Final = 100_000
"""A priority after all handlers of other extensions."""
log = logging.getLogger(__name__)


def fails_on_warnings(app: Sphinx) -> bool:
    """Whether the build runs with -W."""
    return app._fail_on_warnings  # noqa: SLF001 - no public attribute in Sphinx 9.0


def log_findings(app: Sphinx) -> None:
    """Log one line per finding: warnings fail a build with -W, information does not.

    Warnings of other projects have a type, by which `suppress_warnings` can suppress them.
    """
    data, kind = build_data.of(app.env), None if app.config.spoorboek_handbook else "spoorboek"
    for finding in build_data.verdict(app.env).findings if data.logs_findings else ():
        line = printable(str(finding))
        if finding.severity is Severity.INFORMATION:
            log.info(line)
        else:
            log.warning(line, type=kind, subtype=finding.number)


def set_exit_code(app: Sphinx, error: Exception | None) -> None:
    """Set exit code 1 under -W if a finding fails, even if its log line was suppressed."""
    if error is None and fails_on_warnings(app) and build_data.verdict(app.env).fails:
        app.statuscode = 1
