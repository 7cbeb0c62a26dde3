"""The types of rules: a rule is one question asked of the programme."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.message import Message
from spoorboek.model.programme import Item, Link, Location, Programme
from spoorboek.rules.engine.waivers import Coverage


class Subject(Protocol):
    """The subject of a flaw: an item, a mention, a waiver … Anything with a location and a name."""

    @property
    def at(self) -> Location: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    at: Location


class Flaw(NamedTuple):
    """What a rule yields. `at` overrides the location of the subject, `severity` that of the rule.

    `about` are the parts of the identity of the finding; by default the name of the subject.
    `follows_from` are the identities of findings that explain this one. A rule yields every flaw, whatever else is
    wrong; the engine withholds it while a finding that explains it stands and fails.
    """

    subject: Subject
    message: Message
    at: Location | None = None
    about: tuple[str, ...] = ()
    severity: Severity | None = None
    follows_from: tuple[str, ...] = ()

    @classmethod
    def of_option(cls, item: Item, name: str, message: Message, follows_from: tuple[str, ...] = ()) -> Flaw:
        """A flaw of one option of an item, at its value; at the item if it has no such option."""
        return cls(item, message, item.location_of(name), (item.name, name), follows_from=follows_from)

    @classmethod
    def of_link(cls, item: Item, link: Link, message: Message, follows_from: tuple[str, ...] = ()) -> Flaw:
        """A flaw of one link of an item, at its target."""
        return cls(item, message, link.at, (item.name, link.role, link.target), follows_from=follows_from)


Flaws = Iterator[Flaw]
Question = Callable[[Programme, Settings], Flaws]
LastQuestion = Callable[[Coverage, Settings], Flaws]


def _nothing(subject: Programme | Coverage, settings: Settings) -> Flaws:
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A question with its number, its name (reads after "allow …") and its promise (the statement that should hold).

    `ask` gets the programme; `ask_last` runs after all others and gets which waiver covers which of their findings.
    `for_others`: it is also asked in a project that is no handbook, where sphinx-needs validates the single items.
    """

    number: str
    name: str
    promise: str
    ask: Question = _nothing
    severity: Severity = Severity.ERROR
    ask_last: LastQuestion = _nothing
    for_others: bool = False


def rule(number: str, severity: Severity = Severity.ERROR, *, for_others: bool = False) -> Callable[[Question], Rule]:
    """Decorate a question as a rule: the name of the function is its name, the docstring its promise."""

    def make(ask: Question) -> Rule:
        return Rule(number, _name(ask), inspect.getdoc(ask) or "", ask, severity, for_others=for_others)

    return make


def last_rule(number: str, severity: Severity = Severity.ERROR) -> Callable[[LastQuestion], Rule]:
    """Decorate a question about the waivers of the other findings as a rule, asked in every project."""

    def make(ask: LastQuestion) -> Rule:
        return Rule(number, _name(ask), inspect.getdoc(ask) or "", _nothing, severity, ask, for_others=True)

    return make


def _name(ask: Question | LastQuestion) -> str:
    return str(ask.__name__).replace("_", "-")
