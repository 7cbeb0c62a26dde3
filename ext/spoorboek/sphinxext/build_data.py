"""What was read from the pages of a build, kept with its environment, and the verdict on it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from spoorboek.readers.history import Gap, History

if TYPE_CHECKING:  # so that a project of others waits for none of it
    from spoorboek.analysis.checklist import Checklist
    from spoorboek.analysis.numbers import Answers, Numbers
    from spoorboek.analysis.reviews import Review
    from spoorboek.analysis.verdict import Verdict
    from spoorboek.exports.differences.outline import Outline
    from spoorboek.model.programme import Breach, Filter, Item, Mention
    from spoorboek.sphinxext.dependencies import Dependencies

DOMAIN: Final = "spoorboek"
Narrowed = tuple[str, str]
"""What a page directive shows, and the edition that it shows of it; empty for all editions."""
CONTEXT: Final = "spoorboek_context"
"""The attribute of a doctree that holds what its template is given."""
_BY_PAGE: Final = ("items", "mentions", "filters", "breaches", "undrawn", "changed", "narrowed")
"""The parts of BuildData that are forgotten when a page is read again."""


@dataclass(frozen=True)
class Release:
    """What a release brought, or what came after the newest, which has no name; `problem` says why nobody knows."""

    name: str
    title: str
    problem: str = ""
    outline: Outline | None = None


@dataclass
class BuildData:
    """What was read from each page (docname), and what was worked out from all of it."""

    items: dict[str, list[Item]] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    filters: dict[str, list[Filter]] = field(default_factory=dict)
    breaches: dict[str, list[Breach]] = field(default_factory=dict)
    undrawn: dict[str, list[Item]] = field(default_factory=dict)
    """Items that were read and are not drawn on their page."""
    changed: dict[str, list[bool]] = field(default_factory=dict)
    """In a project of others, the pages that an extension changes before they are read."""
    narrowed: dict[str, list[Narrowed]] = field(default_factory=dict)
    """What the page directives show that can be had for one edition."""
    texts: dict[str, str] = field(default_factory=dict)
    """By the files that pages are made from, the SHA-256 of what was read in them; empty of what cannot be read."""
    logs_findings: bool = True
    """False where the caller of the build takes the verdict from here."""
    verdict: Verdict | None = None
    judged: Verdict | None = None
    """The verdict in the language that the handbook is written in, where pages are in another."""
    numbers: Numbers | None = None
    reviews: Mapping[str, Sequence[Review]] = field(default_factory=dict)
    """The readings of links, by the page of the item that has the link."""
    history: History = field(default_factory=History)
    followed: set[str] = field(default_factory=set)
    """The ids of themes and organisations that have a feed."""
    find_changes: Callable[[], tuple[Release, ...] | Gap] = tuple
    """Works out what changed since each release; asked for where a page shows it, and once in a build."""
    dependencies: Dependencies | None = None
    """Of the pages that this build writes; None where it is no handbook, or writes no HTML."""

    checklists: Callable[[], Mapping[str, Checklist]] = dict
    """Works out the checklist of each organisation, by its id: asked where a page shows one, once in a build."""
    later: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    """Files beside the pages that are written once all of these are, by their paths."""

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "dependencies": None, "find_changes": tuple, "checklists": dict, "later": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """What an older version of this package kept lacks what came since: of that, nothing is known."""
        vars(self).update(vars(BuildData()) | state)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items by their ids, of equal ids the first; worked out again when an item was added."""
        found: dict[str, Item] = {}
        for item in self.all_items():
            found.setdefault(item.id, item)
        return found

    def _renew(self) -> None:
        vars(self).pop("by_id", None)

    def add_item(self, page: str, item: Item) -> None:
        self._renew()
        self.items.setdefault(page, []).append(item)

    def add_mention(self, mention: Mention) -> None:
        self.mentions.setdefault(mention.page, []).append(mention)

    def add_narrowed(self, page: str, kind: str, edition: str) -> None:
        self.narrowed.setdefault(page, []).append((kind, edition))

    def add_filter(self, filter_: Filter) -> None:
        self.filters.setdefault(filter_.page, []).append(filter_)

    def add_breach(self, breach: Breach) -> None:
        self.breaches.setdefault(breach.page, []).append(breach)

    def breaches_on(self, page: str) -> list[Breach]:
        return self.breaches.get(page, [])

    def forget(self, page: str) -> None:
        """Drop what this page gave, before it is read again."""
        self._renew()
        for name in _BY_PAGE:
            getattr(self, name).pop(page, None)

    def take(self, other: BuildData, pages: Iterable[str]) -> None:
        """Take over what another process read of these pages."""
        self._renew()
        for page in pages:
            for name in _BY_PAGE:
                if page in getattr(other, name):
                    getattr(self, name)[page] = getattr(other, name)[page]

    def all_items(self) -> Iterator[Item]:
        return (item for page in sorted(self.items) for item in self.items[page])

    def all_mentions(self) -> Iterator[Mention]:
        return (mention for page in sorted(self.mentions) for mention in self.mentions[page])

    def all_filters(self) -> Iterator[Filter]:
        return (filter_ for page in sorted(self.filters) for filter_ in self.filters[page])

    def all_undrawn(self) -> Iterator[Item]:
        return (item for page in sorted(self.undrawn) for item in self.undrawn[page])

    def all_breaches(self) -> Iterator[Breach]:
        return (breach for page in sorted(self.breaches) for breach in self.breaches[page])


def of(env: Any) -> BuildData:
    """The data that a Sphinx build environment keeps for us."""
    data: BuildData = env.domaindata[DOMAIN]["data"]
    return data


def drawing(env: Any, page: str) -> contextlib.AbstractContextManager[None]:
    """While it lasts, what is taken from the verdict is noted as shown on this page (docname)."""
    dependencies = of(env).dependencies
    return dependencies.drawing(page) if dependencies else contextlib.nullcontext()


def verdict(env: Any) -> Verdict:
    """The verdict on a build whose pages have all been read."""
    data = of(env)
    assert data.verdict is not None
    return data.dependencies.verdict(data.verdict) if data.dependencies else data.verdict


def judged(env: Any) -> Verdict:
    """The verdict in the words that were judged, whatever the language of the pages."""
    data = of(env)
    if data.dependencies:
        data.dependencies.note("judged")
    return data.judged or verdict(env)


def numbers(env: Any) -> Numbers:
    """The numbers of that verdict, which every page shows."""
    data = of(env)
    assert data.numbers is not None
    if data.dependencies:
        data.dependencies.note("numbers")
    return data.numbers


def answers(env: Any, item: Item) -> Answers | None:
    """The numbers of a theme, a chain or an organisation alone."""
    data = of(env)
    assert data.numbers is not None
    if data.dependencies:
        data.dependencies.note("answers", item.type, item.id)
    return data.numbers.part(item.type, item.id)


def reviews_of(env: Any, page: str) -> Sequence[Review]:
    """The readings of the links of all items on a page (docname)."""
    data = of(env)
    if data.dependencies:
        data.dependencies.note("reviews", page)
    return data.reviews.get(page, ())


def history(env: Any) -> History:
    """What git says of the files that pages are made from."""
    data = of(env)
    return data.dependencies.history(data.history) if data.dependencies else data.history


def narrowed(env: Any) -> Mapping[str, Sequence[Narrowed]]:
    """By page what its directives show that can be had for one edition, in the order of the pages."""
    data = of(env)
    if data.dependencies:
        data.dependencies.note("narrowed")
    return dict(sorted(data.narrowed.items()))


def is_followed(env: Any, id: str) -> bool:
    """Does the theme or organisation of this id have a feed?"""
    data = of(env)
    if data.dependencies:
        data.dependencies.note("followed", id)
    return id in data.followed


def changes(env: Any) -> tuple[Release, ...] | Gap:
    """What changed since each release, the newest first; or why git cannot say."""
    data = of(env)
    if data.dependencies:
        data.dependencies.note("changes")
    return data.find_changes()


def checklist_of(env: Any, organisation: str) -> Checklist | None:
    """The checklist of the organisation with this id; None where it has no lines and nothing is asked of it."""
    data = of(env)
    if data.dependencies:
        data.dependencies.note("checklist", organisation)
    return data.checklists().get(organisation)
