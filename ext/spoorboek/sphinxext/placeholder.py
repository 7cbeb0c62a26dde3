"""A place on a page that is filled when all pages have been read; its texts can be translated."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.addnodes import translatable


class Placeholder(nodes.container, translatable):
    """Its `messages` are texts for gettext to collect; what fills it looks their translations up itself."""

    def preserve_original_messages(self) -> None:
        """Nothing: the messages stand on the node."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Nothing: what fills it is in the language of the page already."""

    def extract_original_messages(self) -> Sequence[str]:
        messages: Sequence[str] = self.get("messages", ())
        return messages
