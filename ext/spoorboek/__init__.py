"""Spoorboek follows what became of each sentence of a programme."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.1.0"


def setup(app: Sphinx) -> dict[str, typing.Any]:
    """Sphinx calls this for `extensions = ["spoorboek"]`; what happens then stands in extension.py."""
    from spoorboek.sphinxext import versions

    versions.stop_at_others()
    from spoorboek.sphinxext import extension

    return extension.setup(app)
