"""Both readers see the same handbook: the same items, mentions and findings, or the same reason to stop.

`make test` writes forty handbooks, `make test-wide` ten times as many others; SPOORBOEK_PARITY=5000 SPOORBOEK_SEED=7
makes each as many others as one likes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from spoorboek.analysis.verdict import Verdict
from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.model.programme import Location, Programme
from spoorboek.rules.engine.check import check
from tests.handbooks import Handbook, empty, ground, own
from tests.parity import bench
from tests.parity.bench import Outcome, Tally, by_hand, by_sphinx
from tests.parity.cases import ALLOWED, CASES, DEFERRED, DIFFERING, DROPPED
from tests.parity.pages import Pages, handbooks
from tests.parity.smaller import smaller

COUNT = int(os.environ.get("SPOORBOEK_PARITY", "0"))
SEED = int(os.environ.get("SPOORBOEK_SEED", "0"))


def examples(count: int) -> settings:
    return settings(
        max_examples=COUNT or count,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),  # what fails is made smaller line by line, which reads better
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return empty(tmp_path_factory.mktemp("parity"))


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    tally = Tally()
    yield tally
    print(f"\n{tally}, seed {SEED}")


def both(handbook: Handbook) -> tuple[Outcome, Outcome]:
    return bench.read(by_sphinx, handbook), bench.read(by_hand, handbook)


def differs(handbook: Handbook, pages: Mapping[str, str | bytes], tally: Tally | None = None) -> str:
    """How the readers differ on these pages, or which location is wrong; empty if nothing is."""
    built, quick = both(bench.fill(handbook, pages))
    if tally:
        tally.add(built, quick)
    misplaced = bench.misplaced(quick.programme, handbook.folder)
    return bench.disagreement(built, quick, handbook.folder) or "\n".join(misplaced)


@seed(SEED)
@examples(40)
@given(handbooks)
def test_both_readers_see_the_same_handbook(handbook: Handbook, tally: Tally, pages: Pages) -> None:
    assert_same(handbook, tally, pages)


@pytest.mark.wide
@pytest.mark.xfail(reason="they differ on DIFFERING, and so on what is like it")
@seed(SEED + 1)
@examples(400)
@given(handbooks)
def test_both_readers_see_the_same_in_many_handbooks(handbook: Handbook, tally: Tally, pages: Pages) -> None:
    assert_same(handbook, tally, pages)


def assert_same(handbook: Handbook, tally: Tally, pages: Pages) -> None:
    if differs(handbook, pages, tally):
        pages = smaller(pages, lambda fewer: differs(handbook, fewer) != "")
        pytest.fail(f"{differs(handbook, pages)}\n\n{pages}\nGive it a name in tests/parity/cases.py.", pytrace=False)


@pytest.mark.xfail(strict=True, reason="seldom enough to stay for now; the build tells it")
def test_a_known_difference_between_the_readers_is_gone(handbook: Handbook) -> None:
    assert differs(handbook, DIFFERING) == ""


@pytest.mark.parametrize("name", CASES)
def test_former_differences_between_the_readers_are_gone(name: str, handbook: Handbook) -> None:
    assert differs(handbook, CASES[name]) == ""


@pytest.mark.parametrize("name", ALLOWED)
def test_what_the_writers_guide_allows_is_not_left_to_the_build(name: str, handbook: Handbook) -> None:
    built, quick = both(bench.fill(handbook, ALLOWED[name]))
    assert built.lines == quick.lines
    assert quick.programme.deferred == ()
    assert quick.programme.items
    assert quick.programme.mentions


@pytest.mark.parametrize("name", DEFERRED)
def test_what_only_a_build_can_see_is_reported(name: str, handbook: Handbook) -> None:
    built, quick = both(bench.fill(handbook, DEFERRED[name]))
    assert built.verdict is not None
    assert built.lines != quick.lines
    assert bench.disagreement(built, quick, handbook.folder) == ""
    assert [unseen.message for unseen in built.programme.unseen] != []


@pytest.mark.parametrize("name", DROPPED)
def test_both_readers_drop_the_same(name: str, handbook: Handbook) -> None:
    assert differs(handbook, DROPPED[name]) == ""


@pytest.mark.parametrize("make", [ground, pytest.param(own, marks=pytest.mark.wide)])
def test_real_handbooks_leave_nothing_to_the_build_and_hold_what_is_found_in_them(
    make: Callable[[Path], Handbook], tmp_path: Path
) -> None:
    """That both readers see the same in them, each build of theirs finds for itself (S801)."""
    quick = bench.read(by_hand, make(tmp_path / "real"))
    assert quick.programme.items
    assert quick.programme.deferred == ()
    assert bench.misplaced(quick.programme, tmp_path / "real") == []


def without_a_mention(programme: Programme) -> Programme:
    return replace(programme, mentions=programme.mentions[:-1])


def without_an_item(programme: Programme) -> Programme:
    return replace(programme, items=programme.items[:-1])


def without_a_link(programme: Programme) -> Programme:
    *items, last = programme.items
    return replace(programme, items=(*items, replace(last, links=last.links[:-1])))


def a_column_off(programme: Programme) -> Programme:
    *items, last = programme.items
    return replace(programme, items=(*items, replace(last, at=last.at._replace(column=last.at.column + 1))))


def with_another_body(programme: Programme) -> Programme:
    first, *items = programme.items
    return replace(programme, items=(replace(first, body=f"{first.body}."), *items))


@pytest.mark.parametrize("slip", [without_a_mention, without_an_item, without_a_link, a_column_off, with_another_body])
def test_a_difference_between_the_readers_is_detected(slip: Callable[[Programme], Programme], tmp_path: Path) -> None:
    def slipping(docs: Path, conf: Path) -> Verdict:
        verdict = by_sphinx(docs, conf)
        return check(slip(verdict.programme), verdict.settings)

    real = ground(tmp_path / "real")
    assert bench.disagreement(bench.read(by_sphinx, real), bench.read(slipping, real), real.folder) != ""


def test_a_reader_that_stops_where_the_other_continues_is_detected(tmp_path: Path) -> None:
    def stopping(docs: Path, conf: Path) -> Verdict:
        raise unreadable(Location("docs/index.md", 1), _("it is too much"), _("write less"))

    real = ground(tmp_path / "real")
    difference = bench.disagreement(bench.read(by_sphinx, real), bench.read(stopping, real), real.folder)
    assert "stopped: docs/index.md:1:1: error: it is too much" in difference


def test_a_wrong_location_is_detected(tmp_path: Path) -> None:
    real = ground(tmp_path / "real")
    programme = by_sphinx(real.docs, real.conf).programme
    assert bench.misplaced(programme, real.folder) == []
    assert len(bench.misplaced(a_column_off(programme), real.folder)) == 1
