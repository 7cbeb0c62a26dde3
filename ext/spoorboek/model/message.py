"""Texts for people that remember how they were made, so that they can be said in another language too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Self

Translate = Callable[[str], str | None]
"""What a template is in another language; None where it is not known there."""


class Message(str):
    """An English sentence, with the template that it was made of and the values that were filled in.

    It is the sentence: it compares, hashes, sorts and prints as any other text does.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: dict[str, object]) -> Self:
        self = super().__new__(cls, cls._filled(template, values))
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", MappingProxyType(values))
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"what was said stays as it is: {name} cannot be set")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values))

    @staticmethod
    def _filled(template: str, values: Mapping[str, object]) -> str:
        return template.format_map(values)

    def translated(self, translate: Translate) -> str:
        """The sentence in another language, with all of its values that were said; in English where that lacks it."""
        template = translate(self.template)
        return str(self) if template is None else self._filled(template, self._translated_values(translate))

    def _translated_values(self, translate: Translate) -> dict[str, object]:
        return {name: translated(value, translate) for name, value in self.values.items()}


class _Listed(Message):
    """Several texts with the same words between each two."""

    __slots__ = ()

    @staticmethod
    def _filled(template: str, values: Mapping[str, object]) -> str:
        return template.join(map(str, values.values()))


NOTHING: Final = Message("", {})


def translated(value: object, translate: Translate) -> object:
    """A text that was said, in another language; anything else as it is."""
    return value.translated(translate) if isinstance(value, Message) else value


def _(template: str, /, **values: object) -> Message:
    """The sentence that a template (as of str.format) makes with these values; each of them may have been said too."""
    return Message(template, values)


def ngettext(one: str, many: str, /, count: int, **values: object) -> Message:
    """As `_`, by the first template for a `{count}` of one, by the second for any other."""
    return Message(one if count == 1 else many, {"count": count, **values})


def joined(between: str, /, texts: Iterable[object]) -> Message:
    """The texts in one line, with these words between each two: `" or "`."""
    return _Listed(between, {str(n): text for n, text in enumerate(texts)})


def joined_with_more(texts: Iterable[object], more: int) -> Message:
    """The texts with commas between them, and of how many more they are the first."""
    listed = joined(", ", texts)
    return _("{texts} and {count} more", texts=listed, count=more) if more > 0 else listed
