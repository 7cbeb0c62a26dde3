"""conf/stamps.toml: who read what a link rests on, a line for each link, in the order of the links."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spoorboek.config import toml_file
from spoorboek.model import fingerprint
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Location

FILE: Final = "stamps.toml"
_KINDS: Final[Mapping[str, type]] = {
    "link": str,
    "fingerprint": str,
    "by": str,
    "on": datetime.date,
    "why": str,
}
_SAID: Final = r'"((?:[^"\\\x00-\x1f\x7f]|\\["\\])*)"'
_LINE: Final = re.compile(
    r'[ \t]*\{ link = "([^\s"\\]+ [^\s"\\]+ [^\s"\\]+)", '
    rf'fingerprint = "([0-9a-f]{{{fingerprint.OF_AN_ITEM}}})", '
    rf"by = {_SAID}, on = (\d{{4}}-\d\d-\d\d), why = {_SAID} \}},[ \t]*\r?"
)
"""A stamp as this module writes it. TOML allows more ways; a file that uses one is read by the TOML reader, slower."""
_LINK: Final = re.compile(r'link\s*=\s*"([^"]*)"')
_HEAD: Final = re.compile(r"[ \t]*stamps[ \t]*=[ \t]*\[[ \t]*\r?")
_FOOT: Final = re.compile(r"[ \t]*\][ \t]*\r?")
_EMPTY: Final = re.compile(r"[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\r?")
_NOWHERE: Final = Location("", 0)
_NEW: Final = """\
# Who read what a link rests on: a line for each link. `spoorboek review` tells what is to be read, `spoorboek accept`
# writes here. Of two lines for one link the one that holds now counts, so that git may keep both sides of a merge.
stamps = [
]
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Somebody read the target of a link (`WP2024-C4 theme THM-cter`) when it had this fingerprint."""

    link: str
    fingerprint: str
    by: str
    on: datetime.date
    why: str
    at: Location = _NOWHERE

    @property
    def name(self) -> str:
        return self.link

    def __str__(self) -> str:
        """The line that says so."""
        parts = (
            f"link = {toml_file.quoted(self.link)}",
            f"fingerprint = {toml_file.quoted(self.fingerprint)}",
            f"by = {toml_file.quoted(self.by)}",
            f"on = {self.on.isoformat()}",
            f"why = {toml_file.quoted(self.why)}",
        )
        return f"    {{ {', '.join(parts)} }},"


def read(path: Path, shown_as: str) -> tuple[Stamp, ...] | None:
    """Every stamp, in the order of its lines; None where there is no file.

    Raises SpoorboekError where it cannot be followed.
    """
    text = toml_file.text(path, shown_as)
    return None if text is None else parsed(text, shown_as)


def parsed(text: str, shown_as: str) -> tuple[Stamp, ...]:
    """The stamps that a text holds.

    Raises SpoorboekError where it cannot be followed.
    """
    quick = _quick(text, shown_as)
    return _slow(text, shown_as) if quick is None else quick


def _quick(text: str, shown_as: str) -> tuple[Stamp, ...] | None:
    """Line by line; None where a line is none that this module writes, so that TOML has to say what it means."""
    found: list[Stamp] = []
    opened = closed = False
    for number, line in enumerate(text.split("\n"), 1):
        if opened and not closed and (stamp := _LINE.fullmatch(line)):
            try:
                on = datetime.date.fromisoformat(stamp[4])
            except ValueError:
                return None
            if not (stamp[3].strip() and stamp[5].strip()):
                return None
            at = Location(shown_as, number, stamp.start(1))
            found.append(Stamp(stamp[1], stamp[2], _plain(stamp[3]), on, _plain(stamp[5]), at))
        elif not opened and _HEAD.fullmatch(line):
            opened = True
        elif opened and not closed and _FOOT.fullmatch(line):
            closed = True
        elif not _EMPTY.fullmatch(line):
            return None
    return tuple(found) if opened == closed else None


def _plain(said: str) -> str:
    return re.sub(r"\\(.)", r"\1", said) if "\\" in said else said


def _slow(text: str, shown_as: str) -> tuple[Stamp, ...]:
    document = toml_file.parsed(text, shown_as)
    for name in document.values:
        if name != "stamps":
            meant = did_you_mean(name, ["stamps"])
            problem = _("{file} has no setting {name!r}{meant}", file=shown_as, name=name, meant=meant)
            raise unreadable(document.find(name), problem, _("write each stamp in stamps = [ … ]"))
    written = document.values.get("stamps", [])
    if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
        remedy = _("write a line for each: {{ link = … }},")
        raise unreadable(document.find("stamps"), _("stamps is no list of stamps"), remedy)
    return tuple(_stamp(document, entry, number) for number, entry in enumerate(written))


def _stamp(document: toml_file.Document, entry: dict[str, Any], number: int) -> Stamp:
    at = _place(document, entry, number)
    for key, value in entry.items():
        if key not in _KINDS:
            problem = _("a stamp has no setting {key!r}{meant}", key=key, meant=did_you_mean(key, _KINDS))
            raise unreadable(at, problem, _("use {keys}", keys=", ".join(_KINDS)))
        kind = _KINDS[key]
        if not (toml_file.is_day(value) if kind is datetime.date else isinstance(value, kind)):
            expected = _("a date, 2026-11-24") if kind is datetime.date else _("text between quotes")
            problem = _("{key} is {value!r}, expected {expected}", key=key, value=value, expected=expected)
            raise unreadable(at, problem, _("write it so"))
    missing = [key for key in _KINDS if not str(entry.get(key, "")).strip()]
    if missing:
        problem = _("the stamp of {link} has no {key!r}", link=entry.get("link", "?"), key=missing[0])
        raise unreadable(at, problem, _("let `spoorboek accept` write it"))
    return Stamp(" ".join(entry["link"].split()), entry["fingerprint"], entry["by"], entry["on"], entry["why"], at)


def _place(document: toml_file.Document, entry: dict[str, Any], number: int) -> Location:
    """Where the link is named; the head of the list where it is named in no way that this follows."""
    same = [other for other in document.values["stamps"][:number] if other.get("link") == entry.get("link")]
    places = [found for found in _LINK.finditer(document.text) if found[1] == entry.get("link")]
    if len(places) > len(same):
        return document.place_at(places[len(same)].start(1) - 1)
    return document.find("stamps")


def written(text: str, stamps: Iterable[Stamp], dropped: Iterable[str] = ()) -> str:
    """The text with these stamps in it and none of the `dropped` links; what else it says stays as it is.

    A link that has a line gets its new one there, once; another one comes behind the last that sorts before it.
    Raises SpoorboekError where a stamp that must change does not stand on a line of its own.
    """
    lines = (text or _NEW).split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    rows = [(_link(line), line) for line in lines]
    new = {stamp.link: f"{stamp}{end}" for stamp in stamps}
    dropped = set(dropped)
    kept: list[tuple[str | None, str]] = []
    for link, line in rows:
        if link is None or (link not in new and link not in dropped):
            kept.append((link, line))
        elif link in new:
            kept.append((link, new.pop(link)))
            dropped.add(link)  # a second line of it is older
    for link in sorted(new):
        kept.insert(_place_in(kept, link, end), (link, new[link]))
    return "\n".join(line for _, line in kept)


def _place_in(rows: list[tuple[str | None, str]], wanted: str, end: str) -> int:
    """The number of the row where a link belongs: right behind the last that sorts before it."""
    before = [number for number, (link, _) in enumerate(rows) if link is not None and link < wanted]
    heads = [number for number, (_, line) in enumerate(rows) if _HEAD.fullmatch(line)]
    if not heads:
        remedy = _("write it on a line of its own, the stamps below it and ] below those")
        raise SpoorboekError(_("no line of the stamps reads 'stamps = ['"), remedy)
    last = before[-1] if before else heads[0]
    link, line = rows[last]
    if link is not None and not line.rstrip().endswith(","):
        rows[last] = link, line.rstrip("\r") + f",{end}"
    return last + 1


def _link(line: str) -> str | None:
    """The link whose stamp stands on a line, which holds no other; None where it holds none."""
    if found := _LINE.fullmatch(line):
        return found[1]
    if "link" not in line:
        return None
    try:
        (entry,) = tomllib.loads(f"stamps = [\n{line}\n]")["stamps"]
        return " ".join(entry["link"].split())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
