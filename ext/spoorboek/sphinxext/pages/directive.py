"""What the directives that draw a computed page have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.model.near_matches import did_you_mean
from spoorboek.sphinxext.pages import draw

NO_OPTIONS: Final[Mapping[str, Any]] = {}


class PageDirective(SphinxDirective):
    """Leaves a placeholder while its page is read; `fill` draws it once every page has been read."""

    NAME: ClassVar[str]
    """What writers call it: `{NAME}`."""

    def run(self) -> list[nodes.Node]:
        place = draw.placeholder(self.NAME, **self.parameters())
        self.set_source_info(place)
        return [place]

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
