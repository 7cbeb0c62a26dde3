"""An id in a stamp still exists, is retired, or is reported (S511)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.parity.bench import by_both

CHAIN = breaks.chain("KTN-more")
STAMPS = """stamps = [
    { link = "KTN-more grounded_in GR-P1-S1", fingerprint = "0123456789abcdef", by = "us", on = 2026-11-20, why = "a" },
    { item = "GEB-more", fingerprint = "0123456789abcdef", by = "us", on = 2026-11-21, why = "a" },
]
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    handbook = ground(tmp_path)
    (handbook.conf / "stamps.toml").write_text(STAMPS, encoding="utf-8")
    return handbook


def identities(handbook: Handbook) -> list[str]:
    """The identities that both readers report, but those of old or missing readings."""
    return [finding.identity for finding in by_both(handbook) if not finding.number.startswith("S3")]


# What is written beside the stamps of KTN-more and GEB-more, and what is found.
WRITTEN = {
    "nothing": ("", ["S511 KTN-more", "S511 GEB-more"]),
    "one of them": (CHAIN, ["S511 GEB-more"]),
    "a link to one": (
        breaks.chain("KTN-part", ":part_of: KTN-more"),
        ["S511 GEB-more", "S501 KTN-part part_of KTN-more"],
    ),
    "a reference to one": ("[a](#KTN-more)", ["S511 GEB-more", "S501 other KTN-more"]),
    "one that is lost": (CHAIN.replace("{chain}", "chain"), ["S511 GEB-more", "S512 KTN-more"]),
    "one that its author left out": (f"<!--\n{CHAIN}-->", ["S511 KTN-more", "S511 GEB-more", "S512 KTN-more"]),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_an_item_is_missed_unless_another_finding_says_where_it_went(name: str, handbook: Handbook) -> None:
    text, expected = WRITTEN[name]
    breaks.add(text)(handbook)
    assert identities(handbook) == expected


def test_a_waived_link_to_it_silences_nothing(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-part", ":part_of: KTN-more"))(handbook)
    breaks.waive("S501 KTN-part part_of KTN-more")(handbook)
    assert identities(handbook) == ["S511 KTN-more", "S511 GEB-more"]


def test_another_id_that_comes_near_is_named(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-mores"))(handbook)
    (message,) = [finding.message for finding in by_both(handbook) if finding.identity == "S511 KTN-more"]
    assert message == "KTN-more was reviewed on 2026-11-20, and no longer exists, did you mean KTN-mores?"
