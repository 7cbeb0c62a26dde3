"""The pieces of a text found without the Markdown parser are those found with it."""

from __future__ import annotations

import random
from collections import Counter

from spoorboek.readers.markup import Pieces, Reader
from spoorboek.readers.myst import Syntax

PIECES = (
    *("abc ", "Abc. ", "(d), ", "KTN-a ", "https://a.nl/b ", "www.c.nl. ", "[a b](#KTN-c)", "[d](../e.md#f)", "[g](h)"),
    *("`code`", "`[i](#j)`", "`{need}`", "`<k>`", "`$l`", "`a\\`", "[m]{.language-nl}", "[*n*]{.language-pt-br}"),
    *("*o* ", "**p** ", "` q`", "``r``", "[s]", "[", "]", "{t}", "`", "<u>", "$", "\\", "!", "![v](w)", "{.x}", "\n"),
    *("_y_ ", "(#z)"),
)
SYNTAXES = [Syntax(frozenset(extensions.split())) for extensions in ("", "attrs_inline", "attrs_inline dollarmath")]


def pieces(found: Pieces) -> tuple[Counter[str], Counter[str]]:
    return Counter(found.targets), Counter(found.markup)


def test_a_plain_text_has_the_pieces_that_the_parser_finds() -> None:
    dice, plain = random.Random(14), 0  # noqa: S311 - it makes up texts
    for syntax in SYNTAXES:
        reader = Reader(syntax, lambda word: word.startswith("KTN-"))
        parsing = Reader(syntax, reader.is_id)
        parsing.__dict__["reads_plainly"] = False
        for _ in range(700):
            weights = [9 if number < 19 else 1 for number in range(len(PIECES))]
            text = "".join(dice.choices(PIECES, weights, k=dice.randrange(1, 7))).strip()
            plain += reader._plain_text.fullmatch(text) is not None
            assert pieces(reader.text(text)) == pieces(parsing.text(text)), text
            assert pieces(reader.paragraph(text, {})) == pieces(parsing.paragraph(text, {})), text
    assert plain > 700
