"""Event handlers for projects that are no Spoorboek handbook: items are read and judged, pages are left alone."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import is_suppressed_warning

from spoorboek.config import settings, settings_file
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Location
from spoorboek.readers import page_files, reviewed_versions
from spoorboek.rules import rules
from spoorboek.rules.engine.check import check
from spoorboek.sphinxext import build_data, digests, foreign_places, foreign_reader, foreign_types, gate, mentions
from spoorboek.sphinxext.stopping import stop

_REPORTED_BY_BOTH: Final = {"link_outgoing": "S501", "link_target_type": "S502"}


def set_defaults(config: Config) -> None:
    """Do nothing: other projects have defaults of their own."""


def read_settings(app: Sphinx, config: Config) -> None:
    """Stop the build if the settings file is no valid TOML; its content is read once sphinx-needs knows the types."""
    path = Path(app.confdir, config.needs_from_toml or settings.FILE)
    try:
        if config.needs_from_toml or path.exists():
            settings_file.parsed(path, page_files.shown(path, config.spoorboek_root))
    except SpoorboekError as error:
        stop(error)
    config.spoorboek_digest = digests.of_files([path])


def connect(app: Sphinx, config: Config) -> None:
    if config.spoorboek_restrict_pages:
        importlib.import_module("spoorboek.sphinxext.restrict").pages(app)  # imported here, since it needs MyST-Parser
    suppress_duplicates(config)
    foreign_places.connect(app)
    app.connect("env-before-read-docs", read_trace_settings, priority=900)
    app.connect("doctree-read", note_mentions)


def judge(app: Sphinx, used: Builder) -> None:
    build_data.of(app.env).verdict = check(foreign_reader.read(app), app.config.spoorboek_settings)
    gate.log_findings(app)


def suppress_duplicates(config: Config) -> None:
    """Suppress the sphinx-needs warning where a finding of ours reports the same; both if the project suppresses it."""
    suppressed = [
        f"spoorboek.{number}" if is_suppressed_warning("needs", kind, config.suppress_warnings) else f"needs.{kind}"
        for kind, number in _REPORTED_BY_BOTH.items()
    ]
    config.suppress_warnings = [*config.suppress_warnings, *suppressed]


def read_trace_settings(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the trace settings of the project once sphinx-needs knows its types.

    Stops the build if they are invalid.
    """
    config = app.config
    program = page_files.shown(Path(app.confdir, "conf.py"), config.spoorboek_root)
    path = Path(app.confdir, config.needs_from_toml or settings.FILE)
    types = foreign_types.types(app)
    own = settings.Settings(types, "", at=Location(program, 1))
    try:
        if config.needs_from_toml or path.exists():
            shown_as = page_files.shown(path, config.spoorboek_root)
            own = settings_file.read(path, shown_as, (Path(app.confdir, "conf.py"), program), types)
            own = reviewed_versions.with_answers(own, config.spoorboek_root)
        own = own.of_others(restricts_pages=config.spoorboek_restrict_pages)
        numbers = [rule.number for rule in rules(own)]
    except SpoorboekError as error:
        stop(error)
    config.spoorboek_settings = replace(
        own,
        id_pattern="",
        suppressed=tuple(n for n in numbers if is_suppressed_warning("spoorboek", n, config.suppress_warnings)),
    )


def note_mentions(app: Sphinx, doctree: nodes.document) -> None:
    """Record the mentions of items, if the project has trace settings."""
    if app.config.spoorboek_settings.has_trace:
        mentions.note(app, doctree)
