"""MyST-Parser's parser, with Jinja substitutions limited to names."""

from __future__ import annotations

from collections.abc import MutableMapping
from types import ModuleType
from typing import Any, Final, cast

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import create_warning

from spoorboek.readers import restrictions
from spoorboek.sphinxext.breaches import record

MOST_SUBSTITUTIONS: Final = 1000
"""Per page; substitutions can contain others."""


class RestrictedRenderer(SphinxRenderer):
    """MyST-Parser's renderer, which evaluates no expression of a substitution."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Set the same attributes, without an empty document that takes longer to make than most translations."""
        self.md_env, self.md_options, self.md_config = env, options, options["myst_config"]
        self.document = self.current_node = options["document"]
        self.reporter = self.document.reporter
        self.language_module_rst = cast(ModuleType, get_language(self.document.settings.language_code))
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs = {}

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        env = self.sphinx_env
        count = int(env.current_document.get("spoorboek_substitutions") or 0) + 1
        env.current_document["spoorboek_substitutions"] = count
        message = restrictions.substitution(token.content)
        if count > MOST_SUBSTITUTIONS:
            message = restrictions.too_many_substitutions(MOST_SUBSTITUTIONS)
        if message is None:
            super().render_substitution(token, inline)
        elif count <= MOST_SUBSTITUTIONS + 1:
            line = token.map[0] + 1 if token.map else None
            record(env, message, self.document["source"], line)
            self.current_node.append(nodes.Text(f"{{{{{token.content}}}}}"))


class RestrictedParser(MystParser):
    """The parser of MyST-Parser 5.2, with our renderer; a page and its translations share one Markdown parser."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        config = env.myst_config
        try:
            matter = read_topmatter(inputstring)
        except TopmatterReadError:
            matter = None  # reported by the renderer
        if matter:

            def warn(kind: Any, text: str) -> None:
                create_warning(document, text, kind, line=1, append_to=document)

            config = merge_file_level(config, matter, warn)
        free = env.current_document.setdefault("spoorboek_parsers", [])
        own = config is not env.myst_config
        parser = free.pop() if free and not own else create_md_parser(config, RestrictedRenderer)
        parser.options["document"] = document
        parser.render(inputstring)
        if not own:
            free.append(parser)
