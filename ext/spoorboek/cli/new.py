"""`spoorboek new`: write a minimal complete handbook, with an example of each type of item."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from babel.messages.pofile import escape

from spoorboek.cli import clock, screen
from spoorboek.exports.new_handbook import Project, Texts
from spoorboek.i18n import catalog
from spoorboek.i18n.language import no_catalog, translate
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.grouping import grouped
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Untranslated
from spoorboek.readers import configuration, markdown

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")
_EDITION: Final = re.compile(r"(?:19(?!00)|2[0-9])[0-9]{2}")
_LINK: Final = re.compile(r"\[([^\]]+)\](\(#[^)]+\))")


def run(options: argparse.Namespace) -> int:
    """Return 0 once the handbook is written.

    Raises SpoorboekError if a file exists already, or an answer is missing and there is no terminal to ask for it.
    """
    project = _project(options)
    texts = Texts(project)
    contents = dict(texts.files())
    folder: Path = options.folder
    _refuse_what_is_there(folder, [*contents, *(f"docs/locales/{language}" for language in project.translate)])
    for name, text in contents.items():
        screen.create(folder / name, text.encode())
    for language in project.translate:
        for name, text in _catalogs(folder, texts, language):
            screen.create(folder / name, text.encode())
    for language in project.languages:
        if (lack := texts.lack(language)) and lack != no_catalog(options.typed_lang):  # that was reported at the start
            screen.note(lack)
    message = _("{folder} is a handbook: go there, then `make html` and `make check`", folder=folder)
    screen.put_messages(message)
    return 0


# ------------------------------------------------------------------------------------------------------- options
def _project(options: argparse.Namespace) -> Project:
    """The project from the options; missing ones are asked for in a terminal."""
    day = options.as_of or clock.today()
    name = _answer(options, "name", _("Name of the handbook"))
    authority = _answer(options, "authority", _("Name of the authority"))
    edition = _answer(options, "edition", _("Year of its work programme"), str(day.year))
    if not _EDITION.fullmatch(edition):
        remedy = _("write one in four digits, as in 2026; README.md says how to add another")
        raise SpoorboekError(_("{edition!r} is not a year", edition=edition), remedy)
    language = _answer(options, "language", _("Language of its pages"), options.lang, needed=False)
    others = _answer(options, "translate", _("Languages to translate it into, with blanks between"), needed=False)
    languages = [language, *others.split()]
    for code in languages:
        if not _LANGUAGE.fullmatch(code):
            problem = _("{language!r} is not a language", language=code)
            raise SpoorboekError(problem, _("write its code, as nl, en or nl_BE"))
    if len(languages) > len(set(languages)):
        problem = _("{languages} names a language twice", languages=" ".join(languages))
        raise SpoorboekError(problem, _("leave it out of --translate"))
    return Project(name, authority, edition, language, tuple(languages[1:]), day.isoformat())


def _answer(
    options: argparse.Namespace, name: str, question: Message, default: str = "", *, needed: bool = True
) -> str:
    """The answer to a question, from an option or in a terminal, with whitespace collapsed.

    Raises SpoorboekError if it is `needed` and empty.
    """
    option = getattr(options, name)
    text = " ".join(option) if isinstance(option, list) else option
    if text is None and has_terminal():
        shown = translate(question)
        try:
            text = input(f"{shown} [{default}]: " if default else f"{shown}: ").strip() or default
        except EOFError:
            text = ""
    if text is None and not needed:
        text = default
    answer = " ".join((text or "").split())
    if needed and not answer:
        problem = _("--{option} is missing", option=name)
        raise SpoorboekError(problem, _("give --name, --authority and --edition, or run it in a terminal"))
    return answer


def has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and screen.is_terminal()


def _refuse_what_is_there(folder: Path, names: Sequence[str]) -> None:
    """Raise SpoorboekError if the folder is a file, or contains any of these names."""
    remedy = _("nothing was written; name a folder that is not there")
    if files.exists(folder) and not files.is_folder(folder):
        raise SpoorboekError(_("{folder} is not a folder", folder=folder), remedy)
    there = [name for name in names if files.exists(folder / name)]
    if there:
        problem = _("{folder} has {files} already", folder=folder, files=", ".join(there))
        raise SpoorboekError(problem, remedy)


# ----------------------------------------------------------------------------------------------------- catalogs
def _catalogs(folder: Path, texts: Texts, language: str) -> Iterator[tuple[str, str]]:
    """The catalogs of another language as (path, text): one per page and file of conf/ with texts."""
    known = {translate(message, texts.project.language): translate(message, language) for message in texts.shown}
    programme = markdown.read(configuration.read(folder / "docs", folder / "conf"))[0]
    lacking = grouped((text.domain, text) for text in programme.untranslated if text.language == language)
    for domain, untranslated in sorted(lacking.items()):
        entries = "\n".join(_entry(text, _translated(text.text, known)) for text in untranslated)
        path = catalog.path(Path("docs/locales"), language, domain)
        yield path.as_posix(), catalog.with_header(entries, language)


def _translated(text: str, known: Mapping[str, str]) -> str:
    """The translation of a text, or of the label if the text is one link; unknown texts (names) stay as they are."""
    link = _LINK.fullmatch(text)
    return f"[{known.get(link[1], link[1])}]{link[2]}" if link else known.get(text, text)


def _entry(lacking: Untranslated, translation: str) -> str:
    at = lacking.at
    return f"#: {at.file}:{at.line}\nmsgid {escape(lacking.text)}\nmsgstr {escape(translation)}\n"
