"""The builder of the command line: reads pages as for HTML, and writes nothing.

Templates, extensions and `only` depend on the output format; read for another one, pages would differ from those that
readers see.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

NAME: Final = "spoorboek"


class JudgingBuilder(StandaloneHTMLBuilder):
    """Registered under a name of its own, but named `html` to extensions."""

    name = NAME
    epilog = ""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        vars(self)["name"] = StandaloneHTMLBuilder.name
        self.tags.add(f"builder_{self.name}")

    def get_outdated_docs(self) -> Iterator[str]:
        return iter(self.env.found_docs)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        pass

    def copy_assets(self) -> None:
        pass

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        pass

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        pass

    def finish(self) -> None:
        pass
