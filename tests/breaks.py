"""Edits of the ground handbook that each make one flaw, with the beginning of the one finding or error expected.

The whole wording of each finding stands on the page of its rule, and is tested there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from spoorboek.config import defaults
from tests.handbooks import Handbook, searches

Breaking = Callable[[Handbook], object]


@dataclass(frozen=True)
class Break:
    """One flaw, and the beginning of what a reader of the check sees of it: place, rule and item."""

    flaw: str
    do: Breaking
    line: str

    def __str__(self) -> str:
        return self.flaw


def change(old: str, new: str, page: str = "docs/index.md") -> Breaking:
    def do(handbook: Handbook) -> None:
        path = handbook.folder / page
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times on {page}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return do


def add(text: str, page: str = "docs/other.md") -> Breaking:
    def do(handbook: Handbook) -> None:
        with (handbook.folder / page).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")

    return do


def write(page: str, content: str | bytes) -> Breaking:
    return lambda handbook: handbook.write({page: content})


def remove(name: str) -> Breaking:
    def do(handbook: Handbook) -> None:
        path = handbook.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return do


def waive(*findings: str) -> Breaking:
    """Somebody answers for these findings, by their identities."""
    return add(
        "".join(
            f'[[waive]]\nfinding = "{finding}"\nreason = "known"\nowner = "all"\nuntil = 2027-01-01\n'
            for finding in findings
        ),
        "conf/waivers.toml",
    )


def let_through(kind: str) -> Breaking:
    """Show the warnings of a kind that is suppressed by default."""
    held_back = tuple(other for other in defaults.SUPPRESSED if other != kind)
    code = f"def no_longer(app, config):\n    config.suppress_warnings = {held_back}\n"
    return add(f"{code}def setup(app):\n    app.connect('config-inited', no_longer, priority=950)", "conf/conf.py")


def chain(id: str, *options: str, title: str = "A chain") -> str:
    return "\n".join((f":::{{chain}} {title}", f":id: {id}", ":grounded_in: GR-P1-S1", *options, ":::", ""))


SETTINGS = "conf/ubproject.toml"

UNKNOWN_TARGET = Break(
    "a link to an item that does not exist",
    change(":chain: KTN-grond", ":chain: KTN-grund"),
    "docs/index.md:50:9: error S501 unknown-target: GR-C1",
)
UNKNOWN_TARGET_IN_A_ROLE_OF_TEXT = Break(
    "a {need} role to an item that does not exist",
    change("[the commitment](#GR-C1)", "{need}`GR-C2`", "docs/other.md"),
    "docs/other.md:3:55: error S501 unknown-target: the text refers to GR-C2",
)
UNKNOWN_TARGET_OF_LINKS_BACK = Break(
    "a {need_incoming} role for an item that does not exist",
    change("[the commitment](#GR-C1)", "{need_incoming}`GR-C2`", "docs/other.md"),
    "docs/other.md:3:64: error S501 unknown-target: the text refers to GR-C2",
)
UNKNOWN_TARGET_IN_TEXT = Break(
    "a reference in text to an item that does not exist",
    change("(#GR-C1)", "(#KTN-gone)", "docs/other.md"),
    "docs/other.md:3:66: error S501 unknown-target: the text refers to KTN-gone",
)
TARGET_IN_ANOTHER_CASE_IN_TEXT = Break(
    "a reference in text to an id in another case",
    change("(#GR-C1)", "(#gr-c1)", "docs/other.md"),
    "docs/other.md:3:66: error S501 unknown-target: the text refers to gr-c1",
)
UNKNOWN_TARGET_IN_A_TABLE = Break(
    "a reference in a table to an item that does not exist",
    add("| a |\n|---|\n| [b](#KTN-gone) |"),
    "docs/other.md:7:8: error S501 unknown-target: the text refers to KTN-gone",
)
UNCLOSED_QUOTE = Break(
    "a quote in an option that nobody closes",
    change(":chain: KTN-grond", ':chain: "KTN-grond'),
    "docs/index.md:5",
)
CONDITION = Break(
    "a link with a condition that does not hold",
    change(":chain: KTN-grond", ":chain: KTN-grond[id == 'x']"),
    "docs/index.md:50:9: error S501 unknown-target: GR-C1",
)
CONDITION_THAT_IS_NONE = Break(
    "a link with a condition that cannot be read",
    change(":chain: KTN-grond", ":chain: KTN-grond[a b]"),
    "docs/index.md:50:9: error S501 unknown-target: GR-C1",
)
ONLY_HOLDER_OF_A_THEME = Break(
    "an unknown target where the theme has no other commitment",
    change(":theme: THM-grond", ":theme: ABCDEFG"),
    "docs/index.md:49:9: error S501 unknown-target: GR-C1",
)
ONLY_CHECK_OF_A_COMMITMENT = Break(
    "an unknown target where the commitment has no other check",
    change(":checks: GR-C1", ":checks: ABCDEFG"),
    "docs/index.md:67:10: error S501 unknown-target: GR-C1-a",
)
WRONG_THEME = Break(
    "a chain where a theme should stand",
    change(":theme: THM-grond", ":theme: KTN-grond"),
    "docs/index.md:49:9: error S502 wrong-target-type: GR-C1",
)
DUPLICATE_ID_OF_ANOTHER_TYPE = Break(
    "an id that items of two types have",
    add(chain("KTN-grond").replace("{chain}", "{theme}")),
    "docs/other.md:6:6: error S503 duplicate-id: KTN-grond",
)
DUPLICATE_ID = Break(
    "an id that two items have",
    add(chain("KTN-grond")),
    "docs/other.md:6:6: error S503 duplicate-id: KTN-grond",
)
CORE_OPTION = Break(
    "a :status: on an item",
    change(":year: 2024", ":year: 2024\n:status: open"),
    "docs/index.md:47:2: error S504 unknown-option: GR-C1",
)
MISSPELT_ROLE = Break(
    "a misspelt role",
    change(":theme: THM-grond", ":themes: THM-grond"),
    "docs/index.md:49:2: error S504 unknown-option: GR-C1",
)
MISSING_FIELD = Break(
    "a required field that is missing",
    change(":publisher: An authority\n", ""),
    "docs/index.md:10:5: error S505 missing-field: BRN-grond",
)
NO_TITLE = Break(
    "an item without a title",
    change(":::{chain} Youth care", ":::{chain}"),
    "docs/index.md:39:5: error S505 missing-field: KTN-grond",
)
TOO_FEW_LINKS = Break(
    "too few links",
    change(":of: GR-C1\n", ""),
    "docs/index.md:54:5: error S505 missing-field: GEB-grond",
)
TOO_MANY_LINKS = Break(
    "too many links",
    change(":part_of: BRN-grond", ":part_of: BRN-grond, BRN-grond"),
    "docs/index.md:26:22: error S505 missing-field: GR-P1-S1",
)
NO_DATE = Break(
    "a date that is none",
    change(":date: 2024-05-14", ":date: 14 mei 2024"),
    "docs/index.md:56:8: error S506 bad-value: GEB-grond",
)
NO_DAY_OF_THE_CALENDAR = Break(
    "a date that the calendar does not have",
    change(":date: 2024-05-14", ":date: 2024-02-31"),
    "docs/index.md:56:8: error S506 bad-value: GEB-grond",
)
BAD_CHOICE = Break(
    "a value that is none of the words it may be",
    change(":testability: activity", ":testability: activty"),
    "docs/index.md:47:15: error S506 bad-value: GR-C1",
)
BAD_NUMBER = Break(
    "a number that is none",
    change(":page: 1", ":page: one"),
    "docs/index.md:22:8: error S506 bad-value: GR-P1-S1",
)
BAD_YES_OR_NO = Break(
    "a yes or no that is neither",
    change(":id: ORG-grond\n", ":id: ORG-grond\n:group: perhaps\n"),
    "docs/index.md:31:9: error S506 bad-value: ORG-grond",
)
BAD_ID = Break(
    "an id with a character that no id has",
    add(chain("KTN_grond")),
    "docs/other.md:6:6: error S506 bad-value: KTN_grond",
)
WRONG_TARGET_TYPE = Break(
    "a link to an item of another type",
    change(":evidence: GEB-grond", ":evidence: GR-C1"),
    "docs/index.md:68:12: error S502 wrong-target-type: GR-C1-a",
)
CYCLE = Break(
    "a cycle through three items",
    add(chain("KTN-a", ":part_of: KTN-b") + chain("KTN-b", ":part_of: KTN-c") + chain("KTN-c", ":part_of: KTN-a")),
    "docs/other.md:8:11: error S507 circular-trace: KTN-a",
)
AFTER_A_BLANK_LINE = Break(
    "an option after a blank line",
    change(":evidence: GEB-grond", "\n:evidence: GEB-grond"),
    "docs/index.md:69:1: error S509 link-lost-in-text: GR-C1-a",
)
ON_A_SECOND_LINE = Break(
    "an option that runs on to an indented line",
    change(":evidence: GEB-grond", ":evidence: GEB-grond\n   GEB-another"),
    "docs/index.md:69:4: error S509 link-lost-in-text: GR-C1-a",
)
BEHIND_A_QUOTE = Break(
    "an option behind >",
    change(":evidence: GEB-grond", "> :evidence: GEB-grond"),
    "docs/index.md:68:3: error S509 link-lost-in-text: GR-C1-a",
)
GIVEN_TWICE = Break(
    "an option given twice",
    change(":theme: THM-grond", ":theme: THM-grond\n:theme: THM-grond"),
    "docs/index.md:49:2: error S509 link-lost-in-text: GR-C1",
)
UNKNOWN_TYPE = Break(
    "an item of a type that does not exist",
    change(":::{theme} Waiting lists", ":::{tehme} Waiting lists"),
    "docs/index.md:34:5: error S510 unknown-type: {tehme}",
)
TYPE_IN_ANOTHER_CASE = Break(
    "an item of a type in another case",
    change(":::{theme} Waiting lists", ":::{Theme} Waiting lists"),
    "docs/index.md:34:5: error S510 unknown-type: {Theme} is neither an item type",
)
ID_IN_ANOTHER_CASE = Break(
    "a link to an id in another case",
    change(":theme: THM-grond", ":theme: thm-grond"),
    "docs/index.md:49:9: error S501 unknown-target: GR-C1",
)
TWO_CASES_OF_AN_ID = Break(
    "two ids that differ only in case",
    add(chain("ktn-GROND")),
    "docs/other.md:6:6: error S503 duplicate-id: ktn-GROND",
)
STALE_LOOK = Break(
    "a search that found nothing and is old",
    lambda handbook: (
        change(":evidence: GEB-grond\n", "")(handbook),
        add(searches("GR-C1-a", "2024-05-14"))(handbook),
    ),
    "docs/index.md:63:5: error S402 stale-look: GR-C1-a",
)
OUTSIDE_VALIDITY = Break(
    "an event before the organisation began",
    change(":id: ORG-grond\n", ":id: ORG-grond\n:valid_from: 2024-05-15\n"),
    "docs/index.md:60:6: error S601 link-outside-validity: GEB-grond",
)
INVENTED_IDENTIFIER = Break(
    "a TOOI identifier that nobody looked up",
    change(":id: ORG-grond\n", ":id: ORG-grond\n:tooi: https://identifier.overheid.nl/tooi/id/oorg/oorg1\n"),
    "docs/index.md:31:8: error S602 invented-identifier: ORG-grond",
)
NO_TYPE_HAS_IT = Break(
    "a field of dates that no type has",
    change('dates = ["published", ', 'dates = ["published", "publised", ', SETTINGS),
    "conf/ubproject.toml:",
)
EXCEPTS_NOTHING = Break(
    "an exception that no item can meet",
    change('except = { testability = "principle", ', 'except = { testability = "principled", ', SETTINGS),
    "conf/ubproject.toml:",
)
OPEN_SENTENCE = Break(
    "a sentence that nobody judged",
    change(":number: 1\n:kind: commitment", ":number: 1\n:kind: open"),
    "docs/index.md:24:8: error S201 unaccounted-sentence: GR-P1-S1 has kind 'open'",
)
UNCARRIED_SENTENCE = Break(
    "a sentence that promises something, and that no commitment rests on",
    change(":number: 1\n:kind: context", ":number: 1\n:kind: commitment", "docs/types.md"),
    "docs/types.md:17:8: error S201 unaccounted-sentence: WORDS-P1-S1 has kind 'commitment'",
)
NO_GROUND = Break(
    "a commitment that rests on nothing, and a sentence that is carried by nothing else",
    change(":grounded_in: GR-P1-S1\n:theme: THM-grond\n:chain:", ":theme: THM-grond\n:chain:"),
    "docs/index.md:44:5: error S113 commitment-without-sentence: GR-C1",
)
RETIRED_CHAIN = """[[retired]]
id = "KTN-grund"
date = 2025-01-31
reason = "It was divided."
successor = "{0}"
"""


def retired(successor: str = "KTN-grond") -> Breaking:
    """The id KTN-grund is one that was given up."""
    return write("../conf/retired.toml", RETIRED_CHAIN.format(successor))


def both(*breakings: Breaking) -> Breaking:
    def do(handbook: Handbook) -> None:
        for breaking in breakings:
            breaking(handbook)

    return do


REUSED_ID = Break(
    "an id that was retired",
    both(retired(), add(chain("KTN-grund"))),
    "docs/other.md:6:6: error S508 reused-id: KTN-grund is the id of an item that was retired on 2025-01-31",
)
RETIRED_TARGET = Break(
    "a link to an id that was retired",
    both(retired(), change(":chain: KTN-grond", ":chain: KTN-grund")),
    "docs/index.md:50:9: error S501 unknown-target: GR-C1 links by 'chain' to KTN-grund, which was retired on "
    "2025-01-31; its successor is KTN-grond",
)
RETIRED_TARGET_IN_TEXT = Break(
    "a reference in text to an id that was retired",
    both(retired(), change("(#GR-C1)", "(#KTN-grund)", "docs/other.md")),
    "docs/other.md:3:66: error S501 unknown-target: the text refers to KTN-grund, which was retired on 2025-01-31",
)
NO_SUCCESSOR = Break(
    "a successor that does not exist",
    retired("KTN-grondd"),
    "conf/retired.toml:5:13: error S501 unknown-target: KTN-grund, retired, has successor KTN-grondd, which",
)

SLIPS = (
    Break(
        "a misspelt role that others rely on",
        change(":checks: GR-C1", ":check: GR-C1"),
        "docs/index.md:67:2: error S504 unknown-option: GR-C1-a",
    ),
    Break(
        "a misspelt field",
        change(":licence: unknown", ":license: unknown"),
        "docs/index.md:13:2: error S504 unknown-option: BRN-grond",
    ),
    Break(
        "a blank in an id that others link to",
        change(":id: THM-grond", ":id: THM grond"),
        "docs/index.md:35:6: error S506 bad-value: THM grond",
    ),
    Break(
        "an unknown target",
        change(":theme: THM-grond", ":theme: THM-grand"),
        "docs/index.md:49:9: error S501 unknown-target: GR-C1",
    ),
    Break(
        "an unknown target two steps from the theme",
        change(":responsible: ORG-grond", ":responsible: ORG-ground"),
        "docs/index.md:51:15: error S501 unknown-target: GR-C1",
    ),
    Break(
        "an option behind a blank line",
        change("\n:responsible: ORG-grond", "\n\n:responsible: ORG-grond"),
        "docs/index.md:52:1: error S509 link-lost-in-text: GR-C1",
    ),
    Break(
        "a link on a second line",
        change(":theme: THM-grond", ":theme:\n  THM-grond"),
        "docs/index.md:50:3: error S509 link-lost-in-text: GR-C1",
    ),
    Break(
        "a misspelt type",
        change(":::{check}", ":::{chek}"),
        "docs/index.md:63:5: error S510 unknown-type: {chek}",
    ),
    Break(
        "a misspelt reference in text",
        change("[the theme](#THM-grond)", "{need}`THM-grand`"),
        "docs/index.md:3:87: error S501 unknown-target: the text refers to THM-grand",
    ),
    Break(
        "a type that resembles nothing",
        change(":::{check}", ":::{xyz}"),
        "docs/index.md:63:5: error S510 unknown-type: {xyz}",
    ),
    Break(
        "a type that resembles nothing on an item that others link to",
        change(":::{theme}", ":::{xyz}"),
        "docs/index.md:34:5: error S510 unknown-type: {xyz}",
    ),
    Break(
        "a sentence without a number",
        change(":number: 1\n", ""),
        "docs/index.md:19:5: error S505 missing-field: GR-P1-S1",
    ),
    Break(
        "a sentence of a source that does not exist",
        change(":part_of: BRN-grond", ":part_of: XYZ"),
        "docs/index.md:26:11: error S501 unknown-target: GR-P1-S1",
    ),
    Break(
        "no id on a theme",
        change(":id: THM-grond\n", ""),
        "docs/index.md:34:5: error S505 missing-field: theme 'Waiting lists'",
    ),
    Break(
        "no id on a source",
        change(":id: BRN-grond\n", ""),
        "docs/index.md:10:5: error S505 missing-field: source 'Programme of an authority'",
    ),
    Break(
        "no id on an item that others link to",
        change(":id: GEB-grond\n", ""),
        "docs/index.md:54:5: error S505 missing-field: event 'The authority published a report'",
    ),
)
"""Slips from which something else would follow: a link, a field or an item that others need is missing by each."""
FLAWS = (*(flaw for flaw in [*globals().values()] if isinstance(flaw, Break)), *SLIPS)
"""Each of those above: a finding, and exit 1."""
DUPLICATE_ID_READ_BY_ANOTHER_PROCESS = Break(
    "an id that two items have, on pages so far apart that -j 4 reads them in two processes",
    lambda handbook: handbook.write(
        {**{f"page{n}.md": f"# Page {n}\n" for n in range(12)}, "zoo.md": f"# Zoo\n\n{chain('KTN-grond')}"}
    ),
    "docs/zoo.md:4:6: error S503 duplicate-id: KTN-grond",
)


UNREADABLE = (
    Break(
        "a colon fence that is not closed",
        add(":::{note}\nText"),
        "docs/other.md:5:1: error: the fence ::: is not closed; end it with a line :::",
    ),
    Break(
        "a backtick fence that is not closed",
        add("```{note}\nText"),
        "docs/other.md:5:1: error: the fence ``` is not closed; end it with a line ```",
    ),
    Break(
        "a comment that is not closed",
        add("<!-- to do\n\n" + chain("KTN-x")),
        "docs/other.md:5:1: error: <!-- is not closed, so it includes all text below it; end it with -->",
    ),
    Break(
        "a comment that is not closed in other HTML",
        add("<div>\n<!-- to do\n\n" + chain("KTN-x")),
        "docs/other.md:5:1: error: <!-- is not closed, so it includes all text below it; end it with -->",
    ),
    Break(
        "a style that is not closed, without an item below it",
        add("- <style>\n\nText"),
        "docs/other.md:5:3: error: <style> is not closed, so it includes all text below it; end it with </style>",
    ),
    Break(
        "a title with a backtick behind a fence of backticks",
        add(chain("KTN-x", title="A `chain`").replace(":::", "```")),
        "docs/other.md:5:5: error: KTN-x is not read as an item: its title contains a `, which cannot follow ```; "
        "use ::: or ~~~; "
        "correct that line; its end opens a fence that is never closed",
    ),
    Break(
        "a fence in a fence with as many marks",
        add(":::{note}\n" + chain("KTN-x") + ":::"),
        "docs/other.md:5:1: error: the fence on line 6, in this one, ends it too; use a longer fence for this one",
    ),
    Break(
        "a fence of other marks that the end of the one around it cuts off",
        add(":::{note}\n```text\n:::\n```"),
        "docs/other.md:6:1: error: the fence ``` is not closed; end it with a line ```",
    ),
    Break(
        "a fence that goes on below its quote",
        add("> :::{note}\n\nText\n:::"),
        "docs/other.md:5:3: error: the fence ::: is not closed; "
        "end it with a line '> :::', and begin all lines in it so",
    ),
    Break(
        "an item whose fence is not closed",
        change(":evidence: GEB-grond\n:::", ":evidence: GEB-grond"),
        "docs/index.md:63:1: error: the fence ::: is not closed; end it with a line :::",
    ),
    Break(
        "an empty page",
        write("empty.md", ""),
        "docs/empty.md:1:1: error: the page is empty; write its item, or remove the file",
    ),
    Break(
        "a page of blanks",
        write("empty.md", " \n\n"),
        "docs/empty.md:1:1: error: the page is empty; write its item, or remove the file",
    ),
    Break(
        "a page that is not UTF-8",
        write("latin.md", "# Caf\N{LATIN SMALL LETTER E WITH ACUTE}\n".encode("latin-1")),
        "docs/latin.md:1:6: error: byte 0xe9 is not UTF-8; save the page as UTF-8",
    ),
    Break(
        "an include that does not exist",
        add("```{include} nowhere.md\n```"),
        "docs/other.md:5:1: error: the included file nowhere.md does not exist; name a file that does",
    ),
    Break(
        "a page that includes itself",
        add("```{include} other.md\n```"),
        "docs/other.md:5:1: error: the included file other.md includes itself; remove one of the two",
    ),
    Break(
        "two pages that include each other",
        lambda handbook: handbook.write(
            {"one.md": "# One\n\n```{include} part.txt\n```\n", "part.txt": "```{include} one.md\n```\n"}
        ),
        "docs/part.txt:1:1: error: the included file one.md includes itself; remove one of the two",
    ),
    Break(
        "fences nested too deep",
        add(
            "\n".join(":" * (70 - n) + "{note}" for n in range(60))
            + "\nText\n"
            + "\n".join(":" * (11 + n) for n in range(60))
        ),
        "docs/other.md:55:1: error: fences are nested 51 deep; nest them at most 50 deep",
    ),
    Break(
        "no ubproject.toml",
        remove(SETTINGS),
        "error: conf/ubproject.toml does not exist; "
        "restore it, or name the folder that contains it: it defines the item types",
    ),
    Break(
        "an empty ubproject.toml",
        write("../conf/ubproject.toml", ""),
        "conf/ubproject.toml:1:1: error: there is no item type; "
        "declare them in [needs.types]; restore the file, or name the folder that has it",
    ),
    Break(
        "an ubproject.toml without types",
        write("../conf/ubproject.toml", "[needs]\nid_required = true\n\n[trace]\n"),
        "conf/ubproject.toml:4:1: error: there is no item type; "
        "declare them in [needs.types]; restore the file, or name the folder that has it",
    ),
    Break(
        "an ubproject.toml that is no TOML",
        change("[needs]\n", "[needs\n", SETTINGS),
        "conf/ubproject.toml:{[needs}:7: error: invalid TOML: Expected ']' at the end of a table declaration; "
        "correct that line",
    ),
    Break(
        "an unknown key in [trace]",
        change("\nmentioned =", "\nmentiond =", SETTINGS),
        "conf/ubproject.toml:{mentiond}:1: error: [trace] has no setting 'mentiond', did you mean mentioned?; "
        "use one of as-of, evidence-valid-for, waivers-valid-for, searches, late-fails, mentioned, dates, prose, "
        "require, words, review-every, require-review, reviewer, bookkeeping, deciding, proves, publisher_note, "
        "parliamentary-paper, spelling, rule-pages",
    ),
    Break(
        "a pattern of papers without the number",
        change("\nmentioned =", "\nparliamentary-paper = '(?P<series>A)'\nmentioned =", SETTINGS),
        "conf/ubproject.toml:{(?P<series>A)}:23: error: parliamentary-paper is '(?P<series>A)', "
        r"expected a pattern with the groups series and number, as in '(?P<series>\d+)/(?P<number>\d+)'; correct it",
    ),
    Break(
        "words for a field that no type has",
        change("[trace.words.column]", "[trace.words.colum]", SETTINGS),
        "conf/ubproject.toml:{words.colum}:14: error: 'colum' is not a field of any type, did you mean column?; "
        "name a field of [needs.types]",
    ),
    Break(
        "no conf.py",
        remove("conf/conf.py"),
        "error: conf/conf.py does not exist; restore it, or name the folder that has it with --conf",
    ),
    Break(
        "a setting of Sphinx of another type",
        add("exclude_patterns = 5", "conf/conf.py"),
        "conf/conf.py:{exclude_patterns = 5}:1: error: exclude_patterns is 5, expected a list of texts; correct it",
    ),
    Break(
        "the setting that Sphinx asks before it logs anything, of another type",
        add("suppress_warnings = type", "conf/conf.py"),
        "conf/conf.py:{suppress_warnings = type}:1: error: suppress_warnings is <class 'type'>, "
        "expected a list of texts; correct it",
    ),
    Break(
        "a setting of ours of another type",
        add("spoorboek_licences = [1]", "conf/conf.py"),
        "conf/conf.py:{spoorboek_licences = [1]}:1: error: spoorboek_licences is [1], expected texts by name, "
        "between braces; correct it",
    ),
    Break(
        "a word for readers that is no text",
        change('left = "linkerkolom"', 'left = ["linkerkolom"]', SETTINGS),
        "conf/ubproject.toml:{left = [}:8: error: left is ['linkerkolom'], expected text between quotes; correct it",
    ),
    Break(
        "a required link with a list for a number",
        change('number = "S101"', 'number = ["S101"]', SETTINGS),
        """conf/ubproject.toml:{number = ["S101"]}:10: error: number is ['S101'], expected text between quotes; """
        "correct it",
    ),
    Break(
        "a required link with the number of a rule of ours",
        change('number = "S101"', 'number = "S501"', SETTINGS),
        'conf/ubproject.toml:{number = "S501"}:10: error: S501 is already used at spoorboek/rules/unknown_target.py; '
        "give the required link another number and another name",
    ),
    Break(
        "a required link with a line end in its name",
        change('name = "theme-without-commitment"', 'name = "a\\nb: error S999"', SETTINGS),
        "conf/ubproject.toml:{error S999}:8: error: name is 'a\\nb: error S999', expected words with hyphens between, "
        "as in requirement-without-check; correct it",
    ),
    Break(
        "front matter of another type",
        write("third.md", "---\nmyst:\n  url_schemes: 12\n---\n# Third\n"),
        "docs/third.md:3:1: error: url_schemes is 12, expected a list of texts; correct it",
    ),
    Break(
        "an as-of that is no date",
        change("as-of = 2026-11-23", 'as-of = "soon"', SETTINGS),
        "conf/ubproject.toml:{as-of = }:9: error: as-of is 'soon', expected a date without quotes, 2026-11-23; "
        "correct it",
    ),
    Break(
        "a type that is read for itself and is none",
        change("as-of = 2026-11-23", 'deciding.evnt = ["date"]\nas-of = 2026-11-23', SETTINGS),
        "conf/ubproject.toml:{deciding.evnt}:10: error: 'evnt' is not an item type, did you mean event?; "
        "use a type of [needs.types]",
    ),
    Break(
        "a field that is read for itself and that its type does not have",
        change("as-of = 2026-11-23", 'deciding.event = ["date", "knd"]\nas-of = 2026-11-23', SETTINGS),
        "conf/ubproject.toml:{deciding.event}:27: error: event is 'knd', expected a field or link of event; correct it",
    ),
    Break(
        "a page in UTF-16 without a mark, whose letters are UTF-8 too",
        write("wide.md", f"# Page\n\n{chain('KTN-x')}".encode("utf-16-be")),
        "docs/wide.md:1:1: error: byte 0x00 cannot be part of a text; save the page as UTF-8",
    ),
    Break(
        "an item behind a line end of some editors only",
        add(f"Text\u2028{chain('KTN-x')}"),
        "docs/other.md:5:5: error: character U+2028 ends a line in some editors only; "
        "use the line end of the other lines",
    ),
    Break(
        "a page whose name is too long for the files that are named by it",
        write(f"{'x' * 230}.md", "# Long\n"),
        f"error: docs/{'x' * 230}.md has a name too long for the files of a build; rename the page",
    ),
    Break(
        "an id that is too long for the files that are named by it",
        add(chain(f"KTN-{'x' * 300}")),
        "docs/other.md:6:6: error: the id is 304 bytes long; shorten it: 150 is the most",
    ),
    Break(
        "stamps that are a link to nothing",
        lambda handbook: (handbook.conf / "stamps.toml").symlink_to("nowhere"),
        "error: conf/stamps.toml is a link to a file that does not exist; make it a readable file in UTF-8",
    ),
    Break(
        "a page with a merge that was not finished",
        add("<<<<<<< HEAD\nOld words.\n=======\nNew words.\n>>>>>>> theirs\n"),
        "docs/other.md:5:1: error: a merge was not finished: '<<<<<<< HEAD'; "
        "resolve the conflict, and remove the markers of git",
    ),
    Break(
        "settings with a byte-order mark",
        change("# De delen", "\ufeff# De delen", SETTINGS),
        "conf/ubproject.toml:1:1: error: it follows a byte-order mark, which is invisible; "
        "save the file as UTF-8 without a byte-order mark",
    ),
    Break(
        "two pages whose names differ in capitals alone",
        write("Other.md", "# Other\n"),
        "error: docs/other.md and docs/Other.md are one page where capitals make no difference; "
        "give one of them another name",
    ),
    Break(
        "a page where a build puts the page to search",
        write("search.md", "# Search\n"),
        "error: docs/search.md has the address of something else that a build writes; "
        "give the page another name, or put it in another folder",
    ),
    Break(
        "a page in the folder of the files to download, from which a build removes it",
        write("data/other.md", "# Other\n"),
        "error: docs/data/other.md has the address of something else that a build writes; "
        "give the page another name, or put it in another folder",
    ),
    Break(
        "a page that is a link to a file outside the project",
        lambda handbook: (handbook.docs / "host.md").symlink_to("/etc/hostname"),
        "error: docs/host.md leads out of the project; put the page itself there, or remove the link",
    ),
    Break(
        "an extension with another name",
        add('extensions = ["myst_parser", "sphinx_needs", "spoorbook"]', "conf/conf.py"),
        'conf/conf.py:{extensions = ["myst_parser", "sphinx_needs", "spoorbook"]}:1: error: '
        "extensions lacks 'spoorboek', without which a handbook is not judged; add it",
    ),
    Break(
        "a list in conf.py that cannot be gone through",
        add(
            "class Odd(list):\n    __iter__ = __len__ = __repr__ = lambda self: 1 / 0\nspoorboek_names = Odd()",
            "conf/conf.py",
        ),
        "conf/conf.py:{spoorboek_names = Odd}:1: error: spoorboek_names has a value of type <class 'Odd'>, "
        "expected a list of texts, of a built-in type of Python; correct it",
    ),
    Break(
        "a text in conf.py that is no plain text, in a list",
        add("class Odd(str):\n    __hash__ = __eq__ = lambda *_: 1 / 0\nexclude_patterns = [Odd()]", "conf/conf.py"),
        "conf/conf.py:{exclude_patterns = [Odd}:1: error: exclude_patterns has a value of type <class 'Odd'>, "
        "expected a list of texts, of a built-in type of Python; correct it",
    ),
    Break(
        "an error of conf.py that cannot be shown, of a type whose name would forge a line",
        add("raise type('A\\nB', (BaseException,), {'__str__': lambda self: 1 / 0})", "conf/conf.py"),
        "conf/conf.py:{raise type}:1: error: it fails with A\\nB; correct that line",
    ),
    Break(
        "a setting that leaves items out of needs.json",
        add("needs_builder_filter = \"type != 'theme'\"", "conf/conf.py"),
        "conf/conf.py:{needs_builder_filter}:1: error: needs_builder_filter is \"type != 'theme'\", "
        "expected the default: with it, what is published differs from what is checked; remove the setting",
    ),
    Break(
        "a setting that leaves fields out of needs.json, beside the item types",
        change("[needs]\n", '[needs]\njson_exclude_fields = ["kind"]\n', SETTINGS),
        "conf/ubproject.toml:{json_exclude_fields}:23: error: needs.json_exclude_fields is ['kind'], "
        "expected the default: with it, what is published differs from what is checked; remove the setting",
    ),
)
"""What cannot be read: exit 2. `{text}` in a line is the number of the line that holds the text."""
