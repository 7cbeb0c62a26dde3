"""Data only: the templates of `spoorboek new`, and the spelling rules of languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
HANDBOOK: Final = FOLDER / "handbook"
"""Jinja templates of the files of a new handbook; their English texts are translated by the catalogs."""
STEPS: Final = FOLDER / "steps"
"""Jinja templates of the steps of the tutorial, likewise."""
RULES: Final = FOLDER / "rules"
"""Pages of the required links of a new handbook; the build of the wheel puts them here."""
SPELLING: Final = FOLDER / "spelling"
"""A TOML file per language: abbreviations that end no sentence, word breaks, and page numbers."""
_REQUIRED: Final = re.compile(r'^number = "(\w+)"\nname = "([\w-]+)"$', re.MULTILINE)


@cache
def required() -> Mapping[str, str]:
    """The required links of a new handbook: names by number."""
    text = (HANDBOOK / "conf" / "ubproject.toml.jinja").read_text(encoding="utf-8")
    return dict(_REQUIRED.findall(text))
