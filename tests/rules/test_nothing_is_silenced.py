"""What is waived, ignored or suppressed silences no other finding: those may grow in number, never shrink."""

from __future__ import annotations

import contextlib
import datetime
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.list_files import Waiver
from spoorboek.config.settings import Settings
from spoorboek.model.finding import Finding, Severity
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Link, Location, Programme
from spoorboek.rules import rules
from spoorboek.rules.engine.check import Candidate, check, reported
from tests.breaks import FLAWS, SLIPS, change
from tests.handbooks import Handbook, ground

LAST_DAY = datetime.date(2027, 3, 1)
NOWHERE = Location("conf/waivers.toml", 1)


def failing(verdict: Verdict) -> set[Finding]:
    return {finding for finding in verdict.findings if finding.fails}


def waiving(settings: Settings, identities: Iterable[str]) -> Settings:
    waivers = tuple(Waiver(finding, "It waits.", "the editors", LAST_DAY, NOWHERE) for finding in identities)
    return replace(settings, waivers=(*settings.waivers, *waivers))


def shrunk(before: set[Finding], after: set[Finding], removed: set[Finding]) -> list[str]:
    return sorted(map(str, before - removed - after))


def assert_silences_nothing(programme: Programme, settings: Settings) -> None:
    """Each finding is waived in turn, each rule left out in turn, then all that fails is waived, round after round."""
    verdict_before = check(programme, settings)
    before = failing(verdict_before)
    for finding in before:
        same = {other for other in before if other.identity == finding.identity}
        after = failing(check(programme, waiving(settings, [finding.identity])))
        assert shrunk(before, after, same) == [], f"{finding.identity} was waived"
    every = rules(settings)
    for number in {finding.number for finding in before}:
        after = failing(check(programme, settings, [rule for rule in every if rule.number != number]))
        assert shrunk(before, after, {finding for finding in before if finding.number == number}) == [], (
            f"{number} was left out"
        )
    waived: dict[str, None] = {}
    reported = before
    while new := {finding.identity for finding in reported if not finding.number.startswith("S7")}:
        waived |= dict.fromkeys(new)
        verdict = check(programme, waiving(settings, waived))
        assert shrunk(reported, failing(verdict), {finding for finding in reported if finding.identity in waived}) == []
        reported = failing(verdict)
    once = {finding.identity for finding in (*verdict_before.findings, *verdict_before.withheld) if finding.fails}
    assert {name for name in once if not name.startswith("S7")} == set(waived)


def without_flaws_of_form(programme: Programme, settings: Settings) -> Programme:
    """The programme without links and mentions that lead nowhere, for which a near match could be guessed."""
    known = programme.by_id

    def traces(item: Item, link: Link) -> bool:
        role, target = settings.role(item.type, link.role), known.get(link.target)
        return bool(link.sound and target and role and (not role.targets or target.type in role.targets))

    items = tuple(
        replace(item, links=tuple(link for link in item.links if traces(item, link)))
        for item in programme.items
        if item.type_is_known
    )
    return replace(
        programme, items=items, mentions=tuple(mention for mention in programme.mentions if mention.target in known)
    )


def assert_judged_as_it_is(programme: Programme, settings: Settings) -> None:
    """With the rules of form left out, a flawed link is judged as one that is not there."""
    meaning = [rule for rule in rules(settings) if not rule.number.startswith("S5")]
    verdict_without = check(without_flaws_of_form(programme, settings), settings, meaning)
    judged = check(programme, settings, meaning)
    expected, found = ({finding.identity for finding in failing(verdict)} for verdict in (verdict_without, judged))
    assert found == expected


@pytest.mark.parametrize("broken", FLAWS, ids=str)
def test_a_flaw_that_is_waived_silences_nothing(broken, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    programme, settings = handbook.read()
    assert_silences_nothing(programme, settings)
    assert_judged_as_it_is(programme, settings)


@pytest.mark.parametrize("seed", range(20))
def test_many_slips_at_once_hide_nothing_of_each_other_when_one_is_waived(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 no secret hangs on it
    handbook = ground(tmp_path)
    for slip in dice.sample(SLIPS, dice.randint(2, 8)):
        with contextlib.suppress(AssertionError):  # another changed the same words
            slip.do(handbook)
    programme, settings = handbook.read()
    assert_silences_nothing(programme, settings)
    assert_judged_as_it_is(programme, settings)


UNHELD = ":::{theme} Safe cycling\n:id: THM-cycling\n:grounded_in: GR-P1-S1\n:::\n"
MENTIONED = "[Cycling](#THM-cycling) is safe.\n"


def with_a_theme_that_nothing_holds(folder: Path, theme: str = "THM-grond, QQQQ-zzzz") -> Handbook:
    handbook = ground(folder).write({"example.md": f"# Example\n\n{UNHELD}", "further.md": f"# Further\n\n{MENTIONED}"})
    change(":theme: THM-grond", f":theme: {theme}")(handbook)
    return handbook


def identities(verdict: Verdict) -> list[str]:
    return [finding.identity for finding in verdict.findings]


DEAD = "S501 GR-C1 theme QQQQ-zzzz"


def test_a_dead_link_without_candidate_silences_a_theme_only_while_it_exists(tmp_path: Path) -> None:
    programme, settings = with_a_theme_that_nothing_holds(tmp_path).read()
    assert identities(check(programme, settings)) == [DEAD]
    assert identities(check(programme, waiving(settings, [DEAD]))) == ["S101 THM-cycling"]
    other_rules = [rule for rule in rules(settings) if rule.number != "S501"]
    assert identities(check(programme, settings, other_rules)) == ["S101 THM-cycling"]


def test_one_link_that_resembles_nothing_does_not_explain_two_themes(tmp_path: Path) -> None:
    handbook = with_a_theme_that_nothing_holds(tmp_path)
    other = UNHELD.replace("cycling", "walking")
    handbook.write({"other-theme.md": f"# Other\n\n{other}", "more.md": "# More\n\n[Walking](#THM-walking).\n"})
    programme, settings = handbook.read()
    assert sorted(identities(check(programme, settings))) == ["S101 THM-cycling", "S101 THM-walking", DEAD]


def test_a_link_that_resembles_a_theme_explains_that_theme_and_no_other(tmp_path: Path) -> None:
    programme, settings = with_a_theme_that_nothing_holds(tmp_path, "THM-grond, THM-grand").read()
    assert sorted(identities(check(programme, settings))) == ["S101 THM-cycling", "S501 GR-C1 theme THM-grand"]


def test_a_second_item_with_an_id_proves_nothing_for_others(tmp_path: Path) -> None:
    handbook = with_a_theme_that_nothing_holds(tmp_path, "THM-grond")
    double = (
        (handbook.docs / "types.md").read_text(encoding="utf-8").partition(":::{investigation}")[2].partition(":::")[0]
    )
    again = f":::{{investigation}}{double}:::".replace("THM-grond", "THM-cycling")
    handbook.write({"zoo.md": f"# Zoo\n\n{again}\n"})
    programme, settings = handbook.read()
    assert identities(check(programme, settings)) == ["S503 OND-families"]
    assert identities(check(programme, waiving(settings, ["S503 OND-families"]))) == ["S101 THM-cycling"]


def test_a_line_that_is_lost_below_another_is_reported_once_that_one_is_waived(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    change(":chain: KTN-grond", "\n:chain: KTN-grond")(handbook)
    programme, settings = handbook.read()
    assert identities(check(programme, settings)) == ["S509 GR-C1 chain"]
    assert identities(check(programme, waiving(settings, ["S509 GR-C1 chain"]))) == ["S509 GR-C1 responsible"]


def candidate(id: str, *causes: str, severity: Severity = Severity.ERROR) -> Candidate:
    return Candidate(Finding(NOWHERE, id, "wrong", severity, _("{id} is wrong", id=id), ()), causes)


def told_of(*candidates: Candidate) -> list[str]:
    return sorted(finding.identity for finding in reported(candidates))


def test_indirect_consequences_are_withheld_too() -> None:
    assert told_of(candidate("C", "B"), candidate("B", "A"), candidate("A")) == ["A"]


def test_what_is_not_found_and_what_is_only_information_explain_nothing() -> None:
    assert told_of(candidate("B", "gone")) == ["B"]
    assert told_of(candidate("B", "A"), candidate("A", severity=Severity.INFORMATION)) == ["A", "B"]


def test_findings_that_follow_from_each_other_are_reported() -> None:
    assert told_of(candidate("A", "A")) == ["A"]
    assert told_of(candidate("A", "B"), candidate("B", "A"), candidate("C", "A")) == ["A", "B", "C"]
