"""A selection takes what is waived along with what is not."""

from __future__ import annotations

from spoorboek.rules.engine.selection import Selection, narrowed
from tests.reporters.fixed import BROKEN, OLD, RULES, VERDICT


def test_findings_and_waived_ones_are_narrowed_alike() -> None:
    broken = narrowed(VERDICT, [BROKEN])
    assert {finding.number for finding in broken.findings} == {"S901"}
    assert broken.waived == VERDICT.waived
    old = narrowed(VERDICT, [OLD])
    assert {finding.number for finding in old.findings} == {"S903"}
    assert old.waived == ()
    assert not old.fails


def test_a_number_is_meant_by_its_first_part_and_a_name_only_whole() -> None:
    assert [rule.number for rule in Selection(("S90",)).rules(RULES)] == ["S901", "S902", "S903", "S904"]
    assert [rule.number for rule in Selection(("OLD-word",), ("S901",)).rules(RULES)] == ["S903"]


def test_no_selection_is_all() -> None:
    assert Selection().rules(RULES) == RULES
    assert not Selection()
    assert str(Selection()) == ""
