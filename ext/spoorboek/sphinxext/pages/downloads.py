"""Files that pages offer for download: `data/NAME` in the output folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.parallel import ParallelTasks

from spoorboek.config import defaults
from spoorboek.exports import csv
from spoorboek.i18n.language import _
from spoorboek.model.errors import SpoorboekError
from spoorboek.sphinxext import build_data, signatures
from spoorboek.sphinxext.pages import draw
from spoorboek.sphinxext.stopping import stop

FOLDER: Final = defaults.DATA_FOLDER
Content = bytes | Callable[[], bytes]
"""The content of a file, or a function that makes it at the end of the build."""


def name_of(app: Sphinx, docname: str) -> str:
    """Return the docname of a page without its folders, or with them if another page has the same name."""
    last = docname.rpartition("/")[2]
    is_alone = sum(page.rpartition("/")[2] == last for page in app.env.found_docs) == 1
    return last if is_alone else docname.replace("/", "-")


def offer(
    app: Sphinx, docname: str, heads: Sequence[str], rows: Iterable[Sequence[str]], name: str = ""
) -> list[nodes.Node]:
    """Write a table of plain text as `data/NAME.csv`; return a link to it, or nothing if no HTML is written.

    The default name is that of the page; the second table of a page gets a number.
    """
    if app.builder.format != "html":
        return []
    dependencies = build_data.of(app.env).dependencies
    name = name or name_of(app, docname)
    file = dependencies.free_name(name, ".csv") if dependencies else f"{name}.csv"
    put(app, file, csv.text(heads, rows).encode())
    table = link(app, docname, file, _("This table as a CSV file"))
    return [draw.paragraph(table, classes=["download"])]


def files(app: Sphinx, docname: str, written: Iterable[tuple[str, str, Content]]) -> list[nodes.Node]:
    """Write files (name, label, content) to `data/`; return a line of links, or nothing if no HTML is written."""
    if app.builder.format != "html":
        return []
    links: list[nodes.Node] = []
    for name, label, file in written:
        put(app, name, file)
        links.append(link(app, docname, name, label))
    return [draw.paragraph(_("As a file: "), *draw.joined(links), classes=["download"])]


def link(app: Sphinx, docname: str, name: str, label: draw.Content) -> nodes.reference:
    """Return a link to `data/NAME`."""
    return draw.file_link(app, docname, f"{FOLDER}/{name}", label)


def write_groups(app: Sphinx, builder: Builder, groups: Mapping[str, Callable[[Sphinx], None]]) -> None:
    """Write groups of files that belong to no page, by name, if what they show has changed."""
    dependencies = build_data.of(app.env).dependencies
    for name, write_group in groups.items() if builder.format == "html" else ():
        if dependencies:
            dependencies.draw_group(name, partial(write_group, app))
        else:
            write_group(app)


def offered_by(app: Sphinx, group: str) -> AbstractSet[str]:
    """Return the names of the files of a group; without dependencies, of all files that are there."""
    dependencies = build_data.of(app.env).dependencies
    return dependencies.offered_by(group) if dependencies else _present(app)


def _present(app: Sphinx) -> AbstractSet[str]:
    folder = Path(app.outdir, FOLDER)
    return signatures.of_folder(folder).keys() if folder.is_dir() else set()


def clear(app: Sphinx) -> None:
    """Remove files of an earlier build that no page offers any more."""
    dependencies = build_data.of(app.env).dependencies
    offered = dependencies.offered() if dependencies else set()
    for name in _present(app) - offered:
        Path(app.outdir, FOLDER, name).unlink()


def put(app: Sphinx, name: str, file: Content) -> None:
    """Write a file as `data/NAME` if its content differs.

    A function is called once all pages have been written.
    """
    data = build_data.of(app.env)
    if data.dependencies:
        data.dependencies.offer(name)
    if callable(file):
        data.later[f"{FOLDER}/{name}"] = file
    else:
        write(Path(app.outdir, FOLDER, name), file)


def put_schema(app: Sphinx, module: Any) -> None:
    """Write the JSON schema of the documents that a module makes, which is beside it (`SCHEMA`)."""
    put(app, module.SCHEMA, Path(module.__file__).with_name(module.SCHEMA).read_bytes())


def begin_rest(app: Sphinx) -> None:
    """Start a process that writes the files that were left to the end, while this one ends its own work."""
    data = build_data.of(app.env)
    if data.later:
        data.rest = ParallelTasks(1)
        data.rest.add_task(lambda: _write_rest(app), result_func=lambda _argument, names: _forget(data.later, names))


def put_rest(app: Sphinx, error: Exception | None) -> None:
    """Wait for that process, and write the files that it did not write: all if there is none, or if it was killed."""
    data = build_data.of(app.env)
    if data.rest:
        with contextlib.suppress(EOFError):
            data.rest.terminate() if error else data.rest.join()
        data.rest = None
    try:
        for name, make in sorted(data.later.items()) if error is None else ():
            write(Path(app.outdir, name), make())
    except SpoorboekError as stopped:
        stop(stopped)
    data.later.clear()


def _write_rest(app: Sphinx) -> list[str]:
    """Write the files until one cannot be made, of which the main process tells; return the names of the others."""
    written: list[str] = []
    with contextlib.suppress(SpoorboekError):
        for name, make in sorted(build_data.of(app.env).later.items()):
            write(Path(app.outdir, name), make())
            written.append(name)
    return written


def _forget(later: dict[str, Callable[[], bytes]], names: Iterable[str]) -> None:
    for name in names:
        del later[name]


def write(path: Path, content: bytes) -> None:
    """Write a file if its content differs; create missing folders."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
