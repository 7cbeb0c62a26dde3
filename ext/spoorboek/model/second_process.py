"""Does a part of the work in a second process, where the machine has a core for it."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO, Final, NoReturn, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
_AT_ONCE: Final = 25
"""Results that are handed over together, so that what they share is handed over once."""
_MOST_GROUPS: Final = 256
"""Each group of parts has a number of one byte."""


def is_possible() -> bool:
    """Whether this is Linux, with a second core, and without another thread, whose locks a fork would keep locked."""
    return hasattr(os, "memfd_create") and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def in_two(
    parts: Sequence[Part], work: Callable[[Part], Result], meanwhile: Callable[[], object] = tuple
) -> list[Result]:
    """The result of each part, in their order. This process and a second one take parts as they have time for them.

    Requires `is_possible`. This process does `meanwhile` first, while the second one works. What the second one could
    not do is done in this one, so that it raises what `work` raises.
    """
    size = -(-len(parts) // _MOST_GROUPS) or 1
    groups = [parts[first : first + size] for first in range(0, len(parts), size)]
    waiting, begin = os.pipe()
    with os.fdopen(waiting, "rb", buffering=0) as numbers:
        with os.fdopen(begin, "wb", buffering=0) as pipe:
            pipe.write(bytes(range(len(groups))))

        def work_on_groups() -> Iterator[tuple[int, list[Result]]]:
            while number := numbers.read(1):
                yield number[0], [work(part) for part in groups[number[0]]]

        with begun(work_on_groups) as results:
            meanwhile()
            by_group = dict(work_on_groups())
            by_group.update(results() or ())
    for number, group in enumerate(groups):
        if number not in by_group:
            by_group[number] = [work(part) for part in group]
    return [result for number in range(len(groups)) for result in by_group[number]]


@contextmanager
def begun(work: Callable[[], Iterable[Result]]) -> Iterator[Callable[[], list[Result] | None]]:
    """Begin work in a second process, which needs `is_possible`; give a function that waits for its results, once.

    It returns None if that process did not begin or did not end well, for whatever reason, such as an error: the work
    is then to be done in this process, which meets the same error. No process is left behind, whatever was raised here.
    """
    try:
        file = os.fdopen(os.memfd_create("spoorboek"), "w+b")
    except OSError:  # too many files are open
        yield lambda: None
        return
    with file:
        try:
            process = os.fork()
        except OSError:  # too many processes
            yield lambda: None
            return
        if process == 0:
            _do(work, file)
        running = [process]
        try:
            yield lambda: _results(running, file)
        finally:
            for still_running in running:
                os.kill(still_running, signal.SIGKILL)
                os.waitpid(still_running, 0)


def _do(work: Callable[[], Iterable[Result]], file: BinaryIO) -> NoReturn:
    """Do the work, write its results, and end this process, without what a program does at its end."""
    code = 1
    try:
        results = iter(work())
        while batch := list(islice(results, _AT_ONCE)):
            pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
        file.flush()
        code = 0
    finally:
        os._exit(code)


def _results(running: list[int], file: BinaryIO) -> list[Any] | None:
    """Wait for the process; return what it wrote, or None if it ended otherwise than `_do` ends after all results."""
    _, status = os.waitpid(running[0], 0)
    running.clear()
    if status:
        return None
    results: list[Any] = []
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    while file.tell() < size:
        results += pickle.load(file)  # noqa: S301 - only these two processes can reach the file
    return results
