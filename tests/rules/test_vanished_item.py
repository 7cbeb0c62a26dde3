"""An id in a stamp still exists, is retired, or is reported (S511)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.parity.bench import by_hand, by_sphinx, read

CHAIN = breaks.chain("KTN-more")
STAMPS = """stamps = [
    { link = "KTN-more grounded_in GR-P1-S1", fingerprint = "0123456789abcdef", by = "us", on = 2026-11-20, why = "a" },
    { item = "GEB-more", fingerprint = "0123456789abcdef", by = "us", on = 2026-11-21, why = "a" },
]
"""
WAIVER = """[[waive]]
finding = "S501 {0}"
reason = "The chain comes back."
owner = "us"
until = 2027-01-01
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    handbook = ground(tmp_path)
    (handbook.conf / "stamps.toml").write_text(STAMPS, encoding="utf-8")
    return handbook


def identities(handbook: Handbook) -> list[str]:
    """The identities that both readers report, but those of old or missing readings."""
    quick, built = read(by_hand, handbook).verdict, read(by_sphinx, handbook).verdict
    assert quick
    assert built
    findings = [finding.identity for finding in quick.findings if not finding.number.startswith("S3")]
    assert findings == [finding.identity for finding in built.findings if not finding.number.startswith("S3")]
    return findings


def test_the_end_of_a_link_and_an_item_itself_are_missed(handbook: Handbook) -> None:
    assert identities(handbook) == ["S511 KTN-more", "S511 GEB-more"]


def test_an_item_that_is_there_is_not_missed(handbook: Handbook) -> None:
    breaks.add(CHAIN)(handbook)
    assert identities(handbook) == ["S511 GEB-more"]


def test_one_that_others_link_to_is_reported_there(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-part", ":part_of: KTN-more"))(handbook)
    assert identities(handbook) == ["S511 GEB-more", "S501 KTN-part part_of KTN-more"]


def test_one_that_a_text_refers_to_is_reported_there(handbook: Handbook) -> None:
    breaks.add("[a](#KTN-more)")(handbook)
    assert identities(handbook) == ["S511 GEB-more", "S501 other KTN-more"]


def test_a_waived_link_to_it_silences_nothing(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-part", ":part_of: KTN-more"))(handbook)
    waivers = handbook.conf / "waivers.toml"
    waivers.write_text(WAIVER.format("KTN-part part_of KTN-more"), encoding="utf-8")
    assert identities(handbook) == ["S511 KTN-more", "S511 GEB-more"]


def test_one_that_is_lost_in_the_text_is_reported_there(handbook: Handbook) -> None:
    breaks.add(CHAIN.replace("{chain}", "chain"))(handbook)
    assert identities(handbook) == ["S511 GEB-more", "S512 KTN-more"]


def test_one_that_its_author_left_out_is_missed(handbook: Handbook) -> None:
    breaks.add(f"<!--\n{CHAIN}-->")(handbook)
    assert identities(handbook) == ["S511 KTN-more", "S511 GEB-more", "S512 KTN-more"]


def test_another_id_that_comes_near_is_named(handbook: Handbook) -> None:
    breaks.add(breaks.chain("KTN-mores"))(handbook)
    verdict = read(by_hand, handbook).verdict
    assert verdict
    (message,) = [finding.message for finding in verdict.findings if finding.identity == "S511 KTN-more"]
    assert message == "KTN-more was reviewed on 2026-11-20, and no longer exists, did you mean KTN-mores?"
