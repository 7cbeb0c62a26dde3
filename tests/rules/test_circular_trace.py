"""Links that form a cycle, and links that only seem to."""

import pytest

from spoorboek.config.list_files import Waiver
from spoorboek.config.settings import Settings
from spoorboek.model.programme import Location, Programme
from spoorboek.rules.circular_trace import circular_trace
from spoorboek.rules.engine.check import check
from tests.rules.drawing import drawing


def programme(*arrows: str) -> Programme:
    return drawing(*(arrow.replace("->", "to") for arrow in arrows))


def cycles(programme: Programme) -> list[str]:
    return [" ".join(flaw.about) for flaw in circular_trace.ask(programme, Settings({}, ""))]


def messages(programme: Programme) -> list[str]:
    return [flaw.message for flaw in circular_trace.ask(programme, Settings({}, ""))]


# What is drawn, and the knots in it.
DRAWN = {
    "a line": (["A -> B", "B -> C"], []),
    "a proof that is shared": (["A -> B", "A -> C", "B -> D", "C -> D"], []),
    "an item that links to itself": (["A -> A"], ["A"]),
    "two items that prove each other": (["B -> A", "A -> B"], ["A B"]),
    "two ways round that share a link": (["A -> B", "B -> C", "C -> A", "B -> D", "D -> A"], ["A B C D"]),
    "two cycles apart": (["A -> B", "B -> A", "C -> D", "D -> C"], ["A B", "C D"]),
    "what only leads to a cycle, or from it": (["X -> A", "A -> B", "B -> A", "B -> Y"], ["A B"]),
    "a cycle": (["A -> B", "B -> C", "C -> A"], ["A B C"]),
    "the same, entered elsewhere": (["C -> A", "B -> C", "A -> B"], ["A B C"]),
}


@pytest.mark.parametrize("name", DRAWN)
def test_items_that_prove_each_other_are_one_knot(name: str) -> None:
    arrows, knots = DRAWN[name]
    assert cycles(programme(*arrows)) == knots


def test_a_knot_is_shown_by_its_shortest_way_round() -> None:
    drawn = programme("A -> B", "B -> C", "C -> D", "D -> A", "C -> B")
    assert messages(drawn) == [
        "B proves itself: B (to, drawing:2:1) -> C (to, drawing:5:1) -> B; 3 more links among the items around it"
    ]


def test_only_links_that_prove_something_are_followed_where_the_settings_name_them() -> None:
    there_and_back = programme("A -> B", "B -> A")
    assert list(circular_trace.ask(there_and_back, Settings({}, "", proves=("of",)))) == []
    assert len(list(circular_trace.ask(there_and_back, Settings({}, "", proves=("of", "to"))))) == 1


def test_a_link_to_no_item_leads_nowhere() -> None:
    drawn = programme("A -> gone")
    assert cycles(Programme(tuple(item for item in drawn.items if item.id == "A"))) == []


def test_a_long_way_round_needs_no_deep_stack() -> None:
    links = [f"N{n:04} -> N{(n + 1) % 3000:04}" for n in range(3000)]
    (cycle,) = cycles(programme(*links))
    assert cycle.count(" ") == 2999


def test_the_message_names_each_link_with_its_place() -> None:
    (flaw,) = circular_trace.ask(programme("A -> B", "B -> A"), Settings({}, ""))
    assert flaw.message == "A proves itself: A (to, drawing:1:1) -> B (to, drawing:2:1) -> A"
    assert flaw.at == Location("drawing", 1)


def test_a_thicket_is_one_knot_that_is_found_soon() -> None:
    ids = [f"N{n:03}" for n in range(300)]
    thicket = programme(*(f"{id} -> {other}" for id in ids for other in ids if id != other))
    (flaw,) = circular_trace.ask(thicket, Settings({}, ""))
    assert flaw.about == tuple(ids)
    assert flaw.message.endswith(f" -> N000; {300 * 299 - 2} more links among the items around it")


def test_a_group_apart_from_a_thicket_is_reported_too() -> None:
    ids = [f"N{n}" for n in range(300)]
    arrows = [f"{id} -> {other}" for id in ids for other in ids if id != other]
    assert "Y Z" in cycles(programme(*arrows, "Y -> Z", "Z -> Y"))


def waived(drawn: Programme, *findings: str) -> list[str]:
    """What is left to mend where these waivers are given."""
    waivers = tuple(
        Waiver(finding, "It waits.", "the editors", None, Location("waivers", n)) for n, finding in enumerate(findings)
    )
    verdict = check(drawn, Settings({}, "", has_trace=True, waivers=waivers))
    return [finding.identity for finding in verdict.findings if finding.number in ("S507", "S702")]


def test_a_waiver_of_a_knot_covers_what_is_left_of_it() -> None:
    arrows = ["A -> B", "B -> C", "C -> A", "C -> D", "D -> C", "B -> A"]
    for removed in arrows:
        rest = programme("A -> E", "D -> E", *(arrow for arrow in arrows if arrow != removed))
        assert waived(rest) != []
        assert waived(rest, "S507 A B C D") == []
        assert waived(rest, "S507 D C B A") == []


def test_a_waiver_of_a_knot_covers_no_larger_one() -> None:
    drawn = programme("A -> B", "B -> C", "C -> A")
    assert waived(drawn, "S507 A B") == ["S507 A B C", "S702 S507 A B"]


def test_a_waiver_of_a_knot_that_came_apart_covers_both_parts() -> None:
    assert waived(programme("A -> B", "B -> A", "C -> D", "D -> C"), "S507 A B C D") == []


def test_of_two_waivers_for_a_knot_the_first_counts() -> None:
    drawn = programme("A -> B", "B -> A")
    assert waived(drawn, "S507 A B", "S507 A B C") == ["S702 S507 A B C"]
