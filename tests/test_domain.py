"""Items are known to Sphinx: references to them resolve, and other projects and the search find them."""

from __future__ import annotations

import pytest
from sphinx.util.inventory import InventoryFile

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.running import built


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    handbook = ground(tmp_path_factory.mktemp("ground"))
    breaks.add(
        "[](#KTN-grond), [own *words*](#KTN-grond), {need}`GEB-grond`, [a heading](index.md#ground).\n\n"
        "| In a table |\n|---|\n| [Youth](#KTN-grond) |",
    )(handbook)
    command = built(handbook)
    assert (command.stdout, command.stderr, command.returncode) == ("", "", 0)
    return handbook


def html(handbook: Handbook, page: str) -> str:
    return (handbook.folder / "html" / page).read_text(encoding="utf-8")


def test_a_markdown_link_leads_to_the_item_with_its_own_words_or_the_title(pages: Handbook) -> None:
    page = html(pages, "other.html")
    assert 'href="index.html#THM-grond"' in page
    assert 'id="THM-grond"' in html(pages, "index.html")
    assert ">Youth care<" in page
    assert "own <em>words</em>" in page


def test_every_item_is_in_objects_inv_once(pages: Handbook) -> None:
    raw = (pages.folder / "html" / "objects.inv").read_bytes()
    items = InventoryFile.loads(raw, uri="").data["spoorboek:item"]
    assert set(items) == {item.id for item in pages.check()[0].programme.items}
    assert items["THM-grond"].uri == "index.html#THM-grond"
    assert items["THM-grond"].display_name == "Waiting lists"


def test_the_search_finds_an_item_by_its_title(pages: Handbook) -> None:
    index = (pages.folder / "html" / "searchindex.js").read_text(encoding="utf-8")
    assert "Youth care" in index
