"""`spoorboek check`: read the handbook, ask the rules, report findings.

Modules of rules and reporters are imported once the pages are read: `judge` imports them meanwhile.
"""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING

from spoorboek.cli import judge, screen
from spoorboek.cli.destinations import Destination, destinations
from spoorboek.model.errors import SpoorboekError
from spoorboek.reporters import reporter

if TYPE_CHECKING:
    from spoorboek.reporters.report import Report


def run(options: argparse.Namespace) -> int:
    """Return 0 if nothing fails, else 1; with --whole, places left to the build fail too.

    An error that stops the run is written in every requested format before it is raised.
    """
    places = destinations(options.outputs or ())
    try:
        report = options.report = _report(options)
    except SpoorboekError as error:
        _show_error(places, error, options.lang)
        raise
    for place in places:
        place.write(_shown(report, place, options))
    return 1 if report.fails else 0


def _report(options: argparse.Namespace) -> Report:
    programme, settings = judge.programme(options)
    from spoorboek.reporters.report import Report
    from spoorboek.rules import rules
    from spoorboek.rules.engine.check import check
    from spoorboek.rules.engine.selection import Selection

    selection = Selection(_parts(options.select), _parts(options.ignore))
    selected = selection.rules(rule for rule in rules(settings) if rule.number not in settings.suppressed)
    return Report(check(programme, settings, selected, may_fork=True), selected, options.docs, selection, options.whole)


def _parts(values: list[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _shown(report: Report, place: Destination, options: argparse.Namespace) -> str:
    """The report for a destination: for standard output with the time taken, in a terminal grouped and coloured.

    A file is reproducible, so it has none of these. Formats for programs are in English.
    """
    if place.format != "text":
        return reporter(place.format).show(report)
    from spoorboek.reporters import text

    if place.path:
        return text.show(report, text.Look(language=options.lang))
    seconds = time.perf_counter() - options.started
    coloured = screen.shows_colours(os.environ)
    return text.show(report, text.Look(screen.is_terminal(), coloured, seconds, options.lang))


def _show_error(places: tuple[Destination, ...], error: SpoorboekError, language: str) -> None:
    """Write the error to every destination but text on standard output, as standard error gets that text."""
    for place in places:
        if place.format != "text":
            place.write(reporter(place.format).stopped(error))
        elif place.path:
            from spoorboek.reporters import text

            place.write(text.stopped(error, language))
