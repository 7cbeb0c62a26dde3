"""Values of every type, for settings that want another: as conf.py, TOML, YAML and the command line write them."""

from __future__ import annotations

from typing import Any, Final

from spoorboek.reporters import FORMATS

FORGED: Final = "FORGED"
"""What a line begins with that a name with a line end in it would forge."""
_LINE: Final = f"a\\n{FORGED}: error S999 x; y"

REGISTERS: Final = {
    "waivers.toml": '[[waive]]\nfinding = "S104 THM-x"\nreason = "r"\nowner = "o"\nuntil = 2027-01-01\n',
    "stamps.toml": 'stamps = [\n{ link = "THM-x grounded_in BRN-y", fingerprint = "0123456789abcdef", '
    'by = "b", on = 2026-01-01, why = "w" }]\n',
    "retired.toml": '[[retired]]\nid = "THM-y"\ndate = 2026-01-01\nreason = "r"\nsuccessor = "THM-x"\npage = "y"\n',
    "identifiers.toml": '[[tooi]]\nid = "https://identifier.overheid.nl/tooi/id/x"\nlabel = "x"\nsource = ["y"]\n',
    "deviations.toml": '[[deviation]]\nwhat = "w"\ncause = "c"\neffect = "e"\nmeasure = "m"\nuntil = 2027-01-01\n',
}
"""The registers of the small handbook, an entry in each."""

PYTHON: Final = (
    *("0", "-1", "3", "10**5000", "-10**5000", "1.5", "float('nan')", "float('inf')", "1j", "True", "None", "..."),
    *("''", "'x'", f"'{_LINE}'", "'\\udcff'", "'\\x1b[31m'", "'\\0'", "'\\u202e'", "'x' * 100_000", "b'x'", "'('"),
    *("'/dev/zero'", "'../../..'", "'nl'", "'xx-nowhere'", "'https://x'", "'http://['", "'{commit'", "'x.toml'", "[]"),
    *("['x']", "[1]", "[[]]", "['x', None]", f"['{_LINE}']", "['\\udcff']", "['\\0']", "['/dev/zero']", "['nl', 5]"),
    *("['[z-a]']", "['**' * 1000]", "['nl', 'nl']", "['']", "[['x'] * 3] * 1000", "('x',)", "{'x'}", "set()", "{1}"),
    *("{}", "{1: 2}", "{'a': {'b': []}}", "{'.md': 'markdown'}", f"{{'{_LINE}': 'x'}}", "{'x': None}"),
    *("{'x': '\\udcff'}", "object()", "lambda: 1", "range(3)", "iter(())", "type", "(n for n in ())"),
    *("__import__('sys')", "__import__('datetime').date(2024, 1, 1)", "__import__('datetime').datetime.max"),
    *("__import__('pathlib').Path('x')", "type('E', (), {'__repr__': lambda self: 1 / 0})()"),
    *("type('S', (str,), {})('nl')", "(lambda v: v.append(v) or v)([])"),
)
TOML: Final = (
    *("0", "-1", "7", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "0x" + "f" * 5000, "1.5"),
    *("nan", "-inf", "1e999", "true", "false", "1979-05-27", "9999-12-31", "0001-01-01", "1979-05-27T07:32:00Z"),
    *("1979-05-27 07:32:00", "07:32:00", "''", '"x"', '" "', f'"{_LINE}"', f'"""\n{_LINE}"""', '"\\u001b[31m"'),
    *('"\\u0000"', '"\\u202e"', '"\\u2028"', '"(((("', f'"{"x" * 100_000}"', '"a b"', '"-"', '"(a+)+$"', '"S501"'),
    *('"S101"', '"unknown-target"', '"9999 years"', '"-1 months"', '"0 days"', '"integer"', '"array"', '"2024"'),
    *('"theme"', '">theme"', '"<theme"', '[">theme"]', '[[">theme"]]', '["theme"]', '["theme", "theme"]'),
    *('"commitment"', "[]", "[1]", "[[]]", "[[[]]]", '["x"]', '[["x"]]', '["x", 1]', f'["{_LINE}"]', "[nan]", "[{}]"),
    *("[{}, {}]", "[1979-05-27]", "{}", "{x = 1}", "{x = {}}", f'{{"{_LINE}" = 1}}', '{"" = ""}'),
    *("[" * 200 + "]" * 200, "{a = " * 50 + "1" + "}" * 50, "{" + ".".join("a" * 60) + " = 1}"),
    *("{" + ".".join("a" * 300) + " = 1}", "[" + "1, " * 10_000 + "]"),
)
YAML: Final = (
    *("0", "-1", "9" * 5000, "1.5", ".nan", ".inf", "true", "null", "~", "2024-01-01", "2024-01-01T00:00:00Z"),
    *("12:30:45", "''", "x", f'"{_LINE}"', '"\\ud800"', '"\\x1b[31m"', '"\\0"', "!!binary eA==", "!!set {a, b}"),
    *("!!python/object x", "[]", "[1]", "[[]]", "[x, null]", "[x]", f'["{_LINE}"]', "{}", "{1: 2}", "{a: {b: []}}"),
    *("{x: null}", "{[a]: b}", "&a [*a]", "*b", "[" * 500 + "]" * 500, "{a: " * 50 + "1" + "}" * 50, "|\n  x\n  y"),
    *(">-\n  x", "- x", "x: y: z", "'"),
    *("[dollarmath, colon_fence, tasklist, linkify, amsmath, fieldlist, attrs_block]", "[smartquotes]", "['{', '}']"),
    *("['{{', '}}']", "['{']", "9223372036854775808", "0x10", "0o17", "1_000", "<<", "=", "%", "@x", "`", "{<<: 5}"),
    "!!int x",
)
STRINGS: Final = (
    *("", "x", " ", "-", "--", "é", "٣", "\udcff", f"a\n{FORGED}: error S999 x; y", f"\r{FORGED}: error S999"),
    *("\x1b[31m", "a\0b", "\u202e", "x" * 100_000, "nan", "-1", "9" * 5000, "2024-13-01", "2024-02-30", "0001-01-01"),
    *("9999-12-31", "today", "2026-11-25", "٢٠٢٤-٠١-٠١", "S501", "S5", "s", "unknown-target", "THM-x", "THM-y"),
    *("THM-x theme THM-x", "ORG-x", *FORMATS, "csv", "md", "xlsx", "ics"),
    *("table", "nl", "en", "xx", "/dev/zero", "/dev/null", "/dev/full", "/dev/stdin", "fifo", "loop", "nowhere"),
    *("docs", "conf", "docs/index.md", "docs/new.md", "conf/conf.py", "conf/stamps.toml", "out.txt"),
    *("out/deep/out.txt", "docs/index.md/x", ".", "/"),
)
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "check": ("--format", "--output", "--select", "--ignore", "--as-of", "--docs", "--conf", "--lang"),
    "rules": ("--docs", "--conf", "--lang"),
    "explain": ("", "--docs", "--conf", "--lang"),
    "items": ("--format", "--docs", "--conf", "--lang"),
    "show": ("", "--as-of", "--docs", "--conf", "--lang"),
    "path": ("", "", "--docs", "--conf"),
    "checklist": ("--format", "--output", "--organisation", "--theme", "--as-of", "--docs", "--conf", "--lang"),
    "freeze": ("--owner", "--until", "--reason", "--as-of", "--docs", "--conf"),
    "source read": ("", "--edition", "--source", "--write", "--docs"),
    "source prove": ("", ""),
    "source verify": ("", "--source", "--docs", "--conf"),
    "review": ("", "--format", "--owner", "--as-of", "--lang"),
    "accept": ("", "--all", "--drop", "--why", "--by", "--on", "--follow", "--conf"),
}
"""Subcommands with the options that take a value; an empty one is a word of its own."""
FLAGS: Final = ("--all", "--drop", "--follow")
FILES: Final = ("/dev/zero", "/dev/null", "/dev/full", "/dev/stdin", "fifo", "folder", "loop", "nowhere", "huge")
"""What may stand where a file is expected: devices, a pipe, a folder, a link to itself or to none, a file of 1 TB."""


def toml(values: dict[str, Any], inner: bool = False) -> str:
    """Settings as TOML, each table of them on one line."""
    pairs = [f"{_key(key)} = {_literal(value)}" for key, value in values.items()]
    return "{" + ", ".join(pairs) + "}" if inner else "\n".join(pairs) + "\n"


class Literal(str):
    """A value as TOML writes it."""

    __slots__ = ()


def _key(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _literal(value: Any) -> str:
    if isinstance(value, Literal):
        return value
    if isinstance(value, dict):
        return toml(value, inner=True)
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return _key(value) if isinstance(value, str) else str(value)
