"""Broken pages and settings, generated from a number, so that the same number gives the same files again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

TOKENS = (
    *(b"```", b"````", b":::", b"::::", b"~~~", b"---", b"+++", b"%", b"> ", b"- ", b"1. ", b"    ", b"\t", b"|"),
    *(b"\n\n", b":::{theme} x\n:id: THM-x\n", b"```{thme}\n", b"{need}`", b"[", b"](", b"](#THM-x)", b"[a]: #THM-x\n"),
    *(b"[^1]: ", b"`", b"```{include} index.md\n```\n", b"```{include} fuzz.md\n```\n", b"```{include} /\n```\n"),
    *(b"```{include} \x00\n```\n", b"```{include} ..\n```\n", b"```{include} " + b"a" * 300 + b"\n```\n"),
    *(b":start-line: 999999999999999999999\n", b"(x)=\n", b"![x](", b"![x](a/**b.*)\n", b".*)", b"```{image} "),
    *(b"```{literalinclude} ../x\n```\n", b"```{figure} https://x/y.*\n```\n", b"{download}`x <"),
    *(b"~~~{csv-table}\n:file: ", b"a" * 300 + b"/b.*)\n", b"\x00", b"\r", b"\r\n", b"\x0b", b"\x0c", b"\x1b[31m"),
    *(b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"\xe2\x80\xae"),
    *(b"\xf0\x9d\x90\x80", b"e\xcc\x81", b"\xef\xbf\xbe", b"\xf4\x8f\xbf\xbf", b"<!--", b"-->", b"<div>", b"</div>"),
    *(b"{{", b"}}", b"$$", b"&#x110000;", b"&#0;", b"\\", b"*", b"**", b"_", b"<", b">", b":id: ", b":theme: ", b'"'),
    *(b"'", b"|", b"#", b": ", b"{", b"}", b"[[", b"]]", b"[[trace.require]]\n", b"= ", b"[a.b]\n"),
    *(b"1979-05-27T07:32:00Z", b"99999999999999999999", b"-1", b"nan", b"inf", b"true", b"''", b'""""""', b"0x1G"),
    *(b"2024-02-30", b"myst:\n  enable_extensions: [dollarmath]\n", b"myst: {", b"&a [*a]\n", b"!!python/object x\n"),
    b"heading_anchors: x\n",
)


def mutated(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """The page, broken one to eight times over, sometimes with pieces of others."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        page = random.choice(WAYS)(random, page, pages)
    return page[:200_000]


def _span(random: Random, page: bytes) -> tuple[int, int]:
    start = random.randrange(len(page) + 1)
    return start, min(len(page), start + random.choice((1, 4, 30, 300)))


def flipped(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    changed = bytearray(page)
    for _ in range(random.choice((1, 1, 5, 20)) if page else 0):
        changed[random.randrange(len(changed))] = random.choice(
            (random.randrange(256), random.choice(b"`:~>-#[](){}\n \t"))
        )
    return bytes(changed)


def without(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    start, end = _span(random, page)
    return page[:start] + page[end:]


def doubled(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    start, end = _span(random, page)
    return page[:start] + page[start:end] * random.choice((2, 2, 3, 50)) + page[end:]


def spliced(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    other = random.choice(pages)
    start, end = _span(random, other)
    at = random.randrange(len(page) + 1)
    return page[:at] + other[start:end] + page[at:]


def cut(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    return page[: random.randrange(len(page) + 1)]


def salted(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    for _ in range(random.choice((1, 1, 3, 10))):
        at = random.randrange(len(page) + 1)
        page = page[:at] + random.choice(TOKENS) * random.choice((1, 1, 1, 2, 40)) + page[at:]
    return page


def lines_moved(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    rows = page.split(b"\n")
    for _ in range(random.choice((1, 3, len(rows)))):
        rows.insert(random.randrange(len(rows) + 1), rows.pop(random.randrange(len(rows))))
    return b"\n".join(rows)


def indented(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    by = random.choice((b"> ", b"  ", b"\t", b"- ", b">", b"    ", b"% ", b"| ")) * random.choice((1, 1, 3, 30))
    return by + page.replace(b"\n", b"\n" + by)


def fenced(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    for _ in range(random.choice((1, 2, 60))):
        mark = random.choice((b":::::", b"`````", b"~~~~~~"))
        page = b"%s{%s}\n%s\n%s\n" % (
            mark,
            random.choice((b"note", b"theme", b"code", b"", b"thme", b"only")),
            page,
            mark,
        )
    return page


def with_other_characters(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    signs = "".join(chr(random.choice((random.randrange(0x110000), random.randrange(0x300)))) for _ in range(20))
    at = random.randrange(len(page) + 1)
    return page[:at] + signs.encode("utf-8", "surrogatepass") + page[at:]


def with_other_line_ends(random: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    return page.replace(b"\n", random.choice((b"\r", b"\r\n", b"\n\r", b"\n\n", b"", b"\xe2\x80\xa8")))


Way = Callable[[Random, bytes, Sequence[bytes]], bytes]
WAYS: tuple[Way, ...] = (
    *(flipped, without, doubled, spliced, cut, salted, lines_moved, indented, fenced),
    *(with_other_characters, with_other_line_ends),
)
