"""`spoorboek new`: the smallest whole handbook, with an example of each type of item."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from babel.messages.pofile import escape
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from spoorboek import __version__, presets
from spoorboek.cli import clock, screen
from spoorboek.config.names import Types
from spoorboek.i18n import catalog
from spoorboek.i18n.language import has_catalog, is_translated, no_catalog, translate
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _, ngettext, pgettext
from spoorboek.model.programme import Untranslated
from spoorboek.readers import configuration, markdown

PAGES: Final = {
    "sources": pgettext("file name", "sources"),
    "sentences": pgettext("file name", "sentences"),
    "themes": pgettext("file name", "themes"),
    "chains": pgettext("file name", "chains"),
    "goals": pgettext("file name", "goals"),
    "commitments": pgettext("file name", "commitments"),
    "investigations": pgettext("file name", "investigations"),
    "organisations": pgettext("file name", "organisations"),
    "involvements": pgettext("file name", "involvements"),
    "terms": pgettext("file name", "terms"),
    "events": pgettext("file name", "events"),
    "checks": pgettext("file name", "checks"),
    "searches": pgettext("file name", "searches"),
    "successions": pgettext("file name", "successions"),
    "recommendations": pgettext("file name", "recommendations"),
    "errata": pgettext("file name", "errata"),
    "overview": pgettext("file name", "overview"),
    "findings": pgettext("file name", "findings"),
}
"""The pages beside index.md, in the order of the menu."""
_IDS: Final = {
    Types.SOURCE: pgettext("prefix", "SRC-"),
    Types.SENTENCE: pgettext("prefix", "WP"),
    Types.THEME: pgettext("prefix", "THM-"),
    Types.CHAIN: pgettext("prefix", "CHN-"),
    Types.GOAL: pgettext("prefix", "GOAL-"),
    Types.COMMITMENT: pgettext("prefix", "WP"),
    Types.INVESTIGATION: pgettext("prefix", "INV-"),
    Types.ORGANISATION: pgettext("prefix", "ORG-"),
    Types.INVOLVEMENT: pgettext("prefix", "ROLE-"),
    Types.TERM: pgettext("prefix", "TERM-"),
    Types.EVENT: pgettext("prefix", "EVT-"),
    Types.CHECK: pgettext("prefix", "WP"),
    Types.SEARCH: pgettext("prefix", "SEARCH-"),
    Types.SUCCESSION: pgettext("prefix", "NEXT-"),
    Types.RECOMMENDATION: pgettext("prefix", "REC-"),
    Types.ERRATUM: pgettext("prefix", "NOTE-"),
}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_EDITION: Final = re.compile(r"(?:19(?!00)|2[0-9])[0-9]{2}")
_LINK: Final = re.compile(r"\[([^\]]+)\](\(#[^)]+\))")
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|&$~])")


def run(options: argparse.Namespace) -> int:
    """0 where the handbook was written.

    Raises SpoorboekError where a file of it is there already, or something was not told and nobody can be asked.
    """
    project = _project(options)
    own = _Texts(project, project.language)
    contents = dict(own.files())
    folder: Path = options.folder
    _refuse_what_is_there(folder, [*contents, *(f"docs/locales/{language}" for language in project.translate)])
    for name, text in contents.items():
        screen.create(folder / name, text.encode())
    others = [_Texts(project, language) for language in project.translate]
    for texts in others:
        for name, text in _catalogs(folder, own, texts):
            screen.create(folder / name, text.encode())
    for texts in (own, *others):
        if (lack := texts.lack) and lack != no_catalog(options.typed_lang):  # which is known by now
            screen.note(translate(lack, options.lang))
    message = _("{folder} is a handbook: go there, then `make html` and `make check`", folder=folder)
    screen.put_lines([translate(message, options.lang)])
    return 0


# --------------------------------------------------------------------------------------------------- what is asked
@dataclass(frozen=True)
class _Project:
    """What the handbook is to be."""

    name: str
    authority: str
    edition: str
    language: str
    translate: tuple[str, ...]
    as_of: str

    @property
    def languages(self) -> list[str]:
        return [self.language, *self.translate]


def _project(options: argparse.Namespace) -> _Project:
    """What the options say, and what a terminal answers for those that are not there."""
    day = options.as_of or clock.today()
    answers = _Answers(options)
    name = answers.of("name", _("Name of the handbook"))
    authority = answers.of("authority", _("Name of the authority"))
    edition = answers.of("edition", _("Year of its work programme"), str(day.year))
    if not _EDITION.fullmatch(edition):
        raise SpoorboekError(_("{edition!r} is no year", edition=edition), _("write four digits, as in 2026"))
    language = answers.of("language", _("Language of its pages"), options.lang, needed=False)
    others = answers.of("translate", _("Languages to translate it into, with blanks between"), "", needed=False)
    languages = [language, *others.split()]
    for each in languages:
        if not _LANGUAGE.fullmatch(each):
            raise SpoorboekError(_("{language!r} is no language", language=each), _("write its code, as nl or en"))
    if len(languages) > len(set(languages)):
        problem = _("{languages} names a language twice", languages=" ".join(languages))
        raise SpoorboekError(problem, _("leave it out of --translate"))
    return _Project(name, authority, edition, language, tuple(languages[1:]), day.isoformat())


@dataclass(frozen=True)
class _Answers:
    """The options as they were typed, and a person who can be asked where there is a terminal."""

    options: argparse.Namespace

    @property
    def has_terminal(self) -> bool:
        return sys.stdin is not None and sys.stdin.isatty() and screen.is_terminal()

    def of(self, name: str, question: Message, default: str = "", *, needed: bool = True) -> str:
        """The answer in one line.

        Raises SpoorboekError where there is none, and none by default.
        """
        given = getattr(self.options, name)
        text = " ".join(given) if isinstance(given, list) else given
        if text is None and self.has_terminal:
            shown = translate(question, self.options.lang)
            try:
                text = input(f"{shown} [{default}]: " if default else f"{shown}: ").strip() or default
            except EOFError:
                text = ""
        if text is None and not needed:
            text = default
        found = " ".join((text or "").split())
        if needed and not found:
            problem = _("there is no --{option}", option=name)
            raise SpoorboekError(problem, _("give --name, --authority and --edition, or run it in a terminal"))
        return found


def _refuse_what_is_there(folder: Path, names: Sequence[str]) -> None:
    """Raises SpoorboekError where the folder is a file, or has anything that would be written."""
    remedy = _("nothing was written; name a folder that is not there")
    if files.exists(folder) and not files.is_folder(folder):
        raise SpoorboekError(_("{folder} is no folder", folder=folder), remedy)
    there = [name for name in names if files.exists(folder / name)]
    if there:
        problem = _("{folder} has {files} already", folder=folder, files=", ".join(there))
        raise SpoorboekError(problem, remedy)


# ------------------------------------------------------------------------------------------------ what is written
@dataclass
class _Texts:
    """The templates in one language; each text that they show is noted."""

    project: _Project
    language: str
    shown: list[tuple[Message, str]] = field(default_factory=list)

    def text(self, template: str, /, **values: object) -> str:
        return self._note(_(template, **values))

    def text_of(self, context: str, template: str, /, **values: object) -> str:
        return self._note(pgettext(context, template, **values))

    def _note(self, message: Message) -> str:
        self.shown.append((message, translate(message, self.language)))
        return self.shown[-1][1]

    @property
    def lack(self) -> Message | None:
        """That texts are English since no catalog has them; nothing where all are there."""
        missing = {message for message, _text in self.shown if not is_translated(message, self.language)}
        if not missing:
            return None
        if not has_catalog(self.language):
            return no_catalog(self.language)
        every = {message for message, _text in self.shown}
        return ngettext(
            "the catalog for {language!r} lacks {count} of {all} texts, which is English",
            "the catalog for {language!r} lacks {count} of {all} texts, which are English",
            len(missing),
            language=self.language,
            all=len(every),
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """Each file by its path below the folder of the handbook, in the words of its language."""
        names = {page: translate(name, self.language) for page, name in PAGES.items()}
        environment = _environment()
        environment.globals.update({"_": self.text, "pgettext": self.text_of})
        for template in sorted(environment.list_templates()):
            name = template.removesuffix(".jinja")
            page = Path(name).stem
            if name.startswith("docs/") and page in names:
                name = f"docs/{names[page]}.md"
            yield name, environment.get_template(template).render(self._values(list(names.values())))

    def _values(self, pages: Sequence[str]) -> Mapping[str, Any]:
        project = self.project
        example = translate(pgettext("id", "example"), self.language)
        ids = {name: translate(prefix, self.language) for name, prefix in _IDS.items()}
        return {
            "name": project.name,
            "authority": project.authority,
            "edition": project.edition,
            "language": project.language,
            "languages": project.languages,
            "as_of": project.as_of,
            "year": min(project.edition, project.as_of[:4]),
            "version": __version__,
            "pages": pages,
            "ids": {n: f"{p}{example}" if p.endswith("-") else f"{p}-{example.upper()}" for n, p in ids.items()},
            "fingerprints": [hashlib.sha256(f"Example sentence {number}.".encode()).hexdigest() for number in (1, 2)],
        }


def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - it writes files of a project, no pages
        loader=FileSystemLoader(presets.HANDBOOK),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["markdown"] = lambda text: _MARKUP.sub(r"\\\1", text)
    environment.filters["python"] = lambda value: json.dumps(value, ensure_ascii=False)
    environment.filters["toml"] = lambda value: json.dumps(value, ensure_ascii=False)
    environment.filters["shell"] = shlex.quote
    return environment


def _catalogs(folder: Path, own: _Texts, other: _Texts) -> Iterator[tuple[str, str]]:
    """The catalogs of another language: a file for each page and file of conf/ that has a text in it."""
    for _name, _text in other.files():
        pass
    known = {was: now for (_message, was), (_same, now) in zip(own.shown, other.shown, strict=True)}
    programme = markdown.read(configuration.read(folder / "docs", folder / "conf"))[0]
    lacking = sorted(
        (each for each in programme.untranslated if each.language == other.language), key=lambda each: each.domain
    )
    for domain, texts in groupby(lacking, key=lambda each: each.domain):
        entries = "\n".join(_entry(each, _translated(each.text, known)) for each in texts)
        path = catalog.path(Path("docs/locales"), other.language, domain)
        yield path.as_posix(), catalog.headed(entries, other.language)


def _translated(text: str, known: Mapping[str, str]) -> str:
    """A text by what is known, or that of a link that is all of it; a name stays as it is."""
    link = _LINK.fullmatch(text)
    return f"[{known.get(link[1], link[1])}]{link[2]}" if link else known.get(text, text)


def _entry(lacking: Untranslated, translation: str) -> str:
    at = lacking.at
    return f"#: {at.file}:{at.line}\nmsgid {escape(lacking.text)}\nmsgstr {escape(translation)}\n"
