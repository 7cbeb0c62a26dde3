"""`spoorboek review` lists what has to be read; `spoorboek accept` records it in a stamp and changes nothing else."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from spoorboek.cli import clock
from spoorboek.config import stamps_file
from tests import breaks
from tests.handbooks import Handbook, all_read, as_of, ground
from tests.repositories import begin, git

FIRST = ("--by", "the editors", "--on", "2026-11-20", "--why", "first reading")
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs on a day that tests know, also where midnight comes while they run."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def stamps(handbook: Handbook) -> dict[str, stamps_file.Stamp]:
    return {stamp.name: stamp for stamp in stamps_file.read(handbook.conf / stamps_file.FILE, "x") or ()}


@pytest.fixture
def handbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Handbook:
    """All of it was read and committed; then a theme and a sentence got other words."""
    handbook = ground(tmp_path / "project")
    as_of(handbook.conf, TODAY.isoformat())
    assert handbook.command("accept", "--all", *FIRST) == 0
    begin(handbook.folder)
    breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times")(handbook)
    breaks.change("The authority will study waiting lists", "The authority wants to study waiting lists")(handbook)
    capsys.readouterr()
    return handbook


def test_review_shows_what_changed_word_by_word_per_owner(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond", ":chain: KTN-grond\n:owner: team youth")(handbook)
    assert handbook.command("review", "GR-C1") == 0
    assert capsys.readouterr().out == (
        "team youth: 2 reviews\n"
        "  GR-P1-S1  The authority wants to study waiting lists  docs/index.md:19:5\n"
        "    GR-C1 grounded_in GR-P1-S1  docs/index.md:48:15"
        "  changed since the editors reviewed it on 2026-11-20 (first reading)\n"
        "      title: … The authority [-will-] {+wants to+} study waiting lists …\n"
        "  THM-grond  Waiting times  docs/index.md:34:5\n"
        "    GR-C1 theme THM-grond  docs/index.md:49:9"
        "  changed since the editors reviewed it on 2026-11-20 (first reading)\n"
        "      title: … Waiting [-lists-] {+times+}\n"
        "\n"
        "2 of 4 links and items reviewed, as they are now\n"
    )


def test_review_can_be_asked_for_the_links_of_one_owner_or_of_nobody(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond", ":chain: KTN-grond\n:owner: team youth")(handbook)
    handbook.command("review", "--owner", "team youth")
    own_readings = capsys.readouterr().out
    handbook.command("review", "--owner", "")
    other_readings = capsys.readouterr().out
    # The owner of a commitment keeps its checks too.
    assert own_readings.endswith("\n4 of 6 links and items reviewed, as they are now\n")
    assert other_readings.startswith("no owner: ")
    assert "GR-C1 theme" not in other_readings
    assert handbook.command("review", "--owner", "team young") == 2
    assert capsys.readouterr().err.startswith("error: no item has the owner 'team young', did you mean team youth?; ")


def test_review_in_json_contains_the_same(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("review", "GR-C1", "theme", "THM-grond", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "links": 1,
        "items": 0,
        "outcomes": 0,
        "read": 0,
        "gates": {
            file: {"standing": "read", "stamp": None, "removed": [], "added": []}
            for file in ("ubproject.toml", "conf.py")
        },
        "waiting": [
            {
                "kind": "link",
                "item": "GR-C1",
                "role": "theme",
                "target": "THM-grond",
                "file": "docs/index.md",
                "line": 49,
                "column": 9,
                "owner": "",
                "standing": "suspect",
                "stamp": {"by": "the editors", "on": "2026-11-20", "why": "first reading"},
                "changes": [{"part": "title", "before": "lists", "after": "times"}],
            }
        ],
    }


def test_accept_shows_the_words_then_stamps_and_a_second_run_is_silent(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command("check") == 1
    capsys.readouterr()
    assert handbook.command("accept", "GR-C1", "--why", "still true") == 0
    output = capsys.readouterr().out
    assert "title: … Waiting [-lists-] {+times+}" in output
    assert output.endswith(f"\n2 stamps written to {(handbook.conf / 'stamps.toml').as_posix()}\n")
    before = (handbook.conf / "stamps.toml").read_bytes()
    assert handbook.command("accept", "GR-C1", "--why", "still true") == 0
    assert capsys.readouterr() == ("", "")
    assert (handbook.conf / "stamps.toml").read_bytes() == before


def test_accept_touches_only_its_own_lines(handbook: Handbook) -> None:
    path = handbook.conf / "stamps.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    { link", "    # A note.\n    { link", 3), encoding="utf-8"
    )
    before = path.read_text(encoding="utf-8").splitlines()
    handbook.command("accept", "GR-C1", "--why", "still true")
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split('"')[1] for line in changed] == ["GR-C1 grounded_in GR-P1-S1", "GR-C1 theme THM-grond"]


@pytest.mark.parametrize("options", [(), ("--why", ""), ("--why", " ")])
def test_accept_refuses_without_a_reason(
    handbook: Handbook, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = (handbook.conf / "stamps.toml").read_bytes()
    assert handbook.command("accept", "GR-C1", *options) == 2
    assert capsys.readouterr().err == "error: a stamp has no reason; give the reason for accepting it with --why\n"
    assert (handbook.conf / "stamps.toml").read_bytes() == before


def test_accept_requires_the_items_to_accept(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("accept", "--why", "x") == 2
    assert capsys.readouterr().err == "error: no item or link was named to accept; name items or links, or give --all\n"


@pytest.mark.parametrize("typed", [("GR-C1", "theme", "THM-grond"), ("GR-C1 theme THM-grond",)])
def test_accept_takes_one_link(handbook: Handbook, typed: tuple[str, ...]) -> None:
    assert handbook.command("accept", *typed, "--why", "read again") == 0
    assert [link for link, stamp in stamps(handbook).items() if stamp.why == "read again"] == ["GR-C1 theme THM-grond"]


def test_accept_follows_the_trace_both_ways(handbook: Handbook) -> None:
    assert handbook.command("accept", "GR-C1", "--follow", "--why", "the chain was read") == 0
    again = {link.split()[0] for link, stamp in stamps(handbook).items() if stamp.why == "the chain was read"}
    assert {"GR-C1", "THM-grond", "KTN-grond", "OND-families"} <= again


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("GR-C1", "theme", "THM-grund"), "GR-C1 theme THM-grund is not a link, did you mean GR-C1 theme THM-grond?"),
        (("GR-C11",), "GR-C11 is not an item, did you mean GR-C1?"),
        (("GR-C1", "theme"), "GR-C1 theme is not a link"),
    ],
)
def test_an_unknown_item_or_link_is_reported(
    handbook: Handbook, typed: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stamps(handbook)
    assert handbook.command("accept", *typed, "--gate", "--on", TODAY.isoformat(), "--why", "x") == 2
    output = capsys.readouterr()
    assert output.err.startswith(f"error: {message}")
    assert (output.out, stamps(handbook)) == ("", before)  # nor is the gate accepted


def test_by_and_on_come_from_options_or_settings(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    link = ("GR-C1", "theme", "THM-grond")
    handbook.command("accept", *link, "--why", "read")
    assert (stamps(handbook)[" ".join(link)].by, stamps(handbook)[" ".join(link)].on) == ("redactie", TODAY)
    breaks.change('reviewer = "redactie"', 'reviewer = ""', breaks.SETTINGS)(handbook)
    git(handbook.folder, "config", "user.name", "Team Youth")
    breaks.change(":::{theme} Waiting times", ":::{theme} Waiting")(handbook)
    handbook.command("accept", *link, "--why", "read", "--on", "2026-11-22")
    assert str(stamps(handbook)[" ".join(link)]).endswith('by = "Team Youth", on = 2026-11-22, why = "read" },')


def test_without_a_reviewer_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = ground(tmp_path)
    as_of(handbook.conf, TODAY.isoformat())
    breaks.change('reviewer = "redactie"', 'reviewer = ""', breaks.SETTINGS)(handbook)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert handbook.command("accept", "GR-C1", "--why", "x") == 2
    assert "error: the reviewer is not named; name one with --by" in capsys.readouterr().err
    assert not (handbook.conf / "stamps.toml").exists()


def test_stamps_of_links_that_went_are_dropped_on_request_only(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond\n", "")(handbook)
    handbook.command("accept", "--all", "--why", "x")
    assert "GR-C1 chain KTN-grond" in stamps(handbook)
    capsys.readouterr()
    assert handbook.command("accept", "--drop") == 0
    assert capsys.readouterr().out.startswith("GR-C1 chain KTN-grond  ")
    assert "GR-C1 chain KTN-grond" not in stamps(handbook)
    assert handbook.command("accept", "--drop") == 0
    assert capsys.readouterr() == ("", "")


def test_a_broken_file_stops_both_with_its_place(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    path = handbook.conf / "stamps.toml"
    text = path.read_text(encoding="utf-8").replace("stamps = [\n", "stamps = [\n<<<<<<< HEAD\n")
    path.write_text(text, encoding="utf-8")
    for typed in (("review",), ("accept", "--all", "--why", "x"), ("check",)):
        assert handbook.command(*typed) == 2
        message = "conf/stamps.toml:4:1: error: a merge was not finished: '<<<<<<< HEAD'; "
        assert capsys.readouterr().err.startswith(message)
    assert path.read_text(encoding="utf-8") == text


# Days on which nobody can have read what is there now.
def test_accept_refuses_a_day_that_lies_ahead_of_today_or_of_every_state(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (handbook.conf / "stamps.toml").read_bytes()
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert handbook.command("accept", "GR-C1", "--why", "x", "--on", tomorrow.isoformat()) == 2
    assert capsys.readouterr().err.startswith(f"error: {tomorrow} is in the future; ")
    as_of(handbook.conf, "2026-11-21")
    for typed in (("GR-C1",), ("--gate",), ("GR-C1", "--as-of", "today")):
        assert handbook.command("accept", *typed, "--why", "x", "--on", "2026-11-22") == 2
        assert capsys.readouterr().err == (
            "error: 2026-11-22 is after as-of (2026-11-21), the date of every state; "
            "move as-of in ubproject.toml to 2026-11-22 first, as a change of its own\n"
        )
    assert (handbook.conf / "stamps.toml").read_bytes() == before
    assert handbook.command("accept", "GR-C1", "--why", "x", "--on", "2026-11-21") == 0


def test_accept_refuses_a_day_before_what_is_read_was_first_committed(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    """The small handbook was committed on 3 February 2024, by the clock of its tests."""
    breaks.change(":chain: KTN-grond", ":chain: KTN-grond\n:owner: team youth")(handbook)
    assert handbook.command("accept", "GR-C1", "--why", "x", "--on", "2024-02-02") == 2
    problem = "GR-C1 was first committed on 2024-02-03, after 2024-02-02"
    assert capsys.readouterr().err == f"error: {problem}; give the day on which it was reviewed with --on\n"
    assert handbook.command("accept", "GR-C1", "--why", "x", "--on", "2024-02-03") == 0


def test_accept_takes_an_earlier_day_where_there_is_no_history(tmp_path: Path) -> None:
    handbook = ground(tmp_path / "project")
    assert handbook.command("accept", "--all", "--by", "the editors", "--why", "x", "--on", "2001-01-01") == 0


# Stamps of what is not there.
def test_the_last_trace_of_an_item_that_went_stays_until_the_item_is_retired(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    page = handbook.docs / "types.md"
    text = page.read_text(encoding="utf-8")
    begin = text.index(":::{goal}")
    page.write_text(text[:begin] + text[text.index(":::\n", begin + 5) + 4 :], encoding="utf-8")
    capsys.readouterr()
    assert handbook.command("accept", "--all", "--drop", "--why", "x") == 0
    out = capsys.readouterr().out
    assert "DOEL-year grounded_in BRN-words  " in out
    assert out.endswith("  stays: its item no longer exists and was not retired\n")
    assert "DOEL-year grounded_in BRN-words" in stamps(handbook)
    (handbook.conf / "retired.toml").write_text(
        '[[retired]]\nid = "DOEL-year"\ndate = 2026-11-20\nreason = "it went"\n', encoding="utf-8"
    )
    assert handbook.command("accept", "--drop") == 0
    assert "DOEL-year grounded_in BRN-words" not in stamps(handbook)


# Items themselves, and what is asked.
def test_review_and_accept_take_items_and_the_gate_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = all_read(ground(tmp_path / "project"))
    begin(handbook.folder)
    breaks.change(":kind: report", ":kind: withdrawal")(handbook)
    breaks.change('review-every = "24 months"', 'review-every = "36 months"', breaks.SETTINGS)(handbook)
    assert handbook.command("review") == 0
    shown, total = capsys.readouterr().out.rsplit("\n", 2)[:2]
    read, count = (int(word) for word in total.split() if word.isdigit())
    assert count - read == 3
    assert shown == (
        "ubproject.toml: changed since the editors reviewed it on 2026-11-23 (read)\n"
        '  [-trace.review-every = "24 months"-]\n'
        '  {+trace.review-every = "36 months"+}\n'
        "\n"
        "no owner: 3 reviews\n"
        "  GEB-grond  The authority published a report  docs/index.md:54:5\n"
        "    GEB-grond  docs/index.md:54:5  changed since the editors reviewed it on 2026-11-23 (read)\n"
        "    GR-C1-a evidence GEB-grond  docs/index.md:68:12"
        "  changed since the editors reviewed it on 2026-11-23 (read)\n"
        "    AANB-count made_in GEB-grond  docs/types.md:52:11"
        "  changed since the editors reviewed it on 2026-11-23 (read)\n"
        "      kind: [-report-] {+withdrawal+}\n"
    )
    assert handbook.command("review", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    read_by = {"by": "the editors", "on": "2026-11-23", "why": "read"}
    assert document["gates"] == {
        "ubproject.toml": {
            "standing": "suspect",
            "stamp": read_by,
            "removed": ['trace.review-every = "24 months"'],
            "added": ['trace.review-every = "36 months"'],
        },
        "conf.py": {"standing": "read", "stamp": read_by, "removed": [], "added": []},
    }
    assert [(review["kind"], review["role"]) for review in document["waiting"]] == [
        ("item", ""),
        ("link", "evidence"),
        ("link", "made_in"),
    ]
    assert handbook.command("accept", "--all", "--on", "2026-11-23", "--why", "it was taken back") == 0
    assert stamps(handbook)["GEB-grond"].why == "it was taken back"
    assert stamps(handbook)["ubproject.toml"].why == "read"
    assert handbook.command("accept", "--gate", "--on", "2026-11-23", "--why", "three years will do") == 0
    assert stamps(handbook)["ubproject.toml"].why == "three years will do"
    capsys.readouterr()
    assert handbook.command("accept", "--gate", "--all", "--on", "2026-11-23", "--why", "x") == 0
    assert capsys.readouterr() == ("", "")
    assert handbook.command("check") == 0
