"""What differs between two versions of a handbook, for people and for programs: a module for each format."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # so that `spoorboek --help` waits for none of it
    from spoorboek.analysis.difference import Difference

FORMATS: Final = ("text", "md", "json", "html")


def write(form: str, difference: Difference, names: tuple[str, str]) -> str:
    """The file in one of FORMATS, in the language in use but for JSON. `names` are what the two versions are called."""
    module = importlib.import_module(f"spoorboek.exports.differences.{form}")
    written: str = module.text(difference, names)
    return written
