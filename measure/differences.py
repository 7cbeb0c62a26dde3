"""Measures comparing two versions of a made-up programme, without reading them; writes docs/metingen/differences.md."""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from measure.bench import machine, programme
from measure.bench.programme import Item, Page, Programme
from measure.bench.writers import myst
from spoorboek.analysis import difference
from spoorboek.analysis.difference import Version
from spoorboek.exports import differences
from spoorboek.readers import configuration, markdown
from tests.handbooks import TOP

SIZES: Final = (1_000, 10_000)
PAGE: Final = TOP / "docs/metingen/differences.md"
_TIMES: Final = 5
_CHANGED: Final = 10
"""One item in this many is reworded, removed, or loses its evidence."""

_TEXT: Final = """\
---
language: en
---
# What a difference costs

`spoorboek diff` on two versions of a made-up programme, after both were read: one item in ten is reworded, evidence and
events go, and a later edition comes, in which every second commitment goes on. The goal is 2 s for 10,000 items.
`python -m measure.differences` wrote this page on {day}; no figure on it is typed by hand.

Measured on **one machine**: {processor}, {cores} cores, {system}, Python {python}. It had {load} processes running on
average when the measuring began, so these are seconds of the processor, not of the clock: of {times} runs the least.

| items | added, gone, changed, other states, other fates | to compare | as text | as JSON |
| ---: | ---: | ---: | ---: | ---: |
{rows}
"""


def altered(old: Programme) -> Programme:
    """The next version: with items reworded, removed and added, and a later edition that continues some."""
    number, pages = 0, []
    for page in old.pages:
        items = []
        for item in page.items:
            number += 1
            items += list(_next(item, number))
        pages.append(replace(page, items=tuple(items)))
    return Programme((*pages, _later([item for item in old.items if item.type == "commitment"])))


def _next(item: Item, number: int) -> Iterator[Item]:
    if number % _CHANGED == 0:
        yield replace(item, title=f"{item.title} anders", body=f"Nu geldt dit. {item.body}")
    elif item.type == "check" and number % _CHANGED == 1:
        yield replace(item, links={role: ends for role, ends in item.links.items() if "evidence" not in role})
    elif item.type == "event" and number % _CHANGED == 2:
        return
    else:
        yield item


def _later(commitments: list[Item]) -> Page:
    """The page of a next edition that continues every second commitment."""
    year = str(int(commitments[0].fields["year"]) + 1)
    fields = {"publisher": "Een inspectie", "licence": "unknown", "edition": year, "read": "part"}
    source = Item(
        "source", "BRN-later", "Een later programma", fields | {"published": commitments[0].fields["year"]}, {}, ""
    )
    items = [source]
    for commitment in commitments[::2]:
        id = f"{commitment.id}-later"
        links = {**commitment.links, "grounded_in": (source.id,)}
        items.append(
            replace(commitment, id=id, fields=commitment.fields | {"year": year, "scope": "news"}, links=links)
        )
        ends = {"earlier": (commitment.id,), "later": (id,), "documented_in": (source.id,)}
        how = {"how": "same", "basis": "editors", "reason": "Hetzelfde onderwerp."}
        items.append(Item("succession", f"OPV-{commitment.id}", "Van het een naar het ander", how, ends, ""))
    return Page("later", "Later", "Een later programma.", tuple(items))


def version(written: Programme) -> Version:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "handbook"
        myst.write(written, top)
        read, settings = markdown.read(configuration.read(top / "docs", top / "conf"))
    return Version(read, settings, settings.as_of)


def least(work: Callable[[], object], times: int = _TIMES) -> float:
    """The CPU seconds of the fastest of some runs."""
    seconds = []
    for _time in range(times):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


def _row(size: int) -> str:
    old = programme.make(size)
    versions = [version(old), version(altered(old))]

    def compare() -> difference.Difference:
        for read in versions:
            read.programme.derived.clear()  # cached by the previous run
            vars(read).pop("items", None)
        return difference.between(*versions)

    result = compare()
    counts = (
        f"{len(result.added)}, {len(result.removed)}, {len(result.changed)}, {len(result.states)}, {len(result.fates)}"
    )
    times = 1 if size == SIZES[-1] else _TIMES
    compared = least(compare, times)
    written = (
        least(lambda form=form: differences.write(form, result, ("old", "new")), times) for form in ("text", "json")
    )
    seconds = " | ".join(f"{spent:.2f} s" for spent in (compared, *written))
    return f"| {size:,} | {counts} | {seconds} |"


def main() -> None:
    described = machine.machine()
    day = datetime.datetime.now(datetime.UTC).date()
    text = _TEXT.format(day=day, times=_TIMES, rows="\n".join(map(_row, SIZES)), **described)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
