"""gettext catalogs (.po): our own and those of a handbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from spoorboek.i18n.language import ENGLISH, FOLDER, catalog_for
from spoorboek.model import files
from spoorboek.model.errors import unreadable
from spoorboek.model.fingerprint import has_visible_words
from spoorboek.model.message import Message, _
from spoorboek.model.printable import without_controls
from spoorboek.model.programme import Location

if TYPE_CHECKING:
    from babel.messages import Catalog as PoFile
    from babel.messages.catalog import Message as Entry

    from spoorboek.i18n.po_file import Entries

OWN_FOLDER: Final = FOLDER
DOMAIN: Final = "spoorboek"
LARGEST: Final = 10 * 1024 * 1024
"""In bytes, as for a page."""
_NOT_CHECKED: Final = re.compile(r"#\s*noqa\s*\Z")


class Translation(NamedTuple):
    """A msgstr; `under_review` is gettext's fuzzy flag.

    `line` is the 1-based line of its msgid in the .po file.
    """

    text: str
    under_review: bool = False
    line: int = 1


@dataclass(frozen=True)
class Catalog:
    """Translations by (msgctxt, msgid)."""

    entries: Mapping[tuple[str, str], Translation] = field(default_factory=dict)

    def find(self, message: str, context: str = "") -> Translation | None:
        """The translation of a msgid, fuzzy or not; None if it has none."""
        return self.entries.get((context, message))

    def get(self, message: str, context: str = "") -> str | None:
        """The translation of a msgid; None if it has none or is fuzzy."""
        translation = self.find(message, context)
        return None if translation is None or translation.under_review else translation.text

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.entries)


def read(path: Path, shown_as: str) -> Catalog:
    """The translated entries of a .po file, without plural forms; empty if there is no file.

    Raises SpoorboekError if it cannot be read.
    """
    if not files.may_exist(path):
        return Catalog()
    return Catalog(
        {
            (entry.context or "", entry.id): Translation(
                without_controls(entry.string), entry.fuzzy, int(entry.lineno or 1)
            )
            for entry in parsed(path, shown_as).texts
            if entry.id
            and isinstance(entry.id, str)
            and isinstance(entry.string, str)
            and not _is_blank(entry.string, entry.id)
        }
    )


def _is_blank(text: str, original: str) -> bool:
    """Whether a translation is blank and its original is not.

    Sphinx treats `# noqa` at the end of a translation as an instruction, and shows the original if nothing is left.
    """
    remaining = (_NOT_CHECKED.sub("", text) if "noqa" in text else text).strip()
    return not remaining or (not has_visible_words(remaining) and has_visible_words(original))


def parsed(path: Path, shown_as: str, language: str = "") -> Entries:
    """A .po file as a Babel catalog; `language` supplies plural forms that the header lacks.

    Raises SpoorboekError if it cannot be read.
    """
    from spoorboek.i18n import po_file  # noqa: PLC0415 - a check in one language does not need Babel

    raw = files.read_required(path, shown_as, _("make it a readable file"))
    if len(raw) > LARGEST:
        problem = _("the catalog is {size} bytes long", size=len(raw))
        raise unreadable(Location(shown_as, 1), problem, _("split its page: {most} is the most", most=LARGEST))
    return po_file.read(raw, shown_as, language)


def with_header(texts: str, language: str) -> str:
    """Catalog entries with a header above them."""
    return (
        "# Brought up to date by `make intl`; translations are filled in by hand.\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f"\n{texts}"
    )


class OwnCatalog(GNUTranslations):
    """The catalog of Spoorboek's own messages in one language, compiled in memory.

    `compiled` are its .mo bytes; `is_complete`: all messages are translated.
    """

    def __init__(self, texts: PoFile) -> None:
        self.compiled = compiled(texts)
        super().__init__(BytesIO(self.compiled))
        self.known = {(entry.context or "", _singular(entry)) for entry in texts if entry.string and not entry.fuzzy}
        self.is_complete = all(entry.string and not entry.fuzzy for entry in texts if entry.id)

    def has(self, message: Message) -> bool:
        """Whether the template of this message is translated."""
        return (message.context, message.template) in self.known


@cache
def of(language: str) -> OwnCatalog:
    """Spoorboek's own catalog for a language other than English, for which `catalog_for` finds one."""
    file = path(OWN_FOLDER, catalog_for(language), DOMAIN)
    return OwnCatalog(parsed(file, f"{DOMAIN}.po ({language})", language))


def has_own_texts(language: str) -> bool:
    """Whether all messages of Spoorboek are translated into this language."""
    return catalog_for(language) != ENGLISH and of(language).is_complete


def _singular(entry: Entry) -> str:
    return entry.id if isinstance(entry.id, str) else str(entry.id[0])


def compiled(texts: PoFile, *, with_fuzzy: bool = False) -> bytes:
    """A catalog compiled to .mo; fuzzy entries are included on request only."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a check in one language does not need Babel

    written = BytesIO()
    write_mo(written, texts, use_fuzzy=with_fuzzy)
    return written.getvalue()


def path(folder: Path, language: str, domain: str) -> Path:
    """The path of a catalog in a gettext locale folder."""
    return Path(folder, language, "LC_MESSAGES", f"{domain}.po")
