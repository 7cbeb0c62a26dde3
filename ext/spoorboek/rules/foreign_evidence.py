from __future__ import annotations

from spoorboek.analysis import evidence
from spoorboek.config.names import Roles, Types
from spoorboek.model.message import joined_with_more
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Message, Settings, _, rule, together

_NAMED = 3


@rule("S406")
def foreign_evidence(programme: Programme, settings: Settings) -> Flaws:
    """The evidence of a check is an event of its commitment, or of an investigation that fulfils it."""
    causes = Causes(programme, settings)
    for check in programme.of_type(Types.CHECK):
        commitments = programme.followed(check, Roles.CHECKS)
        for link, event in evidence.links(programme, check):
            if not any(evidence.belongs(programme, event, commitment) for commitment in commitments):
                message = _(
                    "{item} rests by {role!r} on {event}, which is of {others} and not of {commitment}",
                    item=check.name,
                    role=link.role,
                    event=event.id,
                    others=_names(programme.followed(event, Roles.OF)),
                    commitment=_names(commitments),
                )
                yield Flaw.of_link(check, link, message, _causes(check, event, causes))


def _names(items: tuple[Item, ...]) -> Message:
    names = [item.id for item in items]
    return joined_with_more(names[:_NAMED], len(names) - _NAMED) if names else _("nothing")


def _causes(check: Item, event: Item, causes: Causes) -> Identities:
    """The findings that may explain that no link leads from the event to the commitment of the check."""
    investigations = [item for item in causes.programme.followed(event, Roles.OF) if item.type == Types.INVESTIGATION]
    return together(
        (
            causes.of_missing_link(event, Roles.OF),
            causes.of_missing_link(check, Roles.CHECKS),
            *(causes.of_missing_link(item, Roles.FULFILS) for item in investigations),
        )
    )
