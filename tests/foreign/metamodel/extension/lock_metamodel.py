"""What may be written in this project: read from a table, and set before sphinx-needs looks at its configuration."""

import json
from pathlib import Path

from sphinx.util import logging
from sphinx_needs.api import get_needs_view

log = logging.getLogger(__name__)
MODEL = json.loads(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))


def setup(app):
    app.config.needs_id_required = True
    app.config.needs_id_regex = "^[A-Za-z0-9_-]{6,}"
    app.config.needs_types = [
        {"directive": name, "title": kind["title"], "prefix": kind["prefix"]} for name, kind in MODEL["types"].items()
    ]
    app.config.needs_fields = {name: {"nullable": True} for name in MODEL["fields"]}
    app.config.needs_links = {name: {"outgoing": name, "incoming": f"{name}_back"} for name in MODEL["links"]}
    app.config.needs_build_json = True
    app.config.needs_reproducible_json = True
    app.connect("config-inited", add_others)
    app.connect("build-finished", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_others(app, config):
    """Items of another project, known by where their list lies."""
    config.needs_external_needs.append(
        {"base_url": "https://example.org/process", "json_path": "process.json", "id_prefix": "PROCESS_"}
    )


def check(app, error):
    """Each item links by what the model asks for its type."""
    for need in () if error else get_needs_view(app).values():
        for link in MODEL["types"].get(need["type"], {}).get("mandatory_links", {}):
            if not (need["is_external"] or need[link]):
                log.warning("%s has no %s", need["id"], link)
