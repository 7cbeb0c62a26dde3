"""The engine: asks the rules, applies waivers and selections, withholds follow-up findings, writes stamps.

The names below are what rules are written with.
"""

from spoorboek.config.settings import Settings
from spoorboek.model.finding import Severity, identity
from spoorboek.model.message import Message, _, joined
from spoorboek.model.programme import Item, Programme
from spoorboek.rules.engine.causes import Causes, Identities, together
from spoorboek.rules.engine.rule import Flaw, Flaws, Rule, Setting, last_rule, rule
from spoorboek.rules.engine.waivers import Coverage

__all__ = [
    "Causes",
    "Coverage",
    "Flaw",
    "Flaws",
    "Identities",
    "Item",
    "Message",
    "Programme",
    "Rule",
    "Setting",
    "Settings",
    "Severity",
    "_",
    "identity",
    "joined",
    "last_rule",
    "rule",
    "together",
]
