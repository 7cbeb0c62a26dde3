"""What stops a run."""

from __future__ import annotations

from collections.abc import Iterable


class SpoorboekError(Exception):
    """The run cannot go on: what is the matter, and what to do about it; one line each."""

    def __init__(self, problem: str, remedy: str, others: Iterable[SpoorboekError] = ()) -> None:
        self.problem = problem
        self.remedy = remedy
        self.others = tuple(others)
        lines = [f"error: {problem}; {remedy}" if not _has_place(problem) else f"{problem}; {remedy}"]
        super().__init__("\n".join([*lines, *map(str, self.others)]))


def _has_place(problem: str) -> bool:
    return ": error: " in problem


def unreadable(place: object, problem: str, remedy: str) -> SpoorboekError:
    """An error in a file: `place` prints as `file:line:column`."""
    return SpoorboekError(f"{place}: error: {problem}", remedy)


def stop_if_any(errors: list[SpoorboekError]) -> None:
    """Raise all of them as one, so that none is lost.

    Raises SpoorboekError where the list is not empty.
    """
    if errors:
        raise SpoorboekError(errors[0].problem, errors[0].remedy, errors[1:])
