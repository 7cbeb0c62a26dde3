"""How far a required path got, in the message, and what settles it."""

from pathlib import Path

from tests.handbooks import GROUND, ground

PRINCIPLE = """\
:::{{commitment}} The authority counts {0}
:id: {0}
:year: 2024
:testability: principle
:grounded_in: GR-P1-S1
:theme: THM-cycling
{1}
:::
"""
THEME = ":::{theme} Safe cycling\n:id: THM-cycling\n:grounded_in: GR-P1-S1\n:::\n"
SECOND = "# Second page\n\nMore about [cycling](#THM-cycling).\n"


def findings(tmp_path: Path, *items: str) -> list[str]:
    handbook = ground(tmp_path / "handbook").write({"example.md": "\n".join(items), "second.md": SECOND})
    return [line.partition(" error ")[2] for line in handbook.quick()[1]]


def test_one_commitment_with_an_organisation_is_enough_for_the_theme(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        THEME,
        PRINCIPLE.format("GR-C2", ":owner: somebody"),
        PRINCIPLE.format("GR-C3", ":responsible: ORG-grond"),
    )
    assert found == ["S112 commitment-without-organisation: GR-C2 leads by 'responsible' to no organisation"]


def test_the_message_names_every_item_that_the_way_reached(tmp_path: Path) -> None:
    first, *_ = findings(
        tmp_path, THEME, PRINCIPLE.format("GR-C3", ":owner: somebody"), PRINCIPLE.format("GR-C2", ":owner: somebody")
    )
    expected = "THM-cycling leads to GR-C2, GR-C3, and from there by 'responsible' to no organisation"
    assert first == f"S102 theme-without-organisation: {expected}"


def test_a_theme_without_commitment_is_one_finding(tmp_path: Path) -> None:
    assert [line[:4] for line in findings(tmp_path, THEME)] == ["S101"]


def test_a_theme_with_only_an_investigation_is_accepted(tmp_path: Path) -> None:
    investigation = (
        ":::{investigation} Cycling to school\n:id: OND-cycling\n:grounded_in: GR-P1-S1\n"
        ":fulfils: GR-C1\n:theme: THM-cycling\n:responsible: ORG-grond\n:::\n"
    )
    assert findings(tmp_path, THEME, investigation) == []


def test_a_source_that_records_a_succession_is_used(tmp_path: Path) -> None:
    source = ":::{source} A letter\n:id: BRN-letter\n:publisher: A council\n:licence: unknown\n:edition: 2025\n:::\n"
    succession = (
        ":::{succession} It goes on\n:id: OPV-x\n:how: same\n:basis: source\n:earlier: GR-C1\n:later: GR-C1\n"
        ":documented_in: BRN-letter\n:::\n"
    )
    unused = [line for line in findings(tmp_path / "one", source) if line.startswith("S151")]
    assert len(unused) == 1
    assert not [line for line in findings(tmp_path / "two", source, succession) if line.startswith("S151")]


def test_a_reference_in_a_table_is_no_running_text(tmp_path: Path) -> None:
    page = (GROUND / "docs" / "other.md").read_text(encoding="utf-8")
    table = "# Another page\n\n| theme |\n|---|\n| [Waiting lists](#THM-grond) |\n"
    assert "#THM-grond" in page
    _, lines = ground(tmp_path / "handbook").write({"other.md": table}).quick()
    assert [line.partition(" error ")[2][:4] for line in lines] == ["S104"]


def test_a_theme_misspelt_in_the_text_is_no_theme_that_nobody_mentions(tmp_path: Path) -> None:
    page = "# Another page\n\n{need}`thm-grond` is the subject of [the commitment](#GR-C1).\n"
    _, lines = ground(tmp_path / "handbook").write({"other.md": page}).quick()
    assert [line.partition(" error ")[2][:4] for line in lines] == ["S501"]
