"""Choices made from the bytes that Hypothesis generates: fewer and lower bytes make a simpler handbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Each choice takes a byte or two; when they are used up, every choice is the first and simplest one."""

    def __init__(self, rolls: bytes) -> None:
        self.rolls = iter(rolls)

    def below(self, count: int) -> int:
        roll = next(self.rolls, 0)
        return roll % count if count < 64 else (roll + 256 * next(self.rolls, 0)) % count

    def one(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def rarely(self, once_in: int) -> bool:
        return self.below(once_in) == once_in - 1

    def some(self, make: Callable[[], T], most: int) -> list[T]:
        """One to `most` of them."""
        return [make() for _ in range(self.below(most) + 1)]

    def character(self) -> str:
        """Any character of UTF-8."""
        code = (self.below(256) + 256 * self.below(256) + 65536 * self.below(17)) % 0x110000
        return chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
