"""The setup of the Sphinx extension; modules that only a handbook needs are imported for handbooks only."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Final, Literal

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from spoorboek import __version__
from spoorboek.model.errors import SpoorboekError
from spoorboek.readers import configuration, page_files
from spoorboek.sphinxext.domain import SpoorboekDomain
from spoorboek.sphinxext.judging import JudgingBuilder
from spoorboek.sphinxext.stopping import stop

_SETTINGS: Final[tuple[tuple[str, Any, Literal["", "env", "html"]], ...]] = (
    ("spoorboek_handbook", False, "env"),
    ("spoorboek_restrict_pages", False, "env"),
    ("spoorboek_digest", "", "env"),
    ("spoorboek_settings", None, ""),
    ("spoorboek_root", None, ""),
    ("spoorboek_live", "", "html"),
    ("spoorboek_source_url", "", "html"),
    ("spoorboek_licences", {}, "html"),
    ("spoorboek_foot", [], "html"),
    ("spoorboek_lists", [], "html"),
    ("spoorboek_report", "", "html"),
    ("spoorboek_maker", "", "html"),
    ("spoorboek_makers", "", "html"),
    ("spoorboek_contact", "", "html"),
    ("spoorboek_languages", [], "env"),
    ("spoorboek_untranslated", [], "env"),
    ("spoorboek_translator", None, ""),
    ("spoorboek_locale_dirs", [], ""),
    ("spoorboek_names", [], "env"),
    ("spoorboek_found_names", None, ""),
)
"""Name, default value, and what Sphinx rebuilds after a change (see `Sphinx.add_config_value`)."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register settings, domain, builder and event handlers; called by Sphinx."""
    app.setup_extension("sphinx_needs")
    for name, default, rebuild in _SETTINGS:
        app.add_config_value(name, default, rebuild)
    app.add_domain(SpoorboekDomain)
    app.add_builder(JudgingBuilder)

    app.connect("config-inited", read_settings, priority=5)
    app.connect("config-inited", connect, priority=900)
    app.connect("write-started", judge)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def read_settings(app: Sphinx, config: Config) -> None:
    """Read the settings before sphinx-needs reads the same file, so that an error in it takes one line."""
    config.spoorboek_root = page_files.root(Path(app.srcdir), Path(app.confdir))
    program = Path(app.confdir, "conf.py")
    kind = _kind(config)
    kind.set_defaults(config)
    try:
        shown_as = page_files.shown(program, config.spoorboek_root)
        configuration.check_values(configuration.known_values(config), program, shown_as)
    except SpoorboekError as error:
        config.suppress_warnings = []  # its value may be the error, and Sphinx reads it before it logs
        stop(error)
    kind.read_settings(app, config)


def connect(app: Sphinx, config: Config) -> None:
    _kind(config).connect(app, config)


def judge(app: Sphinx, used: Builder) -> None:
    """Run every rule once all pages have been read, and log the findings."""
    _kind(app.config).judge(app, used)


def _kind(config: Config) -> Any:
    """Return the module that handles this kind of project: `handbook`, or `foreign`, which imports less."""
    return importlib.import_module(f"spoorboek.sphinxext.{'handbook' if config.spoorboek_handbook else 'foreign'}")
