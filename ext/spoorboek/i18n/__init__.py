"""Catalogs, the language in use, and the translation of messages, dates and Markdown."""
