"""A difference as an outline in the language in use, for every format for people: sections, entries, rows."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spoorboek.analysis.difference import (
    PAGE,
    TYPE,
    Cause,
    Changed,
    Difference,
    FateChange,
    Part,
    Questions,
    StateChange,
    Version,
    fields,
    links,
)
from spoorboek.analysis.reviews import TEXT, TITLE, Change
from spoorboek.config.list_files import Retired, Waiver
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext, translate
from spoorboek.model import message
from spoorboek.model.programme import Item


class Mark(enum.Enum):
    """Whether words stayed the same, were removed, or were added."""

    SAME = "same"
    REMOVED = "gone"
    ADDED = "added"


Span = tuple[Mark, str]
Row = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, a file or a waiver, with a row for each change."""

    name: str
    title: str
    rows: tuple[Row, ...]


class Kind(enum.Enum):
    """The kind of the entries of a section."""

    STATES = "states"
    FATES = "fates"
    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    REMOVED = "gone"
    QUESTIONS = "questions"
    WAIVERS = "waivers"


@dataclass(frozen=True, slots=True)
class Section:
    kind: Kind
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """`lead` are the lines above the sections: the versions, the counts, and what could not be compared."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def outline(difference: Difference, names: tuple[str, str]) -> Outline:
    title = _("What changed from {old} to {new}", old=names[0], new=names[1])
    return Outline(title, tuple(_lead(difference, names)), tuple(_sections(difference)))


def _lead(difference: Difference, names: tuple[str, str]) -> Iterator[str]:
    for name, version in zip(names, (difference.old, difference.new), strict=True):
        yield _version(name, version)
    yield f"{', '.join(_counts(difference))}." if difference.differs else _("Nothing differs.")
    yield from _not_compared(difference)


def _counts(difference: Difference) -> Iterator[str]:
    """The counts of each kind of difference that occurs."""
    lines = [line for questions in difference.questions for line in (*questions.removed, *questions.added)]
    waivers = *difference.waivers_removed, *difference.waivers_added
    counts = (
        message.ngettext("{count} item added", "{count} items added", len(difference.added)),
        message.ngettext("{count} item changed", "{count} items changed", len(difference.changed)),
        message.ngettext("{count} item retired", "{count} items retired", len(difference.retired)),
        message.ngettext("{count} item removed", "{count} items removed", len(difference.removed)),
        message.ngettext("{count} other state", "{count} other states", len(difference.states)),
        message.ngettext("{count} other outcome", "{count} other outcomes", len(difference.fates)),
        message.ngettext("{count} line of questions changed", "{count} lines of questions changed", len(lines)),
        message.ngettext("{count} waiver changed", "{count} waivers changed", len(waivers)),
    )
    return (translate(count) for count in counts if count.values["count"])


def _version(name: str, version: Version) -> str:
    count = ngettext("{count} item", "{count} items", len(version.items))
    if version.as_of is None:
        return _("{name}: {count}, without states, as it has no as-of date.", name=name, count=count)
    day = date_formats.shown(version.as_of)
    return _("{name}: {count}, states as of {day}.", name=name, count=count, day=day)


def _not_compared(difference: Difference) -> Iterator[str]:
    if not difference.has_states:
        yield _("States are not compared: a version has no as-of date.")
    if not difference.has_questions:
        yield _("Questions and waivers are not compared: a needs.json does not contain them.")
    count = len({unseen for version in (difference.old, difference.new) for unseen in version.programme.deferred})
    if count:
        yield ngettext(
            "{count} place is not compared: only a build can read it.",
            "{count} places are not compared: only a build can read them.",
            count,
        )


def _sections(difference: Difference) -> Iterator[Section]:
    """The sections that have entries, the most important first."""
    waivers = *_waivers(difference.waivers_removed, Mark.REMOVED), *_waivers(difference.waivers_added, Mark.ADDED)
    every = (
        (Kind.STATES, _("States"), [_state(change) for change in difference.states]),
        (Kind.FATES, _("What became of it"), [_fate(change) for change in difference.fates]),
        (Kind.ADDED, _("Added"), [_full(item, difference.new) for item in difference.added]),
        (Kind.CHANGED, _("Changed"), [_changed(changed) for changed in difference.changed]),
        (Kind.RETIRED, _("Retired"), [_retired(item, retired) for item, retired in difference.retired]),
        (Kind.REMOVED, _("Gone"), [_full(item, difference.old) for item in difference.removed]),
        (Kind.QUESTIONS, _("Questions"), [_questions(questions) for questions in difference.questions]),
        (Kind.WAIVERS, _("Waivers"), waivers),
    )
    yield from (Section(kind, title, tuple(entries)) for kind, title, entries in every if entries)


def _state(change: StateChange) -> Entry:
    none = _("no state")
    before, after = (translate(state.label) if state else none for state in (change.before, change.after))
    states: Row = ((Mark.REMOVED, before), (Mark.ADDED, after))
    return Entry(change.item.name, change.item.title, (states, *map(_cause, change.causes)))


def _fate(change: FateChange) -> Entry:
    labels: Row = ((Mark.REMOVED, translate(change.before.label)), (Mark.ADDED, translate(change.after.label)))
    return Entry(change.item.name, change.item.title, (labels, *map(_cause, change.causes)))


def _cause(cause: Cause) -> Row:
    ground = translate(cause.ground.label)
    mark = Mark.ADDED if cause.is_added else Mark.REMOVED
    if cause.item is None:
        return (Mark.SAME, f"{ground}:"), (mark, date_formats.shown(cause.value) if cause.is_day else cause.value)
    date = cause.item.field("date")
    named = f"{cause.item.name} {cause.item.title}"
    return (Mark.SAME, f"{ground}:"), (mark, f"{named} ({date_formats.shown(date)})" if date else named)


def _full(item: Item, version: Version) -> Entry:
    """An item that is in one version only, with all its fields and links."""
    state, outcome = version.state(item), version.outcome(item)
    parts = [
        (_("type"), item.written_type or item.type),
        (_("state"), translate(state.label) if state else ""),
        (_("what became of it"), translate(outcome.label) if outcome and outcome.fate else ""),
        (_("text"), " ".join(item.body.split())),
        *fields(item, version.settings).items(),
    ]
    rows = [((Mark.SAME, f"{name}: {value}"),) for name, value in parts if value]
    return Entry(item.name, item.title, (*rows, *_links(links(item), Mark.SAME)))


def _changed(changed: Changed) -> Entry:
    rows = [row for part in changed.parts for row in _part(part)]
    rows += [*_links(changed.links_removed, Mark.REMOVED), *_links(changed.links_added, Mark.ADDED)]
    return Entry(changed.after.name, changed.after.title, tuple(rows))


def _part(part: Part) -> Iterator[Row]:
    named = {TITLE: _("title"), TEXT: _("text"), TYPE: _("type"), PAGE: _("on page")}.get(part.name, part.name)
    head: Span = (Mark.SAME, f"{named}:")
    if not part.changes:
        yield head, (Mark.SAME, _("only punctuation, markup or link targets"))
    yield from ((head, *spans(change)) for change in part.changes)


def spans(change: Change) -> Iterator[Span]:
    """The words of a change, with those around them."""
    parts = (
        (Mark.SAME, f"… {change.lead}" if change.lead else ""),
        (Mark.REMOVED, change.before),
        (Mark.ADDED, change.after),
        (Mark.SAME, f"{change.trail} …" if change.trail else ""),
    )
    yield from ((mark, text) for mark, text in parts if text)


def _links(ends: Iterable[tuple[str, str]], mark: Mark) -> Iterator[Row]:
    link = _("link")
    yield from (((Mark.SAME, f"{link}:"), (mark, f"{role} {target}")) for role, target in ends)


def _retired(item: Item, retired: Retired) -> Entry:
    lines = [_("retired on {day}: {reason}", day=date_formats.shown(retired.date), reason=retired.reason)]
    if retired.successor:
        lines.append(_("its successor: {item}", item=retired.successor))
    return Entry(item.name, item.title, tuple(((Mark.SAME, line),) for line in lines))


def _questions(questions: Questions) -> Entry:
    removed = [((Mark.REMOVED, line),) for line in questions.removed]
    return Entry(questions.file, "", (*removed, *(((Mark.ADDED, line),) for line in questions.added)))


def _waivers(waivers: Iterable[Waiver], mark: Mark) -> Iterator[Entry]:
    for waiver in waivers:
        until = date_formats.shown(waiver.until) if waiver.until else ""
        values = ", ".join(filter(None, (waiver.reason, waiver.owner, until)))
        yield Entry(waiver.finding, "", (((mark, values),),))
