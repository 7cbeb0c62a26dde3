"""The tree of pages beside a page is the one that Sphinx makes, to the byte, and is made without the items."""

from __future__ import annotations

import pytest
from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.docutils import docutils_namespace, patch_docutils

from spoorboek.sphinxext.pages.navigation import without_headings
from tests import breaks
from tests.handbooks import ground

TREE = """\
# Deep

## A heading

### Deeper

```{toctree}
leaf
```

## Another

```{only} html
## Only here
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    """A handbook whose pages lead to other pages from headings of any depth, read and not written."""
    handbook = ground(tmp_path_factory.mktemp("tree"))
    handbook.write({"deep.md": TREE, "leaf.md": f"# Leaf\n\n{breaks.chain('KTN-leaf')}\n{breaks.chain('KTN-more')}"})
    toctree = "```{{toctree}}\n:{}:\n\ndeep\nother\n```\n"
    breaks.add(f"## All\n\n{toctree.format('maxdepth: 2')}\n{toctree.format('hidden')}", "docs/index.md")(handbook)
    with patch_docutils(str(handbook.conf)), docutils_namespace():
        out = handbook.folder / "out"
        app = Sphinx(handbook.docs, handbook.conf, out, out / "trees", "html", status=None, warning=None)
        app.builder.read()
    return app


@pytest.mark.parametrize("depth", [-1, 0, 1, 2, 3])
@pytest.mark.parametrize("page", ["index", "deep", "leaf", "other"])
def test_the_titles_are_those_that_sphinx_finds(page: str, depth: int, built: Sphinx) -> None:
    env = built.env

    def titles() -> str:
        found = global_toctree_for_doc(
            env, page, built.builder, tags=built.tags, collapse=False, titles_only=True, maxdepth=depth
        )
        return str(found)

    whole, expected = env.tocs, titles()
    env.tocs = {name: without_headings(toc) for name, toc in whole.items()}
    try:
        assert titles() == expected
    finally:
        env.tocs = whole
    assert "Leaf" in expected or depth > 0


def test_no_item_is_left_in_it(built: Sphinx) -> None:
    leaf = built.env.tocs["leaf"]
    assert leaf.astext().count("A chain") == 2
    assert without_headings(leaf).astext() == "Leaf"
    assert leaf.astext().count("A chain") == 2
