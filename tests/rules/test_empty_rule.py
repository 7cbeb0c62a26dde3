"""A rule that asks nothing is told, once for each cause."""

from __future__ import annotations

from pathlib import Path

from tests import breaks
from tests.handbooks import Handbook, ground


def findings(handbook: Handbook) -> list[str]:
    return [line.partition("empty-rule: ")[2] for line in handbook.check()[1]]


def without(text: str, folder: Path) -> Handbook:
    """The ground handbook without the item that begins so."""
    handbook = ground(folder)
    page = handbook.docs / "types.md"
    items = page.read_text(encoding="utf-8").split("\n\n")
    page.write_text("\n\n".join(item for item in items if not item.startswith(text)), encoding="utf-8")
    return handbook


def test_a_type_without_items_is_one_finding_with_every_rule_that_asks_of_it(tmp_path: Path) -> None:
    assert findings(without(":::{investigation}", tmp_path)) == [
        "no item is of type 'investigation', so nothing answers S121, S122"
    ]


def test_a_type_that_must_be_mentioned_and_has_no_item_is_told_at_its_place(tmp_path: Path) -> None:
    handbook = without(":::{goal}", tmp_path)
    breaks.change('mentioned = ["theme"]', 'mentioned = ["theme", "goal"]', breaks.SETTINGS)(handbook)
    (line,) = handbook.check()[1]
    before = (handbook.conf / "ubproject.toml").read_text(encoding="utf-8").partition(', "goal"]')[0].splitlines()
    place = f"conf/ubproject.toml:{len(before)}:{len(before[-1]) + 3}"
    assert line == f"{place}: warning S802 empty-rule: no item is of type 'goal', so nothing answers S104"


def test_a_type_that_only_a_misread_item_may_have_is_not_told(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.change(":::{investigation}", ":::{xyz}", "docs/types.md")(handbook)
    (line,) = handbook.check()[1]
    assert "S510" in line


def test_a_handbook_without_items_is_one_finding(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.remove("docs/types.md")(handbook)
    handbook.write({"index.md": "# Empty\n\n```{toctree}\nother\n```\n", "other.md": "# Other\n"})
    (message,) = findings(handbook)
    assert message.startswith("the handbook has no item, so nothing answers S101, S102, S103, S111")
    assert message.endswith("S152, S104")
