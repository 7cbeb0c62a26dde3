"""Invalid settings are reported in one line, whatever the value; valid ones are read with their locations."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spoorboek.config import list_files, settings, settings_file, toml_file
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Item, Location, Option, Programme
from spoorboek.rules import ALL_RULES, rules
from spoorboek.rules.engine.check import check
from spoorboek.rules.engine.rule import Rule
from tests.growth import work
from tests.handbooks import TOP

SHOWN = "conf/ubproject.toml"
TEXT = (TOP / SHOWN).read_text(encoding="utf-8")
ODD: tuple[Any, ...] = (0, -1, 1.5, True, "", "x", "(", [], ["x"], [1], [[]], {}, {"x": 1}, datetime.date(2024, 1, 1))
SHARE = 3
WALK = toml_file._Walk(TEXT)
AT = Location("docs/x.md", 1)
ITEMS = tuple(
    Item(
        name,
        "x",
        "x",
        AT,
        (Option.placed("id", f"{name}-1", AT, AT), Option.placed("year", "1", AT, AT)),
        (),
        (),
        "",
        name,
    )
    for name in ("commitment", "theme", "organisation", "check")
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, of a list only the first entries."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value[:2]):
            yield from paths(inner, (*path, n))


def changed(values: dict[str, Any], path: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    copied = copy.deepcopy(values)
    inner: Any = copied
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = odd
    return copied


def messages_of(values: dict[str, Any]) -> str:
    """What stops the settings from being followed; nothing where a check can be run under them."""
    document = toml_file.Document(SHOWN, TEXT, values)
    vars(document)["_walk"] = WALK  # the text is the same each time
    try:
        check(Programme(ITEMS), settings_file._Reader(document).settings())
    except SpoorboekError as error:
        return str(error)
    return ""


def test_any_value_of_any_setting_is_read_or_reported_in_one_line() -> None:
    values = toml_file.parsed(TEXT, SHOWN).values
    types = {name: table if name in ("commitment", "theme") else {} for name, table in values["needs"]["types"].items()}
    trace = {
        **values["trace"],
        "require": values["trace"]["require"][1:3],
        "deciding": {"commitment": ["due", "theme"]},
    }
    trace["words"] = {"testability": values["trace"]["words"]["testability"]}
    small = {"needs": {**values["needs"], "types": types}, "trace": trace}
    assert messages_of(small) == ""
    messages = [
        messages_of(changed(small, path, odd))
        for n, path in enumerate(paths(small))
        for odd in ODD[n % SHARE :: SHARE]  # each place gets some of them, each value comes at many places
    ]
    assert len(messages) > 600
    assert sum(line != "" for line in messages) > 150
    assert [line for line in messages if "\n" in line] == []


LAYOUT = """\
# [trace]
like = '''
[trace]
as-of = 1
'''
[trace]  # ours
as-of = 2024-01-01
mentioned = [
  "theme",
]
[[trace.require]]
from = "a # b"
[[trace.require]]
  from="b"
[trace.words]
from = 1
[trace."a b"]
'c' = [[0, "]"], 2, # {
  {"d" = [1]}]
"""


def test_a_location_is_found_in_every_layout() -> None:
    document = toml_file.parsed(LAYOUT, "x.toml")
    places = {
        "6:1": document.location(("trace",)),
        "7:9": document.location(("trace", "as-of")),
        "8:13": document.location(("trace", "mentioned")),
        "9:3": document.location(("trace", "mentioned", 0)),
        "12:8": document.location(("trace", "require", 0, "from")),
        "14:8": document.location(("trace", "require", 1, "from")),
        "15:1": document.location(("trace", "words", "nowhere")),
        "16:1": document.location_of_key(("trace", "words", "from")),
        "18:1": document.location_of_key(("trace", "a b", "c")),
        "18:18": document.location(("trace", "a b", "c", 1)),
        "19:4": document.location_of_key(("trace", "a b", "c", 2, "d")),
    }
    assert [f"x.toml:{place}" for place in places] == [str(place) for place in places.values()]


def test_the_locations_in_this_handbook_are_exact() -> None:
    read = settings_file.read(TOP / SHOWN, SHOWN)
    rows = TEXT.splitlines()
    for (_, word), place in read.places.items():
        assert rows[place.line - 1][place.column - 1 :].startswith(f'"{word}"')
    for entry in read.require:
        assert rows[entry.at.line - 1][entry.at.column - 1 :] == f'"{entry.start}"'


WAYS_TO_WRITE = {
    "a table each": lambda n: f'[[waive]]\nfinding = "S1 A-{n}"\n',
    "a table each, with keys between quotes": lambda n: f'[["waive"]] # {n}\n"finding" = """\nS1 A-{n}"""\n',
    "one list": lambda n: f'{"waive = [" if n == 0 else ""}{{finding = "S1 A-{n}"}},',
    "one line each": lambda n: f"{'waive = [' if n == 0 else ''}\n  # {n}\n  {{ finding = 'S1 A-{n}' }},",
}


@pytest.mark.parametrize("written", WAYS_TO_WRITE)
def test_four_times_the_entries_take_about_four_times_the_work(written: str, tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"

    def cost(count: int) -> int:
        text = "".join(map(WAYS_TO_WRITE[written], range(count)))
        path.write_text(f"{text}\n]" if text.startswith("waive =") else text, encoding="utf-8")
        return work(lambda: list_files.waivers(path, "x"))

    assert cost(200) < 6 * cost(50)  # 16 times, where each entry looks at all others


DECLARED_TWICE = {
    "a link with other captions": (
        'links.theme = { outgoing = "foo", schema = { type = "array" } }',
        "theme has outgoing 'foo', but conf/ubproject.toml:{theme_outgoing} declares another value",
    ),
    "a link that is a field elsewhere": (
        'links.year = { schema = { type = "array" } }',
        "year is a link here, and conf/ubproject.toml:{year} declares it as a field of type integer",
    ),
    "a field that is a link elsewhere": (
        'fields.theme = { schema = { type = "string" } }',
        "theme is a field of type string here, and conf/ubproject.toml:{theme} declares it as a link",
    ),
    "a field of another type": (
        'fields.year = { schema = { type = "string" } }',
        "year is a field of type string here, and conf/ubproject.toml:{year} declares it as a field of type integer",
    ),
}


def place(line: str, word: str) -> str:
    """The location of a word on the first line that begins so."""
    number, text = next((n, text) for n, text in enumerate(TEXT.splitlines(), 1) if text.startswith(line))
    return f"{number}:{text.index(word) + 1}"


@pytest.mark.parametrize("how", DECLARED_TWICE)
def test_conflicting_declarations_of_a_role_stop_with_both_locations(how: str, tmp_path: Path) -> None:
    line, expected = DECLARED_TWICE[how]
    path = tmp_path / "ubproject.toml"
    path.write_text(TEXT.replace("[trace]\n", f"[needs.types.twice]\n{line}\n\n[trace]\n", 1), encoding="utf-8")
    with pytest.raises(SpoorboekError) as stopped:
        settings_file.read(path, SHOWN)
    at = {"theme": place("theme =", "theme"), "year": place("year =", "year")}
    at["theme_outgoing"] = place("theme =", '"valt onder"')
    assert expected.format(**at) in str(stopped.value)


def test_what_two_types_declare_the_same_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ubproject.toml"
    line = (
        'links.theme = {}\nfields.year = { schema = { minimum = 1 } }\nfields.date = { schema = { type = "string" } }'
    )
    path.write_text(TEXT.replace("[trace]\n", f"[needs.types.twice]\n{line}\n\n[trace]\n", 1), encoding="utf-8")
    assert settings_file.read(path, SHOWN).role("twice", "theme").outgoing == "valt onder"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('["made_inn"]', "made_inn' is not a link of any type, did you mean made_in?; use a link of [needs.types]"),
        ("[]", "proves is [], expected links along which nothing may prove itself; without the setting all are"),
    ],
)
def test_names_in_proves_are_links(written: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / settings.FILE
    path.write_text(TEXT.replace("[trace]\n", f"[trace]\nproves = {written}\n"), encoding="utf-8")
    with pytest.raises(SpoorboekError) as error:
        settings_file.read(path, SHOWN)
    line = TEXT.partition("[trace]\n")[0].count("\n") + 2
    assert str(error.value).startswith(f"{SHOWN}:{line}:")
    assert expected in str(error.value)


def test_a_type_of_a_list_without_a_directive_is_reported_at_its_header(tmp_path: Path) -> None:
    message = asked_of(tmp_path, '[needs]\n[[needs.types]]\ntitle = "x"\n')
    assert message == f"{SHOWN}:2:1: error: [[needs.types]] has no 'directive'; add directive = …"


S101, S102 = 'number = "S101"', 'number = "S102"'


def asked_of(folder: Path, text: str) -> str:
    """What stops the rules that settings ask for from being asked; nothing where they can be."""
    path = folder / settings.FILE
    path.write_text(text, encoding="utf-8")
    try:
        rules(settings_file.read(path, SHOWN))
    except SpoorboekError as error:
        return str(error)
    return ""


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


def test_no_two_required_links_have_one_number_or_one_name(tmp_path: Path) -> None:
    name = 'name = "theme-without-organisation"'
    first = f"{SHOWN}:{line_of(S101)}:10"
    remedy = "number each required link, and name it, once"
    message = asked_of(tmp_path, TEXT.replace(S102, S101))
    assert message == f"{SHOWN}:{line_of(S102)}:10: error: S101 is already used at {first}; {remedy}"
    message = asked_of(tmp_path, TEXT.replace(name, 'name = "theme-without-commitment"'))
    assert (
        message == f"{SHOWN}:{line_of(S102)}:10: error: theme-without-commitment is already used at {first}; {remedy}"
    )


@pytest.mark.parametrize("rule", ALL_RULES[::10], ids=lambda rule: rule.name)  # one function compares all
def test_no_required_link_has_the_number_or_the_name_of_a_rule_of_ours(rule: Rule, tmp_path: Path) -> None:
    place = f"{SHOWN}:{line_of(S102)}:10"
    code = f"spoorboek/rules/{rule.name.replace('-', '_')}.py"
    assert (TOP / "ext" / code).is_file()
    remedy = "give the required link another number and another name"
    message = asked_of(tmp_path, TEXT.replace(S102, f'number = "{rule.number}"'))
    assert message == f"{place}: error: {rule.number} is already used at {code}; {remedy}"
    message = asked_of(tmp_path, TEXT.replace('name = "theme-without-organisation"', f'name = "{rule.name}"'))
    assert message == f"{place}: error: {rule.name} is already used at {code}; {remedy}"


def test_no_required_link_has_a_number_that_no_waiver_sets_aside(tmp_path: Path) -> None:
    message = asked_of(tmp_path, TEXT.replace(S102, 'number = "S799"'))
    assert ": error: S799 is reserved for rules whose findings cannot be waived; " in message


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("S111", "S111 is already used by commitment-without-theme"),
        ("S199", "S199 is reserved for rules of Spoorboek"),
        ("S2000", "S2000 is reserved for rules of Spoorboek"),
        ("S1000", ""),
        ("S1999", ""),
        ("T1", ""),
    ],
)
def test_required_links_of_ones_own_have_numbers_of_their_own(number: str, problem: str, tmp_path: Path) -> None:
    entry = f'[[trace.require]]\nnumber = "{number}"\nname = "of-ones-own"\npromise = "P."\nfrom = "theme"\n'
    types = '[needs.types.theme]\ntitle = "Theme"\n[needs.types.theme.links.x]\n[trace]\n'
    message = asked_of(tmp_path, f'{types}{entry}paths = [[">x"]]\nto = ["theme"]\n')
    assert message == (problem and f"{SHOWN}:6:10: error: {problem}; use a number from S1000 to S1999")
