"""Four times as long a page is about four times the work, by the processor's own clock.

What looks back at all that came before, for each of many, would be sixteen times it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping

import pytest

from spoorboek.config import settings, settings_file
from spoorboek.config.settings import Settings
from spoorboek.model import fingerprint
from spoorboek.readers import configuration, items, markdown, rst
from spoorboek.readers.configuration import Configuration
from spoorboek.source import joining, proof, sentences
from tests.handbooks import Handbook, ground, new_settings

MOST = 9.0
LEAST = 0.4
"""Seconds: so little is no sign of anything. Work by the square, of as much as is read here, takes far more."""
LINK = "[a](#KTN-grond)"
ITEM = ":::{{chain}} Care\n:id: KTN-{0}\n:grounded_in: GR-P1-S1\n{1}\n:::\n\n"


def item(options: str = "", body: str = "") -> str:
    return ITEM.format("x", options + body)


# A page, by how much of something it has.
LINES: dict[str, Callable[[int], str]] = {
    "blanks in a role": lambda n: "{need}`a" + " " * n + "x`",
    "signs in a role": lambda n: "{need}`" + "<" * (n // 8) + "x`",
    "blanks in a heading": lambda n: f"## a{' ' * n}x",
    "blanks in a term": lambda n: f":::{{glossary}}\nterm{' ' * n}x\n  {LINK}\n:::",
    "blanks behind a link that is none": lambda n: f"![a](b.png) ](<{' ' * n}x",
    "blanks before an option": lambda n: item(body=f"\n{' ' * n}:part_of"),
    "blanks in an option": lambda n: item(f":part_of: KTN-grond{' ' * n}#"),
    "comments that nobody closes": lambda n: item(body="\na " + "<!--" * (n // 8)),
    "underscores in a word": lambda n: item(body=f"\na{'_' * n}b"),
    "attributes that nobody closes": lambda n: f"![a](b.png) {{{'onx=1 ' * (n // 8)}",
    "footnotes that nobody closes": lambda n: f"```{{eval-rst}}\n{'[^a' * n}\n{LINK}\n```",
    "targets that nobody closes": lambda n: f"```{{eval-rst}}\n{'(a' * n}\n{LINK}\n```",
    "blank lines in meta": lambda n: f":::{{meta}}\n:a: b\n\n{chr(10) * n}x\n:::",
}
MANY: dict[str, Callable[[int], str]] = {
    "links on a line": lambda n: f"{LINK} " * n,
    "other links on a line": lambda n: "".join(f"[a](#KTN-{i}) " for i in range(n)),
    "links that are written otherwise": lambda n: "".join(f"[a](#KTN-%41{i}) " for i in range(n)),
    "words that a link may mean": lambda n: "KTN-grond " * n + "[a](#KTN-%67rond) " * n,
    "cells of a row": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + f"|{LINK}" * n + "|",
    "pictures in a row": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|![a](https://b/c.png)" * n + "|",
    "attributes on a line": lambda n: "[a]{onx=1} `b` " * n,
    "targets in an option": lambda n: item(f":part_of: '{', '.join(f'KTN-{i}' for i in range(n))}'"),
    "lines of an option": lambda n: (
        f":::{{chain}} Care\n---\nid: KTN-x\npart_of:\n{'  KTN-grond,' + chr(10)}" * 1
        + "  KTN-more,\n" * n
        + "---\n:::"
    ),
    "options in quotes": lambda n: item("".join(f":o{i}: 'a'\n" for i in range(n))),
    "options without a colon": lambda n: item("".join(f":o{i} a\n" for i in range(n))),
    "options in the text": lambda n: item(body="\n" + ":part_of: KTN-grond\n" * n),
    "items": lambda n: "".join(ITEM.format(i, "") for i in range(n // 4)),
    "items that are lost": lambda n: "".join(ITEM.format(i, "")[1:] for i in range(n // 4)),
    "items in a comment": lambda n: "<!--\n" + "".join(ITEM.format(i, "") for i in range(n // 4)) + "-->",
    "comments in an item": lambda n: item(body="\n" + "% a\n" * n),
    "HTML comments in an item": lambda n: item(body="\n" + "<!-- a -->\n" * n),
    "directives of reStructuredText": lambda n: "```{eval-rst}\n" + ".. raw:: html\n\n   a\n\n" * (n // 2) + "```",
    "items in reStructuredText": lambda n: "".join(
        f".. chain:: Care\n   :id: KTN-{i}\n\n.. raw:: html\n\n   a\n\n" for i in range(n // 2)
    ),
    "texts of front matter": lambda n: (
        "---\nmyst:\n  substitutions:\n" + "".join(f"    k{i}: <b>{i}\n" for i in range(n // 4)) + "---\n"
    ),
    "lines of front matter": lambda n: "---\n" + "a: b\n" * n + "---\n",
    "targets": lambda n: "".join(f"(t{i})=\n" for i in range(n)) + LINK,
    "fences": lambda n: f":::{{note}}\n{LINK}\n:::\n\n" * (n // 2),
    "sentences that a source says it has": lambda n: (
        f":::{{source}} Programme\n:id: BRN-x\n:publisher: A\n:licence: unknown\n:sentences: {n * 10_000}\n:::"
    ),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    book = ground(tmp_path_factory.mktemp("handbook"))
    own_configuration = configuration.read(book.docs, book.conf)
    own_settings = settings_file.read(book.conf / settings.FILE, settings.FILE)
    return lambda page: _read(book, own_configuration, own_settings, page)


def _read(book: Handbook, configuration: Configuration, own_settings: Settings, page: str) -> None:
    is_rst = page.startswith("..")
    path = book.docs / ("long.rst" if is_rst else "long.md")
    heading = "Long\n====" if is_rst else "# Long"
    path.write_text(page if page.startswith("---") else f"{heading}\n\n{page}\n", encoding="utf-8")
    markdown.programme(configuration, own_settings, lambda name: False)
    path.unlink()


def seconds(do: Callable[[], object]) -> float:
    """CPU time, without that of looking through all that other tests left in memory."""
    gc.disable()
    started = time.process_time()
    try:
        do()
        return time.process_time() - started
    finally:
        gc.enable()


def is_about_linear(do: Callable[[int], object], n: int) -> bool:
    """Does four times as much take about four times as long, in one of three tries?"""
    for _try in range(3):
        many = seconds(lambda: do(4 * n))
        if many < LEAST or many < MOST * seconds(lambda: do(n)):
            return True
    return False


CASES: Mapping[str, tuple[Callable[[int], str], int]] = {
    **{name: (write, 25_000) for name, write in LINES.items()},
    **{name: (write, 1_000) for name, write in MANY.items()},
}


@pytest.mark.parametrize("case", CASES)
def test_four_times_as_long_a_page_is_about_four_times_the_work(case: str, read: Callable[[str], None]) -> None:
    write, n = CASES[case]
    assert is_about_linear(lambda count: read(write(count)), n)


# Other texts than pages.
TEXTS: dict[str, Callable[[int], object]] = {
    "dots in a text": lambda n: [*sentences.spans("a" + "." * n + "b")],
    "sentences between brackets": lambda n: [*sentences.spans("(A b. C d.) E f. " * (n // 20))],
    "abbreviations": lambda n: [*sentences.spans("art. " * (n // 5))],
    "lines of a paragraph": lambda n: joining.joined(["a word that is bro-", "ken over lines"] * (n // 20)),
    "letters of a word": lambda n: proof.between("a" * n, "b" * n),
    "words that were broken": lambda n: proof.between(
        "".join(f"b{i}- c{i} " for i in range(n // 20)), " ".join(f"b{i}c{i}" for i in range(n // 20))
    ),
    "letters of an item": lambda n: fingerprint.of_item("", "a" * n + "_" * n + "b", {}),
}


@pytest.mark.parametrize("case", TEXTS)
def test_four_times_as_long_a_text_is_about_four_times_the_work(case: str) -> None:
    assert is_about_linear(TEXTS[case], 25_000)


def test_quadratic_work_is_detected() -> None:
    assert not is_about_linear(lambda n: [other for _ in range(n) for other in range(n)], 1_000)


def test_links_over_many_lines_of_restructuredtext_too() -> None:
    def place(n: int) -> None:
        lines = [".. chain:: Care", "   :id: KTN-x", "   :part_of:", *(f"      KTN-{i}," for i in range(n))]
        written = rst.directive("p.rst", lines, 1, "chain")
        item = rst.placed(items.item(written, "chain", "Care", "p", new_settings()), lines)
        assert item.links[-1].at == ("p.rst", n + 3, 7)

    assert is_about_linear(place, 500)
