"""A type that an authority adds may use the links and fields of our types, without taking on their meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.analysis import searches, state, trace_line
from spoorboek.analysis.state import State
from tests.handbooks import AS_OF, Handbook, ground
from tests.running import built

TYPES = """
[needs.types.measure]
title = "Measure"
prefix = "MEA-"
[needs.types.measure.fields]
kind = { description = "kind", schema = { type = "string" } }
[needs.types.measure.links]
of = {}
checks = {}
for = {}
"""
MEASURE = """
:::{measure} Fewer forms
:id: MEA-forms
:kind: withdrawal
:of: GR-C1
:checks: GR-C1
:for: GR-C1-a

It is no event, no check and no search.
:::
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small handbook with a measure, read and built."""
    handbook = ground(tmp_path_factory.mktemp("measures"))
    path = handbook.conf / "ubproject.toml"
    path.write_text(path.read_text(encoding="utf-8") + TYPES, encoding="utf-8")
    other = handbook.docs / "other.md"
    other.write_text(other.read_text(encoding="utf-8") + MEASURE, encoding="utf-8")
    return handbook.folder


def test_an_item_of_another_type_is_no_event_check_or_search(folder: Path) -> None:
    programme, _settings = Handbook(folder).read()
    commitment, check = programme.by_id["GR-C1"], programme.by_id["GR-C1-a"]
    assert state.of_commitment(programme, commitment, AS_OF) is State.SHOWN
    assert [item.id for item in state.checks(programme, commitment)] == ["GR-C1-a"]
    assert searches.of(programme, check) == ()
    stations = trace_line.of(programme, commitment, AS_OF)
    assert "MEA-forms" not in {station.subject.id for station in stations}


def test_pages_show_its_links_both_ways(folder: Path) -> None:
    done = built(Handbook(folder))
    assert (done.returncode, done.stderr) == (0, "")
    html = (folder / "html" / "other.html").read_text(encoding="utf-8")
    own, its = html[html.index('id="MEA-forms"') :], (folder / "html" / "index.html").read_text(encoding="utf-8")
    assert own.count('href="index.html#GR-C1"') == 2
    assert 'href="index.html#GR-C1-a"' in own
    assert 'href="other.html#MEA-forms"' in its
