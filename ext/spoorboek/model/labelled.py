"""Enumerations whose members have a text for people."""

from __future__ import annotations

import enum
from typing import Self

from spoorboek.model.message import NOTHING, Message


class Labelled(enum.StrEnum):
    """An enumeration of identifiers with a label each: `LATE = "late", _("late")`."""

    _value_: str
    label: Message

    def __new__(cls, value: str, label: Message = NOTHING) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
