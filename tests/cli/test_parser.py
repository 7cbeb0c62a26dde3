"""`rules`, `explain`, `items`, `show`, `path` and `--help`, as a reader types them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.cli.parser import parser
from tests import breaks
from tests.handbooks import TOP, Handbook, ground

COMMANDS = (
    "check", "rules", "explain", "items", "show", "path", "checklist", "diff", "freeze", "source", "review", "accept",
    "intl", "publish",
)  # fmt: skip


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return ground(tmp_path)


@pytest.mark.parametrize("word", [*COMMANDS, "source read", "source prove", "source verify"])
def test_the_help_of_a_subcommand_gives_examples_that_can_be_parsed(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([*word.split(), "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    examples = [line for line in shown.splitlines() if line.startswith("  spoorboek ")]
    assert any(line.startswith(f"  spoorboek {word}") for line in examples)
    for line in examples:
        assert parser().parse_args(shlex.split(line)[1:]).subcommand
    assert "--docs DIR" in shown


def test_without_a_subcommand_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    shown = capsys.readouterr().err
    assert all(f"    {word} " in shown for word in COMMANDS)
    assert "exit codes: 0 clean, 1 findings (or no path), 2 could not be run" in shown


def test_a_misspelt_subcommand_is_reported_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["chekc"])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: argument COMMAND: invalid choice: 'chekc'")


def test_rules_lists_every_rule_by_number(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("rules") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == sorted(lines)
    promise = "Every theme holds at least one commitment or investigation."
    assert lines[0].split(maxsplit=3) == ["S101", "error", "theme-without-commitment", promise]


def test_rules_outside_a_handbook_lists_those_that_hold_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["rules", "--conf", str(tmp_path)]) == 0
    output = capsys.readouterr()
    assert "S501" in output.out
    assert "S101" not in output.out
    assert output.err == f"There are no settings in {tmp_path}: the links that they require are rules too\n"


@pytest.mark.parametrize("word", ["S501", "s501", "unknown-target", "Unknown-Target"])
def test_explain_shows_the_page_beside_the_rule(
    word: str, handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command("explain", word) == 0
    page = TOP / "ext" / "spoorboek" / "rules" / "unknown_target.md"
    assert capsys.readouterr().out == page.read_text(encoding="utf-8")


def test_explain_shows_the_page_of_a_required_link_without_its_front_matter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["explain", "S101", "--docs", str(TOP / "docs"), "--conf", str(TOP / "conf")]) == 0
    page = (TOP / "docs" / "regels" / "theme-without-commitment.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == page.partition("---\n\n")[2]


def test_explain_shows_the_settings_of_a_rule_without_page(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command("explain", "S102") == 0
    assert capsys.readouterr().out == (
        "# S102 theme-without-organisation\n\n"
        "From every theme a path leads to a responsible organisation.\n\n"
        "Severity: error.\n\n"
        "A path is `>role` to the target of a link, `<role` back to the item that has it.\n\n"
        "- from theme along `<theme >responsible` to organisation\n"
    )


def test_explain_suggests_the_nearest_rule(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("explain", "unknown-traget") == 2
    message = "error: 'unknown-traget' is not a rule, did you mean unknown-target?; `spoorboek rules` lists them\n"
    assert capsys.readouterr() == ("", message)


def test_items_gives_every_option_and_link_its_place(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("items") == 0
    rows = [line.split(maxsplit=3) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["place", "item", "what", "value"]
    assert rows[1] == ["docs/index.md:10:5", "BRN-grond", "source", "Programme of an authority"]
    assert rows[2] == ["docs/index.md:11:2", "BRN-grond", "id", "BRN-grond"]
    assert ["docs/index.md:49:9", "GR-C1", ">theme", "THM-grond"] in rows
    assert len({row[1] for row in rows[1:]}) == 17


def test_items_in_json_is_the_programme(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("items", "--format", "json") == 0
    programme = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in programme["items"]][:3] == ["BRN-grond", "GR-P1-S1", "ORG-grond"]
    (commitment,) = [item for item in programme["items"] if item["id"] == "GR-C1"]
    assert commitment["links"][1] == {
        "item": "GR-C1",
        "role": "theme",
        "target": "THM-grond",
        "at": {"file": "docs/index.md", "line": 49, "column": 9},
        "sound": True,
    }
    assert {mention["target"] for mention in programme["mentions"]} == {"THM-grond", "GR-C1"}


SHOWN = """\
GR-C1  The authority studies waiting lists
commitment (Voornemen), docs/index.md:44:5
state: evidenced, as of 2026-11-23

fields
  Jaar           2024        docs/index.md:46:8
  Toetsbaar als  activiteit  docs/index.md:47:15

links
  steunt op         >grounded_in  GR-P1-S1   The authority will study waiting lists  docs/index.md:48:15
  valt onder        >theme        THM-grond  Waiting lists                           docs/index.md:49:9
  betreft keten     >chain        KTN-grond  Youth care                              docs/index.md:50:9
  verantwoordelijk  >responsible  ORG-grond  An authority                            docs/index.md:51:15

linked from
  getoetst door    <checks   GR-C1-a       Did the authority study waiting lists?  docs/index.md:67:10
  uitgevoerd door  <fulfils  OND-families  How long do families wait?              docs/types.md:36:11
  gebeurtenissen   <of       GEB-grond     The authority published a report        docs/index.md:58:6

what happened
  2024-05-14  GEB-grond  The authority published a report  An authority  BRN-grond
"""


def test_show_prints_an_item_with_its_links_both_ways_its_state_and_its_trace(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command("show", "GR-C1") == 0
    assert capsys.readouterr().out == SHOWN


def test_show_prints_the_state_as_of_a_date(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("show", "GR-C1-a", "--as-of", "2024-05-13") == 0
    output = capsys.readouterr().out
    assert "\nstate: not confirmed, as of 2024-05-13\n" in output
    assert "\nwhat happened\n  2024-05-14  GEB-grond  " in output


def test_show_prints_a_link_that_leads_nowhere_and_a_second_item_of_the_same_id(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond", ":chain: KTN-ground")(handbook)
    breaks.add(breaks.chain("GR-C1", title="Another"))(handbook)
    assert handbook.command("show", "GR-C1") == 0
    output = capsys.readouterr().out
    assert "  betreft keten     >chain        KTN-ground  no such item " in output
    assert "\n'Another' at docs/" in output


@pytest.mark.parametrize("typed", ["show gr-c1", "path THM-grond gr-c1", "path gr-c1 THM-grond"])
def test_show_and_path_know_what_was_meant(typed: str, handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command(*typed.split()) == 2
    message = "error: gr-c1 is not an item, did you mean GR-C1?; `spoorboek items` lists them\n"
    assert capsys.readouterr() == ("", message)


ALONE = ":::{chain} Alone\n:id: KTN-alone\n:::\n\n"
WAY = """\
THM-grond  Waiting lists
  <theme   GR-C1  The authority studies waiting lists  docs/index.md:49:9
  <checks  GR-C1-a  Did the authority study waiting lists?  docs/index.md:67:10
2 steps
"""


def test_path_prints_each_step_with_its_direction_and_place(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command("path", "THM-grond", "GR-C1-a") == 0
    assert capsys.readouterr().out == WAY


def test_path_goes_the_same_way_back(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("path", "GR-C1-a", "THM-grond") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["GR-C1-a", ">checks", ">theme", "2"]


def test_path_from_an_item_to_itself_has_no_step(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("path", "THM-grond", "THM-grond") == 0
    assert capsys.readouterr().out == "THM-grond  Waiting lists\n0 steps\n"


def test_without_a_path_it_prints_the_items_that_can_be_reached(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.add(f"{ALONE}:::{{chain}} Other\n:id: KTN-other\n:part_of: KTN-alone\n:::\n")(handbook)
    assert handbook.command("path", "KTN-other", "GR-C1") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "no path leads from KTN-other to GR-C1",
        "1 other item can be reached from KTN-other; the farthest is KTN-alone:",
        lines[2],
    ]
    assert lines[3].startswith("  >part_of  KTN-alone  ")
    assert lines[4] == "1 step"


def test_an_item_without_links_reaches_nothing(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    breaks.add(ALONE)(handbook)
    assert handbook.command("path", "KTN-alone", "GR-C1") == 1
    assert capsys.readouterr().out == (
        "no path leads from KTN-alone to GR-C1\nKTN-alone has no link to an item, and none has a link to it\n"
    )
