"""Checks settings of sphinx-needs that publish fewer items than a handbook has, or others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.printable import brief
from spoorboek.model.programme import Location

_COMPLETE: Final[Mapping[str, tuple[Any, ...]]] = {
    "include_needs": (True,),
    "builder_filter": ("", "is_external==False"),
    "json_exclude_fields": ([],),
    "external_needs": ([],),
    "file": (None, ""),
}
"""By name, without `needs_`, the values with which needs.json and the pages contain exactly the judged items."""
NAMES: Final = tuple(_COMPLETE)


def is_complete(name: str, value: object) -> bool:
    """Whether exactly the programme is published with this value of a setting."""
    return any(type(value) is type(default) and value == default for default in _COMPLETE[name])


def incomplete(name: str, value: object, at: Location) -> SpoorboekError:
    problem = _(
        "{name} is {value}, expected the default: with it, what is published differs from what is checked",
        name=name,
        value=brief(value),
    )
    return unreadable(at, problem, _("remove the setting"))
