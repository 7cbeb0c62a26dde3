"""`spoorboek source`: read a published document, prove the reading, and compare it with the handbook."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from spoorboek.cli import judge, screen, spelling
from spoorboek.config.names import Roles, Types
from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _, joined, ngettext
from spoorboek.model.programme import Item, Programme
from spoorboek.reporters import text
from spoorboek.reporters.report import Report
from spoorboek.reporters.text import Look
from spoorboek.rules.engine.check import check
from spoorboek.rules.source_drift import source_drift
from spoorboek.source import document, drift, item_page, proof, succession, text_file
from spoorboek.source.blocks import Kind
from spoorboek.source.drift import Fate, Pair
from spoorboek.source.reading import Reading, Sentence
from spoorboek.source.succession import Proposal

_READ: Final = _("the text read from it")


def _counted(kind: Kind, count: int) -> Message:
    if kind is Kind.TITLE:
        return ngettext("{count} title", "{count} titles", count)
    if kind is Kind.HEADER:
        return ngettext("{count} running head", "{count} running heads", count)
    if kind is Kind.NOTE:
        return ngettext("{count} note", "{count} notes", count)
    return ngettext("{count} page number", "{count} page numbers", count)


def run(options: argparse.Namespace) -> int:
    """Return 0 if no word is lost and no sentence differs, else 1."""
    tasks = {"read": _read, "prove": _prove, "verify": _verify}
    return tasks[options.task](options)


# ---------------------------------------------------------------------------------------------------------- read
def _read(options: argparse.Namespace) -> int:
    reading = document.read(options.file, _spelling(options))
    edition = options.edition or ""
    screen.put_messages(*_sentences(reading.sentences, edition), *_around(reading), *_summary(reading, options))
    if not reading.proof.is_complete or reading.doubts:
        return 1
    if options.write:
        _write(options, reading)
    return 0


def _spelling(options: argparse.Namespace) -> Spelling:
    """The spelling rules of the language with those of the handbook, if there is one."""
    settings, _rules = judge.settings_and_rules(options)
    return spelling.of(judge.language(options)) | (settings.spelling if settings else NO_SPELLING)


def _sentences(sentences: Sequence[Sentence], edition: str) -> Iterator[Message]:
    """A line for each sentence: its id (if an edition is given), its place and its text."""
    for sentence in sentences:
        id = f"{item_page.id_of(sentence, edition)}, " if edition else ""
        yield _("{id}{place}: {text}", id=id, place=sentence.place.label, text=sentence.text)


def _around(reading: Reading) -> Iterator[Message]:
    for block in reading.around:
        number = f" {block.number}" if block.number else ""
        values = {"page": block.page, "kind": block.kind.label, "number": number, "text": block.lines[0]}
        yield _("page {page}, {kind}{number}: {text}", **values)


def _summary(reading: Reading, options: argparse.Namespace) -> Iterator[Message]:
    passages = len({sentence.place.passage for sentence in reading.sentences})
    counted = Counter(block.kind for block in reading.around)
    around = [_counted(kind, count) for kind, count in counted.items()]
    yield joined(", ", [_in(len(reading.sentences), passages), *around])
    yield from proof.lines(reading.proof, (options.file.name, _READ))
    yield from reading.doubts
    if reading.doubts:
        yield _("write the text in reading order, and compare it with a dump with `spoorboek source prove`")


def _in(sentences: int, passages: int) -> Message:
    of = ngettext("{count} passage", "{count} passages", passages)
    return ngettext("{count} sentence in {passages}", "{count} sentences in {passages}", sentences, passages=of)


def _write(options: argparse.Namespace, reading: Reading) -> None:
    """Write the sentences to a new page of the handbook.

    Raises SpoorboekError if the page or an item with one of their ids exists, or it is no page of --docs.
    """
    path: Path = options.write
    if path.suffix != ".md" or not files.real(path).is_relative_to(files.real(options.docs)):
        remedy = _("name a file that ends in .md, in {folder}", folder=options.docs)
        raise SpoorboekError(_("{file} is not a page", file=path), remedy)
    programme = judge.programme(options)[0]
    source = _source(programme, options.source)
    edition = options.edition or _edition(programme, source)
    existing = [id for sentence in reading.sentences if (id := item_page.id_of(sentence, edition)) in programme.by_id]
    if existing:
        problem = _("{id} is an item already", id=existing[0])
        raise SpoorboekError(problem, _("give another --edition, or leave --write out"))
    with judge.in_language_of_readers(options):
        page = item_page.page(reading.sentences, source, edition)
    screen.create(path, page.encode())
    message = ngettext(
        "{file} has {count} sentence; give it a title, a kind and a summary",
        "{file} has {count} sentences; give each a title, a kind and a summary",
        len(reading.sentences),
        file=path,
    )
    screen.put_messages(message)


def _source(programme: Programme, id: str | None) -> Item:
    """The source of --source, else the only source with a `sentences` field.

    Raises SpoorboekError if the item is no source, or not exactly one source has that field.
    """
    if id is not None:
        return judge.item(programme, id, Types.SOURCE)
    known = [source for source in programme.of_type(Types.SOURCE) if source.field("sentences")]
    if len(known) != 1:
        problem = _(
            "{count} sources of this handbook have 'sentences', the number of their sentences", count=len(known)
        )
        raise SpoorboekError(problem, _("name one of them with --source"))
    return known[0]


def _edition(programme: Programme, source: Item) -> str:
    """The prefix of the ids of the sentences of a source.

    Raises SpoorboekError if it has no sentences yet.
    """
    for sentence in programme.followed_back(source, Roles.PART_OF, Types.SENTENCE):
        return sentence.id.partition("-")[0]
    problem = _("{source} has no sentence yet that shows the prefix of their ids", source=source.id)
    raise SpoorboekError(problem, _("give it with --edition, as in --edition PLAN"))


# --------------------------------------------------------------------------------------------------------- prove
def _prove(options: argparse.Namespace) -> int:
    for path in (options.dump, options.reading_order):
        if document.is_pdf(path):
            remedy = _("name two texts; `spoorboek source read` proves a PDF")
            raise SpoorboekError(_("{file} is a PDF", file=path), remedy)
    before = text_file.text(options.dump)
    after = "\n".join(block.text for block in text_file.read(options.reading_order))
    result = proof.between(before, after)
    names = (options.dump.name, options.reading_order.name)
    tokens = _(
        "{before} pieces between blanks in {first}, {after} in {second}",
        before=len(before.split()),
        after=len(after.split()),
        first=names[0],
        second=names[1],
    )
    screen.put_messages(tokens, *proof.lines(result, names))
    return 0 if result.is_complete else 1


# -------------------------------------------------------------------------------------------------------- verify
def _verify(options: argparse.Namespace) -> int:
    reading = document.read(options.file, _spelling(options))
    if not reading.proof.is_complete:
        screen.put_messages(*proof.lines(reading.proof, (options.file.name, _READ)))
        return 1
    programme, settings = judge.programme(options)
    source = _source(programme, options.source)
    items = programme.followed_back(source, Roles.PART_OF, Types.SENTENCE)
    compared = drift.pairs(items, reading.sentences)
    named = drift.drifts(compared, source, options.file.name)
    verdict = check(replace(programme, drifts=named), settings, [source_drift])
    screen.put_lines(text.full(result, Look(language=options.lang)) for result in Report(verdict, ()).results)
    if verdict.fails:
        screen.put_messages(*reading.doubts)
    screen.put_messages(*_looks(compared, programme), _counts(compared, source, options))
    if options.successions:
        screen.put_messages(*_proposed(succession.proposals(programme, source, reading.sentences)))
    return 1 if verdict.fails else 0


def _looks(compared: Sequence[Pair], programme: Programme) -> Iterator[Message]:
    """For each changed or missing sentence, the items that rest on it."""
    for pair in compared:
        if pair.item is not None and pair.fate in (Fate.CHANGED, Fate.MISSING):
            names = ", ".join(item.id for item in drift.dependents(programme, pair.item))
            if names:
                yield _("look again at what rests on {sentence}: {items}", sentence=pair.item.id, items=names)


def _proposed(proposals: Sequence[Proposal]) -> Iterator[Message]:
    """The proposed successions; they are for a person to review, and nothing is written."""
    yield ngettext(
        "{count} proposal, by likeness of words alone: read both, and write a succession only where it is one",
        "{count} proposals, by likeness of words alone: read both, and write a succession only where it is one",
        len(proposals),
    )
    for proposal in proposals:
        yield _(
            "proposal: {commitment} may go on at {place} (likeness {likeness} of 100)",
            commitment=proposal.commitment.id,
            place=proposal.sentence.place.label,
            likeness=proposal.likeness,
        )


def _counts(compared: Sequence[Pair], source: Item, options: argparse.Namespace) -> Message:
    return ngettext(
        "{count} sentence of {source} compared with {document}: {fates}",
        "{count} sentences of {source} compared with {document}: {fates}",
        sum(pair.item is not None for pair in compared),
        source=source.id,
        document=options.file.name,
        fates=drift.counts(compared),
    )
