"""A small verdict with every kind of finding; the output of each format for it is in expected/."""

from __future__ import annotations

import datetime
from pathlib import Path

from spoorboek.analysis.verdict import Verdict, Waived
from spoorboek.config.list_files import Waiver
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.finding import Finding, Severity
from spoorboek.model.message import _, joined
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Item, Link, Location, Option, Programme, Unseen
from spoorboek.reporters.report import Report
from spoorboek.rules.engine.rule import Flaws, Rule
from spoorboek.rules.engine.selection import Selection

FOLDER = Path(__file__).parent
EXPECTED = FOLDER / "expected"


def ask(*_: object) -> Flaws:
    yield from ()


BROKEN = Rule("S901", "broken-word", "No word is broken.", ask)
DOUBTFUL = Rule("S902", "doubtful-word", "No word is in doubt.", ask, Severity.WARNING)
OLD = Rule("S903", "old-word", "No word is old.", ask, Severity.INFORMATION)
NOTED = Rule("S904", "kept-word", "Every word is kept.", ask)
RULES = (BROKEN, DOUBTFUL, OLD, NOTED)


def finding(rule: Rule, file: str, line: int, message: str, *about: str) -> Finding:
    return Finding(Location(file, line, 5), rule.number, rule.name, rule.severity, message, about)


ODD = "docs/één pagina, 100% & <b>.md"
FINDINGS = (
    finding(OLD, "../elders/page.md", 7, "THM-a is called 'oud'", "THM-a"),
    finding(DOUBTFUL, "docs/a:b.md", 2, "THM-b has\x1b[31m a red\nline, a\ttab, \x00 and \u202eback", "THM-b"),
    finding(DOUBTFUL, "docs/\udcff.md", 1, "THM-d stands in a file without a name", "THM-d"),
    finding(BROKEN, ODD, 3, 'THM-c breaks "<em>&" and 50%, 100%25 ]]> {0}', "THM-c", "theme"),
    finding(BROKEN, ODD, 9, "THM-c breaks 🚲 once more", "THM-c", "theme"),
)
SET_ASIDE = Waived(
    finding(BROKEN, "/srv/shared/page.md", 4, "THM-e is broken", "THM-e"),
    Waiver(
        "S901 THM-e", "the <source> is late", "An editor", datetime.date(2027, 1, 1), Location("conf/waivers.toml", 3)
    ),
)


def item(id: str, *links: str) -> Item:
    at = Location("docs/page.md", 1)
    return Item(
        "theme", id, "page", at, (Option.placed("id", id, at, at),), tuple(Link(id, "part_of", to, at) for to in links)
    )


PROGRAMME = Programme(
    (item("THM-a"), item("THM-b", "THM-a")), files=3, deferred=(Unseen(Location("docs/page.md", 30), "{needimport}"),)
)
RULE_FINDINGS = (
    finding(BROKEN, ODD, 3, _("{item} has no title", item="THM-c"), "THM-c", "title"),
    finding(
        DOUBTFUL,
        "docs/a:b.md",
        2,
        _(
            "{item} has {option!r} {value!r}, expected {expected}",
            item="THM-b",
            option="year",
            value="a\x1b[31m red\nline",
            expected=_(
                "{words}{suggestion}",
                words=joined(" or ", ["2024", "{2025}"]),
                suggestion=did_you_mean("204", ["2024"]),
            ),
        ),
        "THM-b",
    ),
    finding(OLD, "../elders/page.md", 7, _("{item} was due {due}, and is late", item="THM-a", due="2024"), "THM-a"),
)
SETTINGS = Settings({}, "", as_of=datetime.date(2026, 11, 23))
VERDICT = Verdict(PROGRAMME, SETTINGS, FINDINGS, (SET_ASIDE,))
REPORT_OF_MESSAGES = Report(
    Verdict(PROGRAMME, SETTINGS, RULE_FINDINGS, (SET_ASIDE,)), RULES, FOLDER / "docs", Selection(("S9",), ("S905",))
)
REPORT = Report(VERDICT, RULES, FOLDER / "docs", Selection(("S9",), ("S905",)))
WHOLE_REPORT = Report(VERDICT, RULES, FOLDER / "docs", Selection(("S9",), ("S905",)), fails_on_deferred=True)
CLEAN = Report(Verdict(PROGRAMME, SETTINGS, ()), RULES, FOLDER / "docs")
ERROR = SpoorboekError(
    unreadable(Location(ODD, 1, 2), _("byte 0x{byte:02x} is not UTF-8", byte=255), _("save the page as UTF-8")).problem,
    _("save the page as UTF-8"),
    [
        SpoorboekError(
            _("there is no folder {folder}", folder="docs"), _("name the right one with --{option}", option="docs")
        )
    ],
)
