"""Makes an item of a directive: its links, and the options that MyST loses."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from spoorboek.config.settings import Settings, Type
from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.model.near_matches import nearest
from spoorboek.model.programme import ALL_OPTIONS, NOWHERE, Item, Link, Location, Lost, Option
from spoorboek.readers import openings
from spoorboek.readers.blocks import FENCE
from spoorboek.readers.written_directive import Row, WrittenDirective

_TARGET = re.compile(r"[^,;|\s][^,;|]*")
_OPTION = re.compile(r"(?P<quote>[\s>]*):(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*))?$")
_MISWRITTEN = re.compile(r"(?P<quote>[\s>]*)(?P<before>:*)(?P<name>[A-Za-z][\w-]*)(?P<after>:*)\s+(?P<value>\S.*)$")
"""An option if it had one colon before its name and one after it."""
_LONGEST_ID = 150
"""In bytes: files of an item are named by its id, and a name may have 255."""
_CORE = ("status", "tags", "links", "style", "layout", "hide", "collapse", "template", "constraints")


def item(directive: WrittenDirective, name: str, title: str, page: str, settings: Settings) -> Item:
    """The item that a directive makes, or would make if its type were spelt right.

    Raises SpoorboekError if its id is too long for the names of its files.
    """
    type_name = name if name in settings.types else nearest(name, settings.types) or name
    item_type = settings.types.get(type_name)
    options = {option.name: option for option in directive.options}
    id = options["id"].value if "id" in options else ""
    if (size := len(id.encode())) > _LONGEST_ID:
        problem = _("the id is {size} bytes long", size=size)
        raise unreadable(options["id"].value_at, problem, _("shorten it: {most} is the most", most=_LONGEST_ID))
    lost = tuple(_lost(directive, item_type, settings)) if item_type else ()
    links = _links(id, options.values(), item_type, directive) if item_type else []
    if item_type and lost:
        links += _links(id, (item.option for item in lost), item_type, directive, sound=False)
    body = "\n".join([row.text for row in directive.body]).strip()
    type_is_known = name in settings.types
    return Item(
        type_name, title, page, directive.name_at, directive.options, tuple(links), lost, body, name, type_is_known
    )


def _links(
    id: str, options: Iterable[Option], item_type: Type, directive: WrittenDirective, sound: bool = True
) -> list[Link]:
    roles, links = item_type.roles, []
    for option in options:
        role = option.name
        if role in roles:
            links += _targets(id, role, option, directive, sound)
        elif role not in item_type.options and (nearest_role := nearest(role, item_type.options)) in roles:
            links += _targets(id, str(nearest_role), option, directive, sound=False)
    return links


def _targets(id: str, role: str, option: Option, directive: WrittenDirective, sound: bool) -> list[Link]:
    links = []
    file, line, column = option.file, option.value_line, option.value_column
    start = option.value_at if directive.head else NOWHERE
    for match in _TARGET.finditer(option.value):
        target = sys.intern(match[0].rstrip())  # many links have one target: they share the string
        if directive.head:
            at = directive.find(target, start)
            start = Location(at.file, at.line, at.column + len(target))
        else:
            at = Location(file, line, column + match.start())
        links.append(Link(id, role, target, at, sound))
    return links


def _lost(directive: WrittenDirective, item_type: Type, settings: Settings) -> Iterable[Lost]:
    if len({option.name for option in directive.options}) < len(directive.options):
        yield from repeated(directive)
    if directive.slip:
        at, reason = directive.slip
        yield Lost(Option.placed(ALL_OPTIONS, "", at, at), reason)
    yield from _cut_off(directive)
    if directive.touching:
        yield from _continued(directive)
    if not any(":" in row.text for row in directive.body):
        return
    for row, match in _options_in_text(directive, item_type, settings):
        if match["name"] in _CORE or nearest(match["name"], item_type.options):
            file = directive.name_at.file
            at = Location(file, row.line, row.column + match.end("quote"))
            value_at = Location(file, row.line, row.column + max(match.start("value"), 0))
            option = Option.placed(match["name"], (match["value"] or "").strip(), at, value_at)
            yield Lost(option, _("is in the text, where it is not an option"))


def _cut_off(directive: WrittenDirective) -> Iterator[Lost]:
    """Values cut off at a `#`, where MyST reads a comment."""
    if not directive.comments:
        return
    by_line = {option.value_line: option.name for option in directive.options}
    texts = {row.line: row for row in directive.head}
    for at in directive.comments:
        row = texts[at.line]
        value = row.text[at.column - row.column + 1 :].strip()
        name = by_line.get(at.line, "#")
        reason = _("is a comment") if name == "#" else _("ends at #, where a comment begins")
        yield Lost(Option.placed(name, value, at, at), reason)


def _options_in_text(
    directive: WrittenDirective, item_type: Type, settings: Settings
) -> Iterator[tuple[Row, re.Match[str]]]:
    """Body rows that look like options, except in fences and in a lost item (S512)."""
    types = openings.by_casefolded(settings.types)
    of_another, is_touching = False, directive.touching
    for row in outside_fences(directive.body):
        is_blank = not row.text.strip()
        of_another = (of_another or openings.names_type(row.text, types)) and not is_blank
        is_touching = is_touching and not is_blank
        match = _OPTION.match(row.text) or _miswritten(row, item_type, settings, is_touching=is_touching)
        if match and not of_another:
            yield row, match


def _miswritten(row: Row, item_type: Type, settings: Settings, *, is_touching: bool) -> re.Match[str] | None:
    """A row that names an option exactly and lacks a colon, or has one too many.

    Without a colon before it, that is text, unless it is right below the options, or leads to items.
    """
    match = _MISWRITTEN.match(row.text) if ":" in row.text else None
    if match is None or match["name"] not in item_type.options or not match["before"] + match["after"]:
        return None
    targets = [target.strip() for target in _TARGET.findall(match["value"])]
    leads_on = match["name"] in item_type.roles and all(map(settings.looks_like_id, targets))
    return match if match["before"] or is_touching or leads_on else None


def _continued(directive: WrittenDirective) -> Iterable[Lost]:
    """A continuation line of an option, which MyST reads as text."""
    row = directive.body[0]
    indented = row.text[:1].isspace()
    if not _OPTION.match(row.text) and (indented or ends_open(directive.options[-1])):
        yield second_line(directive)


def repeated(directive: WrittenDirective) -> Iterator[Lost]:
    """The options that an equal one below replaces."""
    by_name: dict[str, Option] = {}
    for option in directive.options:
        if option.name in by_name:
            reason = _("is given again on line {line}, and the last one wins", line=option.at.line)
            yield Lost(by_name[option.name], reason)
        by_name[option.name] = option


def ends_open(option: Option) -> bool:
    """Whether a value ends in a separator, so that more was to follow."""
    return option.value.rstrip().endswith((",", ";", "|"))


def second_line(directive: WrittenDirective) -> Lost:
    """The first row of the body, which was written as a continuation of the last option."""
    row = directive.body[0]
    text = row.text.strip()
    at = Location(directive.name_at.file, row.line, row.column + len(row.text) - len(row.text.lstrip()))
    option = Option.placed(directive.options[-1].name, text, at, at)
    return Lost(option, _("continues on a second line, which is read as text"))


def outside_fences(rows: Iterable[Row]) -> Iterable[Row]:
    fence = ""
    for row in rows:
        match = FENCE.match(row.text.strip())
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif match:
            fence = match[1]
        else:
            yield row
