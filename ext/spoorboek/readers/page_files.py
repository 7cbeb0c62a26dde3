"""Reads the text and front matter of a file, and names files in messages."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from spoorboek.config import value_types
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError, unfinished_merge, unreadable
from spoorboek.model.message import _
from spoorboek.model.printable import printable, without_controls
from spoorboek.model.programme import Location

LARGEST: Final = 10 * 1024 * 1024
"""In bytes. Nobody maintains a longer page by hand, and a generated one can be split."""
_LINE_ENDS: Final = re.compile(r"\r\n?")
_SOMETIMES_LINE_ENDS: Final = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_IN_SOME_EDITORS: Final = "\x85\u2028\u2029"
_ENDS_FOR_SOME: Final = re.compile(rf"[{_IN_SOME_EDITORS}](?=[ \t]*(?::::|```|~~~|:[a-z_]+:))")
"""A line end of some editors before what looks like a fence or an option: text to Sphinx, an item to who reads it."""
_LANGUAGE: Final = re.compile(r"^language:[ \t]*['\"]?([A-Za-z_-]+)", re.MULTILINE)
_CONFLICT: Final = re.compile(r"^(?:<{7}|\|{7}|>{7}) .*$", re.MULTILINE)
"""A mark of git in a page where a merge is not finished; the line of `=` between them may underline a heading."""
_HIDING_KEY: Final = re.compile(r"""(?:^|[\s{,'"])(orphan|nosearch|no-search)['"]?\s*:""")
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def root(docs: Path, conf: Path) -> Path:
    """The folder that file names in messages are relative to: the project of docs and conf, or their common parent."""
    common = Path(os.path.commonpath([files.real(docs), files.real(conf)]))
    marks = ("pyproject.toml", ".git")
    return next(
        (folder for folder in (common, *common.parents) if any((folder / mark).exists() for mark in marks)), common
    )


def shown(path: Path, top: Path) -> str:
    """The name of a file in messages: relative to the project's root, with forward slashes."""
    text, above = str(path), f"{top}{os.sep}"
    if not path.is_absolute() and text != ".":
        text = f"{os.getcwd()}{os.sep}{text}"  # noqa: PTH109 - a name is all that is needed
    below = text.removeprefix(above) if text.startswith(above) and ".." not in text else os.path.relpath(path, top)
    return below.replace(os.sep, "/")


def taken(shown_as: str) -> SpoorboekError:
    """The error about a page at whose address a build writes something else."""
    problem = _("{file} has the address of something else that a build writes", file=shown_as)
    return SpoorboekError(problem, _("give the page another name, or put it in another folder"))


def plain(text: str) -> str:
    """The text with line feeds as its only line ends, control characters replaced by U+FFFD, and a final line end.

    Rare characters that some tools treat as line ends become spaces. Without the final line end, a table in a quote at
    the end makes markdown-it read past the text.
    """
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    for character in _SOMETIMES_LINE_ENDS:
        text = text.replace(character, " ")
    text = without_controls(text)
    return text if text.endswith("\n") else f"{text}\n"


def text(path: Path, shown_as: str) -> str:
    """The text of a page, as `plain` gives it, without a byte-order mark.

    Raises SpoorboekError if it cannot be read, is not UTF-8, is larger than LARGEST, is empty, or has marks of a
    merge that was not finished.
    """
    remedy = _("make it a readable file")
    raw = files.read_required(path, shown_as, remedy)
    if (size := len(raw)) > LARGEST:
        problem = _("the page is {size} bytes long", size=size)
        raise unreadable(Location(shown_as, 1), problem, _("split it: {most} is the most", most=LARGEST))
    page = _decoded(raw, shown_as)
    if any(end in page for end in _IN_SOME_EDITORS) and (found := _ENDS_FOR_SOME.search(page)):
        at = len(page[: found.start()].encode())
        problem = _("character {character} ends a line in some editors only", character=f"U+{ord(found[0][0]):04X}")
        raise unreadable(_location(shown_as, page.encode(), at), problem, _("use the line end of the other lines"))
    if not page.strip():
        raise unreadable(Location(shown_as, 1), _("the page is empty"), _("write its item, or remove the file"))
    content = plain(page)
    may_conflict = any(sign in content and sign * 7 in content for sign in "<|>")  # quicker than to look at each line
    if may_conflict and (conflict := _CONFLICT.search(content)):
        line = content.count("\n", 0, conflict.start()) + 1
        raise unfinished_merge(Location(shown_as, line), conflict[0])
    return content


def _decoded(raw: bytes, shown_as: str) -> str:
    """The text of the bytes of a page; raises SpoorboekError if they are not UTF-8."""
    try:
        page = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        problem = _("byte 0x{byte:02x} is not UTF-8", byte=raw[error.start])
        raise unreadable(_location(shown_as, raw, error.start), problem, _("save the page as UTF-8")) from None
    if (at := raw.find(b"\0")) >= 0:  # as in UTF-16, whose letters may be UTF-8 too, each with such a byte beside it
        problem = _("byte 0x{byte:02x} cannot be part of a text", byte=0)
        raise unreadable(_location(shown_as, raw, at), problem, _("save the page as UTF-8"))
    return page


def _location(shown_as: str, raw: bytes, offset: int) -> Location:
    """The location of a byte of a page, behind bytes that are UTF-8."""
    *above, before = _LINE_ENDS.sub("\n", raw[:offset].decode("utf-8").removeprefix("\ufeff")).split("\n")
    return Location(shown_as, len(above) + 1, len(before) + 1)


def front_matter_match(page: str) -> re.Match[str] | None:
    """The front matter of a page, its group 1 without the marks; None if there is none."""
    return _FRONT_MATTER.match(page) if page.startswith("---") else None


def front_matter(page: str, shown_as: str) -> dict[str, Any]:
    """The settings of MyST-Parser in the front matter of a page; {} if there are none.

    Raises SpoorboekError if they are not YAML, or one has a type that MyST-Parser does not accept.
    """
    match = front_matter_match(page)
    if match is None or "myst" not in match[1]:
        return {}
    matter = parsed(match[1], shown_as)

    def location(name: str) -> Location:
        lines = match[1].split("\n")
        at = next((n for n, line in enumerate(lines, 2) if re.search(rf"\b{name}\b", line)), 2)
        return Location(shown_as, at)

    changed = matter.get("myst", {}) if isinstance(matter, dict) else {}
    if not isinstance(changed, dict):
        raise value_types.wrong("myst", changed, value_types.SETTINGS_OF_MYST, location("myst"))
    settings = {name: value for name, value in changed.items() if value is not None}
    value_types.check(settings, value_types.OF_MYST, location)
    return settings


def parsed(text: str, shown_as: str) -> Any:
    """The value of the YAML in front matter; raises SpoorboekError if it is not YAML."""
    import yaml  # noqa: PLC0415 - only one page in a hundred needs it

    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        problem = _("invalid YAML: {reason}", reason=printable(error.problem or "it cannot be followed"))
        raise unreadable(Location(shown_as, line), problem, _("correct that line")) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        problem = _("invalid YAML: {reason}", reason=printable(" ".join(str(error).split())))
        raise unreadable(Location(shown_as, 2), problem, _("correct it")) from None


def language(page: str) -> str:
    """The `language` in the front matter of a page; "" if there is none."""
    match = front_matter_match(page)
    language = _LANGUAGE.search(match[1]) if match else None
    return language[1] if language else ""


def hiding_keys(page: str) -> list[str]:
    """The keys in the front matter that hide a page from readers; Sphinx ignores their values."""
    match = front_matter_match(page)
    return sorted(set(_HIDING_KEY.findall(match[1]))) if match else []


class Part(NamedTuple):
    """A part of a file's text, and the number of lines above it."""

    text: str
    above: int


def part(page: str, options: Mapping[str, str]) -> Part | None:
    """The part of a file that an `{include}` with these options takes; None if its start or end text is missing."""
    lines = page.split("\n")
    if lines[-1] == "":
        lines.pop()
    try:
        start, end = (int(options[name]) if options.get(name) else None for name in ("start-line", "end-line"))
    except ValueError:
        start = end = None
    above = 0 if start is None else max(0, len(lines) + start) if start < 0 else start
    text = "\n".join(lines[above if start is not None else None : end])
    if after := options.get("start-after"):
        before, separator, text = text.partition(after)
        if not separator:
            return None
        above += (before + separator).count("\n")
    if until := options.get("end-before"):
        text, separator, _ = text.partition(until)
        if not separator:
            return None
    return Part(text, above)
