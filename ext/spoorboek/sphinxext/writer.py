"""The HTML writer: Sphinx's own, with additions for assistive technology and keyboards.

Links with schemes that browsers execute are not written; inline styles are collected for the page's policy.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from docutils import nodes
from pygments.formatters import HtmlFormatter
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from spoorboek.readers import addresses
from spoorboek.sphinxext import column_widths
from spoorboek.sphinxext.pages import language, register, typography
from spoorboek.sphinxext.pages.fold import ENTRY, Glance

BUILDERS: Final = ("html", "dirhtml", "singlehtml")
_ADDRESSES: Final = frozenset({"action", "data", "formaction", "href", "src", "srcset", "xlink:href"})
_STYLE: Final = re.compile(r' style="([^"]*)"')
_STYLES: Final = "spoorboek_styles"


class Translator(HTML5Translator):
    """Extends Sphinx 9.0 and docutils 0.22; a test fails if they begin to write what is added here."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        document.settings.stylesheet_path = None  # those of docutils, which each translator would look up and not use
        super().__init__(document, builder)

    def visit_section(self, node: nodes.section) -> None:
        """Write a collapsible entry as `details`; a link to an anchor inside opens it."""
        if ENTRY in node["classes"]:
            self.section_level += 1
            self.body.append(self.starttag(nodes.inline(), "details", CLASS="entry"))
            self.body.append("<summary>")
            return
        super().visit_section(node)

    def depart_section(self, node: nodes.section) -> None:
        super().depart_section(node)
        if ENTRY in node["classes"]:
            self.body.append("</details>\n")

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)
        section = node.parent
        is_entry = isinstance(section, nodes.section) and ENTRY in section["classes"]
        if is_entry and section.first_child_matching_class(Glance) is None:
            self._begin_entry(section)

    def depart_colspec(self, node: nodes.colspec) -> None:
        """Write the widths of the columns, unless the author gave them."""
        group: Any = node.parent
        classes = group.parent["classes"]
        if "colwidths-given" in classes:
            super().depart_colspec(node)
        elif node is self.colspecs[-1] and len(self.colspecs) == group["cols"]:
            widths = column_widths.percentages(group, classes)
            columns = [self.emptytag(nodes.inline(), "col", "", CLASS=f"w{width}") for width in widths]
            self.body += ["<colgroup>", *columns, "</colgroup>\n"] if columns else []

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        super().visit_Text(node)
        if isinstance(node.parent, nodes.title):
            self.body[-1] = typography.breakable(self.body[-1])

    def visit_Glance(self, node: Glance) -> None:  # noqa: N802 - docutils calls it by class name
        self.body.append(self.starttag(node, "span", ""))

    def depart_Glance(self, node: Glance) -> None:  # noqa: N802
        self.body.append("</span>")
        self._begin_entry(node.parent)

    def _begin_entry(self, section: nodes.Element) -> None:
        """Begin the part of an entry that is hidden while it is closed."""
        self.body.append("</summary>\n")
        self.body.append(self.starttag(section, "section"))

    def starttag(self, node: nodes.Element, tagname: str, *other: Any, **attributes: Any) -> str:
        if tagname == "th":
            attributes["scope"] = "col" if "head" in attributes["classes"] else "row"
        if attributes.get("ROLE") == "heading":  # a caption with the role heading needs a level
            attributes["ARIA-LEVEL"] = "2"
        if tagname == "tr" and isinstance(node, register.Row):
            attributes["data-choices"] = json.dumps(node["choices"], ensure_ascii=False, separators=(",", ":"))
        if isinstance(node, nodes.image) and tagname == "img" and not {"width", "height"} & set(node.attributes):
            files: dict[str, str] = node.attributes.get("candidates", {})
            attributes |= _size(Path(self.builder.srcdir, files.get("*", "")))
        for name in [name for name in attributes if name.lower() in _ADDRESSES]:
            if not addresses.scheme_is_allowed(str(attributes[name]), self._schemes):
                del attributes[name]
        written = super().starttag(node, tagname, *other, **attributes)
        vars(self.builder).setdefault(_STYLES, set()).update(map(html.unescape, _STYLE.findall(written)))
        return written

    @property
    def _schemes(self) -> frozenset[str]:
        return addresses.schemes(getattr(self.config, "myst_url_schemes", ()))

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Write the link behind a heading; its title is in the language of the site, also on untranslated pages."""
        if node["ids"] and self.config.html_permalinks and self.builder.add_permalinks:
            spoken = {"LANG": self.config.language} if language.OTHER in self.document else {}
            href = f"#{node['ids'][0]}"
            tag = self.starttag(nodes.inline(), "a", "", CLASS="headerlink", HREF=href, TITLE=title, **spoken)
            self.body.append(f"{tag}{self.config.html_permalinks_icon}</a>")


def _size(path: Path) -> dict[str, str]:
    """Return width and height (pixels) of an SVG, so that the page does not shift when it loads."""
    if path.suffix != ".svg" or not path.is_file():
        return {}
    try:
        _x, _y, width, height = ElementTree.parse(path).getroot().get("viewBox", "").split()  # noqa: S314 - our own documents
        return {"WIDTH": f"{float(width):.0f}", "HEIGHT": f"{float(height):.0f}"}
    except (ElementTree.ParseError, ValueError):
        return {}


class CodeFormatter(HtmlFormatter):  # type: ignore[misc] # has no types
    """Code blocks that scroll by keyboard, since they may be wider than the page; otherwise as in Pygments 2.21."""

    def wrap(self, source: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        yield 0, '<pre tabindex="0"><span></span>'
        yield from source
        yield 0, "</pre>"


def let_code_scroll(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.highlighter.formatter = CodeFormatter


def styles(app: Sphinx) -> frozenset[str]:
    """Return the `style` values written since the last call, which are those of one page."""
    return frozenset(vars(app.builder).pop(_STYLES, ()))
