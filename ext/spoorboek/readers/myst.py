"""Configures the parser of a page as MyST-Parser does, without its renderer and docutils."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.gfm import gfm_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.section_ref import section_ref_plugin
from mdit_py_plugins.substitution import substitution_plugin

from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.model.programme import Location
from spoorboek.readers.configuration import Configuration

_MOST_SIGNS: Final = 20_000
"""The most characters `[`, `<` and `{` in a paragraph, which may begin a link, picture, HTML or role."""
_MOST_OF_AUTOLINK: Final = 2_000
"""The same with gfm_autolink, which searches the whole paragraph at each `<http`."""
_COLON_FENCE_ENDS: Final = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


@dataclass(frozen=True)
class Syntax:
    """The settings of MyST-Parser that decide how a page is parsed, with its names and defaults."""

    enable_extensions: AbstractSet[str] = frozenset()
    disable_syntax: tuple[str, ...] = ()
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
    dmath: tuple[tuple[str, bool], ...] = ()

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
    default = Syntax()

    def value(name: str, otherwise: Any) -> Any:
        found = page.get(name, configuration.myst(name, None))
        return otherwise if found is None else found

    def words(name: str, otherwise: AbstractSet[str] = frozenset()) -> frozenset[str]:
        found = value(name, otherwise)
        return frozenset({found} if isinstance(found, str) else map(str, found))

    return Syntax(
        words("enable_extensions"),
        tuple(sorted(words("disable_syntax"))),
        bool(value("commonmark_only", False)),
        bool(value("gfm_only", False)),
        bool(value("all_links_external", False)),
        words("url_schemes", default.url_schemes),
        words("fence_as_directive"),
        int(value("heading_anchors", 0)),
        bool(value("colon_fence_exact_match", False)),
        bool(value("linkify_fuzzy_links", True)),
        bool(value("strikethrough_single_tilde", False)),
        tuple(value("sub_delimiters", default.sub_delimiters)),
        tuple((name, bool(value(f"dmath_{name}", default))) for name, default in _DMATH),
    )


_DMATH: Final = (("allow_labels", True), ("allow_space", True), ("allow_digits", True), ("double_inline", False))


def parser(syntax: Syntax) -> MarkdownIt:
    """A parser with the rules and plugins of myst_parser.parsers.mdit.create_md_parser; a test compares the two.

    It parses blocks only; paragraphs are parsed with `inline.parse` if they contain something of interest.
    """
    parser = _chosen(syntax)
    parser.options["store_labels"] = True  # keeps the label of a reference link, to find its definition
    if "myst_role" in parser.inline.ruler.get_all_rules():
        parser.inline.ruler.at("myst_role", _role)
    parser.core.ruler.disable([name for name in parser.core.ruler.get_active_rules() if name in OF_PARAGRAPHS])
    return parser


_ROLE: Final = re.compile(r"\{([A-Za-z0-9_+:-]+)\}(`+)")


def _role(state: StateInline, silent: bool) -> bool:
    """A faster rule for myst_role_plugin's, which copies the rest of the paragraph each time; a test compares."""
    found = _ROLE.match(state.src, state.pos)
    end = state.src.find(found[2], found.end() + 1) if found else -1
    if found is None or end < 0:
        return False
    if not silent:
        token = state.push("myst_role", "", 0)
        token.meta = {"name": found[1]}
        token.content = state.src[found.end() : end].replace("\n", " ")
    state.pos = end + len(found[2])
    return True


def look_full(text: str, syntax: Syntax, at: Location) -> None:
    """Raise SpoorboekError, at `at`, if a paragraph has more special characters than the parser reads in a second."""
    most = _MOST_OF_AUTOLINK if "gfm_autolink" in syntax.enable_extensions else _MOST_SIGNS
    if len(text) > most and sum(map(text.count, "[<{")) > most:
        problem = _("a paragraph has more than {most} signs {signs}", most=most, signs="[ < {")
        raise unreadable(at, problem, _("make more paragraphs of it"))


OF_PARAGRAPHS: Final = frozenset({"inline", "linkify", "replacements", "smartquotes", "text_join"})


def _chosen(syntax: Syntax) -> MarkdownIt:
    if syntax.commonmark_only:
        return MarkdownIt("commonmark")
    if syntax.gfm_only:
        return MarkdownIt("commonmark").use(gfm_plugin)
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )
    _extend(parser, syntax)
    for name in syntax.disable_syntax:
        parser.disable(name, ignoreInvalid=True)
    return parser


def _extend(parser: MarkdownIt, syntax: Syntax) -> None:
    extensions = syntax.enable_extensions
    _set_options(parser, syntax)
    if "dollarmath" in extensions:
        parser.use(dollarmath_plugin, **dict(syntax.dmath))
    if "colon_fence" in extensions:
        exact = syntax.colon_fence_exact_match
        rule = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=exact)  # noqa: S106 - no password
        parser.block.ruler.before("fence", "colon_fence", rule, {"alt": _COLON_FENCE_ENDS})
    for name, plugin in _PLUGINS.items():
        if name in extensions:
            parser.use(plugin)
    if "substitution" in extensions:
        parser.use(substitution_plugin, *syntax.sub_delimiters)
    if "attrs_inline" in extensions:
        after = ("image", "code_inline", "link_close", "span_close")
        parser.use(attrs_plugin, after=after, spans=True, span_after="footnote_ref")
    elif "attrs_image" in extensions:
        parser.use(attrs_plugin, after=("image",))
    if "attrs_block" in extensions:
        parser.use(attrs_block_plugin)


def _set_options(parser: MarkdownIt, syntax: Syntax) -> None:
    extensions = syntax.enable_extensions
    typographer = extensions & {"smartquotes", "replacements"}
    parser.enable(sorted(typographer))
    parser.options["typographer"] = bool(typographer)
    if "linkify" in extensions and parser.linkify is not None:
        parser.enable("linkify")
        parser.linkify.set({"fuzzy_link": syntax.linkify_fuzzy_links})
        parser.options["linkify"] = True
    if "strikethrough" in extensions:
        parser.enable("strikethrough")
        parser.options["strikethrough_single_tilde"] = syntax.strikethrough_single_tilde
    parser.options["tasklists"] = "tasklist" in extensions
    parser.options["alerts"] = "alert" in extensions


_PLUGINS: Final = {
    "gfm_autolink": gfm_autolink_plugin,
    "section_ref": section_ref_plugin,
    "amsmath": amsmath_plugin,
    "deflist": deflist_plugin,
    "fieldlist": fieldlist_plugin,
}
