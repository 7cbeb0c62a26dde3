"""Restores the state of the process after a command, since it may run inside another program."""

from __future__ import annotations

import gc
import locale
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

_NOT_OURS = (signal.SIGKILL, signal.SIGSTOP)


@contextmanager
def restored_process() -> Iterator[None]:
    """Restore on exit what a command, conf.py or Sphinx changed: gc, sys.path, folder, environment, locale, signals."""
    collects, depth, path, working = gc.isenabled(), sys.getrecursionlimit(), list(sys.path), folder()
    threshold, environment, spoken = gc.get_threshold(), dict(os.environ), locale.setlocale(locale.LC_ALL)
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals() if number not in _NOT_OURS}
    try:
        with warnings.catch_warnings():
            yield
    finally:
        (gc.enable if collects else gc.disable)()
        gc.set_threshold(*threshold)
        sys.setrecursionlimit(depth)
        sys.path[:] = path
        if working and folder() != working:
            os.chdir(working)
        if dict(os.environ) != environment:
            os.environ.clear()
            os.environ.update(environment)
        locale.setlocale(locale.LC_ALL, spoken)
        if threading.current_thread() is threading.main_thread():
            _put_back(handlers)


def end(code: int) -> None:
    """End the process without freeing its memory object by object, which takes a fifteenth of a check.

    Return instead if Sphinx or another thread may have work left, or if output cannot be flushed.
    """
    if "sphinx" in sys.modules or threading.active_count() > 1:
        return
    with suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)


def folder() -> str:
    """The working folder; empty if it does not exist any more."""
    with suppress(OSError):
        return os.getcwd()  # noqa: PTH109 - only the name is needed
    return ""


def _put_back(handlers: Mapping[signal.Signals, Any]) -> None:
    for number, handler in handlers.items():
        if handler is not None and signal.getsignal(number) is not handler:
            signal.signal(number, handler)
