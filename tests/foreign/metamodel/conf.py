"""A project whose types, fields and links are defined in its own extension, with pages of both kinds."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extension"))

project = "Lock"
extensions = ["myst_parser", "sphinx_needs", "lock_metamodel"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
