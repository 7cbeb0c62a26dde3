"""A place on a page that holds what is drawn later, and gives gettext what it says beside its text."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.addnodes import translatable


class Placeholder(nodes.container, translatable):
    """Its `messages` are texts to be translated; who draws it asks the catalogue for them."""

    def preserve_original_messages(self) -> None:
        """Nothing: the messages stand on the node."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Nothing: what is drawn is drawn in the language of the page."""

    def extract_original_messages(self) -> Sequence[str]:
        messages: Sequence[str] = self.get("messages", ())
        return messages
