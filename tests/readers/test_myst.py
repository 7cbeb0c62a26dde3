"""The quick reader parses a page by the same rules as MyST-Parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers import options
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.slugs import github_slugify

from spoorboek.readers import myst, myst_options, parser, references
from spoorboek.readers.configuration import Configuration

EXTENSIONS = (
    "alert", "amsmath", "attrs_block", "attrs_image", "attrs_inline", "colon_fence", "deflist", "dollarmath",
    "fieldlist", "gfm_autolink", "html_admonition", "html_image", "replacements", "section_ref", "smartquotes",
    "strikethrough", "substitution", "tasklist",
)  # fmt: skip
PLACES = ("core", "block", "inline")
LEFT_OUT = {"wordcount", *parser.OF_PARAGRAPHS}


def rules(values: dict[str, object]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The active rules of MyST-Parser and of ours under the same settings, by the place they work in."""
    sets = {name: set(value) if isinstance(value, tuple) else value for name, value in values.items()}
    theirs = create_md_parser(MdParserConfig(**sets), RendererHTML).get_active_rules()
    read = Configuration(Path(), Path(), {f"myst_{name}": value for name, value in values.items()})
    ours = myst.parser(myst.syntax(read, {})).get_active_rules()
    return tuple(
        {at: [rule for rule in parser[at] if rule not in LEFT_OUT] for at in PLACES} for parser in (theirs, ours)
    )  # type: ignore[return-value]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_extension_brings_the_same_rules(extension: str) -> None:
    theirs, ours = rules({"enable_extensions": {extension}})
    assert ours == theirs


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"enable_extensions": EXTENSIONS},
        {"commonmark_only": True},
        {"gfm_only": True},
        {"disable_syntax": ["table", "emphasis"]},
    ],
    ids=str,
)
def test_settings_choose_the_same_rules(values: dict[str, object]) -> None:
    theirs, ours = rules(values)
    assert ours == theirs


def test_another_choice_would_be_caught() -> None:
    theirs, _ = rules({"enable_extensions": {"deflist"}})
    _, ours = rules({})
    assert ours != theirs


def test_settings_that_nobody_sets_are_those_of_myst() -> None:
    theirs = MdParserConfig()
    ours = myst.syntax(Configuration(Path(), Path(), {}), {})
    assert set(ours.url_schemes) == set(theirs.url_schemes)
    assert (ours.heading_anchors, ours.all_links_external) == (theirs.heading_anchors, theirs.all_links_external)
    assert ours.dmath == tuple((name, getattr(theirs, f"dmath_{name}")) for name, _ in ours.dmath)
    assert ours.sub_delimiters == tuple(theirs.sub_delimiters)


def test_a_page_may_have_its_own_syntax() -> None:
    read = Configuration(Path(), Path(), {"myst_enable_extensions": ["deflist"]})
    assert myst.syntax(read, {"enable_extensions": ["colon_fence"]}).enable_extensions == {"colon_fence"}


def test_options_are_read_by_the_same_file_below_its_head() -> None:
    head, quotes, code = Path(myst_options.__file__).read_text(encoding="utf-8").partition('"""')
    assert all(line.startswith("#") for line in head.splitlines())
    assert quotes + code == Path(options.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ["Two words", " a b ", "Één & ander: 2.1", "x_y-z", "\u4e2d\u6587 \u00df!", "?"])
def test_slugs_are_the_same(title: str) -> None:
    assert references.slug(title) == github_slugify(title)
