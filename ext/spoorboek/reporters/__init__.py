"""Findings in the formats that people and machines read: a module for each, with the functions of a Reporter."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:  # so that `spoorboek --help` waits for none of it
    from spoorboek.model.errors import SpoorboekError
    from spoorboek.reporters.report import Report

FORMATS: Final = ("text", "json", "sarif", "junit", "github", "gitlab")


class Reporter(Protocol):
    """A module that writes one format: the whole text with its line end, in English unless it is for people."""

    def show(self, report: Report) -> str:
        """The findings, with waived ones apart, what was left to the build, and how many there are."""

    def stopped(self, error: SpoorboekError) -> str:
        """What kept the run from a verdict, so that no file of an earlier run stands as if it were of this one."""


def reporter(name: str) -> Reporter:
    """The reporter of one of FORMATS; the others are not imported."""
    return cast(Reporter, importlib.import_module(f"spoorboek.reporters.{name}"))


if TYPE_CHECKING:
    from spoorboek.reporters import github, gitlab, json, junit, sarif, text

    _REPORTERS: tuple[Reporter, ...] = (text, json, sarif, junit, github, gitlab)  # mypy holds each to the interface
