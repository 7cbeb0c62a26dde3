"""The destinations of a report: pairs of --format and --output in the order of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spoorboek.cli import screen
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _


@dataclass(frozen=True, slots=True)
class Destination:
    """A format, and the file that it is written to; None is standard output."""

    format: str
    path: Path | None = None

    def write(self, text: str) -> None:
        """Write the text; create missing folders.

        Raises SpoorboekError if it cannot be written.
        """
        if self.path is None:
            screen.put(text, None if self.format == "text" else "utf-8")
            return
        screen.save(self.path, text.encode("utf-8", "backslashreplace"))


def destinations(written: Iterable[tuple[str, str]]) -> tuple[Destination, ...]:
    """Pair each --output with the --format before it; a single pair may be in either order.

    Raises SpoorboekError if an --output has no --format of its own, or two formats have the same destination.
    """
    typed = _in_order(list(written) or [("format", "text")])
    destinations: list[Destination] = []
    open_ = False
    for option, value in typed:
        if option == "format":
            destinations.append(Destination(value))
        elif open_:
            destinations[-1] = replace(destinations[-1], path=None if value == "-" else Path(value))
        else:
            problem = _("--output {file} has no --format of its own before it", file=value)
            raise SpoorboekError(problem, _("write --format FORMAT --output FILE for each file"))
        open_ = option == "format"
    _refuse_shared(destinations)
    return tuple(destinations)


def _in_order(typed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    options = [option for option, _ in typed]
    if options == ["output"]:
        return [("format", "text"), *typed]
    return typed[::-1] if options == ["output", "format"] else typed


def _refuse_shared(destinations: Sequence[Destination]) -> None:
    by_place: dict[Path | None, str] = {}
    for destination in destinations:
        place = destination.path and destination.path.absolute()
        if place in by_place:
            problem = _(
                "{format} and {other} both go to {place}",
                format=by_place[place],
                other=destination.format,
                place=destination.path or _("standard output"),
            )
            raise SpoorboekError(problem, _("give each --format its own --output after it"))
        by_place[place] = destination.format
