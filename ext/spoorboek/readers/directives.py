"""What becomes of the text in a directive, as far as a reader of items has to know; a test asks the registries."""

from __future__ import annotations

import enum
from typing import Final


class Use(enum.Enum):
    """What becomes of the text that a directive holds."""

    TEXT = "read as text, its first words too"
    TITLED = "read as text below a title that is text too, and must be given"
    NAMED = "read as text below an argument that is none"
    PLAIN = "read as text below an argument that is none, and must be given; it has no options"
    TITLE = "a title and no text"
    NOTHING = "nothing that can hold an item"
    BUILD = "what only a build can tell"


_NAMES: Final = {
    Use.TEXT: """
        attention caution compound danger error hint important note seealso tip warning
    """,
    Use.TITLED: """
        admonition
    """,
    Use.NAMED: """
        container
    """,
    Use.PLAIN: """
        only
    """,
    Use.TITLE: """
        centered rubric
    """,
    Use.NOTHING: """
        code code-block codeauthor contents data-viewer date default-domain default-role digraph graph graphviz
        highlight image index literalinclude math meta moduleauthor needarch needbar needflow needgantt needlist
        needpie needsequence needtable needuml raw replace role section-numbering sectionauthor sectnum sourcecode
        tabularcolumns target-notes title toctree unicode confval cmdoption envvar option productionlist program
    """,
    Use.BUILD: """
        acks choose class cssclass csv-table deprecated describe epigraph eval-rst figure figure-md footer
        glossary header highlights hlist if line-block list-table list2need needextend needextract needimport
        needreport needservice object otherwise parsed-literal pull-quote restructuredtext-test-directive
        rst-class sidebar table topic version-added version-changed version-deprecated version-removed
        versionadded versionchanged versionremoved when attribute class classmethod currentmodule data decorator
        decoratormethod exception function method module property staticmethod type
    """,
}
SHOW_CODE: Final = frozenset({"code", "code-block", "parsed-literal", "sourcecode"})
"""What shows text as it is written; an item in one of these is an example."""
DEEPEST: Final = 50
"""Fences in fences: MyST-Parser itself breaks down at some 300."""
MAKE_ITEMS: Final = frozenset({"eval-rst", "list2need", "needextend", "needimport", "needreport", "needservice"})
_DOMAINS: Final = ("c:", "changeset:", "citation:", "cpp:", "js:", "math:", "py:", "rst:", "std:")
OWN: Final = frozenset(
    {
        *("accounted", "checklist", "deviations", "findings", "items", "matrix", "readings", "retired"),
        *("rules", "tally", "timeline", "trace", "waivers"),
    }
)
_USES: Final = {name: use for use, names in reversed(_NAMES.items()) for name in names.split()}
NAMES: Final = frozenset({*_USES, *OWN})


def may_hold(text: str) -> bool:
    """Can a text hold a directive? Without the marks of a fence it cannot."""
    return "```" in text or ":::" in text or "~~~" in text


def use(name: str) -> Use | None:
    """What becomes of the text of a directive; None where it is of an extension that is not known here."""
    name = name.lower()
    if name.startswith(_DOMAINS):
        return Use.BUILD
    return Use.NOTHING if name in OWN else _USES.get(name)
