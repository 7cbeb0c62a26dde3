"""What `spoorboek new` writes, and how languages are spelt: data only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
HANDBOOK: Final = FOLDER / "handbook"
"""The files of a new handbook, as Jinja templates whose texts are English and translated by the catalogs."""
STEPS: Final = FOLDER / "steps"
"""What is typed and written in the steps to a handbook of one's own, likewise."""
RULES: Final = FOLDER / "rules"
"""Pages of the links that a handbook requires from the start; a build of the package puts them here."""
SPELLING: Final = FOLDER / "spelling"
"""A file for each language: where a sentence ends in it, a broken word goes on, a page has its number."""
_REQUIRED: Final = re.compile(r'^number = "(\w+)"\nname = "([\w-]+)"$', re.MULTILINE)


@cache
def required() -> Mapping[str, str]:
    """The links that a new handbook requires: the name of each by its number."""
    text = (HANDBOOK / "conf" / "ubproject.toml.jinja").read_text(encoding="utf-8")
    return dict(_REQUIRED.findall(text))
