"""Which texts of a handbook its other languages lack, and which translations lead elsewhere: without Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from spoorboek.analysis.translation import OPTIONAL, languages_for, of_settings
from spoorboek.config.settings import Settings
from spoorboek.i18n import catalog
from spoorboek.i18n.catalog import Catalog, Translation
from spoorboek.model import files, fingerprint
from spoorboek.model.programme import Location, Mistranslation, Text, Untranslated
from spoorboek.readers import myst, sources
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.markup import Pieces, Reader, is_bare
from spoorboek.readers.references import Scope

Found = tuple[tuple[Untranslated, ...], tuple[Mistranslation, ...]]
_LONG: Final = 10_000
"""Letters: what is longer may have more signs than can be read."""
_SENTENCE: Final = 6
"""Words: so many are not the same in two languages by chance."""
_CODE: Final = re.compile("`[^`]*`")
_MOST_SOUGHT: Final = 100
"""Pieces that may be written otherwise in a translation than they are read: each takes a look at all of it."""
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass
class Written:
    """A page as gettext knows it: the language it says it is in, its running text, and what its items say beside it."""

    language: str
    scope: Scope
    running: list[Text] = field(default_factory=list)
    fields: list[Text] = field(default_factory=list)


def read(configuration: Configuration, settings: Settings, top: Path, pages: Mapping[str, Written]) -> Found:
    """The texts of pages and of files of conf that catalogues lack, and the translations that lead elsewhere.

    Raises SpoorboekError where a catalogue cannot be read; those that no page has are read too, as a build does.
    """
    catalogs = _Catalogs(configuration, top)
    untranslated = [
        each
        for domain, texts in _texts(configuration, settings, top, pages)
        for language in languages_for(
            configuration.languages, configuration.untranslated, domain, _language(pages, domain)
        )
        for each in catalogs.missing(language, domain, texts)
    ]
    syntax = myst.syntax(configuration, {})
    reader = Reader(syntax, myst.parser(syntax), settings.looks_like_id)
    mistranslations = [
        each
        for path, language, domain in catalogs.all()
        for each in _otherwise(catalogs, path, language, domain, reader, pages.get(domain))
    ]
    return tuple(sorted(untranslated)), tuple(sorted(mistranslations))


def _language(pages: Mapping[str, Written], domain: str) -> str:
    return pages[domain].language if domain in pages else ""


def _texts(
    configuration: Configuration, settings: Settings, top: Path, pages: Mapping[str, Written]
) -> Iterator[tuple[str, list[Text]]]:
    """What is to be translated, by its catalogue."""
    if len(configuration.languages) < 2:
        return
    for domain, page in pages.items():
        yield domain, [*page.running, *page.fields]
    for domain, texts in of_settings(settings).items():
        if domain not in OPTIONAL:
            yield domain, _placed(configuration, top, domain, texts)


def _placed(configuration: Configuration, top: Path, domain: str, texts: Iterable[str]) -> list[Text]:
    """Texts of a file of conf with the line that each stands on first."""
    file = configuration.conf / f"{Path(domain).name}.toml"
    shown_as = sources.shown(file, top)
    first = first_lines(sources.text(file, shown_as)) if texts else {}
    return [Text(Location(shown_as, first.get(text, 1)), text) for text in texts]


def first_lines(toml: str) -> dict[str, int]:
    """The line on which each text between quotes stands first."""
    found: dict[str, int] = {}
    for number, line in enumerate(toml.split("\n"), 1):
        for text in line.split('"')[1::2]:
            found.setdefault(text, number)
    return found


class _Catalogs:
    """The catalogues of a handbook, each read once."""

    def __init__(self, configuration: Configuration, top: Path) -> None:
        self.configuration = configuration
        self.top = top
        self.known: dict[Path, Catalog] = {}
        self._lines: dict[Path, list[str]] = {}

    def at(self, path: Path) -> Catalog:
        if path not in self.known:
            self.known[path] = catalog.read(path, sources.shown(path, self.top))
        return self.known[path]

    def lines(self, path: Path) -> list[str]:
        """The lines of a catalogue as it is written."""
        if path not in self._lines:
            text = path.read_bytes().decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
            self._lines[path] = text.split("\n")
        return self._lines[path]

    def all(self) -> Iterator[tuple[Path, str, str]]:
        """The file, the language and the domain of each."""
        for folder in self.configuration.locale_dirs:
            for language in self.configuration.languages or (self.configuration.language,):
                messages = folder / language / "LC_MESSAGES"
                found = files.below(messages, self._shown) if files.may_be_there(messages) else ()
                for name in sorted(found):
                    if name.endswith(".po"):
                        yield messages / name, language, name.removesuffix(".po")

    def _shown(self, path: Path) -> str:
        return sources.shown(path, self.top)

    def missing(self, language: str, domain: str, texts: Sequence[Text]) -> Iterator[Untranslated]:
        """The texts of a domain that its catalogue lacks or has an outdated translation of, each at its first place."""
        paths = [catalog.path(folder, language, domain) for folder in (*self.configuration.locale_dirs, catalog.OWN)]
        path = next((path for path in paths if files.may_be_there(path)), paths[0])
        known, shown_as = self.at(path), sources.shown(path, self.top)
        first = {text.text: text for text in reversed(texts)}
        for text in first.values():
            found = known.find(text.text)
            if found is None or found.under_review:
                yield Untranslated(text.at, language, domain, text.text, shown_as, found is not None)
            elif language == self.configuration.languages[0] and found.text == text.text and self._is_copied(text):
                yield Untranslated(text.at, language, domain, text.text, shown_as, outdated=False, copied=True)

    def _is_copied(self, text: Text) -> bool:
        """Has a text whose translation is the same so many words, beside names and code, that it is none?

        It is asked of pages that say they are in another language than the first, for any page might say so. A handbook
        in a language that we have no texts in begins with English ones, which are their own translation.
        """
        if text.is_name or text.text in self.configuration.values.get("spoorboek_names", ()):
            return False
        return len(fingerprint.words(_CODE.sub("", text.text))) >= _SENTENCE


def _otherwise(
    catalogs: _Catalogs, path: Path, language: str, domain: str, reader: Reader, page: Written | None
) -> Iterator[Mistranslation]:
    """Each translation that has other links or markup than its original; one under review may lack some of those."""
    of_page = Reader(page.scope.syntax, page.scope.parser, reader.is_id) if page else reader
    running = {text.text for text in page.running} if page else frozenset()
    is_plain = reader.reads_plainly and of_page.reads_plainly
    for (_, text), translation in catalogs.at(path).entries.items():
        if text == translation.text or (is_plain and is_bare(text) and is_bare(translation.text)):
            continue
        if len(translation.text) > _LONG:
            at = _location(catalogs.lines(path), sources.shown(path, catalogs.top), translation, ())
            myst.look_full(translation.text, reader.syntax, at)
        # Running text is a paragraph of its page, where links may be by name.
        here = of_page.paragraph(text, page.scope.env) if page and text in running else reader.text(text)
        there = reader.text(translation.text)
        if here == there:
            continue
        lost, added = here - there, there - here
        if translation.under_review:
            lost, added = Pieces(), Pieces(others=added.others)
        pieces = (*added.targets, *added.others)
        if pieces or lost != Pieces():
            at = _location(catalogs.lines(path), sources.shown(path, catalogs.top), translation, pieces)
            yield Mistranslation(at, language, domain, text, (*lost.targets, *lost.others), pieces)


def _location(lines: Sequence[str], shown_as: str, translation: Translation, pieces: Iterable[str]) -> Location:
    """Where the first of these pieces stands in a translation that can be found in it, else where that begins."""
    text, places = _written(lines, translation.line)
    for piece in islice(dict.fromkeys(pieces), _MOST_SOUGHT):
        offset = text.find(piece)
        if offset >= 0:
            return Location(shown_as, *places[offset])
    return Location(shown_as, *places[0])


def _written(lines: Sequence[str], line: int) -> tuple[str, list[tuple[int, int]]]:
    """The translation of the entry on a line as it stands in the file, and the line and column of each character."""
    text: list[str] = []
    places = []
    first = next(number for number in range(line, len(lines)) if lines[number].lstrip().startswith("msgstr"))
    for number in range(first, len(lines)):
        written = lines[number]
        start, end = written.find('"') + 1, written.rfind('"')
        if not start or (number > first and not written.lstrip().startswith('"')):
            break
        column = start
        while column < end:
            is_escaped = written[column] == "\\"
            character = written[column + is_escaped]
            text.append(_ESCAPED.get(character, character) if is_escaped else character)
            places.append((number + 1, column + 1))
            column += 1 + is_escaped
    return "".join(text), places or [(first + 1, 1)]
