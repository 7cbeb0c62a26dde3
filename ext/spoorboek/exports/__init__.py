"""Exports of the programme and the checklist, one module per format."""

from typing import Final

CHECKLIST_FORMATS: Final = ("md", "csv", "json", "xlsx", "pdf", "ics")
