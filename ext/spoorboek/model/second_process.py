"""Does a part of the work in a second process, where the machine has a core for it."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, Final, Generic, NoReturn, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
_AT_ONCE: Final = 25
"""Results that are handed over together, so that what they share is handed over once."""
_MOST_GROUPS: Final = 256
"""Each group of parts has a number of one byte."""
_LENGTH: Final = 8
"""Bytes of the length of results, written before them."""


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
            by_group = {}
            for number, group_results in work_on_groups():
                by_group[number] = group_results
                results.take()
            by_group.update(results() or ())
    for number, group in enumerate(groups):
        if number not in by_group:
            by_group[number] = [work(part) for part in group]
    return [result for number in range(len(groups)) for result in by_group[number]]


class Results(Generic[Result]):
    """The results of a process that was begun; `process` is None if it could not be."""

    def __init__(self, file: int = -1, process: int | None = None) -> None:
        self._file = file
        self._at = 0
        self._process = process
        self._taken: list[Result] = []

    def take(self) -> None:
        """Take over what the process has handed over so far, while it works on."""
        size = os.fstat(self._file).st_size if self._file >= 0 else 0
        while size >= (begin := self._at + _LENGTH):
            end = begin + int.from_bytes(os.pread(self._file, _LENGTH, self._at), "little")
            if end > size:
                break
            self._taken += pickle.loads(os.pread(self._file, end - begin, begin))  # noqa: S301 - its file is theirs alone
            self._at = end

    def __call__(self) -> list[Result] | None:
        """Wait for the process, once; return all results, or None if it ended otherwise than `_do` ends after them."""
        if self._process is None:
            return None
        _, status = os.waitpid(self._process, 0)
        self._process = None
        self.take()
        return None if status else self._taken

    def stop(self) -> None:
        """End the process if it is still running."""
        if self._process is not None:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


@contextmanager
def begun(work: Callable[[], Iterable[Result]]) -> Iterator[Results[Result]]:
    """Begin work in a second process, which needs `is_possible`; give its results, which are a function to call once.

    It returns None if that process did not begin or did not end well, for whatever reason, such as an error: the work
    is then to be done in this process, which meets the same error. No process is left behind, whatever was raised here.
    """
    try:
        file = os.fdopen(os.memfd_create("spoorboek"), "wb")
    except OSError:  # too many files are open
        yield Results()
        return
    with file:
        try:
            process = os.fork()
        except OSError:  # too many processes
            yield Results()
            return
        if process == 0:
            _do(work, file)
        results: Results[Result] = Results(file.fileno(), process)
        try:
            yield results
        finally:
            results.stop()


def _do(work: Callable[[], Iterable[Result]], file: BinaryIO) -> NoReturn:
    """Do the work, write its results, and end this process, without what a program does at its end."""
    code = 1
    try:
        results = iter(work())
        while batch := list(islice(results, _AT_ONCE)):
            data = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
            file.write(len(data).to_bytes(_LENGTH, "little"))
            file.write(data)
            file.flush()
        code = 0
    finally:
        os._exit(code)
