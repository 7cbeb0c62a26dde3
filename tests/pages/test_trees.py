"""The accessibility tree of each kind of page is kept as text, so that a change of it is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from spoorboek.readers import directives
from tests.pages import trees


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trees.handbook(tmp_path_factory.mktemp("trees") / "handbook")


def test_the_accessibility_tree_of_each_kind_of_page_is_unchanged(page: Page, site: Path) -> None:
    """`SPOORBOEK_EXPECT=write` writes the expected trees, to be reviewed in the diff."""
    found = trees.all_of(page, site, "en")
    if os.environ.get("SPOORBOEK_EXPECT") == "write":
        for path in trees.FOLDER.glob("*.yml"):
            path.unlink()
        for name, tree in found.items():
            (trees.FOLDER / f"{name}.yml").write_text(tree, encoding="utf-8")
    expected = {path.stem: path.read_text(encoding="utf-8") for path in trees.FOLDER.glob("*.yml")}
    assert sorted(found) == sorted(expected)
    for name, tree in found.items():
        assert tree == expected[name], name


def test_each_directive_that_draws_has_a_tree() -> None:
    written = "".join(trees.DIRECTIVES.values())
    assert [name for name in directives.OWN if f"{{{name}}}" not in written] == []


@pytest.mark.wide
def test_the_accessibility_tree_has_the_same_shape_in_every_language(page: Page, site: Path) -> None:
    trees.build(site, "nl")
    english, dutch = (trees.all_of(page, site, language) for language in ("en", "nl"))
    del english["reference"]  # what it explains has its emphasis elsewhere in each language
    for name, tree in english.items():
        assert trees.shape(dutch[name]) == trees.shape(tree), name
