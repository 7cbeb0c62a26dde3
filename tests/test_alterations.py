"""The gate bites on what people really do: swap, reword, weaken, hide and spoil.

`make test` tries some of each kind; `make mutate` (SPOORBOEK_MUTATE=all) tries all and shows a table.
"""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from spoorboek.readers import configuration, markdown
from tests import alterations, breaks
from tests.alterations import KINDS, Alteration, Quick
from tests.handbooks import Handbook, all_read, in_one_language, own

ALL = os.environ.get("SPOORBOEK_MUTATE") == "all"
SAMPLE = 4
Tried = list[tuple[Alteration, str]]


def chosen(everything: list[Alteration]) -> list[Alteration]:
    """All of them (of catalogs every fifth entry), or the same few each time, spread over each kind."""
    if ALL:
        catalogs = [each for each in everything if each.kind == "catalog"]
        return [each for each in everything if each.kind != "catalog"] + catalogs[::5]
    few: list[Alteration] = []
    for kind in KINDS:
        of_kind = [each for each in everything if each.kind == kind]
        few += of_kind[:: max(1, len(of_kind) // SAMPLE)][:SAMPLE]
    return few


def waive_one(handbook: Handbook) -> None:
    """Let somebody answer for a flaw, so that a waiver can go."""
    breaks.add("\n[A dead reference](#THM-nowhere) to try a waiver with.\n", "docs/over.md")(handbook)
    waiver = (
        '[[waive]]\nfinding = "S501 over THM-nowhere"\nreason = "a trial"\nowner = "redactie"\nuntil = 2099-01-01\n'
    )
    (handbook.conf / "waivers.toml").write_text(waiver, encoding="utf-8")


def tried(share: int, shares: int) -> Tried:
    """Every so-manieth of the chosen ones, and what the check says of it, on a copy in which everything was read."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        alone, translated = own(Path(one)), all_read(own(Path(two)))
        in_one_language(alone.conf)  # so that a text that is altered does not lack its translation
        waive_one(alone)
        quick = {True: Quick(translated), False: Quick(all_read(alone))}
        programme, _ = markdown.read(configuration.read(alone.docs, alone.conf))
        everything = [*alterations.of_pages_and_settings(alone, programme), *alterations.of_catalogs(translated)]
        mine = chosen(everything)[share::shares]
        assert [each.complaint(None) for each in quick.values()] == ["", ""]
        found = [(each, quick[each.kind == "catalog"].complaint(each)) for each in mine]
        assert [each.complaint(None) for each in quick.values()] == ["", ""]  # none left a trace
    return found


def test_what_is_altered_is_caught_or_stands_on_the_list_of_what_is_neutral(capsys: pytest.CaptureFixture[str]) -> None:
    shares = 2 if ALL else 1
    with ProcessPoolExecutor(shares, mp_context=get_context("spawn")) as processes:
        found = [row for part in processes.map(tried, range(shares), [shares] * shares) for row in part]
    if ALL:
        with capsys.disabled():
            print(table(found))
    unexplained = [f"{each.kind}: {each.what}" for each, complaint in found if not complaint and not reason(each)]
    assert unexplained == [], "the check lets these pass, and no written reason covers them"
    silent = {each.kind for each, _ in found} - {each.kind for each, complaint in found if complaint}
    assert not silent & set(KINDS), "of these kinds nothing was caught"
    assert {each.kind for each, _ in found} >= set(KINDS)


def reason(alteration: Alteration) -> str:
    return next(
        (why for kind, what, why in alterations.reasons() if kind == alteration.kind and what.search(alteration.what)),
        "",
    )


def table(found: Tried) -> str:
    """For each kind how many, then each neutral one with its reason."""
    rows = [f"\n{'kind':24} {'tried':>6} {'caught':>6} {'neutral':>7}"]
    for kind in KINDS:
        of_kind = [complaint for each, complaint in found if each.kind == kind]
        caught = sum(bool(complaint) for complaint in of_kind)
        rows.append(f"{kind:24} {len(of_kind):6} {caught:6} {len(of_kind) - caught:7}")
    rows.append("neutral")
    rows += [f"  {each.kind}: {each.what}: {reason(each) or '???'}" for each, complaint in found if not complaint]
    return "\n".join(rows)
