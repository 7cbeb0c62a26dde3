"""The subcommands and their options, with the help texts."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

from spoorboek import __version__, exports, reporters
from spoorboek.cli import clock, language
from spoorboek.exports import differences
from spoorboek.i18n.language import LANGUAGES, _, translate
from spoorboek.model import message
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.printable import brief, printable

_OF_ARGPARSE: Final = (
    message._("usage: "),
    message._("positional arguments"),
    message._("options"),
    message._("show this help message and exit"),
    message._("argument %(argument_name)s: %(message)s"),
    message._("the following arguments are required: %s"),
    message._("unrecognized arguments: %s"),
    message._("expected one argument"),
    message._("ignored explicit argument %r"),
    message._("invalid choice: %(value)r (choose from %(choices)s)"),
    message._("unknown parser %(parser_name)r (choices: %(choices)s)"),
    message._("ambiguous option: %(option)s could match %(matches)s"),
)
"""The message templates of argparse itself that occur in this command."""

_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - argparse has no public name for it
_VALUE: Final = re.compile(r"%(?:\((\w+)\))?[rs]")


class _Parser(argparse.ArgumentParser):
    """An argument parser that reports errors in one line, with the options that several subcommands have."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help=_("show this help message and exit"))

    def parse_known_args(self, *arguments: Any, **options: Any) -> Any:
        """As argparse does, but a subcommand reports what it does not know itself, and so names its own help."""
        known, unknown = super().parse_known_args(*arguments, **options)
        if unknown and " " in self.prog:
            suggestion = did_you_mean(unknown[0], self._option_string_actions)
            self.error(f"unrecognized arguments: {' '.join(unknown)}{translate(suggestion)}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        problem = _translated(message)
        text = _("error: {problem}; `{program} --help` lists what can be given", problem=problem, program=self.prog)
        self.exit(2, f"{printable(text)}\n")

    def value(self, name: str, metavar: str, text: str, **more: Any) -> None:
        """Add a positional argument, or an option with a value; `text` is its help."""
        self.add_argument(name, metavar=metavar, help=text, **more)

    def flag(self, option: str, text: str) -> None:
        self.add_argument(option, action="store_true", help=text)

    def lang(self) -> None:
        text = _(
            "the language of texts for people: {languages}, English for any other (default: from {variable}, "
            "else the locale)",
            languages=", ".join(LANGUAGES),
            variable=language.OWN,
        )
        self.value("--lang", _("LANGUAGE"), text, type=_language, default=argparse.SUPPRESS)

    def folders(self) -> None:
        """Add --docs and --conf."""
        self.value("--docs", _("DIR"), _("the pages (default: docs)"), type=Path, default=Path("docs"))
        conf = _("conf.py and ubproject.toml (default: conf)")
        self.value("--conf", _("DIR"), conf, type=Path, default=Path("conf"))

    def date(self, option: str, text: str, **more: Any) -> None:
        self.value(option, _("DATE"), text, type=_date, **more)

    def as_of(self) -> None:
        self.date("--as-of", _("judge as of this date, YYYY-MM-DD or today (default: as-of in ubproject.toml)"))

    def output(self) -> None:
        self.value("--output", _("FILE"), _("where it is written (default: the screen)"), type=Path)

    def formats(self, names: Iterable[str], default: str = "text", text: str | None = None) -> None:
        """Add --format; without a `text` its help names the default."""
        text = text or _("default: {default}", default=default)
        self.add_argument("--format", choices=tuple(names), default=default, help=text)


class _Help(argparse.RawDescriptionHelpFormatter):
    """A help formatter that translates argparse's own texts."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_translated(heading) if heading else heading)


def _translated(text: str) -> str:
    """Translate a formatted message of argparse by matching it against its template; unchanged if none matches."""
    for template in _OF_ARGPARSE:
        literals = _VALUE.split(template)[::2]
        match = re.fullmatch("(.*?)".join(map(re.escape, literals)), text, re.DOTALL)
        if match:
            names = (placeholder[1] for placeholder in _VALUE.finditer(template))
            values = (_translated(value) for value in match.groups())
            return _filled(translate(template), dict(zip(names, values, strict=True)))
    return text


def _filled(template: str, values: Mapping[str | None, str]) -> str:
    return _VALUE.sub(lambda value: values[value[1]], template)


def parser() -> argparse.ArgumentParser:
    """The parser of the command with all subcommands; its help is in the language in use."""
    top = _Parser(
        prog="spoorboek",
        description=_("Follows what became of each sentence of a programme."),
        epilog=_(
            "begin with:\n"
            "  spoorboek check            what is wrong, and where\n"
            "  spoorboek explain S501     what a rule checks, and how to repair a finding\n"
            "  spoorboek COMMAND --help   the options of a command\n"
            "\n"
            "exit codes: 0 clean, 1 findings (or no path), 2 could not be run"
        ),
    )
    top.add_argument(
        "--version", action="version", version=__version__, help=_("show program's version number and exit")
    )
    top.lang()
    subcommands = top.add_subparsers(metavar=_("COMMAND"), title=_("commands"), dest="subcommand")
    for add in (
        _new, _check, _rules, _explain, _items, _show, _path, _checklist, _diff, _freeze, _source, _review, _accept,
        _intl, _publish,
    ):  # fmt: skip
        add(subcommands)
    return top


def _add(
    subcommands: _Commands, name: str, text: str, *notes: str, examples: tuple[str, ...], reads: bool = True
) -> _Parser:
    """Add a subcommand with a summary, examples and notes; with --docs and --conf if it `reads` a handbook."""
    lines = "\n".join(f"  {example}" for example in examples)
    subparser = subcommands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog="\n\n".join([_("examples:\n{examples}", examples=lines), *notes]),
        allow_abbrev=False,
    )
    subparser.lang()
    if reads:
        subparser.folders()
    return subparser


def _new(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "new",
        _("create a handbook: a minimal complete one, with an example of each type of item"),
        _(
            "It writes conf/, docs/, a Makefile, what forges and pre-commit run, and README.md. Where one of them is"
            " there already, it writes nothing. In a terminal it asks for what is not given."
        ),
        examples=(
            "spoorboek new handbook",
            'spoorboek new handbook --name "Handbook" --authority "Our Inspectorate" --edition 2026 --language en',
        ),
        reads=False,
    )
    subparser.value("folder", _("FOLDER"), _("where it is written; made if need be"), type=Path)
    subparser.value("--name", _("TEXT"), _("the name of the handbook"))
    subparser.value("--authority", _("TEXT"), _("the name of the authority whose programme it follows"))
    # append: of two, argparse would drop the first
    subparser.value("--edition", _("YEAR"), _("the year of its work programme"), action="append")
    subparser.value(
        "--language", _("LANGUAGE"), _("the language of its pages, by its code (default: the one the command speaks)")
    )
    subparser.value(
        "--translate", _("LANGUAGE"), _("a language to translate it into; give it once for each"), action="append"
    )
    subparser.date("--as-of", _("the day of every state, YYYY-MM-DD or today (default: today)"))


def _check(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "check",
        _("check items and links without building pages"),
        _("One run can write several formats: put each --output after its --format. One format may go to the screen."),
        _("exit codes: 0 clean (information and waived findings fail nothing), 1 findings, 2 could not be run"),
        examples=(
            "spoorboek check",
            "spoorboek check --whole",
            "spoorboek check --select S5 --ignore S504,bad-value",
            "spoorboek check --as-of today",
            "spoorboek check --format sarif --output build/findings.sarif --format text",
        ),
    )
    formats = ", ".join(reporters.FORMATS)
    text = _("how findings are shown: {formats} (default: text); may be given more than once", formats=formats)
    outputs = {"dest": "outputs", "action": "append"}
    subparser.value("--format", _("FORMAT"), text, type=_format, **outputs)
    text = _("where the --format before it is written; - is the screen (default)")
    subparser.value("--output", _("FILE"), text, type=lambda file: ("output", file), **outputs)
    text = _("show only what these rules find: numbers, first parts of numbers (S5) or names; repeated, or with commas")
    subparser.value("--select", _("RULE"), text, action="append", default=[])
    text = _("leave out what they find: numbers, first parts of numbers (S5) or names; repeated, or with commas")
    subparser.value("--ignore", _("RULE"), text, action="append", default=[])
    subparser.flag("--whole", _("fail on what is left to the build too, and list each location"))
    subparser.as_of()


def _rules(subcommands: _Commands) -> None:
    text = _("list the rules that apply to this project")
    _add(subcommands, "rules", text, examples=("spoorboek rules", "spoorboek explain S501"))


def _explain(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "explain",
        _("explain a rule: what it checks, why, and how to repair a finding"),
        examples=(
            "spoorboek explain S501",
            "spoorboek explain unknown-target",
            "spoorboek explain S1001 --docs docs --conf docs",
        ),
    )
    subparser.value("rule", _("RULE"), _("its number or name, in any case"))


def _items(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "items",
        _("list the programme as it is read: items, options and links with their places"),
        examples=("spoorboek items", "spoorboek items --format json"),
    )
    subparser.formats(("table", "json"), "table")


def _show(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "show",
        _("show one item: its links both ways, its state, what happened"),
        _("exit codes: 0 shown, 2 no such item, or could not be run"),
        examples=("spoorboek show THEME-care", "spoorboek show PLAN-C4 --as-of 2025-01-01"),
    )
    subparser.add_argument("id", metavar="ID")
    subparser.as_of()


def _path(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "path",
        _("find the shortest way from one item to another"),
        _("`>role` follows a link to its target, `<role` goes back to the item that has it."),
        _("exit codes: 0 a path leads there, 1 none does, 2 no such item, or could not be run"),
        examples=("spoorboek path THEME-care ORG-council",),
    )
    subparser.value("start", _("FROM"), _("the id of an item"))
    subparser.value("end", _("TO"), _("the id of an item"))


def _checklist(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "checklist",
        _("write the checklist of the programme, as a sheet or a calendar"),
        _(
            "The answers follow from events with a source, as the editors weighed them."
            " What an organisation writes in a sheet answers nothing."
        ),
        _("exit codes: 0 written, 1 written of a handbook that fails the check, 2 no such item, or could not be run"),
        examples=(
            "spoorboek checklist",
            "spoorboek checklist --format xlsx --output checklist.xlsx",
            "spoorboek checklist --format csv --organisation ORG-council --output council.csv",
            "spoorboek checklist --format ics --theme THEME-care --as-of today",
        ),
    )
    subparser.formats(exports.CHECKLIST_FORMATS, "md", _("default: md; ics is a calendar of what is due"))
    subparser.output()
    subparser.value("--organisation", "ID", _("only what concerns this organisation"))
    subparser.value("--theme", "ID", _("only what falls under this theme"))
    subparser.value("--edition", _("EDITION"), _("only this edition, such as 2024 or 2018-2020"))
    subparser.as_of()


def _diff(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "diff",
        _("compare two versions: items, links, texts, states and questions"),
        _(
            "A version is a needs.json, a folder with the pages and conf, or a revision of git, which is "
            "read without\n"
            "touching the working tree. A name of both a folder and a revision is that of the folder."
        ),
        _("exit codes: 0 compared, 1 something differs (with --exit-code), 2 a version could not be read"),
        examples=(
            "spoorboek diff v1.0",
            "spoorboek diff v1.0 v1.1 --format md --output changes.md",
            "spoorboek diff ../last-year . --exit-code",
            "spoorboek diff old/needs.json build/html/needs.json --as-of 2026-11-23 --format json",
        ),
    )
    subparser.value("old", _("OLD"), _("a revision, a folder or a needs.json"))
    subparser.value(
        "new", _("NEW"), _("the version to compare it with (default: the current folder)"), nargs="?", default="."
    )
    subparser.formats(differences.FORMATS)
    subparser.output()
    subparser.flag("--exit-code", _("exit with 1 where something differs, or could not be compared"))
    subparser.as_of()


def _source(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "source",
        _("read a published document, and compare the handbook with it"),
        _(
            "A document is a PDF with a text layer, or a text in UTF-8 in reading order. A PDF needs"
            " pip install 'spoorboek[source]'."
        ),
        _("exit codes: 0 clean, 1 words were lost or added, or sentences differ, 2 could not be run"),
        examples=(
            "spoorboek source read programme.pdf",
            "spoorboek source prove dump.txt reading-order.txt",
            "spoorboek source verify programme.pdf",
        ),
    )
    tasks = subparser.add_subparsers(metavar=_("TASK"), title=_("tasks"), required=True, dest="task")
    for task in (_source_read, _source_prove, _source_verify):
        task(tasks)


def _source_read(tasks: _Commands) -> None:
    task = _add(
        tasks,
        "read",
        _("print the sentences of a document, and prove that no word is lost"),
        _(
            "Prints sentences with their places, then titles, running heads, notes and page numbers, then the proof\n"
            "that these are all its words. The page that --write makes has places and fingerprints, and no sentence;\n"
            "it never overwrites one."
        ),
        _("exit codes: 0 no word was lost or added, 1 some were, 2 could not be run"),
        examples=(
            "spoorboek source read programme.pdf",
            "spoorboek source read programme.pdf --edition PLAN",
            "spoorboek source read programme.pdf --source SOURCE-next --edition NEXT --write docs/next/sentences.md",
        ),
    )
    task.value("file", _("FILE"), _("a PDF, or a text in reading order"), type=Path)
    task.value("--write", _("PAGE"), _("a new page of sentence items, in the handbook"), type=Path)
    task.value("--edition", _("PREFIX"), _("the prefix of the ids of the sentences, such as PLAN"))
    _source_option(task)


def _source_prove(tasks: _Commands) -> None:
    task = _add(
        tasks,
        "prove",
        _("prove that a text in reading order has the words of a dump"),
        _(
            "A word is a sequence of letters, digits and underscores. A word that the dump breaks over two"
            " lines may\nbe whole in the other. Tags such as [L1], [FN5] and [PAGE] do not count as words; the"
            " number of a note does."
        ),
        _("exit codes: 0 no word was lost or added, 1 some were, 2 could not be run"),
        examples=("spoorboek source prove dump.txt reading-order.txt",),
    )
    task.value("dump", "DUMP", _("a text as a program took it from the document"), type=Path)
    task.value("reading_order", "READING_ORDER", _("the same text in reading order"), type=Path)


def _source_verify(tasks: _Commands) -> None:
    task = _add(
        tasks,
        "verify",
        _("compare a document with the sentences of the handbook"),
        _(
            "Compares the fingerprint and the place of every sentence of the document with those of the handbook\n"
            "(S202), and names the items that need another look. Prints no sentence."
        ),
        _("exit codes: 0 all are as they were, 1 some are not, 2 could not be run"),
        examples=(
            "spoorboek source verify programme.pdf",
            "spoorboek source verify reading-order.txt --source SOURCE-programme",
            "spoorboek source verify next.pdf --source SOURCE-next --successions",
        ),
    )
    task.value("file", _("FILE"), _("a PDF, or a text in reading order"), type=Path)
    _source_option(task)
    task.flag(
        "--successions",
        _("propose which commitments of the edition before go on here, by likeness; nothing is written"),
    )


def _source_option(task: _Parser) -> None:
    task.value(
        "--source",
        "ID",
        _("the id of its source (default: the only source with 'sentences', the number of its sentences)"),
    )


def _review(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "review",
        _("list what has to be reviewed: what links rest on, and what changed in it"),
        _(
            "A link has to be reviewed if nobody has reviewed its target, if the target changed after that, or if the\n"
            "review is older than review-every in conf/ubproject.toml. A change is shown as [-removed-]"
            " and\n{{+added+}}, if git has the earlier text."
        ),
        _("exit codes: 0 shown, 2 no such item or link, or could not be run"),
        examples=("spoorboek review", "spoorboek review PLAN-C4", "spoorboek review --owner editors --format json"),
    )
    subparser.value("ids", "ID", _("an item, or a link as ITEM role TARGET (default: all)"), nargs="*")
    subparser.value("--owner", _("NAME"), _("only of items that this owner keeps; an empty name: nobody"))
    subparser.formats(("text", "json"))
    subparser.as_of()


def _accept(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "accept",
        _("record that what links rest on was reviewed, and why it is accepted"),
        _(
            "It shows what has to be reviewed, as `spoorboek review` does, and records that it was reviewed: a line"
            " in\nconf/stamps.toml for each link, with the fingerprint of its target, and for each item whose"
            " own fields\ndecide a state. No other line changes. It prints nothing if nothing has to be reviewed."
        ),
        _(
            "--follow takes every link of the item, of all that it rests on, and of all that rests on it, however\n"
            "far: for a commitment its sentences, themes and organisations, and its checks, events and\n"
            "investigations; but no other commitment that rests on the same theme."
        ),
        _("exit codes: 0 recorded, 2 no such item or link, no reason, or could not be run"),
        examples=(
            'spoorboek accept PLAN-C4 theme THEME-care --why "the theme is worded anew, and still holds"',
            'spoorboek accept PLAN-C4 --why "reviewed again" --by editors --on 2026-11-24',
            'spoorboek accept PLAN-C4 --follow --why "reviewed with the new report beside it"',
            'spoorboek accept --gate --why "S141 asks of chains what S131 asks of organisations"',
            "spoorboek accept --drop",
        ),
    )
    subparser.value("ids", "ID", _("an item, or a link as ITEM role TARGET"), nargs="*")
    subparser.value("--why", _("TEXT"), _("the reason for accepting it; without one nothing is written"))
    subparser.value("--by", _("NAME"), _("who reviewed it, best a role (default: reviewer in ubproject.toml, or git)"))
    subparser.date("--on", _("the day on which it was reviewed (default: today)"))
    subparser.flag("--follow", _("all links of the trace that each item is part of"))
    subparser.flag("--all", _("every link and item that has to be reviewed"))
    subparser.flag("--gate", _("accept the current gate settings of ubproject.toml and conf.py; --all does not"))
    subparser.flag("--drop", _("remove the stamps of what no longer exists, except of items that were not retired"))
    subparser.as_of()


def _intl(subcommands: _Commands) -> None:
    _add(
        subcommands,
        "intl",
        _("bring the catalogs of the other languages up to date with the pages"),
        _(
            "Each page has a catalog in docs/locales, and so has each file of conf. What is new has no translation"
            " yet, what was changed is marked for review: fill both in by hand, with any editor of .po files."
        ),
        examples=("spoorboek intl", "spoorboek check --select S901"),
    )


def _freeze(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "freeze",
        _("waive what is found today, so that only new findings fail"),
        _(
            "A waiver is valid until its date; then the finding fails again. The command changes nothing else:"
            " run it once, and repair the findings one by one."
        ),
        _(
            "exit codes: 0 written, and the check passes; 1 written, but some findings cannot be waived; 2 "
            "could not be run"
        ),
        examples=(
            _('spoorboek freeze --owner "An editor" --until 2027-01-01 --reason "found when the gate was adopted"'),
        ),
    )
    subparser.value("--owner", _("OWNER"), _("who is responsible for the waivers"), required=True)
    subparser.date("--until", _("the last day on which it is waived"), required=True)
    subparser.value("--reason", _("REASON"), _("why it is not repaired now"), required=True)
    subparser.as_of()


def _publish(subcommands: _Commands) -> None:
    subparser = _add(
        subcommands,
        "publish",
        _("build every language under its public address and pack the site in one file; nothing is uploaded"),
        _("It stops if conf.py lacks the publisher, the contact or the address of the handbook."),
        _("exit codes: 0 packed, 1 the check or a build fails, 2 could not be run"),
        examples=("spoorboek publish", "spoorboek publish --output /tmp/site"),
    )
    subparser.value(
        "--output", _("DIR"), _("where the archive is written (default: dist)"), type=Path, default=Path("dist")
    )


def _format(text: str) -> tuple[str, str]:
    if text not in reporters.FORMATS:
        problem = _(
            "{format!r} is none of {known}{suggestion}",
            format=text,
            known=", ".join(reporters.FORMATS),
            suggestion=did_you_mean(text, reporters.FORMATS),
        )
        raise argparse.ArgumentTypeError(problem)
    return "format", text


def _language(text: str) -> str:
    """Check the syntax of a language code; it need not have a catalog."""
    if not language.CODE.fullmatch(text):
        problem = _("{text} is not a language, expected a code such as nl or en", text=brief(text))
        raise argparse.ArgumentTypeError(problem)
    return text


def _date(text: str) -> datetime.date:
    if text == "today":
        return clock.today()
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        problem = _("{date!r} is not a date, expected YYYY-MM-DD or today", date=text)
        raise argparse.ArgumentTypeError(problem)
    return date
