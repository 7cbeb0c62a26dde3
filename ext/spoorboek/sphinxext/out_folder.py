"""The output folder: removes pages whose source no longer exists, and rewrites those of an interrupted build."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from spoorboek.readers import page_files
from spoorboek.sphinxext import build_data, digests, incremental, signatures
from spoorboek.sphinxext.dependencies import file_of
from spoorboek.sphinxext.pages import card, downloads
from spoorboek.sphinxext.stopping import stop

FILE: Final = ".spoorboek"
"""The file beside the pages with a digest of their sources and the files that Sphinx never removes."""


class OutFolder:
    """The state of the output folder, and what this build writes to it.

    The handbook builder knows which pages are outdated if the folder is as it left it. Any other builder writes all
    pages again if anything differs from what the folder was built from.
    """

    def __init__(self) -> None:
        self.is_outdated = True
        self.source = ""
        self.pages: set[str] = set()
        self.other_pages: set[str] = set()
        self.is_altered = False

    def remove_altered(self, app: Sphinx) -> None:
        """Remove files that changed since the previous build, so that they are written again."""
        if not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        out, stored = Path(app.outdir), signatures.read(_signatures_of(app))
        current = signatures.of_folder(out) if out.is_dir() else {}
        altered = [name for name, signature in (stored or {}).items() if current.get(name) != signature]
        for name in altered:
            _remove(out, name)
        self.is_altered = bool(altered) or stored is None

    def store_signatures(self, app: Sphinx, error: Exception | None) -> None:
        """Store the signatures of the output files."""
        if error is None and isinstance(app.builder, StandaloneHTMLBuilder):
            signatures.write(_signatures_of(app), signatures.of_folder(Path(app.outdir)))

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages to write again: all or none."""
        if dependencies := build_data.of(env).dependencies:
            if self.is_altered or _read(app)[0] != dependencies.digest():
                dependencies.forget()
            return []
        if isinstance(app.builder, StandaloneHTMLBuilder):
            self.source = _source(app)
            self.is_outdated = self.is_altered or _read(app)[0] != self.source
        return sorted(env.found_docs) if self.is_outdated else []

    def begin(self, app: Sphinx, builder: Builder) -> None:
        """Mark the folder as unfinished, and remove what Sphinx would reuse."""
        if isinstance(builder, StandaloneHTMLBuilder) and self.is_outdated:
            _write(app, "", {*_read(app)[1], *self._files(app, builder)})
            if build_data.of(app.env).dependencies:
                return
            downloads.clear(app)
            Path(app.outdir, builder.searchindex_filename).unlink(missing_ok=True)
            shutil.rmtree(Path(app.outdir, "_sources"), ignore_errors=True)

    def note_page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        self.pages.add(docname)

    def note_other_page(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Record pages without a source file, such as the search page and pages of retired ids.

        Stops the build if such a page replaces one of the handbook.
        """
        if doctree is not None:
            return
        if pagename in app.env.found_docs:
            shown_as = page_files.shown(Path(app.env.doc2path(pagename)), app.config.spoorboek_root)
            stop(page_files.taken(shown_as))
        self.other_pages.add(pagename)

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """If every page was written, remove files that an earlier build wrote and this one did not."""
        builder = app.builder
        if error or not isinstance(builder, StandaloneHTMLBuilder) or not self.is_outdated:
            return
        dependencies = build_data.of(app.env).dependencies
        if dependencies:
            self.source = dependencies.digest()
        if dependencies or self.pages >= app.env.found_docs:
            files = set(self._files(app, builder))
            for name in set(_read(app)[1]) - files:
                _remove(Path(app.outdir), name)
            _write(app, self.source, files)

    def _files(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
        """Yield pages, images, downloads, and the files copied from the folders that conf.py names."""
        out = Path(app.outdir)
        for page in (*app.env.found_docs, *self.other_pages):
            yield builder.get_output_path(page).relative_to(out).as_posix()
        if card.has_cards(app):
            yield from map(card.name, app.env.found_docs)
        if app.config.html_copy_source:
            yield from (f"_sources/{_copied_source(app, page)}" for page in app.env.found_docs)
        yield from (
            f"_images/{name}" for name in {*builder.images.values(), *(name for _, name in app.env.images.values())}
        )
        yield from (f"_downloads/{name}" for _, name in app.env.dlfiles.values())
        for name, _ in _copied(app, app.config.html_static_path):
            yield f"_static/{name}"
        for name, _ in _copied(app, app.config.html_extra_path):
            yield name


def _signatures_of(app: Sphinx) -> Path:
    """Return the file that holds how a build left the output folder."""
    return file_of(Path(app.doctreedir), Path(app.outdir), app.builder.name).with_suffix(".left")


def _copied_source(app: Sphinx, page: str) -> str:
    """Return the name that Sphinx gives to the copy of a page's source (seen in Sphinx 9.0)."""
    suffix, added = Path(app.env.doc2path(page)).suffix, app.config.html_sourcelink_suffix
    return f"{page}{suffix}" if suffix == added else f"{page}{suffix}{added}"


def _copied(app: Sphinx, folders: list[str]) -> Iterator[tuple[str, Path]]:
    """Yield the files in these folders (or files) of conf/, with their names in the output folder."""
    for top in (Path(app.confdir, folder) for folder in folders):
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file():
                yield (path.relative_to(top).as_posix() if top.is_dir() else path.name), path


def _source(app: Sphinx) -> str:
    """Return a digest of all that pages are built from."""
    config, data = app.config, build_data.of(app.env)
    folders = [*config.html_static_path, *config.templates_path, *config.html_extra_path]
    names, files = zip(*_copied(app, [*folders, *filter(None, (config.html_logo, config.html_favicon))]), strict=True)
    pages = [
        (page, sorted(data.texts.get(str(file), "") for file in incremental.files(app, page)))
        for page in sorted(app.env.found_docs)
    ]
    parts = [
        config.spoorboek_digest,
        repr(names),
        digests.of_files(files),
        repr(pages),
        repr(data.history),
        repr(sorted((name, extension.version) for name, extension in app.extensions.items())),  # with the theme
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(app: Sphinx) -> tuple[str, list[str]]:
    try:
        content = json.loads(Path(app.outdir, FILE).read_text(encoding="utf-8"))
        return str(content["source"]), [str(name) for name in content["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return "", []


def _write(app: Sphinx, source: str, files: set[str]) -> None:
    text = json.dumps({"source": source, "files": sorted(files)}, indent=0)
    Path(app.outdir, FILE).write_text(f"{text}\n", encoding="utf-8", newline="")


def _remove(out: Path, name: str) -> None:
    """Remove a file of the folder, and the folders that this leaves empty."""
    if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
        return
    path = out / name
    if path.is_file():
        path.unlink()
        for folder in path.relative_to(out).parents[:-1]:
            if not any((out / folder).iterdir()):
                (out / folder).rmdir()
