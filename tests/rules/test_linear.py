"""Four times as many items take about four times the work."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spoorboek.config import list_files
from spoorboek.config.list_files import Retired, Waiver
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model import near_matches
from spoorboek.model.programme import Filter, Item, Link, Location, Mention, Option, Programme
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.waivers import freeze as freeze_all
from tests.growth import work
from tests.handbooks import new_settings

FEW = 40
BOUNDED = (near_matches.__file__,)
"""The search for a nearest name, which has a bound of its own, is not counted."""
AT = Location("docs/page.md", 1)
LAST_DAY = datetime.date(2027, 3, 1)
SETTINGS = replace(
    new_settings(),
    waivers=(),
    stamps=None,
    deciding={},
    require_review=False,
)
Judged = tuple[Programme, Settings]


def item(type_name: str, id: str, *links: tuple[str, str], **fields: str) -> Item:
    options = (Option.placed("id", id, AT, AT), *(Option.placed(name, value, AT, AT) for name, value in fields.items()))
    all_links = tuple(Link(id, role, target, AT) for role, target in links)
    return Item(type_name, id, "page", AT, options if id else options[1:], all_links, (), "", type_name)


def judged(*items: Item, **changed: Any) -> Judged:
    """A programme of these items, and the settings with these changed."""
    return Programme(items), replace(SETTINGS, **changed)


def waived(items: Iterable[Item], findings: Iterable[str]) -> Judged:
    waivers = enumerate(findings)
    return judged(
        *items, waivers=tuple(Waiver(one, "It waits.", "us", LAST_DAY, Location("w", n)) for n, one in waivers)
    )


def themes(n: int) -> list[Item]:
    return [item("theme", f"THM-{number}") for number in range(n)]


def ring(n: int) -> list[Item]:
    return [item("chain", f"KTN-{number}", ("part_of", f"KTN-{(number + 1) % n}")) for number in range(n)]


def edition(year: int) -> list[Item]:
    """A source of one year, two commitments of it, and what one of them was the year before."""
    rests = ("grounded_in", f"BRN-{year}")
    return [
        item("source", f"BRN-{year}", edition=str(year)),
        *(item("commitment", f"WP{year}-C{i}", rests, year=str(year)) for i in (1, 2)),
        item("succession", f"OPV-{year}", ("earlier", f"WP{year - 1}-C1"), ("later", f"WP{year}-C1")),
    ]


def retired(number: int, successor: str) -> Retired:
    return Retired(f"OLD-{number}", datetime.date(2025, 1, 1), "x", successor, "", AT, AT)


def retired_targets(n: int) -> Judged:
    retired_ids = {f"OLD-{i}": retired(i, f"NEW-{i}") for i in range(n)}
    return judged(*(item("theme", f"THM-{i}", ("grounded_in", f"OLD-{i}")) for i in range(n)), retired=retired_ids)


def hub(n: int) -> Judged:
    """One commitment that many themes lead through, to as many items that are no organisation."""
    ways = [("theme", f"THM-{i}") for i in range(n)]
    ends = [("responsible", f"{'KTN' if i % 2 else 'ORG'}-{i}") for i in range(n)]
    chains = (item("chain", f"KTN-{i}") for i in range(n))
    return judged(*themes(n), *chains, item("commitment", "WP-C1", *ways, *ends))


def events(n: int, of: Callable[[int], str]) -> list[Item]:
    return [item("event", f"GEB-{i}", ("of", of(i)), date="2024-05-01", kind="report") for i in range(n)]


def stamp(name: str, kind: Kind = Kind.LINK) -> Stamp:
    return Stamp(name, "0123456789abcdef", "the editors", datetime.date(2024, 5, 1), "read", AT, kind)


def commitments(n: int, theme: Callable[[int], str]) -> list[Item]:
    return [item("commitment", f"WP-C{i}", ("theme", theme(i)), owner=f"o{i}") for i in range(n)]


# What is judged, of n of each.
CASES: dict[str, Callable[[int], Judged]] = {
    "waivers of nothing": lambda n: waived(themes(1), (f"S501 X{i} theme THM-{i}" for i in range(n))),
    "waivers of something": lambda n: waived(themes(n), (f"S101 THM-{i}" for i in range(n))),
    "waivers of parts of a knot": lambda n: waived(ring(n), (f"S507 KTN-{i} KTN-{i + 1}" for i in range(n))),
    "waivers of one knot": lambda n: waived(ring(9), ["S507 " + " ".join(f"KTN-{i}" for i in range(9))] * n),
    "retired ids": retired_targets,
    "items that one item holds": hub,
    "items that hold one item": lambda n: judged(*commitments(n, lambda i: "THM-0"), *themes(1)),
    "links that resemble nothing": lambda n: judged(*commitments(n, lambda i: f"QQQQ{i}"), *themes(n)),
    "items without an id": lambda n: judged(
        *commitments(n, lambda i: f"THM-{i}"), *(item("theme", "") for _ in range(n))
    ),
    "items with one id": lambda n: judged(*(item("commitment", "WP-C1", ("theme", f"THM-{i}")) for i in range(n))),
    "items of no type": lambda n: judged(
        *themes(n), *(replace(item("xyz", f"X-{i}", theme="THM-1"), type_is_known=False) for i in range(n))
    ),
    "tables without rows": lambda n: (
        replace(
            judged(*commitments(n, lambda i: "THM-0"))[0],
            filters=tuple(Filter(AT, "page", "commitment", "owner", f"x{i}") for i in range(n)),
        ),
        SETTINGS,
    ),
    "events of one commitment": lambda n: judged(item("commitment", "WP-C1"), *events(n, lambda i: "WP-C1")),
    "checks that rest on one event": lambda n: judged(
        *(item("check", f"WP-C1-{i}", ("checks", "WP-C1"), ("evidence", "GEB-0")) for i in range(n)),
        item("commitment", "WP-C1"),
        *events(1, lambda i: "WP-C1"),
    ),
    "evidence of one check": lambda n: judged(
        item("check", "WP-C1-a", ("checks", "WP-C1"), *(("evidence", f"GEB-{i}") for i in range(n))),
        item("commitment", "WP-C1"),
        *events(n, lambda i: "WP-C1"),
    ),
    "sentences of one source": lambda n: judged(
        item("source", "BRN-a", sentences=str(n)),
        *(item("sentence", f"GR-P1-S{i}", ("part_of", "BRN-a"), number=str(i)) for i in range(n)),
    ),
    "editions of one source": lambda n: judged(
        *(item("source", f"BRN-{i}", ("supersedes", f"BRN-{i + 1}")) for i in range(n))
    ),
    "editions of one programme": lambda n: judged(*(item for year in range(1860, 1860 + n) for item in edition(year))),
    "successors that lead round": lambda n: judged(
        *themes(1), retired={f"OLD-{i}": retired(i, f"OLD-{(i + 1) % n}") for i in range(n)}
    ),
    "readings of what went": lambda n: judged(
        *themes(1), stamps=tuple(stamp(f"THM-q{i} grounded_in BRN-q{i}") for i in range(n))
    ),
    "readings of what is there": lambda n: judged(
        *(item("theme", f"THM-{i}", ("grounded_in", f"THM-{i + 1}")) for i in range(n)),
        stamps=tuple(stamp(f"THM-{i} grounded_in THM-{i + 1}") for i in range(n)),
    ),
    "outcomes and what they sum up": lambda n: judged(
        *(item("commitment", f"WP-C{i}", outcome="x") for i in range(n)),
        *events(n, lambda i: f"WP-C{i}"),
        stamps=tuple(stamp(f"WP-C{i}", Kind.OUTCOME) for i in range(n)),
    ),
    "options of an item": lambda n: judged(item("theme", "THM-1", **{f"o{i}": "a" for i in range(n)})),
    "references to nothing": lambda n: (
        Programme(tuple(themes(n)), tuple(Mention("page", f"THM-x{i}", AT) for i in range(n))),
        SETTINGS,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_judging_four_times_as_much_is_about_four_times_the_work(case: str) -> None:
    few, many = CASES[case](FEW), CASES[case](4 * FEW)
    check(*few)  # what is worked out once and kept
    assert work(lambda: check(*many), BOUNDED) < 6 * work(lambda: check(*few), BOUNDED)


def test_quadratic_work_is_detected() -> None:
    few, many = (work(lambda n=n: [other for _ in range(n) for other in range(n)]) for n in (FEW, 4 * FEW))
    assert many > 6 * few


WAIVER = '[[waive]]\nfinding = "S501 X{0}"\nreason = "It waits."\nowner = "the editors"\nuntil = 2027-03-01\n\n'
RETIRED = '[[retired]]\nid = "OLD-{0}"\ndate = 2025-01-01\nreason = "It was divided."\nsuccessor = "THM-1"\n\n'


@pytest.mark.parametrize(("read", "entry"), [(list_files.waivers, WAIVER), (list_files.retired, RETIRED)])
def test_reading_four_times_as_many_entries_is_about_four_times_the_work(
    read: Callable[[Path, str], object], entry: str, tmp_path: Path
) -> None:
    files = {n: tmp_path / f"{n}.toml" for n in (FEW, 4 * FEW)}
    for n, path in files.items():
        path.write_text("".join(entry.format(i) for i in range(n)), encoding="utf-8")
    counted = {n: work(lambda path=path: read(path, "conf/x.toml")) for n, path in files.items()}
    assert counted[4 * FEW] < 6 * counted[FEW]


def test_freezing_four_times_as_many_findings_is_about_four_times_the_work_and_adds_none_twice(tmp_path: Path) -> None:
    def freeze(n: int) -> None:
        path = tmp_path / f"{n}.toml"
        items = [item("theme", f"THM-{i}", ("grounded_in", f"GONE-{i}")) for i in range(n)]
        findings = [
            finding for finding in check(Programme(tuple(items)), SETTINGS).findings if finding.number == "S501"
        ]
        assert freeze_all(path, findings, "the editors", "found today", LAST_DAY) == len(findings) >= n
        written = path.read_bytes()
        again = replace(SETTINGS, waivers=list_files.waivers(path, path.name))
        verdict = check(Programme(tuple(items)), again)
        assert [finding.number for finding in (*verdict.findings, *verdict.withheld)].count("S501") == 0
        assert freeze_all(path, findings, "the editors", "found today", LAST_DAY) == 0
        assert path.read_bytes() == written

    freeze(FEW)  # what is imported at first use is no work of the next
    assert work(lambda: freeze(4 * FEW), BOUNDED) < 5 * work(lambda: freeze(FEW + 1), BOUNDED)
