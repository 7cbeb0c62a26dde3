"""The programme as the pages themselves say it, read from their MyST sources without starting Sphinx."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt

from spoorboek.analysis import documents, reviews
from spoorboek.config import settings
from spoorboek.config.settings import Settings
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError, stop_if_any
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Location, LostItem, Programme, Unseen, Untold
from spoorboek.readers import addresses, myst, pages, rst, sources, translations
from spoorboek.readers.breaches import Search
from spoorboek.readers.configuration import Configuration
from spoorboek.readers.lost_items import Kind, Region
from spoorboek.readers.page import Found, Named, Page, Reading
from spoorboek.readers.references import Scope
from spoorboek.readers.source_file import SourceFile
from spoorboek.readers.translations import Written


def read(made: Configuration) -> tuple[Programme, Settings]:
    """The programme of a handbook, and the settings it is read under.

    Raises SpoorboekError where the settings or a page cannot be read; it tells of every such page.
    """
    top = sources.root(made.docs, made.conf)
    program = made.program, sources.shown(made.program, top)
    declared = settings.read_of_handbook(made.settings_file, sources.shown(made.settings_file, top), program)
    if not (declared.stamps or declared.deciding):
        declared = importlib.import_module("spoorboek.readers.past").with_answers(declared, top)
    return programme(made, declared, top, lambda name: bool(made.foreign_extensions)), declared


def programme(made: Configuration, declared: Settings, top: Path, knows: Callable[[str], bool]) -> Programme:
    """The programme of the pages that a configuration takes in.

    `knows` says whether another extension may know the name of a directive that this reader does not.

    Raises SpoorboekError where a page cannot be read; it tells of every such page.
    """
    reader = PageReader(made, declared, top, knows)
    found = reader.pages(pages.find(made))
    read = set().union(*(each.files for each in found))
    others = (reader.no_page(path) for path in pages.beside(made) if path not in read)
    return assembled(made, declared, top, [*found, *others])


def assembled(made: Configuration, declared: Settings, top: Path, found: Iterable[Found]) -> Programme:
    """The programme of what was found on each page, with what stood there before and what its translations lack."""
    every = Found()
    for each in found:
        every.add(each)
    programme = with_past(_programme(every, top), made, declared, top)
    untranslated, mistranslations = translations.read(made, declared, top, every.written)
    return replace(programme, untranslated=untranslated, mistranslations=mistranslations)


def with_past(read: Programme, made: Configuration, declared: Settings, top: Path) -> Programme:
    """The programme with the fingerprints of what somebody read in it, and what that said where it changed since."""
    if not declared.stamps:
        return read
    now = reviews.with_fingerprints(read, declared)
    wanted = reviews.suspects(now, declared)
    answered = {
        file: stamp for file in reviews.waiting_gates(declared) if (stamp := reviews.gate(declared, file)) is not None
    }
    if not (wanted or answered):
        return now
    past = importlib.import_module("spoorboek.readers.past")  # git, only where something changed

    def items_then(file: str, text: str) -> list[Item]:
        reader = PageReader(made, declared, top, lambda name: True, gathers=False)
        return reader.text(PurePosixPath(file).stem, top / file, file, text).items

    now = replace(now, past=past.look(now, declared, top, wanted, items_then))
    then = {file: past.questions(stamp, top, declared.gates[file].at.file) for file, stamp in answered.items()}
    now = replace(now, questions_then=then)
    if Untold.NO_GIT in (*now.past.values(), *now.questions_then.values()):
        return replace(now, silence=past.silence(top))
    return now


class PageReader:
    """Reads pages, each for itself; what is to be translated too, where the handbook is in more than one language."""

    def __init__(
        self,
        made: Configuration,
        declared: Settings,
        top: Path,
        knows: Callable[[str], bool],
        *,
        gathers: bool | None = None,
    ) -> None:
        self.configuration = made
        gathers = len(made.languages) > 1 if gathers is None else gathers
        self.reading = Reading(declared, top, made.extensions, knows, gathers)
        self.parsers: dict[myst.Syntax, MarkdownIt] = {}

    def pages(self, paths: Mapping[str, Path]) -> list[Found]:
        """What is on each of these pages.

        Raises SpoorboekError where a page cannot be read; it tells of every such page.
        """
        found, errors = [], []
        for docname, path in paths.items():
            try:
                found.append(self.page(docname, path))
            except SpoorboekError as error:
                errors.append(error)
        stop_if_any(errors)
        return found

    def page(self, docname: str, path: Path) -> Found:
        shown_as = sources.shown(path, self.reading.top)
        if path.suffix == ".md":
            return self.text(docname, path, shown_as, sources.text(path, shown_as))
        what = _("a page in {suffix}", suffix=path.suffix) if path.suffix else _("a page in another format")
        found = Found(left=[Unseen(Location(shown_as, 1), what)])
        if path.suffix == ".rst":
            self._scan(docname, path, shown_as, sources.text(path, shown_as), found)
        return found

    def no_page(self, path: Path) -> Found:
        """What is lost in a file that is no page, though its name looks so: the items that it would make."""
        shown_as = sources.shown(path, self.reading.top)
        content = files.read(path, shown_as, _("make it a file that can be read"))
        if content is None or not content.strip():  # a link to nothing, or an empty file
            return Found()
        text, suffix = sources.text(path, shown_as), ".md" if path.suffix.lower().startswith(".m") else ".rst"
        inside = Found()
        if suffix == ".md":
            inside = self.text(path.stem, path, shown_as, text)
        else:
            self._scan(path.stem, path, shown_as, text, inside)
        reason = _("{file} is no page: give it a name that ends in {suffix}", file=path.name, suffix=suffix)
        items = (each for each in inside.items if each.type_is_known)
        lost = (LostItem(each.at, each.type, each.id, each.title, reason) for each in items)
        return Found(lost_items=[*lost, *(replace(each, reason=reason, left=False) for each in inside.lost_items)])

    def text(self, docname: str, path: Path, shown_as: str, text: str) -> Found:
        scope = self._scope(path, myst.syntax(self.configuration, sources.front_matter(text, shown_as)))
        found = Found(written={docname: Written(sources.language(text), scope)})
        page = Page(self.reading, found, docname, scope, self._search(docname, scope))
        page.hidden_by = sources.hiding_keys(text)
        page.file(path, shown_as, text)
        found.breaches += page.search.found
        return found

    def _scope(self, path: Path, syntax: myst.Syntax) -> Scope:
        return Scope(syntax, self._parser(syntax), {}, self.configuration.docs, path.parent)

    def _search(self, docname: str, scope: Scope) -> Search:
        schemes = addresses.schemes(self.configuration.myst("url_schemes", ()))
        may_bring = addresses.Files(scope.docs, scope.folder, self.reading.top, schemes)
        return Search(docname, scope, may_bring, self.reading.settings.types)

    def _scan(self, docname: str, path: Path, shown_as: str, text: str, found: Found) -> None:
        """Note what a page in reStructuredText, which the build reads, may lose or hide, and does that it may not."""
        lines = text.split("\n")
        rst.look_deep(shown_as, lines, 0)
        here = SourceFile(path, shown_as, lines, self.reading.openings(lines, 0))
        here.regions += [Region(0, len(lines), Kind.LEFT), *rst.regions(lines, 0)]
        here.hiding += rst.hiding(lines, 0)
        found.lost_items += here.lost(None)
        found.hidden_items += here.hidden()
        search = self._search(docname, self._scope(path, myst.syntax(self.configuration, {})))
        search.rst(shown_as, text)
        found.breaches += search.found

    def _parser(self, syntax: myst.Syntax) -> MarkdownIt:
        if syntax not in self.parsers:
            self.parsers[syntax] = myst.parser(syntax)
        return self.parsers[syntax]


def _programme(found: Found, top: Path) -> Programme:
    """The items and mentions in the order of their places."""
    made = sorted(found.items, key=lambda item: (item.at, item.id, item.page))
    folded = {item.id.casefold() for item in made if item.id}
    mentions = [replace(named.mention, to_item=True) for named in found.mentions if _is_to_item(named, folded, found)]
    mentions.sort(key=lambda mention: (mention.at, mention.target, mention.page, mention.in_prose))
    return Programme(
        tuple(made),
        tuple(mentions),
        len(found.files),
        tuple(sorted(found.left)),
        lost_items=tuple(sorted(set(found.lost_items))),
        hidden_items=tuple(sorted(set(found.hidden_items))),
        filters=tuple(sorted(found.filters)),
        documents=documents.fingerprints(made, top),
        breaches=tuple(sorted(found.breaches)),
    )


def _is_to_item(named: Named, folded: set[str], found: Found) -> bool:
    """Can it mean nothing but an item? What is an anchor of its own page means that."""
    mention = named.mention
    if named.by_anchor and mention.target in found.anchors.get(mention.page, ()):
        return False
    return mention.to_item or mention.target.casefold() in folded
