"""What a build reuses from the previous one: pages that it finished reading and whose source files are unchanged.

Sphinx reuses what it finds on disk and reads a page again if its file is newer. That loses the warnings of an
interrupted build, and misses a file that was restored with an older modification time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment

from spoorboek.i18n import catalog
from spoorboek.sphinxext import build_data, gate, signatures
from spoorboek.sphinxext.digests import code, of_file, of_files
from spoorboek.sphinxext.pages import catalogs

_CLEAN: Final = "clean"
_WARNED: Final = "with warnings"


def of_settings(app: Sphinx, files: Iterable[Path]) -> str:
    """Return a digest of all that affects reading but is no page: settings, options, extensions, and our code."""
    options = (*sorted(app.config.overrides.items()), *sorted(app.tags))
    parts = (of_files([*files, Path(app.confdir, "conf.py"), *code()]), repr(options), repr(versions(app)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def versions(app: Sphinx) -> list[tuple[str, str]]:
    """Return the name and version of each extension, and of the theme once it has been loaded."""
    return sorted((name, extension.version) for name, extension in app.extensions.items())


class EarlierBuild:
    """The previous build in the same doctree folder, which left a mark file that the next build removes.

    The mark says how it ended, and how it left the other files of the folder. What is not as it was left is not used:
    Sphinx would stop with a traceback where it cannot read a doctree, and take over whatever it can read.
    """

    def __init__(self, app: Sphinx) -> None:
        folder = Path(app.doctreedir)
        self.mark = folder / "spoorboek.finished"
        self.ended, state = _read(self.mark)
        trusted = {_CLEAN} if gate.fails_on_warnings(app) else {_CLEAN, _WARNED}
        if self.ended not in trusted or state != _state(self.mark):
            for name in (ENV_PICKLE_FILENAME, *(path.name for path in folder.glob("spoorboek-*"))):
                (folder / name).unlink(missing_ok=True)

    def begin(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Remove the mark, and return the pages whose content changed, whatever their modification times."""
        self.mark.unlink(missing_ok=True)
        old, digest = build_data.of(env).texts, cache(of_file)
        return [page for page in env.all_docs if any(old.get(str(file)) != digest(file) for file in files(app, page))]

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the mark; it records warnings, since warnings of reused pages are not repeated."""
        if error is None:
            warned = app._warncount  # noqa: SLF001 - no public attribute in Sphinx 9.0
            clean = app.statuscode == 0 and not warned and self.ended != _WARNED
            ended = _CLEAN if clean else _WARNED
            self.mark.write_text(f"{ended}\n{_state(self.mark)}\n", encoding="utf-8")


def _read(mark: Path) -> tuple[str, str]:
    """Return how the build ended and the digest of what it left, both empty if no mark of a build can be read."""
    try:
        ended, state = mark.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return "", ""
    return ended, state


def _state(mark: Path) -> str:
    """Return a digest of the sizes and times of all files beside the mark."""
    found = signatures.of_folder(mark.parent)
    found.pop(mark.name, None)
    return hashlib.sha256(repr(found).encode(errors="surrogatepass")).hexdigest()


def note_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Store the digests of pages before they are read, so that the next build notices an edit made meanwhile."""
    for page in docnames:
        file = Path(env.doc2path(page))
        build_data.of(env).texts[str(file)] = of_file(file)


def forget_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Purge all pages before any is read again, as Sphinx does when it reads in parallel.

    Otherwise it purges each page just before it reads it (seen in Sphinx 9.0): an item that moves to an earlier page
    would exist twice for a while, and sphinx-needs (9.1) would drop both.
    """
    for page in docnames:
        app.events.emit("env-purge-doc", env, page)
        env.clear_doc(page)


def note_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Store the digests of the other source files of pages, which are known by now."""
    pages = {str(env.doc2path(page)) for page in env.found_docs}
    data = build_data.of(env)
    of_pages = {file: text for file, text in data.texts.items() if file in pages}
    dependencies = {file for page in env.found_docs for file in files(app, page)}
    data.texts = {**{str(file): of_file(file) for file in dependencies}, **of_pages}


def files(app: Sphinx, page: str) -> Iterator[Path]:
    """Yield all files that a page is made from: its own, its dependencies, and its catalogs, existing or not."""
    yield Path(app.env.doc2path(page))
    yield from (Path(app.srcdir, name) for name in sorted(app.env.dependencies.get(page, ())))
    for folder in catalogs.translator(app).folders:
        yield catalog.path(folder, app.config.language, page)
