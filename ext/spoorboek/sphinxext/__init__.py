"""All that knows Sphinx, docutils or sphinx-needs."""
