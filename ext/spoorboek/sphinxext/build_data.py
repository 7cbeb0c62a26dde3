"""What a build reads from its pages, stored in the Sphinx environment, and the verdict on it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from spoorboek.readers.history import Gap, History

if TYPE_CHECKING:  # not imported at run time: builds of other projects should start fast
    from sphinx.util.parallel import ParallelTasks

    from spoorboek.analysis.checklist import Checklist
    from spoorboek.analysis.numbers import Answers, Numbers
    from spoorboek.analysis.reviews import Review
    from spoorboek.analysis.verdict import Verdict
    from spoorboek.exports.differences.outline import Outline
    from spoorboek.model.programme import Breach, Filter, Item, Mention
    from spoorboek.sphinxext.dependencies import Dependencies

DOMAIN: Final = "spoorboek"
T = TypeVar("T")
ShownList = tuple[str, str]
"""The kind of list that a page directive shows, and the edition that it is limited to ("" = all editions)."""
CONTEXT: Final = "spoorboek_context"
"""The attribute of a doctree that holds its template context."""
_BY_PAGE: Final = ("items", "mentions", "filters", "breaches", "undrawn", "changed", "lists", "tables")
"""The attributes of BuildData that are kept by page and dropped when a page is read again."""


@dataclass(frozen=True)
class Release:
    """What changed in a release (`name` "": since the newest one); `problem` says why it cannot be compared."""

    name: str
    title: str
    problem: str = ""
    outline: Outline | None = None


@dataclass
class BuildData:
    """What was read from each page (by docname), and what was computed from all pages."""

    items: dict[str, list[Item]] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    filters: dict[str, list[Filter]] = field(default_factory=dict)
    breaches: dict[str, list[Breach]] = field(default_factory=dict)
    undrawn: dict[str, list[Item]] = field(default_factory=dict)
    """Items that were read but do not appear on their page."""
    changed: dict[str, list[bool]] = field(default_factory=dict)
    """In other projects: the pages whose text an extension changes before they are read."""
    lists: dict[str, list[ShownList]] = field(default_factory=dict)
    """The lists that the page directives show, each with its edition."""
    tables: dict[str, list[str]] = field(default_factory=dict)
    """The tables that pages offer as files, each as `PageDirective.note_file` names it."""
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
        computed = {"find_changes": tuple, "find_numbers": None, "checklists": dict}
        return {**vars(self), **computed, "dependencies": None, "later": {}, "rest": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore the attributes; those that an older version did not pickle get their defaults."""
        vars(self).update(vars(BuildData()) | state)

    @property
    def numbers(self) -> Numbers | None:
        return self.find_numbers() if self.find_numbers else None

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items by id (the first of equal ids); cached until an item is added."""
        found: dict[str, Item] = {}
        for item in self.all_items():
            found.setdefault(item.id, item)
        return found

    def _renew(self) -> None:
        vars(self).pop("by_id", None)

    def add_item(self, page: str, item: Item) -> None:
        self._renew()
        self.items.setdefault(page, []).append(item)

    def replace_items(self, items: Iterable[Item]) -> None:
        """Replace the items, in the order of `all_items`, by equal ones of another reader, to keep one copy of each."""
        self._renew()
        new = iter(items)
        self.items = {page: list(islice(new, len(self.items[page]))) for page in sorted(self.items)}

    def add_mention(self, mention: Mention) -> None:
        self.mentions.setdefault(mention.page, []).append(mention)

    def add_list(self, page: str, kind: str, edition: str) -> None:
        self.lists.setdefault(page, []).append((kind, edition))

    def add_table(self, page: str, name: str) -> None:
        self.tables.setdefault(page, []).append(name)

    def add_filter(self, filter_: Filter) -> None:
        self.filters.setdefault(filter_.page, []).append(filter_)

    def add_breach(self, breach: Breach) -> None:
        self.breaches.setdefault(breach.page, []).append(breach)

    def forget(self, page: str) -> None:
        """Drop all data of a page before it is read again."""
        self._renew()
        for name in _BY_PAGE:
            getattr(self, name).pop(page, None)

    def take(self, other: BuildData, pages: Iterable[str]) -> None:
        """Merge the data that another process read from these pages."""
        self._renew()
        for page in pages:
            for name in _BY_PAGE:
                if page in getattr(other, name):
                    getattr(self, name)[page] = getattr(other, name)[page]

    def all_items(self) -> Iterator[Item]:
        return in_order(self.items)


def in_order(by_page: Mapping[str, Sequence[T]]) -> Iterator[T]:
    """Yield what was read from all pages, in the order of their docnames."""
    return (entry for page in sorted(by_page) for entry in by_page[page])


def of(env: Any) -> BuildData:
    """Return our data in a Sphinx build environment."""
    data: BuildData = env.domaindata[DOMAIN]["data"]
    return data


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
    return dict(sorted(_noted(env, "lists").lists.items()))


def tables(env: Any) -> Mapping[str, Sequence[str]]:
    """Return by page the tables that it offers as files; sorted by page."""
    return dict(sorted(_noted(env, "tables").tables.items()))


def is_followed(env: Any, id: str) -> bool:
    """Whether the theme or organisation with this id has a feed."""
    return id in _noted(env, "followed", id).followed


def changes(env: Any) -> tuple[Release, ...] | Gap:
    """Return the changes of each release, newest first, or the reason why git cannot tell."""
    return _noted(env, "changes").find_changes()


def checklist_of(env: Any, organisation: str) -> Checklist | None:
    """Return the checklist of the organisation with this id; None if it has no lines and asks nothing of it."""
    return _noted(env, "checklist", organisation).checklists().get(organisation)
