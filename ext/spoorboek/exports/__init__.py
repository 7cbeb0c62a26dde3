"""The programme in forms that others read, one format per file."""

from typing import Final

FORMATS: Final = ("md", "csv", "json", "xlsx", "pdf", "ics")
