"""How pages are written: as Sphinx writes them, with what tables, captions and code lack for who does not see them.

No address that browsers would run is written, and the styles that stand inline are noted for the policy of the page.
"""

from __future__ import annotations

import html
import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from spoorboek.readers import addresses

BUILDERS: Final = ("html", "dirhtml", "singlehtml")
_ADDRESSES: Final = frozenset({"action", "data", "formaction", "href", "src", "srcset", "xlink:href"})
_STYLE: Final = re.compile(r' style="([^"]*)"')
_STYLES: Final = "spoorboek_styles"
_CODE: Final = '<div class="highlight"><pre>'


class Translator(HTML5Translator):
    """Seen with Sphinx 9.0 and docutils 0.22; a test fails where these come to write what is added here."""

    def starttag(self, node: nodes.Element, tagname: str, *other: Any, **attributes: Any) -> str:
        if tagname == "th":
            attributes["scope"] = "col" if "head" in attributes["classes"] else "row"
        if attributes.get("ROLE") == "heading":  # a caption that is called a heading needs a level
            attributes["ARIA-LEVEL"] = "2"
        for name in [name for name in attributes if name.lower() in _ADDRESSES]:
            if not addresses.scheme_is_allowed(str(attributes[name]), self._schemes):
                del attributes[name]
        written = super().starttag(node, tagname, *other, **attributes)
        vars(self.builder).setdefault(_STYLES, set()).update(map(html.unescape, _STYLE.findall(written)))
        return written

    @property
    def _schemes(self) -> frozenset[str]:
        return addresses.schemes(getattr(self.config, "myst_url_schemes", ()))

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            if self.body[-1].startswith("<div") and _CODE in self.body[-1]:  # it may scroll: let the keyboard in
                self.body[-1] = self.body[-1].replace(_CODE, '<div class="highlight"><pre tabindex="0">', 1)
            raise


def styles(app: Sphinx) -> frozenset[str]:
    """The values of `style` that were written since this was last asked: those of one page."""
    return frozenset(vars(app.builder).pop(_STYLES, ()))
