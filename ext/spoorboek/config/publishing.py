"""Settings of sphinx-needs that leave items out of what a handbook publishes, or add some that no page holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.printable import brief
from spoorboek.model.programme import Location

_WHOLE: Final[Mapping[str, tuple[Any, ...]]] = {
    "include_needs": (True,),
    "builder_filter": ("", "is_external==False"),
    "json_exclude_fields": ([],),
    "external_needs": ([],),
    "file": (None, ""),
}
"""By name, without `needs_`, the values under which needs.json and the pages hold what is judged, and nothing else."""
NAMES: Final = tuple(_WHOLE)


def is_whole(name: str, value: object) -> bool:
    """Is all of the programme published under this value of a setting, and nothing else?"""
    return any(type(value) is type(whole) and value == whole for whole in _WHOLE[name])


def not_whole(name: str, value: object, at: Location) -> SpoorboekError:
    problem = _(
        "{name} is {value}: what is published would not be what is judged, neither more nor less",
        name=name,
        value=brief(value),
    )
    return unreadable(at, problem, _("take the setting away"))
