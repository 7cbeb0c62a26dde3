"""The check reports common edits: removals, swaps, rewording, weaker rules, hidden and damaged items.

`make test` tries some of each kind; `make mutate` tries all and shows a table (SPOORBOEK_MUTATE=all, or only the kinds
that it names, with commas between them).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import alterations, breaks
from tests.alterations import KINDS, Alteration, Quick, why_neutral
from tests.handbooks import Handbook, all_read, in_one_language, own

WHOLE_RUN = os.environ.get("SPOORBOEK_MUTATE", "")
SAMPLE = 4
_MENU = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TRANSLATED = {"catalog", "page", "front matter"}
Tried = list[tuple[Alteration, str, str]]


def chosen(everything: list[Alteration]) -> list[Alteration]:
    """All of the kinds that are meant (of catalogs every third entry), or the same few: most must be caught."""
    if WHOLE_RUN:
        catalogs = [alteration for alteration in everything if alteration.kind == "catalog"][::3]
        own = [alteration for alteration in everything if alteration.kind != "catalog"] + catalogs
        return [alteration for alteration in own if WHOLE_RUN == "all" or alteration.kind in WHOLE_RUN.split(",")]
    few: list[Alteration] = []
    for kind in KINDS:
        of_kind = [alteration for alteration in everything if alteration.kind == kind]
        neutral = [alteration for alteration in of_kind if why_neutral(alteration)]
        few += spread([alteration for alteration in of_kind if alteration not in neutral], SAMPLE - 1)
        few += spread(neutral, 1)
    return few


def spread(alterations: list[Alteration], count: int) -> list[Alteration]:
    return alterations[:: max(1, len(alterations) // count)][:count]


def waive_one(handbook: Handbook) -> None:
    """Let somebody answer for a flaw, so that a waiver can go."""
    breaks.add("\n[A dead reference](#THM-nowhere) to try a waiver with.\n", "docs/over.md")(handbook)
    waiver = (
        '[[waive]]\nfinding = "S501 over THM-nowhere"\nreason = "a trial"\nowner = "redactie"\nuntil = 2027-03-01\n'
    )
    (handbook.conf / "waivers.toml").write_text(waiver, encoding="utf-8")


def tried(alone: Handbook, translated: Handbook) -> Tried:
    """The chosen alterations, with what the check reports and why each is neutral, on copies with all read.

    What changes a text is tried in a copy of one language: another would lack its translation.
    """
    in_one_language(alone.conf)
    waive_one(alone)
    (translated.conf / "waivers.toml").write_text("", encoding="utf-8")  # all was read, so that nothing is to be waived
    quick = {True: Quick(all_read(translated)), False: Quick(all_read(alone))}
    programme, _ = alone.read()
    everything = [
        *alterations.of_pages_and_settings(alone, programme),
        *alterations.of_catalogs(translated),
    ]
    assert [handbook.complaint(None) for handbook in quick.values()] == ["", ""]
    found = [
        (alteration, quick[alteration.kind in TRANSLATED].complaint(alteration), why_neutral(alteration))
        for alteration in chosen(everything)
    ]
    assert [handbook.complaint(None) for handbook in quick.values()] == ["", ""]  # none left a trace
    return by_the_build(found, translated)


def by_the_build(found: Tried, handbook: Handbook) -> Tried:
    """A page without items is missed by the build, which warns about a menu that names a missing page."""
    named = set(in_menus(handbook))
    return [
        (alteration, f"the build warns: a menu names {alteration.file}", reason)
        if not complaint and alteration.kind == "page" and alteration.file in named
        else (alteration, complaint, reason)
        for alteration, complaint, reason in found
    ]


def in_menus(handbook: Handbook) -> Iterator[str]:
    """The files of pages that a `{toctree}` names, and of the page with which Sphinx begins."""
    yield "docs/index.md"
    for page in handbook.docs.rglob("*.md"):
        for menu in _MENU.findall(page.read_text(encoding="utf-8")):
            for line in menu.splitlines():
                name = (page.parent / f"{line}.md").resolve()
                if line and name.is_file():
                    yield name.relative_to(handbook.folder.resolve()).as_posix()


def test_each_alteration_is_caught_or_listed_as_neutral(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(own(tmp_path / "alone"), own(tmp_path / "translated"))
    if WHOLE_RUN:
        with capsys.disabled():
            print(table(found))
    unexplained = [
        f"{alteration.kind}: {alteration.label}"
        for alteration, complaint, reason in found
        if not complaint and not reason
    ]
    assert unexplained == [], "the check lets these pass, and no written reason covers them"
    silent = {alteration.kind for alteration, _, _ in found} - {
        alteration.kind for alteration, complaint, _ in found if complaint
    }
    assert not silent, "of these kinds nothing was caught"
    assert {alteration.kind for alteration, _, _ in found} >= set(
        KINDS if WHOLE_RUN in ("", "all") else WHOLE_RUN.split(",")
    )


def table(found: Tried) -> str:
    """For each kind how many, then how many are neutral by each reason, then each of those."""
    rows = [f"\n{'kind':24} {'tried':>6} {'caught':>6} {'neutral':>7}"]
    for kind in KINDS:
        of_kind = [complaint for alteration, complaint, _ in found if alteration.kind == kind]
        caught = sum(bool(complaint) for complaint in of_kind)
        rows.append(f"{kind:24} {len(of_kind):6} {caught:6} {len(of_kind) - caught:7}")
    caught = sum(bool(complaint) for _, complaint, _ in found)
    rows += [f"{'all':24} {len(found):6} {caught:6} {len(found) - caught:7}", "neutral"]
    rows += [
        f"  {alteration.kind}: {alteration.label}: {reason or '???'}"
        for alteration, complaint, reason in found
        if not complaint
    ]
    return "\n".join(rows)
