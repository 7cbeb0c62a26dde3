"""The handbook's own pages: each directive leaves a placeholder, filled when every page has been read."""
