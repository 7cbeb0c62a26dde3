"""The source of pages and items, their last changes, and where to report an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Item, Location
from spoorboek.readers import history, page_files
from spoorboek.readers.history import Commit, Gap, History
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.pages import draw, files, fold, publisher, questions

_OF_AN_ITEM: Final = {"item", questions.NAME}
"""Classes of the nodes of an item: a section, or a row of questions."""


def check_address(pattern: str) -> None:
    """Raises SpoorboekError if `spoorboek_source_url` is no URL pattern for a line of a file."""
    try:
        is_address = not pattern or ("{file}" in pattern and bool(_filled(pattern, Location("x", 1), None)))
    except (IndexError, KeyError, ValueError):
        is_address = False
    if not is_address:
        raise SpoorboekError(
            message._(
                "conf.py: spoorboek_source_url is {address!r}, which is not the address of a line in a file",
                address=pattern,
            ),
            message._(
                "write it as https://forge.example/project/blob/{{commit}}/{{file}}#L{{line}}, or leave it empty"
            ),
        )


def _filled(pattern: str, at: Location, head: Commit | None) -> str:
    return pattern.format(file=quote(at.file), line=at.line, commit=head.version if head else "HEAD")


def read_history(app: Sphinx, env: BuildEnvironment) -> None:
    """Read the git history of the source files of all pages."""
    if app.builder.format != "html":
        return
    files = {file for page in env.found_docs for file in sources(app, page)}
    folders = sorted({file.partition("/")[0] for file in files} | {_shown(app, app.confdir)})
    shared = sorted({item.at.file for item in build_data.of(env).all_items() if not draw.begins_page(item, app)})
    data = build_data.of(env)
    data.history = history.read(app.config.spoorboek_root, folders, shared, data.history)


def sources(app: Sphinx, page: str) -> list[str]:
    """Return the project's files that a page is made from, its own first, then its dependencies."""
    dependencies = (Path(app.srcdir, name) for name in sorted(app.env.dependencies.get(page, ())))
    names = (_shown(app, path) for path in (app.env.doc2path(page), *dependencies))
    return [file for file in dict.fromkeys(names) if not file.startswith("..")]


def _shown(app: Sphinx, path: str | Path) -> str:
    return page_files.shown(Path(path), app.config.spoorboek_root)


def add_item_history(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add a fold with the origin to each item that shares its page; the page's own item has it in the footer."""
    if app.builder.format != "html":
        return
    by_id = draw.programme(app).by_id
    elements = (node for node in tree.of_type(doctree, nodes.Element) if not _OF_AN_ITEM.isdisjoint(node["classes"]))
    for element in list(elements):
        item = next((by_id[id] for id in element["ids"] if id in by_id), None)
        if item is None or item.is_elsewhere or draw.begins_page(item, app):
            continue
        section = element.parent if questions.NAME in element["classes"] else element
        content = _origin(item, app, docname)
        if origin := fold.origin_of(section):
            origin.extend(content)
        else:
            draw.insert_before_sections(section, [fold.origin(content)])


def _origin(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return last change, location, a link to report an error, and how to cite the item."""
    report: nodes.Node = nodes.Text(_("Report an error"))
    if link := _report(app, docname, item.at, item):
        is_page = "://" not in link and not link.startswith("mailto:")
        report = nodes.reference("", "", report, refuri=link, internal=is_page)
    changed = f"{_item_changed(_item_change(item, app))} ".lstrip()
    citation = nodes.inline("", "".join(publisher.citation(app, docname, item)), classes=["citation"])
    cited = [*draw.labelled(_("Cite this"), [citation]), *files.links(item, app, docname)]
    return [draw.paragraph(changed, report, f": {_place(item.at)}."), draw.paragraph(*cited)]


def _item_changed(change: Commit | Gap) -> str:
    """Return a sentence; nothing if the footer says why the change is unknown."""
    if isinstance(change, Commit):
        date = date_formats.shown(change.date)
        return _("Last changed on {date} (version {version}).", date=date, version=change.version)
    return _("Changed, not recorded yet.") if change is Gap.NOT_COMMITTED else ""


def _item_change(item: Item, app: Sphinx) -> Commit | Gap:
    past = build_data.history(app.env)
    if item.at.file not in past.lines:
        return past.of_file(item.at.file)
    lines = _read(app, item.at.file)
    return past.of_lines(item.at.file, history.extent(lines, item.at.line))


def _read(app: Sphinx, file: str) -> list[str]:
    """Return the lines of a file as git counts them; [] if it cannot be read."""
    try:
        return Path(app.config.spoorboek_root, file).read_bytes().decode(errors="replace").split("\n")
    except OSError:
        return []


def _changed(change: Commit | Gap) -> str:
    if isinstance(change, Gap):
        return translate(change.label)
    return _("{date} (version {version})", date=date_formats.shown(change.date), version=change.version)


def _place(at: Location) -> str:
    return _("{file}, line {line}", file=at.file, line=at.line)


def _report(app: Sphinx, page: str, at: Location, item: Item | None = None) -> str:
    """Return where to report an error: a prefilled mail or issue, else the line at the forge, else the page that
    conf.py names, else "".
    """
    if filled := publisher.report(app, page, at, item):
        return filled
    if pattern := app.config.spoorboek_source_url:
        return _filled(pattern, at, build_data.history(app.env).head)
    to, sign, place = app.config.spoorboek_report.partition("#")
    if to not in app.env.found_docs:
        return ""
    return f"{app.builder.get_relative_uri(page, to)}{sign}{place}"


def add_page_provenance(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add to the context of the footer: rows of label and text, citation, and where to report an error."""
    files = sources(app, docname)
    context: dict[str, Any] = {}
    doctree[build_data.CONTEXT] = context
    context["provenance"] = list(_rows(app, files, docname == app.config.root_doc))
    before, title, after = publisher.citation(app, docname, _item_of(app, docname))
    context["citation"] = {"label": _("Cite this"), "before": before, "title": title, "after": after}
    if files:
        at = Location(files[0], 1)
        context["report"] = {"label": _("Report an error"), "link": _report(app, docname, at), "at": _place(at)}


def _item_of(app: Sphinx, docname: str) -> Item | None:
    """Return the item that a page is about: the one that begins its file."""
    by_id = draw.programme(app).by_id
    items = build_data.of(app.env).pages[docname].items
    return next((by_id[item.id] for item in items if draw.begins_page(item, app) and item.id in by_id), None)


def add_context(app: Sphinx, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the footer to the template context; pages without a source file have fewer rows."""
    footer = {"provenance": list(_rows(app, []))} if doctree is None else doctree.get(build_data.CONTEXT, {})
    context.update(footer, maker=publisher.maker(app))


def _rows(app: Sphinx, files: list[str], is_first: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the rows of the footer: date, last change, sources, version and licence."""
    past = build_data.history(app.env)
    if as_of := draw.settings(app).as_of:
        yield _("As of"), date_formats.shown(as_of)
    if files:
        yield _("Last changed"), _changed(past.of_files(files))
        yield _("Made from"), ", ".join(files)
    yield _("Version"), _version(past, is_first)
    if licences := list(_licences(app, files)):
        yield _("Licence of the text"), ", ".join(licences)


def _version(past: History, is_first: bool) -> str:
    """Return the commit; only the root page, which is always rewritten, mentions uncommitted changes."""
    if past.head is None:
        return _("not known")
    text = _("{version} of {date}", version=past.head.version, date=date_formats.shown(past.head.date))
    return ", ".join([text, _("with changes that are not recorded yet")]) if is_first and past.edited else text


def _licences(app: Sphinx, files: list[str]) -> Iterator[str]:
    """Return the licences of the folders that the files are in."""
    licences = app.config.spoorboek_licences
    return iter(dict.fromkeys(licences[folder] for file in files if (folder := file.partition("/")[0]) in licences))
