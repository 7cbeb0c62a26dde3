"""Divides pages among all workers, so that each page is looked at once."""

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

Notes: TypeAlias = dict[str, Any]


def share(folder: Path, names: list[str], see: Callable[[str], Notes]) -> list[Notes]:
    """What is to be noted of each name, kept in the folder; what another worker has begun is left to the end.

    A worker that dies lets go of its page, and the next one takes it up."""
    folder.mkdir(exist_ok=True)
    for is_last_round in (False, True):
        for name in names:
            file = folder / f"{name.replace('/', '~')}.json"
            if file.exists():
                continue
            with _locked(file.with_suffix(".lock"), is_last_round) as is_mine:
                if is_mine and not file.exists():
                    _keep(file, see(name))
    return [json.loads((folder / f"{name.replace('/', '~')}.json").read_text(encoding="utf-8")) for name in names]


@contextmanager
def _locked(path: Path, is_waiting: bool) -> Iterator[bool]:
    """Whether the lock is ours; with `is_waiting`, once it is."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if is_waiting else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _keep(path: Path, notes: Notes) -> None:
    """Write it whole or not at all."""
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps(notes), encoding="utf-8")
    unfinished.rename(path)
