"""The quick reader parses a page with the settings that MyST-Parser uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, astuple
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers import options
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.slugs import github_slugify
from yaml.error import Mark
from yaml.scanner import ScannerError

from spoorboek.readers import myst, parser, references
from spoorboek.readers import options as own_options
from spoorboek.readers.configuration import Configuration

EXTENSIONS = (
    "alert", "amsmath", "attrs_block", "attrs_image", "attrs_inline", "colon_fence", "deflist", "dollarmath",
    "fieldlist", "gfm_autolink", "html_admonition", "html_image", "replacements", "section_ref", "smartquotes",
    "strikethrough", "substitution", "tasklist",
)  # fmt: skip
PLACES = ("core", "block", "inline")
LEFT_OUT = {"wordcount", *parser.OF_PARAGRAPHS}
OPTIONS = (
    "id: THEME-a", "a:", "'b' : \"c d\"", "c: 'it''s'", 'd: "a\\x41\\u00e9\\N\\\n  b"', "e: |\n  x\n   y\n\n  z",
    "f: >-\n  x\n  y", "g: a # b", "# c", "h: a\n  b\n  c", "i: >2+ # d\n    x\n", "j: 'a\n  b\n\n  c'",
    "k: [x]: *y", "l: a#b\tc", "m:\n  a", 'n: "---\n---"',
)  # fmt: skip
PARTS = (
    "a", ":", " ", "\n", "\t", "'", '"', "#", "|", ">", "-", "+", "1", "0", "---", "...", "\\", "\\q", ": ", " #",
    "\n  ", "''", "\ufeff", "\x85", "\u2028", "k: ", "%",
)  # fmt: skip
T = TypeVar("T")


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


def test_a_different_choice_of_rules_is_detected() -> None:
    theirs, _ = rules({"enable_extensions": {"deflist"}})
    _, ours = rules({})
    assert ours != theirs


def test_unset_settings_have_the_defaults_of_myst() -> None:
    theirs, ours = MdParserConfig(), asdict(myst.syntax(Configuration(Path(), Path(), {}), {}))
    assert ours == {name: type(value)(getattr(theirs, name)) for name, value in ours.items()}


def test_a_page_may_have_its_own_syntax() -> None:
    read = Configuration(Path(), Path(), {"myst_enable_extensions": ["deflist"]})
    assert myst.syntax(read, {"enable_extensions": ["colon_fence"]}).enable_extensions == {"colon_fence"}


def test_options_are_scanned_as_by_myst() -> None:
    read = 0
    for seed in range(4000):
        text = written_options(Random(seed))  # noqa: S311 - it has to write the same again: no secret
        theirs, ours = by_myst(text), by_us(text)
        assert ours == theirs, repr(text)
        read += not isinstance(theirs[0], str)
    assert read > 500


def written_options(random: Random) -> str:
    """Some options in the layouts that YAML knows, right or wrong."""
    rows = random.choices(OPTIONS, k=random.randint(1, 4))
    at = random.randrange(len(rows))
    if random.random() < 0.6:
        rows[at] = "".join(random.choices(PARTS, k=random.randint(1, 12)))
    return random.choice(("\n", "\n", "\n\n", "\r\n")).join(rows)


def by_myst(text: str) -> tuple[object, ...]:
    try:
        tokens, state = options.options_to_tokens(text)
    except options.TokenizeError as error:
        at = error.context_mark or error.problem_mark
        return error.problem, (at.line, at.column)
    places = [(token.value, token.style, astuple(token.start), astuple(token.end)) for token in flat(tokens)]
    return [value is None for _, value in tokens], places, state.comment_lines


def by_us(text: str) -> tuple[object, ...]:
    try:
        tokens, comment_lines = own_options.scan(text)
    except ScannerError as error:
        at = error.context_mark or error.problem_mark
        return error.problem, (at.line, at.column)
    places = [(token.value, token.style, place(token.start_mark), place(token.end_mark)) for token in flat(tokens)]
    return [value is None for _, value in tokens], places, comment_lines


def place(mark: Mark) -> tuple[int, int, int]:
    return mark.index, mark.line, mark.column


def flat(tokens: Iterable[tuple[T, T | None]]) -> list[T]:
    return [token for pair in tokens for token in pair if token is not None]


def test_an_invalid_character_is_an_error_too() -> None:
    with pytest.raises(ScannerError, match="found no such character"):
        own_options.scan('a: "\\UFFFFFFFF"')


@pytest.mark.parametrize("title", ["Two words", " a b ", "Één & ander: 2.1", "x_y-z", "\u4e2d\u6587 \u00df!", "?"])
def test_slugs_are_the_same(title: str) -> None:
    assert references.slug(title) == github_slugify(title)
