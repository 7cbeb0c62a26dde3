"""How each directive treats its text. A test compares the names with the registries of docutils and Sphinx."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from spoorboek.readers.written_directive import WrittenDirective


class Use(enum.Enum):
    """How a directive treats its text."""

    TEXT = "read as text, its first words too"
    TITLED = "read as text below a title that is text too, and must be given"
    NAMED = "read as text below an argument that is none"
    PLAIN = "read as text below an argument that is none, and must be given; it has no options"
    CLASSES = "as PLAIN, below names of classes"
    VERSION = "as PLAIN, below a version and what was changed in it"
    HIDDEN = "read as text that no page shows, its first words too; it has no options"
    TOPIC = "as TITLED, outside any other block"
    SIDEBAR = "read as text below a title that may be given, outside any other block"
    QUOTE = "read as text, its first words too, up to the name of who said it; it has no options"
    FIGURE = "the caption of a picture and a legend"
    FIGURE_IN_TEXT = "a picture and its caption"
    TABLE = "one table"
    LIST_TABLE = "a list of lists that makes a table"
    LIST = "one list"
    GLOSSARY = "terms and what they mean"
    LITERAL = "one paragraph, its first words too, with the blanks and lines that it has"
    LINES = "a paragraph for each line"
    TITLE = "a title and no text"
    NOTHING = "nothing that can hold an item"
    BUILD = "what only a build can tell"


_NAMES: Final = {
    Use.TEXT: """
        attention caution compound danger error hint important note seealso tip warning
    """,
    Use.TITLED: "admonition",
    Use.NAMED: "container",
    Use.PLAIN: "only",
    Use.CLASSES: "cssclass rst-class",
    Use.VERSION: """
        deprecated version-added version-changed version-deprecated version-removed versionadded versionchanged
        versionremoved
    """,
    Use.HIDDEN: "footer header",
    Use.TOPIC: "topic",
    Use.SIDEBAR: "sidebar",
    Use.QUOTE: "epigraph highlights pull-quote",
    Use.FIGURE: "figure",
    Use.FIGURE_IN_TEXT: "figure-md",
    Use.TABLE: "table",
    Use.LIST_TABLE: "list-table",
    Use.LIST: "acks hlist",
    Use.GLOSSARY: "glossary",
    Use.LITERAL: "parsed-literal",
    Use.LINES: "line-block",
    Use.TITLE: "centered rubric",
    Use.NOTHING: """
        code code-block codeauthor contents data-viewer date default-domain default-role digraph graph graphviz
        highlight image index literalinclude math meta moduleauthor needarch needbar needflow needgantt needlist
        needpie needsequence needtable needuml raw replace role section-numbering sectionauthor sectnum sourcecode
        tabularcolumns target-notes title toctree unicode productionlist program
    """,
    Use.BUILD: """
        attribute choose class classmethod cmdoption confval csv-table currentmodule data decorator decoratormethod
        describe envvar eval-rst exception function if list2need method module needextend needextract needimport
        needreport needservice object option otherwise property restructuredtext-test-directive staticmethod type when
    """,
}
_OF_EXTENSIONS: Final = {
    "sphinx.ext.autosummary": {Use.BUILD: "autosummary"},
    "sphinx.ext.doctest": {Use.NOTHING: "doctest testcleanup testcode testoutput testsetup"},
    "sphinx.ext.ifconfig": {Use.PLAIN: "ifconfig"},
    "sphinx.ext.inheritance_diagram": {Use.NOTHING: "inheritance-diagram"},
    "sphinx.ext.todo": {Use.TEXT: "todo", Use.NOTHING: "todolist"},
}
"""Directives of Sphinx's own extensions, known if conf.py lists the extension."""
HIDE: Final = frozenset({"choose", "footer", "header", "if", "ifconfig", "only", "otherwise", "when"})
"""Directives whose content not every site shows."""
HIDING_CLASSES: Final = frozenset(
    {
        *("only-dark", "only-light", "visually-hidden", "hidden", "no-toc", "overlay", "search-again"),
        *("headerlink", "related-pages", "mobile-header", "content-icon-container", "back-to-top", "sidebar-toggle"),
        *("theme-toggle-content", "toc-content-icon", "toctree-checkbox", "skip-to-content", "history", "download"),
        *("unseen", "toggles", "editions", "by-edition", "sidebar-drawer", "toc-drawer", "nav-overlay-icon"),
        "toc-overlay-icon",
    }
)
"""Classes that the theme hides on screen, in print, or in light or dark mode."""
CLASSED: Final = frozenset({"container", "cssclass", "rst-class"})
"""Directives whose argument is a class."""
SHOW_CODE: Final = frozenset({"code", "code-block", "parsed-literal", "sourcecode"})
"""Directives that show source text; an item inside is an example."""
DEEPEST: Final = 50
"""The most nested fences; MyST-Parser fails at some 300."""
MAKE_ITEMS: Final = frozenset({"eval-rst", "list2need", "needextend", "needimport", "needreport", "needservice"})
_DOMAINS: Final = ("c:", "changeset:", "citation:", "cpp:", "js:", "math:", "py:", "rst:", "std:")
OWN: Final = frozenset(
    {
        *("accounted", "changes", "checklist", "deviations", "dossier", "edition", "fates", "files", "findings"),
        *("items", "latest", "maker", "matrix", "readings", "reference", "retired", "rules", "tally", "timeline"),
        *("trace", "waivers", "years"),
    }
)


def _by_name(names: Mapping[Use, str]) -> dict[str, Use]:
    return {name: use for use, listed in names.items() for name in listed.split()}


_USES: Final = _by_name(_NAMES)
NAMES: Final = frozenset({*_USES, *OWN})


class Directive(NamedTuple):
    """A directive in a page; `line` is the 0-based line it opens on, `depth` the number of directives around it plus 1.

    `is_outermost`: it is inside no other block.
    """

    name: str
    argument: str
    content: str
    written: WrittenDirective
    line: int
    depth: int
    in_table: bool
    is_outermost: bool

    @property
    def lines(self) -> tuple[int, int]:
        """The 0-based lines of its content: the first, and the one after the last."""
        return self.line + 1, self.line + 1 + self.content.count("\n")


def may_hold(text: str) -> bool:
    """Whether the text may contain a directive: it has the marks of a fence."""
    return (  # to seek one sign takes hardly any time, and most text has none of these
        ("`" in text and "```" in text) or (":" in text and ":::" in text) or ("~" in text and "~~~" in text)
    )


def use(name: str, extensions: Collection[str] = ()) -> Use | None:
    """How a directive treats its text; None if the directive is unknown."""
    name = name.lower()
    if name.startswith(_DOMAINS) or (name.startswith("auto") and "sphinx.ext.autodoc" in extensions):
        return Use.BUILD
    if name in OWN:
        return Use.NOTHING
    known = [_USES, *(_by_name(_OF_EXTENSIONS[name]) for name in extensions if name in _OF_EXTENSIONS)]
    return next((uses[name] for uses in known if name in uses), None)
