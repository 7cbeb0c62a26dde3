"""Checks that fences are closed, and finds the line that is wrong if one is not."""

from __future__ import annotations

import re

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.programme import Location, LostItem
from spoorboek.readers import lost_items
from spoorboek.readers.blocks import Fence
from spoorboek.readers.directives import DEEPEST
from spoorboek.readers.myst import Syntax
from spoorboek.readers.source_file import SourceFile


def check_depth(at: Location, depth: int) -> None:
    """Raise SpoorboekError if fences are nested too deep."""
    if depth > DEEPEST:
        problem = _("fences are nested {depth} deep", depth=depth)
        raise unreadable(at, problem, _("nest them at most {most} deep", most=DEEPEST))


def check_closed(fence: Fence, line: int, file: SourceFile, syntax: Syntax) -> None:
    """Check that the fence that opens on a 0-based line is closed.

    The line may have been intended to close an item above whose opening line is wrong; that is reported then.
    Raises SpoorboekError if the fence is not closed, since it takes in everything below it.
    """
    if _is_closed(fence, line, file):
        return
    cause = _lost_above(fence, line, file, syntax)
    if cause is None:
        raise _unclosed(fence, line, file)
    if fence.markup[0] != ":":
        problem = _("{item} is not read as an item: {reason}", item=cause.name, reason=cause.reason)
        raise unreadable(cause.at, problem, _("correct that line; its end opens a fence that is never closed"))


def _is_closed(fence: Fence, line: int, file: SourceFile) -> bool:
    closing = line + fence.content.count("\n") + 1
    last = file.lines[closing].strip(" \t>") if closing < len(file.lines) else ""
    return len(last) >= len(fence.markup) and set(last) == {fence.markup[0]}


def _lost_above(fence: Fence, line: int, file: SourceFile, syntax: Syntax) -> LostItem | None:
    """The last lost item above a line with the same fence character."""
    marks = {opening.line: opening.mark for opening in file.openings if opening.line < line}
    above = (lost for lost in reversed([*lost_items.lost(file, syntax)]) if not lost.in_comment)
    return next((lost for lost in above if marks.get(lost.at.line - 1, "").startswith(fence.markup[0])), None)


def _unclosed(fence: Fence, line: int, file: SourceFile) -> SpoorboekError:
    """The error for an unclosed fence, at its opening line or at that of the outer fence that its end closes."""
    mark = fence.markup[0]
    shared = [opened[-2:] for (_end, other), opened in file.fences.items() if other == mark and len(opened) > 1]
    if shared and not fence.info.strip():
        outer, inner = max(shared, key=lambda lines: lines[1])
        location = Location(file.shown_as, outer + 1, file.lines[outer].find(mark) + 1)
        problem = _("the fence on line {line}, in this one, ends it too", line=inner + 1)
        return unreadable(location, problem, _("use a longer fence for this one"))
    before, _mark, _info = file.lines[line].partition(fence.markup)
    location = Location(file.shown_as, line + 1, len(before) + 1)
    problem = _("the fence {fence} is not closed", fence=fence.markup)
    end = re.sub(r"[^>\s]", " ", before) + fence.markup
    if not before.strip():
        return unreadable(location, problem, _("end it with a line {fence}", fence=fence.markup))
    return unreadable(location, problem, _("end it with a line '{end}', and begin all lines in it so", end=end))
