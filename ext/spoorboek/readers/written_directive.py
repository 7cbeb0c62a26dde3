"""Finds the location of each token of a directive in its file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate
from textwrap import dedent
from typing import TYPE_CHECKING, Final, NamedTuple

from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location, Option

if TYPE_CHECKING:
    from yaml.scanner import ScannerError
    from yaml.tokens import ScalarToken


class Row(NamedTuple):
    """A line of a directive as the parser sees it: 1-based line, 1-based column of its first character, text."""

    line: int
    column: int
    text: str


_OFTEN: Final = 24
"""Values shorter than this often repeat, so they are interned."""

# A row that options_to_tokens always reads as one key and one plain value on one line.
_SIMPLE: Final = re.compile(
    r"\s*:([A-Za-z_][\w-]*):(?: +([^\s'\"|>#][^#\t-\r]*(?:(?<! )#[^#\t-\r]*)*(?<! )))?[ ]*", re.ASCII
)


class Slip(NamedTuple):
    """A syntax error for which MyST drops all options, and its location."""

    at: Location
    reason: Message


_INTENDED: Final = re.compile(r"\s*([A-Za-z_][\w-]*+)\s*(?::\s*)?['\"]?([^\s'\":|>\\][^'\"\\]*)['\"]?")
"""A row that MyST rejects though its intended option is clear."""
_COMMENT: Final = re.compile(r"\s#")
_BEFORE: Final = ",;|\"'["
_BEHIND: Final = _BEFORE + "]"
"""Characters that may surround a target, besides blanks."""


class WrittenDirective(NamedTuple):
    """A directive as written: the location of its name, its options, their rows, and the rows of its body."""

    name_at: Location
    options: tuple[Option, ...]
    head: tuple[Row, ...]
    """The rows of options, without the colon or indentation before them and without `---`.

    Empty if all options are plain values, which are in the file as they are parsed."""
    body: tuple[Row, ...]
    touching: bool
    """The body follows the last option without a blank line."""
    slip: Slip | None = None
    comments: tuple[Location, ...] = ()
    """The locations of `#` where a comment begins among the options."""
    is_rst: bool = False

    def find(self, word: str, start: Location) -> Location:
        """The location of `word` in a value, from `start` on; `start` itself if it is written differently."""
        rows = self.body if self.body and start.line >= self.body[0].line else self.head
        for number in range(max(start.line - rows[0].line, 0), len(rows)) if rows else ():
            row = rows[number]
            if row.line > start.line and (rows is self.body or row.text[:1].strip()):
                break
            first_word, *_ = word.split(None, 1) or [word]  # the others may be on the next line
            column = row.text.find(first_word, max(start.column - row.column, 0) if row.line == start.line else 0)
            if column >= 0:
                return Location(start.file, row.line, row.column + column)
        return start


def read(file: str, lines: Sequence[str], first: int, name: str, content: str) -> WrittenDirective:
    """The directive `name` that opens on the 1-based line `first` and has this content, as its parser sees it.

    The parser removes indentation and may expand tabs, so columns are counted from the right.
    """
    opening = lines[first - 1] if first <= len(lines) else ""
    column = opening.find("{" + name + "}")
    texts = content.removesuffix("\n").split("\n") if content else []
    options = _simple(file, lines, first, texts)
    head: Sequence[Row] = ()
    slip = None
    comments: list[Location] = []
    if options is None:
        head, body = _halves(_rows(lines, first, texts))
        options, slip = _parsed(file, head, comments)
    else:
        count = len(options)
        body = _rows(lines, first + count, texts[count:])
    touching = bool(options and body and body[0].text.strip())
    at = Location(file, first, column + 2 if column >= 0 else 1)
    return WrittenDirective(at, tuple(options), tuple(head), tuple(body), touching, slip, tuple(comments))


def _rows(lines: Sequence[str], first: int, texts: Sequence[str]) -> list[Row]:
    pairs = zip(lines[first : first + len(texts)], texts, strict=False)
    return [Row(n, len(line) - len(text) + 1, text) for n, (line, text) in enumerate(pairs, first + 1)]


def _simple(file: str, lines: Sequence[str], first: int, texts: Sequence[str]) -> list[Option] | None:
    """The options if each is one key and one plain value, else None."""
    options: list[Option] = []
    new = tuple.__new__  # takes half of the time of the constructor of a tuple with names
    for number, (line, text) in enumerate(zip(lines[first : first + len(texts)], texts, strict=False), first + 1):
        match = _SIMPLE.fullmatch(text)
        if match is None:
            return None if _is_option(text) or (not options and text.startswith("---")) else options
        start = len(line) - len(text) + 1
        name, value = match.groups("")
        if len(value) < _OFTEN:
            value = sys.intern(value)
        column = start + match.start(1)
        value_column = start + match.start(2) if value else column
        options.append(new(Option, (sys.intern(name), value, file, number, column, number, value_column)))
    return options


def _halves(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows that MyST reads as options, and those of the body."""
    if not rows or not rows[0].text.startswith("---"):
        count = next((n for n, row in enumerate(rows) if not _is_option(row.text)), len(rows))
        return [_end(row, row.text.lstrip()[1:]) for row in rows[:count]], rows[count:]
    end = next((n for n, row in enumerate(rows[1:], 1) if row.text.startswith("---")), len(rows))
    texts = dedent("\n".join(row.text for row in rows[1:end])).split("\n")
    head = [_end(row, text) for row, text in zip(rows[1:end], texts, strict=False)]
    rest = [_end(row, row.text.lstrip("-").removeprefix(" ")) for row in rows[end : end + 1]]
    return head, [*(row for row in rest if row.text), *rows[end + 1 :]]


def _is_option(text: str) -> bool:
    text = text.lstrip()
    return text.startswith(":") and not text.startswith(":::")


def _end(row: Row, text: str) -> Row:
    return Row(row.line, row.column + len(row.text) - len(text), text)


def _parsed(file: str, rows: Sequence[Row], comments: list[Location]) -> tuple[list[Option], Slip | None]:
    """The options of these rows; the comments among them are added to `comments`.

    If MyST drops all options for one syntax error, each row is read as it was intended.
    """
    from yaml.scanner import ScannerError  # noqa: PLC0415 - most options are simple

    try:
        return list(_tokens(file, rows, comments)), None
    except ScannerError as error:
        first_slip = _slip(file, rows, error)
    options: list[Option] = []
    slip: Slip | None = None
    for row in rows:
        try:
            options += _tokens(file, [row], comments)
        except ScannerError as error:
            slip = slip or _slip(file, [row], error)
            options += _intended(file, row)
    return options, slip or first_slip


def _tokens(file: str, rows: Sequence[Row], comments: list[Location]) -> Iterator[Option]:
    from spoorboek.readers import options  # noqa: PLC0415 - as above

    tokens, comment_lines = options.scan("\n".join(row.text for row in rows))
    starts = [0, *accumulate(len(row.text) + 1 for row in rows)]
    ends = {token.end_mark.line: token.end_mark.column for pair in tokens for token in pair if token}
    for number in comment_lines:
        line, column, text = rows[number]
        behind = text.find("#", ends.get(number, 0))  # an empty value may end after the comment
        comments.append(Location(file, line, column + (behind if behind >= 0 else text.find("#"))))
    for key, value in tokens:
        at = _place(file, rows, starts, key)
        value_at = _place(file, rows, starts, value) if value else at
        yield Option.placed(sys.intern(key.value), value.value if value else "", at, value_at)


def _intended(file: str, row: Row) -> Iterator[Option]:
    match = _INTENDED.fullmatch(_COMMENT.split(row.text, maxsplit=1)[0].rstrip())
    if match:
        at = Location(file, row.line, row.column + match.start(1))
        yield Option.placed(match[1], match[2].rstrip(), at, Location(file, row.line, row.column + match.start(2)))


def _slip(file: str, rows: Sequence[Row], error: ScannerError) -> Slip:
    mark, problem = error.context_mark or error.problem_mark, error.problem or ""
    assert mark is not None
    row = rows[min(mark.line, len(rows) - 1)]
    column = mark.column
    if row.text[column : column + 1] == "\t":
        reason = _("MyST drops them because of the tab in this line")
    elif "end of stream" in problem:
        reason = _("the quote is not closed")
    elif "after key" in problem:
        reason = _("the name is not followed by a colon and a blank")
        column = len(row.text) - len(row.text.lstrip())
    else:
        reason = _("MyST-Parser reports: {problem}", problem=problem)
    return Slip(Location(file, row.line, row.column + column), reason)


def _place(file: str, rows: Sequence[Row], starts: Sequence[int], token: ScalarToken) -> Location:
    """The location of the text of a token, after its opening quote."""
    row = rows[token.start_mark.line]
    column = token.start_mark.index - starts[token.start_mark.line] + (token.style in ("'", '"'))
    return Location(file, row.line, row.column + column)


def target(word: str, start: Location, last: int, lines: Sequence[str]) -> Location:
    """The location of a target in a value from `start` to line `last`; `start` if it is not found."""
    for number in range(start.line, min(last, len(lines)) + 1):
        column = _find(word, lines[number - 1], start.column - 1 if number == start.line else 0)
        if column >= 0:
            return Location(start.file, number, column + 1)
    return start


def _find(word: str, text: str, start: int) -> int:
    """The offset of a separate word in a value from `start` on; -1 if there is none."""
    column = text.find(word, start)
    while column >= 0:
        end = column + len(word)
        if _is_between(text[column - 1 : column], _BEFORE) and _is_between(text[end : end + 1], _BEHIND):
            return column
        column = text.find(word, column + 1)
    return -1


def _is_between(character: str, marks: str) -> bool:
    """Whether a character, or "" at the end of a line, separates targets."""
    return character in marks or character.isspace()
