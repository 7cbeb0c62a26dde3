from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from spoorboek.config.names import Roles, Types
from spoorboek.model.grouping import grouped
from spoorboek.model.message import joined_with_more
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Settings, _, rule, together

_MOST_LISTED: Final = 20


@rule("S204")
def sentence_gap(programme: Programme, settings: Settings) -> Flaws:
    """The sentences of a source are numbered without a gap, up to as many as it has."""
    causes = Causes(programme, settings)
    candidates = list(_candidates(programme, settings, causes))
    for source in programme.of_type(Types.SOURCE):
        promised = _number(source, "sentences")
        if promised is None or not programme.is_item(source):
            continue
        by_number = grouped(
            (number, sentence)
            for sentence in programme.followed_back(source, Roles.PART_OF, Types.SENTENCE)
            if (number := _number(sentence, "number")) is not None
        )
        may_be_of_source = [identities for source_id, identities in candidates if source_id in ("", source.id)]
        yield from _missing(source, promised, by_number, may_be_of_source)
        yield from _wrong_numbers(source, promised, by_number)


def _number(item: Item, name: str) -> int | None:
    """The value of a field as a number; None if it is no number, which S506 reports."""
    text = item.field(name)
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def _candidates(programme: Programme, settings: Settings, causes: Causes) -> Iterator[tuple[str, Identities]]:
    """The flawed items that may be a missing sentence: (source id or empty, findings about the item)."""
    for item in programme.items:
        if item.type == Types.SENTENCE:
            sources = programme.followed(item, Roles.PART_OF)
            is_numbered = programme.is_item(item) and _number(item, "number") is not None and sources
            if not is_numbered:
                of_source = causes.of_missing_link(item, Roles.PART_OF)
                known = (*causes.of_item(item), *causes.of_value(item, "number"), *of_source)
                yield (sources[0].id if sources else ""), known
    for known in (*causes.of_no_type, *causes.lost(Types.SENTENCE)):
        yield "", known


def _missing(source: Item, promised: int, by_number: dict[int, list[Item]], candidates: Sequence[Identities]) -> Flaws:
    """A flaw that lists the numbers without a sentence."""
    missing = promised - sum(1 <= number <= promised for number in by_number)
    if missing:
        listed = islice((str(number) for number in range(1, promised + 1) if number not in by_number), _MOST_LISTED)
        message = _(
            "{source} has {count} sentences and none with number {numbers}",
            source=source.name,
            count=promised,
            numbers=joined_with_more(listed, missing - _MOST_LISTED),
        )
        follows_from = together(candidates) if missing <= len(candidates) else ()
        yield Flaw(source, message, source.location_of("sentences"), follows_from=follows_from)


def _wrong_numbers(source: Item, promised: int, by_number: dict[int, list[Item]]) -> Flaws:
    """Flaws of duplicate numbers, and of numbers above the number of sentences."""
    for number, sentences in sorted(by_number.items()):
        first, *duplicates = sentences
        for sentence in duplicates:
            message = _(
                "{item} has number {number}, which {other} has too",
                item=sentence.name,
                number=number,
                other=first.name,
            )
            yield Flaw(sentence, message, sentence.location_of("number"), (sentence.id, str(number)))
        if number > promised:
            message = _(
                "{item} has number {number}, expected at most {most}, as {source} says",
                item=first.name,
                number=number,
                most=promised,
                source=source.name,
            )
            yield Flaw(first, message, first.location_of("number"), (first.id, str(number)))
