"""Errors that stop a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spoorboek.model.message import Message, _

_IN_A_FILE: Final = "{place}: error: {problem}"
"""The template of a problem that begins with its place; any other may quote such a line of another program."""


class SpoorboekError(Exception):
    """The run cannot continue: the problem and the remedy, one line each; `further` errors are shown below it."""

    def __init__(self, problem: Message, remedy: Message, further: Iterable[SpoorboekError] = ()) -> None:
        self.problem = problem
        self.remedy = remedy
        self.further = tuple(further)
        super().__init__("\n".join(map(str, self.lines)))

    @property
    def place(self) -> object | None:
        """The place in a file with which the problem begins, as given to `unreadable`; None if it has none."""
        return self.problem.values["place"] if self.problem.template == _IN_A_FILE else None

    @property
    def lines(self) -> tuple[Message, ...]:
        """The lines to print: one for this error, then those of the further ones."""
        values = {"problem": self.problem, "remedy": self.remedy}
        own = _("{problem}; {remedy}", **values) if self.place else _("error: {problem}; {remedy}", **values)
        return own, *(line for error in self.further for line in error.lines)


def unreadable(place: object, problem: Message, remedy: Message) -> SpoorboekError:
    """An error in a file; `place` prints as `file:line:column`."""
    return SpoorboekError(_("{place}: error: {problem}", place=place, problem=problem), remedy)


def stop_if_any(errors: list[SpoorboekError]) -> None:
    """Raise all errors as one SpoorboekError, so that each is reported; do nothing if the list is empty."""
    if errors:
        raise SpoorboekError(errors[0].problem, errors[0].remedy, errors[1:])


def unfinished_merge(place: object, mark: str) -> SpoorboekError:
    """An error about a mark that git puts where two versions of a file conflict; `place` is as for `unreadable`."""
    problem = _("a merge was not finished: {mark!r}", mark=mark)
    return unreadable(place, problem, _("resolve the conflict, and remove the markers of git"))
