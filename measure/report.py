"""What every page of measurements has: the head with the machine and the date, and tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

IDLE: Final = 0.5  # the highest load average that counts as idle
_HEAD: Final = """\
---
language: en
---
# {title}

{subject}
`{command}` generated this page on {date}; no figure is typed by hand.

Measured on **one machine**: {processor}, {cores} cores, {memory:.0f} GB of memory, {system}, {software}.
Its load average was {load} when the measurement began{busy}.
"""


def head(title: str, subject: str, command: str, date: object, machine: dict[str, Any], software: str) -> str:
    """The front matter, the title, and the first two paragraphs; `machine` is a result of `machine.machine`."""
    busy = ", so it was not idle" if machine["load"] > IDLE else ""
    values = {**machine, "memory": machine["memory"] / 1e9, "busy": busy, "software": software}
    return _HEAD.format(title=title, subject=subject, command=command, date=date, **values)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; all columns but the first are aligned to the right."""
    heads = list(heads)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
