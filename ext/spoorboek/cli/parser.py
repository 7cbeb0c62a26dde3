"""The subcommands and their options, with the help texts."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from spoorboek import __version__, exports, reporters
from spoorboek.cli import clock, language
from spoorboek.exports import differences
from spoorboek.i18n import language as i18n
from spoorboek.i18n.language import ENGLISH, LANGUAGES
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.printable import brief, printable

Translate = Callable[[str], str]

_OF_ARGPARSE: Final = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("argument %(argument_name)s: %(message)s"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("expected one argument"),
    _("ignored explicit argument %r"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("unknown parser %(parser_name)r (choices: %(choices)s)"),
    _("ambiguous option: %(option)s could match %(matches)s"),
)
"""The message templates of argparse itself that occur in this command."""

_FREEZE: Final = _('spoorboek freeze --owner "An editor" --until 2027-01-01 --reason "found when the gate was adopted"')
_EXITS: Final = _("exit codes: 0 clean (information and waived findings fail nothing), 1 findings, 2 could not be run")


_AS_OF: Final = _("judge as of this date, YYYY-MM-DD or today (default: as-of in ubproject.toml)")

_VALUE: Final = re.compile(r"%(?:\((\w+)\))?[rs]")


class _Parser(argparse.ArgumentParser):
    """An argument parser that translates its help, and reports errors in one line."""

    translate: Translate = str

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        for key in ("help", "metavar"):
            if isinstance(options.get(key), Message):
                options[key] = self.translate(options[key])
        return super().add_argument(*names, **options)

    def parse_known_args(self, *arguments: Any, **options: Any) -> Any:
        """As argparse does, but a subcommand reports what it does not know itself, and so names its own help."""
        known, unknown = super().parse_known_args(*arguments, **options)
        if unknown and " " in self.prog:
            suggestion = did_you_mean(unknown[0], self._option_string_actions)
            self.error(f"unrecognized arguments: {' '.join(unknown)}{self.translate(suggestion)}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        problem = _(
            "error: {problem}; `{program} --help` lists what can be given",
            problem=_translated(message, self.translate),
            program=self.prog,
        )
        self.exit(2, f"{printable(self.translate(problem))}\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    """A help formatter that translates argparse's own texts."""

    def __init__(self, *arguments: Any, translate: Translate, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.translate = translate

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.translate(_("usage: ")) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_translated(heading, self.translate) if heading else heading)


def _translated(text: str, translate: Translate) -> str:
    """Translate a formatted message of argparse by matching it against its template; unchanged if none matches."""
    for template in _OF_ARGPARSE:
        literals = _VALUE.split(template)[::2]
        match = re.fullmatch("(.*?)".join(map(re.escape, literals)), text, re.DOTALL)
        if match:
            names = (placeholder[1] for placeholder in _VALUE.finditer(template))
            values = (_translated(value, translate) for value in match.groups())
            return _filled(translate(template), dict(zip(names, values, strict=True)))
    return text


def _filled(template: str, values: Mapping[str | None, str]) -> str:
    return _VALUE.sub(lambda value: values[value[1]], template)


def parser(spoken: str = ENGLISH) -> argparse.ArgumentParser:
    """The parser of the command with all subcommands; `spoken` is the language of its help."""
    translate: Translate = partial(i18n.translate, language=spoken)
    top = _Parser(
        "spoorboek",
        description=translate(_("Follows what became of each sentence of a programme.")),
        epilog=translate(
            _(
                "begin with:\n  spoorboek check            what is wrong, and where\n  spoorboek explain S501  "
                "   what a rule checks, and how to repair a finding\n  spoorboek COMMAND --help   the options"
                " of a command\n\nexit codes: 0 clean, 1 findings (or no path), 2 could not be run"
            )
        ),
        formatter_class=partial(_Help, translate=translate),
        add_help=False,
    )
    top.translate = translate
    _help(top)
    top.add_argument(
        "--version", action="version", version=__version__, help=_("show program's version number and exit")
    )
    _lang(top)
    top.set_defaults(subcommand=None)
    subcommands = _Subcommands(
        top.add_subparsers(metavar=translate(_("COMMAND")), title=translate(_("commands"))), translate
    )
    _new(subcommands)
    _check(subcommands)
    subcommands.add(
        "rules", _("list the rules that apply to this project"), examples=("spoorboek rules", "spoorboek explain S501")
    )
    _explain(subcommands)
    _items(subcommands)
    _show(subcommands)
    _path(subcommands)
    _checklist(subcommands)
    _diff(subcommands)
    _freeze(subcommands)
    _source(subcommands)
    _review(subcommands)
    _accept(subcommands)
    _intl(subcommands)
    _publish(subcommands)
    return top


def _help(subparser: _Parser) -> None:
    subparser.add_argument("-h", "--help", action="help", help=_("show this help message and exit"))


def _lang(subparser: _Parser) -> None:
    subparser.add_argument(
        "--lang",
        type=partial(_language, subparser.translate),
        default=argparse.SUPPRESS,
        metavar=_("LANGUAGE"),
        help=_(
            "the language of texts for people: {languages}, English for any other (default: from {variable}, "
            "else the locale)",
            languages=", ".join(LANGUAGES),
            variable=language.OWN,
        ),
    )


class _Subcommands:
    """Adds subcommands to a parser."""

    def __init__(self, action: argparse._SubParsersAction[_Parser], translate: Translate) -> None:
        self.action = action
        self.translate = translate

    def add(self, name: str, text: Message, *notes: Message, examples: tuple[str, ...], reads: bool = True) -> _Parser:
        """Add a subcommand with a summary, examples and notes; with --docs and --conf if it `reads` a handbook."""
        summary = self.translate(text)
        lines = "\n".join(f"  {self.translate(example)}" for example in examples)
        shown = self.translate(_("examples:\n{examples}", examples=lines))
        subparser = self.action.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog="\n\n".join([shown, *map(self.translate, notes)]),
            formatter_class=partial(_Help, translate=self.translate),
            allow_abbrev=False,
            add_help=False,
        )
        subparser.translate = self.translate
        _help(subparser)
        subparser.set_defaults(subcommand=name)
        _lang(subparser)
        if not reads:
            return subparser
        folder = _("DIR")
        pages, settings = _("the pages (default: docs)"), _("conf.py and ubproject.toml (default: conf)")
        subparser.add_argument("--docs", type=Path, default=Path("docs"), metavar=folder, help=pages)
        subparser.add_argument("--conf", type=Path, default=Path("conf"), metavar=folder, help=settings)
        return subparser

    def as_of(self, subparser: _Parser, text: Message = _AS_OF) -> None:
        subparser.add_argument("--as-of", type=partial(_date, subparser.translate), metavar=_("DATE"), help=text)


def _new(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
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
    subparser.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("where it is written; made if need be"))
    text = _("TEXT")
    for option, help_ in (
        ("--name", _("the name of the handbook")),
        ("--authority", _("the name of the authority whose programme it follows")),
    ):
        subparser.add_argument(option, metavar=text, help=help_)
    subparser.add_argument("--edition", metavar=_("YEAR"), help=_("the year of its work programme"))
    code = _("LANGUAGE")
    subparser.add_argument(
        "--language",
        metavar=code,
        help=_("the language of its pages, by its code (default: the one the command speaks)"),
    )
    subparser.add_argument(
        "--translate", action="append", metavar=code, help=_("a language to translate it into; give it once for each")
    )
    subcommands.as_of(subparser, _("the day of every state, YYYY-MM-DD or today (default: today)"))


def _check(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "check",
        _("check items and links without building pages"),
        _("One run can write several formats: put each --output after its --format. One format may go to the screen."),
        _EXITS,
        examples=(
            "spoorboek check",
            "spoorboek check --whole",
            "spoorboek check --select S5 --ignore S504,bad-value",
            "spoorboek check --as-of today",
            "spoorboek check --format sarif --output build/findings.sarif --format text",
        ),
    )
    formats = ", ".join(reporters.FORMATS)
    subparser.add_argument(
        "--format",
        dest="written",
        action="append",
        type=partial(_format, subparser.translate),
        metavar=_("FORMAT"),
        help=_("how findings are shown: {formats} (default: text); may be given more than once", formats=formats),
    )
    subparser.add_argument(
        "--output",
        dest="written",
        action="append",
        type=lambda file: ("output", file),
        metavar=_("FILE"),
        help=_("where the --format before it is written; - is the screen (default)"),
    )
    select = _(
        "show only what these rules find: numbers, first parts of numbers (S5) or names; repeated, or with commas"
    )
    ignore = _("leave out what they find: numbers, first parts of numbers (S5) or names; repeated, or with commas")
    for option, text in (("--select", select), ("--ignore", ignore)):
        subparser.add_argument(option, action="append", default=[], metavar=_("RULE"), help=text)
    fail_on_left = _("fail on what is left to the build too, and list each location")
    subparser.add_argument("--whole", action="store_true", help=fail_on_left)
    subcommands.as_of(subparser)


def _explain(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "explain",
        _("explain a rule: what it checks, why, and how to repair a finding"),
        examples=(
            "spoorboek explain S501",
            "spoorboek explain unknown-target",
            "spoorboek explain S1001 --docs docs --conf docs",
        ),
    )
    subparser.add_argument("rule", metavar=_("RULE"), help=_("its number or name, in any case"))


def _items(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "items",
        _("list the programme as it is read: items, options and links with their places"),
        examples=("spoorboek items", "spoorboek items --format json"),
    )
    subparser.add_argument("--format", choices=("table", "json"), default="table", help=_("default: table"))


def _show(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "show",
        _("show one item: its links both ways, its state, what happened"),
        _("exit codes: 0 shown, 2 no such item, or could not be run"),
        examples=("spoorboek show THEME-care", "spoorboek show PLAN-C4 --as-of 2025-01-01"),
    )
    subparser.add_argument("id", metavar="ID")
    subcommands.as_of(subparser)


def _path(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "path",
        _("find the shortest way from one item to another"),
        _("`>role` follows a link to its target, `<role` goes back to the item that has it."),
        _("exit codes: 0 a path leads there, 1 none does, 2 no such item, or could not be run"),
        examples=("spoorboek path THEME-care ORG-council",),
    )
    subparser.add_argument("start", metavar=_("FROM"), help=_("the id of an item"))
    subparser.add_argument("end", metavar=_("TO"), help=_("the id of an item"))


def _checklist(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
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
    subparser.add_argument(
        "--format",
        choices=exports.CHECKLIST_FORMATS,
        default="md",
        help=_("default: md; ics is a calendar of what is due"),
    )
    subparser.add_argument(
        "--output", type=Path, metavar=_("FILE"), help=_("where it is written (default: the screen)")
    )
    subparser.add_argument("--organisation", metavar="ID", help=_("only what concerns this organisation"))
    subparser.add_argument("--theme", metavar="ID", help=_("only what falls under this theme"))
    edition = _("only this edition, such as 2024 or 2018-2020")
    subparser.add_argument("--edition", metavar=_("EDITION"), help=edition)
    subcommands.as_of(subparser)


def _diff(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
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
    version = _("a revision, a folder or a needs.json")
    subparser.add_argument("old", metavar=_("OLD"), help=version)
    new = _("the version to compare it with (default: the current folder)")
    subparser.add_argument("new", nargs="?", default=".", metavar=_("NEW"), help=new)
    subparser.add_argument(
        "--format", choices=differences.FORMATS, default="text", help=_("default: {default}", default="text")
    )
    written = _("where it is written (default: the screen)")
    subparser.add_argument("--output", type=Path, metavar=_("FILE"), help=written)
    fails = _("exit with 1 where something differs, or could not be compared")
    subparser.add_argument("--exit-code", action="store_true", help=fails)
    subcommands.as_of(subparser)


def _source(subcommands: _Subcommands) -> None:
    translate = subcommands.translate
    subparser = subcommands.add(
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
    tasks = subparser.add_subparsers(
        metavar=translate(_("TASK")), title=translate(_("tasks")), required=True, dest="task"
    )
    for task in (_source_read, _source_prove, _source_verify):
        task(_Subcommands(tasks, translate)).set_defaults(subcommand="source")


def _source_read(tasks: _Subcommands) -> _Parser:
    task = tasks.add(
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
    task.add_argument("file", type=Path, metavar=_("FILE"), help=_("a PDF, or a text in reading order"))
    write = _("a new page of sentence items, in the handbook")
    task.add_argument("--write", type=Path, metavar=_("PAGE"), help=write)
    edition = _("the prefix of the ids of the sentences, such as PLAN")
    task.add_argument("--edition", metavar=_("PREFIX"), help=edition)
    _source_option(task)
    return task


def _source_prove(tasks: _Subcommands) -> _Parser:
    task = tasks.add(
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
    dump, order = _("a text as a program took it from the document"), _("the same text in reading order")
    task.add_argument("dump", type=Path, metavar="DUMP", help=dump)
    task.add_argument("reading_order", type=Path, metavar="READING_ORDER", help=order)
    return task


def _source_verify(tasks: _Subcommands) -> _Parser:
    task = tasks.add(
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
    task.add_argument("file", type=Path, metavar=_("FILE"), help=_("a PDF, or a text in reading order"))
    _source_option(task)
    proposing = _("propose which commitments of the edition before go on here, by likeness; nothing is written")
    task.add_argument("--successions", action="store_true", help=proposing)
    return task


def _source_option(task: _Parser) -> None:
    source = _("the id of its source (default: the only source with 'sentences', the number of its sentences)")
    task.add_argument("--source", metavar="ID", help=source)


def _review(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "review",
        _("list what has to be read: what links rest on, and what changed in it"),
        _(
            "A link has to be read if nobody has read its target, if the target changed after that, or if"
            " the\nreading is older than review-every in conf/ubproject.toml. A change is shown as [-removed-]"
            " and\n{{+added+}}, if git has the earlier text."
        ),
        _("exit codes: 0 shown, 2 no such item or link, or could not be run"),
        examples=("spoorboek review", "spoorboek review PLAN-C4", "spoorboek review --owner editors --format json"),
    )
    subparser.add_argument(
        "ids", nargs="*", metavar="ID", help=_("an item, or a link as ITEM role TARGET (default: all)")
    )
    owner = _("only of items that this owner keeps; an empty name: nobody")
    subparser.add_argument("--owner", metavar=_("NAME"), help=owner)
    default = _("default: {default}", default="text")
    subparser.add_argument("--format", choices=("text", "json"), default="text", help=default)
    subcommands.as_of(subparser)


def _accept(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "accept",
        _("record that what links rest on was read, and why it is accepted"),
        _(
            "It shows what has to be read, as `spoorboek review` does, and records that it was read: a line"
            " in\nconf/stamps.toml for each link, with the fingerprint of its target, and for each item whose"
            " own fields\ndecide a state. No other line changes. It prints nothing if nothing has to be read."
        ),
        _(
            "--follow takes every link of the item, of all that it rests on, and of all that rests on it, however\n"
            "far: for a commitment its sentences, themes and organisations, and its checks, events and\n"
            "investigations; but no other commitment that rests on the same theme."
        ),
        _("exit codes: 0 recorded, 2 no such item or link, no reason, or could not be run"),
        examples=(
            'spoorboek accept PLAN-C4 theme THEME-care --why "the theme is worded anew, and still holds"',
            'spoorboek accept PLAN-C4 --why "read again" --by editors --on 2026-11-24',
            'spoorboek accept PLAN-C4 --follow --why "read with the new report beside it"',
            'spoorboek accept --gate --why "S141 asks of chains what S131 asks of organisations"',
            "spoorboek accept --drop",
        ),
    )
    subparser.add_argument("ids", nargs="*", metavar="ID", help=_("an item, or a link as ITEM role TARGET"))
    reason = _("the reason for accepting it; without one nothing is written")
    subparser.add_argument("--why", metavar=_("TEXT"), help=reason)
    by = _("who read it, best a role (default: reviewer in ubproject.toml, or git)")
    subparser.add_argument("--by", metavar=_("NAME"), help=by)
    on = _("the day on which it was read (default: today)")
    subparser.add_argument("--on", type=partial(_date, subparser.translate), metavar=_("DATE"), help=on)
    follow = _("all links of the trace that each item is part of")
    subparser.add_argument("--follow", action="store_true", help=follow)
    everything = _("every link and item that has to be read")
    subparser.add_argument("--all", action="store_true", help=everything)
    gate = _("accept the current gate settings of ubproject.toml and conf.py; --all does not")
    subparser.add_argument("--gate", action="store_true", help=gate)
    drop = _("remove the stamps of what no longer exists, except of items that were not retired")
    subparser.add_argument("--drop", action="store_true", help=drop)
    subcommands.as_of(subparser)


def _intl(subcommands: _Subcommands) -> None:
    subcommands.add(
        "intl",
        _("bring the catalogs of the other languages up to date with the pages"),
        _(
            "Each page has a catalog in docs/locales, and so has each file of conf. What is new has no translation"
            " yet, what was changed is marked for review: fill both in by hand, with any editor of .po files."
        ),
        examples=("spoorboek intl", "spoorboek check --select S901"),
    )


def _freeze(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
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
        examples=(_FREEZE,),
    )
    subparser.add_argument("--owner", required=True, metavar=_("OWNER"), help=_("who is responsible for the waivers"))
    subparser.add_argument(
        "--until",
        required=True,
        type=partial(_date, subparser.translate),
        metavar=_("DATE"),
        help=_("the last day on which it is waived"),
    )
    subparser.add_argument("--reason", required=True, metavar=_("REASON"), help=_("why it is not repaired now"))
    subcommands.as_of(subparser)


def _publish(subcommands: _Subcommands) -> None:
    subparser = subcommands.add(
        "publish",
        _("build every language under its public address and pack the site in one file; nothing is uploaded"),
        _("It stops if conf.py lacks the publisher, the contact or the address of the handbook."),
        _("exit codes: 0 packed, 1 the check or a build fails, 2 could not be run"),
        examples=("spoorboek publish", "spoorboek publish --output /tmp/site"),
    )
    subparser.add_argument(
        "--output",
        type=Path,
        default=Path("dist"),
        metavar=_("DIR"),
        help=_("where the archive is written (default: dist)"),
    )


def _format(translate: Translate, text: str) -> tuple[str, str]:
    if text not in reporters.FORMATS:
        problem = _(
            "{format!r} is none of {known}{suggestion}",
            format=text,
            known=", ".join(reporters.FORMATS),
            suggestion=did_you_mean(text, reporters.FORMATS),
        )
        raise argparse.ArgumentTypeError(translate(problem))
    return "format", text


def _language(translate: Translate, text: str) -> str:
    """Check the syntax of a language code; it need not have a catalog."""
    if not language.CODE.fullmatch(text):
        problem = _("{text} is not a language, expected a code such as nl or en", text=brief(text))
        raise argparse.ArgumentTypeError(translate(problem))
    return text


def _date(translate: Translate, text: str) -> datetime.date:
    if text == "today":
        return clock.today()
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        problem = _("{date!r} is not a date, expected YYYY-MM-DD or today", date=text)
        raise argparse.ArgumentTypeError(translate(problem))
    return date
