"""The words of the command and what may be written behind each, with the help that a newcomer works from."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Final, NoReturn

from spoorboek import __version__
from spoorboek.near import did_you_mean

FORMATS: Final = ("text", "json", "sarif", "junit", "github", "gitlab")
SHEETS: Final = ("md", "csv", "json", "xlsx", "ics")

_EXITS: Final = "exit codes: 0 clean (information and waived findings fail nothing), 1 findings, 2 could not be run"
_CHECK: Final = f"""examples:
  spoorboek check
  spoorboek check --select S5 --ignore S504,bad-value
  spoorboek check --as-of today
  spoorboek check --format sarif --output build/findings.sarif --format text

Several formats come out of one run: write each --output behind its own --format. One format may go to the screen.

{_EXITS}"""
_RULES: Final = """examples:
  spoorboek rules
  spoorboek explain S101"""
_EXPLAIN: Final = """examples:
  spoorboek explain S101
  spoorboek explain theme-without-commitment
  spoorboek explain S501 --docs handbook/docs --conf handbook/conf"""
_ITEMS: Final = """examples:
  spoorboek items
  spoorboek items --format json"""
_SHOW: Final = """examples:
  spoorboek show THM-cter
  spoorboek show WP2024-C4 --as-of 2025-01-01

exit codes: 0 shown, 2 no such item, or could not be run"""
_PATH: Final = """examples:
  spoorboek path THM-cter ORG-nctv

`>role` follows a link to its target, `<role` goes back to the item that has it.

exit codes: 0 a path leads there, 1 none does, 2 no such item, or could not be run"""
_CHECKLIST: Final = """examples:
  spoorboek checklist
  spoorboek checklist --format xlsx --output checklist.xlsx
  spoorboek checklist --format csv --organisation ORG-dji --output dji.csv
  spoorboek checklist --format ics --theme THM-cter --as-of today

The answers follow from events with a source. Nobody types one: what an organisation writes in a sheet answers nothing.

exit codes: 0 written, 1 written of a handbook that fails the check, 2 no such item, or could not be run"""
_FREEZE: Final = """examples:
  spoorboek freeze --owner "An editor" --until 2027-01-01 --reason "found when the gate was adopted"

A waiver holds until its date; then the finding fails again. Nothing else is changed, so run it once and get better.

exit codes: 0 written, 2 could not be run"""
_SOURCE: Final = """examples:
  spoorboek source read programme.pdf
  spoorboek source prove dump.txt reading-order.txt
  spoorboek source verify programme.pdf

A document is a PDF with a text layer, or a text in UTF-8 in reading order. A PDF needs pip install 'spoorboek[source]'.

exit codes: 0 clean, 1 words were lost or added, or sentences differ, 2 could not be run"""
_SOURCE_READ: Final = """examples:
  spoorboek source read programme.pdf
  spoorboek source read programme.pdf --edition WP2024
  spoorboek source read programme.pdf --source BRN-programme --edition WP2025 --write docs/2025/sentences.md

Prints sentences with their places, then titles, running heads, notes and page numbers, then the proof that these are
all its words. The page that --write makes has places and fingerprints, and no sentence; it never overwrites one.

exit codes: 0 no word was lost or added, 1 some were, 2 could not be run"""
_SOURCE_PROVE: Final = """examples:
  spoorboek source prove dump.txt reading-order.txt

A word is a run of letters, figures and underscores. A word that the dump breaks over two lines may be whole in the
other. Tags as [L1], [FN5] and [PAGE] are no words, but the number of a note is one.

exit codes: 0 no word was lost or added, 1 some were, 2 could not be run"""
_SOURCE_VERIFY: Final = """examples:
  spoorboek source verify programme.pdf
  spoorboek source verify reading-order.txt --source BRN-programme

Holds the fingerprint and the place of every sentence of the document beside those of the handbook (S202), and names
the items that need another look. Prints no sentence.

exit codes: 0 all are as they were, 1 some are not, 2 could not be run"""
_ALL: Final = """begin with:
  spoorboek check          what is wrong, and where
  spoorboek explain S101   what a rule asks, and how to mend what it finds
  spoorboek WORD --help    what may be written behind a word

exit codes: 0 clean, 1 findings (or no path), 2 could not be run"""


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message}; `{self.prog} --help` tells what may be written\n")


def parser() -> argparse.ArgumentParser:
    """Every word with its options."""
    top = _Parser(
        "spoorboek",
        description="Follows what became of each sentence of a programme.",
        epilog=_ALL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=__version__)
    top.set_defaults(word=None)
    words = top.add_subparsers(metavar="WORD", title="words")
    _check(_word(words, "check", "judge a handbook without writing pages", _CHECK))
    _word(words, "rules", "list the rules that hold for this handbook", _RULES)
    explain = _word(words, "explain", "read what a rule asks, why, and how to mend what it finds", _EXPLAIN)
    explain.add_argument("rule", metavar="RULE", help="its number or name, in any case")
    items = _word(
        words, "items", "list the programme as it is read: items, options and links with their places", _ITEMS
    )
    items.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    show = _word(words, "show", "show one item: its links both ways, its state, what happened", _SHOW)
    show.add_argument("id", metavar="ID")
    _as_of(show)
    path = _word(words, "path", "find the shortest way from one item to another", _PATH)
    path.add_argument("start", metavar="FROM", help="the id of an item")
    path.add_argument("end", metavar="TO", help="the id of an item")
    _checklist(_word(words, "checklist", "write what the programme is held to, as a sheet or a calendar", _CHECKLIST))
    _freeze(_word(words, "freeze", "waive what is found today, so that only new findings fail", _FREEZE))
    _source(_word(words, "source", "read a published document, and hold the handbook beside it", _SOURCE))
    return top


def _word(words: argparse._SubParsersAction[_Parser], name: str, says: str, more: str) -> _Parser:
    word = words.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    word.set_defaults(word=name)
    word.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="the pages (default: docs)")
    word.add_argument(
        "--conf", type=Path, default=Path("conf"), metavar="DIR", help="conf.py and ubproject.toml (default: conf)"
    )
    return word


def _check(word: _Parser) -> None:
    word.add_argument(
        "--format",
        dest="written",
        action="append",
        type=_format,
        metavar="FORMAT",
        help=f"how findings are shown: {', '.join(FORMATS)} (default: text); may be given more than once",
    )
    word.add_argument(
        "--output",
        dest="written",
        action="append",
        type=lambda file: ("output", file),
        metavar="FILE",
        help="where the --format before it is written; - is the screen (default)",
    )
    for option, says in (("--select", "show only what these rules find"), ("--ignore", "leave out what they find")):
        word.add_argument(
            option,
            action="append",
            default=[],
            metavar="RULE",
            help=f"{says}: numbers, first parts of numbers (S5) or names; repeated, or with commas",
        )
    _as_of(word)


def _checklist(word: _Parser) -> None:
    word.add_argument("--format", choices=SHEETS, default="md", help="default: md; ics is a calendar of what is due")
    word.add_argument("--output", type=Path, metavar="FILE", help="where it is written (default: the screen)")
    word.add_argument("--organisation", metavar="ID", help="only what concerns this organisation")
    word.add_argument("--theme", metavar="ID", help="only what falls under this theme")
    _as_of(word)


def _freeze(word: _Parser) -> None:
    word.add_argument("--owner", required=True, help="who answers for what is waived")
    word.add_argument("--until", required=True, type=_date, metavar="DATE", help="the last day on which it is waived")
    word.add_argument("--reason", required=True, help="why it is not mended now")
    _as_of(word)


def _source(word: _Parser) -> None:
    tasks = word.add_subparsers(metavar="TASK", title="tasks", required=True, dest="task")
    read = _word(tasks, "read", "print the sentences of a document, and prove that no word is lost", _SOURCE_READ)
    read.add_argument("file", type=Path, metavar="FILE", help="a PDF, or a text in reading order")
    read.add_argument("--write", type=Path, metavar="PAGE", help="a new page of sentence items, in the handbook")
    read.add_argument("--edition", metavar="WORD", help="what the ids of the sentences begin with, as WP2024")
    prove = _word(tasks, "prove", "prove that a text in reading order has the words of a dump", _SOURCE_PROVE)
    prove.add_argument("dump", type=Path, metavar="DUMP", help="a text as a program took it from the document")
    prove.add_argument("reading_order", type=Path, metavar="READING_ORDER", help="the same text in reading order")
    verify = _word(tasks, "verify", "hold a document beside the sentences of the handbook", _SOURCE_VERIFY)
    verify.add_argument("file", type=Path, metavar="FILE", help="a PDF, or a text in reading order")
    for task in (read, verify):
        whose = "the source it is (default: the only one that says how many sentences it has)"
        task.add_argument("--source", metavar="ID", help=whose)
    for task in (read, prove, verify):
        task.set_defaults(word="source")


def _as_of(word: _Parser) -> None:
    word.add_argument(
        "--as-of",
        type=_date,
        metavar="DATE",
        help="judge as of this date, YYYY-MM-DD or today (default: as-of in ubproject.toml)",
    )


def _format(text: str) -> tuple[str, str]:
    if text not in FORMATS:
        known = ", ".join(FORMATS)
        raise argparse.ArgumentTypeError(f"{text!r} is none of {known}{did_you_mean(text, FORMATS)}")
    return "format", text


def _date(text: str) -> datetime.date:
    if text == "today":
        return datetime.datetime.now().astimezone().date()
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no date, expected YYYY-MM-DD or today")
    return date
