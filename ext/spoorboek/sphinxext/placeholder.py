"""A node that is replaced once all pages have been read, with texts that can be translated."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.addnodes import translatable


class Placeholder(nodes.container, translatable):
    """A pending node; gettext collects its `messages`, whoever replaces it looks up their translations."""

    def preserve_original_messages(self) -> None:
        """Do nothing: the messages are attributes of the node."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Do nothing: the replacement is already translated."""

    def extract_original_messages(self) -> Sequence[str]:
        messages: Sequence[str] = self.get("messages", ())
        return messages
