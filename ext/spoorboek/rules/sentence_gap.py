"""S204."""

from __future__ import annotations

from spoorboek.model import Item, Programme
from spoorboek.rule import Flaw, Flaws, rule
from spoorboek.settings import Settings


@rule("S204")
def sentence_gap(programme: Programme, settings: Settings) -> Flaws:
    """The sentences of a source are numbered without a gap, up to as many as it has."""
    astray = any(_is_astray(sentence, programme, settings) for sentence in programme.items)
    for source in programme.of_type("source"):
        promised = source.field("sentences")
        if not (promised.isdigit() and source.id):
            continue
        by_number: dict[int, list[Item]] = {}
        for sentence in programme.followed_back(source, "part_of"):
            if sentence.type == "sentence" and sentence.field("number").isdigit():
                by_number.setdefault(int(sentence.field("number")), []).append(sentence)
        yield from _gaps(source, int(promised), by_number, astray)


def _is_astray(item: Item, programme: Programme, settings: Settings) -> bool:
    """May it be the sentence that seems to be missing? What is wrong with it is reported by a rule of its own."""
    if item.type != "sentence":
        return item.type not in settings.types
    return not (item.id and item.field("number").isdigit() and programme.followed(item, "part_of"))


def _gaps(source: Item, promised: int, by_number: dict[int, list[Item]], astray: bool) -> Flaws:
    missing = [number for number in range(1, promised + 1) if number not in by_number]
    if missing and not astray:
        message = f"{source.name} has {promised} sentences and none with number {', '.join(map(str, missing))}"
        yield Flaw(source, message, source.place_of("sentences"))
    for number, sentences in sorted(by_number.items()):
        first, *others = sentences
        for sentence in others:
            message = f"{sentence.name} has number {number}, which {first.name} has too"
            yield Flaw(sentence, message, sentence.place_of("number"), (sentence.id, str(number)))
        if number > promised:
            message = f"{first.name} has number {number}, expected at most {promised}, as {source.name} says"
            yield Flaw(first, message, first.place_of("number"), (first.id, str(number)))
