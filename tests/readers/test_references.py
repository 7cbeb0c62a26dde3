"""References found without the Markdown parser are those that the parser finds."""

from __future__ import annotations

import random
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from spoorboek.readers import myst, references
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.references import Scope

PLAIN = (
    "[a](#KTN-a)",
    "[a](<#KTN-b>)",
    "[](#x)",
    "{need}`GR-C1`",
    "{need}`w <GR-C2>`",
    "`[a](#q)`",
    "<project:#KTN-z>",
    " a ",
    "[a](b.md)",
    "[a `b` c](../x/y_z.md#q)",
    "[`a`](https://e.x/a-b/c_d)",
    "[a](https://e.x)",
    "“a” – b",
)
MARKUP = (
    *("[a b", "](#c)", "[", "]", "(", ")", "{need}`!x`", "{need}`a.b`", "{ref}`a`", "``", "`", "<b>", "<", "![a](#i)"),
    *("!", "**", "*", "_", "~~", "&#91;", "\\", "\n", "  \n", '"', ":", "%", "#", "|", "{.x}", "{external=1}", "{#y}"),
    *("{", "}", "{need}", "^", "[^a]", "[r]", "[a][r]", "$", "https://e.x/", "www.a.b", '[a](#c "t")', "[a](b.md)"),
    "{{v}}",
)
EXTENSIONS = ("attrs_inline", "dollarmath", "substitution", "strikethrough", "gfm_autolink", "section_ref", "linkify")
NAMES = {"references": {"R": {"title": "", "href": "#KTN-r", "map": [0, 1]}}}


def scope(*extensions: str) -> Scope:
    syntax = myst.syntax(Configuration(Path(), Path(), {"myst_enable_extensions": extensions}), {})
    return Scope(syntax, NAMES, Path(), Path())


IDS = [scope("attrs_inline"), scope("attrs_inline", "dollarmath")]


def test_a_plain_paragraph_refers_to_what_the_parser_finds() -> None:
    dice = random.Random(12)  # noqa: S311 - no secret
    scopes = [scope(), scope(*EXTENSIONS), *map(scope, EXTENSIONS)]
    plain = 0
    for _try in range(4_000):
        paragraph = "".join(dice.choice(PLAIN if dice.random() < 0.5 else MARKUP) for _ in range(dice.randint(1, 6)))
        read_by = dice.choice(scopes)
        if read_by.reads_plainly and references._PLAIN.fullmatch(paragraph):
            plain += 1
            parsed = list(references._parsed_references(read_by.tokens(paragraph), read_by))
            assert list(references._plain_references(paragraph, read_by)) == parsed, paragraph
    assert plain > 500


def test_the_ids_and_the_slug_of_a_paragraph_are_those_of_the_parser() -> None:
    dice = random.Random(12)  # noqa: S311 - no secret
    signs = (
        "`",
        "``",
        "{#a}",
        "[b]{#c}",
        " ",
        "d",
        "(e)",
        "F-g: ",
        "\\",
        "<",
        "<i>",
        "$",
        "`h`",
        "`[j](#k)`",
        "\n",
        "]",
        "[",
    )
    plain = 0
    for _try in range(3_000):
        text = "".join(dice.choice(signs) for _ in range(dice.randint(1, 7))).strip()
        read_by = dice.choice(IDS)
        tokens = read_by.tokens(text)
        assert list(read_by.names(text)) == [token.attrs["id"] for token in tokens if "id" in token.attrs], text
        plain += references._PLAIN_HEADING.fullmatch(text) is not None
        if "\n" not in text:
            contents = (token.content for token in tokens if token.type in {"text", "code_inline"})
            assert read_by.slug(text) == references.slug("".join(contents)), text
    assert plain > 200


def test_a_role_is_read_as_its_plugin_reads_it() -> None:
    dice = random.Random(12)  # noqa: S311 - no secret
    theirs, ours = MarkdownIt("commonmark").use(myst_role_plugin), scope()
    signs = ("{need}", "`", "``", "{a:b-c+1_}", "{", "}", "a", "\\", "\n", "[", "](#b)", "{é}", "{}", " ")
    for _try in range(2_000):
        paragraph = "".join(dice.choice(signs) for _ in range(dice.randint(1, 9)))
        parsed: list[Token] = []
        theirs.inline.parse(paragraph, theirs, {}, parsed)
        assert [(token.type, token.content, token.meta) for token in ours.tokens(paragraph)] == [
            (token.type, token.content, token.meta) for token in parsed
        ]
