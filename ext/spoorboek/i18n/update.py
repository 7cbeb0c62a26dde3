"""Update Spoorboek's own catalogs from code and templates: `python -m spoorboek.i18n.update`.

With a language, as in `python -m spoorboek.i18n.update de`, it also starts a catalog for that language.
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
_FILES: Final = [("**.py", "python"), ("**.html", "jinja2"), ("presets/**.jinja", "jinja2")]
_KEYWORDS: Final = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "joined": None}
"""The functions whose arguments are msgids (by number) or msgctxt (`c`), as Babel's extractor takes them."""
_HEAD: Final = "# What the command, pages and sheets say. `make intl` adds what is new; the file is read as it is."
_CREATED: Final = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
"""The creation date in headers, fixed so that only texts change a catalog."""


def _any_folder(_path: str) -> bool:
    """Include all folders; Babel skips hidden ones by default."""
    return True


def template() -> Catalog:
    """A catalog of all msgids in code and templates."""
    catalog_template = Catalog(project="Spoorboek")
    texts = extract_from_dir(PACKAGE, _FILES, keywords=_KEYWORDS, directory_filter=_any_folder)
    for _file, _line, written, _comments, context in texts:
        catalog_template.add(written, context=context)
    return catalog_template


def updated(path: Path, language: str) -> Catalog:
    """The catalog of a file, updated: changed msgids become fuzzy, removed ones are dropped."""
    if path.is_file():
        with path.open("rb") as file:
            updated_catalog = read_po(file, locale=language)
    else:
        updated_catalog = Catalog(
            language,
            header_comment=_HEAD,
            project="Spoorboek",
            version="1",
            creation_date=_CREATED,
            revision_date=_CREATED,
            last_translator="Spoorboek contributors",
            fuzzy=False,
        )
    updated_catalog.update(template(), update_creation_date=False)
    return updated_catalog


def write(path: Path, content: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, content, width=_WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)


def untranslated(content: Catalog) -> list[str]:
    """The msgids whose translation is missing or fuzzy."""
    return [str(entry.id) for entry in content if entry.id and (entry.fuzzy or not all(_forms(entry)))]


def _forms(entry: Message) -> Sequence[str]:
    """The msgstrs of an entry: one, or one for each plural form."""
    return (entry.string or "",) if isinstance(entry.string, str | None) else entry.string


def main(begun: Sequence[str]) -> int:
    """Update the catalogs and list what is untranslated; return 1 if a more than half finished one is incomplete."""
    count = 0
    for language in sorted({*LANGUAGES, *begun} - {ENGLISH}):
        path = catalog.path(catalog.OWN_FOLDER, language, catalog.DOMAIN)
        content = updated(path, language)
        write(path, content)
        open_ = untranslated(content)
        if len(open_) > len(content) / 2:
            print(f"{path}: begun, {len(open_)} of {len(content)} texts are to be translated")
            continue
        for text in open_:
            count += 1
            print(f"{path}: {text!r} is to be translated")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
