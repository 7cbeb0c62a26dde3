"""Type checks for values from conf.py and front matter, before anything uses them.

Only exact built-in types are accepted: a subclass can run code when it is read or compared, and can show one value
to the check and another to the build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.printable import brief, is_printable
from spoorboek.model.programme import Location

_CONTACT: Final = re.compile(r"https?://[^\s/]+\S*|[^\s@:/?#&]+@[^\s@:/?#&]+")
_SEQUENCES: Final = (list, tuple, set, frozenset)
_PLAIN: Final = (*_SEQUENCES, dict, str, int, float, bool)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:[_-][A-Za-z0-9]{1,8})*")


Accepts = Callable[[Any], bool]


class ValueType(NamedTuple):
    """A type of value: a predicate, its name in messages, and what to do about a value of another type."""

    accepts: Accepts
    expected: Message
    remedy: Message = _("correct it")


def _is_text(value: object) -> bool:
    return type(value) is str and is_printable(value)


def _is_texts(value: Any) -> bool:
    return type(value) in _SEQUENCES and all(map(_is_text, value))


def _is_none(value: object) -> bool:
    return value is None


def _any_of(*accepts: Accepts) -> Accepts:
    return lambda value: any(accept(value) for accept in accepts)


def _by_name(accepts: Accepts) -> Accepts:
    """Accepts a dictionary with texts as its keys."""
    return lambda value: type(value) is dict and all(_is_text(name) and accepts(inner) for name, inner in value.items())


def _is_languages(value: Any) -> bool:
    return type(value) in (list, tuple) and all(_is_text(word) and _LANGUAGE.fullmatch(word) for word in value)


_TEMPLATES: Final = _by_name(_any_of(_is_text, _is_texts))
"""The URL templates of a scheme."""
TEXT: Final = ValueType(_is_text, _("text"))
TEXT_OR_NONE: Final = ValueType(_any_of(_is_none, _is_text), _("text"))
CONTACT: Final = ValueType(
    lambda value: _is_text(value) and (value == "" or bool(_CONTACT.fullmatch(value))),
    _("a mail address, or a web address that begins with https://"),
)
TEXTS: Final = ValueType(_is_texts, _("a list of texts"))
TEXTS_OR_TEXT: Final = ValueType(_any_of(_is_text, _is_texts), _("a list of texts"))
LANGUAGES: Final = ValueType(_is_languages, _("a list of languages, as nl and en"))
SCHEMES: Final = ValueType(_any_of(_by_name(_any_of(_is_none, _is_text, _TEMPLATES)), _is_texts), _("a list of texts"))
TEXTS_BY_NAME: Final = ValueType(_by_name(_is_text), _("texts by name, between braces"))
SUFFIXES: Final = ValueType(
    _any_of(_by_name(_any_of(_is_none, _is_text)), _is_text, _is_texts), _("the ends of names of files, as .md")
)
BOOLEAN: Final = ValueType(lambda value: type(value) is bool, _("true or false"))
LEVEL: Final = ValueType(lambda value: type(value) is int and 0 <= value <= 7, _("a number from 0 to 7"))
PAIR: Final = ValueType(
    lambda value: (
        type(value) in (list, tuple) and len(value) == 2 and all(_is_text(sign) and len(sign) == 1 for sign in value)
    ),
    _("a list of two characters"),
)

SETTINGS_OF_MYST: Final = ValueType(lambda value: type(value) is dict, _("settings of MyST-Parser by name"))
OF_MYST: Final[Mapping[str, ValueType]] = {
    **dict.fromkeys(("enable_extensions", "disable_syntax", "fence_as_directive"), TEXTS_OR_TEXT),
    **dict.fromkeys(("commonmark_only", "gfm_only", "all_links_external", "colon_fence_exact_match"), BOOLEAN),
    **dict.fromkeys(("linkify_fuzzy_links", "strikethrough_single_tilde"), BOOLEAN),
    **dict.fromkeys(("dmath_allow_labels", "dmath_allow_space", "dmath_allow_digits", "dmath_double_inline"), BOOLEAN),
    "url_schemes": SCHEMES,
    "heading_anchors": LEVEL,
    "sub_delimiters": PAIR,
}
"""Settings of MyST-Parser that decide how a page is parsed, by their names in front matter."""


def _is_one_of(values: tuple[Any, ...], value: object) -> bool:
    return any(type(value) is type(known) and value == known for known in values)


_COMPLETE: Final[Mapping[str, tuple[Any, ...]]] = {
    "include_needs": (True,),
    "builder_filter": ("", "is_external==False"),
    "json_exclude_fields": ([],),
    "external_needs": ([],),
    "file": (None, ""),
}
OF_NEEDS: Final[Mapping[str, ValueType]] = {
    name: ValueType(
        partial(_is_one_of, values),
        _("the default: with it, what is published differs from what is checked"),
        _("remove the setting"),
    )
    for name, values in _COMPLETE.items()
}
"""Settings of sphinx-needs, without `needs_`, with which needs.json and the pages contain exactly the judged items."""


def check(
    values: Mapping[str, Any], types: Mapping[str, ValueType], location: Callable[[str], Location], prefix: str = ""
) -> None:
    """Check values against the types of their names, which `values` have after `prefix`.

    Raises SpoorboekError for the first value of another type, at the `location` of its name.
    """
    for name, value_type in types.items():
        if (full := prefix + name) in values and not value_type.accepts(values[full]):
            raise wrong(full, values[full], value_type, location(full))


def wrong(name: str, value: object, value_type: ValueType, at: Location) -> SpoorboekError:
    expected = value_type.expected
    problem = _("{name} is {value}, expected {expected}", name=name, value=brief(value), expected=expected)
    if subclass := _subclass(value):
        values = {"name": name, "type": brief(subclass), "expected": expected}
        problem = _("{name} has a value of type {type}, expected {expected}, of a built-in type of Python", **values)
    return unreadable(at, problem, value_type.remedy)


def _subclass(value: Any) -> type | None:
    """The first subclass of a built-in type in a value or its contents; None if there is none."""
    pending, visited = [value], set()
    while pending:
        item = pending.pop()
        kind = type(item)
        if kind not in _PLAIN and issubclass(kind, _PLAIN):
            return kind
        if kind in (*_SEQUENCES, dict) and id(item) not in visited:
            visited.add(id(item))
            pending += [*item, *item.values()] if kind is dict else item
    return None
