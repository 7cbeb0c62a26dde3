"""Texts for people that remember how they were made, so that they can be shown in another language too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol, Self

Translate = Callable[[str], str | None]
"""What a text is in another language; None where it is not known there."""


class Translations(Protocol):
    """A catalogue in memory, as Python's gettext has it: what it does not know stays English."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, count: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...


class Message(str):
    """An English sentence, with the template that it was made of and the values that were filled in.

    It is the sentence: it compares, hashes, sorts and prints as any other text does. `plural` is its template for any
    other count than one; `context` tells it from an equal template that means something else.
    """

    __slots__ = ("context", "plural", "template", "values")
    template: str
    values: Mapping[str, object]
    plural: str
    context: str

    def __new__(cls, template: str, values: Mapping[str, object], plural: str = "", context: str = "") -> Self:
        chosen = plural if plural and values["count"] != 1 else template
        self = super().__new__(cls, cls._filled(chosen, values))
        attributes = {
            "template": template,
            "values": MappingProxyType({**values}),
            "plural": plural,
            "context": context,
        }
        for name, value in attributes.items():
            object.__setattr__(self, name, value)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a message stays as it is: {name} cannot be set")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values), self.plural, self.context)

    @staticmethod
    def _filled(template: str, values: Mapping[str, object]) -> str:
        return template.format_map(values)

    def translated(self, translations: Translations) -> str:
        """The sentence in another language, with all of its values that are messages."""
        values = {name: translated(value, translations) for name, value in self.values.items()}
        return self._filled(self._template(translations), values)

    def _template(self, translations: Translations) -> str:
        if not self.template:
            return ""  # for which gettext has the head of a catalogue
        if self.plural:
            count = self.values["count"]
            assert isinstance(count, int)
            return translations.ngettext(self.template, self.plural, count)
        if self.context:
            return translations.pgettext(self.context, self.template)
        return translations.gettext(self.template)


class _Listed(Message):
    """Several texts with the same words between each two."""

    __slots__ = ()

    @staticmethod
    def _filled(template: str, values: Mapping[str, object]) -> str:
        return template.join(map(str, values.values()))


NOTHING: Final = Message("", {})


def translated(value: object, translations: Translations) -> object:
    """A message in another language; anything else as it is."""
    return value.translated(translations) if isinstance(value, Message) else value


def _(template: str, /, **values: object) -> Message:
    """The sentence that a template (as of str.format) makes with these values; each of them may be a message too."""
    return Message(template, values)


def ngettext(one: str, many: str, /, count: int, **values: object) -> Message:
    """As `_`, by the first template for a `{count}` of one, by the second for any other."""
    return Message(one, {"count": count, **values}, many)


def pgettext(context: str, template: str, /, **values: object) -> Message:
    """As `_`, for a template that means something else elsewhere."""
    return Message(template, values, context=context)


def joined(between: str, /, texts: Iterable[object]) -> Message:
    """The texts in one line, with these words between each two: `" or "`."""
    return _Listed(between, {str(n): text for n, text in enumerate(texts)})


def joined_with_more(texts: Iterable[object], more: int) -> Message:
    """The texts with commas between them, and of how many more they are the first."""
    listed = joined(", ", texts)
    return _("{texts} and {count} more", texts=listed, count=more) if more > 0 else listed
