"""The gate bites: take one link, item or reference away, and the check fails, unless another edge still does its work.

`make test` tries a sample; `make mutate` (SPOORBOEK_MUTATE=all) tries all of them and shows a table.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests import mutants
from tests.handbooks import Handbook, all_read, in_one_language, own
from tests.mutants import Bench, Mutant

ALL = os.environ.get("SPOORBOEK_MUTATE") == "all"
SAMPLE = {"link": 7, "item": 6, "reference": 7}
Tried = list[tuple[Mutant, str, str | None]]


def chosen(everything: list[Mutant]) -> list[Mutant]:
    """All of them, or the same few each time, spread over kinds and pages."""
    if ALL:
        return everything
    few: list[Mutant] = []
    for kind, count in SAMPLE.items():
        of_kind = [mutant for mutant in everything if mutant.kind == kind]
        few += [of_kind[n * len(of_kind) // count] for n in range(count)]
    return few


def alone(folder: Path) -> Handbook:
    """Our own handbook, of which everything was read and has to be, in its first language.

    A text that a mutant changes would lack its translation.
    """
    made = own(folder)
    in_one_language(made.conf)
    return all_read(made)


def tried(share: int, shares: int) -> Tried:
    """Every so-manieth of the chosen ones: what the check says of it, and why the oracle calls it neutral."""
    with tempfile.TemporaryDirectory() as folder, Bench(alone(Path(folder))) as bench:
        before = mutants.drawing(bench.programme)
        assert not [asked for asked, ways in before.asked.items() if not ways]
        mine = chosen(list(mutants.mutants(bench.handbook.docs, bench.programme)))[share::shares]
        found = [(mutant, bench.complaint(mutant), mutants.why_neutral(mutant, before)) for mutant in mine]
        assert bench.complaint(None) == ""  # no mutant left a trace
    return found


def all_tried() -> Tried:
    """In processes of their own: one for the sample, two for all."""
    shares = 2 if ALL else 1
    with ProcessPoolExecutor(shares, mp_context=get_context("spawn")) as processes:
        return [row for share in processes.map(tried, range(shares), [shares] * shares) for row in share]


def test_what_is_taken_away_is_missed_unless_another_edge_does_its_work(capsys: pytest.CaptureFixture[str]) -> None:
    found = all_tried()
    caught = [row for row in found if row[1]]
    with capsys.disabled():
        print(f"\ntried {len(found)}, caught {len(caught)}, neutral {len(found) - len(caught)}")
        if ALL:
            print(table(found))
    escaped = [mutant.what for mutant, complaint, why in found if not complaint and not why]
    surprising = [f"{mutant.what}: {complaint}" for mutant, complaint, why in found if complaint and why]
    assert escaped == [], "the check lets these pass, and the oracle sees no other edge"
    assert surprising == [], "the check fails on these, and the oracle sees no reason"
    assert len(found) >= sum(SAMPLE.values())


def table(found: Tried) -> str:
    """For each kind how many, then what the neutral ones are neutral by."""
    rows = [f"{'kind':10} {'tried':>6} {'caught':>6} {'neutral':>7}"]
    for kind in SAMPLE:
        of_kind = [row for row in found if row[0].kind == kind]
        caught = sum(bool(complaint) for _, complaint, _ in of_kind)
        rows.append(f"{kind:10} {len(of_kind):6} {caught:6} {len(of_kind) - caught:7}")
    by = Counter(
        complaint.split(": ")[1].removeprefix("error ") for _, complaint, _ in found if ": error S" in complaint
    )
    by["other"] = sum(bool(complaint) for _, complaint, _ in found) - sum(by.values())
    rows += ["caught first by", *(f"{count:6} {name}" for name, count in by.most_common() if count)]
    rows += ["neutral", *(f"  {m.kind} {m.what}: {why}" for m, complaint, why in found if not complaint)]
    return "\n".join(rows)


def test_the_oracle_knows_when_the_last_edge_goes() -> None:
    with tempfile.TemporaryDirectory() as folder, Bench(own(Path(folder))) as bench:
        before = mutants.drawing(bench.programme)
    only = Mutant("link", "WP2024-C9 theme", "2024/voornemens/c9", 9, 9, "WP2024-C9", "theme")
    optional = Mutant("link", "WP2024-C4 chain", "2024/voornemens/c4", 8, 8, "WP2024-C4", "chain")
    assert mutants.why_neutral(only, before) is None
    assert "KTN-asiel has a place by grounded_in " in (mutants.why_neutral(optional, before) or "")
