"""The quick reader takes the same files for pages as Sphinx does."""

from __future__ import annotations

import re
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from sphinx.project import Project

from spoorboek.model.errors import SpoorboekError
from spoorboek.readers import pages
from spoorboek.readers.configuration import Configuration

FILES = (
    "index.md", "a.md", "a.txt", "b.markdown", "map/index.md", "map/a.md", "map/_sources/x.md",
    "_sources/y.md", "map/.#a.md", ".#b.md", "map/deep/x.md", "x.lproj/a.md", "_templates/page.md", "_static/page.md",
    "[a].md", "a[1].md", "map-2/a b.md", "é.md", "_drafts/a.md", "map/one.rst", ".hidden/a.md",
)  # fmt: skip
PARTS = st.sampled_from(
    ["**", "*", "?", "/", "a", "map", ".md", "[a-m]", "[!a]", "[]a]", "[", "^", "_", "deep", "\\", "é", "[^a]"]
)
PATTERNS = st.lists(st.lists(PARTS, min_size=1, max_size=4).map("".join), max_size=3)


def tree(folder: Path) -> Path:
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Page\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tree(tmp_path_factory.mktemp("docs"))


def pages_found(docs: Path, **values: object) -> set[str]:
    return set(pages.find(Configuration(docs, docs, {"extensions": ["myst_parser"], **values})))


@pytest.mark.filterwarnings("ignore:Possible (nested set|set):FutureWarning")
@hypothesis.settings(deadline=None, max_examples=300, derandomize=True)
@hypothesis.given(excluded=PATTERNS, included=PATTERNS)
def test_patterns_match_as_in_sphinx(docs: Path, excluded: list[str], included: list[str]) -> None:
    hers = Project(docs, {".rst": "restructuredtext", ".md": "markdown"})
    try:
        expected = hers.discover([*excluded, "_templates", "_static"], included or ["**"])
    except re.error:
        with pytest.raises(SpoorboekError, match="cannot be followed"):
            pages_found(docs, exclude_patterns=excluded, include_patterns=included or ["**"])
        return
    ours = pages_found(
        docs,
        exclude_patterns=excluded,
        include_patterns=included or ["**"],
        templates_path=["_templates"],
        html_static_path=["_static"],
    )
    assert ours == expected


def test_a_suffix_of_its_own_is_followed(tmp_path: Path) -> None:
    docs = tree(tmp_path)
    hers = Project(docs, {".markdown": "markdown", ".md": "markdown"}).discover()
    assert pages_found(docs, source_suffix={".markdown": "markdown", ".md": "markdown"}) == hers


def test_a_folder_that_is_a_link_is_followed(tmp_path: Path) -> None:
    docs = tree(tmp_path / "docs")
    elsewhere = tree(docs / "elsewhere")
    (docs / "linked").symlink_to(elsewhere, target_is_directory=True)
    hers = Project(docs, {".rst": "restructuredtext", ".md": "markdown"}).discover(["_templates", "_static"])
    assert "linked/a" in hers
    assert pages_found(docs, templates_path=["_templates"], html_static_path=["_static"]) == hers
