"""How pages are written: as Sphinx writes them, with what tables, captions and code lack for who does not see them."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

BUILDERS: Final = ("html", "dirhtml", "singlehtml")
_CODE: Final = '<div class="highlight"><pre>'


class Translator(HTML5Translator):
    """Seen with Sphinx 9.0 and docutils 0.22; a test fails where these come to write what is added here."""

    def starttag(self, node: nodes.Element, tagname: str, *other: Any, **attributes: Any) -> str:
        if tagname == "th":
            attributes["scope"] = "col" if "head" in attributes["classes"] else "row"
        if attributes.get("ROLE") == "heading":  # a caption that is called a heading needs a level
            attributes["ARIA-LEVEL"] = "2"
        return super().starttag(node, tagname, *other, **attributes)

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            if self.body[-1].startswith("<div") and _CODE in self.body[-1]:  # it may scroll: let the keyboard in
                self.body[-1] = self.body[-1].replace(_CODE, '<div class="highlight"><pre tabindex="0">', 1)
            raise
