"""Configures the parser of a page as MyST-Parser does, without its renderer and docutils."""

from __future__ import annotations

import re
from typing import Final

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

from spoorboek.readers.myst import Syntax

_COLON_FENCE_ENDS: Final = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


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
    match = _ROLE.match(state.src, state.pos)
    end = state.src.find(match[2], match.end() + 1) if match else -1
    if match is None or end < 0:
        return False
    if not silent:
        token = state.push("myst_role", "", 0)
        token.meta = {"name": match[1]}
        token.content = state.src[match.end() : end].replace("\n", " ")
    state.pos = end + len(match[2])
    return True


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
        parser.use(
            dollarmath_plugin,
            allow_labels=syntax.dmath_allow_labels,
            allow_space=syntax.dmath_allow_space,
            allow_digits=syntax.dmath_allow_digits,
            double_inline=syntax.dmath_double_inline,
        )
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
