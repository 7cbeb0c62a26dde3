"""The syntax of a page: the settings of MyST-Parser that decide what a page means."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.model.programme import Location
from spoorboek.readers.configuration import Configuration

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MOST_SIGNS: Final = 20_000
"""The most characters `[`, `<` and `{` in a paragraph, which may begin a link, picture, HTML or role."""
_MOST_OF_AUTOLINK: Final = 2_000
"""The same with gfm_autolink, which searches the whole paragraph at each `<http`."""


@dataclass(frozen=True)
class Syntax:
    """The settings of MyST-Parser that decide how a page is parsed, with its names and defaults."""

    enable_extensions: AbstractSet[str] = frozenset()
    disable_syntax: AbstractSet[str] = frozenset()
    commonmark_only: bool = False
    gfm_only: bool = False
    all_links_external: bool = False
    url_schemes: AbstractSet[str] = frozenset({"http", "https", "mailto", "ftp"})
    fence_as_directive: AbstractSet[str] = frozenset()
    heading_anchors: int = 0
    colon_fence_exact_match: bool = False
    linkify_fuzzy_links: bool = True
    strikethrough_single_tilde: bool = False
    sub_delimiters: tuple[str, str] = ("{", "}")
    dmath_allow_labels: bool = True
    dmath_allow_space: bool = True
    dmath_allow_digits: bool = True
    dmath_double_inline: bool = False

    @property
    def has_no_directives(self) -> bool:
        """Whether fences are always code, as in plain Markdown."""
        return self.commonmark_only or self.gfm_only

    @property
    def is_plain(self) -> bool:
        """Whether lines that begin with a letter, heading mark or fence have their usual meaning."""
        special = self.commonmark_only or self.gfm_only or self.disable_syntax or self.colon_fence_exact_match
        return not special and self.sub_delimiters == ("{", "}")


def syntax(configuration: Configuration, page: dict[str, Any]) -> Syntax:
    """The syntax of a page: settings of conf.py, overridden by its front matter (`page`)."""

    def value(name: str, default: Any) -> Any:
        setting = page.get(name, configuration.myst(name, None))
        if setting is None:
            return default
        if isinstance(default, frozenset):
            return frozenset({setting} if isinstance(setting, str) else map(str, setting))
        return type(default)(setting)

    values: dict[str, Any] = {field.name: value(field.name, field.default) for field in fields(Syntax)}
    return Syntax(**values)


@cache
def parser(syntax: Syntax) -> MarkdownIt:
    """The parser of pages in this syntax; most pages are read without it."""
    from spoorboek.readers import parser  # noqa: PLC0415 - it imports a hundred modules

    return parser.parser(syntax)


def check_density(text: str, syntax: Syntax, at: Location) -> None:
    """Raise SpoorboekError, at `at`, if a paragraph has more special characters than the parser reads in a second."""
    most = _MOST_OF_AUTOLINK if "gfm_autolink" in syntax.enable_extensions else _MOST_SIGNS
    if len(text) > most and sum(map(text.count, "[<{")) > most:
        problem = _("a paragraph has more than {most} of the characters {signs}", most=most, signs="[ < {")
        raise unreadable(at, problem, _("make more paragraphs of it"))
