"""The output folder: writes again what was changed there, and removes what no longer has a source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from spoorboek.readers import page_files
from spoorboek.sphinxext import build_data, signatures, theme
from spoorboek.sphinxext.dependencies import file_of
from spoorboek.sphinxext.pages import card, downloads
from spoorboek.sphinxext.stopping import stop

FILE: Final = ".spoorboek"
"""The file beside the pages that lists what was written; read when a page or file no longer has a source."""


class OutFolder:
    """The output folder of an HTML build, and the pages without a source file that this build writes."""

    def __init__(self) -> None:
        self.other_pages: set[str] = set()

    def remove_altered(self, app: Sphinx) -> None:
        """Remove files that changed since the previous build; if there are any, all pages are written again."""
        if not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        out, stored = Path(app.outdir), signatures.read(_signatures_of(app))
        current = signatures.of_folder(out) if out.is_dir() else {}
        altered = [name for name, signature in (stored or {}).items() if current.get(name) != signature]
        for name in altered:
            if name != FILE:  # what an interrupted build wrote is listed there only
                _remove(out, name)
        if altered or stored is None:
            _dependencies_of(app).unlink(missing_ok=True)

    def store_signatures(self, app: Sphinx, error: Exception | None) -> None:
        """Store the signatures of the output files."""
        if error is None and isinstance(app.builder, StandaloneHTMLBuilder):
            signatures.write(_signatures_of(app), signatures.of_folder(Path(app.outdir)))

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages to write again: all, unless the builder itself knows which are outdated."""
        return [] if build_data.of(env).dependencies else sorted(env.found_docs)

    def begin(self, app: Sphinx, builder: Builder) -> None:
        """List the files of this build beside those of earlier ones, since it may be interrupted."""
        if isinstance(builder, StandaloneHTMLBuilder):
            _write(app, _read(app) | self._files(app, builder))
            if not build_data.of(app.env).dependencies:
                downloads.clear(app)

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
        """Remove files that an earlier build wrote and that no longer have a source."""
        if error is None and isinstance(app.builder, StandaloneHTMLBuilder):
            files = self._files(app, app.builder)
            for name in _read(app) - files:
                _remove(Path(app.outdir), name)
            _write(app, files)

    def _files(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> set[str]:
        """Return pages, images, downloads, and the files copied from the folders that conf.py names."""
        out, config, env = Path(app.outdir), app.config, app.env
        pages = (builder.get_output_path(page) for page in (*env.found_docs, *self.other_pages))
        images = (*builder.images.values(), *(name for _, name in env.images.values()))
        static = (theme.FOLDER / "static", *config.html_static_path)
        return {
            *(page.relative_to(out).as_posix() for page in pages),
            *(map(card.name, env.found_docs) if card.has_cards(app) else ()),
            *(f"_sources/{_copied_source(app, page)}" for page in env.found_docs if config.html_copy_source),
            *(f"_images/{name}" for name in images),
            *(f"_downloads/{name}" for _, name in env.dlfiles.values()),
            *(f"_static/{name}" for name in _copied(app, static)),
            *_copied(app, config.html_extra_path),
        }


def _dependencies_of(app: Sphinx) -> Path:
    return file_of(Path(app.doctreedir), Path(app.outdir), app.builder.name)


def _signatures_of(app: Sphinx) -> Path:
    """Return the file that holds how a build left the output folder."""
    return _dependencies_of(app).with_suffix(".left")


def _copied_source(app: Sphinx, page: str) -> str:
    """Return the name that Sphinx gives to the copy of a page's source (seen in Sphinx 9.0)."""
    suffix, added = Path(app.env.doc2path(page)).suffix, app.config.html_sourcelink_suffix
    return f"{page}{suffix}" if suffix == added else f"{page}{suffix}{added}"


def _copied(app: Sphinx, folders: Iterable[str | Path]) -> Iterator[str]:
    """Yield the names in the output folder of the files in these folders (or files) of conf/."""
    for top in (Path(app.confdir, folder) for folder in folders):
        for path in top.rglob("*") if top.is_dir() else [top]:
            if path.is_file():
                yield path.relative_to(top).as_posix() if top.is_dir() else path.name


def _read(app: Sphinx) -> set[str]:
    try:
        return set(map(str, json.loads(Path(app.outdir, FILE).read_bytes())))
    except (OSError, ValueError, TypeError):
        return set()


def _write(app: Sphinx, files: set[str]) -> None:
    text = json.dumps(sorted(files), indent=0)
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
