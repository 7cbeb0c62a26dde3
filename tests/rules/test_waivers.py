"""Waivers: what they match, what becomes of them, and how a handbook with findings adopts the gate."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from spoorboek.analysis.verdict import Verdict
from spoorboek.model.errors import SpoorboekError
from spoorboek.rules.engine import waivers
from spoorboek.rules.engine.check import check
from tests import breaks
from tests.handbooks import Handbook, ground, settle
from tests.running import built

LAST_DAY = datetime.date(2027, 3, 1)
AT = "conf/waivers.toml"
UNKNOWN_CHAIN = "S501 GR-C1 chain KTN-grund"


def waiver(finding: str = UNKNOWN_CHAIN, until: str = "2027-03-01", **fields: str) -> str:
    values = {"reason": "It waits.", "owner": "the editors", **fields}
    rows = [f'{name} = "{value}"' for name, value in values.items() if value]
    return "\n".join(("[[waive]]", f'finding = "{finding}"', *rows, f"until = {until}", ""))


def broken(folder: Path, *text: str) -> Handbook:
    """The ground handbook with a link to an unknown chain, and these waivers."""
    handbook = ground(folder)
    breaks.UNKNOWN_TARGET.do(handbook)
    (handbook.conf / "waivers.toml").write_text("\n".join(text), encoding="utf-8")
    return handbook


def freeze(handbook: Handbook, verdict: Verdict, owner: str = "the editors", reason: str = "As found.") -> int:
    findings = (*verdict.findings, *verdict.withheld)
    return waivers.freeze(handbook.conf / "waivers.toml", findings, owner, reason, LAST_DAY)


def rules_of(verdict: Verdict) -> list[str]:
    return [finding.number for finding in verdict.findings]


def test_a_waived_finding_is_kept_and_does_not_fail(tmp_path: Path) -> None:
    verdict, lines = broken(tmp_path, waiver()).check()
    assert lines == []
    assert not verdict.fails
    (waived,) = verdict.waived
    assert waived.finding.identity == UNKNOWN_CHAIN
    assert (waived.waiver.owner, waived.waiver.reason, waived.waiver.until) == ("the editors", "It waits.", LAST_DAY)


@pytest.mark.parametrize(
    "finding",
    [
        *(f"{UNKNOWN_CHAIN} ", f" {UNKNOWN_CHAIN}", UNKNOWN_CHAIN.lower()),
        *("S501", "S501 *", "S501 GR-C1 chain", "S501 GR-C1 chain KTN-grond", "S501 gr-c1 chain KTN-grund"),
    ],
)
def test_a_waiver_matches_what_it_names_and_nothing_like_it(finding: str, tmp_path: Path) -> None:
    assert rules_of(broken(tmp_path, waiver(finding)).judged()) == ["S702", "S501"]


@pytest.mark.parametrize("text", ["-", "...", "\u200b", "\u00a0"])
def test_owner_and_reason_contain_words(text: str, tmp_path: Path) -> None:
    found = broken(tmp_path, waiver(reason=text, owner=text)).judged()
    assert [str(finding) for finding in found.findings] == [
        f"{AT}:2:11: error S703 waiver-without-reason: the waiver of {UNKNOWN_CHAIN} has no 'reason' and no 'owner'"
    ]


def test_a_build_with_a_waived_flaw_passes(tmp_path: Path) -> None:
    command = built(broken(tmp_path, waiver()), "-b", "dummy")
    assert (command.stderr, command.returncode) == ("", 0)


def test_an_item_that_is_not_published_for_a_waived_flaw_is_reported_by_itself(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.MISSING_FIELD.do(handbook)
    (handbook.conf / "waivers.toml").write_text(waiver("S505 BRN-grond publisher"), encoding="utf-8")
    (line,) = handbook.check()[1]
    assert "error S804 published-otherwise: BRN-grond is not published" in line


def test_a_waiver_is_valid_on_its_last_day(tmp_path: Path) -> None:
    assert rules_of(broken(tmp_path / "last", waiver(until="2026-11-23")).quick()[0]) == []
    assert rules_of(broken(tmp_path / "after", waiver(until="2026-11-22")).quick()[0]) == ["S701"]


def test_a_waiver_lasts_no_longer_than_settings_allow(tmp_path: Path) -> None:
    verdict, lines = broken(tmp_path / "long", waiver(until="9999-12-31")).quick()
    assert rules_of(verdict) == ["S705"]
    assert lines[0].startswith(
        f"{AT}:5:9: error S705 long-waiver: the waiver of {UNKNOWN_CHAIN} lasts until 9999-12-31, "
        "expected a day up to 2027-11-23: 1 year after 2026-11-23"
    )
    assert rules_of(broken(tmp_path / "last", waiver(until="2027-11-23")).quick()[0]) == []
    short = broken(tmp_path / "short", waiver(until="2027-03-01"))
    settle(short.conf, "^as-of = ", 'waivers-valid-for = "90 days"\nas-of = ')
    assert rules_of(short.quick()[0]) == ["S705"]


def test_a_waiver_that_ended_is_one_error_whatever_it_set_aside(tmp_path: Path) -> None:
    verdict, lines = broken(tmp_path, waiver(until="2026-01-01", owner="")).quick()
    assert [waived.finding.identity for waived in verdict.waived] == [UNKNOWN_CHAIN]
    assert [line.partition(": the waiver")[0] for line in lines] == [
        f"{AT}:2:11: error S703 waiver-without-reason",
        f"{AT}:4:9: error S701 expired-waiver",
    ]


def test_a_waiver_of_nothing_is_only_unused_whatever_else_it_lacks(tmp_path: Path) -> None:
    assert rules_of(broken(tmp_path, waiver(), waiver("S501 x", "2020-01-01", reason="")).quick()[0]) == ["S702"]


def test_the_second_of_two_waivers_is_unused_even_if_it_is_valid_longer(tmp_path: Path) -> None:
    verdict, lines = broken(tmp_path, waiver(until="2020-01-01"), waiver()).quick()
    assert rules_of(verdict) == ["S701", "S702"]
    assert lines[1].endswith(f"waives nothing: the one at {AT}:2:11 does it")


def test_no_waiver_sets_aside_a_finding_about_a_waiver(tmp_path: Path) -> None:
    waivers = (waiver(until="2020-01-01"), waiver(f"S701 {UNKNOWN_CHAIN}"))
    assert rules_of(broken(tmp_path, *waivers).quick()[0]) == ["S701", "S702"]


def test_without_a_date_in_the_settings_no_waiver_ends(tmp_path: Path) -> None:
    handbook = broken(tmp_path, waiver(until="2020-01-01"))
    breaks.change("as-of = 2026-11-23", "#", breaks.SETTINGS)(handbook)
    assert handbook.quick()[1] == []


def test_no_file_is_no_waiver(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    (handbook.conf / "waivers.toml").unlink()
    assert handbook.quick()[1] == []


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_waiver_expires_soon_within_thirty_days(days: int, soon: bool, tmp_path: Path) -> None:
    as_of = datetime.date(2026, 11, 23)
    until = (as_of + datetime.timedelta(days)).isoformat()
    (waived,) = broken(tmp_path, waiver(until=until)).quick()[0].waived
    assert waivers.expires_soon(waived.waiver, as_of) is soon
    assert not waivers.expires_soon(waived.waiver, None)


UNREADABLE = {
    "no TOML": ("[[waive]\n", f"{AT}:1:8: error: invalid TOML: Expected ']]' at the end of an array declaration"),
    "an unknown key": (waiver() + 'onwer = "x"\n', f"{AT}:6:1: error: [[waive]] has no setting 'onwer', did you mean"),
    "an unknown table": ("[[waiver]]\n", f"{AT}:1:3: error: {AT} has no setting 'waiver', did you mean waive?"),
    "a table that is no list": (
        "[waive]\n",
        f"{AT}:1:1: error: waive is {{}}, expected a list; write each entry below [[waive]]",
    ),
    "no finding": ('[[waive]]\nowner = "x"\n', f"{AT}:1:1: error: [[waive]] has no 'finding'; add finding = "),
    "a day between quotes": (waiver(until='"2027-01-01"'), f"{AT}:5:9: error: until is '2027-01-01', expected a date"),
    "a moment for a day": (waiver(until="2027-01-01T01:00:00"), f"{AT}:5:9: error: until is 2027-01-01"),
    "a number for text": (waiver() + "[[waive]]\nfinding = 3\n", f"{AT}:7:11: error: finding is 3, expected text"),
}


@pytest.mark.parametrize("flaw", UNREADABLE)
def test_a_file_that_cannot_be_followed_is_one_line(flaw: str, tmp_path: Path) -> None:
    text, message = UNREADABLE[flaw]
    with pytest.raises(SpoorboekError) as error:
        broken(tmp_path, text).quick()
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_broken_handbook_takes_the_gate_on_and_can_only_get_better(tmp_path: Path) -> None:
    handbook = broken(tmp_path)
    breaks.BAD_CHOICE.do(handbook)
    breaks.UNKNOWN_TYPE.do(handbook)
    verdict, lines = handbook.quick()
    assert len(lines) == 3

    assert freeze(handbook, verdict) == 3 + len(verdict.withheld)
    frozen, lines = handbook.quick()
    assert lines == []
    assert {waived.finding for waived in frozen.waived} == {*verdict.findings, *verdict.withheld}

    breaks.NO_DATE.do(handbook)
    (line,) = handbook.quick()[1]
    assert line.startswith(breaks.NO_DATE.line)

    breaks.change(":date: 14 mei 2024", ":date: 2024-05-14")(handbook)
    breaks.change("KTN-grund", "KTN-grond")(handbook)
    (line,) = handbook.quick()[1]
    assert line.endswith(f": warning S702 unused-waiver: the waiver of {UNKNOWN_CHAIN} waives nothing")


def test_freezing_keeps_what_the_file_contains_and_adds_nothing_twice(tmp_path: Path) -> None:
    text = "# Ours, since 2024.\r\n\r\n" + waiver().replace("\n", "\r\n")
    handbook = broken(tmp_path)
    breaks.BAD_NUMBER.do(handbook)
    verdict, _ = handbook.check()
    (handbook.conf / "waivers.toml").write_bytes(text.encode())
    assert (
        freeze(handbook, verdict, reason='Said "later",\nin two lines \\.') == 2
    )  # what is wrong, and that it is not published
    assert freeze(handbook, verdict) == 0
    written = (handbook.conf / "waivers.toml").read_bytes().decode()
    assert written.startswith(
        text.rstrip()
        + '\n\n[[waive]]\nfinding = "S506 GR-P1-S1 page"\nreason = "Said \\"later\\", in two lines \\\\."\n'
        + 'owner = "the editors"\nuntil = 2027-03-01\n'
    )
    assert written.count("[[waive]]") == 3
    assert handbook.check()[1] == []
    assert sorted(path.name for path in handbook.conf.glob("*waivers*")) == ["waivers.toml"]


def test_freezing_sorts_and_makes_the_file(tmp_path: Path) -> None:
    handbook = broken(tmp_path)
    breaks.NO_DATE.do(handbook)
    verdict, _ = handbook.quick()
    path = handbook.conf / "waivers.toml"
    path.unlink()
    assert waivers.freeze(path, reversed(verdict.findings), "the editors", "As found.", LAST_DAY) == 2
    found = [row for row in path.read_text(encoding="utf-8").splitlines() if row.startswith("finding")]
    assert found == [f'finding = "{UNKNOWN_CHAIN}"', 'finding = "S506 GEB-grond date"']


def test_findings_about_waivers_and_information_are_not_frozen(tmp_path: Path) -> None:
    handbook = broken(tmp_path, waiver(until="2020-01-01"), waiver("S501 x"))
    source = (
        ":::{source} Old\n:id: BRN-old\n:publisher: x\n:licence: x\n:valid_until: 2020\n:::\n\n:::{sentence} It cites\n"
        ":id: EX-1\n:passage: P1\n:page: 1\n:number: 1\n:kind: reference\n:fingerprint: " + "1" * 64 + "\n"
        ":part_of: BRN-new\n:cites: BRN-old\n:::\n\n"
        ":::{source} New\n:id: BRN-new\n:publisher: x\n:licence: x\n:edition: 2024\n:::\n"
    )
    breaks.add(source)(handbook)
    verdict, _ = handbook.quick()
    assert rules_of(verdict) == ["S701", "S702", "S203"]
    assert freeze(handbook, verdict) == 0


@pytest.mark.parametrize("missing", ["owner", "reason"])
def test_freeze_requires_an_owner_and_a_reason(missing: str, tmp_path: Path) -> None:
    verdict, _ = broken(tmp_path).quick()
    with pytest.raises(SpoorboekError, match=f"error: a waiver has no {missing}; give it with --{missing}"):
        freeze(Handbook(tmp_path), verdict, **{missing: " "})
    assert (tmp_path / "conf" / "waivers.toml").read_text(encoding="utf-8") == ""


def test_a_file_written_in_another_style_is_left_as_it_is(tmp_path: Path) -> None:
    handbook = broken(tmp_path)
    verdict, _ = handbook.quick()
    written = 'waive = [{ finding = "S501 x", reason = "x", owner = "x", until = 2099-01-01 }]\n'
    (handbook.conf / "waivers.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SpoorboekError, match="invalid TOML"):
        freeze(handbook, verdict)
    assert (handbook.conf / "waivers.toml").read_text(encoding="utf-8") == written


def test_a_programme_in_memory_is_judged_alike(tmp_path: Path) -> None:
    verdict, _ = broken(tmp_path, waiver()).quick()
    assert check(verdict.programme, verdict.settings) == verdict
