"""How far a required path got, in the message, and what settles it."""

from pathlib import Path

from tests.handbooks import GROUND, ground

THEME = ":::{theme} Safe cycling\n:id: THM-cycling\n:grounded_in: GR-P1-S1\n:::\n"
SECOND = "# Second page\n\nMore about [cycling](#THM-cycling).\n"


def findings(tmp_path: Path, *items: str) -> list[str]:
    handbook = ground(tmp_path / "handbook").write({"example.md": "\n".join(items), "second.md": SECOND})
    return [line.partition(" error ")[2] for line in handbook.quick()[1]]


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
