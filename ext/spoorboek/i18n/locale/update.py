"""Brings our own catalogues up to date with what the code says: `python -m spoorboek.i18n.locale.update`.

Messages are written in English and have a Dutch catalogue; words that readers see are Dutch and have an English one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from spoorboek.analysis import language
from spoorboek.i18n import catalog
from spoorboek.i18n.language import ENGLISH, LANGUAGES

PACKAGE: Final = Path(catalog.__file__).parents[1]
_WIDTH: Final = 120
_KEYWORDS: Final = {"_": None, "ngettext": (1, 2), "joined": None}
"""What is called with a template: its first argument, of `ngettext` its first two."""


def template() -> Catalog:
    """Every template in the code, with the files that say it."""
    found = Catalog(project="Spoorboek")
    for file, _, written, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=_KEYWORDS):
        for message in (written,) if isinstance(written, str) else written:
            found.add(message, locations=[(file, 0)])
    return found


def of_words() -> Catalog:
    """Every word of words.py, with the name that it has there."""
    found = Catalog(project="Spoorboek")
    for name, text in language.texts():
        found.add(text, context=name)
    return found


def updated(path: Path, spoken: str) -> Catalog:
    """The catalogue in a file with what is said now; what was changed is fuzzy, what is no longer said is gone."""
    with path.open("rb") as file:
        found = read_po(file, locale=spoken)
    found.update(of_words() if spoken == ENGLISH else template(), update_creation_date=False)
    return found


def write(path: Path, found: Catalog) -> None:
    with path.open("wb") as file:
        write_po(
            file, found, width=_WIDTH, no_location=True, sort_output=True, ignore_obsolete=True, include_previous=True
        )


def main() -> int:
    """Write the catalogues, and tell what is to be translated; 1 where anything is."""
    left = 0
    for spoken in LANGUAGES:
        path = catalog.path(catalog.OWN, spoken, catalog.DOMAIN)
        found = updated(path, spoken)
        write(path, found)
        for each in found:
            if each.id and (each.fuzzy or not each.string):
                left += 1
                print(f"{path}: {each.id!r} is to be translated")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
