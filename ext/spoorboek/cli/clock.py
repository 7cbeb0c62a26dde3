"""The current date."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """The current date in the local time zone."""
    return datetime.datetime.now().astimezone().date()
