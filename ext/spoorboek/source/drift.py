"""Compares a document with the sentence items of the handbook."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from spoorboek.config.names import Roles
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Drift, Item, Programme
from spoorboek.source.reading import Sentence

_DEPENDENCY_ROLES: Final = (Roles.CHECKS, Roles.FULFILS, Roles.CONCERNS)
"""Roles of items that depend on another item that depends on a sentence."""


class Fate(enum.StrEnum):
    """The result of comparing a sentence."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    MISSING = "missing"
    NEW = "new"


def counts(compared: Sequence[Pair]) -> Message:
    """The number of sentences with each result, on one line."""
    counted = Counter(pair.fate for pair in compared)
    return _(
        "{unchanged} unchanged, {changed} changed, {moved} moved, {missing} missing, {new} new",
        **{fate.value: counted[fate] for fate in Fate},
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence item and the matching sentence of the document; one of them may be None."""

    fate: Fate
    item: Item | None
    sentence: Sentence | None
    follows: bool = False


def pairs(items: Sequence[Item], sentences: Sequence[Sentence]) -> tuple[Pair, ...]:
    """Match each sentence item, by number, with a sentence of the document.

    Equal fingerprints are one sentence: unchanged, or moved if order or place differ. Between two such matches, the
    remaining items and sentences are paired in order as changed. Items that then remain are missing, sentences new.
    """
    ordered = sorted(items, key=_number)
    before, after = [item.field("fingerprint") for item in ordered], [sentence.fingerprint for sentence in sentences]
    parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    removed = {fingerprint for tag, a, b, _, _ in parts if tag != "equal" for fingerprint in before[a:b]}
    added = [sentence for tag, _, _, c, d in parts if tag != "equal" for sentence in sentences[c:d]]
    elsewhere = {sentence.fingerprint: sentence for sentence in added if sentence.fingerprint in removed}
    matched: list[Pair] = []
    is_disturbed = False
    for tag, a, b, c, d in parts:
        if tag == "equal":
            same = zip(ordered[a:b], sentences[c:d], strict=True)
            matched += [_same(item, sentence, is_disturbed) for item, sentence in same]
        else:
            is_disturbed = True
            matched += _replaced(ordered[a:b], sentences[c:d], elsewhere)
    return tuple(matched)


def _number(item: Item) -> tuple[int, str]:
    text = item.field("number")
    return int(text) if text.isdecimal() else 0, item.id


def _same(item: Item, sentence: Sentence, is_disturbed: bool) -> Pair:
    if moved_option(item, sentence):
        return Pair(Fate.MOVED, item, sentence, follows=is_disturbed)
    return Pair(Fate.UNCHANGED, item, sentence)


def _replaced(
    items: Sequence[Item], sentences: Sequence[Sentence], elsewhere: Mapping[str, Sentence]
) -> Iterator[Pair]:
    """The pairs of a part that differs; `elsewhere` are the sentences, by fingerprint, that an item had in another."""
    found = [(item, elsewhere.get(item.field("fingerprint"))) for item in items]
    remaining = [item for item, sentence in found if not sentence]
    added = [sentence for sentence in sentences if sentence.fingerprint not in elsewhere]
    yield from (Pair(Fate.MOVED, item, sentence) for item, sentence in found if sentence)
    yield from (Pair(Fate.CHANGED, item, sentence) for item, sentence in zip(remaining, added, strict=False))
    yield from (Pair(Fate.MISSING, item, None) for item in remaining[len(added) :])
    yield from (Pair(Fate.NEW, None, sentence) for sentence in added[len(remaining) :])


def moved_option(item: Item, sentence: Sentence) -> str:
    """The first option whose value differs from the document's place; "" if none does.

    An option that the item lacks, and the column of a place without one, is not compared.
    """
    place = sentence.place
    values = {
        "passage": f"P{place.passage}",
        "page": str(place.page),
        "column": place.column,
        "number": str(place.number),
    }
    differing = (name for name, value in values.items() if item.field(name) and value not in ("", item.field(name)))
    return next(differing, "")


def drifts(compared: Sequence[Pair], source: Item, document: str) -> tuple[Drift, ...]:
    """A drift for each pair that is not unchanged, for rule S202."""
    return tuple(_drift(pair, source, document) for pair in compared if pair.fate is not Fate.UNCHANGED)


def _drift(pair: Pair, source: Item, document: str) -> Drift:
    item, sentence = pair.item or source, pair.sentence
    if sentence is None:
        return Drift(item, _("{item} is not found in {document}", item=item.name, document=document), "fingerprint")
    values = {"item": item.name, "document": document, "place": sentence.place.label}
    if pair.fate is Fate.MOVED:
        message = _("{item} has moved: in {document} it is at {place}", **values)
        return Drift(item, message, moved_option(item, sentence) or "number", follows=pair.follows)
    values["fingerprint"] = sentence.fingerprint
    if pair.item is None:
        message = _("{item} has no item for {place} of {document}, with fingerprint {fingerprint}", **values)
        return Drift(item, message, "sentences", sentence.fingerprint)
    message = _("{item} has another text at {place} of {document}: its fingerprint there is {fingerprint}", **values)
    return Drift(item, message, "fingerprint")


def dependents(programme: Programme, sentence: Item) -> tuple[Item, ...]:
    """The items to review if a sentence changes: those that link to it, and those that depend on them in turn."""
    collected: dict[str, Item] = {}
    roles = sorted({link.role for link in programme.links if link.target == sentence.id})
    _collect(programme, sentence, roles, collected)
    for item in list(collected.values()):
        _collect(programme, item, _DEPENDENCY_ROLES, collected)
    return tuple(collected.values())


def _collect(programme: Programme, item: Item, roles: Sequence[str], collected: dict[str, Item]) -> None:
    for role in roles:
        for other in programme.followed_back(item, role):
            if other.id not in collected:
                collected[other.id] = other
                _collect(programme, other, _DEPENDENCY_ROLES, collected)
