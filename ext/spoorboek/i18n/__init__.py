"""Catalogs, the language in use, and texts by their translation."""
