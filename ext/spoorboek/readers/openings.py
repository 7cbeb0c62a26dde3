"""Finds lines that look like the opening of an item, whether or not the parser accepts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

_MARKS: Final = re.compile(r"::|``|~~|\.\.|:id:")
"""Every such line contains one of these."""
_PLAIN: Final = re.compile(r"[^\W\d_]|:(?!id:)[^\W\d_]")
"""The beginning of text or of an option, as most lines are, which opens nothing."""
_LEAD: Final = r"(?:[^\S\n]|[>%\u200b\u2060\ufeff]|[-*+:~](?=\s)|\d{1,9}[.)](?=\s)|\[\^[^\]\s]{1,99}\]:(?=\s))*"
"""Blanks; marks of quotes, lists, definitions, footnotes and comments; invisible characters."""
_OPENING: Final = re.compile(rf"{_LEAD}(?P<mark>:{{2,}}|`{{2,}}|~{{2,}}|\.\.(?!\.))[^\S\n]*(?P<rest>[^\n]*)")
_ID: Final = re.compile(rf"{_LEAD}:id:[^\S\n]+(?P<id>[^\s,;]+)")
_TYPE: Final = re.compile(r"(?P<before>[^\w\n]{0,3})(?P<type>\w[\w-]*)(?:[^\S\n]?[]})>:]\S{0,20})?")
_BRACES: Final = frozenset("{}")


class Opening(NamedTuple):
    """A 0-based line with a fence or two dots and an item type, or an `:id:` without such a line above.

    `written` is the mark and the type as written, `column` the 1-based column of the type. For an `:id:` alone, `mark`
    and `type` are empty.
    """

    line: int
    column: int
    mark: str
    type: str
    written: str
    title: str = ""
    id: str = ""
    unseen: str = ""
    """An invisible character before it that Markdown does not treat as a blank."""

    @property
    def is_fence(self) -> bool:
        return len(self.mark) > 2


def find(
    lines: Sequence[str], above: int, types: Mapping[str, str], looks_like_id: Callable[[str], bool]
) -> Iterator[Opening]:
    """The openings in lines of a file, the first of which comes after `above` others.

    `types` maps casefolded names of item types to the names.
    """
    current: Opening | None = None
    for opening in _candidates(lines, above, types, looks_like_id):
        if opening is None or opening.mark:
            if current:
                yield current
            current = opening
        elif current is None:
            yield opening
        elif not current.id:
            current = Opening(*current[:-2], opening.id, current.unseen)  # takes a third of _replace
    if current:
        yield current


def _candidates(
    lines: Sequence[str], above: int, types: Mapping[str, str], looks_like_id: Callable[[str], bool]
) -> Iterator[Opening | None]:
    """Each opening and `:id:`; None after two blank lines, where options no longer belong to an opening."""
    blank = 0
    for number, line in enumerate(lines, above):
        if _PLAIN.match(line):
            continue
        if not line.strip(" \t>"):
            blank += 1
            if blank == 2:
                yield None
        elif _MARKS.search(line):
            if opening := _opening(line, number, types):
                blank = 0
                yield opening
            elif (id := _ID.match(line)) and looks_like_id(id["id"]):
                yield Opening(number, id.start("id") + 1, "", "", id["id"], id=id["id"])


def _opening(line: str, number: int, types: Mapping[str, str]) -> Opening | None:
    match = _OPENING.match(line)
    named = _TYPE.match(match["rest"]) if match else None
    if match is None or named is None or named["type"].casefold() not in types:
        return None
    mark, rest = match["mark"], match["rest"]
    if mark == "..":
        is_opening = rest[named.end("type") :].lstrip().startswith(":") or rest.rstrip().endswith("::")
    elif len(mark) == 2:
        is_opening = not _BRACES.isdisjoint(named[0]) and mark not in rest
    else:
        is_opening = mark[0] == ":" or mark not in rest  # else the marks are inline code
    if not is_opening:
        return None
    column = match.start("rest") + named.start("type") + 1
    written = line[match.start("mark") : match.start("rest") + named.end()]
    title = rest[named.end() :].strip(" \t:")
    unseen = next((sign for sign in line[: match.start("mark")] if not sign.isascii()), "")
    return Opening(number, column, mark, types[named["type"].casefold()], written, title, unseen=unseen)


def names_type(line: str, types: Mapping[str, str]) -> bool:
    """Whether the line looks like the opening of an item of one of these types."""
    return _MARKS.search(line) is not None and _opening(line, 0, types) is not None


def by_casefolded(types: Iterable[str]) -> dict[str, str]:
    return {name.casefold(): name for name in types}
