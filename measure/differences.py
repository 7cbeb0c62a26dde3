"""Measures comparing two versions of a made-up programme, without reading them; writes docs/metingen/differences.md."""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from measure import machine, report
from measure.bench import programme
from measure.bench.programme import Item, Page, Programme
from measure.bench.writers import myst
from spoorboek.analysis import difference
from spoorboek.analysis.difference import Difference, Version
from spoorboek.exports import differences
from spoorboek.readers import configuration, markdown
from tests.handbooks import TOP

SIZES: Final = (1_000, 10_000)
PAGE: Final = TOP / "docs/metingen/differences.md"
_TIMES: Final = 5
_CHANGED: Final = 10
"""One item in this many is reworded, removed, or loses its evidence."""

_SUBJECT: Final = """\
CPU time of `spoorboek diff` on two versions of a generated programme, after both were read. Between them, one item in
ten changes its title and text, some evidence and events are removed, and a later edition continues every second
commitment. The goal is 2 s for 10,000 items."""
_HEADS: Final = ("items", "added, removed, changed, other states, other fates", "compare", "write text", "write JSON")


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


def _row(size: int) -> tuple[str, ...]:
    old = programme.make(size)
    versions = [version(old), version(altered(old))]

    def compare() -> Difference:
        for read in versions:
            read.programme.derived.clear()  # cached by the previous run
            vars(read).pop("items", None)
        return difference.between(*versions)

    result = compare()
    changes = (result.added, result.removed, result.changed, result.states, result.fates)
    times = 1 if size == SIZES[-1] else _TIMES
    spent = [
        least(compare, times),
        *(least(lambda form=form: differences.write(form, result, ("old", "new")), times) for form in ("text", "json")),
    ]
    return (f"{size:,}", ", ".join(str(len(change)) for change in changes), *(f"{seconds:.2f} s" for seconds in spent))


def main() -> None:
    measured_on = machine.machine()
    date = datetime.datetime.now(datetime.UTC).date()
    command, software = "python -m measure.differences", f"Python {measured_on['python']}"
    head = report.head("The cost of a difference", _SUBJECT, command, date, measured_on, software)
    method = f"With {SIZES[0]:,} items each figure is the least of {_TIMES} runs; with {SIZES[1]:,} items, of one.\n"
    PAGE.write_text("\n".join((head, method, report.table(_HEADS, map(_row, SIZES)))), encoding="utf-8")


if __name__ == "__main__":
    main()
