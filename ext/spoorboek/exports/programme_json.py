"""The programme as JSON: all items, options and links as read, under the names of model/programme.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from spoorboek.model.programme import Option, Programme


def text(programme: Programme) -> str:
    """The whole document; an item has its id beside its options."""
    document = _plain(programme)
    document["items"] = [{"id": item.id} | _plain(item) for item in programme.items]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """The value as JSON types: dataclasses and named tuples become objects, enums their values, sets sorted lists."""
    names = [field.name for field in fields(value)] if is_dataclass(value) else getattr(value, "_fields", ())
    if isinstance(value, Option):
        names = ("name", "value", "at", "value_at")
    if names:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {name: _plain(content) for name, content in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return [_plain(content) for content in sorted(value)]
    return [_plain(content) for content in value] if isinstance(value, tuple) else value
