"""Saying that somebody read what links rest on: what there is to read, and the stamps that say it was read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Review, Standing
from spoorboek.config import stamps_file, toml_file
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Stamp
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Link, Programme


@dataclass(frozen=True, slots=True)
class Reader:
    """Who read, on which day, and why what was read will do."""

    by: str
    on: datetime.date
    why: str


def waiting(found: Iterable[Review]) -> tuple[Review, ...]:
    """Those that somebody has to read: what is suspect, what is old and what nobody read."""
    return tuple(review for review in found if review.standing is not Standing.READ)


def trace(programme: Programme, item: Item) -> set[str]:
    """The ids of an item, of all that it rests on and of all that rests on it, however far."""
    rests_on, carries = _ends(programme.links), _ends(_turned(programme.links))
    return _reached(item.id, rests_on) | _reached(item.id, carries)


def _ends(links: Iterable[Link]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(link.item, []).append(link.target)
    return found


def _turned(links: Iterable[Link]) -> Iterator[Link]:
    return (link._replace(item=link.target, target=link.item) for link in links)


def _reached(start: str, ends: dict[str, list[str]]) -> set[str]:
    found, at_hand = {start}, [start]
    while at_hand:
        for end in ends.get(at_hand.pop(), ()):
            if end not in found:
                found.add(end)
                at_hand.append(end)
    return found


def accept(path: Path, read: Iterable[Review], reader: Reader, settings: Settings) -> int:
    """Write a stamp for each of these links: that its target was read as it is now; how many were written.

    Raises SpoorboekError where nobody is named, no reason is given, or the file cannot be followed or written.
    """
    by, why = " ".join(reader.by.split()), " ".join(reader.why.split())
    for word, said in (("by", by), ("why", why)):
        if not said:
            problem = _("a stamp says {option}, and nothing is said", option=word)
            raise SpoorboekError(problem, _("say it with --{option}", option=word))
    new = {review.name: Stamp(review.name, reviews.of(review.target, settings), by, reader.on, why) for review in read}
    if new:
        _rewrite(path, new.values(), ())
    return len(new)


def drop(path: Path, unused: Iterable[Stamp]) -> int:
    """Take away the stamps of links that are not there; how many links they were of.

    Raises SpoorboekError where the file cannot be followed or written.
    """
    dropped = {stamp.key: stamp for stamp in unused}
    if dropped:
        _rewrite(path, (), dropped.values())
    return len(dropped)


def _rewrite(path: Path, new: Iterable[Stamp], dropped: Iterable[Stamp]) -> None:
    """Change these lines of the file as it is at that moment, whoever wrote it last; other lines stay as they are."""
    new, dropped = tuple(new), tuple(dropped)
    with toml_file.alone(path):
        text = _read(path)
        stamps_file.parsed(text, path.as_posix())
        changed = stamps_file.written(text, new, dropped)
        _look(stamps_file.parsed(changed, path.as_posix()), new, dropped, path)
        toml_file.put(path, changed)


def _read(path: Path) -> str:
    """The text with the line ends that it has."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problem = _("{file} cannot be read: {reason}", file=path.as_posix(), reason=reason)
        raise SpoorboekError(problem, _("make it a readable file in UTF-8")) from None


def _look(written: Iterable[Stamp], new: Iterable[Stamp], dropped: Iterable[Stamp], path: Path) -> None:
    """Raises SpoorboekError where the text does not say what was to be written: a stamp shares its line with others."""
    found = {(stamp.key, stamp.fingerprint, stamp.on) for stamp in written}
    lost = [stamp.name for stamp in new if (stamp.key, stamp.fingerprint, stamp.on) not in found]
    left = {key for key, _fingerprint, _on in found}
    lost += [stamp.name for stamp in dropped if stamp.key in left]
    if lost:
        problem = _("{file}: the stamp of {name} does not stand on a line of its own", file=path, name=lost[0])
        remedy = _("write each stamp on one line: {{ link = …, fingerprint = …, by = …, on = …, why = … }},")
        raise SpoorboekError(problem, remedy)
