from __future__ import annotations

from typing import Final

from spoorboek.analysis import coverage
from spoorboek.analysis.coverage import Lack
from spoorboek.config.names import Roles, Types
from spoorboek.rules.engine import Causes, Flaw, Flaws, Identities, Item, Programme, Settings, _, identity, rule
from spoorboek.rules.engine.causes import completed

_ROLE: Final = Roles.GROUNDED_IN
_BY: Final = (Types.COMMITMENT,)


@rule("S201")
def unaccounted_sentence(programme: Programme, settings: Settings) -> Flaws:
    """Every sentence is judged, and one that promises something is carried by a commitment."""
    causes = Causes(programme, settings)
    may_carry = any(causes.may_lead_to(name, _ROLE, Types.SENTENCE) for name in _BY)
    uncarried: list[Item] = []
    for sentence in programme.of_type(Types.SENTENCE):
        carriers = programme.followed_back(sentence, _ROLE, *_BY) if may_carry else ()
        lack = coverage.lack(sentence, is_carried=bool(carriers))
        if lack is Lack.UNJUDGED:
            message = _("{sentence} has kind 'open': nobody has judged yet what it is", sentence=sentence.name)
            yield Flaw(sentence, message, sentence.location_of("kind"))
        elif lack is Lack.UNCARRIED:
            uncarried.append(sentence)
    explained = [(*causes.of_item(sentence), *causes.of_link_back(sentence, _ROLE, _BY)) for sentence in uncarried]
    explanations = completed(explained, lambda: _unassigned(programme, settings, causes))
    for sentence, follows_from in zip(uncarried, explanations, strict=True):
        message = _(
            "{sentence} has kind 'commitment', and no commitment rests on it by {role!r}",
            sentence=sentence.name,
            role=_ROLE,
        )
        yield Flaw(sentence, message, sentence.location_of("kind"), follows_from=follows_from)


def _unassigned(programme: Programme, settings: Settings, causes: Causes) -> list[Identities]:
    """The findings that may explain any sentence: links that resemble no item, and commitments without grounds."""
    explanations = causes.unassigned(_ROLE, Types.SENTENCE, _BY)
    asked_by = [entry.number for entry in settings.require if (entry.start, entry.only_role) == (*_BY, _ROLE)]
    for commitment in programme.of_type(*_BY):
        if not any(link.role == _ROLE for link in commitment.links):
            lacks_all = (identity("S505", commitment.name, _ROLE),)
            explanations.append((*lacks_all, *(identity(number, commitment.name) for number in asked_by)))
    return explanations
