"""The day on which the command runs."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """The day where the command runs, in that place's own time."""
    return datetime.datetime.now().astimezone().date()
