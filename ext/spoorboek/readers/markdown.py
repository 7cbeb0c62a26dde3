"""The quick reader: the programme of a handbook, read from its MyST pages without starting Sphinx."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from spoorboek.analysis import documents, reviews
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Stamp
from spoorboek.model import files, second_process
from spoorboek.model.errors import SpoorboekError, stop_if_any
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Location, LostItem, Programme, UnknownPast, Unseen
from spoorboek.readers import addresses, lost_items, myst, page_files, pages, rst, translations
from spoorboek.readers.breaches import Search
from spoorboek.readers.configuration import Configuration, settings_of
from spoorboek.readers.page import Named, Page, PageContent, Reading, Written
from spoorboek.readers.references import Scope, of_items
from spoorboek.readers.source_file import Kind, Region, SourceFile
from spoorboek.readers.translations import Catalogs

_MANY: Final = 100
"""In pages: to read half of fewer takes hardly longer than to begin a process and to hand over what it found."""


def read(configuration: Configuration, meanwhile: Callable[[], object] | None = None) -> tuple[Programme, Settings]:
    """Read the programme of a handbook and its settings; `meanwhile` as in `programme`.

    Raises SpoorboekError if the settings or a page cannot be read, with all such pages.
    """
    settings = settings_of(configuration)
    if not (settings.stamps or settings.deciding):
        from spoorboek.readers import reviewed_versions  # noqa: PLC0415 - git, only if nothing asks for stamps

        settings = reviewed_versions.with_answers(settings, configuration.top)
    defines = bool(configuration.foreign_extensions)
    return programme(configuration, settings, lambda name: defines, meanwhile), settings


def programme(
    configuration: Configuration,
    settings: Settings,
    defines: Callable[[str], bool],
    meanwhile: Callable[[], object] | None = None,
) -> Programme:
    """The programme of all pages of a configuration.

    `defines` tells whether another extension may define a directive that is unknown here. With `meanwhile` other
    processes may read a part of it; it is what this process may do while they begin.

    Raises SpoorboekError if a page cannot be read, with all such pages.
    """
    reader = PageReader(configuration, settings, defines)
    paths = pages.find(configuration)
    pages.check_root(configuration, paths)
    if meanwhile is None or len(paths) < _MANY or not second_process.is_possible():
        return _of_pages(reader, reader.pages(paths))
    if len(configuration.languages) < 2:
        return _of_pages(reader, reader.pages_in_two(paths, meanwhile))
    with second_process.begun(Catalogs(configuration).every) as catalogs:
        return _of_pages(reader, reader.pages_in_two(paths, meanwhile), Catalogs(configuration, catalogs))


def _of_pages(reader: PageReader, contents: Sequence[PageContent], catalogs: Catalogs | None = None) -> Programme:
    """The programme of all pages, and of the files that are nearly one."""
    read = set().union(*(page.files for page in contents))
    lost_files = (reader.no_page(path) for path in pages.beside(reader.configuration) if path not in read)
    return assembled(reader, [*contents, *lost_files], catalogs)


def assembled(reader: PageReader, parts: Iterable[PageContent], catalogs: Catalogs | None = None) -> Programme:
    """Combine what was found on all pages with the state of translations and the reviewed versions of changed items.

    `catalogs` are those of the handbook, if they were begun to be read.
    """
    configuration, settings = reader.configuration, reader.settings
    catalogs = catalogs or Catalogs(configuration)
    content = PageContent()
    for part in parts:
        content.add(part)
    untranslated, mistranslations = translations.read(settings, content.written, catalogs)
    read = replace(_programme(content, configuration.top), untranslated=untranslated, mistranslations=mistranslations)
    return with_past(read, configuration, settings)  # last, so that the caches it fills are kept


def with_past(
    read: Programme, configuration: Configuration, settings: Settings, known: Programme | None = None
) -> Programme:
    """The programme with fingerprints of accepted items and, from git, the accepted version of changed ones.

    What was looked up for `known`, another reading of the same pages, is taken from it.
    """
    if not settings.stamps:
        return read
    now = reviews.with_fingerprints(read, settings)
    if known and (known.past or known.questions_then):
        now = replace(now, past=known.past, questions_then=known.questions_then, no_history=known.no_history)
    suspects = [pair for pair in reviews.suspects(now, settings) if " ".join(pair) not in now.past]
    gates = {file: reviews.gate(settings, file) for file in reviews.waiting_gates(settings)}
    accepted = {file: stamp for file, stamp in gates.items() if stamp and file not in now.questions_then}
    return _with_versions(now, configuration, settings, suspects, accepted) if suspects or accepted else now


def _with_versions(
    now: Programme,
    configuration: Configuration,
    settings: Settings,
    suspects: Sequence[tuple[str, str]],
    accepted: Mapping[str, Stamp],
) -> Programme:
    """The programme with what git has of changed items (id, fingerprint) and of the gate lines at these stamps."""
    from spoorboek.readers import history, reviewed_versions  # noqa: PLC0415 - git, only if something changed

    top = configuration.top

    def items_of(file: str, text: str) -> list[Item]:
        reader = PageReader(configuration, settings, lambda name: True, collects_texts=False)
        return reader.text(PurePosixPath(file).stem, top / file, text).items

    past = reviewed_versions.find(now, settings, top, suspects, items_of)
    questions = {
        file: reviewed_versions.questions(stamp, top, settings.gates[file].at.file) for file, stamp in accepted.items()
    }
    now = replace(now, past={**now.past, **past}, questions_then={**now.questions_then, **questions})
    if UnknownPast.NO_GIT in (*now.past.values(), *now.questions_then.values()):
        return replace(now, no_history=history.no_history(top))
    return now


class PageReader(Reading):
    """Reads pages one by one."""

    def pages(self, paths: Mapping[str, Path]) -> list[PageContent]:
        """What was found on each of these pages, by docname.

        Raises SpoorboekError if a page cannot be read, with all such pages.
        """
        contents, errors = [], []
        for docname, path in paths.items():
            try:
                contents.append(self.page(docname, path))
            except SpoorboekError as error:
                errors.append(error)
        stop_if_any(errors)
        return contents

    def pages_in_two(self, paths: Mapping[str, Path], meanwhile: Callable[[], object]) -> list[PageContent]:
        """The same as `pages`, with a second process."""
        try:
            return second_process.in_two(list(paths.items()), lambda pair: self.page(*pair), meanwhile)
        except SpoorboekError:
            return self.pages(paths)  # which names all such pages

    def page(self, docname: str, path: Path) -> PageContent:
        shown_as = self.configuration.shown(path)
        if path.suffix == ".md":
            return self.text(docname, path, page_files.text(path, shown_as))
        message = _("a page in {suffix}", suffix=path.suffix) if path.suffix else _("a page in another format")
        content = self._rst(docname, path) if path.suffix == ".rst" else PageContent()
        content.deferred.append(Unseen(Location(shown_as, 1), message))
        return content

    def no_page(self, path: Path) -> PageContent:
        """The items in a file whose name is nearly that of a page: all of them are lost."""
        shown_as = self.configuration.shown(path)
        content = files.read(path, shown_as, _("make it a readable file"))
        if content is None or not content.strip():  # a dangling link, or an empty file
            return PageContent()
        if pages.alike_suffix(path.name).startswith(".m"):
            suffix, inside = ".md", self.text(path.stem, path, page_files.text(path, shown_as))
        else:
            suffix, inside = ".rst", self._rst(path.stem, path)
        reason = _("{file} is not a page: give it a name that ends in {suffix}", file=path.name, suffix=suffix)
        items = (item for item in inside.items if item.type_is_known)
        lost = [LostItem(item.at, item.type, item.id, item.title, reason) for item in items]
        lost += [item._replace(reason=reason, deferred=False) for item in inside.lost_items]
        return PageContent(lost_items=lost)

    def text(self, docname: str, path: Path, text: str) -> PageContent:
        matter = page_files.front_matter(text, self.configuration.shown(path))
        scope = self._scope(path, myst.syntax(self.configuration, matter))
        content = PageContent(written={docname: Written(page_files.language(text), scope)})
        page = Page(self, content, docname, scope, self._files(scope))
        hiding = [Region(0, 0, Kind.OF_THE_PAGE, name) for name in page_files.hiding_keys(text)]
        page.file(path, text, hiding=hiding)
        search = self._search(docname, scope)
        for source, part in page.parts:
            search.file(source.shown_as, source.lines, part)
        content.breaches += search.breaches
        scope.known.clear()
        return content

    def _scope(self, path: Path, syntax: myst.Syntax) -> Scope:
        return Scope(syntax, {}, self.configuration.docs, path.parent)

    def _files(self, scope: Scope) -> addresses.Files:
        schemes = addresses.schemes(self.configuration.myst("url_schemes", ()))
        return addresses.Files(scope.docs, scope.folder, self.configuration.top, schemes)

    def _search(self, docname: str, scope: Scope) -> Search:
        return Search(docname, scope, self._files(scope), self.settings.types)

    def _rst(self, docname: str, path: Path) -> PageContent:
        """The lost and hidden items and breaches of a reStructuredText page, whose items only the build reads."""
        shown_as = self.configuration.shown(path)
        text = page_files.text(path, shown_as)
        lines = text.split("\n")
        rst.check_depth(shown_as, lines, 0)
        source = SourceFile(path, shown_as, lines, self.openings(lines, 0))
        source.regions += [Region(0, len(lines), Kind.DEFERRED), *rst.regions(lines, 0)]
        source.hiding += rst.hiding(lines, 0)
        search = self._search(docname, self._scope(path, myst.syntax(self.configuration, {})))
        search.rst(shown_as, lines, text)
        lost, hidden = [*lost_items.lost(source, None)], [*lost_items.hidden(source)]
        return PageContent(lost_items=lost, hidden_items=hidden, breaches=search.breaches)


def _programme(content: PageContent, top: Path) -> Programme:
    """The programme, with items and mentions sorted by location."""
    items = sorted(content.items, key=lambda item: (item.at, item.id, item.page))
    elsewhere = (named.mention for named in content.mentions if not _is_own_anchor(named, content))
    mentions = list(of_items(elsewhere, items))
    mentions.sort(key=lambda mention: (mention.at, mention.target, mention.page, mention.in_prose))
    return Programme(
        tuple(items),
        tuple(mentions),
        len(content.files),
        tuple(sorted(content.deferred)),
        lost_items=tuple(sorted(set(content.lost_items))),
        hidden_items=tuple(sorted(set(content.hidden_items))),
        filters=tuple(sorted(content.filters)),
        documents=documents.fingerprints(items, top),
        breaches=tuple(sorted(content.breaches)),
    )


def _is_own_anchor(named: Named, content: PageContent) -> bool:
    """Whether a `#name` means an anchor of its own page, and so no item."""
    return named.by_anchor and named.mention.target in content.anchors.get(named.mention.page, ())
