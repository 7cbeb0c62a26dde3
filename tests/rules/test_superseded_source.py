"""A source is valid until the last day of its date; a programme's year begins on 1 January."""

from pathlib import Path

import pytest

from tests.handbooks import ground

PAGE = """\
:::{{source}} Programme of 2024
:id: BRN-programme
:publisher: An authority
:licence: unknown
:edition: 2024
:sentences: 1
:::

:::{{source}} Old figures
:id: BRN-old
:publisher: A ministry
:licence: unknown
{old}
:::

:::{{source}} New figures
:id: BRN-new
:publisher: A ministry
:licence: unknown
:supersedes: {supersedes}
{new}
:::

:::{{sentence}} The authority uses the figures
:id: EX-P1-S1
:passage: P1
:page: 1
:number: 1
:kind: reference
:fingerprint: {fingerprint}
:part_of: BRN-programme
:cites: BRN-old, BRN-new
:::
"""


def reasons(tmp_path: Path, old: str = ":url: https://example.org", new: str = "", supersedes: str = "") -> list[str]:
    page = PAGE.format(old=old, new=new, supersedes=supersedes, fingerprint="1" * 64)
    verdict, lines = ground(tmp_path / "handbook").write({"example.md": page}).quick()
    assert not verdict.fails, lines
    return [line.partition("which ")[2] for line in lines]


@pytest.mark.parametrize("until", ["2022", "2023", "2023-12", "2023-12-31"])
def test_a_source_that_ended_before_the_year_is_reported(until: str, tmp_path: Path) -> None:
    assert reasons(tmp_path, old=f":valid_until: {until}") == [
        f"was valid until {until}, so it ended before 2024 began"
    ]


@pytest.mark.parametrize("until", ["2024", "2024-01", "2024-01-01"])
def test_a_source_that_ran_into_the_year_is_not(until: str, tmp_path: Path) -> None:
    assert reasons(tmp_path, old=f":valid_until: {until}") == []


def test_a_source_replaced_before_the_year_is_reported(tmp_path: Path) -> None:
    assert reasons(tmp_path, new=":published: 2023", supersedes="BRN-old") == [
        "BRN-new (2023) superseded before 2024 began"
    ]


@pytest.mark.parametrize("new", [":published: 2024", ""])
def test_a_source_replaced_later_or_nobody_knows_when_is_not(new: str, tmp_path: Path) -> None:
    assert reasons(tmp_path, new=new or ":url: https://example.org", supersedes="BRN-old") == []
