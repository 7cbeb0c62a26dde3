"""The supported versions of Sphinx and sphinx-needs; any other stops the build in one line.

Does not import sphinx-needs, whose modules differ between versions.
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
    """End the build if Sphinx or sphinx-needs has an unsupported version."""
    try:
        check(OF_OTHERS)
    except SpoorboekError as error:
        stop(error)


def check(supported: Mapping[str, tuple[str, ...]]) -> None:
    """Raises SpoorboekError if one of these packages is installed in an unsupported version."""
    for name, versions in supported.items():
        installed = metadata.version(name)
        if ".".join(installed.split(".")[:2]) not in versions:
            problem = _("{name} {version} is installed, which is not supported", name=name, version=installed)
            command = f"pip install '{name.lower()}=={versions[-1]}.*'"
            raise SpoorboekError(
                problem,
                _("install a supported version ({versions}): {command}", versions=", ".join(versions), command=command),
            )
