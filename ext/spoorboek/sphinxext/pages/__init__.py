"""The computed pages: each directive leaves a placeholder, which is replaced once all pages have been read."""
