"""The blocks of a page, as lists of lines: items, directives, code that only shows them, lists, quotes, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.handbooks import new_settings
from tests.parity import inline
from tests.parity.dice import Dice
from tests.parity.inline import line, plain_text, text

Lines = list[str]
TYPES = new_settings().types
LINKS = {name: tuple(entry.roles) for name, entry in TYPES.items()}
FIELDS = {name: tuple(entry.fields) for name, entry in TYPES.items()}
VALUES = (
    *("2024", "2024-05-14", "1", "P1", "left", "activity", "principle", "commitment", "report", "member", "editors"),
    *("https://a.nl/x", "yes", "true", "false", "0" * 64, "Een uitgever", "onbekend", "An authority", ""),
)
ODD_VALUES = (
    *("'a", '"a', '"a"', "'a''b'", '"a\\nb"', '"a\\x41"', '"a\\q"', '"THM-een, THM-twee"', "'THM-een'", '"\'"', "''"),
    *("|", ">", "|-", "> a", "| # c", "a # b", "#a", "# a", "a#b", "a: b", "a:b", ": a", "- a", "[a, b]", "{a: b}"),
    *("&a", "*a", "!a", "%a", "@a", "`a`", "a\\", "\\", "a\tb", "\ta", "a  b", "a, ,b", ",", ";", "a;b|c", "THM-een,"),
    *("[[copy('id')]]", "[[", "]]", "<<x>>", "THM-een[id=='x']", "THM-een.1", "~", "null", "é\u0301", "\U0001f600 x"),
    *("a\u2028b", "a\u0085b", "a\x0cb", "\u00a0a\u00a0", "a\ufeffb", "a\x00b", ":::", "```", "---", "{{ naam }}"),
    *('"THM-een", KTN-a', '"THM-een\\u002c KTN-a"', "'GR-P1-S1' # x", "GR-P1-S1\tBRN-x", "THM-een,\u2028KTN-a"),
    "\\u0041",
)
ODD_NAMES = (
    "themes",
    "status",
    "tags",
    "layout",
    "collapse",
    "hide",
    "delete",
    "ID",
    "grounded-in",
    "gronded_in",
    "x y",
)
MISSPELT = (
    "thme",
    "tehme",
    "comitment",
    "chian",
    "Theme",
    "THEME",
    "onbekend",
    "need",
    "req",
    "themé",
    "chain.",
    "x:y",
)
HOLDERS = (
    *("note", "tip", "warning", "admonition", "container", "dropdown", "note", "important", "card", "div", "seealso"),
    *("topic", "sidebar", "epigraph", "versionadded", "deprecated", "only", "figure", "table", "list-table", "rubric"),
    *("line-block", "compound", "hint", "danger", "centered", "hlist", "glossary", "rst-class", "default-role", "todo"),
)
LITERAL = (
    *("code-block", "code", "parsed-literal", "raw", "math", "literalinclude", "csv-table", "highlight", "sourcecode"),
    *("code-cell", "mermaid", "prompt", "figure-md"),
)
SHOWS = ("needtable", "items", "tally", "findings", "toctree", "contents", "index", "rules")
SLIPS = (
    *("", "  KTN-a", "   en verder", ":# opmerking", "# opmerking", "> :theme: THM-een", "::", ":", ": :", ":theme:"),
    *(":theme: THM-een\n:theme: THM-twee", ":grounded_in: GR-P1-S1,\n  BRN-x", "\n:grounded_in: GR-P1-S1", "tekst"),
    *("> > :id: X", ":part_of: KTN-a\n\n:part_of: KTN-b", ":grounded_in: GR-P1-S1,\nBRN-x", "\u00a0:theme: THM-een"),
    *("\x0c", "---", "::x: y", "\n:theme: THM-een\n  THM-twee", "- :theme: THM-een", "```\n:theme: X\n```"),
)
DEEPEST = 4


def indent(lines: Lines, by: str, first: str) -> Lines:
    return [first + row if n == 0 else by + row if row else "" for n, row in enumerate(lines)]


def links(dice: Dice) -> str:
    return dice.one((", ", ",", " ,  ", ";", "|", " ")).join(dice.some(lambda: inline.id(dice), 3))


def value(dice: Dice) -> str:
    """The value of an option."""
    written = (links, lambda _: dice.one(VALUES), lambda _: dice.one(ODD_VALUES), lambda _: line(dice, 2), inline.odd)
    return dice.one(("{}",) * 5 + ("{}", '"{}"', "'{}'", " {}", "{}  ", '"{}" ')).replace("{}", dice.one(written)(dice))


def option(dice: Dice, type_name: str) -> tuple[str, str]:
    """A name and a value: mostly of the type's own, now and then of none."""
    roles = LINKS.get(type_name, ())
    name = dice.one(ODD_NAMES) if dice.rarely(8) else dice.one((*roles, *FIELDS.get(type_name, ()), "id"))
    if name in roles and not dice.rarely(3):
        return name, links(dice)
    return name, (value(dice) if dice.rarely(2) else dice.one(VALUES)).replace("\n", " ")


def head(dice: Dice, type_name: str) -> Lines:
    """The options of an item, as `:name: value` or between `---`, with what a writer can do wrong."""
    options = [("id", inline.id(dice))] if not dice.rarely(12) else []
    options += [option(dice, type_name) for _ in range(dice.below(5))]
    if dice.rarely(4):
        return yaml(dice, options)
    form = dice.one((":{}: {}",) * 8 + (" :{}: {}", ":{}:  {}", ":{}:{}", "\t:{}: {}", ":{} : {}", ":'{}': {}"))
    rows = [form.format(*pair).rstrip(" ") for pair in options]
    if dice.rarely(4):
        rows.insert(dice.below(len(rows) + 1), dice.one(SLIPS))
    return "\n".join(rows).split("\n") if rows else []


def yaml(dice: Dice, options: Sequence[tuple[str, str]]) -> Lines:
    rows = [f"{name}: {value}" for name, value in options]
    if dice.rarely(3):
        extra = (
            "# opmerking",
            "",
            "reason: |\n  a\n  b",
            "x: >-\n  a\n\n  b",
            "  y",
            "---x",
            "  theme: THM-een",
            "'id': X",
        )
        rows.insert(dice.below(len(rows) + 1), dice.one(extra))
    if dice.rarely(6):
        rows = [f"  {row}" for row in rows]
    return [
        "---",
        *"\n".join(rows).split("\n"),
        dice.one(("---",) * 7 + ("--- tekst", "-----", "--", " ---", "---x: y")),
    ]


def fenced(dice: Dice, info: str, inside: Lines, marks: str = ":::`~") -> Lines:
    """A fence around lines that hold fences, closed as it should be and mostly no longer than needed."""
    mark = dice.one(marks)
    if mark == "`" and "`" in info:
        mark = ":"
    runs = [len(run) for row in inside for run in re.findall(f"{re.escape(mark)}+", row)]
    length = max(2, *runs, 2) + 1
    length += dice.one((0, 0, 0, 0, 1, 5))
    closing = mark * (length + dice.rarely(8)) + ("  " if dice.rarely(12) else "")
    return [mark * length + dice.one(("",) * 12 + (" ", "  ")) + info, *inside, closing]


def item(dice: Dice, depth: int) -> Lines:
    """An item of a type that exists; one in twelve misspelt."""
    name = dice.one(MISSPELT) if dice.rarely(12) else dice.one(tuple(TYPES))
    title = dice.one(
        (plain_text, plain_text, plain_text, lambda _: line(dice, 2), lambda _: "", lambda _: "[[copy('id')]]")
    )(dice)
    rows = head(dice, name if name in TYPES else "theme")
    if not dice.rarely(3):
        rows += dice.one(([""], [""], [""], [], ["", ""])) + body(dice, depth + 1)
    return fenced(dice, f"{{{name}}}{dice.one((' ',) * 8 + ('  ', ''))}{title}".rstrip(), rows)


def holder(dice: Dice, depth: int) -> Lines:
    """A directive that contains other blocks."""
    name = dice.one(HOLDERS)
    title = dice.one((lambda _: "", lambda _: "", plain_text, lambda _: line(dice, 2), lambda _: "html"))(dice)
    rows = dice.one(([], [], [], [":class: a"], [":name: doel"], ["---", "class: a", "---"], [":open:"], [":x: y"]))
    return fenced(dice, f"{{{name}}} {title}".rstrip(), [*rows, *dice.one(([], [], [""])), *body(dice, depth + 1)])


def literal(dice: Dice, depth: int) -> Lines:
    """Code that shows blocks, and makes none of them."""
    shown = body(dice, depth + 1)
    return dice.one((in_fence, in_directive, indented, in_comment, in_fence, in_directive, in_remark, in_html))(
        dice, shown
    )


def in_fence(dice: Dice, shown: Lines) -> Lines:
    info = dice.one(("", "md", "{.x}", "myst theme", "{ theme }", "{theme", "theme}", "{theme}x", "{}"))
    return fenced(dice, info, shown, dice.one(("`", "`", "~", ":")))


def in_directive(dice: Dice, shown: Lines) -> Lines:
    argument = dice.one(("", "md", "python", "html", "a.txt"))
    options: Lines = dice.one(([], [], [":caption: a"], [":linenos:"], ["", ":x: y"]))
    return fenced(dice, f"{{{dice.one(LITERAL)}}} {argument}".rstrip(), [*options, *shown])


def indented(_: Dice, shown: Lines) -> Lines:
    return ["", *(f"    {row or ' '}" for row in shown), ""]


def in_comment(_: Dice, shown: Lines) -> Lines:
    return ["<!--", *shown, "-->"]


def in_remark(_: Dice, shown: Lines) -> Lines:
    return [f"% {row}" for row in shown]


def in_html(_: Dice, shown: Lines) -> Lines:
    return ["<div>", *shown, "</div>", ""]


def listed(dice: Dice, depth: int) -> Lines:
    """Blocks in a list."""
    mark = dice.one(("- ", "- ", "1. ", "* ", "+ ", "10) ", "-   ", "-\t", "- [ ] ", "-     ", "0. "))
    rows: Lines = []
    for _ in range(dice.below(3) + 1):
        rows += indent(body(dice, depth + 1), " " * len(mark.expandtabs(4)), mark)
        rows += dice.one(([], [], [""]))
    return rows


def quote(dice: Dice, depth: int) -> Lines:
    """Blocks in a quote; now and then a line of it runs on outside."""
    by = dice.one(("> ", "> ", "> ", ">", "> > ", "   > ", ">> "))
    rows = [f"{by}{row}".rstrip(" ") for row in body(dice, depth + 1)]
    if dice.rarely(12):
        n = dice.below(len(rows))
        rows[n] = rows[n].lstrip("> ")
    return rows


def table(dice: Dice, _: int = 0) -> Lines:
    """A table with references in its cells."""
    rows = dice.some(lambda: f"| {line(dice, 2)} | {line(dice, 2)} |", 3)
    return [rows[0], dice.one(("|---|---|", "| :-- | --: |", "--- | ---", "|---|")), *rows[1:]]


def heading(dice: Dice, _: int = 0) -> Lines:
    """A heading of either kind."""
    title = dice.one((lambda _: "Kop een", lambda _: "Kop", lambda _: line(dice, 2)))(dice)
    if dice.rarely(4):
        return [title, dice.one(("===", "---", "="))]
    return [f"{'#' * dice.one((2, 2, 3, 1, 4, 5, 6))} {title}{dice.one(('',) * 6 + (' ##', ' {#doel}'))}"]


def definition(dice: Dice, _: int = 0) -> Lines:
    """What a reference by label means."""
    forms = (
        "[{}]: #{}",
        "[{}]: #{}",
        "[{}]: <#{}>",
        "[{}]:\n  #{}",
        '[{}]: #{} "titel"',
        "   [{}]: #{}",
        "[{}]: #{}\n'a\nb'",
    )
    return dice.one(forms).format(dice.one(inline.LABELS), inline.id(dice)).split("\n")


def explained(dice: Dice, depth: int) -> Lines:
    """A term and what it means."""
    return [line(dice, 2), *indent(body(dice, depth + 1), "  ", dice.one((": ", ": ", "~ ", ":   ")))]


def footnote(dice: Dice, depth: int) -> Lines:
    """A footnote, which may contain blocks."""
    return indent(body(dice, depth + 1), "    ", f"[^{dice.one(('noot', '1', 'ander'))}]: ")


PARTS = (
    "deel.md",
    "deel.txt",
    "/map/deel.md",
    "/map/deel.txt",
    "/deel.md",
    "/deel.inc",
    "/map/../deel.txt",
    "./deel.md",
)
WAYS = (
    *((),) * 12,
    *((":start-line: 1",), (":end-line: 3",), (":start-line: 1", ":end-line: -1"), (":start-line: -2",)),
    *((":start-line: x",), (":start-after: STREEP",), (":end-before: STREEP",)),
    *((":start-after: 'STREEP'", ":end-before: EIND"), (":literal:",), (":code: md",), (":heading-offset: 1",)),
    *((":parser: rst",), ("---", "start-line: 2", "---"), (":x: y",), (":relative-docs: map",), (":relative-images:",)),
    *((":tab-width: 2",), (":start-line: 1", ":start-after: STREEP"), (":number-lines:",), (":encoding: utf-8",)),
    *(("",), ("tekst",), (":end-line: 0",), (":start-line: 1000",), (":class: a",)),
)


def include(dice: Dice, _: int = 0) -> Lines:
    """Another file, or a part of it."""
    return fenced(dice, f"{{include}} {dice.one(PARTS)}", list(dice.one(WAYS)))


def where(dice: Dice) -> Lines:
    """The options of a table."""
    name = dice.one((*FIELDS["commitment"], *LINKS["commitment"], "id", "testabilty"))
    value_asked = dice.one(("principle", "principel", "2024", inline.id(dice), value(dice))).replace("\n", " ")
    form = dice.one((":where: {}={}", ":where: {} = {}", ":where: '{}={}'", ":where: {}", "---\nwhere: {}={}\n---"))
    return [*dice.one(([], [":columns: id"], [":where: id=x"])), *form.format(name, value_asked).split("\n")]


def show(dice: Dice, _: int = 0) -> Lines:
    """A directive that shows what is elsewhere."""
    if dice.rarely(3):
        return fenced(dice, f"{{items}} {dice.one(('theme', 'chain', 'commitment', 'comitment', 'a b'))}", where(dice))
    argument = dice.one(("", "theme", "chain", "Titel"))
    rows = dice.one(([], [":glob:", "*"], [":types: theme"], ["other"], [":filter: id=='x'"], ["", "[a](#KTN-a)"]))
    return fenced(dice, f"{{{dice.one(SHOWS)}}} {argument}".rstrip(), rows)


def paragraph(dice: Dice, _: int = 0) -> Lines:
    return text(dice).split("\n")


LEAVES = (
    *(["***"], ["---"], ["% opmerking [a](#KTN-a)"], ["+++"], ["+++ {'a': 1}"], ["(doel)="], ["(THM-een)="]),
    *(["STREEP"], ["<!-- [a](#KTN-a) -->"], [":theme: THM-een"], ["{{ naam }}"], ["\ttab"], ["\x0c"]),
    *(["a", "\x0c", "b"], ["\\"], ["<details>", "", "[a](#KTN-a)", "", "</details>"], ["$$", "[a](#KTN-a)", "$$"]),
    *(["[[[[ [a](#KTN-a)"], ["{.k}", "x"], ["|||"], ["!!! note"], ["> [!NOTE]", "> [a](#KTN-a)"], ["\u00a0"], ["- "]),
    *(["1."], [">"], ["    "], ["[a]:", "#KTN-a"], ["EIND"], ["STREEP", "", "[a](#KTN-a)", "", "EIND"]),
    *(["<pre>", "[a](#KTN-a)"], ["x" * 300 + " [a](#KTN-a)"], ["```"], [":::"]),
)


def leaf(dice: Dice, _: int = 0) -> Lines:
    makers = (paragraph, paragraph, paragraph, heading, table, definition, include, show)
    return list(dice.one(LEAVES)) if dice.rarely(8) else dice.one(makers)(dice)


def block(dice: Dice, depth: int) -> Lines:
    """One block of any kind; the deeper, the simpler."""
    nested = (item, item, item, holder, literal, listed, quote, item, explained, footnote)
    is_leaf = depth >= DEEPEST or dice.below(10) < (3, 5, 6, 8)[depth]
    return leaf(dice) if is_leaf else dice.one(nested)(dice, depth)


def body(dice: Dice, depth: int, most: int = 3) -> Lines:
    """Blocks below each other, mostly with a blank line between them."""
    rows: Lines = []
    for found in dice.some(lambda: block(dice, depth), max(1, most - depth // 2)):
        if rows and not dice.rarely(8):
            rows.append("")
        rows += found
    return rows
