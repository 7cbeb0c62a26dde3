"""`spoorboek review` shows what has to be read, `spoorboek accept` says that it was read, and nothing else."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.config import stamps_file
from tests import breaks
from tests.handbooks import Handbook, ground
from tests.test_history import commit, git

FIRST = ("--by", "the editors", "--on", "2026-11-20", "--why", "first reading")
TODAY = datetime.datetime.now().astimezone().date()


def say(handbook: Handbook, *typed: str) -> int:
    return cli.main([*typed, "--docs", str(handbook.docs), "--conf", str(handbook.conf)])


def stamps(handbook: Handbook) -> dict[str, stamps_file.Stamp]:
    return {each.name: each for each in stamps_file.read(handbook.conf / stamps_file.FILE, "x") or ()}


@pytest.fixture
def handbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Handbook:
    """All of it was read and committed; then a theme and a sentence got other words."""
    made = ground(tmp_path / "project")
    assert say(made, "accept", "--all", *FIRST) == 0
    git(made.folder, "init", "--quiet")
    commit(made.folder)
    breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times")(made)
    breaks.change("The authority will study waiting lists", "The authority wants to study waiting lists")(made)
    capsys.readouterr()
    return made


def test_review_shows_what_changed_word_by_word_per_owner(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond", ":chain: KTN-grond\n:owner: team youth")(handbook)
    assert say(handbook, "review", "GR-C1") == 0
    assert capsys.readouterr().out == (
        "team youth: 2 links\n"
        "  GR-P1-S1  The authority wants to study waiting lists  docs/index.md:19:5\n"
        "    GR-C1 grounded_in GR-P1-S1  docs/index.md:48:15"
        "  changed since the editors read it on 2026-11-20 (first reading)\n"
        "      title: … The authority [-will-] {+wants to+} study waiting lists …\n"
        "  THM-grond  Waiting times  docs/index.md:34:5\n"
        "    GR-C1 theme THM-grond  docs/index.md:49:9"
        "  changed since the editors read it on 2026-11-20 (first reading)\n"
        "      title: … Waiting [-lists-] {+times+}\n"
        "\n"
        "2 of 4 links read, as it is now\n"
    )


def test_review_can_be_asked_for_the_links_of_one_owner_or_of_nobody(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond", ":chain: KTN-grond\n:owner: team youth")(handbook)
    say(handbook, "review", "--owner", "team youth")
    mine = capsys.readouterr().out
    say(handbook, "review", "--owner", "")
    others = capsys.readouterr().out
    assert mine.endswith("\n4 of 6 links read, as it is now\n")  # the owner of a commitment keeps its checks too
    assert others.startswith("no owner: ")
    assert "GR-C1 theme" not in others


def test_review_in_json_holds_the_same(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(handbook, "review", "GR-C1", "theme", "THM-grond", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "links": 1,
        "read": 0,
        "waiting": [
            {
                "item": "GR-C1",
                "role": "theme",
                "target": "THM-grond",
                "file": "docs/index.md",
                "line": 49,
                "column": 9,
                "owner": "",
                "standing": "suspect",
                "read": {"by": "the editors", "on": "2026-11-20", "why": "first reading"},
                "changes": [{"part": "title", "before": "lists", "after": "times"}],
            }
        ],
    }


def test_accept_shows_the_words_then_stamps_and_a_second_run_is_silent(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(handbook, "check") == 1
    capsys.readouterr()
    assert say(handbook, "accept", "GR-C1", "--why", "still true") == 0
    said = capsys.readouterr().out
    assert "title: … Waiting [-lists-] {+times+}" in said
    assert said.endswith(f"\n2 stamps written to {(handbook.conf / 'stamps.toml').as_posix()}\n")
    before = (handbook.conf / "stamps.toml").read_bytes()
    assert say(handbook, "accept", "GR-C1", "--why", "still true") == 0
    assert capsys.readouterr() == ("", "")
    assert (handbook.conf / "stamps.toml").read_bytes() == before


def test_accept_touches_only_its_own_lines(handbook: Handbook) -> None:
    path = handbook.conf / "stamps.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    { link", "    # A note.\n    { link", 3), encoding="utf-8"
    )
    before = path.read_text(encoding="utf-8").splitlines()
    say(handbook, "accept", "GR-C1", "--why", "still true")
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split('"')[1] for line in changed] == ["GR-C1 grounded_in GR-P1-S1", "GR-C1 theme THM-grond"]


@pytest.mark.parametrize("why", [(), ("--why", ""), ("--why", " ")])
def test_accept_refuses_without_a_reason(
    handbook: Handbook, why: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = (handbook.conf / "stamps.toml").read_bytes()
    assert say(handbook, "accept", "GR-C1", *why) == 2
    assert capsys.readouterr().err == "error: a stamp has no reason; say with --why why what was read will do\n"
    assert (handbook.conf / "stamps.toml").read_bytes() == before


def test_accept_wants_to_know_what_was_read(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(handbook, "accept", "--why", "x") == 2
    assert capsys.readouterr().err == "error: it is not said what was read; name items or links, or say --all\n"


@pytest.mark.parametrize("typed", [("GR-C1", "theme", "THM-grond"), ("GR-C1 theme THM-grond",)])
def test_accept_takes_one_link(handbook: Handbook, typed: tuple[str, ...]) -> None:
    assert say(handbook, "accept", *typed, "--why", "read again") == 0
    assert [link for link, each in stamps(handbook).items() if each.why == "read again"] == ["GR-C1 theme THM-grond"]


def test_accept_follows_the_trace_both_ways(handbook: Handbook) -> None:
    assert say(handbook, "accept", "GR-C1", "--follow", "--why", "the chain was read") == 0
    again = {link.split()[0] for link, each in stamps(handbook).items() if each.why == "the chain was read"}
    assert {"GR-C1", "THM-grond", "KTN-grond", "OND-families"} <= again


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("GR-C1", "theme", "THM-grund"), "GR-C1 theme THM-grund is no link, did you mean GR-C1 theme THM-grond?"),
        (("GR-C11",), "GR-C11 is no item, did you mean GR-C1?"),
        (("GR-C1", "theme"), "GR-C1 theme  is no link"),
    ],
)
def test_what_is_no_item_or_link_is_told(
    handbook: Handbook, typed: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(handbook, "accept", *typed, "--why", "x") == 2
    assert capsys.readouterr().err.startswith(f"error: {said}")


def test_who_and_when_are_said_or_known(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    link = ("GR-C1", "theme", "THM-grond")
    say(handbook, "accept", *link, "--why", "read")
    assert (stamps(handbook)[" ".join(link)].by, stamps(handbook)[" ".join(link)].on) == ("redactie", TODAY)
    breaks.change('reviewer = "redactie"', 'reviewer = ""', breaks.SETTINGS)(handbook)
    git(handbook.folder, "config", "user.name", "Team Youth")
    breaks.change(":::{theme} Waiting times", ":::{theme} Waiting")(handbook)
    say(handbook, "accept", *link, "--why", "read", "--on", "2026-11-22")
    assert str(stamps(handbook)[" ".join(link)]).endswith('by = "Team Youth", on = 2026-11-22, why = "read" },')


def test_where_nobody_is_known_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ground(tmp_path)
    breaks.change('reviewer = "redactie"', 'reviewer = ""', breaks.SETTINGS)(made)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert say(made, "accept", "GR-C1", "--why", "x") == 2
    assert "error: nobody is named who read it; say it with --by" in capsys.readouterr().err
    assert not (made.conf / "stamps.toml").exists()


def test_stamps_of_links_that_went_are_dropped_on_request_only(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.change(":chain: KTN-grond\n", "")(handbook)
    say(handbook, "accept", "--all", "--why", "x")
    assert "GR-C1 chain KTN-grond" in stamps(handbook)
    capsys.readouterr()
    assert say(handbook, "accept", "--drop") == 0
    assert capsys.readouterr().out.startswith("GR-C1 chain KTN-grond  ")
    assert "GR-C1 chain KTN-grond" not in stamps(handbook)
    assert say(handbook, "accept", "--drop") == 0
    assert capsys.readouterr() == ("", "")


def test_a_broken_file_stops_both_with_its_place(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    path = handbook.conf / "stamps.toml"
    text = path.read_text(encoding="utf-8").replace("stamps = [\n", "stamps = [\n<<<<<<< HEAD\n")
    path.write_text(text, encoding="utf-8")
    for typed in (("review",), ("accept", "--all", "--why", "x"), ("check",)):
        assert say(handbook, *typed) == 2
        said = "conf/stamps.toml:4:1: error: a merge was not finished: '<<<<<<< HEAD'; "
        assert capsys.readouterr().err.startswith(said)
    assert path.read_text(encoding="utf-8") == text
