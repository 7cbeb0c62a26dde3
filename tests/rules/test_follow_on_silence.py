"""One mistake gives one finding: what follows from it is not reported."""

from pathlib import Path

import pytest

from tests.handbooks import GROUND, ground

# What stands in tests/ground/index.md, what an author makes of it by accident, and the one finding.
SLIPS = {
    "a misspelt role": (":theme: THM-grond", ":thema: THM-grond", "S504 unknown-option: GR-C1 has option 'thema'"),
    "a misspelt role that others rely on": (
        ":checks: GR-C1",
        ":check: GR-C1",
        "S504 unknown-option: GR-C1-a has option 'check'",
    ),
    "a misspelt field": (
        ":licence: unknown",
        ":license: unknown",
        "S504 unknown-option: BRN-grond has option 'license'",
    ),
    "a blank in an id that others link to": (
        ":id: THM-grond",
        ":id: THM grond",
        "S506 bad-value: THM grond has 'id' 'THM grond'",
    ),
    "an unknown target": (
        ":theme: THM-grond",
        ":theme: THM-grand",
        "S501 unknown-target: GR-C1 links by 'theme' to THM-grand",
    ),
    "an unknown target two steps from the theme": (
        ":responsible: ORG-grond",
        ":responsible: ORG-ground",
        "S501 unknown-target: GR-C1 links by 'responsible' to ORG-ground",
    ),
    "a target that resembles nothing": (
        ":theme: THM-grond",
        ":theme: XYZ",
        "S501 unknown-target: GR-C1 links by 'theme' to XYZ",
    ),
    "a target in another case": (
        ":checks: GR-C1",
        ":checks: gr-c1",
        "S501 unknown-target: GR-C1-a links by 'checks' to gr-c1",
    ),
    "a target of a wrong type": (
        ":responsible: ORG-grond",
        ":responsible: KTN-grond",
        "S502 wrong-target-type: GR-C1 links by 'responsible' to KTN-grond, a chain, expected organisation",
    ),
    "an option behind a blank line": (
        "\n:responsible: ORG-grond",
        "\n\n:responsible: ORG-grond",
        "S509 link-lost-in-text: GR-C1 loses option 'responsible': it is in the text",
    ),
    "a link on a second line": (
        ":theme: THM-grond",
        ":theme:\n  THM-grond",
        "S509 link-lost-in-text: GR-C1 loses option 'theme': it continues on a second line",
    ),
    "a misspelt type": (":::{check}", ":::{chek}", "S510 unknown-type: {chek} is neither an item type"),
    "a misspelt type that others link to": (
        ":::{organisation}",
        ":::{organization}",
        "S510 unknown-type: {organization} is neither an item type",
    ),
    "a misspelt reference in text": (
        "[the theme](#THM-grond)",
        "{need}`THM-grand`",
        "S501 unknown-target: the text refers to THM-grand, which is not an item, did you mean THM-grond?",
    ),
    "a type that resembles nothing": (":::{check}", ":::{xyz}", "S510 unknown-type: {xyz} is neither an item type"),
    "a type that resembles nothing on an item that others link to": (
        ":::{theme}",
        ":::{xyz}",
        "S510 unknown-type: {xyz} is neither an item type",
    ),
    "a sentence without a number": (":number: 1\n", "", "S505 missing-field: GR-P1-S1 has no 'number'"),
    "a sentence of a source that does not exist": (
        ":part_of: BRN-grond",
        ":part_of: XYZ",
        "S501 unknown-target: GR-P1-S1 links by 'part_of' to XYZ",
    ),
    "a misspelt exception": (
        ":testability: activity",
        ":testability: activty",
        "S506 bad-value: GR-C1 has 'testability' 'activty'",
    ),
    "no id on a theme": (":id: THM-grond\n", "", "S505 missing-field: theme 'Waiting lists' has no 'id'"),
    "no id on a source": (":id: BRN-grond\n", "", "S505 missing-field: source 'Programme of an authority' has no 'id'"),
    "no id on an item that others link to": (
        ":id: GEB-grond\n",
        "",
        "S505 missing-field: event 'The authority published a report' has no 'id'",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_is_one_finding(slip: str, tmp_path: Path) -> None:
    written, follow_on, expected = SLIPS[slip]
    page = (GROUND / "docs" / "index.md").read_text(encoding="utf-8")
    assert written in page
    _, lines = ground(tmp_path / "handbook").write({"index.md": page.replace(written, follow_on, 1)}).quick()
    assert len(lines) == 1, lines
    assert expected in lines[0]
