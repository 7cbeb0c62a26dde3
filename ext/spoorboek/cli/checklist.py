"""`spoorboek checklist`: write the checklist of the programme as a file."""

from __future__ import annotations

import argparse
from typing import Final

from spoorboek.analysis import lineage
from spoorboek.analysis.checklist import checklist
from spoorboek.analysis.verdict import Verdict
from spoorboek.cli import judge, screen
from spoorboek.config.names import Types
from spoorboek.exports import checklists
from spoorboek.i18n.language import base, in_use
from spoorboek.i18n.names import Names
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _, ngettext
from spoorboek.model.programme import Programme
from spoorboek.readers import configuration

_NO_TEXT: Final = {
    "xlsx": _("a workbook cannot be shown in a terminal"),
    "pdf": _("a PDF cannot be shown in a terminal"),
}


def run(options: argparse.Namespace) -> int:
    """Return 0 if the handbook passes the check, else 1, so that nobody takes its answers as traced."""
    verdict = judge.verdict(options)
    with judge.in_language_of_readers(options):
        _write_lines(verdict, options)
    failing = sum(finding.fails for finding in verdict.findings)
    if failing:
        message = ngettext(
            "{count} finding in this handbook; `spoorboek check` lists it",
            "{count} findings in this handbook; `spoorboek check` lists them",
            failing,
        )
        screen.note(message)
    return 1 if failing else 0


def _write_lines(verdict: Verdict, options: argparse.Namespace) -> None:
    """Write the lines that the options choose.

    Raises SpoorboekError if they choose what is not there, or if the handbook has no day.
    """
    programme, settings = verdict.programme, verdict.settings
    if settings.as_of is None:
        problem = _("as-of is not set: the answers have no date")
        raise SpoorboekError(problem, _("set as-of in [trace], or give --as-of"))
    every_line = checklist(programme, settings.as_of)
    organisation = options.organisation and judge.item(programme, options.organisation, Types.ORGANISATION)
    theme = options.theme and judge.item(programme, options.theme, Types.THEME)
    edition = _edition(programme, options.edition)
    chosen = every_line.of(organisation=options.organisation or "", theme=options.theme or "", edition=edition)
    about, names = organisation or theme, _names(verdict, options)
    _write(options, checklists.write(options.format, chosen, programme, settings, about, edition, names))
    if options.format == "csv" and options.output:  # title and notes go to a text file beside it
        beside = options.output.with_suffix(".txt")
        screen.save(beside, checklists.notes(chosen, settings, about, edition))


def _names(verdict: Verdict, options: argparse.Namespace) -> Names | None:
    """The texts that stay in the language of the handbook, for a PDF in another one."""
    if options.format != "pdf":
        return None
    language = configuration.read(options.docs, options.conf).language
    texts = checklists.texts(verdict.programme, verdict.settings)
    return Names.of(texts, language) if base(language) != base(in_use()) else None


def _edition(programme: Programme, name: str | None) -> str:
    """The edition to filter lines by; empty for all.

    Raises SpoorboekError if there is no edition with this name, or it was not found.
    """
    known = lineage.of(programme)
    names = [edition.name for edition in known.editions if edition.is_found]
    if name and name not in names:
        if known.named(name):
            problem = _("the edition {name} was looked for and not found", name=name)
        else:
            near = known.did_you_mean(name)
            problem = _("{name!r} is not an edition of this handbook{near}", name=name, near=near)
        raise SpoorboekError(problem, _("give one of {names}", names=", ".join(names)))
    return name or ""


def _write(options: argparse.Namespace, file: bytes) -> None:
    if options.output:
        screen.save(options.output, file, markdown_beside=options.docs if options.format == "md" else None)
    elif options.format not in _NO_TEXT:
        screen.put(file.decode(), "utf-8")
    elif screen.is_terminal():
        raise SpoorboekError(_NO_TEXT[options.format], _("name a file with --output"))
    else:
        screen.put_bytes(file)
