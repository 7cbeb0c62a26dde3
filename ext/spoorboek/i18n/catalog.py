"""Texts and their translations: gettext catalogues (.po), our own and those of a handbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.programme import Location

if TYPE_CHECKING:
    from babel.messages import Catalog as PoFile

OWN: Final = Path(__file__).with_name("locale")
DOMAIN: Final = "spoorboek"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a text is in another language; under review (gettext: fuzzy) where the text has changed since."""

    text: str
    under_review: bool = False


@dataclass(frozen=True)
class Catalog:
    """Translations by the text they are of, and by the context that tells equal texts apart."""

    entries: Mapping[tuple[str, str], Translation] = field(default_factory=dict)

    def find(self, message: str, context: str = "") -> Translation | None:
        """The translation of a text, be it under review; None where it has none."""
        return self.entries.get((context, message))

    def get(self, message: str, context: str = "") -> str | None:
        """The translation of a text that holds for it as it is now; None where there is none."""
        found = self.find(message, context)
        return None if found is None or found.under_review else found.text

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.entries)


def read(path: Path, shown_as: str) -> Catalog:
    """The catalogue in a .po file, without the texts that it does not translate; empty where there is no file.

    Raises SpoorboekError where it cannot be read.
    """
    if not path.is_file():
        return Catalog()
    return Catalog(
        {
            (each.context or "", str(each.id)): Translation(str(each.string), each.fuzzy)
            for each in parsed(path, shown_as)
            if each.id and each.string
        }
    )


def parsed(path: Path, shown_as: str) -> PoFile:
    """A .po file as Babel has it.

    Raises SpoorboekError where it cannot be read.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - a check in one language needs none of it

    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except OSError as error:
        problem = _("{file} cannot be read: {reason}", file=shown_as, reason=error.strerror)
        raise SpoorboekError(problem, _("make it a file that can be read")) from None
    except PoFileError as error:
        reason = _("no catalogue: {reason}", reason=str(error).rpartition(" on ")[0])
        raise unreadable(Location(shown_as, int(error.lineno) + 1), reason, _("mend that line")) from None
    except ValueError as error:
        reason = _("no catalogue: {reason}", reason=" ".join(str(error).split()))
        raise unreadable(Location(shown_as, 1), reason, _("save it as UTF-8")) from None


def headed(texts: str, language: str, digest: str) -> str:
    """The texts of a catalogue below a head that says what they are of; `digest` is that of the page or file."""
    return (
        "# Brought up to date by `make intl`; translations are filled in by hand.\n"
        f"# of the text {digest}\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f"\n{texts}"
    )


@cache
def of(language: str) -> Catalog:
    """Our own texts in a language; empty for the one they are written in, and for one that nobody wrote them in."""
    return read(path(OWN, language, DOMAIN), f"{DOMAIN}.po ({language})")


def path(folder: Path, language: str, domain: str) -> Path:
    """Where gettext keeps a catalogue."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"
