"""Messages that keep their template and values, so that they can be translated later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from gettext import NullTranslations

Translate = Callable[[str], str | None]
"""The translation of a text; None if there is none."""


class Message(str):
    """An English text, with the template and the values it was formatted from.

    It compares, hashes, sorts and prints as the formatted str. `plural` is the template for a count other than 1;
    `context` (msgctxt) separates equal templates that differ in meaning.
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

    def translated(self, translations: NullTranslations) -> str:
        """The text in another language, with those of its values that are messages translated too."""
        values = {name: translated(value, translations) for name, value in self.values.items()}
        return self._filled(self._template(translations), values)

    def _template(self, translations: NullTranslations) -> str:
        if not self.template:
            return ""  # the msgid of the header of a catalog
        if self.plural:
            count = self.values["count"]
            assert isinstance(count, int)
            return translations.ngettext(self.template, self.plural, count)
        if self.context:
            return translations.pgettext(self.context, self.template)
        return translations.gettext(self.template)


class _Listed(Message):
    """Several texts with a separator between them."""

    __slots__ = ()

    @staticmethod
    def _filled(template: str, values: Mapping[str, object]) -> str:
        return template.join(map(str, values.values()))


NOTHING: Final = Message("", {})


def translated(value: object, translations: NullTranslations) -> object:
    """A message in another language; any other value unchanged."""
    return value.translated(translations) if isinstance(value, Message) else value


def _(template: str, /, **values: object) -> Message:
    """A message from a template (as of str.format) and its values, which may be messages too."""
    return Message(template, values)


def ngettext(singular: str, plural: str, /, count: int, **values: object) -> Message:
    """As `_`, with the template `singular` for a count of 1, else `plural`; `{count}` is in both."""
    return Message(singular, {"count": count, **values}, plural)


def pgettext(context: str, template: str, /, **values: object) -> Message:
    """As `_`, with a msgctxt for a template that has another meaning elsewhere."""
    return Message(template, values, context=context)


def joined(between: str, /, texts: Iterable[object]) -> Message:
    """The texts joined by a translatable separator, such as `" or "`."""
    return _Listed(between, {str(n): text for n, text in enumerate(texts)})


def joined_with_more(texts: Iterable[object], more: int) -> Message:
    """The texts separated by commas, with "and N more" if `more` is above 0."""
    listed = joined(", ", texts)
    return _("{texts} and {count} more", texts=listed, count=more) if more > 0 else listed
