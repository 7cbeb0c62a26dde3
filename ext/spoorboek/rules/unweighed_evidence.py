from __future__ import annotations

from spoorboek.analysis import evidence
from spoorboek.config.names import Readings, Roles, Types
from spoorboek.model.fingerprint import has_visible_words
from spoorboek.model.message import Message, _, joined
from spoorboek.model.programme import Item, Link, Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Settings, identity, rule, together


@rule("S407")
def unweighed_evidence(programme: Programme, settings: Settings) -> Flaws:
    """A check says why evidence counts that lies outside the year, or that is by nobody who is responsible."""
    causes = Causes(programme, settings)
    for check in programme.of_type(Types.CHECK):
        if has_visible_words(check.field("weighed")):
            continue
        for commitment in programme.followed(check, Roles.CHECKS):
            for link, event in evidence.links(programme, check):
                reasons = tuple(_reasons(programme, event, commitment))
                if reasons:
                    message = _(
                        "{item} rests by {role!r} on {event}, which {reasons}, and has no 'weighed' that"
                        " explains why it counts",
                        item=check.name,
                        role=link.role,
                        event=event.id,
                        reasons=joined(" and ", reasons),
                    )
                    yield Flaw.of_link(check, link, message, _causes(check, link, event, commitment, causes))


def _reasons(programme: Programme, event: Item, commitment: Item) -> list[Message]:
    """The reasons why the check has to explain that the event counts."""
    year, reasons = commitment.field("year"), []
    if not evidence.lies_in(event, year):
        span = " – ".join(filter(None, (event.field("date"), event.field("until"))))
        reasons.append(_("is of {date}, not of {year}", date=span, year=year) if span else _("has no date"))
    if not evidence.is_by_who_is_responsible(event, commitment):
        reasons.append(_("is by somebody who is not responsible for {commitment}", commitment=commitment.id))
    sources = programme.followed(event, Roles.DOCUMENTED_IN)
    if sources and all(source.field("read") == Readings.NOT_FOUND for source in sources):
        reasons.append(_("is recorded in no source that was found"))
    return reasons


def _causes(check: Item, link: Link, event: Item, commitment: Item, causes: Causes) -> Identities:
    """The findings that may explain that the evidence seems outside the year, by another actor, or unweighed."""
    return together(
        (
            (identity("S406", check.name, link.role, link.target),),
            causes.of_value(check, "weighed"),
            *(causes.of_value(event, name) for name in ("date", "until")),
            causes.of_value(commitment, "year"),
            causes.of_link(event, Roles.BY),
            causes.of_link(event, Roles.DOCUMENTED_IN),
            (identity("S161", event.name),),
            causes.of_link(commitment, Roles.RESPONSIBLE),
        )
    )
