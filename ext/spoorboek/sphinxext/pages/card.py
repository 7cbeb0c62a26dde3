"""The preview card (Open Graph image) of every page; only if the handbook has a public address."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.exports.card import HEIGHT, WIDTH, Card, picture
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.pages import draw, publisher

FOLDER: Final = "_cards"
_LONGEST: Final = 160
_FIRST: Final = ("outcome", "standing", "lead")
"""Classes of the paragraph that summarises a page, in order of preference; else it is the first paragraph."""
_NOT: Final = ("kicker", "small", "download")


def note(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Schedule the card of a page to be drawn after all pages are written."""
    if has_cards(app):
        build_data.of(app.env).later[name(docname)] = partial(picture, _card(app, doctree, docname))


def context(app: Sphinx, docname: str, doctree: nodes.document) -> dict[str, Any] | None:
    """Return the template context of the card: address, text, size; None if the handbook has no public address."""
    if not has_cards(app):
        return None
    text = _card(app, doctree, docname).text
    return {"address": publisher.file_address(app, name(docname)), "text": text, "width": WIDTH, "height": HEIGHT}


def has_cards(app: Sphinx) -> bool:
    return bool(app.builder.format == "html" and app.config.html_baseurl)


def name(docname: str) -> str:
    """Return the file of a card, relative to the output folder."""
    return f"{FOLDER}/{docname}.png"


def _card(app: Sphinx, doctree: nodes.document, docname: str) -> Card:
    kicker = next((node for node in doctree.findall(nodes.paragraph) if "kicker" in node["classes"]), nodes.paragraph())
    answer = next((node for node in kicker.findall(nodes.inline) if "answer" in node["classes"]), nodes.inline())
    return Card(
        title=app.env.titles[docname].astext(),
        state=next((name for name in answer["classes"] if name != "answer"), ""),
        word=answer.astext(),
        description=description(doctree),
        handbook=app.config.project,
        note=draw.settings(app).publisher_note,
    )


def description(doctree: nodes.document) -> str:
    """Return the paragraph that summarises a page, cut after a word at 160 characters."""
    paragraphs = [*tree.of_type(doctree, nodes.paragraph)]
    summaries = (node for name in _FIRST for node in paragraphs if name in node["classes"])
    unmarked = (node for node in paragraphs if not set(_NOT) & set(node["classes"]))
    texts = (" ".join(node.astext().split()) for node in chain(summaries, unmarked))
    text = next(filter(None, texts), "")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rpartition(' ')[0]} …"
