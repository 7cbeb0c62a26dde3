"""Which texts of a handbook its other languages lack, without starting Sphinx."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from spoorboek.analysis.translation import NOTED, languages_for, of_settings
from spoorboek.config.settings import Settings
from spoorboek.i18n import catalog
from spoorboek.model.programme import Location, Text, Untranslated
from spoorboek.readers import sources
from spoorboek.readers.configuration import Configuration

_DIGEST: Final = re.compile(r"\A(?:#.*\n)*?# of the text ([0-9a-f]{64})$", re.MULTILINE)
_OPEN: Final = re.compile(r'^#, .*\bfuzzy\b|^msgid (?!""$).*\nmsgstr ""\n(?!")', re.MULTILINE)


class Page(Protocol):
    """What a catalogue is of: the language it says it is in, and what it is made of."""

    @property
    def language(self) -> str: ...
    @property
    def files(self) -> list[str]: ...


def digest(files: Iterable[str]) -> str:
    """What changes with the files of a page: a catalogue that holds it need not be compared text by text."""
    return hashlib.sha256("\0".join(files).encode()).hexdigest()


def path(made: Configuration, language: str, domain: str) -> Path:
    """The catalogue of a domain: of several folders the first that has it, else where it is to be made."""
    folders = [*made.locale_dirs, catalog.OWN]
    paths = [catalog.path(folder, language, domain) for folder in folders]
    return next((path for path in paths if path.is_file()), paths[0])


def unsure(made: Configuration, settings: Settings, pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """The language and domain of each catalogue that is not of its page or file as it is now, or not complete."""
    for domain, now in digests(settings, pages).items():
        if domain in NOTED:
            continue
        written = pages[domain].language if domain in pages else ""
        for language in languages_for(made.languages, made.untranslated, domain, written):
            if not _is_sure(path(made, language, domain), now):
                yield language, domain


def digests(settings: Settings, pages: Mapping[str, Page]) -> dict[str, str]:
    """By domain what changes with its page, or with what its file of conf says."""
    of_pages = {domain: digest(page.files) for domain, page in pages.items()}
    return of_pages | {domain: digest(texts) for domain, texts in of_settings(settings).items() if texts}


def _is_sure(file: Path, now: str) -> bool:
    try:
        text = file.read_bytes().decode(errors="replace")
    except OSError:
        return False
    said = _DIGEST.match(text)
    return bool(said and said[1] == now and not _OPEN.search(text))


def untranslated(
    made: Configuration,
    settings: Settings,
    top: Path,
    asked: Collection[tuple[str, str]],
    pages: Mapping[str, Sequence[Text]],
) -> Iterator[Untranslated]:
    """Each text of these domains that its catalogue lacks or has an outdated translation of."""
    said = of_settings(settings)
    for language, domain in sorted(asked):
        texts = pages[domain] if domain in pages else _placed(made, top, domain, said[domain])
        yield from _missing(made, top, language, domain, texts)


def _placed(made: Configuration, top: Path, domain: str, texts: Iterable[str]) -> list[Text]:
    """Texts of a file of conf with the line that each stands on first."""
    file = made.conf / f"{Path(domain).name}.toml"
    shown_as = sources.shown(file, top)
    lines = sources.text(file, shown_as).split("\n") if texts else []
    return [
        Text(Location(shown_as, next((n for n, line in enumerate(lines, 1) if f'"{text}"' in line), 1)), text)
        for text in texts
    ]


def _missing(
    made: Configuration, top: Path, language: str, domain: str, texts: Iterable[Text]
) -> Iterator[Untranslated]:
    file = path(made, language, domain)
    shown_as = sources.shown(file, top)
    known = catalog.read(file, shown_as)
    first = {text.text: text for text in reversed(list(texts))}
    for text in first.values():
        found = known.find(text.text)
        if found is None or found.under_review:
            yield Untranslated(text.at, language, domain, text.text, shown_as, found is not None)
