"""Checks the doctree of a page for restricted nodes, before Sphinx copies a file or stores a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import search_image_for_language

from spoorboek.model.message import Message
from spoorboek.model.programme import Breach, Location
from spoorboek.readers import addresses, restrictions
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.breaches import files, record

_WRITTEN_BY_MYST: Final = re.compile(
    r'<br />\n|\\\\\n|</?s>|<input class="task-list-item-checkbox" [a-z"= ]*type="checkbox">', re.ASCII
)
"""Raw HTML that MyST-Parser itself writes: line breaks, strikethrough, check boxes of task lists."""


class Restrict(SphinxTransform):
    """Checks the doctree of a page, whatever made its nodes."""

    default_priority = 870  # after translations, before the event `doctree-read`

    def apply(self, **kwargs: Any) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            if not _WRITTEN_BY_MYST.fullmatch(raw.astext()):
                _as_text(raw, self.env)
        for meta in list(self.document.findall(nodes.meta)):
            if "http-equiv" in meta:
                self._refuse(meta, restrictions.meta(f"http-equiv={meta['http-equiv']}"))
        for toctree in self.document.findall(addnodes.toctree):
            self._clear(toctree)
        for reference in list(self.document.findall(nodes.reference)):
            self._refuse(reference, self._link(reference))
        for download in list(self.document.findall(addnodes.download_reference)):
            self._refuse(download, self._download(download["reftarget"]))
        for image in list(self.document.findall(nodes.image)):
            self._refuse(image, self._image(image["uri"]))
            image.attributes.pop("loading", None)

    def _refuse(self, node: nodes.Element, message: Message | None) -> None:
        """Replace a node by its text, if there is a reason to refuse it."""
        if message is None:
            return
        self._note(message, node)
        shown = node.children or ([nodes.literal("", node["alt"])] if node.get("alt") else [])
        node.attributes.update({name: [] for name in node.basic_attributes})  # docutils would keep classes
        node.replace_self(_of_a_kind(shown, node.parent))

    def _note(self, message: Message, node: nodes.Element) -> None:
        breach = Breach(Location("", 1), self.env.docname, message)
        if breach.key not in {known.key for known in build_data.of_page(self.env).breaches}:
            record(self.env, message, *tree.source_and_line(node))

    def _clear(self, toctree: addnodes.toctree) -> None:
        for title, address in list(toctree["entries"]):
            message = addresses.link(address, files(self.env)) if ":" in address else None
            if message is not None:
                self._note(message, toctree)
                toctree["entries"].remove((title, address))

    def _link(self, reference: nodes.reference) -> Message | None:
        """Return why a link is refused; a local address must be one that Sphinx or MyST-Parser has resolved."""
        address = reference.get("refuri", "")
        is_unchecked = not reference.get("id_link") and not reference.get("internal")
        return addresses.link(address, files(self.env)) or (addresses.unchecked(address) if is_unchecked else None)

    def _download(self, name: str) -> Message | None:
        return None if "://" in name else addresses.link(f"path:{name}", files(self.env))

    def _image(self, name: str) -> Message | None:
        message = addresses.image(name, files(self.env))
        if message or "://" in name or name.endswith(".*"):
            return message
        return addresses.image(search_image_for_language(name, self.env), files(self.env))


def _as_text(node: nodes.raw, env: BuildEnvironment) -> None:
    """Replace a raw node by its text; HTML comments are removed."""
    text = node.astext()
    message = restrictions.html(text)
    if message is not None:
        record(env, message, node.source, node.line)
    if restrictions.is_comment(text) or "html" not in node.get("format", "html").split():
        node.parent.remove(node)
        return
    shown = nodes.literal(text, text.strip("\n"))
    node.replace_self(shown if isinstance(node.parent, nodes.TextElement) else nodes.paragraph("", "", shown))


def _of_a_kind(shown: Iterable[nodes.Node], parent: nodes.Element) -> list[nodes.Node]:
    """Return inline nodes as they are within a text element, else in a paragraph."""
    result = list(shown)
    if (
        not result
        or isinstance(parent, nodes.TextElement)
        or not all(isinstance(n, nodes.Inline | nodes.Text) for n in result)
    ):
        return result
    return [nodes.paragraph("", "", *result)]
