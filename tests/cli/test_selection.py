"""--select and --ignore apply to waived findings too."""

from __future__ import annotations

from pathlib import Path

from spoorboek.rules.bad_value import bad_value
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.selection import Selection
from spoorboek.rules.unknown_target import unknown_target
from tests import breaks
from tests.handbooks import ground
from tests.reporters.fixed import RULES
from tests.rules.test_nothing_is_silenced import waiving


def test_findings_and_waived_ones_are_narrowed_alike(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.UNKNOWN_TARGET.do(handbook)
    breaks.NO_DATE.do(handbook)
    programme, settings = handbook.read()
    waived = waiving(settings, ["S501 GR-C1 chain KTN-grund"])
    dead = check(programme, waived, [unknown_target])
    assert dead.findings == ()
    assert [finding.finding.number for finding in dead.waived] == ["S501"]
    assert not dead.fails
    bad = check(programme, waived, [bad_value])
    assert [finding.number for finding in bad.findings] == ["S506"]
    assert bad.waived == ()


def test_a_rule_is_selected_by_a_number_prefix_or_a_whole_name() -> None:
    assert [rule.number for rule in Selection(("S90",)).rules(RULES)] == ["S901", "S902", "S903", "S904"]
    assert [rule.number for rule in Selection(("OLD-word",), ("S901",)).rules(RULES)] == ["S903"]


def test_without_a_selection_all_rules_are_selected() -> None:
    assert Selection().rules(RULES) == RULES
    assert not Selection()
    assert str(Selection()) == ""
