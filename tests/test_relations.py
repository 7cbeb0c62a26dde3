"""The relations of organisations with commitments follow from the links of the programme."""

from __future__ import annotations

from spoorboek.analysis import involvement as relations
from spoorboek.analysis.involvement import Part
from spoorboek.model.programme import Item, Programme
from tests.test_states import item


def relations_of(*items: Item) -> list[tuple[str, str, str, bool]]:
    """Organisation, part, what it is about, and whether only the editors say so."""
    programme = Programme((item("organisation", "O"), *items))
    return [
        (relation.organisation.id, relation.part.value, relation.about.id, relation.is_inferred)
        for relation in relations.everywhere(programme)
    ]


def involvement(id: str = "B", kind: str = "supervised", basis: str = "editors", **links: str) -> Item:
    return item("involvement", id, {"kind": kind, "basis": basis}, **{"who": "O", "involved_in": "C", **links})


def test_a_link_is_a_relation() -> None:
    for part in ("responsible", "supervised", "addressed"):
        assert relations_of(item("commitment", "C", **{part: "O"})) == [("O", part, "C", False)]


def test_an_involvement_is_a_relation_with_the_organisation_it_belongs_to() -> None:
    assert relations_of(item("commitment", "C"), involvement()) == [("O", "supervised", "C", True)]
    assert relations_of(item("commitment", "C"), involvement(basis="source")) == [("O", "supervised", "C", False)]


def test_who_acted_has_a_relation_to_what_it_was_a_step_in() -> None:
    event = item("event", "E", of="C I", by="O")
    found = relations_of(item("commitment", "C"), item("investigation", "I"), event)
    assert found == [("O", "acted", "C", False), ("O", "acted", "I", False)]


def test_a_sentence_names_an_organisation_in_what_rests_on_it() -> None:
    sentence, other = item("sentence", "S"), item("sentence", "T")
    commitment = item("commitment", "C", grounded_in="S")
    programme = Programme((sentence, other, commitment, item("organisation", "O", grounded_in="S T")))
    assert [(relation.part, relation.about.id) for relation in relations.everywhere(programme)] == [(Part.NAMED, "C")]


def test_a_source_that_two_rest_on_names_nobody() -> None:
    source = item("source", "B")
    commitment = item("commitment", "C", grounded_in="B")
    programme = Programme((source, commitment, item("organisation", "O", grounded_in="B")))
    assert [relation.part for relation in relations.everywhere(programme)] == []


def test_a_link_outweighs_what_the_editors_say_of_the_same() -> None:
    (relation,) = relations_of(item("commitment", "C", supervised="O"), involvement())
    assert relation == ("O", "supervised", "C", False)


def test_a_member_of_a_chain_has_a_relation_to_it() -> None:
    found = relations_of(item("chain", "K"), involvement(kind="member", involved_in="K"))
    assert found == [("O", "member", "K", True)]


def test_an_organisation_above_another_is_no_relation_to_what_is_promised() -> None:
    assert relations_of(item("organisation", "P"), involvement(kind="answers-to", involved_in="P")) == []


def test_the_heaviest_part_comes_first_and_the_second_before_the_tenth() -> None:
    items = (
        item("investigation", "A-1", responsible="O"),
        item("commitment", "X-C10", responsible="O"),
        item("commitment", "X-C2", responsible="O"),
        item("event", "E", of="X-C2", by="O"),
    )
    assert [(part, about) for _, part, about, _ in relations_of(*items)] == [
        ("responsible", "X-C2"),
        ("responsible", "X-C10"),
        ("responsible", "A-1"),
        ("acted", "X-C2"),
    ]
