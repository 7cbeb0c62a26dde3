"""What organisations have to do with what is promised follows from the links of the programme, all of them."""

from __future__ import annotations

from spoorboek.analysis import involvement as relations
from spoorboek.analysis.involvement import Part
from spoorboek.model.programme import Item, Programme
from tests.content.own import READ
from tests.test_states import item

SAID = ("commitment", "investigation")


def said(*items: Item) -> list[tuple[str, str, str, bool]]:
    """Organisation, part, what it is about, and whether only the editors say so."""
    programme = Programme((item("organisation", "O"), *items))
    return [
        (each.organisation.id, each.part.value, each.about.id, each.is_inferred)
        for each in relations.everywhere(programme)
    ]


def involvement(id: str = "B", kind: str = "supervised", basis: str = "editors", **links: str) -> Item:
    return item("involvement", id, {"kind": kind, "basis": basis}, **{"who": "O", "involved_in": "C", **links})


def test_a_link_is_a_relation() -> None:
    for part in ("responsible", "supervised", "addressed"):
        assert said(item("commitment", "C", **{part: "O"})) == [("O", part, "C", False)]


def test_an_involvement_is_a_relation_that_says_whose_step_it_is() -> None:
    assert said(item("commitment", "C"), involvement()) == [("O", "supervised", "C", True)]
    assert said(item("commitment", "C"), involvement(basis="source")) == [("O", "supervised", "C", False)]


def test_who_acted_has_a_relation_to_what_it_was_a_step_in() -> None:
    event = item("event", "E", of="C I", by="O")
    found = said(item("commitment", "C"), item("investigation", "I"), event)
    assert found == [("O", "acted", "C", False), ("O", "acted", "I", False)]


def test_a_sentence_names_an_organisation_in_what_rests_on_it() -> None:
    sentence, other = item("sentence", "S"), item("sentence", "T")
    commitment = item("commitment", "C", grounded_in="S")
    programme = Programme((sentence, other, commitment, item("organisation", "O", grounded_in="S T")))
    assert [(each.part, each.about.id) for each in relations.everywhere(programme)] == [(Part.NAMED, "C")]


def test_a_source_that_two_rest_on_names_nobody() -> None:
    source = item("source", "B")
    commitment = item("commitment", "C", grounded_in="B")
    programme = Programme((source, commitment, item("organisation", "O", grounded_in="B")))
    assert [each.part for each in relations.everywhere(programme)] == []


def test_a_link_outweighs_what_the_editors_say_of_the_same() -> None:
    (relation,) = said(item("commitment", "C", supervised="O"), involvement())
    assert relation == ("O", "supervised", "C", False)


def test_a_member_of_a_chain_has_a_relation_to_it() -> None:
    found = said(item("chain", "K"), involvement(kind="member", involved_in="K"))
    assert found == [("O", "member", "K", True)]


def test_an_organisation_above_another_is_no_relation_to_what_is_promised() -> None:
    assert said(item("organisation", "P"), involvement(kind="answers-to", involved_in="P")) == []


def test_the_heaviest_part_comes_first_and_the_second_before_the_tenth() -> None:
    items = (
        item("investigation", "A-1", responsible="O"),
        item("commitment", "X-C10", responsible="O"),
        item("commitment", "X-C2", responsible="O"),
        item("event", "E", of="X-C2", by="O"),
    )
    assert [(part, about) for _, part, about, _ in said(*items)] == [
        ("responsible", "X-C2"),
        ("responsible", "X-C10"),
        ("responsible", "A-1"),
        ("acted", "X-C2"),
    ]


def test_no_relation_of_this_handbook_is_missing_and_none_is_made_up() -> None:
    expected = set()
    for each in READ.items:
        for link in each.links:
            expected |= _stated(each, link.role, link.target)
    found = {(each.organisation.id, each.part.value, each.about.id) for each in relations.everywhere(READ)}
    assert found == expected
    assert len(found) > 40


def _stated(each: Item, role: str, target: str) -> set[tuple[str, str, str]]:
    """What one link states, told without the code under test."""
    if each.type in SAID and role in ("responsible", "supervised", "addressed"):
        return {(target, role, each.id)}
    if each.type == "involvement" and role == "involved_in" and READ.by_id[target].type in SAID:
        return {(who, each.field("kind"), target) for who in each.targets("who")}
    if each.type == "event" and role == "of":
        return {(actor, "acted", target) for actor in each.targets("by")}
    if each.type == "organisation" and role == "grounded_in" and READ.by_id[target].type == "sentence":
        return {(each.id, "named", about.id) for about in READ.of_type(*SAID) if target in about.targets("grounded_in")}
    return set()
