"""The files that a page may include or link to, and the record of restrictions that it breaks (S514)."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment

from spoorboek.model.message import Message
from spoorboek.model.programme import Breach, Location
from spoorboek.readers import addresses, page_files
from spoorboek.readers.addresses import Files
from spoorboek.sphinxext import build_data


def files(env: BuildEnvironment) -> Files:
    """Return the files that the page being read may include or link to; kept in the current document."""
    docname = env.docname
    config = env.config
    allowed = Files(
        Path(env.srcdir),
        Path(env.doc2path(docname)).parent,
        config.spoorboek_root,
        addresses.schemes(getattr(config, "myst_url_schemes", ())),
    )
    files_of_page: Files = env.current_document.setdefault("spoorboek_files", allowed)  # type: ignore[assignment]
    return files_of_page


def record(env: BuildEnvironment, message: Message, source: str | None, line: int | None) -> None:
    """Record that the page being read breaks a restriction, at a line of a source file (default: its first line)."""
    path = Path(source or env.doc2path(env.docname))
    at = Location(page_files.shown(path, env.config.spoorboek_root), line or 1)
    build_data.of_page(env).breaches.append(Breach(at, env.docname, message))
