"""A page of sentence items to begin with: places and fingerprints, and no sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from spoorboek.analysis import words
from spoorboek.model.programme import Item
from spoorboek.source.reading import Sentence


def id_of(sentence: Sentence, edition: str) -> str:
    """`WP2024-P2-S3`: the third sentence of the second passage."""
    return f"{edition}-P{sentence.place.passage}-S{sentence.place.within}"


def page(sentences: Iterable[Sentence], source: Item, edition: str) -> str:
    """The sentences of a document as MyST, passage by passage, each still open and without a summary."""
    return "\n".join(_lines(sentences, source, edition)) + "\n"


def _lines(sentences: Iterable[Sentence], source: Item, edition: str) -> Iterator[str]:
    yield f"# {words.SENTENCES_OF.format(title=source.title)}"
    yield ""
    yield from (f"% {line}" for line in words.TO_BE_DONE)
    for passage, of_passage in groupby(sentences, key=lambda sentence: sentence.place.passage):
        first, *others = of_passage
        yield ""
        yield f"## {words.PASSAGE_ON_PAGE.format(passage=passage, page=first.place.page)}"
        for sentence in (first, *others):
            yield ""
            yield from _item(sentence, source, edition)


def _item(sentence: Sentence, source: Item, edition: str) -> Iterator[str]:
    place = sentence.place
    title = words.UNTITLED_SENTENCE.format(number=place.within, passage=place.passage)
    yield f":::{{sentence}} {title}"
    yield f":id: {id_of(sentence, edition)}"
    yield f":passage: P{place.passage}"
    yield f":page: {place.page}"
    if place.column:
        yield f":column: {place.column}"
    yield f":number: {place.number}"
    yield ":kind: open"
    yield f":fingerprint: {sentence.fingerprint}"
    yield f":part_of: {source.id}"
    yield ":::"
