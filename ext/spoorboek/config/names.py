"""The names in `[needs.types]` that the code knows: item types, roles and values.

A handbook may leave out any of them; code that asks for such items finds none. Field names are in the code that reads
them.
"""

from __future__ import annotations

from typing import Final


class Types:
    """Names of item types."""

    CHAIN: Final = "chain"
    CHECK: Final = "check"
    COMMITMENT: Final = "commitment"
    ERRATUM: Final = "erratum"
    EVENT: Final = "event"
    GOAL: Final = "goal"
    INVESTIGATION: Final = "investigation"
    INVOLVEMENT: Final = "involvement"
    ORGANISATION: Final = "organisation"
    RECOMMENDATION: Final = "recommendation"
    SEARCH: Final = "search"
    SENTENCE: Final = "sentence"
    SOURCE: Final = "source"
    SUCCESSION: Final = "succession"
    TERM: Final = "term"
    THEME: Final = "theme"


class Roles:
    """Names of links."""

    ADDRESSED: Final = "addressed"
    BY: Final = "by"
    CHAIN: Final = "chain"
    CHECKS: Final = "checks"
    CITES: Final = "cites"
    CONCERNS: Final = "concerns"
    DOCUMENTED_IN: Final = "documented_in"
    EARLIER: Final = "earlier"
    EVIDENCE: Final = "evidence"
    FOR: Final = "for"
    FULFILS: Final = "fulfils"
    GROUNDED_IN: Final = "grounded_in"
    INVOLVED_IN: Final = "involved_in"
    LATER: Final = "later"
    MADE_IN: Final = "made_in"
    MADE_TO: Final = "made_to"
    OF: Final = "of"
    PART_EVIDENCE: Final = "part_evidence"
    PART_OF: Final = "part_of"
    RESPONDS_TO: Final = "responds_to"
    RESPONSIBLE: Final = "responsible"
    SUPERSEDES: Final = "supersedes"
    SUPERVISED: Final = "supervised"
    THEME: Final = "theme"
    WHO: Final = "who"


EVIDENCE_ROLES: Final = (Roles.EVIDENCE, Roles.PART_EVIDENCE)
"""The links of a check to its evidence, full and partial."""


class Kinds:
    """Values of `kind`: of a sentence, an involvement or an event."""

    COMMITMENT: Final = "commitment"
    FRAGMENT: Final = "fragment"
    OPEN: Final = "open"

    ANSWERS_TO: Final = "answers-to"
    MEMBER: Final = "member"

    AGENDA: Final = "agenda"
    ANNOUNCEMENT: Final = "announcement"
    FOLLOWUP: Final = "followup"
    PLAN: Final = "plan"
    POSTPONEMENT: Final = "postponement"
    PRESS: Final = "press"
    REPORT: Final = "report"
    SUPERSESSION: Final = "supersession"
    WITHDRAWAL: Final = "withdrawal"


class Testability:
    """Values of `testability` of a commitment."""

    DATED_PRODUCT: Final = "dated-product"
    PRINCIPLE: Final = "principle"


NAMED_TYPES: Final = (Types.ORGANISATION, Types.SOURCE, Types.INVESTIGATION)
"""Types whose titles are names: they stay untranslated, with a gloss."""
NAME_FIELDS: Final = ("publisher", "variant", "reference")
"""Fields that hold names."""


class Basis:
    """Values of `basis` of an involvement or a succession."""

    EDITORS: Final = "editors"
    SOURCE: Final = "source"


class Scopes:
    """Values of `scope` of a commitment."""

    NEWS: Final = "news"


class Readings:
    """Values of `read` of a source."""

    NOT_FOUND: Final = "not-found"


class Results:
    """Values of `result` of a search."""

    ANSWER: Final = "answer"


COLUMNS: Final = ("title", "id", "type", "state", "trace")
"""The columns that a table of items can have beside fields and roles."""
