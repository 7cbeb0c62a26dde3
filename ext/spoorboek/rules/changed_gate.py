from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.config import gate
from spoorboek.config.gate import Gate, Lines
from spoorboek.model.grouping import grouped
from spoorboek.model.message import joined_with_more
from spoorboek.model.programme import Location, UnknownPast
from spoorboek.rules.engine import Flaw, Flaws, Message, Programme, Setting, Settings, _, identity, rule

_NAMED = 3


@rule("S803", for_others=True)
def changed_gate(programme: Programme, settings: Settings) -> Flaws:
    """Somebody answers for the questions as they are now."""
    for file in reviews.waiting_gates(settings):
        current, stamp = settings.gates[file], reviews.gate(settings, file)
        before = programme.questions_then.get(file, UnknownPast.NOT_ASKED)
        if stamp is None:
            message = _("nobody accepted the gate settings in {file}", file=file)
        else:
            message = _(
                "the gate settings in {file} changed after {by} accepted them on {on}: {what}",
                file=file,
                by=stamp.by,
                on=stamp.on,
                what=_summary(programme, before, current.questions),
            )
        written = settings.gates.get(gate.PROGRAM) if file == gate.VALUES else None
        follows_from = (identity("S803", gate.PROGRAM, written.fingerprint),) if written else ()
        about = file, current.fingerprint
        yield Flaw(Setting(file, _location(before, current)), message, about=about, follows_from=follows_from)


def _location(before: Lines | UnknownPast, current: Gate) -> Location:
    """The location of the first setting that changed; that of the file if it is not known."""
    if isinstance(before, UnknownPast):
        return current.at
    changed = sorted(set().union(*map(_by_subject, gate.changes(before, current.questions))))
    return next((current.places[subject] for subject in changed if subject in current.places), current.at)


def _summary(programme: Programme, before: Lines | UnknownPast, now: Lines) -> Message:
    """The message that lists the first changed gate lines and counts the rest."""
    if isinstance(before, UnknownPast):
        return _("the accepted settings are not known: {reason}", reason=programme.reason(before))
    removed, added = map(_by_subject, gate.changes(before, now))
    in_both = _by_subject(before).keys() & _by_subject(now).keys()
    names = sorted({*removed, *added} - {gate.ORDER}) or [gate.ORDER]
    parts = [_described(name, removed.get(name, []), added.get(name, []), name in in_both) for name in names]
    return joined_with_more(parts[:_NAMED], len(parts) - _NAMED)


def _by_subject(lines: Lines) -> dict[str, list[str]]:
    return grouped((gate.subject(line), line) for line in lines)


def _described(subject: str, removed: list[str], added: list[str], in_both: bool) -> Message:
    """The change of a subject: its line if only one changed, else its name; `in_both`: it exists before and after."""
    if subject == gate.ORDER:
        return _("its statements are in another order")
    if len(removed) == len(added) == 1:
        return _("{before} became {after}", before=gate.shown(removed[0]), after=gate.shown(added[0]))
    if len(removed) + len(added) == 1:
        line = gate.shown(*removed, *added)
        return _("{what} was removed", what=line) if removed else _("{what} was added", what=line)
    if in_both:
        return _("{what} changed", what=subject)
    return _("{what} was removed", what=subject) if removed else _("{what} was added", what=subject)
