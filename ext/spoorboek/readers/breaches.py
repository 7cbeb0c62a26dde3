"""Finds where a page does what `restrictions` forbids, in Markdown and in reStructuredText inside it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message
from spoorboek.model.programme import Breach, Location
from spoorboek.readers import (
    addresses,
    directives,
    fences,
    myst,
    page_files,
    references,
    restrictions,
    rst,
    written_directive,
)
from spoorboek.readers.addresses import Files
from spoorboek.readers.blocks import Fence, Paragraph
from spoorboek.readers.directives import Use
from spoorboek.readers.references import Scope, is_external
from spoorboek.readers.seeker import Lines, Seeker
from spoorboek.readers.written_directive import Row

if TYPE_CHECKING:
    from markdown_it.token import Token

_MAY: Final = re.compile(
    r"<[A-Za-z!?/]|!\[|\](?:\((?!#)|:)|\[\[|\{(?:\{|(?=[^{}\n=]*+=)[^{}\n]*?\b(?:on\w+|style|formaction|srcdoc) *=)",
    re.IGNORECASE,
)
"""No alternative begins with a letter, so that the search skips letters quickly."""
_NAMES: Final = frozenset({*restrictions.names(), *restrictions.RAW_ROLES, "ndf", "need_count", "download"})
"""The directives and roles that may breach a restriction, in lower case; a set, as a pattern would try each of them."""
_NAMED: Final = re.compile(r"\{([^\s{}:]+)(?:\}| ?::)")
_NAMED_IN_RST: Final = re.compile(r"\.\. +(?=(?:\|[^|\n]+\| +)?([^\s{}:]+)(?:\}| ?::))")
_MAY_BEGIN: Final = ("http-equiv", "eval-rst", "external")
_TRIED: Final = re.compile(r"\]\(\s*+(?:<\s*+)?((?:javascript|vbscript|data|file):[^)>\n]*)", re.IGNORECASE)
"""A link that MyST-Parser refuses and shows as text."""
_IN_BRACES: Final = re.compile(r"\{([^{}\n]*)\}")
_RUNS_CODE: Final = re.compile(r"\b(?:on\w+|style|formaction|srcdoc) *=", re.IGNORECASE)
"""An attribute of a span, which MyST-Parser drops."""
_HTML_THAT_MYST_READS: Final = frozenset({"html_image", "html_admonition"})
_LITERAL: Final = frozenset(
    {*("code", "code-block", "sourcecode", "math", "raw"), *("literalinclude", "highlight", "index", "productionlist")}
)
_RST_ROLE: Final = re.compile(r":([\w.+-]+):`([^`]+)`|`([^`]+)`:([\w.+-]+):")
_RST_LINK: Final = re.compile(r"`[^`<]*<([^>`]+)>`__?|^[^\S\n]*(?:\.\. _[^:\n]+: +|\.\. __: +|__ +)(\S+)", re.MULTILINE)


def may_breach(text: str) -> bool:
    """Whether the text may breach a restriction: a quick test that spares most pages the search."""
    may = "<" in text or "[" in text or "]" in text or "=" in text or "{{" in text  # takes a fraction of the pattern
    if may and _MAY.search(text):
        return True
    lower = text.lower()
    named = (*_NAMED.findall(lower), *(_NAMED_IN_RST.findall(lower) if ".. " in lower else ()))
    if "\\" in text and "need" in named:  # YAML can write a template, `[[`, which is found above, with escapes
        return True
    return not _NAMES.isdisjoint(named) or any(beginning in lower for beginning in _MAY_BEGIN)


class Search:
    """Searches the files of one page (docname); `types` are the directives that make items.

    It walks the page apart from `Page`, which reads only what becomes text as docutils makes it. This walk enters all
    that a build may show: also directives that are unknown, broken or left to the build, with definitions of links of
    its own. Few pages are walked: only those with a sign of a breach.
    """

    def __init__(self, page: str, scope: Scope, files: Files, types: Iterable[str]) -> None:
        self.page = page
        self.scope = scope
        self.files = files
        self.types = frozenset(types)
        self.breaches: list[Breach] = []
        self._env: dict[str, Any] = {}
        self._is_figure = False

    def file(self, shown_as: str, lines: Sequence[str], part: page_files.Part) -> None:
        """Search a part of a file with these lines."""
        if may_breach(part.text):
            source = Lines(shown_as, lines)
            if part.above == 0:
                self._front_matter(part.text, source)
            self._text(part.text, part.above, source, 1)

    def rst(self, shown_as: str, lines: Sequence[str], text: str) -> None:
        """Search a file in reStructuredText."""
        if may_breach(text) or _RST_LINK.search(text):
            self._rst(0, len(lines), Lines(shown_as, lines))

    def _add(self, message: Message | None, at: Location) -> None:
        if message is not None:
            self.breaches.append(Breach(at, self.page, message))

    def _front_matter(self, text: str, source: Lines) -> None:
        match = page_files.front_matter_match(text)
        if match is None or not may_breach(match[1]):
            return
        matter = None
        with contextlib.suppress(SpoorboekError):
            matter = page_files.parsed(match[1], source.shown_as)
        if not isinstance(matter, dict):
            return
        seeker = source.seeker(0, match[0].count("\n") + 1)
        for breach in restrictions.front_matter(matter):
            self._add(breach.message, seeker.place(breach.text))
        for value in restrictions.texts(matter):
            if may_breach(value):
                self._inside(value, seeker)

    def _inside(self, text: str, seeker: Seeker) -> None:
        """Search a text of the front matter, whose layout may differ from the parsed value."""
        search = Search(self.page, self.scope, self.files, self.types)
        lines = text.split("\n")
        search._text(text, 0, Lines(seeker.file, lines), 1)
        for breach in search.breaches:
            rest = lines[min(breach.at.line, len(lines)) - 1][breach.at.column - 1 :]
            match = re.match(r"[^\s\"')>\\]+", rest)
            self._add(breach.message, seeker.place(match[0] if match else ""))

    def _may_breach(self, text: str) -> bool:
        """As `may_breach`, also True if a link in the text may have an address from elsewhere."""
        may_lead = bool(self._env.get("references")) or self.scope.syntax.all_links_external
        return may_breach(text) or ("[" in text and may_lead)

    def _text(self, text: str, above: int, source: Lines, depth: int) -> None:
        if not self._may_breach(text):
            return
        for block in self.scope.blocks(text, self._env):
            if isinstance(block, Paragraph):
                self._inline(block.text, above + block.first, above + block.end, source)
            elif isinstance(block, Fence):
                self._fence(block, above + block.first, source, depth)
            elif block.name == "html_block":
                seeker = source.seeker(above + block.first, above + block.end)
                self._html(block.content, seeker.place(restrictions.first_line(block.content)))
            elif block.name == "substitution_block":
                self._add(restrictions.substitution(block.content), Location(source.shown_as, above + block.first + 1))

    def _html(self, text: str, at: Location) -> None:
        is_read = self._is_figure or bool(_HTML_THAT_MYST_READS & self.scope.syntax.enable_extensions)
        if not (is_read and re.match(r"\s*<(img|div)\b", text, re.IGNORECASE)):  # the build checks the picture
            self._add(restrictions.html(text), at)

    def _inline(self, text: str, first: int, end: int, source: Lines) -> None:
        if not self._may_breach(text):
            return
        plain = references.plain_addresses(text, self.scope)
        if plain is not None and not any(addresses.link(address, self.files) for address in plain):
            return
        seeker = source.seeker(first, end)
        myst.check_density(text, self.scope.syntax, seeker.start)
        tokens = self.scope.tokens(text, self._env)
        for token in tokens:
            for inner in (token, *(token.children or ())):
                self._token(inner, seeker)
        written = "".join(token.content if token.type == "text" else "\0" for token in tokens)
        for match in _TRIED.finditer(written):
            self._add(addresses.link(match[1], self.files), seeker.place(match[1]))
        shown = "\0".join(token.content for token in tokens if token.type in {"code_inline", "myst_role"})
        in_code = set(_running_attributes(shown))
        for steering in _running_attributes(text):
            if steering not in in_code:
                self._add(restrictions.html_message(steering.strip()), seeker.place(steering))

    def _token(self, token: Token, seeker: Seeker) -> None:
        if token.type == "html_inline":
            self._html(token.content, seeker.place(token.content.split("\n", 1)[0]))
        elif token.type == "myst_role":
            name = str(token.meta["name"])
            self._add(restrictions.role(name, token.content, self.files), seeker.place(f"{{{name}}}"))
        elif token.type == "substitution_inline":
            self._add(restrictions.substitution(token.content), seeker.place("{{"))
        elif token.type == "image":
            address = str(token.attrGet("src") or "")
            self._add(addresses.image(address, self.files), seeker.place(address, unquote(address)))
        elif token.type == "link_open":
            address = self.scope.parser.normalizeLinkText(str(token.attrGet("href") or ""))
            message = addresses.link(address, self.files)
            if message is None and is_external(token, self.scope.syntax):
                message = addresses.unchecked(address)
            self._add(message, seeker.place(address) if message else seeker.start)

    def _fence(self, fence: Fence, line: int, source: Lines, depth: int) -> None:
        name, argument = (*fence.info.split(maxsplit=1), "", "")[:2]
        is_named = name.startswith("{") and name.endswith("}")
        if is_named or fence.markup[0] == ":":
            fences.check_depth(Location(source.shown_as, line + 1), depth)
        if not is_named and fence.markup[0] == ":":
            self._text(fence.content, line + 1, source, depth + 1)
        if not is_named and name not in self.scope.syntax.fence_as_directive:
            return
        text = f"{fence.info}\n{fence.content}"
        if is_named and "\\" not in text and not self._may_breach(text):
            return  # YAML can escape any character
        self._directive(name.strip("{}"), argument.strip(), fence.content, line, source, depth)

    def _directive(self, name: str, argument: str, content: str, line: int, source: Lines, depth: int) -> None:
        if name == "eval-rst":
            self._rst(line + 1, line + 1 + content.count("\n"), source)
            return
        written = written_directive.read(source.shown_as, source.lines, line + 1, name, content)
        options = {option.name: option for option in written.options}
        values = {key: option.value for key, option in options.items() if key != "parser"}  # which MyST ignores
        body = "\n".join(row.text for row in written.body)
        opening = source.lines[line] if line < len(source.lines) else ""
        for breach in self._judged(name, argument, values, body):
            at = written.name_at
            if breach.option in options:
                at = written.find(breach.text, options[breach.option].value_at)
            elif breach.text and breach.text in opening:
                at = Location(source.shown_as, line + 1, opening.rindex(breach.text) + 1)
            elif breach.text:
                at = source.seeker(line, line + 2 + content.count("\n")).find(breach.text) or at
            self._add(breach.message, at)
        use = directives.use(restrictions.canonical(name))
        if use is Use.NOTHING and name.lower() != "title":
            return
        if argument and name not in self.types:
            self._inline(argument, line, line + 1, source)
        self._is_figure, was_figure = self._is_figure or name == "figure-md", self._is_figure
        if written.body:
            self._text(body, written.body[0].line - 1, source, depth + 1)
        self._is_figure = was_figure

    def _judged(self, name: str, argument: str, options: dict[str, str], text: str) -> Iterator[restrictions.Violation]:
        if name in self.types:
            return restrictions.item(argument, options)
        return restrictions.directive(name, argument, options, text, self.files)

    def _rst(self, first: int, end: int, source: Lines) -> None:
        """Search the 0-based lines `first` up to `end` of reStructuredText, except literal text."""
        number = first
        while number < end:
            line = source.lines[number]
            match = rst.DIRECTIVE.match(line, max(line.find(".. "), 0))
            is_literal = match["name"].lower() in _LITERAL if match else line.rstrip().endswith("::")
            before = line[: match.start() if match else len(line) - len(line.lstrip())]
            rows = list(rst.inside(source.lines, number + 1, before)) if match or is_literal else []
            if match:
                self._rst_directive(match, rows, number, source)
            else:
                self._rst_line(line, number, source)
            number += 1 + (len(rows) if is_literal else 0)

    def _rst_directive(self, match: re.Match[str], rows: Sequence[Row], number: int, source: Lines) -> None:
        head = list(takewhile(lambda row: row.text, rows))
        options = {option.name: option for option in rst.options(source.shown_as, head)}
        text = "\n".join(row.text for row in rows[len(options) :])
        values = {name: option.value for name, option in options.items()}
        name_at = Location(source.shown_as, number + 1, match.start("name") + 1)
        for breach in self._judged(match["name"], (match["rest"] or "").strip(), values, text):
            at = options[breach.option].value_at if breach.option in options else name_at
            self._add(breach.message, at)
        self._rst_line(match["rest"] or "", number, source)

    def _rst_line(self, line: str, number: int, source: Lines) -> None:
        seeker = source.seeker(number, number + 1)
        for match in _RST_ROLE.finditer(line):
            name, text = (match[1], match[2]) if match[1] else (match[4], match[3])
            self._add(restrictions.role(name, text, self.files), seeker.place(match[0]))
        for match in _RST_LINK.finditer(line):
            address = match[1] or match[2]
            message = addresses.link(address, self.files)
            if message is None and not address.endswith("_"):  # the name of another target
                message = addresses.unchecked(address)
            self._add(message, seeker.place(address) if message else seeker.start)


def _running_attributes(text: str) -> Iterator[str]:
    """The text in braces from an attribute that runs code onwards, such as `onclick="…"`."""
    for match in _IN_BRACES.finditer(text):
        if steers := _RUNS_CODE.search(match[1]):
            yield match[1][steers.start() :]
