"""Ids that are the same, or nearly."""

from pathlib import Path

from tests.handbooks import ground

CHAIN = ":::{{chain}} Care {0}\n:id: {0}\n:grounded_in: GR-P1-S1\n:::\n"


def findings(tmp_path: Path, *ids: str) -> list[str]:
    page = "\n".join(CHAIN.format(id) for id in ids)
    return [
        line.partition(" error ")[2] for line in ground(tmp_path / "handbook").write({"example.md": page}).check()[1]
    ]


def test_three_items_with_one_id_are_two_findings_and_each_names_the_first(tmp_path: Path) -> None:
    message = "S503 duplicate-id: KTN-a is the id of another item too, at docs/example.md:1:5"
    assert findings(tmp_path, "KTN-a", "KTN-a", "KTN-a") == [message, message]


def test_an_id_equal_to_one_that_differs_in_case_from_a_third_is_reported_once(tmp_path: Path) -> None:
    assert findings(tmp_path, "KTN-a", "KTN-A", "KTN-A") == [
        "S503 duplicate-id: KTN-A differs only in case from KTN-a, at docs/example.md:1:5",
        "S503 duplicate-id: KTN-A is the id of another item too, at docs/example.md:6:5",
    ]
