"""S204."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from spoorboek.config.settings import Settings
from spoorboek.model.message import _, joined_with_more
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine.rule import Flaw, Flaws, rule

_TOLD: Final = 20


@rule("S204")
def sentence_gap(programme: Programme, settings: Settings) -> Flaws:
    """The sentences of a source are numbered without a gap, up to as many as it has."""
    astray = any(_is_astray(sentence, programme, settings) for sentence in programme.items)
    for source in programme.of_type("source"):
        promised = _number(source, "sentences")
        if promised is None or not source.id:
            continue
        by_number: dict[int, list[Item]] = {}
        for sentence in programme.followed_back(source, "part_of"):
            if sentence.type == "sentence" and (number := _number(sentence, "number")) is not None:
                by_number.setdefault(number, []).append(sentence)
        yield from _gaps(source, promised, by_number, astray)


def _number(item: Item, name: str) -> int | None:
    """The value of a field as a number; None where it is none, which S506 reports."""
    text = item.field(name)
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def _is_astray(item: Item, programme: Programme, settings: Settings) -> bool:
    """May it be the sentence that seems to be missing? What is wrong with it is reported by a rule of its own."""
    if item.type != "sentence":
        return item.type not in settings.types
    return not (item.id and _number(item, "number") is not None and programme.followed(item, "part_of"))


def _gaps(source: Item, promised: int, by_number: dict[int, list[Item]], astray: bool) -> Flaws:
    missing = promised - sum(1 <= number <= promised for number in by_number)
    if missing and not astray:
        told = islice((str(number) for number in range(1, promised + 1) if number not in by_number), _TOLD)
        message = _(
            "{source} has {count} sentences and none with number {numbers}",
            source=source.name,
            count=promised,
            numbers=joined_with_more(told, missing - _TOLD),
        )
        yield Flaw(source, message, source.place_of("sentences"))
    for number, sentences in sorted(by_number.items()):
        first, *others = sentences
        for sentence in others:
            message = _(
                "{item} has number {number}, which {other} has too",
                item=sentence.name,
                number=number,
                other=first.name,
            )
            yield Flaw(sentence, message, sentence.place_of("number"), (sentence.id, str(number)))
        if number > promised:
            message = _(
                "{item} has number {number}, expected at most {most}, as {source} says",
                item=first.name,
                number=number,
                most=promised,
                source=source.name,
            )
            yield Flaw(first, message, first.place_of("number"), (first.id, str(number)))
