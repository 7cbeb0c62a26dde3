"""Findings go to the log of a build, and with -W a failing one makes the build fail."""

from __future__ import annotations

from typing import Final

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from spoorboek.model.finding import Finding, Severity
from spoorboek.model.lines import printable
from spoorboek.sphinxext import build_data

LAST: Final = 100_000
"""A priority after all handlers of other extensions."""
log = logging.getLogger(__name__)


def fails_on_warnings(app: Sphinx) -> bool:
    """Is the build run with -W?"""
    return app._fail_on_warnings  # noqa: SLF001 - seen in Sphinx 9.0, which says it nowhere else


def log_findings(app: Sphinx, builder: Builder) -> None:
    """One line in the build's log for each: a warning fails a build with -W, information does not."""
    found = build_data.of(app.env)
    for finding in build_data.verdict(app.env).findings if found.logs_findings else ():
        _log(finding, can_be_suppressed=not app.config.spoorboek_handbook)


def _log(finding: Finding, *, can_be_suppressed: bool) -> None:
    """A warning that has a type can be suppressed by `suppress_warnings`; in a handbook it has none."""
    line = printable(str(finding))
    if finding.severity is Severity.INFORMATION:
        log.info(line)
    elif can_be_suppressed:
        log.warning(line, type="spoorboek", subtype=finding.number)
    else:
        log.warning(line, type=None)


def fail(app: Sphinx, error: Exception | None) -> None:
    """Exit with 1 where a finding fails a build with -W, also where its line in the log was suppressed."""
    if error is None and fails_on_warnings(app) and build_data.verdict(app.env).fails:
        app.statuscode = 1
