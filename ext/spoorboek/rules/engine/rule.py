"""What a rule is: one question asked of the programme."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity
from spoorboek.model.message import Message
from spoorboek.model.programme import Location, Programme
from spoorboek.rules.engine.waivers import Coverage


class Subject(Protocol):
    """What a flaw is of: an item, a mention, a waiver. It has a place, and a name that messages call it by."""

    @property
    def at(self) -> Location: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Setting:
    """A word in the settings, as the subject of a flaw."""

    name: str
    at: Location


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule yields: its subject, its message, a finer place than that of the subject, another severity.

    `about` is what the identity of the finding is made of; the name of the subject where it is not given.
    `follows_from` are the identities of findings that explain this one. A rule yields what is so, whatever else is
    wrong; the engine holds a flaw back while a finding that explains it stands and fails.
    """

    subject: Subject
    message: Message
    at: Location | None = None
    about: tuple[str, ...] = ()
    severity: Severity | None = None
    follows_from: tuple[str, ...] = ()


Flaws = Iterator[Flaw]
Question = Callable[[Programme, Settings], Flaws]
LastQuestion = Callable[[Coverage, Settings], Flaws]


def _nothing(subject: Programme | Coverage, settings: Settings) -> Flaws:
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A question with its number, its name (reads after "allow …") and its promise (how it should be).

    `ask` asks it of the programme; `ask_last`, once all have been asked, of what waivers set aside of what they found.
    """

    number: str
    name: str
    promise: str
    ask: Question = _nothing
    severity: Severity = Severity.ERROR
    ask_last: LastQuestion = _nothing


def rule(number: str, severity: Severity = Severity.ERROR) -> Callable[[Question], Rule]:
    """Make a rule of a question: the function's name is its name, its docstring its promise."""

    def make(ask: Question) -> Rule:
        return Rule(number, _name(ask), inspect.getdoc(ask) or "", ask, severity)

    return make


def last_rule(number: str, severity: Severity = Severity.ERROR) -> Callable[[LastQuestion], Rule]:
    """Make a rule of a question about the waivers of what the other rules found."""

    def make(ask: LastQuestion) -> Rule:
        return Rule(number, _name(ask), inspect.getdoc(ask) or "", severity=severity, ask_last=ask)

    return make


def _name(ask: Question | LastQuestion) -> str:
    return str(ask.__name__).replace("_", "-")
