"""Finds missing translations and those whose links or markup differ from the original, without Sphinx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from spoorboek.analysis.translation import OPTIONAL, languages_for, of_settings
from spoorboek.config.settings import Settings
from spoorboek.i18n import catalog
from spoorboek.i18n.catalog import Catalog, Translation
from spoorboek.model import files, fingerprint
from spoorboek.model.programme import Location, Mistranslation, Text, Untranslated
from spoorboek.readers import myst, page_files
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.markup import Pieces, Reader, is_bare
from spoorboek.readers.page import Written

Result = tuple[tuple[Untranslated, ...], tuple[Mistranslation, ...]]
_LONG: Final = 10_000
"""In characters: longer texts may have more special characters than can be parsed."""
_SENTENCE: Final = 6
"""In words: this many are not equal in two languages by chance."""
_CODE: Final = re.compile("`[^`]*`")
_BACKSLASH: Final = re.compile(r"\\([^\w\s])")
_MOST_SOUGHT: Final = 100
"""The most pieces of a translation that are not found as written: each costs a search of all of it."""
_YEAR: Final = re.compile(r"(?<![\w.,])(?:19|20)[0-9]{2}(?!\w)")
_GROUPING: Final = re.compile(r"(?<=[0-9])[.,\s](?=[0-9])")
"""What separates the thousands of a number, which another language writes otherwise."""
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}


def read(settings: Settings, pages: Mapping[str, Written], catalogs: Catalogs) -> Result:
    """The missing and the differing translations of pages and of files of conf.

    Raises SpoorboekError if a catalog cannot be read; catalogs without a page are read too, as a build does.
    """
    configuration = catalogs.configuration
    untranslated: list[Untranslated] = []
    for domain, texts in _texts(settings, pages, catalogs):
        own_language = pages[domain].language if domain in pages else ""
        for language in languages_for(configuration.languages, configuration.untranslated, domain, own_language):
            untranslated += catalogs.missing(language, domain, texts)
    reader = Reader(myst.syntax(configuration, {}), settings.looks_like_id)
    mistranslations = [
        finding
        for path, language, domain in catalogs.all()
        for finding in _otherwise(catalogs, path, language, domain, reader, pages.get(domain))
    ]
    return tuple(sorted(untranslated)), tuple(sorted(mistranslations))


def _texts(settings: Settings, pages: Mapping[str, Written], catalogs: Catalogs) -> Iterator[tuple[str, list[Text]]]:
    """The translatable texts by catalog domain."""
    if len(catalogs.configuration.languages) < 2:
        return
    for domain, page in pages.items():
        yield domain, [*page.running, *page.fields]
    for domain, texts in of_settings(settings).items():
        if domain not in OPTIONAL:
            yield domain, _placed(catalogs, domain, texts)


def _placed(catalogs: Catalogs, domain: str, texts: Iterable[str]) -> list[Text]:
    """The texts of a file of conf, each with the first line that contains it."""
    file = catalogs.configuration.conf / f"{Path(domain).name}.toml"
    shown_as = catalogs.configuration.shown(file)
    first = first_lines(page_files.text(file, shown_as)) if texts else {}
    return [Text(Location(shown_as, first.get(text, 1)), text) for text in texts]


def first_lines(toml: str) -> dict[str, int]:
    """The 1-based line of the first occurrence of each quoted text."""
    lines: dict[str, int] = {}
    for number, line in enumerate(toml.split("\n"), 1):
        for text in line.split('"')[1::2]:
            lines.setdefault(text, number)
    return lines


class Catalogs:
    """The catalogs of a handbook, each read once."""

    def __init__(
        self, configuration: Configuration, known: Callable[[], Iterable[tuple[Path, Catalog]] | None] = tuple
    ) -> None:
        """`known` gives those that were read already; it is asked when the first one is needed."""
        self.configuration = configuration
        self._known = known
        self._folders = configuration.locale_dirs
        self._lines: dict[Path, list[str]] = {}

    @cached_property
    def known(self) -> dict[Path, Catalog]:
        return dict(self._known() or ())

    def every(self) -> Iterator[tuple[Path, Catalog]]:
        """Each catalog, with its file."""
        for path, _language, _domain in self.all():
            yield path, self.at(path)

    def at(self, path: Path) -> Catalog:
        if path not in self.known:
            self.known[path] = catalog.read(path, self.configuration.shown(path))
        return self.known[path]

    def all(self) -> Iterator[tuple[Path, str, str]]:
        """The file, language and domain of each catalog."""
        for folder in self._folders:
            for language in self.configuration.languages or (self.configuration.language,):
                messages = folder / language / "LC_MESSAGES"
                files_found = files.walk(messages, self.configuration.shown) if files.may_exist(messages) else ()
                for name in sorted(files_found):
                    if name.endswith(".po"):
                        yield messages / name, language, name.removesuffix(".po")

    def location(self, path: Path, translation: Translation, pieces: Iterable[str] = ()) -> Location:
        """The location of the first of these pieces that is found in a translation, else of its beginning."""
        if path not in self._lines:
            text = path.read_bytes().decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
            self._lines[path] = text.split("\n")
        text, places = _written(self._lines[path], translation.line)
        offsets = (text.find(piece) for piece in islice(dict.fromkeys(pieces), _MOST_SOUGHT))
        return Location(self.configuration.shown(path), *places[next((offset for offset in offsets if offset >= 0), 0)])

    def missing(self, language: str, domain: str, texts: Sequence[Text]) -> Iterator[Untranslated]:
        """The texts of a domain without a current translation, each at its first location."""
        paths = [catalog.path(folder, language, domain) for folder in (*self._folders, catalog.OWN_FOLDER)]
        path = next((path for path in paths if files.may_exist(path)), paths[0])
        known, shown_as = self.at(path), self.configuration.shown(path)
        first = {text.text: text for text in reversed(texts)}
        for text in first.values():
            translation = known.find(text.text)
            if translation is None or translation.under_review:
                yield Untranslated(text.at, language, domain, text.text, shown_as, translation is not None)
            elif translation.text == text.text and self._is_copied(text, language):
                yield Untranslated(text.at, language, domain, text.text, shown_as, outdated=False, copied=True)

    def _is_copied(self, text: Text, language: str) -> bool:
        """Whether an equal translation is a copy, not a translation: too many words besides names and code are equal.

        A new handbook begins with English texts in each of its languages that Spoorboek has no texts in: from one of
        these into another, an equal translation may be one of those.
        """
        values = self.configuration.values
        names = (values.get("project"), *values.get("spoorboek_names", ()))
        if text.is_name or text.text in names or _BACKSLASH.sub(r"\1", text.text) in names:
            return False
        if len(fingerprint.words(_CODE.sub("", text.text))) < _SENTENCE:
            return False
        first = self.configuration.languages[0]
        return language == first or catalog.has_own_texts(first) or catalog.has_own_texts(language)


def _otherwise(
    catalogs: Catalogs, path: Path, language: str, domain: str, reader: Reader, page: Written | None
) -> Iterator[Mistranslation]:
    """The translations whose links or markup differ from the original, or that name another year.

    Fuzzy ones may lack links and markup.
    """
    of_page = Reader(page.scope.syntax, reader.is_id) if page else reader
    running = {text.text for text in page.running} if page else frozenset()
    is_plain = reader.reads_plainly and of_page.reads_plainly
    for (_, text), translation in catalogs.at(path).entries.items():
        if text == translation.text:
            continue
        years = _other_years(text, translation.text)
        if not years and is_plain and is_bare(text) and is_bare(translation.text):
            continue
        if len(translation.text) > _LONG:
            myst.check_density(translation.text, reader.syntax, catalogs.location(path, translation))
        # Running text is parsed with the link definitions of its page.
        original = of_page.paragraph(text, page.scope.env) if page and text in running else reader.text(text)
        translated = reader.text(translation.text)
        lost, added = original - translated, translated - original
        if translation.under_review:
            lost, added = Pieces(), Pieces(markup=added.markup)
        pieces = (*added.targets, *added.markup, *years)
        if pieces or lost != Pieces():
            at = catalogs.location(path, translation, pieces)
            yield Mistranslation(at, language, domain, text, (*lost.targets, *lost.markup), pieces)


def _other_years(text: str, translation: str) -> Sequence[str]:
    """The years in a translation that its original does not name."""
    years = _YEAR.findall(translation)
    known = {*_YEAR.findall(text), *_YEAR.findall(_GROUPING.sub("", text))} if years else set()
    return sorted(set(years) - known)


def _written(lines: Sequence[str], line: int) -> tuple[str, list[tuple[int, int]]]:
    """The msgstr of the entry on a 1-based line, unescaped, with the line and column of each character."""
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
