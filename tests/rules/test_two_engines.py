"""sphinx-needs and Spoorboek read the same types from the same file, and reject the same items.

Each item below has one flaw, made up from the types of a new handbook. One build shows what sphinx-needs reports
without our extension, one check what our rules report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from spoorboek.config import defaults
from spoorboek.config.settings import Field, Role, Settings, Type
from tests import breaks
from tests.handbooks import Handbook, ground, new_settings
from tests.running import run

SETTINGS: Settings = new_settings()

# For each pattern that a field may have: what fits, and what does not.
DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
SAMPLES = {
    DATE: ("2024-05", "2024-5"),
    r"^https?://\S+$": ("https://example.org", "example.org"),
    r"^\d{4}(-\d{4})?$": ("2018-2020", "2018-20"),
    r"^P\d+$": ("P1", "1"),
    r"^[0-9a-f]{64}$": ("0" * 64, "0" * 63),
    r"^\d+$": ("98010", "x"),
    r"^https://identifier\.overheid\.nl/tooi/def/thes/top/c_[0-9a-f]+$": (
        "https://identifier.overheid.nl/tooi/def/thes/top/c_0a",
        "https://identifier.overheid.nl/tooi/def/thes/top/0a",
    ),
    r"^https://identifier\.overheid\.nl/tooi/id/[a-z]+/[a-z]+[0-9]+$": (
        "https://identifier.overheid.nl/tooi/id/oorg/oorg12351",
        "https://identifier.overheid.nl/tooi/id/oorg12351",
    ),
}
TARGETS = {
    "source": "BRN-grond", "sentence": "GR-P1-S1", "theme": "THM-grond", "chain": "KTN-grond", "goal": "DOEL-year",
    "commitment": "GR-C1", "investigation": "OND-families", "organisation": "ORG-grond", "involvement": "BTR-youth",
    "event": "GEB-grond", "check": "GR-C1-a", "recommendation": "AANB-count", "term": "BGR-wait",
    "erratum": "KAN-count", "search": "ZOEK-families",
}  # fmt: skip
SECOND = {name: f"SECOND-{name}" for name in SETTINGS.types}
ONLY_OURS = ("core option", "no day of the calendar", "grouped", "with a sign", "the same twice")
"""sphinx-needs takes its own options on every type, holds a date to its pattern alone, takes a number as Python does,
and a target that is named twice as one."""


@dataclass(frozen=True)
class Case:
    """An item with at most one breach: what it is, and its options."""

    breach: str
    type: str
    options: Mapping[str, str]
    title: str = "A case"

    def text(self) -> str:
        rows = [f":{name}: {value}" for name, value in self.options.items()]
        return "\n".join((f":::{{{self.type}}} {self.title}".rstrip(), *rows, ":::", ""))


def good(field: Field) -> str:
    schema = field.schema
    if "enum" in schema:
        return str(schema["enum"][-1])
    if "pattern" in schema:
        return SAMPLES[schema["pattern"]][0]
    return {"integer": "2024", "boolean": "true"}.get(schema["type"], "Some words")


def target(role: Role) -> str:
    return TARGETS[role.targets[0]] if role.targets else "GR-C1"


def valid_values(item_type: Type) -> dict[str, str]:
    """All that an item of the type can have, and nothing wrong."""
    return {
        **{field.name: good(field) for field in item_type.fields.values()},
        **{role.name: target(role) for role in item_type.roles.values()},
    }


def breaches(item_type: Type) -> Iterator[tuple[str, dict[str, str]]]:
    """What can be wrong with one item of a type, by the options that are changed; None takes an option away."""
    for field in item_type.fields.values():
        yield from ((f"{field.name} {breach}", {field.name: value}) for breach, value in _field(field))
    for role in item_type.roles.values():
        yield from ((f"{role.name} {breach}", {role.name: value}) for breach, value in _role(role))
    yield "an option that no type has", {"colour": "red"}
    yield "core option", {"status": "open"}
    yield "an id with a strange character", {"id": "CASE_{0}"}


def _field(field: Field) -> Iterator[tuple[str, str]]:
    schema = field.schema
    if field.required:
        yield "missing", ""
    if "enum" in schema:
        yield "another word", "another-word"
    if "pattern" in schema:
        yield "against its pattern", SAMPLES[schema["pattern"]][1]
    if schema.get("pattern") == DATE:
        yield "no day of the calendar", "2024-02-31"
    if schema["type"] == "integer":
        yield from (("no number", "one"), ("no whole number", "1.5"), ("with a sign", "+2024"), ("grouped", "2_024"))
    if "minimum" in schema:
        yield "too small", str(schema["minimum"] - 1)
        yield "just large enough", str(schema["minimum"])
    if schema["type"] == "boolean":
        booleans = ("false", "yes", "no", "y", "n", "on", "off", "1", "0", "TRUE", "perhaps", "ja", "2")
        yield from ((f"is {word}", word) for word in booleans)


def _role(role: Role) -> Iterator[tuple[str, str]]:
    yield "left out", ""
    yield "to no item", "CASE-nowhere"
    if role.most is not None:
        yield "too many", f"{target(role)}, {SECOND[role.targets[0]]}"
        yield "the same twice", f"{target(role)}, {target(role)}"
    if role.targets:
        yield "to a wrong type", next(id for name, id in TARGETS.items() if name not in role.targets)


def cases() -> list[Case]:
    """Every breach of every type; the first cases have none, and are what other cases link to."""
    found: list[Case] = []
    for item_type in SETTINGS.types.values():
        nothing: tuple[str, dict[str, str]] = ("nothing", {"id": SECOND[item_type.name]})
        for breach, changed in (nothing, *breaches(item_type)):
            options = {"id": "CASE-{0}", **valid_values(item_type), **changed}
            texts = {name: value.format(len(found)) for name, value in options.items() if value}
            found.append(Case(f"{item_type.name}: {breach}", item_type.name, texts))
        found.append(Case(f"{item_type.name}: no title", item_type.name, {"id": f"CASE-{len(found)}"}, title=""))
    return found


CASES = cases()
NAMELESS = [Case(f"{name}: no id", name, valid_values(item_type)) for name, item_type in SETTINGS.types.items()]
"""On a page of their own: where an item has no id, we do not say of a link that it leads to no item."""


def handbook(folder: Path, shown: Sequence[Case] = CASES) -> Handbook:
    """The ground handbook with a page of cases, each item on lines of its own."""
    return ground(folder).write({"cases.md": "# Cases\n\n" + "\n".join(case.text() for case in shown)})


def by_line(shown: Sequence[Case]) -> list[str]:
    """The breach of the case on each line of the page."""
    return ["", "", "", *(case.breach for case in shown for _ in range(case.text().count("\n") + 1))]


def wrong_to_us(handbook: Handbook, shown: Sequence[Case] = CASES) -> set[str]:
    """Flaws found by rules about one item: S50x, and a required link that is one role of the item itself."""
    numbers = {entry.number for entry in SETTINGS.require if entry.only_role}
    at = by_line(shown)
    return {
        at[finding.at.line]
        for finding in handbook.check()[0].findings
        if finding.at.file == "docs/cases.md" and (finding.number.startswith("S50") or finding.number in numbers)
    }


def wrong_to_sphinx_needs(handbook: Handbook, shown: Sequence[Case] = CASES) -> set[str]:
    """Flaws found by sphinx-needs alone, without our extension and with no warning suppressed."""
    conf = handbook.conf / "conf.py"
    text = conf.read_text(encoding="utf-8").replace(', "spoorboek"]', "]")
    settings_of_ours = (f"{name} = {value!r}\n" for name, value in defaults.OF_A_HANDBOOK.items())
    conf.write_text(f"{text}\n{''.join(settings_of_ours)}", encoding="utf-8")
    command = run(handbook, "-m", "sphinx", "-q", "-b", "needs", "-c", "conf", "-d", "alone", "docs", "needs")
    assert "Traceback" not in command.stderr, command.stderr
    at = by_line(shown)
    found = {at[int(line)] for line in re.findall(r"docs/cases\.md:(\d+): WARNING: .*\[needs\.", command.stderr)}
    report = json.loads((handbook.folder / "needs" / "schema_violations.json").read_text(encoding="utf-8"))
    by_id = {case.options["id"]: case.breach for case in shown if "id" in case.options}
    return found | {by_id[id] for id in report["validation_warnings"] if id in by_id}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return wrong_to_us(handbook(tmp_path_factory.mktemp("ours")))


def test_every_type_and_kind_of_pattern_is_tried() -> None:
    assert {case.type for case in CASES} == set(SETTINGS.types)
    patterns = {
        field.schema["pattern"]
        for item_type in SETTINGS.types.values()
        for field in item_type.fields.values()
        if "pattern" in field.schema
    }
    assert patterns == set(SAMPLES)
    assert len(CASES) > 280


def test_both_engines_call_the_same_items_wrong(ours: set[str], tmp_path: Path) -> None:
    theirs = wrong_to_sphinx_needs(handbook(tmp_path))
    assert len(theirs) > 200
    assert sorted(theirs - ours) == []
    assert [breach for breach in sorted(ours - theirs) if not breach.endswith(ONLY_OURS)] == []
    assert [breach for breach in ours if breach.endswith("nothing")] == []


def test_what_only_we_find_is_found(ours: set[str]) -> None:
    expected = {case.breach for case in CASES if case.breach.endswith(ONLY_OURS)}
    assert expected
    assert expected <= ours


def test_a_breach_that_one_engine_is_blind_to_would_be_seen(ours: set[str], tmp_path: Path) -> None:
    blinded = handbook(tmp_path)
    breaks.change(
        'enum = ["left", "right", "left-right"]', 'enum = ["left", "another-word", "left-right"]', breaks.SETTINGS
    )(blinded)
    assert ours ^ wrong_to_us(blinded) == {"sentence: column another word"}


def test_both_engines_miss_an_id(tmp_path: Path) -> None:
    expected = {case.breach for case in NAMELESS}
    assert wrong_to_us(handbook(tmp_path / "ours", NAMELESS), NAMELESS) == expected
    assert wrong_to_sphinx_needs(handbook(tmp_path / "theirs", NAMELESS), NAMELESS) == expected
