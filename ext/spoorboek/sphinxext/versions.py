"""Which versions of Sphinx and sphinx-needs this works beside: another one stops a build in one line.

Nothing here imports sphinx-needs, whose parts are elsewhere in other versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from typing import Final

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.sphinxext.stopping import stop

OF_OTHERS: Final = {"Sphinx": ("8.2", "9.0"), "sphinx-needs": ("8.5", "9.1")}
OF_A_HANDBOOK: Final = {"Sphinx": ("9.0",), "sphinx-needs": ("9.1",)}


def stop_at_others() -> None:
    """End the build where it is by a version that is not known."""
    try:
        check(OF_OTHERS)
    except SpoorboekError as error:
        stop(error)


def check(known: Mapping[str, tuple[str, ...]]) -> None:
    """Raises SpoorboekError where one of these is installed in a version that is not known."""
    for name, versions in known.items():
        installed = metadata.version(name)
        if ".".join(installed.split(".")[:2]) not in versions:
            problem = _("{name} {version} is installed, and not one that is known here", name=name, version=installed)
            wanted = f"pip install '{name.lower()}=={versions[-1]}.*'"
            raise SpoorboekError(
                problem, _("known are {versions}: {command}", versions=", ".join(versions), command=wanted)
            )
