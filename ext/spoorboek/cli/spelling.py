"""Reads the spelling rules of a language: abbreviations, word breaks and page numbers."""

from __future__ import annotations

import re
import tomllib

from spoorboek import presets
from spoorboek.config.spelling import NO_SPELLING, Spelling
from spoorboek.model import files


def of(language: str) -> Spelling:
    """The spelling rules of a language, without regard to its region; NO_SPELLING if it has no file."""
    path = presets.SPELLING / f"{re.split('[_-]', language)[0].lower()}.toml"
    if not files.is_file(path):
        return NO_SPELLING
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return Spelling(**{name.replace("-", "_"): frozenset(values) for name, values in lists.items()})
