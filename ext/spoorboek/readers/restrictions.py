"""What a page may not do: run code, contain HTML, or include or load anything from outside the project."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from spoorboek.model.message import Message, _
from spoorboek.readers.addresses import Files, downloaded, image, is_elsewhere, link, short, unchecked

_END: Final = re.compile(r"\s*</[^<>]*>\s*")
_ID: Final = re.compile(r"[\w.-]+")
_PLAIN_NAME: Final = re.compile(r"\s*[\w-]+\s*")
_NUMBERS: Final = re.compile(r"[\d\s.,;-]*")
# Directives that always run code, in the order of the registries (sphinx-needs; then Sphinx's own extensions).
_RUNS: Final = frozenset(
    {
        *("needarch", "needservice", "needuml", "if", "choose", "when", "otherwise"),
        *("digraph", "graph", "graphviz", "ifconfig", "inheritance-diagram", "uml", "autosummary"),
        *("autoattribute", "autoclass", "autodata", "autodecorator", "autoexception", "autofunction"),
        *("automethod", "automodule", "autoproperty"),
        *("doctest", "testcleanup", "testcode", "testoutput", "testsetup"),
    }
)
# Lists and charts of sphinx-needs, which run these options, and their text, as Python.
_QUERIES: Final = frozenset(
    {
        *("needbar", "needextend", "needextract", "needflow", "needgantt", "needimport"),
        *("needlist", "needpie", "needreport", "needsequence", "needtable"),
    }
)
_TEMPLATES: Final = frozenset({"template", "pre_template", "post_template", "jinja_content"})
_EXPRESSIONS: Final = _TEMPLATES | {"filter", "filter-func", "highlight", "border_color", "milestone_filter"}
_COUNTS: Final = frozenset({"needbar", "needpie"})
_IN_LANGUAGES: Final = json.loads(Path(__file__).with_name("docutils_names.json").read_text(encoding="utf-8"))
_OTHER_NAMES: Final[Mapping[str, str]] = _IN_LANGUAGES["directives"]
"""The English names of docutils directives by their names in its other languages."""
RAW_ROLES: Final = frozenset({"raw", *_IN_LANGUAGES["roles"]})
_BASE: Final = re.compile(r"\(\s*([^()\s]+)\s*\)")
"""The role that another one is based on."""


class Violation(NamedTuple):
    """A breach: the message, the text at its location, and the name of the option with that text, "" if none."""

    message: Message
    text: str = ""
    option: str = ""


def html(text: str) -> Message | None:
    """Why HTML in a page is not allowed; None for a comment or an end tag."""
    if is_comment(text) or _END.fullmatch(text):
        return None
    return html_message(text)


def html_message(text: str) -> Message:
    """The message for HTML, also in an attribute of a span, as in `[text]{onclick="…"}`, which MyST-Parser drops."""
    return _("{html!r} is HTML, which a page may not contain", html=short(text))


def is_comment(text: str) -> bool:
    text = text.strip()
    return text.startswith("<!--") and text.find("-->", 4) == len(text) - 3


def too_many_substitutions(most: int) -> Message:
    return _("the page has more than {most} substitutions", most=most)


def substitution(expression: str) -> Message | None:
    """Why a `{{ … }}` of MyST-Parser is not allowed: anything but a name is a Jinja program."""
    if _PLAIN_NAME.fullmatch(expression):
        return None
    return _("{text!r} runs code", text=short(f"{{{{{expression}}}}}"))


def role(name: str, text: str, files: Files) -> Message | None:
    """Why a role of reStructuredText or MyST is not allowed; None if it is."""
    name = name.lower()
    if name in RAW_ROLES:
        return html_message(text)
    is_template = name == "need" and "[[" in text
    if name == "ndf" or is_template or (name == "need_count" and text.strip()):
        return _("{{{role}}}`{text}` runs code", role=name, text=short(text))
    if name == "download":
        target = _target(text)
        return None if "://" in target else files.refusal(target) or downloaded(target, files)
    return None


def _target(text: str) -> str:
    """The target of `title <target>`, or of a target alone."""
    start = text.find("<", 1)
    return text[start + 1 : -1].strip() if start > 0 and text.endswith(">") else text.strip()


def item(title: str, options: Mapping[str, str]) -> Iterator[Violation]:
    """The breaches of an item: code for sphinx-needs, `[[…]]`, in its title or an option."""
    if "[[" in title:
        yield Violation(_("{text!r} runs code", text=short(title[title.index("[[") :])), "[[")
    yield from _functions(options)


def templates(options: Mapping[str, str]) -> Iterator[Violation]:
    """The breaches of a sphinx-needs item: options that generate its text; a handbook's items have none."""
    yield from (_code_option(name, value) for name, value in options.items() if name in _TEMPLATES)


def _code_option(option: str, value: str) -> Violation:
    return Violation(_("option {option!r} runs code: {text!r}", option=option, text=short(value)), value, option)


def _functions(options: Mapping[str, str]) -> Iterator[Violation]:
    for name, value in options.items():
        if "[[" in value:
            yield Violation(_("option {option!r} runs code: {text!r}", option=name, text=short(value)), "[[", name)


def directive(name: str, argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    """The breaches of a directive with this argument, these options and this text."""
    name = canonical(name)
    if name in _RUNS:
        yield Violation(_("{{{directive}}} runs code", directive=name))
    elif name in _QUERIES:
        yield from _of_query(name, argument, options, text, files)
    elif name in _BY_NAME:
        yield from _BY_NAME[name](argument, options, text, files)


def canonical(name: str) -> str:
    """The English name of a directive, in lower case."""
    return _OTHER_NAMES.get(name.lower(), name.lower())


def names() -> frozenset[str]:
    """The names of directives that may breach a restriction."""
    return frozenset({*_RUNS, *_QUERIES, *_BY_NAME, *_OTHER_NAMES})


def _of_query(name: str, argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    yield from (breach for breach in _functions(options) if breach.option not in _EXPRESSIONS)
    yield from (_code_option(option, value) for option, value in options.items() if option in _EXPRESSIONS)
    is_code = text.strip() and not (name in _COUNTS and _NUMBERS.fullmatch(text))
    is_filter = name in {"needextract", "needextend"} and argument and not _ID.fullmatch(argument.strip())
    if is_code or is_filter:
        code = argument if is_filter else text
        yield Violation(_("{{{directive}}} runs code: {text!r}", directive=name, text=short(code)), first_line(code))
    if name == "needimport" and argument:
        yield from _included(argument, argument, files)


def _included(name: str, written: str, files: Files, option: str = "") -> Iterator[Violation]:
    """The breaches of including a file."""
    if is_elsewhere(name):
        yield Violation(_("{file} is not a file of the project", file=short(name)), written, option)
    elif reason := files.refusal(name) or files.excess(name):
        yield Violation(reason, written, option)


def _include(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    name = "".join(line.strip() for line in argument.split("\n"))
    if not (name.startswith("<") and name.endswith(">")):  # a file of docutils' own
        yield from _included(name, argument, files)
    elif ".." in name or name.startswith("</"):
        yield Violation(_("{file} is not a file of the project", file=name), argument)
    if "parser" in options:
        yield _code_option("parser", options["parser"])


def _literalinclude(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    yield from _included(argument, argument, files)
    yield from _files_in_options(argument, options, text, files)


def _files_in_options(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    for option in ("file", "url", "diff"):
        if option in options:
            value = options[option]
            name = f"http://{value}" if option == "url" and "://" not in value else value
            yield from _included(name, value, files, option)


def _image(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    if reason := image("".join(argument.split()) if argument else "", files):
        yield Violation(reason, argument)
    if options.get("loading", "").strip() == "embed":
        yield Violation(_("option {option!r} puts a file into the page", option="loading"), "embed", "loading")
    target = options.get("target", "")
    if reason := link(target, files) or (None if target.endswith("_") else unchecked(target)):
        yield Violation(reason, target, "target")


def _raw(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    yield Violation(_("{{{directive}}} puts HTML into the page", directive="raw"))


def _role(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    role = argument or first_line(text)  # docutils uses the first line of the text then
    if not RAW_ROLES.isdisjoint(_BASE.findall(role.lower())):
        yield Violation(_("{role!r} makes HTML, which a page may not contain", role=short(role)), role)


def _meta(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    for name in (*options, *re.findall(r"^[^\S\n]*:([^:\n]*):", f"{argument}\n{text}", re.MULTILINE)):
        if reason := meta(name):
            yield Violation(reason, name)


def meta(name: str) -> Message | None:
    """Why a `meta` is not allowed: `http-equiv` controls the browser; `name`, `property` and `lang` do not."""
    if "http-equiv" in name.lower():
        return _("{name!r} controls the browser", name=short(name))
    return None


def _toctree(argument: str, options: Mapping[str, str], text: str, files: Files) -> Iterator[Violation]:
    for line in text.split("\n"):
        address = _target(line.strip())
        if ":" in address and (reason := link(address, files)):
            yield Violation(reason, address)


_Find = Callable[[str, Mapping[str, str], str, Files], Iterator[Violation]]
_BY_NAME: Final[Mapping[str, _Find]] = {
    "csv-table": _files_in_options,
    "data-viewer": _files_in_options,
    "figure": _image,
    "image": _image,
    "include": _include,
    "literalinclude": _literalinclude,
    "meta": _meta,
    "raw": _raw,
    "role": _role,
    "toctree": _toctree,
}


def first_line(text: str) -> str:
    """The first non-blank line of a text, to find it on the page."""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def front_matter(matter: Mapping[str, object]) -> Iterator[Violation]:
    """The breaches in the `html_meta` of front matter."""
    inside = matter.get("myst")
    for table in (matter, inside if isinstance(inside, dict) else {}):
        named = table.get("html_meta")
        for name in named if isinstance(named, dict) else ():
            if reason := meta(str(name)):
                yield Violation(reason, str(name))


def texts(matter: object, most: int = 10_000) -> Iterator[str]:
    """The texts in front matter, each once: some become text of the page; at most `most` values are read."""
    pending: list[object] = [matter]
    visited: set[int] = set()
    while pending and len(visited) < most:
        value = pending.pop()
        if id(value) in visited:
            continue
        visited.add(id(value))
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            pending.extend(reversed([*value.values()]))
        elif isinstance(value, Iterable) and not isinstance(value, bytes):
            pending.extend(reversed([*value]))
