"""The relations of organisations to commitments, investigations, recommendations and chains, with their grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spoorboek.config.names import Basis, Kinds, Roles, Types
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import Message, _, pgettext
from spoorboek.model.programme import Item, Programme


class Part(Labelled):
    """The part of an organisation in an item, the weightiest first."""

    RESPONSIBLE = Roles.RESPONSIBLE, _("responsible")
    SUPERVISED = Roles.SUPERVISED, _("supervised")
    ADDRESSED = Roles.ADDRESSED, _("addressed")
    MEMBER = Kinds.MEMBER, _("member")
    ANSWERS_TO = Kinds.ANSWERS_TO, _("under it")
    ACTED = "acted", _("did something")
    NAMED = "named", _("named")

    @property
    def letter(self) -> Message:
        """The abbreviation for narrow columns."""
        return _LETTERS[self]


_LETTERS: Final = {
    Part.RESPONSIBLE: pgettext("letter of responsible", "R"),
    Part.SUPERVISED: pgettext("letter of supervised", "S"),
    Part.ADDRESSED: pgettext("letter of addressed", "A"),
    Part.MEMBER: pgettext("letter of member", "M"),
    Part.ANSWERS_TO: pgettext("letter of under it", "U"),
    Part.ACTED: pgettext("letter of did something", "D"),
    Part.NAMED: pgettext("letter of named", "N"),
}


_LINKED: Final = (Part.RESPONSIBLE, Part.SUPERVISED, Part.ADDRESSED)
_ACTIVITIES: Final = (Types.COMMITMENT, Types.INVESTIGATION)
_TYPES: Final = (*_ACTIVITIES, Types.RECOMMENDATION, Types.CHAIN)


@dataclass(frozen=True, slots=True)
class Relation:
    """The part of an organisation in a commitment, an investigation, a recommendation or a chain (`about`).

    `grounds` are the items that say so: involvements, events, sentences, or `about` if it links to the organisation.
    """

    organisation: Item
    part: Part
    about: Item
    grounds: tuple[Item, ...]

    @property
    def is_inferred(self) -> bool:
        """Whether all grounds are involvements that the editors inferred."""
        return all(
            ground.type == Types.INVOLVEMENT and ground.field("basis") == Basis.EDITORS for ground in self.grounds
        )


def of(programme: Programme, organisation: Item) -> list[Relation]:
    """The relations of one organisation, sorted by part, then by the type and order of `about`."""
    grounds: dict[tuple[Part, str], dict[str, Item]] = {}
    for part, about, ground in _stated(programme, organisation):
        grounds.setdefault((part, about.id), {})[ground.id] = ground
    relations = [
        Relation(organisation, part, programme.by_id[id], tuple(items.values()))
        for (part, id), items in grounds.items()
    ]
    parts = list(Part)
    return sorted(
        relations,
        key=lambda relation: (parts.index(relation.part), _TYPES.index(relation.about.type), relation.about.order),
    )


def everywhere(programme: Programme) -> list[Relation]:
    """The relations of all organisations, sorted by the title of the organisation."""
    organisations = sorted(programme.of_type(Types.ORGANISATION), key=lambda item: (item.title.casefold(), item.id))
    return [relation for organisation in organisations for relation in of(programme, organisation)]


def _stated(programme: Programme, organisation: Item) -> Iterator[tuple[Part, Item, Item]]:
    """Every (part, about, ground) of an organisation: from links, involvements, events and sentences."""
    for part in _LINKED:
        for item in programme.followed_back(organisation, part.value):
            yield part, item, item
    yield from _involved(programme, organisation)
    yield from _acted(programme, organisation)
    yield from _named(programme, organisation)


def _involved(programme: Programme, organisation: Item) -> Iterator[tuple[Part, Item, Item]]:
    for involvement in programme.followed_back(organisation, Roles.WHO, Types.INVOLVEMENT):
        if (kind := involvement.field("kind")) in list(Part):
            for about in _only(programme.followed(involvement, Roles.INVOLVED_IN), *_ACTIVITIES, Types.CHAIN):
                yield Part(kind), about, involvement


def _acted(programme: Programme, organisation: Item) -> Iterator[tuple[Part, Item, Item]]:
    for event in programme.followed_back(organisation, Roles.BY, Types.EVENT):
        for about in _only(programme.followed(event, Roles.OF), *_ACTIVITIES, Types.RECOMMENDATION):
            yield Part.ACTED, about, event


def _named(programme: Programme, organisation: Item) -> Iterator[tuple[Part, Item, Item]]:
    """Named in the sentence that an activity rests on. Sources do not count: each names many organisations."""
    for sentence in _only(programme.followed(organisation, Roles.GROUNDED_IN), Types.SENTENCE):
        for about in _only(programme.followed_back(sentence, Roles.GROUNDED_IN), *_ACTIVITIES):
            yield Part.NAMED, about, sentence


def _only(items: Iterable[Item], *types: str) -> Iterator[Item]:
    return (item for item in items if item.type in types)
