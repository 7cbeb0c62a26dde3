"""Reviews: which links, deciding fields and outcomes were reviewed (stamps), and what changed in them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Final, NamedTuple

from spoorboek.analysis import state
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.gate import Lines
from spoorboek.config.gate import changes as gate_changes
from spoorboek.config.names import EVIDENCE_ROLES, Roles
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Kind, Stamp
from spoorboek.model import fingerprint
from spoorboek.model.grouping import grouped
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Item, Link, Location, Programme, UnknownPast, derived

TITLE, TEXT = "title", "text"
"""Names of the parts of an item that are not fields."""
OUTCOME: Final = "outcome"
"""The field that summarises the checks and events of an item."""
_AROUND: Final = 4
_LONGEST: Final = 60
_MANY_WORDS: Final = 1000
"""Beyond this many words difflib ignores frequent words (autojunk), as matching them takes quadratic time."""


class Standing(Labelled):
    """The status of a review; all but REVIEWED require action."""

    REVIEWED = "read", _("reviewed")  # the value in the JSON of `spoorboek review`
    SUSPECT = "suspect", _("suspect")
    OLD = "old", _("reviewed too long ago")
    NEVER = "never", _("never reviewed")


class Review(NamedTuple):
    """Something of an item that has to be reviewed, with the stamp that records the review.

    For a link, `role` is its role and `target` the item that it leads to. Otherwise `role` is empty and `target` is the
    item itself: its outcome with the checks and events (`sums_up`), or its fields that decide a state.
    """

    item: Item
    target: Item
    role: str
    at: Location
    standing: Standing = Standing.NEVER
    stamp: Stamp | None = None
    sums_up: bool = False

    @property
    def kind(self) -> Kind:
        if self.sums_up:
            return Kind.OUTCOME
        return Kind.LINK if self.role else Kind.ITEM

    @property
    def name(self) -> str:
        """Its name in stamps and findings: `PLAN-C4 theme THEME-care` for a link, else the id of the item."""
        return f"{self.item.id} {self.role} {self.target.id}" if self.role else self.item.id


class Change(NamedTuple):
    """Words of one part of an item (title, text or a field), their replacement, and the words around them."""

    part: str
    before: str
    after: str
    lead: str = ""
    trail: str = ""


class ChangedPart(NamedTuple):
    """A part of an item (title, text, a field or a role) that changed since a review."""

    item: Item
    part: str


@derived
def every(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """All reviews of this project, sorted by location."""
    all_reviews = (*of_links(programme, settings), *of_items(programme, settings), *of_outcomes(programme, settings))
    return tuple(sorted(all_reviews, key=lambda review: (review.item.at, review.at)))


@derived
def of_links(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """A review for each distinct link from an item of this project to an item, in the order of the items."""
    links = (Review(item, programme.by_id[link.target], link.role, link.at) for item, link in _links(programme))
    return _judged(links, programme.fingerprints, settings)


@derived
def of_items(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """A review for each item of this project with fields that decide a state, type by type."""
    items = (Review(item, item, "", item.at) for item in _deciding(programme, settings))
    return _judged(items, programme.deciding, settings)


@derived
def of_outcomes(programme: Programme, settings: Settings) -> tuple[Review, ...]:
    """A review for each item of this project that has an outcome."""
    outcomes = (Review(item, item, "", item.location_of(OUTCOME), sums_up=True) for item in _summed_up(programme))
    return _judged(outcomes, programme.outcomes, settings)


def named(link: Link) -> str:
    """The name of a link in findings and stamps: `PLAN-C4 theme THEME-care`."""
    return f"{link.item} {link.role} {link.target}"


def by_page(verdict: Verdict) -> dict[str, list[Review]]:
    """The reviews by the page (docname) of their item; empty if the project has no stamps file."""
    if verdict.settings.stamps is None:
        return {}
    return grouped((review.item.page, review) for review in every(verdict.programme, verdict.settings))


def _links(programme: Programme) -> Iterator[tuple[Item, Link]]:
    visited: set[tuple[str, str, str]] = set()
    for link in programme.links:
        item = programme.by_id.get(link.item)
        ends = (link.item, link.role, link.target)
        if item and link.target in programme.by_id and ends not in visited and not item.is_elsewhere:
            visited.add(ends)
            yield item, link


def _deciding(programme: Programme, settings: Settings) -> Iterator[Item]:
    return (item for item in programme.of_type(*settings.deciding) if programme.by_id.get(item.id) is item)


def _summed_up(programme: Programme) -> list[Item]:
    return [item for item in programme.by_id.values() if item.field(OUTCOME) and not item.is_elsewhere]


def _judged(reviews: Iterable[Review], now: Mapping[str, str], settings: Settings) -> tuple[Review, ...]:
    """The reviews with their stamps and standings; `now` is the fingerprint of today by the id of the target."""
    stamps = grouped((stamp.key, stamp) for stamp in settings.stamps or ())
    judged = []
    for review in reviews:
        fingerprint_now = now.get(review.target.id)
        stamp = _latest(stamps.get((review.name, review.kind), ()), fingerprint_now)
        judged.append(review._replace(stamp=stamp, standing=_standing(stamp, fingerprint_now, settings)))
    return tuple(judged)


def _latest(stamps: Iterable[Stamp], now: str | None) -> Stamp | None:
    """The stamp that matches the fingerprint `now`, else the latest; None without stamps."""
    return max(stamps, key=lambda stamp: (stamp.fingerprint == now, stamp.on), default=None)


def _standing(stamp: Stamp | None, now: str | None, settings: Settings) -> Standing:
    if stamp is None:
        return Standing.NEVER
    if stamp.fingerprint != now:
        return Standing.SUSPECT
    return Standing.OLD if _is_old(stamp, settings) else Standing.REVIEWED


def _is_old(stamp: Stamp, settings: Settings) -> bool:
    every, as_of = settings.review_every, settings.as_of
    return bool(every and as_of and every.after(stamp.on) < as_of)


def gate(settings: Settings, file: str) -> Stamp | None:
    """The stamp of the gate lines of a file: one that matches them as they are now, else the latest; None if none."""
    stamps = (stamp for stamp in settings.stamps or () if stamp.key == (file, Kind.GATE))
    return _latest(stamps, settings.gates[file].fingerprint)


def of_gate(settings: Settings, file: str) -> Standing:
    """The standing of the gate lines of a file; without a stamp REVIEWED if the handbook requires no gate stamps."""
    stamp = gate(settings, file)
    if stamp is None:
        return Standing.NEVER if settings.deciding or settings.was_answered else Standing.REVIEWED
    return Standing.REVIEWED if stamp.fingerprint == settings.gates[file].fingerprint else Standing.SUSPECT


def waiting_gates(settings: Settings) -> tuple[str, ...]:
    """The files whose gate lines need a stamp."""
    return tuple(file for file in settings.gates if of_gate(settings, file) is not Standing.REVIEWED)


def unanswered_gates(settings: Settings) -> tuple[str, ...]:
    """The files whose gate lines have no current stamp, whether the handbook requires one or not."""
    waiting = waiting_gates(settings)
    return tuple(file for file in settings.gates if file in waiting or gate(settings, file) is None)


def changed_questions(programme: Programme, settings: Settings, file: str) -> tuple[Lines, Lines] | UnknownPast:
    """The gate lines removed and added since the stamp, or the reason why that is not known."""
    before = programme.questions_then.get(file, UnknownPast.NOT_ASKED)
    return before if isinstance(before, UnknownPast) else gate_changes(before, settings.gates[file].questions)


def unused(programme: Programme, settings: Settings) -> tuple[Stamp, ...]:
    """The stamps of links, items and outcomes that no longer exist.

    Flawed links, and items that went without being retired, are left out: they have findings of their own.
    """
    if not settings.stamps:
        return ()
    links = {named(link) for _, link in _links(programme)}
    every = (link for links in programme.links_by_role.values() for _, link in links)
    flawed_links = {(link.item, link.role) for link in every if programme.is_flawed(link)}
    ids = {*programme.by_id, *settings.retired}
    unread = {
        Kind.ITEM: ids.difference(item.id for item in _deciding(programme, settings)),
        Kind.OUTCOME: ids.difference(item.id for item in _summed_up(programme)),
    }
    return tuple(
        stamp
        for stamp in settings.stamps
        if (stamp.kind is Kind.LINK and stamp.name not in links and (*stamp.name.split()[:2],) not in flawed_links)
        or stamp.name in unread.get(stamp.kind, ())
    )


def vanished(stamp: Stamp, programme: Programme, settings: Settings) -> list[str]:
    """The ids in a stamp whose items are gone and were not retired: the stamp may be the only record of them."""
    return [id for id in stamp.ids if id not in programme.by_id and id not in settings.retired]


def owner(programme: Programme, item: Item) -> str:
    """The `owner` of an item or, for a check, of its commitment; empty if neither has one."""
    keepers = (item, *programme.followed(item, Roles.CHECKS))
    return next((name for keeper in keepers if (name := keeper.field("owner"))), "")


def with_fingerprints(programme: Programme, settings: Settings) -> Programme:
    """The programme with the fingerprints of the reviewed link targets, the deciding fields and the outcomes."""
    read = {stamp.ids[1] for stamp in settings.stamps or () if stamp.kind is Kind.LINK}
    return replace(
        programme,
        fingerprints={id: of(programme.by_id[id], settings) for id in sorted(read) if id in programme.by_id},
        deciding={item.id: of_deciding(item, settings) for item in _deciding(programme, settings)},
        outcomes={item.id: of_outcome(item, programme, settings) for item in _summed_up(programme)},
    )


def fingerprint_now(review: Review, programme: Programme, settings: Settings) -> str:
    """The current fingerprint of what a review covers."""
    if review.sums_up:
        return of_outcome(review.item, programme, settings)
    return of(review.target, settings) if review.role else of_deciding(review.item, settings)


def of_outcome(item: Item, programme: Programme, settings: Settings, then: Item | None = None) -> str:
    """The fingerprint of an outcome together with the checks, their evidence links, and the events of the item.

    `then` is a former version of one of them, which is used in its place.
    """

    def version(part: Item) -> Item:
        return then if then and then.id == part.id else part

    parts = {event.id: of(event, settings) for event in map(version, state.events(programme, item))}
    for check in map(version, state.checks(programme, item)):
        evidence = (f"{role} {target}" for role in EVIDENCE_ROLES for target in sorted(set(check.targets(role))))
        parts[check.id] = " ".join((of(check, settings), *evidence))
    return fingerprint.of_item(item.field(OUTCOME), "", dict(sorted(parts.items())))


def of(item: Item, settings: Settings) -> str:
    """The fingerprint of the title, the text, and the fields of an item that are not bookkeeping."""
    return fingerprint.of_item(item.title, item.body, _fields(item, settings))


def of_deciding(item: Item, settings: Settings) -> str:
    """The fingerprint of the fields and links of an item that decide a state."""
    return fingerprint.of_item("", "", _deciding_fields(item, settings))


def _fields(item: Item, settings: Settings) -> dict[str, str]:
    item_type = settings.types.get(item.type)
    names = [name for name in item_type.fields if name not in settings.bookkeeping] if item_type else []
    return {name: item.field(name) for name in names}


def _deciding_fields(item: Item, settings: Settings) -> dict[str, str]:
    """The values of the deciding fields by name; the targets of links are sorted."""
    return {
        name: ", ".join(sorted(set(item.targets(name)))) if settings.role(item.type, name) else item.field(name)
        for name in settings.deciding.get(item.type, ())
    }


def suspects(programme: Programme, settings: Settings) -> list[tuple[str, str]]:
    """The (id, fingerprint at the time of review) of each item that changed since it was reviewed, sorted."""
    suspect = (review for of_item in _suspect_by_id(programme, settings).values() for review in of_item)
    return sorted({(review.target.id, review.stamp.fingerprint) for review in suspect if review.stamp})


def reviewed_target(review: Review, programme: Programme) -> Item | UnknownPast:
    """The target as it was when reviewed, or the reason why that is not known. The review must have a stamp."""
    assert review.stamp
    if review.sums_up:
        return UnknownPast.SUMS_UP
    return programme.past.get(f"{review.target.id} {review.stamp.fingerprint}", UnknownPast.NOT_ASKED)


def changes(review: Review, before: Item, settings: Settings) -> tuple[Change, ...]:
    """The changes word by word since `before`, in the order title, text, fields."""
    old, new = _parts(review, before, settings), _parts(review, review.target, settings)
    parts = ((part, old.get(part, ""), new.get(part, "")) for part in dict.fromkeys((*new, *old)))
    return tuple(
        change
        for part, old_text, new_text in parts
        if old_text != new_text
        for change in reworded(part, old_text, new_text)
    )


def only_change(review: Review, programme: Programme, settings: Settings) -> ChangedPart | None:
    """The one part that changed since the review; None if that is not known, or if several did.

    For an outcome it is a part of one of the checks and events that it sums up. What an option that is lost in the text
    adds to the text is no change of its own.
    """
    if review.sums_up:
        return _only_change_within(review, programme, settings)
    before = reviewed_target(review, programme)
    parts = set() if isinstance(before, UnknownPast) else {change.part for change in changes(review, before, settings)}
    if len(parts) > 1 and review.target.lost:
        parts.discard(TEXT)
    return ChangedPart(review.target, parts.pop()) if len(parts) == 1 else None


def _only_change_within(outcome: Review, programme: Programme, settings: Settings) -> ChangedPart | None:
    """The only change of the one check or event without whose change the outcome would be as it was reviewed."""
    item = outcome.item
    summed_up = (*state.events(programme, item), *state.checks(programme, item))
    suspect = [review for part in summed_up for review in _suspect_by_id(programme, settings).get(part.id, ())]
    by_fingerprint = {review.stamp.fingerprint: review for review in suspect if review.stamp}
    if len({review.target.id for review in suspect}) == 1 and outcome.stamp:
        for review in by_fingerprint.values():
            before = reviewed_target(review, programme)
            if isinstance(before, Item) and of_outcome(item, programme, settings, before) == outcome.stamp.fingerprint:
                return only_change(review, programme, settings)
    return None


@derived
def _suspect_by_id(programme: Programme, settings: Settings) -> dict[str, list[Review]]:
    """The suspect reviews of links and of items themselves, by the id of the item that changed."""
    not_outcomes = (*of_links(programme, settings), *of_items(programme, settings))
    return grouped((review.target.id, review) for review in not_outcomes if review.standing is Standing.SUSPECT)


def _parts(review: Review, item: Item, settings: Settings) -> dict[str, str]:
    if review.sums_up:
        return {OUTCOME: item.field(OUTCOME)}
    if not review.role:
        return _deciding_fields(item, settings)
    return {TITLE: item.title, TEXT: item.body, **_fields(item, settings)}


def reworded(part: str, before: str, after: str) -> Iterator[Change]:
    """The words removed from and added to a part of an item; none if only punctuation or markup changed.

    The common beginning and end are stripped first: the comparison takes more than linear time.
    """
    import difflib  # noqa: PLC0415 - most checks find nothing that changed

    old_words, new_words = fingerprint.words(before), fingerprint.words(after)
    start = _alike(old_words, new_words)
    end = _alike(old_words[start:][::-1], new_words[start:][::-1])
    middle = old_words[start : len(old_words) - end], new_words[start : len(new_words) - end]
    matched = difflib.SequenceMatcher(None, *middle, autojunk=max(map(len, middle)) > _MANY_WORDS)
    for kind, *places in matched.get_opcodes():
        first, last, new_first, new_last = (start + place for place in places)
        if kind != "equal":
            yield Change(
                part,
                " ".join(old_words[first:last]),
                " ".join(new_words[new_first:new_last]),
                " ".join(old_words[max(first - _AROUND, 0) : first]),
                " ".join(old_words[last : last + _AROUND]),
            )


def _alike(before: Iterable[str], after: Iterable[str]) -> int:
    """The length of the common prefix, in words."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def in_words(review: Review, programme: Programme, settings: Settings) -> Message:
    """A message that describes the first change and counts the others."""
    before = reviewed_target(review, programme)
    if isinstance(before, UnknownPast):
        return _("its earlier text is not known: {reason}", reason=programme.reason(before))
    word_changes = changes(review, before, settings)
    if not word_changes:
        return _("only in punctuation or markup")
    first, *more = word_changes
    message = _("in its {part} {change}", part=first.part, change=_described(first))
    return _("{change}, and {count} more", change=message, count=len(more)) if more else message


def _described(change: Change) -> Message:
    before, after = _short(change.before), _short(change.after)
    if not before:
        return _("{words!r} was added", words=after)
    if not after:
        return _("{words!r} was removed", words=before)
    return _("{before!r} became {after!r}", before=before, after=after)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"
