"""What the search page knows of the items: `searchitems.js`, a script, so that it loads from a folder too."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders import Builder

from spoorboek.analysis import actors
from spoorboek.config.names import Types
from spoorboek.i18n.language import _, translate
from spoorboek.model.lines import unsteered
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw

FILE: Final = "searchitems.js"
_FIRST: Final = (
    Types.THEME, Types.COMMITMENT, Types.INVESTIGATION, Types.ORGANISATION, Types.CHAIN, Types.GOAL, Types.TERM,
    Types.EVENT, Types.RECOMMENDATION, Types.SOURCE, Types.SENTENCE, Types.CHECK,
)  # fmt: skip
"""Of items that answer equally well, the first of these types comes first."""
_SHORT: Final = re.compile(r"\(([A-Z][\w&]+)\)")
_REMARK: Final = re.compile(r"\s*\([^()]*\)$")
_ADDRESS: Final = re.compile(r"\]\([^)]*\)|\{\w+\}")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def write(app: Sphinx, builder: Builder) -> None:
    """Write the items beside Sphinx's own index."""
    if builder.format != "html":
        return
    found = [_entry(item, app) for item in sorted(draw.verdict(app).programme.by_id.values(), key=_rank)]
    written = json.dumps({"words": _texts(), "items": found}, ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, FILE).write_text(unsteered(f"const spoorboek = {written};\n"), encoding="utf-8", newline="")


def _texts() -> dict[str, str]:
    """The texts of search.js, which fills in what stands in braces."""
    return {
        "found": _("Found for “{query}”: {count}.", query="{query}", count="{count}"),
        "nothing": _(
            "Nothing found for “{query}”. Check the spelling, or try one word, an abbreviation or an id.",
            query="{query}",
        ),
        "items": _("Items of the handbook"),
        "pages": _("Other pages"),
    }


def _rank(item: Item) -> tuple[int, str]:
    return _FIRST.index(item.type) if item.type in _FIRST else len(_FIRST), item.id


def _entry(item: Item, app: Sphinx) -> dict[str, Any]:
    state = draw.state_of(item, app)
    return {
        "id": item.id,
        "type": _type(item, app),
        "title": item.title,
        "at": f"{app.builder.get_target_uri(item.page)}#{item.id}",
        "state": [state, translate(state.label)] if state else [],
        "names": names(item),
        "text": " ".join(dict.fromkeys(_WORD.findall(folded(_ADDRESS.sub(" ", item.body))))),
    }


def _type(item: Item, app: Sphinx) -> str:
    """What it is; of an event too that no source confirms who did it."""
    label = draw.verdict(app).settings.types[item.type].label
    unknown = item.type == Types.EVENT and not actors.names(draw.verdict(app).programme, item)
    return ", ".join([label, _("sender not confirmed")]) if unknown else label


def names(item: Item) -> list[str]:
    """What else it is called: abbreviations, and other spellings without what is remarked on them."""
    other = _REMARK.sub("", item.field("variant"))
    found = [item.field("abbreviation"), other, *_SHORT.findall(item.title)]
    return [name for name in dict.fromkeys(found) if name]


def folded(text: str) -> str:
    """In one case, without accents, as the script on the page folds what is looked for."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()
