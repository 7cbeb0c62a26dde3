"""Paths of several steps, and several paths: how far each got, which step is missing, and the nearest match."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.config import settings_file
from spoorboek.config.settings import Settings
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.check import check
from tests.rules.drawing import drawing

TYPES = """\
[needs]
id_regex = "^[A-Z][0-9]$"

[needs.types.theme.links]
[needs.types.commitment.links]
theme = {}
chain = {}
[needs.types.chain]
[needs.types.event.links]
of = {}
by = {}
about = {}
[needs.types.organisation]

[[trace.require]]
number = "S1900"
name = "theme-without-actor"
promise = "Somebody did something about every theme."
from = "theme"
to = ["organisation"]
"""
THREE_STEPS = 'paths = [["<theme", "<of", ">by"]]'
TWO_PATHS = 'paths = [["<theme", "<of", ">by"], ["<theme", ">chain", "<about", ">by"]]'
KINDS = {"T": "theme", "C": "commitment", "K": "chain", "E": "event", "O": "organisation"}


def read(folder: Path, paths: str) -> Settings:
    (folder / "ubproject.toml").write_text(TYPES + paths, encoding="utf-8")
    return settings_file.read(folder / "ubproject.toml", "ubproject.toml")


def findings(folder: Path, paths: str, *arrows: str) -> list[str]:
    findings = check(drawing(*arrows, kinds=KINDS), read(folder, paths)).findings
    return [finding.message for finding in findings if finding.number == "S1900"]


TEN = ", ".join(f"E{n}" for n in range(10, 20))
COMPLETE = ("C1 theme T1", "E1 of C1", "E1 by O1")

# What is drawn, and how far the way from T1 got.
SO_FAR = {
    "the first step is missing": (("C1 chain K1", "E1 about T1"), "T1 is reached by 'theme' from nothing"),
    "the second step is missing": (COMPLETE[:1], "T1 leads to C1, and from there back by 'of' to nothing"),
    "the last step is missing": (COMPLETE[:2], "T1 leads to E1, and from there by 'by' to no organisation"),
    "the last step is missing on every branch": (
        ("C1 theme T1", "C2 theme T1", "E1 of C1", "E2 of C2", "E3 of C2"),
        "T1 leads to E1, E2, E3, and from there by 'by' to no organisation",
    ),
    "an item is reached twice": (
        ("C1 theme T1", "C2 theme T1", "E1 of C1", "E1 of C2"),
        "T1 leads to E1, and from there by 'by' to no organisation",
    ),
    "another link leads to one": (
        (*COMPLETE[:2], "E1 about O1"),
        "T1 leads to E1, and from there by 'by' to no organisation, though to O1 by 'about'",
    ),
    "the way ends elsewhere": ((*COMPLETE[:2], "E1 by K1"), "T1 leads by 'by' to K1 and to no organisation"),
    "very many are reached": (
        ("C1 theme T1", *(f"E{n} of C1" for n in range(10, 35))),
        f"T1 leads to {TEN} and 15 more, and from there by 'by' to no organisation",
    ),
}


@pytest.mark.parametrize("case", SO_FAR)
def test_the_message_shows_how_far_the_path_got(case: str, tmp_path: Path) -> None:
    arrows, message = SO_FAR[case]
    assert [finding for finding in findings(tmp_path, THREE_STEPS, *arrows) if finding.startswith("T1 ")] == [message]


def test_a_complete_path_is_enough(tmp_path: Path) -> None:
    assert findings(tmp_path, THREE_STEPS, *COMPLETE, "C2 theme T1") == []


def test_each_of_several_paths_is_reported(tmp_path: Path) -> None:
    (message,) = findings(tmp_path, TWO_PATHS, "C1 theme T1", "C1 chain K1", "E1 about K1", "E2 of C1")
    first, second = "leads to E2, and from there", "leads to E1, and from there"
    assert message == f"T1 {first} by 'by' to no organisation, and {second} by 'by' to no organisation"


def test_one_of_several_paths_is_enough(tmp_path: Path) -> None:
    assert findings(tmp_path, TWO_PATHS, "C1 theme T1", "C1 chain K1", "E1 about K1", "E1 by O1") == []


def test_a_link_on_the_way_to_no_item_is_reported_alone(tmp_path: Path) -> None:
    without_organisation = Programme(tuple(item for item in drawing(*COMPLETE, kinds=KINDS).items if item.id != "O1"))
    findings = check(without_organisation, read(tmp_path, THREE_STEPS)).findings
    assert {finding.number for finding in findings} - {"S805"} == {"S501"}  # nobody makes a drawing
