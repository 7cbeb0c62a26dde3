"""Exceptions, tables, waivers and retired ids match exactly; near matches are only suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.config import settings, settings_file
from spoorboek.model.programme import Item, Location, Option, Programme
from spoorboek.rules.engine.check import check
from tests import breaks
from tests.handbooks import ground
from tests.rules.test_nothing_is_silenced import identities, waiving
from tests.running import built

TYPES = """\
[needs.types.part.fields]
release = {{ schema = {{ type = "string" }} }}
year = {{ schema = {{ type = "integer" }} }}
edition = {{ schema = {{ type = "string", pattern = '^[0-9]+$' }} }}
final = {{ schema = {{ type = "boolean" }} }}
weight = {{ schema = {{ type = "number" }} }}
[needs.types.part.links]
of = {{}}
[needs.types.whole]

[[trace.require]]
number = "S1900"
name = "part-without-whole"
promise = "Every part is part of a whole."
from = "part"
paths = [[">of"]]
to = ["whole"]
except = {{ {excepted} }}
"""
AT = Location("drawing", 1)
LACKS, CANNOT_MATCH = "S1900 PART_1", "S802 S1900"

# What is excepted, what an item says, and what is told of it.
EXCEPTED = {
    'release = "v1.1"': {"v1.1": [], "v1.2": [LACKS], "V1.1": [LACKS], "": [LACKS]},
    "year = 2025": {"2025": [], "+2025": [], "02025": [], "2024": [LACKS], "20255": [LACKS]},
    'year = "2025"': {"2025": [CANNOT_MATCH, LACKS]},
    "edition = 2024": {"2024": [CANNOT_MATCH, LACKS]},
    'edition = "2024"': {"2024": [], "02024": [LACKS]},
    "final = true": {"true": [], "yes": [], "no": [LACKS], "": [LACKS]},
    "final = false": {"off": [], "": [LACKS]},
    "final = 1": {"1": [CANNOT_MATCH, LACKS]},
    "weight = 2": {"2": [], "2.0": [], "2.5": [LACKS]},
    'colour = "red"': {"red": [CANNOT_MATCH, LACKS]},
    'id = "PART_1"': {"PART_1": [CANNOT_MATCH, LACKS]},
}


def findings_of(folder: Path, excepted: str, value: str) -> list[str]:
    """What is found of one item with this value in the excepted field, and with no link."""
    path = folder / settings.FILE
    path.write_text(TYPES.format(excepted=excepted), encoding="utf-8")
    name = excepted.partition(" ")[0]
    options = (Option.placed("id", "PART_1", AT, AT), Option.placed(name, value, AT, AT))
    item = Item("part", "A part", "page", AT, options, written_type="part")
    found = check(Programme((item,)), settings_file.read(path, settings.FILE))
    return sorted(finding.identity for finding in found.findings if finding.number in ("S802", "S1900"))


@pytest.mark.parametrize(
    ("excepted", "value"), [(excepted, value) for excepted in EXCEPTED for value in EXCEPTED[excepted]]
)
def test_an_exception_is_for_its_own_value_and_no_other(excepted: str, value: str, tmp_path: Path) -> None:
    expected = [id for id in EXCEPTED[excepted][value] if id != CANNOT_MATCH]
    expected += [f"{CANNOT_MATCH} {excepted.partition(' ')[0]}"] if CANNOT_MATCH in EXCEPTED[excepted][value] else []
    assert findings_of(tmp_path, excepted, value) == sorted(expected)


def test_an_exception_that_is_misspelt_on_an_item_is_reported_as_that_alone(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.change(":testability: activity", ":testability: principel")(handbook)
    breaks.change(":checks: GR-C1", ":checks: OND-families")(handbook)
    programme, own_settings = handbook.read()
    assert identities(check(programme, own_settings)) == ["S506 GR-C1 testability", "S502 GR-C1-a checks OND-families"]
    waived = waiving(own_settings, ["S506 GR-C1 testability", "S502 GR-C1-a checks OND-families"])
    assert identities(check(programme, waived)) == ["S114 GR-C1", "S505 GR-C1-a checks"]


TABLE = (
    "# Tables\n\n:::{items} organisation\n:where: group=true\n:::\n\n:::{items} commitment\n:where: year = 02024\n:::\n"
)


def test_a_table_selects_by_the_type_of_a_value_and_its_page_shows_the_same(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"tables.md": TABLE})
    assert [finding.split()[0] for finding in identities(handbook.judged())] == ["S802"]
    breaks.change(":id: ORG-grond\n", ":id: ORG-grond\n:group: yes\n")(handbook)
    assert identities(handbook.judged()) == []
    assert built(handbook).stderr == ""
    page = (handbook.folder / "html" / "tables.html").read_text(encoding="utf-8")
    assert ">ORG-grond<" in page
    assert ">GR-C1<" in page


def test_an_id_that_resembles_a_retired_one_is_not_that_one(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.retired()(handbook)
    breaks.change(":chain: KTN-grond", ":chain: KTN-grundd")(handbook)
    (finding,) = handbook.judged().findings
    assert finding.message == "GR-C1 links by 'chain' to KTN-grundd, which is not an item, did you mean KTN-grond?"
