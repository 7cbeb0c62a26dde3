"""`spoorboek check`: read, judge, report."""

from __future__ import annotations

import argparse
import os
import time

from spoorboek.cli import judge, screen
from spoorboek.cli.destinations import Destination, destinations
from spoorboek.model.errors import SpoorboekError
from spoorboek.reporters import reporter, text
from spoorboek.reporters.report import Report
from spoorboek.rules import rules
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.selection import Selection


def run(options: argparse.Namespace) -> int:
    """0 where nothing fails, 1 where something does, or is left where all is asked for.

    What stops the run is written in every format too.
    """
    places = destinations(options.written or ())
    try:
        report = _report(options)
    except SpoorboekError as error:
        _show_error(places, error, options.lang)
        raise
    for place in places:
        place.write(_shown(report, place, options))
    return 1 if report.fails else 0


def _report(options: argparse.Namespace) -> Report:
    selection = Selection(_parts(options.select), _parts(options.ignore))
    programme, settings = judge.programme(options)
    selected = selection.rules(rule for rule in rules(settings) if rule.number not in settings.suppressed)
    return Report(check(programme, settings, selected), selected, options.docs, selection, options.whole)


def _parts(values: list[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _shown(report: Report, place: Destination, options: argparse.Namespace) -> str:
    """A file holds the same bytes each time; a screen has the time taken, and in a terminal colours and groups.

    Formats for programs are in English, whatever language people read.
    """
    if place.format != "text":
        return reporter(place.format).show(report)
    if place.path:
        return text.show(report, text.Look(language=options.lang))
    seconds = time.perf_counter() - options.started
    coloured = screen.shows_colours(os.environ)
    return text.show(report, text.Look(screen.is_terminal(), coloured, seconds, options.lang))


def _show_error(places: tuple[Destination, ...], error: SpoorboekError, language: str) -> None:
    """Let no file of an earlier run stand as if it were of this one. Standard error tells it in text."""
    for place in places:
        if place.format != "text":
            place.write(reporter(place.format).stopped(error))
        elif place.path:
            place.write(text.stopped(error, language))
