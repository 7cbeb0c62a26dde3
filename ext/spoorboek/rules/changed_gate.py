"""S803."""

from __future__ import annotations

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.config import gate
from spoorboek.config.gate import Lines
from spoorboek.config.settings import Settings
from spoorboek.model.message import Message, _, joined_with_more
from spoorboek.model.programme import Programme, Untold
from spoorboek.rules.engine.rule import Flaw, Flaws, Setting, rule

_NAMED = 3


@rule("S803")
def changed_gate(programme: Programme, settings: Settings) -> Flaws:
    """Somebody answers for the questions as they are asked now."""
    standing = reviews.of_gate(settings)
    if standing is Standing.READ:
        return
    stamp = reviews.gate(settings)
    if stamp is None:
        message = _("nobody answers for what {file} asks", file=gate.NAME)
    else:
        message = _(
            "{file} asks something else since {by} answered for it on {on}: {what}",
            file=gate.NAME,
            by=stamp.by,
            on=stamp.on,
            what=_what(programme, settings),
        )
    yield Flaw(Setting(gate.NAME, settings.at), message, about=(gate.NAME, settings.gate_fingerprint))


def _what(programme: Programme, settings: Settings) -> Message:
    """The first few required links, fields, links and settings that went, came or changed."""
    before, now = programme.questions_then, settings.questions
    if isinstance(before, Untold):
        return _("what it asked then is not known, for {reason}", reason=programme.reason(before))
    gone, new = map(_by_subject, gate.changes(before, now))
    still = _by_subject(before).keys() & _by_subject(now).keys()
    parts = [_described(name, gone.get(name, []), new.get(name, []), name in still) for name in sorted({*gone, *new})]
    return joined_with_more(parts[:_NAMED], len(parts) - _NAMED)


def _by_subject(lines: Lines) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(gate.subject(line), []).append(line)
    return found


def _described(subject: str, gone: list[str], new: list[str], still: bool) -> Message:
    """A line of the settings where one is all that changed, else what it is about; `still` there before and now."""
    if len(gone) == len(new) == 1:
        return _("{before} became {after}", before=gone[0], after=new[0])
    if len(gone) + len(new) == 1:
        return _("{what} went", what=gone[0]) if gone else _("{what} came", what=new[0])
    if still:
        return _("{what} became another", what=subject)
    return _("{what} went", what=subject) if gone else _("{what} came", what=subject)
