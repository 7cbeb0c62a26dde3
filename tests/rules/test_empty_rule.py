"""A rule that selects nothing is reported, once for each cause (S802)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.parity.bench import by_both
from tests.running import built

SEARCH = ":::{search}"


def findings(handbook: Handbook) -> list[str]:
    return [line.partition("empty-rule: ")[2] for line in handbook.check()[1] if "empty-rule: " in line]


def without(text: str, folder: Path) -> Handbook:
    """The ground handbook without the item that begins so, and the search for it."""
    handbook = ground(folder)
    page = handbook.docs / "types.md"
    items = page.read_text(encoding="utf-8").split("\n\n")
    page.write_text("\n\n".join(item for item in items if not item.startswith((text, SEARCH))), encoding="utf-8")
    return handbook


def test_a_type_without_items_is_one_finding_with_every_rule_that_asks_of_it(tmp_path: Path) -> None:
    (message,) = findings(without(":::{investigation}", tmp_path))
    nothing = "there is no item of type 'investigation', so there is nothing to check by S121, S122"
    assert message == f"{nothing}; write one, or remove the rule"


def test_a_type_that_must_be_mentioned_and_has_no_item_is_reported_at_its_place(tmp_path: Path) -> None:
    handbook = without(":::{goal}", tmp_path)
    breaks.change('mentioned = ["theme"]', 'mentioned = ["theme", "goal"]', breaks.SETTINGS)(handbook)
    (line,) = handbook.check()[1]
    before = (handbook.conf / "ubproject.toml").read_text(encoding="utf-8").partition(', "goal"]')[0].splitlines()
    place = f"conf/ubproject.toml:{len(before)}:{len(before[-1]) + 3}"
    assert line == (
        f"{place}: warning S802 empty-rule: there is no item of type 'goal', so there is nothing to check by S104;"
        " write one, or remove the rule"
    )


def test_a_type_that_only_a_misread_item_may_have_is_not_reported(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.change(":::{investigation}", ":::{xyz}", "docs/types.md")(handbook)
    (line,) = handbook.check()[1]
    assert "S510" in line


def test_a_handbook_without_items_is_one_finding(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.remove("docs/types.md")(handbook)
    handbook.write({"index.md": "# Empty\n\n```{toctree}\nother\n```\n", "other.md": "# Other\n"})
    (message,) = findings(handbook)
    assert message.startswith("there is no item, so there is nothing to check by S101, S102, S103, S111")
    assert message.endswith("S152, S104; write the first one")


TABLE = "# Tables\n\n:::{items} commitment\n:where: testability=principle\n:::\n"


def numbers_found(handbook: Handbook) -> list[str]:
    return [finding.number for finding in by_both(handbook)]


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        (":testability: activity", ":testability: principel", "S506"),
        (":testability: activity", ":testabilty: principle", "S504"),
    ],
)
def test_a_table_that_is_empty_by_a_slip_in_an_item_is_not_reported_beside_it(
    old: str, new: str, number: str, tmp_path: Path
) -> None:
    handbook = ground(tmp_path).write({"tables.md": TABLE})
    assert numbers_found(handbook) == ["S802"]
    breaks.change(old, new, "docs/index.md")(handbook)
    assert "S802" not in numbers_found(handbook)
    assert number in numbers_found(handbook)


def test_a_link_to_an_item_that_is_misspelt_leaves_its_table_alone(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"tables.md": TABLE.replace("testability=principle", "chain=KTN-grond")})
    assert numbers_found(handbook) == []
    breaks.change(":chain: KTN-grond", ":chain: KTN-grund", "docs/index.md")(handbook)
    assert numbers_found(handbook) == ["S501"]


def test_a_table_in_an_included_file_is_reported_there(tmp_path: Path) -> None:
    included = "# Page\n\n```{include} parts/table.txt\n```\n"
    handbook = ground(tmp_path).write({"page.md": included, "parts/table.txt": TABLE})
    (line,) = handbook.check()[1]
    assert line.startswith("docs/parts/table.txt:4:21: warning S802 empty-rule: a table selects by 'testability'")
    assert numbers_found(handbook) == ["S802"]


def test_a_table_that_only_a_build_sees_is_reported_by_it(tmp_path: Path) -> None:
    page = "# Page\n\n```{eval-rst}\n.. items:: commitment\n   :where: testability=principle\n```\n"
    assert [finding.number for finding in ground(tmp_path).write({"page.md": page}).check()[0].findings] == [
        "S801",
        "S802",
    ]


def test_two_builds_side_by_side_and_one_after_an_edit_report_the_same(tmp_path: Path) -> None:
    pages = {f"table{n}.md": TABLE for n in range(8)}
    handbook = ground(tmp_path).write(pages)
    told_at_once = built(handbook, "-b", "dummy", "-j", "4").stderr
    assert told_at_once.count("S802 empty-rule") == 8
    assert built(handbook, "-b", "dummy").stderr.count("S802 empty-rule") == 8
    handbook.write({"table3.md": TABLE.replace("principle", "activity")})
    assert built(handbook, "-b", "dummy").stderr.count("S802 empty-rule") == 7
