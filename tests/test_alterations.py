"""The gate bites on what people really do: take away, swap, reword, weaken, hide and spoil.

`make test` tries some of each kind; `make mutate` tries all and shows a table (SPOORBOEK_MUTATE=all, or only the kinds
that it names, with commas between them).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spoorboek.readers import configuration, markdown
from tests import alterations, breaks
from tests.alterations import KINDS, Alteration, Quick
from tests.handbooks import Handbook, all_read, in_one_language, own

MEANT = os.environ.get("SPOORBOEK_MUTATE", "")
SAMPLE = 4
_MENU = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TRANSLATED = {"catalog", "page", "front matter"}
Tried = list[tuple[Alteration, str, str]]


def chosen(everything: list[Alteration]) -> list[Alteration]:
    """All of the kinds that are meant (of catalogs every third entry), or the same few: most must be caught."""
    if MEANT:
        catalogs = [each for each in everything if each.kind == "catalog"][::3]
        mine = [each for each in everything if each.kind != "catalog"] + catalogs
        return [each for each in mine if MEANT == "all" or each.kind in MEANT.split(",")]
    few: list[Alteration] = []
    why = reasons()
    for kind in KINDS:
        of_kind = sorted((each for each in everything if each.kind == kind), key=lambda each: bool(why(each)))
        caught = sum(not why(each) for each in of_kind)
        few += spread(of_kind[:caught], SAMPLE - 1) + spread(of_kind[caught:], 1)
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
    """The chosen ones: what the check says of each, and why it is neutral, on copies in which everything was read.

    What changes a text is tried in a copy of one language: another would lack its translation.
    """
    in_one_language(alone.conf)
    waive_one(alone)
    (translated.conf / "waivers.toml").write_text("", encoding="utf-8")  # all was read, so that nothing is to be waived
    quick = {True: Quick(all_read(translated)), False: Quick(all_read(alone))}
    programme, _ = markdown.read(configuration.read(alone.docs, alone.conf))
    everything = [
        *alterations.of_pages_and_settings(alone, programme),
        *alterations.of_catalogs(translated),
    ]
    assert [each.complaint(None) for each in quick.values()] == ["", ""]
    why = reasons()
    found = [(each, quick[each.kind in TRANSLATED].complaint(each), why(each)) for each in chosen(everything)]
    assert [each.complaint(None) for each in quick.values()] == ["", ""]  # none left a trace
    return by_the_build(found, translated)


def by_the_build(found: Tried, handbook: Handbook) -> Tried:
    """A page that no item stands on is missed by the build, which warns of a menu that names what is not there."""
    named = set(in_menus(handbook))
    missed = {each.what: f"the build warns: a menu names {each.file}" for each, _, _ in found if each.file in named}
    return [
        (each, complaint or (missed.get(each.what, "") if each.kind == "page" else ""), why)
        for each, complaint, why in found
    ]


def in_menus(handbook: Handbook) -> Iterator[str]:
    """The files of pages that a `{toctree}` names, and of the page with which Sphinx begins."""
    yield "docs/index.md"
    for page in handbook.docs.rglob("*.md"):
        for menu in re.findall(
            r"^```\{toctree\}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        ):
            for line in menu.splitlines():
                name = (page.parent / f"{line}.md").resolve()
                if line and name.is_file():
                    yield name.relative_to(handbook.folder.resolve()).as_posix()


def reasons() -> Callable[[Alteration], str]:
    """Why an alteration of this kind is neutral, as neutral.toml says; nothing where it does not."""
    written = alterations.reasons()

    def why(each: Alteration) -> str:
        return next((why for kind, what, why in written if kind == each.kind and what.search(each.what)), "")

    return why


def test_what_is_altered_is_caught_or_stands_on_the_list_of_what_is_neutral(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tried(own(tmp_path / "alone"), own(tmp_path / "translated"))
    if MEANT:
        with capsys.disabled():
            print(table(found))
    unexplained = [f"{each.kind}: {each.what}" for each, complaint, why in found if not complaint and not why]
    assert unexplained == [], "the check lets these pass, and no written reason covers them"
    silent = {each.kind for each, _, _ in found} - {each.kind for each, complaint, _ in found if complaint}
    assert not silent, "of these kinds nothing was caught"
    assert {each.kind for each, _, _ in found} >= set(KINDS if MEANT in ("", "all") else MEANT.split(","))


def table(found: Tried) -> str:
    """For each kind how many, then how many are neutral by each reason, then each of those."""
    rows = [f"\n{'kind':24} {'tried':>6} {'caught':>6} {'neutral':>7}"]
    for kind in KINDS:
        of_kind = [complaint for each, complaint, _ in found if each.kind == kind]
        caught = sum(bool(complaint) for complaint in of_kind)
        rows.append(f"{kind:24} {len(of_kind):6} {caught:6} {len(of_kind) - caught:7}")
    caught = sum(bool(complaint) for _, complaint, _ in found)
    rows += [f"{'all':24} {len(found):6} {caught:6} {len(found) - caught:7}", "neutral"]
    rows += [f"  {each.kind}: {each.what}: {why or '???'}" for each, complaint, why in found if not complaint]
    return "\n".join(rows)
