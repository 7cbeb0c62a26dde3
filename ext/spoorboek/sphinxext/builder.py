"""The HTML builder of a handbook: it also writes the pages whose dependencies changed, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks
from sphinx_needs.nodes import Need
from sphinx_needs.roles.need_ref import NeedRef

import spoorboek
from spoorboek.analysis.checklist import due
from spoorboek.exports import checklist_json
from spoorboek.sphinxext import build_data, digests, incremental, process, tree
from spoorboek.sphinxext.dependencies import FRAME, ITEMS, Dependencies, Value, file_of, of_history, of_verdict
from spoorboek.sphinxext.pages import downloads, language, navigation, readings

_BATCH: Final = 5
"""How many pages are passed to another process at a time."""


class HandbookBuilder(StandaloneHTMLBuilder):
    """Replaces Sphinx's own `html` builder."""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Add the pages whose dependencies changed to the set that Sphinx writes; the verdict is known by now.

        Sphinx passes the same set on to `write_documents` (seen in Sphinx 9.0).
        """
        if dependencies := build_data.of(self.env).dependencies:
            pages = self.env.found_docs
            cast(set[str], docnames).update(dependencies.outdated(pages))
            dependencies.begin(docnames, pages)
        self.parallel_ok = self.parallel_ok and not process.are_few(docnames, self.env)
        super().prepare_writing(docnames)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages in batches, of which only one waits for a process.

        Sphinx itself (9.0) makes batches of up to a third of the pages, and lets any number of them wait in memory.
        """
        names = sorted(docnames)
        if not self.parallel_ok:
            self._write_serial(names)
            return
        self._write_serial(names[:1])  # so that the other processes begin with compiled templates
        tasks = ParallelTasks(self._app.parallel - 1)
        for at in range(1, len(names), _BATCH):
            self.phase = BuildPhase.RESOLVING
            resolved = [
                (name, self.env.get_and_resolve_doctree(name, self, tags=self.tags)) for name in names[at : at + _BATCH]
            ]
            for name, doctree in resolved:
                self.write_doc_serialized(name, doctree)
            process.add(tasks, self._write_batch, resolved)
            for _name, doctree in resolved:
                tree.release(doctree)
        tasks.join()

    def _write_batch(self, resolved: Iterable[tuple[str, nodes.document]]) -> None:
        self.phase = BuildPhase.WRITING
        for name, doctree in resolved:
            self.write_doc(name, doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        super().write_doc(docname, doctree)
        tree.release(doctree)

    def finish(self) -> None:
        if self.parallel_ok:
            downloads.begin_rest(self._app)
        super().finish()

    def load_indexer(self, docnames: AbstractSet[str]) -> None:
        super().load_indexer(docnames)
        index = self.indexer
        assert index is not None
        index.lang.stem = cache(index.lang.stem)  # type: ignore[method-assign]

    def dump_search_index(self) -> None:
        """Write the search index of a full build, also where only some pages were written.

        Sphinx keeps the words of removed pages, and drops the index entries of pages that are not written again (seen
        in Sphinx 9.0). Our search does not use these entries.
        """
        if index := self.indexer:
            index._index_entries.clear()  # noqa: SLF001 - no public way to leave them out
            for pages_by_word in (index._mapping, index._title_mapping):  # noqa: SLF001 - words of removed pages
                for word in [word for word, pages in pages_by_word.items() if not pages]:
                    del pages_by_word[word]
        super().dump_search_index()


class HandbookFolderBuilder(HandbookBuilder, DirectoryHTMLBuilder):
    """Replaces Sphinx's own `dirhtml` builder."""


def setup(app: Sphinx) -> None:
    """Connect the builders and their event handlers."""
    for builder in (HandbookBuilder, HandbookFolderBuilder):
        app.add_builder(builder, override=True)
    app.connect("builder-inited", _load)
    app.connect("doctree-resolved", _note_needs, priority=10)
    app.connect("build-finished", _store)


def begin(app: Sphinx, menu: navigation.Menu) -> None:
    """Let pages depend on the verdict of this build, and on the menu that each of them shows."""
    if dependencies := build_data.of(app.env).dependencies:
        dependencies.use(_values(app, menu))


def _values(app: Sphinx, menu: navigation.Menu) -> dict[str, Value]:
    """Return what pages can depend on: by the kind of key, the function that computes its value."""
    data, verdict = build_data.of(app.env), build_data.verdict(app.env)
    return {
        **of_verdict(verdict),
        **of_history(data.history),
        FRAME[0]: lambda key: _frame(app, menu),
        "judged": lambda key: [
            (item.title, item.body, item.options) for item in (data.judged or verdict).programme.items
        ],
        "numbers": lambda key: data.numbers,
        "answers": lambda key: data.numbers and data.numbers.part(key[1], key[2]),
        "checklist": lambda key: _checklist(data, key[1]),
        "changes": lambda key: data.find_changes(),
        "followed": lambda key: key[1] in data.followed,
        "lists": lambda key: data.lists,
        "tables": lambda key: data.tables,
        "reviews": lambda key: [
            (review.name, review.standing, review.stamp, review.target.title, review.target.page)
            for review in data.reviews.get(key[1], ())
        ],
    }


def _checklist(data: build_data.BuildData, organisation: str) -> object:
    """Return everything that the checklist files of an organisation show."""
    lines = data.checklists().get(organisation)
    if lines is None or data.verdict is None:
        return None
    return checklist_json.text(lines), [
        (entry.day, entry.kind) for entry in due(lines, data.verdict.settings.evidence_valid_for)
    ]


def _note_needs(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Record that a page depends on all items if sphinx-needs 9.1 draws a table, list or diagram on it."""
    if dependencies := build_data.of(app.env).dependencies:
        kinds = {type(node) for node in tree.of_type(doctree, nodes.Element)} - {Need, NeedRef}
        if any(kind.__module__.startswith("sphinx_needs.") for kind in kinds):
            with dependencies.drawing(docname):
                dependencies.note(*ITEMS)


def _load(app: Sphinx) -> None:
    is_ours = isinstance(app.builder, HandbookBuilder)
    file = file_of(Path(app.doctreedir), Path(app.outdir), app.builder.name)
    build_data.of(app.env).dependencies = Dependencies(file) if is_ours else None


def _store(app: Sphinx, error: Exception | None) -> None:
    if error is None and (dependencies := build_data.of(app.env).dependencies):
        dependencies.store()
        downloads.clear(app)


def _frame(app: Sphinx, menu: navigation.Menu) -> object:
    """Return what every page depends on: menu, marked names, reference targets, and the files it is made with."""
    env = app.env
    references = env.domains.standard_domain
    names = language.names(app)
    return [
        menu.groups,
        readings.page(app),
        names and names.pattern.pattern,
        sorted(env.found_docs),
        sorted((page, title.astext()) for page, title in env.titles.items()),
        sorted((name, (page, id, str(title))) for name, (page, id, title) in references.labels.items()),
        sorted(references.anonlabels.items()),
        sorted((page, repr(known.get("myst_slugs"))) for page, known in env.metadata.items()),
        sorted((uri, name) for uri, (_, name) in env.images.items()),
        sorted((name, target) for name, (_, target) in env.dlfiles.items()),
        [path.name for path in _files(app)],
        digests.of_files(_files(app)),
        incremental.versions(app),  # with that of the theme
        app.config.spoorboek_digest,
    ]


def _files(app: Sphinx) -> Iterator[Path]:
    """Yield the files of this package, and the style sheets and templates of the handbook."""
    conf, config = Path(app.confdir), app.config
    own = (conf / name for name in (*config.templates_path, *config.html_static_path))
    for folder in (Path(spoorboek.__file__).parent, *own):
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc")
