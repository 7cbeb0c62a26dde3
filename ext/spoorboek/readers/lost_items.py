"""Finds lines that look like items but make none, with the reason, and items that not every site shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spoorboek.model.message import Message, _
from spoorboek.model.programme import HiddenItem, Location, LostItem
from spoorboek.readers.myst import Syntax
from spoorboek.readers.openings import Opening
from spoorboek.readers.source_file import Kind, Region, SourceFile

_INSIDE_ITEM: Final = {Kind.ITEM, Kind.UNKNOWN}
"""Another rule reports a wrong option inside these."""


def lost(source: SourceFile, syntax: Syntax | None) -> Iterator[LostItem]:
    """The openings of a file that make no item; `syntax` is None for a page in reStructuredText."""
    unmade = [opening for opening in source.openings if opening.line not in source.items]
    around = _innermost(unmade, source.regions) if unmade else {}
    for opening in unmade:
        region = around.get(opening.line)
        kind = region.kind if region else None
        if kind is Kind.EXAMPLE or (kind in _INSIDE_ITEM and not opening.mark):
            continue
        at = Location(source.shown_as, opening.line + 1, opening.column)
        in_markdown = None if region and region.name == "eval-rst" else syntax
        reason = _region_reason(region) or _line_reason(opening, in_markdown)
        within = (region.item, region.name) if region and kind is Kind.UNKNOWN else ()
        is_comment, is_deferred = kind is Kind.COMMENT, kind is Kind.DEFERRED
        yield LostItem(at, opening.type, opening.id, opening.title, reason, is_comment, is_deferred, within)


def hidden(source: SourceFile) -> Iterator[HiddenItem]:
    """The openings of a file that make an item, or are left to the build, and that not every site shows."""
    inside = _innermost(source.openings, source.hiding)
    if not inside:
        return
    around = _innermost(source.openings, source.regions)
    for opening in source.openings:
        region = around.get(opening.line)
        if opening.line in inside and (opening.line in source.items or (region and region.kind is Kind.DEFERRED)):
            at = Location(source.shown_as, opening.line + 1, opening.column)
            region_around = inside[opening.line]
            of_the_page = region_around.kind is Kind.OF_THE_PAGE
            yield HiddenItem(at, opening.type, opening.id, opening.title, region_around.name, of_the_page)


def _innermost(openings: Sequence[Opening], regions: Iterable[Region]) -> dict[int, Region]:
    """The innermost region around each opening, by the line of the opening."""
    lines = [opening.line for opening in openings]
    innermost: dict[int, Region] = {}
    for region in regions:
        for line in lines[bisect_left(lines, region.first) : bisect_left(lines, region.end)]:
            innermost[line] = region
    return innermost


def _region_reason(region: Region | None) -> Message | None:
    """Why there can be no item in this region; None if there can."""
    if region is None:
        return None
    line = region.first + 1
    reasons = {
        Kind.COMMENT: _("it is in a comment"),
        Kind.OPEN_COMMENT: _("the comment that begins on line {line} runs on over it", line=line),
        Kind.HTML: _("the HTML that begins on line {line} is not ended by a blank line", line=line),
        Kind.CODE: _("it is indented by four columns or more, which makes it code"),
        Kind.FRONT_MATTER: _("it is in the front matter of the page"),
        Kind.DIRECTIVE: _("it is in {{{directive}}}, which cannot contain items", directive=region.name),
        Kind.BROKEN: _("it is in {{{directive}}}, which has an error of its own", directive=region.name),
        Kind.UNKNOWN: _("it is in {{{directive}}}, which is not a directive of this handbook", directive=region.name),
    }
    return reasons.get(region.kind)


def _line_reason(opening: Opening, syntax: Syntax | None) -> Message:
    """The error in the opening line itself."""
    if not opening.mark:
        return _("its options have no opening line of an item above them")
    right = _expected_opening(opening, syntax)
    if (syntax and (reason := _syntax_reason(opening, syntax))) or (reason := _character_reason(opening)):
        return reason
    if opening.written == right:
        return _("it is read as text")
    return _("expected {right}, found {found}", right=right, found=opening.written)


def _syntax_reason(opening: Opening, syntax: Syntax) -> Message | None:
    """The setting that keeps the line from opening an item, as a message; None if there is none."""
    if syntax.has_no_directives:
        return _("the page is in a Markdown that has no directives")
    if opening.mark[0] == ":" and "colon_fence" not in syntax.enable_extensions:
        return _("fences of colons are not switched on (myst_enable_extensions)")
    return None


def _character_reason(opening: Opening) -> Message | None:
    """The character that keeps the line from opening an item, as a message; None if there is none."""
    if opening.mark[0] == "`" and "`" in opening.title:
        return _("its title contains a `, which cannot follow {mark}; use ::: or ~~~", mark=opening.mark)
    if opening.unseen:
        return _("it follows the invisible character U+{code:04X}", code=ord(opening.unseen))
    return None


def _expected_opening(opening: Opening, syntax: Syntax | None) -> str:
    if syntax is None:
        return f".. {opening.type}::"
    mark = opening.mark if opening.is_fence else ":::"
    return f"{mark}{{{opening.type}}}"
