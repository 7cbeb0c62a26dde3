"""A project in Markdown and reStructuredText; its types are in ubproject.toml, as a list."""

project = "Valve"
extensions = ["myst_parser", "sphinx_needs"]
exclude_patterns = ["parts"]
html_theme = "basic"

myst_enable_extensions = ["colon_fence"]
needs_from_toml = "ubproject.toml"
needs_external_needs = [{"base_url": "https://example.org/pump", "json_path": "pump.json", "id_prefix": "EXT_"}]
