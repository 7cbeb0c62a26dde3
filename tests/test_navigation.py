"""The menu of a page is the one that the theme makes of the toctrees, made once for all pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from furo.navigation import get_navigation_tree
from sphinx.application import Sphinx

from spoorboek.sphinxext.builds import own_state
from tests import breaks
from tests.handbooks import ground

TREE = """\
# Deep *and* wide

## A heading

### Deeper

```{toctree}
leaf
folder/near
```

## Another

```{only} html
## Only here
```
"""
PAGES = ["index", "deep", "leaf", "other", "folder/near"]


class Line(NamedTuple):
    classes: frozenset[str]
    link: str
    title: str
    folder: str
    is_open: bool


class Site(NamedTuple):
    folder: Path
    of_theme: dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A handbook whose pages lead to other pages from headings of any depth, one of them by two ways."""
    handbook = ground(tmp_path_factory.mktemp("tree"))
    leaf = f"# Leaf & twig\n\n{breaks.chain('KTN-leaf')}\n{breaks.chain('KTN-more')}"
    handbook.write({"deep.md": TREE, "leaf.md": leaf, "folder/near.md": "# Near\n"})
    toctree = "```{{toctree}}\n:{}:\n\ndeep\nother\nElsewhere <https://example.org/a?b=1&c=2>\n```\n"
    breaks.add(f"## All\n\n{toctree.format('maxdepth: 2')}\n{toctree.format('hidden')}", "docs/index.md")(handbook)
    with own_state(handbook.conf):
        out = handbook.folder / "out"
        app = Sphinx(handbook.docs, handbook.conf, out, out / "trees", "html", status=None, warning=None)
        site = Site(out, {})

        def ask(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
            if "toctree" in context:
                found = context["toctree"](collapse=False, titles_only=True, maxdepth=-1, includehidden=True)
                site.of_theme[page] = get_navigation_tree(found)

        app.connect("html-page-context", ask, priority=50)
        app.build()
    return site


@pytest.mark.parametrize("page", PAGES)
def test_our_menu_equals_that_of_the_theme(page: str, built: Site) -> None:
    expected = list(_lines(built.of_theme[page]))
    drawn = list(_lines((built.folder / f"{page}.html").read_text(encoding="utf-8")))
    assert drawn == expected
    assert "Leaf & twig" in {line.title for line in drawn}
    assert "A chain" not in {line.title for line in drawn}


def test_the_menu_marks_the_current_page(built: Site) -> None:
    lines = list(_lines((built.folder / "folder" / "near.html").read_text(encoding="utf-8")))
    assert [line.title for line in lines if "current-page" in line.classes] == ["Near"]
    assert {line.title for line in lines if line.is_open} == {"Deep and wide"}


def _lines(html: str) -> Iterator[Line]:
    soup = BeautifulSoup(html, "html.parser")
    for entry in (soup.select_one(".sidebar-tree") or soup).find_all("li"):
        link, switch = entry.find("a"), entry.find("input", recursive=False)
        yield Line(
            frozenset([*entry["class"], *link["class"]]),
            link["href"],
            link.text,
            switch["id"].rpartition("-")[2] if switch else "",
            bool(switch and switch.has_attr("checked")),
        )
