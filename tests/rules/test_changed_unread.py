"""A change of a field that decides a state is reported until somebody reads it again (S305)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Standing
from spoorboek.config import stamps_file
from spoorboek.model.programme import UnknownPast
from spoorboek.readers import configuration, markdown
from spoorboek.rules.engine.check import check
from tests import breaks
from tests.breaks import Breaking, change
from tests.handbooks import Handbook, accept_all, settle
from tests.repositories import commit, read_repository
from tests.rules.test_nothing_is_silenced import identities, waiving


def failing(handbook: Handbook, number: str = "") -> list[str]:
    """Every finding that fails, or those of one rule."""
    verdict = handbook.judged()
    return [str(finding) for finding in verdict.findings if finding.fails and finding.number.startswith(number)]


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return read_repository(tmp_path / "project")


STATES: dict[str, tuple[Breaking, str, str]] = {
    "another kind": (
        change(":kind: report", ":kind: withdrawal"),
        "docs/index.md:57:8: error S305 changed-unread: GEB-grond",
        "in its kind 'report' became 'withdrawal'",
    ),
    "another date": (
        change(":date: 2024-05-14", ":date: 2024-05-15"),
        "docs/index.md:56:8: error S305 changed-unread: GEB-grond",
        "in its date '2024-05-14' became '2024-05-15'",
    ),
    "a coarser date": (
        change(":date: 2024-05-14", ":date: 2024-05"),
        "docs/index.md:56:8: error S305 changed-unread: GEB-grond",
        "in its date '2024-05-14' became '2024-05'",
    ),
    "an end": (
        change(":date: 2024-05-14", ":date: 2024-05-14\n:until: 2024-06"),
        "docs/index.md:57:9: error S305 changed-unread: GEB-grond",
        "in its until '2024-06' was added",
    ),
    "another question": (
        change(":question: Did the authority study", ":question: Did anybody study"),
        "docs/index.md:65:12: error S305 changed-unread: GR-C1-a",
        "in its question 'the authority' became 'anybody'",
    ),
    "an answer of another kind": (
        change(":settles: A report of the authority", ":settles: A word of the authority"),
        "docs/index.md:66:11: error S305 changed-unread: GR-C1-a",
        "in its settles 'report' became 'word'",
    ),
    "a weighing": (
        change(":checks: GR-C1", ":checks: GR-C1\n:weighed: It counts."),
        "docs/index.md:68:11: error S305 changed-unread: GR-C1-a",
        "in its weighed 'It counts.' was added",
    ),
    "another basis": (
        change(":basis: editors", ":basis: source", "docs/types.md"),
        "docs/types.md:44:9: error S305 changed-unread: BTR-youth",
        "in its basis 'editors' became 'source'",
    ),
    "another relation": (
        change(":kind: member", ":kind: supervised", "docs/types.md"),
        "docs/types.md:43:8: error S305 changed-unread: BTR-youth",
        "in its kind 'member' became 'supervised'",
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_a_changed_deciding_field_is_reported_until_it_is_reviewed(name: str, handbook: Handbook) -> None:
    do, begin, end = STATES[name]
    do(handbook)
    (line,) = failing(handbook, "S305")
    assert line.startswith(begin)
    assert line.endswith(end)
    accept_all(handbook)
    assert failing(handbook) == []


def test_another_actor_is_reported_as_a_deciding_field_and_as_an_unreviewed_link(handbook: Handbook) -> None:
    breaks.add(":::{organisation} Another\n:id: ORG-other\n:grounded_in: GR-P1-S1\n:::")(handbook)
    change(":by: ORG-grond", ":by: ORG-other")(handbook)
    (line,) = failing(handbook, "S305")
    assert line.endswith("in its by 'ORG-grond' became 'ORG-other'")
    assert any(
        "GEB-grond links by 'by' to ORG-other, and nobody reviewed that" in line for line in failing(handbook, "S303")
    )


@pytest.fixture(scope="module")
def summed_up(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """The handbook with an outcome that sums up an event and a check, and that was read."""
    handbook = read_repository(tmp_path_factory.mktemp("summed-up"))
    change(":year: 2024", ":year: 2024\n:outcome: It was studied.")(handbook)
    accept_all(handbook)
    commit(handbook.folder)
    assert failing(handbook) == []
    return handbook


SUM = "S306 GR-C1"
# A slip, the numbers of what is found of it, and the review that follows from it.
SLIPS: dict[str, tuple[Breaking, list[str], str]] = {
    "in an actor": (change(":by: ORG-grond\n:doc", ":by: ORG-grund\n:doc"), ["S501"], "S305 GEB-grond"),
    "in a value": (change(":kind: report", ":kind: reprot"), ["S506"], SUM),
    "in a name": (change(":kind: report", ":knd: report"), ["S504"], SUM),
    "in a date": (change(":date: 2024-05-14", ":date: 2204-05-14"), ["S407", "S603"], SUM),
    "in a date, which is none": (change(":date: 2024-05-14", ":date: 2024-05-41"), ["S506"], SUM),
    "in what the event is of": (change(":of: GR-C1", ":of: GR-C11"), ["S501"], SUM),
    "in what the check is about": (change(":checks: GR-C1", ":checks: GR-C11"), ["S501"], SUM),
    "in the evidence": (change(":evidence: GEB-grond", ":evidence: GEB-grund"), ["S501"], SUM),
    "in the name of the evidence": (change(":evidence: GEB-grond", ":evidnce: GEB-grond"), ["S504"], SUM),
    "by which the evidence is lost": (change(":evidence: GEB-grond", "\n:evidence: GEB-grond"), ["S509"], SUM),
    "in a question": (change(":question:", ":qestion:"), ["S504"], SUM),
    "in a type": (change(":::{event}", ":::{evnt}"), ["S510"], SUM),
    "by which it leads to another type": (change(":checks: GR-C1", ":checks: BRN-grond"), ["S306", "S502"], SUM),
    "in the name of an outcome": (change(":outcome:", ":outcom:"), ["S504"], "S304 GR-C1"),
    "in an outcome": (change(":outcome: It was studied.", ":outcome: -"), ["S506"], SUM),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_reported_as_that_and_what_it_makes_suspect_once_it_is_waived(
    name: str, summed_up: Handbook, tmp_path: Path
) -> None:
    do, numbers, follows = SLIPS[name]
    handbook = copied(summed_up, tmp_path)
    do(handbook)
    assert sorted(set(numbers_of(handbook))) == numbers  # nor are the links to it suspect (S301)
    programme, settings = handbook.read()
    waived: list[str] = []
    while found := identities(check(programme, waiving(settings, waived))):
        waived += found
    assert follows in waived


def copied(handbook: Handbook, folder: Path) -> Handbook:
    shutil.copytree(handbook.folder, folder, dirs_exist_ok=True)
    return Handbook(folder)


def test_an_outcome_is_suspect_by_what_changed_beside_a_slip(summed_up: Handbook, tmp_path: Path) -> None:
    handbook = copied(summed_up, tmp_path)
    change(":kind: report", ":kind: reprot")(handbook)
    change(":settles: A report of", ":settles: A word of")(handbook)
    assert sorted(numbers_of(handbook)) == ["S305", "S306", "S506"]


def test_no_version_of_an_outcome_is_looked_up_in_git_and_that_is_the_reason_given(
    summed_up: Handbook, tmp_path: Path
) -> None:
    handbook = copied(summed_up, tmp_path)
    change(":settles: A report of", ":settles: A word of")(handbook)
    programme, settings = handbook.read()
    (outcome,) = [review for review in reviews.of_outcomes(programme, settings) if review.standing is Standing.SUSPECT]
    assert {name.split()[0] for name in programme.past} == {"GR-C1-a"}
    assert reviews.reviewed_target(outcome, programme) is UnknownPast.SUMS_UP


def test_what_the_quick_reader_looked_up_in_git_is_not_looked_up_again(handbook: Handbook) -> None:
    change(":settles: A report of", ":settles: A word of")(handbook)
    change("require-review = true", "require-review = false", "conf/ubproject.toml")(handbook)
    programme, settings = handbook.read()
    conf = configuration.read(handbook.docs, handbook.conf)
    again = markdown.with_past(replace(programme, past={}, questions_then={}), conf, settings, programme)
    assert programme.past
    assert programme.questions_then
    assert again.past is programme.past
    assert again.questions_then is programme.questions_then


def test_a_second_item_with_its_id_does_not_make_the_links_to_an_item_suspect(handbook: Handbook) -> None:
    change(":::{check}", ":::{event} A second\n:id: GEB-grond\n:::\n\n:::{check}")(handbook)
    assert "S503" in numbers_of(handbook)
    assert "S301" not in numbers_of(handbook)


def test_a_slip_beside_another_change_explains_nothing(handbook: Handbook) -> None:
    change(":kind: report", ":kind: reprot")(handbook)
    change(":date: 2024-05-14", ":date: 2024-05-15")(handbook)
    assert len(failing(handbook, "S305")) == 1


def numbers_of(handbook: Handbook) -> list[str]:
    return [line.split()[2] for line in failing(handbook)]


def test_fields_that_decide_nothing_may_change(handbook: Handbook) -> None:
    change(":::{event} The authority published a report", ":::{event} A report of the authority")(handbook)
    change(":date: 2024-05-14\n:kind: report", ":kind:  report\n:date: 2024-05-14")(handbook)
    assert failing(handbook, "S305") == []


def test_an_unreviewed_item_is_an_error_if_reviews_are_required_and_else_one_line(
    handbook: Handbook,
) -> None:
    stamps = handbook.conf / stamps_file.FILE
    lines = stamps.read_text(encoding="utf-8").splitlines(keepends=True)
    stamps.write_text("".join(line for line in lines if not line.startswith("    { item = ")), encoding="utf-8")
    assert [line.split(": ")[2] for line in failing(handbook, "S305")] == [
        f"{id} has fields that decide a state, and nobody reviewed them" for id in ("GEB-grond", "GR-C1-a", "BTR-youth")
    ]
    settle(handbook.conf, "^require-review = true", "require-review = false")
    assert failing(handbook, "S305") == []
    verdict = handbook.judged()
    assert [str(finding.message) for finding in verdict.findings if finding.number == "S305"] == [
        "nobody reviewed what decides a state in 3 of 3 items, GEB-grond is the first"
    ]


def test_a_review_of_deciding_fields_expires_too(handbook: Handbook) -> None:
    stamps = handbook.conf / stamps_file.FILE
    text = stamps.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if 'item = "GR-C1-a"' in line)
    stamps.write_text(text.replace(line, line.replace("2026-11-23", "2020-01-01")), encoding="utf-8")
    (own_line,) = failing(handbook)
    assert own_line.endswith(
        "GR-C1-a has 1 review of more than 24 months before 2026-11-23: its own fields on 2020-01-01"
    )
