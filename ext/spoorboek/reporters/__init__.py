"""Reporters: one module per output format, with the functions of the Reporter protocol."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:  # keeps `spoorboek --help` fast
    from spoorboek.model.errors import SpoorboekError
    from spoorboek.reporters.report import Report

FORMATS: Final = ("text", "json", "sarif", "junit", "github", "gitlab")


class Reporter(Protocol):
    """A module that writes one format; texts end with a newline, and are in English unless they are for people."""

    def show(self, report: Report) -> str:
        """The output for a verdict: findings, waived findings, places left to the build, and counts."""

    def stopped(self, error: SpoorboekError) -> str:
        """The output for a run that failed, so that the file of an earlier run is not mistaken for it."""


def reporter(name: str) -> Reporter:
    """Import and return the reporter of one of FORMATS."""
    return cast(Reporter, importlib.import_module(f"spoorboek.reporters.{name}"))


if TYPE_CHECKING:
    from spoorboek.reporters import github, gitlab, json, junit, sarif, text

    _REPORTERS: tuple[Reporter, ...] = (text, json, sarif, junit, github, gitlab)  # for mypy to check
