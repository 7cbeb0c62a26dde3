"""Defaults of conf.py for every handbook, used by builds and by the check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

DATA_FOLDER: Final = "data"
"""The folder of a site with the files to download, in which no page can be."""

OF_A_HANDBOOK: Final[Mapping[str, Any]] = {
    "exclude_patterns": ["locales"],
    "locale_dirs": ["locales"],
    "needs_from_toml": "ubproject.toml",
    "myst_enable_extensions": ["attrs_inline", "colon_fence", "deflist"],
    "myst_heading_anchors": 3,
    "myst_ref_domains": ["spoorboek", "std"],  # `[text](#ID)` is an item, heading or page, never a C++ name
    "html_theme": "furo",
    "html_copy_source": False,
    "html_use_index": False,
    "html_permalinks_icon": "#",
}
"""Defaults of Sphinx and its extensions; a value in conf.py overrides them."""

SUPPRESSED: Final = (
    "i18n.inconsistent_references",  # S902
    "myst.directive_unknown",  # S510
    "myst.header",  # items are the page headings, so the next heading is of level 2
    "needs.create_need",  # S503, S505, S506
    "needs.directive",  # S504, S505
    "needs.duplicate_id",  # S503
    "needs.link_outgoing",  # S501
    "needs.link_target_type",  # S502
    "sn_schema_violation",  # S505, S506
)
"""Warnings of Sphinx and its extensions that a rule of ours reports with the exact location.

A test provokes each kind and expects one finding."""
