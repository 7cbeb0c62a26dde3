"""The difference between two versions of a handbook, one module per format."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # keeps `spoorboek --help` fast
    from spoorboek.analysis.difference import Difference

FORMATS: Final = ("text", "md", "json", "html")


def write(form: str, difference: Difference, names: tuple[str, str]) -> str:
    """The file in one of FORMATS, in the language in use (JSON: none). `names` are those of the two versions."""
    module = importlib.import_module(f"spoorboek.exports.differences.{form}")
    written: str = module.text(difference, names)
    return written
