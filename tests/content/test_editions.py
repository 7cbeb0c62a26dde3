"""Programmes of other years have a source and a trace line, or a marked gap where nothing was found."""

from __future__ import annotations

from tests.content.own import READ

EDITIONS = {"2018-2020", *map(str, range(2019, 2027))}
LIGHT = [item for item in READ.of_type("commitment") if item.field("scope") == "news"]


def test_a_commitment_that_only_a_news_item_names_rests_on_sources_alone() -> None:
    assert LIGHT
    for commitment in LIGHT:
        sources = READ.followed(commitment, "grounded_in")
        assert {source.type for source in sources} == {"source"}, commitment.id
        assert commitment.id.startswith(f"WP{commitment.field('year')}-"), commitment.id


def test_no_programme_of_these_years_was_read_whole() -> None:
    sources = [source for source in READ.of_type("source") if source.field("edition") in EDITIONS]
    assert {source.field("edition") for source in sources} == EDITIONS
    assert [source.id for source in sources if source.field("read") == "whole"] == []


def test_the_programme_of_2025_is_a_gap_with_its_searches() -> None:
    (gap,) = [source for source in READ.of_type("source") if source.field("edition") == "2025"]
    assert (gap.field("read"), gap.field("url")) == ("not-found", "")
    assert len(READ.followed_back(gap, "for")) >= 3
    assert [item.id for item in READ.of_type("commitment") if item.field("year") == "2025"] == []


def test_a_succession_leads_from_one_commitment_to_one_other_and_is_named_by_both() -> None:
    successions = READ.of_type("succession")
    assert successions
    for succession in successions:
        (earlier,), (later,) = (READ.followed(succession, role) for role in ("earlier", "later"))
        assert succession.id == f"OPV-{earlier.id}-{later.id}"


def test_the_five_lines_of_2024_come_from_and_lead_to_other_years() -> None:
    drawn = {(item.targets("earlier")[0], item.targets("later")[0]) for item in READ.of_type("succession")}
    assert drawn >= {
        ("WP2018-C3", "WP2024-C1"), ("WP2019-C5", "WP2024-C1"), ("WP2022-C4", "WP2024-C1"), ("WP2024-C1", "WP2026-C6"),
        ("WP2021-C2", "WP2024-C2"), ("WP2019-C2", "WP2023-C1"), ("WP2022-C2", "WP2023-C1"), ("WP2023-C1", "WP2024-C3"),
        ("WP2023-C1", "WP2024-N1"), ("WP2024-C3", "WP2026-C1"), ("WP2018-C1", "WP2024-C4"), ("WP2018-C2", "WP2024-C4"),
        ("WP2020-C2", "WP2024-C4"), ("WP2023-C3", "WP2024-C4"), ("WP2024-C6", "WP2026-C3"), ("WP2024-C6", "WP2026-C2"),
        ("WP2024-C7", "WP2026-C3"), ("WP2024-C8", "WP2026-C2"),
    }  # fmt: skip
