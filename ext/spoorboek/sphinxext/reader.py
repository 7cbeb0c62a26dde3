"""The programme as a Sphinx build sees it: the directives note their items while the pages are read."""

from __future__ import annotations

import io
import logging as py_logging
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import en
from docutils.utils import new_document
from sphinx import addnodes, locale
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.console import strip_colors
from sphinx.util.docutils import SphinxDirective, docutils_namespace, patch_docutils
from sphinx_needs.api import get_needs_view
from sphinx_needs.directives.need import NeedDirective
from sphinx_needs.roles.need_incoming import NeedIncoming
from sphinx_needs.roles.need_outgoing import NeedOutgoing
from sphinx_needs.roles.need_ref import NeedRef

from spoorboek.analysis import documents, translation
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.lines import printable, unsteered
from spoorboek.model.message import _
from spoorboek.model.programme import Filter, Item, Link, Location, Mention, Option, Programme
from spoorboek.readers import compare, filters, markdown, places, restrictions, rst, sources
from spoorboek.readers import items as as_written
from spoorboek.readers.configuration import Configuration
from spoorboek.sphinxext import build_data, needs_view, restrict
from spoorboek.sphinxext.placeholder import Placeholder

log = logging.getLogger(__name__)
T = TypeVar("T")


class StoppedError(SystemExit):
    """A SpoorboekError on its way through Sphinx, which tells every other exception with a page of traceback."""

    def __init__(self, error: SpoorboekError) -> None:
        super().__init__(2)
        self.error = error


def stop(error: SpoorboekError) -> NoReturn:
    """End the build with the error's own lines and exit code 2."""
    for line in error.lines:
        log.error(printable(line))
    raise StoppedError(error) from None


class ItemDirective(NeedDirective):
    """Notes an item as it is written, then lets sphinx-needs make it (seen in sphinx-needs 9.1)."""

    def run(self) -> list[nodes.Node]:
        """A container that holds what sphinx-needs made; the heading is put on it when the page has been read."""
        if self.name not in self.config.spoorboek_settings.types:
            return []  # docutils knows no capitals: `{Theme}` is noted as what nobody knows
        restrict.note_item(self)
        item = self._item()
        build_data.of(self.env).add_item(self.env.docname, item)
        if document := item.field("document"):
            self.env.note_dependency(str(self.config.spoorboek_root / document))  # another file, another answer
        declared = self.config.spoorboek_settings.types[self.name].options
        given = self.options or {option.name: option.value for option in item.options}  # MyST gave up on all, for one
        self.options = {name: value for name, value in given.items() if name in declared}
        messages = list(translation.of_item(item, self.config.spoorboek_settings.prose))
        holder = Placeholder(item_id=item.id, item_title=item.title, item_type=item.type, messages=messages)
        self.set_source_info(holder)
        made = list(super().run())
        if not made:
            self.state.nested_parse(self.content, self.content_offset, holder)
        holder.extend(made)
        return [holder]

    def _item(self) -> Item:
        lines, line, block = _written(self)
        title = self.arguments[0] if self.arguments else ""
        made = as_written.item(block, self.name, title, self.env.docname, self.config.spoorboek_settings)
        if _is_rst(self, lines, line):
            return replace(rst.placed(made, lines), body="\n".join(self.content).strip())
        return made


def _written(directive: SphinxDirective) -> tuple[list[str], int, places.Block]:
    """The lines of the file that a directive stands in, the line it opens on, and its block as it is written."""
    source, line = directive.get_source_info()
    shown_as = sources.shown(Path(source), directive.config.spoorboek_root)
    lines = _lines(Path(source), directive.env)
    if _is_rst(directive, lines, line):
        return lines, line, rst.block(shown_as, lines, line, directive.name)
    content = directive.block_text.partition("\n")[2].rpartition("\n")[0].rpartition("\n")[0]
    return lines, line, places.block(shown_as, lines, line, directive.name, content)


def _is_rst(directive: SphinxDirective, lines: Sequence[str], line: int) -> bool:
    return 0 < line <= len(lines) and bool(rst.opens(lines[line - 1], directive.name))


def note_filters(table: type[SphinxDirective]) -> type[SphinxDirective]:
    """The directive of a table, noting what it asks for before it asks."""

    class Noting(table):  # type: ignore[misc, valid-type]
        def run(self) -> list[nodes.Node]:
            lines, line, block = _written(self)
            opening = lines[line - 1] if 0 < line <= len(lines) else ""
            asked = filters.read(block, opening, self.arguments[0], self.env.docname)
            build_data.of(self.env).add_filter(asked)
            return list(super().run())

    return Noting


def _lines(path: Path, env: BuildEnvironment) -> list[str]:
    """The lines of a file, read once for each page."""
    known: dict[Path, list[str]] = env.current_document.setdefault("spoorboek_lines", {})  # type: ignore[assignment]
    if path not in known:
        try:
            known[path] = sources.text(path, str(path)).split("\n")
        except (OSError, SpoorboekError):
            known[path] = []
    return known[path]


def register(app: Sphinx, config: Config) -> None:
    """Put our directive in the place of sphinx-needs' own for every item type."""
    types = config.spoorboek_settings.types
    for name in types:
        app.add_directive(name, ItemDirective, override=True)
    warnings, is_known = py_logging.getLogger("sphinx.myst_parser.warnings_"), _OptionsOfItems(types)
    warnings.addFilter(is_known)
    app.connect("build-finished", lambda app, error: warnings.removeFilter(is_known))


class _OptionsOfItems(py_logging.Filter):
    """Holds back what MyST-Parser says of options of an item that it drops or cuts off: S509 has the place."""

    def __init__(self, types: Iterable[str]) -> None:
        super().__init__()
        said = ("Invalid options format", "Directive options has # comments")
        self.begins = tuple(f"{name!r}: {each}" for name in types for each in said)

    def filter(self, record: py_logging.LogRecord) -> bool:
        return not str(record.msg).startswith(self.begins)


_READ: WeakKeyDictionary[Sphinx, Programme] = WeakKeyDictionary()
"""What the quick reader makes of the pages of a build; no part of its environment, which is kept on disk."""
_UNKNOWN: WeakKeyDictionary[Sphinx, dict[str, list[Item]]] = WeakKeyDictionary()
"""What it finds by a name that is no item type, by page."""


def look(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the pages as they are written, and stop before Sphinx does where one of them cannot be read."""
    declared: Settings = app.config.spoorboek_settings
    made = _configuration(app)
    try:
        _READ[app] = markdown.programme(
            made, declared, app.config.spoorboek_root, lambda name: _is_known(name, declared)
        )
    except SpoorboekError as error:
        stop(error)
    unknown = _UNKNOWN[app] = {}
    for item in _READ[app].items:
        if item.written_type not in declared.types:
            unknown.setdefault(item.page, []).append(item)


def _configuration(app: Sphinx) -> Configuration:
    values = {option.name: option.value for option in app.config}
    values["locale_dirs"] = app.config.spoorboek_locale_dirs or app.config.locale_dirs
    return Configuration(Path(app.srcdir), Path(app.confdir), values)


def _is_known(name: str, declared: Settings) -> bool:
    """Docutils knows no capitals; an item type does. What it knows by a name in another language, no handbook does."""
    known = directives.directive(name, en, new_document(""))[0]  # type: ignore[arg-type]
    if known is ItemDirective:
        return name in declared.types
    return known is not None and restrictions.canonical(name) == name.lower()


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note the directives that nobody knows and that make nothing, so that a misspelt type is one finding."""
    if Path(app.env.doc2path(docname)).suffix == ".md":
        source[0] = sources.plain(source[0])
    else:
        source[0] = unsteered(source[0])
    for item in _UNKNOWN[app].get(docname, ()):
        build_data.of(app.env).add_item(docname, item)


def on_include_read(app: Sphinx, relative: Path, parent: str, source: list[str]) -> None:
    source[0] = sources.plain(source[0])


def note_mentions(app: Sphinx, doctree: nodes.document) -> None:
    """Note every reference to an item: `{need}` roles and `[text](#ID)`."""
    for node in (*_needs_roles(doctree), *doctree.findall(addnodes.pending_xref)):
        by_role = not isinstance(node, addnodes.pending_xref)
        if (not by_role and node.get("reftype") != "myst") or _in_contents(node):
            continue
        target = node["reftarget"].partition(".")[0] if by_role else node["reftarget"]
        to_item = by_role or app.config.spoorboek_settings.looks_like_id(target)
        at = _place_in_text(target, node, app.env)
        build_data.of(app.env).add_mention(Mention(app.env.docname, target, at, to_item, not _in_table(node)))


def note_undrawn(app: Sphinx, doctree: nodes.document) -> None:
    """Note the items that were read and are not on their page: what they stand in was dropped as a whole."""
    drawn = Counter(
        (node["item_type"], node["item_id"]) for node in doctree.findall(Placeholder) if "item_type" in node
    )
    noted = build_data.of(app.env)
    for item in noted.items.get(app.env.docname, ()):
        key = item.type, item.id
        if item.written_type not in app.config.spoorboek_settings.types:
            continue
        if not drawn[key]:
            noted.undrawn.setdefault(app.env.docname, []).append(item)
        drawn[key] -= 1


def _needs_roles(doctree: nodes.document) -> list[nodes.Element]:
    return [node for role in (NeedRef, NeedIncoming, NeedOutgoing) for node in doctree.findall(role)]


def drop_dead_roles(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave the bare word where a role names no item: S501 reports it, and sphinx-needs would stop with a KeyError."""
    known = build_data.verdict(app.env).programme.by_id
    for node in _needs_roles(doctree):
        if node["reftarget"].partition(".")[0] not in known:
            node.replace_self(nodes.literal("", node.astext()))


def _in_table(node: nodes.Node) -> bool:
    return any(isinstance(each, nodes.table) for each in _and_above(node))


def _in_contents(node: nodes.Node) -> bool:
    """Is it in a table of contents, where headings stand once more?"""
    return any(isinstance(each, nodes.topic) and "contents" in each["classes"] for each in _and_above(node))


def _and_above(node: nodes.Node | None) -> Iterator[nodes.Node]:
    while node is not None:
        yield node
        node = node.parent


def _place_in_text(target: str, node: nodes.Element, env: BuildEnvironment) -> Location:
    """Where the target stands, from the first line of its paragraph on."""
    source, line = _source_and_line(node)
    path = Path(source) if source else Path(env.doc2path(env.docname))
    lines = _lines(path, env)
    for number in range(max(line, 1), len(lines) + 1):
        column = lines[number - 1].find(target)
        if column >= 0:
            return Location(sources.shown(path, env.config.spoorboek_root), number, column + 1)
    return Location(sources.shown(path, env.config.spoorboek_root), max(line, 1))


def _source_and_line(node: nodes.Element) -> tuple[str | None, int]:
    here: Any = node
    while here is not None:
        if here.line:
            return here.source, here.line
        here = here.parent
    return node.source, 1


def read(app: Sphinx) -> Programme:
    """The programme of a build whose pages have all been read, and where the quick reader gives another one.

    A build knows what it makes, the quick reader where that stands: for MyST-Parser, what is in a fence right below
    another one's opening line begins one line too far down, and a reference stands anywhere in its paragraph. Items
    that another extension made have no tokens: their place is the directive that made them.
    """
    quick = _READ[app]
    noted = build_data.of(app.env)
    known = {item.id for item in noted.all_items()}
    view = get_needs_view(app)
    others = [_other(need, app) for id, need in view.items() if id not in known]
    found = [*_placed(noted.all_items(), quick.items, _said), *others]
    found.sort(key=lambda item: (item.at, item.id, item.page))
    mentions = list(quick.mentions)
    if app.config.language == app.config.spoorboek_languages[0]:  # a translation is no text that is judged
        mentions = [*_placed(_mentions(noted, found), quick.mentions, _meant)]
    mentions.sort(key=lambda mention: (mention.at, mention.target, mention.page, mention.in_prose))
    asked = sorted(_placed(noted.all_filters(), quick.filters, _asked))
    seen = documents.fingerprints(found, app.config.spoorboek_root)
    read = Programme(
        tuple(found),
        tuple(mentions),
        quick.files,
        filters=tuple(asked),
        documents=seen,
        untranslated=quick.untranslated,
        mistranslations=quick.mistranslations,
        breaches=tuple(sorted(restrict.breaches(noted.all_breaches(), quick, app.config.language))),
        published=needs_view.differences(found, view, app.config.spoorboek_settings),
    )
    undrawn = _placed(noted.all_undrawn(), quick.items, _said)
    read = replace(
        read,
        unseen=compare.unseen(read, quick),
        lost_items=compare.lost_items(read, quick, undrawn),
        hidden_items=quick.hidden_items,
    )
    return markdown.with_past(read, _configuration(app), app.config.spoorboek_settings, app.config.spoorboek_root)


def _said(item: Item) -> Hashable:
    """All that an item says but where it says so."""
    options = tuple(option[:2] for option in item.options)  # name and value
    return item.page, item.written_type, item.title, options, item.body


def _meant(mention: Mention) -> Hashable:
    return mention.page, mention.target, mention.in_prose


def _asked(asked: Filter) -> Hashable:
    return asked.page, asked.type, asked.field, asked.value


def _mentions(noted: build_data.BuildData, found: Iterable[Item]) -> Iterator[Mention]:
    """The mentions of items; one that is an item's id but for its case can mean nothing else."""
    folded = {item.id.casefold() for item in found if item.id}
    for mention in noted.all_mentions():
        if mention.to_item or mention.target.casefold() in folded:
            yield replace(mention, to_item=True)


def _placed(made: Iterable[T], seen: Sequence[T], said: Callable[[T], Hashable]) -> Iterator[T]:
    """What a build made, each as the quick reader saw it where it says the same, the first as the first."""
    made = list(made)
    left: dict[Hashable, list[T]] = {}
    for each in reversed(seen) if made else ():
        left.setdefault(said(each), []).append(each)
    for each in made:
        same = left.get(said(each))
        yield same.pop() if same else each


def _other(need: Any, app: Sphinx) -> Item:
    settings: Settings = app.config.spoorboek_settings
    docname = need["docname"] or ""
    file = (
        sources.shown(Path(app.env.doc2path(docname)), app.config.spoorboek_root)
        if docname
        else str(need["external_url"])
    )
    at = Location(file, need["lineno"] or 1)
    declared = settings.types.get(need["type"])
    options = [Option.placed("id", need["id"], at, at)]
    links: list[Link] = []
    for name in declared.fields if declared else ():
        value = need.get(name)
        if value not in (None, "", []):
            options.append(Option.placed(name, str(value), at, at))
    for role in declared.roles if declared else ():
        links.extend(Link(need["id"], role, target, at) for target in need.get(role, ()))
    body = need["content"] or ""
    return Item(need["type"], need["title"], docname, at, tuple(options), tuple(links), (), body, need["type"])


def run(docs: Path, conf: Path) -> tuple[Verdict, Sequence[str]]:
    """Read a handbook by building it without writing a page: the verdict, and what Sphinx itself has to say.

    Raises SpoorboekError where the build cannot run.
    """
    with tempfile.TemporaryDirectory(prefix="spoorboek-") as scratch:
        app, said = build(docs, conf, "dummy", Path(scratch))
        return build_data.verdict(app.env), said


@contextmanager
def own_state(conf: Path) -> Iterator[None]:
    """What Sphinx and docutils keep in their modules is that of one build: another of this process starts without it.

    Sphinx adds the catalogs of each build to those of the last: one in another language would speak the first.
    """
    before = dict(locale.translators)
    locale.translators.clear()
    try:
        with patch_docutils(conf), docutils_namespace():
            yield
    finally:
        locale.translators.clear()
        locale.translators.update(before)


def build(docs: Path, conf: Path, builder: str, scratch: Path) -> tuple[Sphinx, Sequence[str]]:
    """A build by one of Sphinx's builders, which writes to `scratch`/out, and what Sphinx itself has to say.

    Raises SpoorboekError where the build cannot run.
    """
    said = io.StringIO()
    top = f"{sources.root(docs, conf)}{os.sep}"
    for folder, name in ((docs, "docs"), (conf, "conf")):
        if not folder.is_dir():
            problem = _("there is no folder {folder}", folder=folder)
            raise SpoorboekError(problem, _("name the right one with --{option}", option=name))
    if not (conf / "conf.py").is_file():
        missing = sources.shown(conf / "conf.py", sources.root(docs, conf))
        problem = _("{file} does not exist", file=missing)
        raise SpoorboekError(problem, _("restore it, or name the folder that has it with --conf"))
    try:
        with own_state(conf):
            app = Sphinx(docs, conf, f"{scratch}/out", f"{scratch}/doctrees", builder, {"nitpicky": True}, None, said)
            build_data.of(app.env).logs_findings = False
            app.build()
    except StoppedError as error:
        raise error.error from None
    except SphinxError as error:
        reason = " ".join(str(error).replace(top, "").split())
        problem = _("{category}: {reason}", category=error.category, reason=reason)
        raise SpoorboekError(problem, _("mend it and run again")) from None
    except Exception as error:  # noqa: BLE001 - whatever an extension of the project falls over
        reason = " ".join(f"{type(error).__name__}: {error}".replace(top, "").split())
        problem = _("Sphinx stopped with {reason}", reason=reason)
        raise SpoorboekError(problem, _("sphinx-build tells where")) from None
    return app, [line.replace(top, "") for line in strip_colors(said.getvalue()).splitlines() if line.strip()]
