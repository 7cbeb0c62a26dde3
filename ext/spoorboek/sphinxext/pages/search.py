"""What the search page knows of items and pages: `searchitems.js`, a script, so that it loads from a folder too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from spoorboek.analysis import actors, lineage, papers
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _, translate
from spoorboek.model.printable import without_controls
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.pages import draw, navigation, typography

FILE: Final = "searchitems.js"
_FIRST: Final = (
    Types.THEME, Types.COMMITMENT, Types.INVESTIGATION, Types.ORGANISATION, Types.CHAIN, Types.GOAL, Types.TERM,
    Types.EVENT, Types.RECOMMENDATION, Types.SOURCE, Types.SENTENCE, Types.CHECK,
)  # fmt: skip
"""Of items that answer equally well, the first of these types comes first."""
_OF_AN_EDITION: Final = (Types.COMMITMENT, Types.CHECK, Types.SENTENCE, Types.INVESTIGATION)
_LEAD: Final = 14
"""How far the first of these types is ahead of the last, in the worth that search.js counts."""
_SHORT: Final = re.compile(r"\(([A-Z][\w&]+)\)")
_REMARK: Final = re.compile(r"\s*\([^()]*\)$")
_MARKUP: Final = re.compile(r"\]\([^)]*\)|\{\w+\}|[\[`*]")
_FIELDS: Final = ("outcome", "says", "question", "settles", "found")
"""Fields that say in words what an item is about."""
_PAGE_TEXT: Final = 4000
"""So many characters of a page are looked through; what stands on it as items is found by itself."""


def write(app: Sphinx, builder: Builder) -> None:
    """Write items and pages beside Sphinx's own index, which holds the pages of makers."""
    if builder.format != "html":
        return
    makers = navigation.makers(app)
    found = [_entry(item, app) for item in sorted(draw.programme(app).by_id.values(), key=_rank)]
    found += [
        _page(page, app) for page in sorted(app.env.found_docs) if page not in makers and not _item_page(app, page)
    ]
    pattern = papers.in_javascript(draw.settings(app).parliamentary_paper)
    known = {"words": _texts(), "items": found, "makers": sorted(makers), "paper": pattern}
    written = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, FILE).write_text(without_controls(f"const spoorboek = {written};\n"), encoding="utf-8", newline="")


def _texts() -> dict[str, str]:
    """The texts of search.js, which fills in what stands in braces."""
    return {
        "found": _("Found for “{query}”: {count}.", query="{query}", count="{count}"),
        "suggestion": _(
            "Nothing found for “{query}”. Found for “{suggestion}”: {count}.",
            query="{query}",
            suggestion="{suggestion}",
            count="{count}",
        ),
        "nothing": _(
            "Nothing found for “{query}”. Check the spelling, or try one word, an abbreviation or an id.",
            query="{query}",
        ),
        "items": _("In the handbook"),
        "pages": _("For makers"),
    }


def _item_page(app: Sphinx, page: str) -> bool:
    """Does an item begin the page, so that it is found as the item?"""
    return any(draw.begins_page(item, app) for item in build_data.of(app.env).pages[page].items)


def _rank(item: Item) -> tuple[int, bool, str]:
    """By type; of commitments those that only a news item names come last."""
    return _FIRST.index(item.type) if item.type in _FIRST else len(_FIRST), bool(item.field("scope")), item.id


def _entry(item: Item, app: Sphinx) -> dict[str, Any]:
    state = draw.state_of(item, app)
    paper = papers.of(item, draw.settings(app).parliamentary_paper)
    return {
        "id": item.id,
        "type": _type(item, app),
        "title": typography.smart_quotes(app, item.title),
        "at": f"{app.builder.get_target_uri(item.page)}#{item.id}",
        "about": _about(item, app),
        "state": [state, translate(state.label)] if state else [],
        "names": names(item),
        "keys": [*keywords(item), *_editions(item, app)],
        "paper": paper.key if paper else "",
        "lead": max(0, _LEAD - 2 * _rank(item)[0]),
        "text": typography.smart_quotes(app, " ".join(_text_of(item, app))),
    }


def _page(page: str, app: Sphinx) -> dict[str, Any]:
    """A page that readers read, as an entry among the items: its headings and terms are what it is known by."""
    doctree = app.env.get_doctree(page)

    def texts(kind: type[nodes.Node]) -> list[str]:
        return [node.astext() for node in tree.of_type(doctree, kind) if not _is_in_item(node)]

    return {
        "id": "",
        "type": _("Page"),
        "title": app.env.titles[page].astext(),
        "at": app.builder.get_target_uri(page),
        "about": "",
        "state": [],
        "names": [],
        "keys": [*texts(nodes.title)[1:], *texts(nodes.term)],
        "paper": build_data.of(app.env).pages[page].series,
        "lead": 0,
        "text": " ".join(" ".join(texts(nodes.paragraph)).split())[:_PAGE_TEXT],
    }


def _is_in_item(node: nodes.Node) -> bool:
    while (node := node.parent) is not None:
        if isinstance(node, nodes.Element) and ("item" in node["classes"] or "item_id" in node):
            return True
    return False


def _type(item: Item, app: Sphinx) -> str:
    """What it is; of an event too that no source confirms who did it."""
    label = draw.settings(app).types[item.type].label
    unknown = item.type == Types.EVENT and not actors.names(draw.programme(app), item)
    return ", ".join([label, _("sender not confirmed")]) if unknown else label


def _editions(item: Item, app: Sphinx) -> list[str]:
    """The years of the programme that a commitment, its checks and its sentences are of."""
    return sorted(lineage.editions(draw.programme(app), item)) if item.type in _OF_AN_EDITION else []


def _about(item: Item, app: Sphinx) -> str:
    """When and by whom, of what has a date; of a commitment its year and number; any other item is known by its id."""
    if item.type == Types.COMMITMENT:
        return draw.short_id(item, app)
    if item.type == Types.EVENT:
        return ", ".join([draw.when(item), *actors.names(draw.programme(app), item)])
    if item.type == Types.SOURCE:
        return draw.published(item)
    return ""


def _text_of(item: Item, app: Sphinx) -> Iterator[str]:
    """What it says, in plain words; of an event too of what kind it is."""
    yield from (item.field(name) for name in _FIELDS if item.field(name))
    yield " ".join(_MARKUP.sub(" ", item.body).split())
    if item.type == Types.EVENT:
        yield draw.settings(app).label_of("kind", item.field("kind"))
        yield from (about.title for about in draw.programme(app).followed(item, Roles.OF))


def names(item: Item) -> list[str]:
    """What else it is called: abbreviations, and other spellings without what is remarked on them."""
    other = _REMARK.sub("", item.field("variant"))
    found = [item.field("abbreviation"), other, *_SHORT.findall(item.title)]
    return [name for name in dict.fromkeys(found) if name]


def keywords(item: Item) -> list[str]:
    """Words that readers may look for and that its title does not have."""
    return [word for part in item.field("keywords").split(",") if (word := part.strip())]
