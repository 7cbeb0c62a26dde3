"""What the directives that draw a computed page have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.model.near_matches import did_you_mean
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw

LISTS: Final = "spoorboek_lists_of"
"""The metadata of a page that names what it lists: types of items, waivers, retired ids."""
OFFERS: Final = "spoorboek_offers"
"""The metadata of a page that names its tables as files: `.` for one that is called as the page is."""
NO_OPTIONS: Final[Mapping[str, Any]] = {}


EACH: Final = "*"
"""In the name of a file: each edition."""


class PageDirective(SphinxDirective):
    """Leaves a placeholder while its page is read; `fill` draws it once every page has been read."""

    NAME: ClassVar[str]
    """What writers call it: `{NAME}`."""
    OFFERS_FILE: ClassVar[bool] = False
    """Is its table offered as a file that is called as the page is?"""
    IS_LIST: ClassVar[bool] = False
    """Does it list things of its own name, so that there may be none of them?"""

    def run(self) -> list[nodes.Node]:
        if self.OFFERS_FILE:
            self.note_file()
        if self.IS_LIST:
            self.note_list(self.NAME)
        asked = self.parameters()
        if "edition" in asked:
            kind = " ".join((self.NAME, *(asked[name] for name in ("by", "form", "type") if name in asked)))
            build_data.of(self.env).add_narrowed(self.env.docname, kind, asked["edition"])
        place = draw.placeholder(self.NAME, **asked)
        self.set_source_info(place)
        return [place]

    def note_file(self, name: str = ".") -> None:
        """Note that the page offers a table as a file; `.` stands for the name of the page, `*` for each edition."""
        known = self.env.metadata[self.env.docname]
        known[OFFERS] = f"{known.get(OFFERS, '')} {name}".strip()

    def note_list(self, name: str) -> None:
        """Note that the page lists things of this name, so that the menu leaves it out where there are none."""
        known = self.env.metadata[self.env.docname]
        known[LISTS] = f"{known.get(LISTS, '')} {name}".strip()

    def parameters(self) -> Mapping[str, Any]:
        """What the writer asked for; `drawn` finds it as attributes of the placeholder."""
        return NO_OPTIONS

    def form(self, forms: Sequence[str]) -> str:
        """The form that the writer asked for; the first where none is named."""
        form = self.arguments[0] if self.arguments else forms[0]
        if form not in forms:
            raise self.error(f"{form!r} is no form of {self.NAME}{did_you_mean(form, forms)}")
        return form

    def edition(self) -> str:
        """The edition that `:edition:` asks for; empty for all."""
        return str(self.options.get("edition", "")).strip()

    @classmethod
    def fill(cls, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Draw every place on a page where this directive stands."""
        for place in draw.placeholders(doctree, cls.NAME):
            place.replace_self(cls.drawn(place, app, docname))

    @staticmethod
    def drawn(place: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        """What readers see in this place."""
        raise NotImplementedError
