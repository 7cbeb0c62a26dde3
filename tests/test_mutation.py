"""The rules report each removal of a link, item or reference, unless another link replaces it.

Here nobody read anything, so that no stamp tells of what went. `make test` tries a sample; `make mutate`
(SPOORBOEK_MUTATE=all) tries all of them and shows a table.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from spoorboek.config import stamps_file
from spoorboek.model.programme import Programme
from tests import mutants
from tests.alterations import Quick
from tests.handbooks import Handbook, in_one_language, own, settle
from tests.mutants import Mutant

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


def unread(folder: Path) -> Handbook:
    """Our own handbook, of which nobody read anything and nobody has to, in its first language.

    A text that a mutant changes would lack its translation.
    """
    handbook = own(folder)
    in_one_language(handbook.conf)
    (handbook.conf / stamps_file.FILE).unlink()
    settle(handbook.conf, r"^deciding\.\w+ = .*\n", "")
    settle(handbook.conf, r"^require-review = \w+", "require-review = false")
    (handbook.conf / "waivers.toml").write_text("", encoding="utf-8")
    return handbook


def read(handbook: Handbook) -> Programme:
    return handbook.read()[0]


def tried(handbook: Handbook) -> Tried:
    """The chosen removals, each with what the check reports and why the oracle calls it neutral."""
    quick, programme = Quick(handbook), read(handbook)
    before = mutants.drawing(programme)
    assert not [question for question, ways in before.questions.items() if not ways]
    chosen_mutants = chosen(list(mutants.mutants(handbook.docs, programme)))
    found = [(mutant, quick.complaint(mutant), mutants.why_neutral(mutant, before)) for mutant in chosen_mutants]
    assert quick.complaint(None) == ""  # no mutant left a trace
    return found


def test_each_removal_is_reported_unless_another_link_replaces_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tried(unread(tmp_path))
    caught = [row for row in found if row[1]]
    with capsys.disabled():
        print(f"\ntried {len(found)}, caught {len(caught)}, neutral {len(found) - len(caught)}")
        if ALL:
            print(table(found))
    escaped = [mutant.label for mutant, complaint, reason in found if not complaint and not reason]
    surprising = [f"{mutant.label}: {complaint}" for mutant, complaint, reason in found if complaint and reason]
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
    rows += ["neutral", *(f"  {m.kind} {m.label}: {reason}" for m, complaint, reason in found if not complaint)]
    return "\n".join(rows)


def link(id: str, role: str) -> Mutant:
    return Mutant("link", f"{id} {role}", "", 1, 1, (), id=id, role=role)


def test_the_oracle_detects_the_loss_of_the_last_link(tmp_path: Path) -> None:
    before = mutants.drawing(read(unread(tmp_path)))
    only = link("WP2024-C9", "theme")
    optional = link("WP2024-C4", "chain")
    assert mutants.why_neutral(only, before) is None
    assert "KTN-asiel has a place by " in (mutants.why_neutral(optional, before) or "")
