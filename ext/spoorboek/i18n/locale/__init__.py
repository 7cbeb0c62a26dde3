"""Our own texts in other languages: catalogues of gettext, read as they are written."""
