"""A project in reStructuredText with all its settings in this file, and Sphinx's default theme."""

project = "Pump"
extensions = ["sphinx_needs"]
html_theme = "alabaster"

needs_types = [
    {"directive": "req", "title": "Requirement", "prefix": "R_", "color": "#BFD8D2", "style": "node"},
    {"directive": "spec", "title": "Specification", "prefix": "S_", "color": "#FEDCD2", "style": "node"},
    {"directive": "impl", "title": "Implementation", "prefix": "I_", "color": "#DF744A", "style": "node"},
    {"directive": "test", "title": "Test Case", "prefix": "T_", "color": "#DCB239", "style": "node"},
]
needs_links = {
    "implements": {"incoming": "is implemented by", "outgoing": "implements"},
    "tests": {"incoming": "is tested by", "outgoing": "tests", "target_types": ["spec", "impl"]},
    "later": {"incoming": "is later for", "outgoing": "later", "allow_dead_links": True},
}
needs_fields = {
    "author": {"description": "Who wrote it", "nullable": True},
    "asil": {"description": "Level", "nullable": True},
}
