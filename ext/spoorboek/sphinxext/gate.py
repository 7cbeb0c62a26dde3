"""Log findings in the build; with -W, a failing finding makes the build fail."""

from __future__ import annotations

from typing import Final

from sphinx.application import Sphinx
from sphinx.util import logging

from spoorboek.model.finding import Finding, Severity
from spoorboek.model.printable import printable
from spoorboek.sphinxext import build_data

LAST: Final = 100_000
"""A priority after all handlers of other extensions."""
log = logging.getLogger(__name__)


def fails_on_warnings(app: Sphinx) -> bool:
    """Whether the build runs with -W."""
    return app._fail_on_warnings  # noqa: SLF001 - no public attribute in Sphinx 9.0


def log_findings(app: Sphinx) -> None:
    """Log one line per finding: warnings fail a build with -W, information does not."""
    data = build_data.of(app.env)
    for finding in build_data.verdict(app.env).findings if data.logs_findings else ():
        _log(finding, can_be_suppressed=not app.config.spoorboek_handbook)


def _log(finding: Finding, *, can_be_suppressed: bool) -> None:
    """Log a finding; a warning with a type can be suppressed by `suppress_warnings`, in a handbook it has none."""
    line = printable(str(finding))
    if finding.severity is Severity.INFORMATION:
        log.info(line)
    elif can_be_suppressed:
        log.warning(line, type="spoorboek", subtype=finding.number)
    else:
        log.warning(line, type=None)


def set_exit_code(app: Sphinx, error: Exception | None) -> None:
    """Set exit code 1 under -W if a finding fails, even if its log line was suppressed."""
    if error is None and fails_on_warnings(app) and build_data.verdict(app.env).fails:
        app.statuscode = 1
