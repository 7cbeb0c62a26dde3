"""What a build reads from its pages, stored in the Sphinx environment, and the verdict on it."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from spoorboek.readers.history import Gap, History

if TYPE_CHECKING:  # not imported at run time: builds of other projects should start fast
    from sphinx.util.parallel import ParallelTasks

    from spoorboek.analysis.checklist import Checklist
    from spoorboek.analysis.numbers import Answers, Numbers
    from spoorboek.analysis.reviews import Review
    from spoorboek.analysis.verdict import Verdict
    from spoorboek.exports.differences.outline import Outline
    from spoorboek.model.programme import Breach, Filter, Item, Mention, Programme
    from spoorboek.sphinxext.dependencies import Dependencies

DOMAIN: Final = "spoorboek"
ShownList = tuple[str, str]
"""The kind of list that a page directive shows, and the edition that it is limited to ("" = all editions)."""
CONTEXT: Final = "spoorboek_context"
"""The attribute of a doctree that holds its template context."""


@dataclass(frozen=True)
class Release:
    """What changed in a release (`name` "": since the newest one); `problem` says why it cannot be compared."""

    name: str
    title: str
    problem: str = ""
    outline: Outline | None = None


@dataclass
class PageData:
    """What was read from one page."""

    items: list[Item] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    undrawn: list[Item] = field(default_factory=list)
    """Items that were read but do not appear on the page."""
    is_changed: bool = False
    """In other projects: whether an extension changes the text of the page before it is read."""
    lists: list[ShownList] = field(default_factory=list)
    """The lists that its directives show, each with its edition."""
    tables: list[str] = field(default_factory=list)
    """The tables that it offers as files, each as `PageDirective.note_file` names it."""
    listed: list[str] = field(default_factory=list)
    """What it lists all of, which may be nothing: item types, waivers, retired ids."""
    series: str = ""
    """The series of papers that it is about, if it is about one."""
    shows_reviews: bool = False
    """Whether it shows all reviews."""


@dataclass
class BuildData:
    """What was read from each page (by docname), and what was computed from all pages."""

    pages: dict[str, PageData] = field(default_factory=lambda: defaultdict(PageData))
    texts: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each source file, by path; "" if it cannot be read."""
    logs_findings: bool = True
    """False if the caller of the build reports the verdict itself."""
    verdict: Verdict | None = None
    judged: Verdict | None = None
    """The verdict in the original language of the handbook, if the pages are built in another."""
    find_numbers: Callable[[], Numbers] | None = None
    """Computes the numbers of the verdict; cached, called only by builds that show them."""
    reviews: Mapping[str, Sequence[Review]] = field(default_factory=dict)
    """The reviews of links, by the page of the item that has the link."""
    history: History = field(default_factory=History)
    quick: Programme | None = None
    """The programme of the quick reader, in a handbook."""
    unknown: Mapping[str, Sequence[Item]] = field(default_factory=dict)
    """The items of unknown types that the quick reader found, by page."""
    followed: set[str] = field(default_factory=set)
    """The ids of the themes and organisations that have a feed."""
    find_changes: Callable[[], tuple[Release, ...] | Gap] = tuple
    """Computes what changed since each release; cached, called only by pages that show it."""
    dependencies: Dependencies | None = None
    """The dependencies of the pages that this build writes; None if it is no handbook or writes no HTML."""

    checklists: Callable[[], Mapping[str, Checklist]] = dict
    """Computes the checklist of each organisation, by its id; cached, called only by pages that show one."""
    later: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    """Files in the output folder (by path) that are written after all pages."""
    rest: ParallelTasks | None = None
    """The process that writes these files, if one does."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what the next build needs; all else is computed in each build."""
        return {"pages": self.pages, "texts": self.texts, "history": self.history}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(vars(BuildData()) | state)

    @property
    def numbers(self) -> Numbers | None:
        return self.find_numbers() if self.find_numbers else None

    def in_order(self) -> list[PageData]:
        """Return what was read from each page, in the order of docnames."""
        return [self.pages[page] for page in sorted(self.pages)]

    def all_items(self) -> Iterator[Item]:
        return (item for page in self.in_order() for item in page.items)

    @property
    def lists(self) -> Mapping[str, Sequence[ShownList]]:
        """The lists that page directives show, by page."""
        return {page: self.pages[page].lists for page in sorted(self.pages) if self.pages[page].lists}

    @property
    def tables(self) -> Mapping[str, Sequence[str]]:
        """The tables that are offered as files, by page."""
        return {page: self.pages[page].tables for page in sorted(self.pages) if self.pages[page].tables}


def of(env: Any) -> BuildData:
    """Return our data in a Sphinx build environment."""
    data: BuildData = env.domaindata[DOMAIN]["data"]
    return data


def of_page(env: Any) -> PageData:
    """Return what was read so far from the page that is being read."""
    return of(env).pages[env.docname]


def _noted(env: Any, *key: str) -> BuildData:
    """Return our data, and record what the page that is being drawn takes from it."""
    data = of(env)
    if data.dependencies:
        data.dependencies.note(*key)
    return data


def drawing(env: Any, page: str) -> contextlib.AbstractContextManager[None]:
    """Return a context manager that records data taken from the verdict as dependencies of this page (docname)."""
    dependencies = of(env).dependencies
    return dependencies.drawing(page) if dependencies else contextlib.nullcontext()


def verdict(env: Any) -> Verdict:
    """Return the verdict; all pages must have been read."""
    data = of(env)
    assert data.verdict is not None
    return data.dependencies.verdict(data.verdict) if data.dependencies else data.verdict


def judged(env: Any) -> Verdict:
    """Return the verdict in the original language of the handbook, whatever the language of the pages."""
    return _noted(env, "judged").judged or verdict(env)


def numbers(env: Any) -> Numbers:
    """Return the numbers of the verdict."""
    data = _noted(env, "numbers")
    assert data.numbers is not None
    return data.numbers


def answers(env: Any, item: Item) -> Answers | None:
    """Return the numbers of a theme, chain or organisation; None if there are none."""
    data = _noted(env, "answers", item.type, item.id)
    assert data.numbers is not None
    return data.numbers.part(item.type, item.id)


def reviews_of(env: Any, page: str) -> Sequence[Review]:
    """Return the reviews of the links of all items on a page (docname)."""
    return _noted(env, "reviews", page).reviews.get(page, ())


def history(env: Any) -> History:
    """Return the git history of the source files."""
    data = of(env)
    return data.dependencies.history(data.history) if data.dependencies else data.history


def lists(env: Any) -> Mapping[str, Sequence[ShownList]]:
    """Return by page the lists that its directives show, each with its edition; sorted by page."""
    return _noted(env, "lists").lists


def tables(env: Any) -> Mapping[str, Sequence[str]]:
    """Return by page the tables that it offers as files; sorted by page."""
    return _noted(env, "tables").tables


def is_followed(env: Any, id: str) -> bool:
    """Whether the theme or organisation with this id has a feed."""
    return id in _noted(env, "followed", id).followed


def changes(env: Any) -> tuple[Release, ...] | Gap:
    """Return the changes of each release, newest first, or the reason why git cannot tell."""
    return _noted(env, "changes").find_changes()


def checklist_of(env: Any, organisation: str) -> Checklist | None:
    """Return the checklist of the organisation with this id; None if it has no lines and asks nothing of it."""
    return _noted(env, "checklist", organisation).checklists().get(organisation)
