"""Nesting and sizes beyond the limits are reported in one line with the location."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbooks import ground, settle
from tests.parity.bench import by_hand, read

DEEP = 300


def fences(name: str, within: str = "x") -> str:
    begin = "".join(f"{':' * (DEEP + 3 - n)}{name}\n" for n in range(DEEP))
    return f"# Kop\n\n{begin}{within}\n" + "".join(f"{':' * (4 + n)}\n" for n in range(DEEP))


def lines(line: str, by: int) -> str:
    return "".join(f"{' ' * (by * n)}{line}\n\n" for n in range(DEEP))


MANY_SIGNS = "docs/p.md:3:1: error: a paragraph has more than {} of the characters [ < {{; make more paragraphs of it"
AUTOLINK = "---\nmyst: {enable_extensions: [gfm_autolink]}\n---\n"
MANY_FENCES = "docs/p.md:53:1: error: fences are nested 51 deep; nest them at most 50 deep"
PAGES = {
    "directives": (fences("{note}"), MANY_FENCES),
    "items": (fences("{theme} T"), MANY_FENCES),
    "fences without a name": (fences(""), MANY_FENCES),
    "directives that are left to the build": (fences("{class} a"), MANY_FENCES),
    "HTML in these": (fences("{class} a", "<b>x</b>"), MANY_FENCES),
    "pictures in a paragraph": (f"# Kop\n\n{'![a](b.png)' * 20_001}\n", MANY_SIGNS.format(20000)),
    "titled links in a paragraph": ("# Kop\n\n" + '[a](#KTN-grond "b") ' * 20_001, MANY_SIGNS.format(20000)),
    "links in a heading": (f"# Kop\n\n## {'[a](#KTN-grond) ' * 20_001}\n", MANY_SIGNS.format(20000)),
    "addresses that are links": (
        f"{AUTOLINK}{'<http://a [b](#KTN-grond) ' * 1_001}\n",
        MANY_SIGNS.format(2000).replace(":3:", ":4:"),
    ),
    "directives of reStructuredText": (
        f"# Kop\n\n```{{eval-rst}}\n{lines('.. note::', 3)}```\n",
        "docs/p.md:106:154: error: lines are indented 51 levels deep; nest them at most 50 deep",
    ),
    "a page in reStructuredText": (
        f"Kop\n===\n\n{lines('- x', 2)}",
        "docs/p.rst:106:103: error: lines are indented 51 levels deep; nest them at most 50 deep",
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_that_is_too_deep_or_full_stops_with_its_place(case: str, tmp_path: Path) -> None:
    page, expected = PAGES[case]
    file = expected.partition(":")[0]
    assert read(by_hand, ground(tmp_path).write({f"../{file}": page})).stopped == (expected,)


# The bad value of a register, and where that is told.
VALUES: dict[str, Callable[[int], str]] = {
    "lists": lambda n: f"waive = {'[' * n}{']' * n}\n",
    "tables": lambda n: f"waive = {'{a=' * n}1{'}' * n}\n",
}


@pytest.mark.parametrize("case", VALUES)
@pytest.mark.parametrize("depth", [150, 400, 5000])
def test_a_value_that_is_too_deep_stops_with_its_place(case: str, depth: int, tmp_path: Path) -> None:
    book = ground(tmp_path)
    (book.conf / "waivers.toml").write_text(VALUES[case](depth), encoding="utf-8")
    (line,) = read(by_hand, book).stopped
    message = r"conf/waivers\.toml:1:\d+: error: values are nested more than 64 deep; nest them less deep"
    assert re.fullmatch(message, line)


@pytest.mark.parametrize("steps", [51, 3000])
def test_a_path_of_too_many_steps_stops_with_its_place(steps: int, tmp_path: Path) -> None:
    book = ground(tmp_path)
    path = ", ".join(['">part_of"'] * steps)
    settle(book.conf, r"^(paths = )\[\[.*\]\](?![\s\S]*^paths)", rf"\1[[{path}]]")
    (line,) = read(by_hand, book).stopped
    assert re.fullmatch(rf"conf/ubproject\.toml:\d+:10: error: a path has {steps} steps; use at most 50", line)
