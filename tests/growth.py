"""Counts work, to see how it grows: a count is the same on every machine, and seconds are not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container
from types import FrameType
from typing import Any


def work(do: Callable[[], object], left_out: Container[str] = ()) -> int:
    """How many lines and calls of Python it takes, but for those in the files that are left out."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename in left_out:
            return None
        count += 1
        return trace

    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(None)
    return count
