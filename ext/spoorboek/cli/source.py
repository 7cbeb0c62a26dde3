"""`spoorboek source`: a published document, read, proved, and held beside the handbook."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spoorboek.check import Verdict, check
from spoorboek.cli import judge, screen
from spoorboek.errors import SpoorboekError
from spoorboek.model import Item, Programme
from spoorboek.reporters import text
from spoorboek.reporters.report import Report, plural, printable
from spoorboek.rules.source_drift import source_drift
from spoorboek.selection import narrowed
from spoorboek.settings import Settings
from spoorboek.source import document, drift, page, plain, proof
from spoorboek.source.drift import Fate, Pair
from spoorboek.source.reading import Reading, Sentence


def run(options: argparse.Namespace) -> int:
    """0 where no word is lost and nothing differs, 1 where one is or something does."""
    tasks = {"read": _read, "prove": _prove, "verify": _verify}
    return tasks[options.task](options)


# ---------------------------------------------------------------------------------------------------------- read
def _read(options: argparse.Namespace) -> int:
    found = document.read(options.file)
    edition = options.edition or ""
    screen.put_lines(
        map(printable, [*_sentences(found.sentences, edition), *_around(found), *_summary(found, options)])
    )
    if not found.proof.holds:
        return 1
    if options.write:
        _write(options, found)
    return 0


def _sentences(sentences: Sequence[Sentence], edition: str) -> Iterator[str]:
    """A line for each: its place or, with an edition, its id and its place, and its words."""
    for sentence in sentences:
        id = f"{page.id_of(sentence, edition)}, " if edition else ""
        yield f"{id}{sentence.place}: {sentence.text}"


def _around(found: Reading) -> Iterator[str]:
    for each in found.around:
        number = f" {each.number}" if each.number else ""
        yield f"page {each.page}, {each.kind}{number}: {each.text}"


def _summary(found: Reading, options: argparse.Namespace) -> Iterator[str]:
    passages = len({sentence.place.passage for sentence in found.sentences})
    counted = Counter(each.kind for each in found.around)
    around = "".join(f", {plural(count, kind)}" for kind, count in counted.items())
    yield f"{plural(len(found.sentences), 'sentence')} in {plural(passages, 'passage')}{around}"
    yield from proof.lines(found.proof, (options.file.name, "what was read from it"))


def _write(options: argparse.Namespace, found: Reading) -> None:
    """Put the sentences on a page of the handbook that is not there yet.

    Raises SpoorboekError where it is, or an item has one of their ids.
    """
    path: Path = options.write
    if path.suffix != ".md" or not path.resolve().is_relative_to(options.docs.resolve()):
        raise SpoorboekError(f"{path} is no page", f"name a file that ends in .md, in {options.docs}")
    programme, _ = judge.programme(options)
    source = _source(programme, options.source)
    edition = options.edition or _edition(programme, source)
    taken = [id for sentence in found.sentences if (id := page.id_of(sentence, edition)) in programme.by_id]
    if taken:
        raise SpoorboekError(f"{taken[0]} is an item already", "give another --edition, or leave --write out")
    screen.create(path, page.page(found.sentences, source, edition).encode())
    screen.put_lines(
        [f"{path} has {plural(len(found.sentences), 'sentence')}; give each a title, a kind and a summary"]
    )


def _source(programme: Programme, id: str | None) -> Item:
    """The source that was asked for; without that the only one that says how many sentences it has.

    Raises SpoorboekError where there is none or more than one.
    """
    if id is not None:
        item = judge.item(programme, id)
        if item.type != "source":
            raise SpoorboekError(f"{id} is no source, it is a {item.type}", "name a source with --source")
        return item
    known = [source for source in programme.of_type("source") if source.field("sentences")]
    if len(known) != 1:
        problem = f"{plural(len(known), 'source')} of this handbook say how many sentences they have"
        raise SpoorboekError(problem, "name the one that is meant with --source")
    return known[0]


def _edition(programme: Programme, source: Item) -> str:
    """What the ids of its sentences begin with.

    Raises SpoorboekError where it has none yet.
    """
    for sentence in programme.followed_back(source, "part_of"):
        return sentence.id.partition("-")[0]
    problem = f"no sentence of {source.id} says what the ids of its sentences begin with"
    raise SpoorboekError(problem, "say it with --edition, as in --edition WP2024")


# --------------------------------------------------------------------------------------------------------- prove
def _prove(options: argparse.Namespace) -> int:
    for path in (options.dump, options.reading_order):
        if document.is_pdf(path):
            raise SpoorboekError(f"{path} is a PDF", "name two texts; `spoorboek source read` proves a PDF")
    before = plain.text(options.dump)
    after = "\n".join(block.words for block in plain.read(options.reading_order))
    found = proof.between(before, after)
    names = (options.dump.name, options.reading_order.name)
    tokens = f"{len(before.split())} pieces between blanks in {names[0]}, {len(after.split())} in {names[1]}"
    screen.put_lines(map(printable, [tokens, *proof.lines(found, names)]))
    return 0 if found.holds else 1


# -------------------------------------------------------------------------------------------------------- verify
def _verify(options: argparse.Namespace) -> int:
    found = document.read(options.file)
    if not found.proof.holds:
        screen.put_lines(map(printable, proof.lines(found.proof, (options.file.name, "what was read from it"))))
        return 1
    programme, settings = judge.programme(options)
    source = _source(programme, options.source)
    items = [item for item in programme.followed_back(source, "part_of") if item.type == "sentence"]
    compared = drift.pairs(items, found.sentences)
    named = drift.drifts(compared, source, options.file.name)
    verdict = narrowed(check(replace(programme, drifts=named), settings), [source_drift])
    screen.put_lines([*_told(verdict, settings), *_looks(compared, programme), _counts(compared, source, options)])
    return 1 if verdict.fails else 0


def _told(verdict: Verdict, settings: Settings) -> Iterator[str]:
    report = Report(verdict, (source_drift,))
    return (text.full(told) for told in report.told)


def _looks(compared: Sequence[Pair], programme: Programme) -> Iterator[str]:
    """For each sentence that is no longer what it was, the items that rest on it."""
    for pair in compared:
        if pair.item is not None and pair.fate in (Fate.CHANGED, Fate.MISSING):
            names = ", ".join(item.id for item in drift.resting(programme, pair.item))
            if names:
                yield f"look again at what rests on {pair.item.id}: {names}"


def _counts(compared: Sequence[Pair], source: Item, options: argparse.Namespace) -> str:
    counted = Counter(pair.fate for pair in compared)
    fates = ", ".join(f"{counted[fate]} {fate}" for fate in Fate)
    items = sum(pair.item is not None for pair in compared)
    return f"{plural(items, 'sentence')} of {source.id} beside {options.file.name}: {fates}"
