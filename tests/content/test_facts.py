"""Each fact in the handbook has a source, an actor and its content."""

from __future__ import annotations

import re

import pytest

from spoorboek.analysis import searches, state
from spoorboek.analysis.state import State
from spoorboek.model import dates
from spoorboek.model.programme import Item
from tests.content.own import READ, VERDICT

AS_OF = VERDICT.settings.as_of
_DENIAL = re.compile(
    r"\b(wie|welke (inspecties?|organisaties?|bewindspersonen?))\b[^.]*\b(is|zijn) niet bevestigd"
    r"|\bniet bevestigd is wie\b|\bnoemt? (niemand|de inspecties niet)\b",
    re.IGNORECASE,
)
"""A sentence that says of an event that nobody knows who did it."""


def denied(event: Item) -> bool:
    text = " ".join((event.title, event.body, *(event.field(name) for name in ("says", "by_note", "date_note"))))
    return bool(_DENIAL.search(text))


def test_no_event_names_an_actor_that_its_own_text_calls_unconfirmed() -> None:
    assert [event.id for event in READ.of_type("event") if event.targets("by") and denied(event)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Wie de brief stuurde, is niet bevestigd.",
        "Dat is een plan. Wie het stuurde, is niet bevestigd.",
        "Welke inspecties dat zijn, is niet bevestigd.",
        "Welke vier het zijn, weten wij. Niet bevestigd is wie het schreef.",
        "Het bericht noemt de inspecties niet bij naam.",
    ],
)
def test_a_text_that_denies_its_actor_is_known_for_one(text: str) -> None:
    event = next(event for event in READ.of_type("event") if event.targets("by"))
    assert denied(Item(event.type, event.id, event.title, event.at, event.options, event.links, body=text))


def test_every_event_has_its_content_and_a_date_or_the_reason_why_not() -> None:
    for event in READ.of_type("event"):
        assert event.field("says"), event.id
        assert event.field("date") or event.field("date_note"), event.id


def test_the_content_of_an_event_is_short() -> None:
    long = {event.id: len(event.field("says")) for event in READ.of_type("event") if len(event.field("says")) > 320}
    assert long == {}


def test_every_commitment_has_an_outcome() -> None:
    assert [item.id for item in READ.of_type("commitment") if not item.field("outcome")] == []


def test_every_source_shows_how_much_of_it_was_read() -> None:
    assert [source.id for source in READ.of_type("source") if not source.field("read")] == []
    found = {source.id for source in READ.of_type("source") if source.field("read") in ("not-found", "through-another")}
    assert [id for id in found if not READ.by_id[id].field("read_note")] == []


def test_every_unconfirmed_check_shows_its_searches_and_none_that_found_it() -> None:
    assert AS_OF
    unknown = [check for check in READ.of_type("check") if state.of_check(READ, check, AS_OF) is State.UNKNOWN]
    for check in unknown:
        found = searches.of(READ, check)
        assert len({search.field("query") for search in found}) >= 3, check.id
        assert all(search.field("result") != "answer" for search in found), check.id


def test_a_search_is_of_a_day_that_had_come() -> None:
    assert AS_OF
    assert [search.id for search in READ.of_type("search") if dates.last_day(search.field("on")) > AS_OF] == []


def test_the_bodies_of_one_supervision_area_are_involved_like_those_of_the_other() -> None:
    areas = {"BRN-area-migratie": "WP2024-C4", "BRN-area-security": "WP2024-C6"}
    involved: dict[str, set[str]] = {}
    for item in READ.of_type("involvement"):
        for source in item.targets("documented_in"):
            if areas.get(source) in item.targets("involved_in"):
                involved.setdefault(source, set()).update(item.targets("who"))
                assert item.field("basis") == "editors", item.id
    assert involved["BRN-area-migratie"] == {"ORG-ind", "ORG-coa", "ORG-dtv", "ORG-dji", "ORG-kmar"}
    assert len(involved["BRN-area-security"]) >= 5
