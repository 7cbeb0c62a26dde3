"""Brings our own catalogues up to date with what code and templates say: `python -m spoorboek.i18n.update`.

With a language behind it, as `python -m spoorboek.i18n.update de`, it begins a catalogue for that one.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from spoorboek.i18n import catalog
from spoorboek.i18n.language import ENGLISH, LANGUAGES

PACKAGE: Final = Path(catalog.__file__).parents[1]
_WIDTH: Final = 120
_FILES: Final = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("presets/**.jinja", "jinja2")]
_KEYWORDS: Final = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "joined": None}
"""The functions that mark a text to be translated, and which of their arguments are texts or the context (`c`)."""
_HEAD: Final = "# What the command, pages and sheets say. `make intl` adds what is new; the file is read as it is."
_BEGUN: Final = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
"""Gettext asks for a date. It is always the same, so that only texts change a catalog."""


def _any_folder(_path: str) -> bool:
    """Babel leaves out hidden folders unless it is told otherwise."""
    return True


def template() -> Catalog:
    """Every text in code and templates."""
    found = Catalog(project="Spoorboek")
    texts = extract_from_dir(PACKAGE, _FILES, keywords=_KEYWORDS, directory_filter=_any_folder)
    for _file, _line, written, _comments, context in texts:
        found.add(written, context=context)
    return found


def updated(path: Path, language: str) -> Catalog:
    """The catalogue in a file, brought up to date: changed texts are fuzzy, texts that are gone are removed."""
    if path.is_file():
        with path.open("rb") as file:
            found = read_po(file, locale=language)
    else:
        found = Catalog(
            language,
            header_comment=_HEAD,
            project="Spoorboek",
            version="1",
            creation_date=_BEGUN,
            revision_date=_BEGUN,
            last_translator="Spoorboek contributors",
            fuzzy=False,
        )
    found.update(template(), update_creation_date=False)
    return found


def write(path: Path, found: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, found, width=_WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)


def left(found: Catalog) -> list[str]:
    """The texts of a catalogue that are to be translated, or whose translation is to be reviewed."""
    return [str(entry.id) for entry in found if entry.id and (entry.fuzzy or not all(_forms(entry)))]


def _forms(entry: Message) -> Sequence[str]:
    """Its translations: one, or one for each plural form."""
    return (entry.string or "",) if isinstance(entry.string, str | None) else entry.string


def main(begun: Sequence[str]) -> int:
    """Write the catalogues and list what is to be translated; 1 where a catalogue that is half done lacks any."""
    count = 0
    for language in sorted({*LANGUAGES, *begun} - {ENGLISH}):
        path = catalog.path(catalog.OWN, language, catalog.DOMAIN)
        found = updated(path, language)
        write(path, found)
        open_ = left(found)
        if len(open_) > len(found) / 2:
            print(f"{path}: begun, {len(open_)} of {len(found)} texts are to be translated")
            continue
        for text in open_:
            count += 1
            print(f"{path}: {text!r} is to be translated")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
