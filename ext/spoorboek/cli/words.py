"""The words of the command and what may be written behind each, with the help that a newcomer works from."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from spoorboek import __version__, exports, reporters
from spoorboek.cli import language
from spoorboek.i18n.language import ENGLISH, LANGUAGES, translate
from spoorboek.model.lines import printable
from spoorboek.model.message import Message, _
from spoorboek.model.near_matches import did_you_mean

Speak = Callable[[str], str]

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
"""What argparse itself says of a command such as ours."""

_FREEZE: Final = _('spoorboek freeze --owner "An editor" --until 2027-01-01 --reason "found when the gate was adopted"')
_EXITS: Final = _("exit codes: 0 clean (information and waived findings fail nothing), 1 findings, 2 could not be run")


_VALUE: Final = re.compile(r"%(?:\((\w+)\))?[rs]")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    speak: Speak = str

    def error(self, message: str) -> NoReturn:
        problem = _(
            "error: {problem}; `{program} --help` tells what may be written",
            problem=_translated(message, self.speak),
            program=self.prog,
        )
        self.exit(2, f"{printable(self.speak(problem))}\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with the words of argparse itself in a language."""

    def __init__(self, *arguments: Any, speak: Speak, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.speak = speak

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.speak(_("usage: ")) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_translated(heading, self.speak) if heading else heading)


def _translated(text: str, speak: Speak) -> str:
    """What argparse says, by the template that it was made of; as it is where that is none of the known."""
    for template in _OF_ARGPARSE:
        words = _VALUE.split(template)[::2]
        found = re.fullmatch("(.*?)".join(map(re.escape, words)), text, re.DOTALL)
        if found:
            names = (each[1] for each in _VALUE.finditer(template))
            values = (_translated(value, speak) for value in found.groups())
            return _filled(speak(template), dict(zip(names, values, strict=True)))
    return text


def _filled(template: str, values: Mapping[str | None, str]) -> str:
    return _VALUE.sub(lambda value: values[value[1]], template)


def parser(spoken: str = ENGLISH) -> argparse.ArgumentParser:
    """Every word with its options, and its help in this language."""
    speak: Speak = partial(translate, language=spoken)
    top = _Parser(
        "spoorboek",
        description=speak(_("Follows what became of each sentence of a programme.")),
        epilog=speak(
            _(
                "begin with:\n"
                "  spoorboek check          what is wrong, and where\n"
                "  spoorboek explain S101   what a rule asks, and how to mend what it finds\n"
                "  spoorboek WORD --help    what may be written behind a word\n"
                "\n"
                "exit codes: 0 clean, 1 findings (or no path), 2 could not be run"
            )
        ),
        formatter_class=partial(_Help, speak=speak),
        add_help=False,
    )
    top.speak = speak
    _help(top, speak)
    top.add_argument(
        "--version",
        action="version",
        version=__version__,
        help=speak(_("show program's version number and exit")),
    )
    _lang(top, speak)
    top.set_defaults(word=None)
    words = _Words(top.add_subparsers(metavar=speak(_("WORD")), title=speak(_("words"))), speak)
    _check(words)
    words.add(
        "rules",
        _("list the rules that hold for this handbook"),
        examples=("spoorboek rules", "spoorboek explain S101"),
    )
    _explain(words)
    _items(words)
    _show(words)
    _path(words)
    _checklist(words)
    _freeze(words)
    _source(words)
    _review(words)
    _accept(words)
    _intl(words)
    return top


def _help(word: argparse.ArgumentParser, speak: Speak) -> None:
    word.add_argument("-h", "--help", action="help", help=speak(_("show this help message and exit")))


def _lang(word: argparse.ArgumentParser, speak: Speak) -> None:
    word.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        metavar=speak(_("LANGUAGE")),
        help=speak(
            _(
                "the language of what people read: {languages} (default: as {variable}, else the locale, says)",
                languages=", ".join(LANGUAGES),
                variable=language.OWN,
            )
        ),
    )


class _Words:
    """The words so far, to which others are added."""

    def __init__(self, words: argparse._SubParsersAction[_Parser], speak: Speak) -> None:
        self.words = words
        self.speak = speak

    def add(self, name: str, says: Message, *notes: Message, examples: tuple[str, ...]) -> _Parser:
        """A word with what it does, examples of it, and what else is to be known of it."""
        said = self.speak(says)
        lines = "\n".join(f"  {self.speak(example)}" for example in examples)
        shown = self.speak(_("examples:\n{examples}", examples=lines))
        word = self.words.add_parser(
            name,
            help=said,
            description=f"{said[0].upper()}{said[1:]}.",
            epilog="\n\n".join([shown, *map(self.speak, notes)]),
            formatter_class=partial(_Help, speak=self.speak),
            allow_abbrev=False,
            add_help=False,
        )
        word.speak = self.speak
        _help(word, self.speak)
        word.set_defaults(word=name)
        folder = self.speak(_("DIR"))
        pages, settings = _("the pages (default: docs)"), _("conf.py and ubproject.toml (default: conf)")
        word.add_argument("--docs", type=Path, default=Path("docs"), metavar=folder, help=self.speak(pages))
        word.add_argument("--conf", type=Path, default=Path("conf"), metavar=folder, help=self.speak(settings))
        _lang(word, self.speak)
        return word

    def as_of(self, word: _Parser) -> None:
        word.add_argument(
            "--as-of",
            type=partial(_date, self.speak),
            metavar=self.speak(_("DATE")),
            help=self.speak(_("judge as of this date, YYYY-MM-DD or today (default: as-of in ubproject.toml)")),
        )


def _check(words: _Words) -> None:
    speak = words.speak
    word = words.add(
        "check",
        _("judge a handbook without writing pages"),
        _(
            "Several formats come out of one run: write each --output behind its own --format."
            " One format may go to the screen."
        ),
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
    word.add_argument(
        "--format",
        dest="written",
        action="append",
        type=partial(_format, speak),
        metavar=speak(_("FORMAT")),
        help=speak(
            _("how findings are shown: {formats} (default: text); may be given more than once", formats=formats)
        ),
    )
    word.add_argument(
        "--output",
        dest="written",
        action="append",
        type=lambda file: ("output", file),
        metavar=speak(_("FILE")),
        help=speak(_("where the --format before it is written; - is the screen (default)")),
    )
    select = _(
        "show only what these rules find: numbers, first parts of numbers (S5) or names; repeated, or with commas"
    )
    ignore = _("leave out what they find: numbers, first parts of numbers (S5) or names; repeated, or with commas")
    for option, says in (("--select", select), ("--ignore", ignore)):
        word.add_argument(option, action="append", default=[], metavar=speak(_("RULE")), help=speak(says))
    whole = _("fail on what is left to the build too, and name each place")
    word.add_argument("--whole", action="store_true", help=speak(whole))
    words.as_of(word)


def _explain(words: _Words) -> None:
    word = words.add(
        "explain",
        _("read what a rule asks, why, and how to mend what it finds"),
        examples=(
            "spoorboek explain S101",
            "spoorboek explain theme-without-commitment",
            "spoorboek explain S501 --docs handbook/docs --conf handbook/conf",
        ),
    )
    word.add_argument("rule", metavar=words.speak(_("RULE")), help=words.speak(_("its number or name, in any case")))


def _items(words: _Words) -> None:
    word = words.add(
        "items",
        _("list the programme as it is read: items, options and links with their places"),
        examples=("spoorboek items", "spoorboek items --format json"),
    )
    word.add_argument("--format", choices=("table", "json"), default="table", help=words.speak(_("default: table")))


def _show(words: _Words) -> None:
    word = words.add(
        "show",
        _("show one item: its links both ways, its state, what happened"),
        _("exit codes: 0 shown, 2 no such item, or could not be run"),
        examples=("spoorboek show THM-cter", "spoorboek show WP2024-C4 --as-of 2025-01-01"),
    )
    word.add_argument("id", metavar="ID")
    words.as_of(word)


def _path(words: _Words) -> None:
    word = words.add(
        "path",
        _("find the shortest way from one item to another"),
        _("`>role` follows a link to its target, `<role` goes back to the item that has it."),
        _("exit codes: 0 a path leads there, 1 none does, 2 no such item, or could not be run"),
        examples=("spoorboek path THM-cter ORG-nctv",),
    )
    word.add_argument("start", metavar=words.speak(_("FROM")), help=words.speak(_("the id of an item")))
    word.add_argument("end", metavar=words.speak(_("TO")), help=words.speak(_("the id of an item")))


def _checklist(words: _Words) -> None:
    speak = words.speak
    word = words.add(
        "checklist",
        _("write what the programme is held to, as a sheet or a calendar"),
        _(
            "The answers follow from events with a source."
            " Nobody types one: what an organisation writes in a sheet answers nothing."
        ),
        _("exit codes: 0 written, 1 written of a handbook that fails the check, 2 no such item, or could not be run"),
        examples=(
            "spoorboek checklist",
            "spoorboek checklist --format xlsx --output checklist.xlsx",
            "spoorboek checklist --format csv --organisation ORG-dji --output dji.csv",
            "spoorboek checklist --format ics --theme THM-cter --as-of today",
        ),
    )
    word.add_argument(
        "--format",
        choices=exports.FORMATS,
        default="md",
        help=speak(_("default: md; ics is a calendar of what is due")),
    )
    word.add_argument(
        "--output",
        type=Path,
        metavar=speak(_("FILE")),
        help=speak(_("where it is written (default: the screen)")),
    )
    word.add_argument("--organisation", metavar="ID", help=speak(_("only what concerns this organisation")))
    word.add_argument("--theme", metavar="ID", help=speak(_("only what falls under this theme")))
    words.as_of(word)


def _source(words: _Words) -> None:
    speak = words.speak
    word = words.add(
        "source",
        _("read a published document, and hold the handbook beside it"),
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
    tasks = word.add_subparsers(metavar=speak(_("TASK")), title=speak(_("tasks")), required=True, dest="task")
    for task in (_source_read, _source_prove, _source_verify):
        task(_Words(tasks, speak)).set_defaults(word="source")


def _source_read(tasks: _Words) -> _Parser:
    speak = tasks.speak
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
            "spoorboek source read programme.pdf --edition WP2024",
            "spoorboek source read programme.pdf --source BRN-next --edition WP2025 --write docs/2025/sentences.md",
        ),
    )
    task.add_argument("file", type=Path, metavar=speak(_("FILE")), help=speak(_("a PDF, or a text in reading order")))
    write = _("a new page of sentence items, in the handbook")
    task.add_argument("--write", type=Path, metavar=speak(_("PAGE")), help=speak(write))
    edition = _("what the ids of the sentences begin with, as WP2024")
    task.add_argument("--edition", metavar=speak(_("PREFIX")), help=speak(edition))
    _whose(task, speak)
    return task


def _source_prove(tasks: _Words) -> _Parser:
    speak = tasks.speak
    task = tasks.add(
        "prove",
        _("prove that a text in reading order has the words of a dump"),
        _(
            "A word is a run of letters, figures and underscores. A word that the dump breaks over two lines may be\n"
            "whole in the other. Tags as [L1], [FN5] and [PAGE] are no words, but the number of a note is one."
        ),
        _("exit codes: 0 no word was lost or added, 1 some were, 2 could not be run"),
        examples=("spoorboek source prove dump.txt reading-order.txt",),
    )
    dump, order = _("a text as a program took it from the document"), _("the same text in reading order")
    task.add_argument("dump", type=Path, metavar="DUMP", help=speak(dump))
    task.add_argument("reading_order", type=Path, metavar="READING_ORDER", help=speak(order))
    return task


def _source_verify(tasks: _Words) -> _Parser:
    speak = tasks.speak
    task = tasks.add(
        "verify",
        _("hold a document beside the sentences of the handbook"),
        _(
            "Holds the fingerprint and the place of every sentence of the document beside those of the handbook\n"
            "(S202), and names the items that need another look. Prints no sentence."
        ),
        _("exit codes: 0 all are as they were, 1 some are not, 2 could not be run"),
        examples=(
            "spoorboek source verify programme.pdf",
            "spoorboek source verify reading-order.txt --source BRN-programme",
        ),
    )
    task.add_argument("file", type=Path, metavar=speak(_("FILE")), help=speak(_("a PDF, or a text in reading order")))
    _whose(task, speak)
    return task


def _whose(task: _Parser, speak: Speak) -> None:
    whose = _("the source it is (default: the only one that says how many sentences it has)")
    task.add_argument("--source", metavar="ID", help=speak(whose))


def _review(words: _Words) -> None:
    speak = words.speak
    word = words.add(
        "review",
        _("list what has to be read: what links rest on, and what changed in it"),
        _(
            "A link waits to be read where nobody read what it leads to, where that changed since, and where the\n"
            "reading is older than review-every in conf/ubproject.toml. What changed is shown as [-taken away-] and\n"
            "{{+put in+}}, as far as git has it."
        ),
        _("exit codes: 0 shown, 2 no such item or link, or could not be run"),
        examples=(
            "spoorboek review",
            "spoorboek review WP2024-C4",
            "spoorboek review --owner redactie --format json",
        ),
    )
    word.add_argument(
        "ids", nargs="*", metavar="ID", help=speak(_("an item, or a link as ITEM role TARGET (default: all)"))
    )
    owner = _("only of items that this owner keeps; an empty name: nobody")
    word.add_argument("--owner", metavar=speak(_("NAME")), help=speak(owner))
    default = speak(_("default: {default}", default="text"))
    word.add_argument("--format", choices=("text", "json"), default="text", help=default)
    words.as_of(word)


def _accept(words: _Words) -> None:
    speak = words.speak
    word = words.add(
        "accept",
        _("say that what links rest on was read, and why it will do"),
        _(
            "It shows what waits to be read, as `spoorboek review` does, and says that it was read: a line in\n"
            "conf/stamps.toml for each link, with the fingerprint of what the link leads to, and for each item whose\n"
            "own fields decide a state. No other line changes. Where nothing waits it says nothing."
        ),
        _(
            "--follow takes every link of the item, of all that it rests on, and of all that rests on it, however\n"
            "far: for a commitment its sentences, themes and organisations, and its checks, events and\n"
            "investigations; but no other commitment that rests on the same theme."
        ),
        _("exit codes: 0 all that was asked for is read, 2 no such item or link, no reason, or could not be run"),
        examples=(
            'spoorboek accept WP2024-C4 theme THM-cter --why "the theme is worded anew, and still holds"',
            'spoorboek accept WP2024-C4 --why "read again" --by redactie --on 2026-11-24',
            'spoorboek accept WP2024-C4 --follow --why "read with the new report beside it"',
            'spoorboek accept --gate --why "S141 asks of chains what S131 asks of organisations"',
            "spoorboek accept --drop",
        ),
    )
    word.add_argument("ids", nargs="*", metavar="ID", help=speak(_("an item, or a link as ITEM role TARGET")))
    why = _("why what was read will do; without it nothing is written")
    word.add_argument("--why", metavar=speak(_("TEXT")), help=speak(why))
    by = _("who read it, best a role (default: reviewer in ubproject.toml, or git)")
    word.add_argument("--by", metavar=speak(_("NAME")), help=speak(by))
    on = _("the day on which it was read (default: today)")
    word.add_argument("--on", type=partial(_date, speak), metavar=speak(_("DATE")), help=speak(on))
    follow = _("all links of the trace that each item is part of")
    word.add_argument("--follow", action="store_true", help=speak(follow))
    every = _("every link and item of the handbook that waits to be read")
    word.add_argument("--all", action="store_true", help=speak(every))
    gate = _("answer for what ubproject.toml and conf.py ask now; --all does not")
    word.add_argument("--gate", action="store_true", help=speak(gate))
    drop = _("take away the stamps of what is not there, but for items that went and were not retired")
    word.add_argument("--drop", action="store_true", help=speak(drop))
    words.as_of(word)


def _intl(words: _Words) -> None:
    words.add(
        "intl",
        _("bring the catalogues of the other languages up to date with the pages"),
        _(
            "Each page has a catalogue in docs/locales, and so has each file of conf. What is new has no translation"
            " yet, what was changed is marked for review: fill both in by hand, with any editor of .po files."
        ),
        examples=("spoorboek intl", "spoorboek check --select S901"),
    )


def _freeze(words: _Words) -> None:
    speak = words.speak
    word = words.add(
        "freeze",
        _("waive what is found today, so that only new findings fail"),
        _(
            "A waiver holds until its date; then the finding fails again."
            " Nothing else is changed, so run it once and get better."
        ),
        _("exit codes: 0 written, and the check passes; 1 written, and no waiver helps the rest; 2 could not be run"),
        examples=(_FREEZE,),
    )
    word.add_argument(
        "--owner", required=True, metavar=speak(_("OWNER")), help=speak(_("who answers for what is waived"))
    )
    word.add_argument(
        "--until",
        required=True,
        type=partial(_date, speak),
        metavar=speak(_("DATE")),
        help=speak(_("the last day on which it is waived")),
    )
    word.add_argument("--reason", required=True, metavar=speak(_("REASON")), help=speak(_("why it is not mended now")))
    words.as_of(word)


def _format(speak: Speak, text: str) -> tuple[str, str]:
    if text not in reporters.FORMATS:
        problem = _(
            "{format!r} is none of {known}{meant}",
            format=text,
            known=", ".join(reporters.FORMATS),
            meant=did_you_mean(text, reporters.FORMATS),
        )
        raise argparse.ArgumentTypeError(speak(problem))
    return "format", text


def _date(speak: Speak, text: str) -> datetime.date:
    if text == "today":
        return datetime.datetime.now().astimezone().date()
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        problem = _("{date!r} is no date, expected YYYY-MM-DD or today", date=text)
        raise argparse.ArgumentTypeError(speak(problem))
    return date
