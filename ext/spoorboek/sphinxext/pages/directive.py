"""The base class of directives that draw a computed page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.model.message import Message
from spoorboek.model.near_matches import did_you_mean
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw

BY_EDITION: Final[dict[str, Callable[[str], Any]]] = {"edition": directives.unchanged_required}
"""The option of a directive that can be limited to one edition."""
EVERY_EDITION: Final = "*"
"""In a file name: every edition."""


class Example(NamedTuple):
    """The argument of a page directive, or the type of the example item whose id it is; and its options."""

    argument: str = ""
    options: Mapping[str, str] = MappingProxyType({})
    type: str = ""


class PageDirective(SphinxDirective):
    """Leaves a placeholder while its page is read, which `render` replaces once all pages have been read."""

    NAME: ClassVar[str]
    """The name of the directive: `{NAME}`."""
    MEANING: ClassVar[Message]
    """What it draws, in the reference."""
    EXAMPLE: ClassVar[Example] = Example()
    """The example of it in the reference, with all its options."""
    OFFERS_FILE: ClassVar[bool] = False
    """Whether its table is offered as a file with the name of the page, as each form `table` is."""
    FORMS: ClassVar[Sequence[str]] = ()
    """The forms that its argument can name; the first is the default."""
    IS_LIST: ClassVar[bool] = False
    """Whether it lists all objects of its `type` or else of its own name, of which there may be none."""

    def run(self) -> list[nodes.Node]:
        parameters = self.parameters()
        if self.IS_LIST:
            build_data.of_page(self.env).listed.append(parameters.get("type", self.NAME))
        if self.OFFERS_FILE or parameters.get("form") == "table":
            self.note_file()
        if "edition" in parameters:
            kind = " ".join((self.NAME, *(parameters[name] for name in ("form", "type") if name in parameters)))
            build_data.of_page(self.env).lists.append((kind, parameters["edition"]))
        place = draw.placeholder(self.NAME, **parameters)
        self.set_source_info(place)
        return [place]

    def note_file(self, name: str = ".") -> None:
        """Record a table that the page offers as a file; `.` stands for the name of the page, `*` for each edition."""
        build_data.of_page(self.env).tables.append(name)

    def parameters(self) -> Mapping[str, Any]:
        """Return arguments and options, as attributes of the placeholder that `render` receives.

        By default the form and the edition, if the directive has them.
        """
        parameters = {"form": self.form()} if self.FORMS else {}
        return parameters | {"edition": self.edition()} if "edition" in (self.option_spec or ()) else parameters

    def form(self) -> str:
        """Return the form that the argument names. Raises a directive error if it is unknown."""
        form = self.arguments[0] if self.arguments else self.FORMS[0]
        if form not in self.FORMS:
            raise self.error(f"{form!r} is not a form of {self.NAME}{did_you_mean(form, self.FORMS)}")
        return form

    def edition(self) -> str:
        """Return the value of `:edition:`; "" for all editions."""
        return str(self.options.get("edition", "")).strip()

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        """Return the nodes that replace a placeholder."""
        raise NotImplementedError
