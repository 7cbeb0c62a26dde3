"""A long run of the fuzz: `python -m tests.fuzz.long FIRST COUNT FILE` tries the inputs of these numbers.

One worker tries them, one in eight of another type and the others of broken bytes, sixteen numbers at a time. Where it
hangs or dies, the number is noted and another goes on behind it. What was found is written to FILE, a line of JSON each
time.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from tests.fuzz.bench import LONGEST, Bench
from tests.fuzz.typed import Typed

_MEMORY: Final = 4 << 30
"""Bytes that a worker may take: one input that takes more is a find, and no trouble for the machine."""


_AT_ONCE: Final = 16


def work(first: int, last: int, results: Connection) -> None:
    """Try the inputs from `first` up to `last`, and report each before and after."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        (Path(folder) / "a").mkdir()
        (Path(folder) / "b").mkdir()
        broken, typed = Bench(Path(folder) / "a"), Typed(Path(folder) / "b")
        for start in range(first, last, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, last))
            results.send((start, None))
            found = dict(broken.troubles(number for number in numbers if number % 8))
            found |= {number: typed.trouble(number) for number in numbers if number % 8 == 0}
            for number in numbers:
                results.send((number, found[number]))
    results.send((last, None))


def run(first: int, count: int, file: Path) -> int:
    """How many were found; the counts by kind of input and answer are the last line of the file."""
    kinds: Counter[str] = Counter()
    finds, number, last, started = 0, first, first + count, time.monotonic()
    while number < last:
        receiver, there = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.get_context("spawn").Process(target=work, args=(number, last, there))
        worker.start()
        there.close()
        while number < last:
            try:
                answer = receiver.recv() if receiver.poll(10 * LONGEST) else (number, ("?", "hangs", "no answer"))
            except EOFError:
                answer = number, ("?", "died", "no answer")
            number, found = answer
            if found:
                kinds[f"{found[0]}: {found[1]}"] += 1
                finds += bool(found[2])
                if found[2]:
                    _note(file, {"number": number, "input": found[0], "answer": found[1], "trouble": found[2]})
                number += 1
            if found and found[1] in {"hangs", "died"}:
                break
            if found and number % 10_000 == 0:
                _note(file, {"until": number, "seconds": round(time.monotonic() - started), "kinds": kinds})
        worker.kill()
        worker.join()
    _note(
        file,
        {"first": first, "count": count, "finds": finds, "seconds": round(time.monotonic() - started), "kinds": kinds},
    )
    return finds


def _note(file: Path, line: dict[str, object]) -> None:
    with file.open("a", encoding="utf-8") as written:
        written.write(json.dumps(line, sort_keys=True) + "\n")


if __name__ == "__main__":
    os.nice(5)
    sys.exit(bool(run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
