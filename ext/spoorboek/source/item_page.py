"""Writes a new page of sentence items: places and fingerprints, without the text of the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from spoorboek.i18n.language import _
from spoorboek.model.programme import Item
from spoorboek.source.reading import Sentence


def id_of(sentence: Sentence, edition: str) -> str:
    """The id of a sentence: `PLAN-P2-S3` is the third sentence of the second passage."""
    return f"{edition}-P{sentence.place.passage}-S{sentence.place.within}"


def page(sentences: Iterable[Sentence], source: Item, edition: str) -> str:
    """A MyST page with an item for each sentence, still of kind `open` and without a summary."""
    return "\n".join(_lines(sentences, source, edition)) + "\n"


def _lines(sentences: Iterable[Sentence], source: Item, edition: str) -> Iterator[str]:
    title = _("Sentences of {title}", title=source.title)
    yield f"# {title}"
    yield ""
    do = _("Do this for every sentence: give it a title, choose its kind, and write in your own words what it says.")
    do_not = _("Do not copy the sentence. The fingerprint identifies it.")
    yield from (f"% {do}", f"% {do_not}")
    for passage, of_passage in groupby(sentences, key=lambda sentence: sentence.place.passage):
        first, *rest = of_passage
        yield ""
        heading = _("Passage {passage}, page {page}", passage=passage, page=first.place.page)
        yield f"## {heading}"
        for sentence in (first, *rest):
            yield ""
            yield from _item(sentence, source, edition)


def _item(sentence: Sentence, source: Item, edition: str) -> Iterator[str]:
    place = sentence.place
    title = _("Sentence {number} of passage P{passage}", number=place.within, passage=place.passage)
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
