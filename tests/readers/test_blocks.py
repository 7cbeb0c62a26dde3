"""The blocks found without the Markdown parser are those that the parser finds."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from spoorboek.readers import blocks, myst
from spoorboek.readers.myst import Syntax

EVERYTHING = (
    "amsmath attrs_block attrs_inline colon_fence deflist dollarmath fieldlist gfm_autolink html_admonition html_image "
    "replacements section_ref smartquotes strikethrough substitution tasklist alert"
)
SYNTAXES = [Syntax(frozenset(names.split())) for names in ("", "attrs_block attrs_inline colon_fence", EVERYTHING)]
PARSERS = [(syntax, myst.parser(syntax)) for syntax in SYNTAXES]
SIMPLE = (
    *("Abc", "abc  ", "2024 was", "9,9 x", "'q' r", "“q” r", "§ 3", "`code` x", "``co`de`` y", "**B** x", "**`b`** x"),
    *("0.8 s", "*i* x", "(a b) c", "[a](b) c", "[a] c", "[a][b] c", "# H", "## H ##", "- item", "- `x` y", "- **x**"),
    *("- [a](b)", "  abc", "  `x` y", "---", "language: en", "| a |", "|a|", "|-|", "|---|---|", "| - | :-: |"),
    *("| a | b |", "```", ":::", "::: {x}", "abc\u00a0", "", "", "", "", "1. x", "2. `y`", "2024. was", "   abc"),
    *("   ```", "  ```", "     z", ": d", ": `e`", "  - i", "   - j", "   1. k"),
)
OTHER = (
    *("1.0) x", "1) x", "~~~", "* item", "***", "*", "- [x] y", "- [ ] y", "- [a]: b", "- * x", "- 1. x", "-", "--"),
    *("- - x", "- | -", "-- | --", "||", "| a \\| b | c |", "| a | b", "a | b", "(x)=", "(a)= x", "(a", "x)="),
    *("- (x)=", "[a]: http://x", "[^1]: foot", "[a", "b]: http://y", "[x] q", "{.cls}", "{{ sub }}", "% comment"),
    *("+++", "$$", "\\begin{equation}", "> quote", "> | a |", "<div>", "<!-- c -->", "    code", "  - nested", "\tabc"),
    *("   abc", ": def", "~ def", ":name: v", "===", "#### H", "...", "abc\\", "- # H", "- ```", "  ```", "  ---"),
)
LINES = st.one_of(st.sampled_from(SIMPLE), st.sampled_from(SIMPLE), st.sampled_from(SIMPLE + OTHER))


@pytest.mark.parametrize(("syntax", "parser"), PARSERS, ids=["plain", "ours", "everything"])
@hypothesis.settings(deadline=None, max_examples=400, derandomize=True, database=None)
@hypothesis.example(lines=["a|b", "|-|", "| a |"])
@hypothesis.example(lines=["1. x", "", "   ```", "   abc", "", "    de", "   ```", "", "   abc", "2. `y`", "", "Abc"])
@hypothesis.example(lines=["Abc", ": d", "  abc", "  `x` y", "", "abc", ": `e`", "", "Abc"])
@hypothesis.example(lines=["- item", "  1. x", "", "     abc", "", "# H"])
@hypothesis.given(lines=st.lists(LINES, min_size=1, max_size=8))
def test_simple_blocks_are_those_of_the_parser(syntax: Syntax, parser: MarkdownIt, lines: list[str]) -> None:
    simple = blocks.simple_blocks(lines, syntax)
    if simple is not None:
        names: dict[str, Any] = {}
        assert simple == blocks.parsed_blocks("\n".join(lines), parser, names)
        assert names == {}


@pytest.mark.parametrize(
    "text",
    [
        "---\nlanguage: en\n---\n# Title\n\nText with `code`.\n`More` of it.\n",
        "Text:\n- one\n  more\n- [two](x.md)\n\n- three\n\nText\n",
        "| a | b |\n|---|:-:|\n| `c` | [d](e) |\n|| f |\n",
    ],
)
def test_most_pages_need_no_parser(text: str) -> None:
    assert blocks.simple_blocks(text.split("\n"), SYNTAXES[1])
