"""An answer cannot be typed: every attempt is reported or changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.analysis import state
from spoorboek.analysis.verdict import Verdict
from tests.handbooks import ground, searches

PAGE = """:::{{check}} Did the authority publish its figures?
:id: GR-C1-b
:question: Did the authority publish its figures?
:settles: A table with the figures, published by the authority.
:checks: GR-C1
{option}

{body}
:::
"""
OPTIONS = ("answer", "state", "status", "shown", "done", "accepted", "kept", "tags", "stand", "antwoord", "constraints")


def answer(verdict: Verdict) -> str:
    as_of = verdict.settings.as_of
    assert as_of
    return str(state.of(verdict.programme, verdict.programme.by_id["GR-C1-b"], as_of))


def written(folder: Path, option: str = "", body: str = "", **more: str) -> Verdict:
    page = PAGE.format(option=option, body=body).replace("\n\n\n", "\n\n") + searches("GR-C1-b")
    return ground(folder).write({"example.md": page, **more}).judged()


@pytest.mark.parametrize("word", OPTIONS)
def test_no_option_contains_an_answer(word: str, tmp_path: Path) -> None:
    verdict = written(tmp_path, f":{word}: shown")
    assert answer(verdict) == "unknown"
    assert [finding.number for finding in verdict.findings if finding.fails] == ["S504"]


def test_no_commitment_has_an_option_for_it(tmp_path: Path) -> None:
    assert not set(OPTIONS) & set(ground(tmp_path).judged().settings.types["commitment"].options)


@pytest.mark.parametrize(
    ("option", "number"),
    [
        (":evidence: shown", "S501"),  # a word is no event
        (":evidence: GR-P1-S1", "S502"),  # what the authority said is no event
        (":evidence: GR-C1", "S502"),  # nor is the commitment itself
        (":evidence: ORG-grond", "S502"),  # nor who is responsible
    ],
)
def test_only_an_event_is_evidence(option: str, number: str, tmp_path: Path) -> None:
    verdict = written(tmp_path, option)
    assert [finding.number for finding in verdict.findings if finding.fails] == [number]
    assert answer(verdict) != "shown"


@pytest.mark.parametrize("body", ["Answer: shown", "**aangetoond**", "- [x] shown", "state: shown"])
def test_no_text_contains_an_answer(body: str, tmp_path: Path) -> None:
    assert answer(written(tmp_path, body=body)) == "unknown"


def test_an_option_in_the_text_is_reported_and_contains_no_answer(tmp_path: Path) -> None:
    verdict = written(tmp_path, body=":evidence: GEB-grond")
    assert answer(verdict) == "unknown"
    assert [finding.number for finding in verdict.findings if finding.fails] == ["S509"]


def test_an_event_that_is_not_linked_as_evidence_answers_nothing(tmp_path: Path) -> None:
    own = """:::{event} The authority says that it kept its word
:id: GEB-self
:date: 2025-01-01
:kind: statement
:of: GR-C1
:by: ORG-grond
:documented_in: BRN-grond
:::
"""
    verdict = written(tmp_path, **{"other.md": f"# Other\n\nOf [the theme](#THM-grond).\n\n{own}"})
    assert answer(verdict) == "unknown"
    assert not [finding for finding in verdict.findings if finding.fails]


def test_the_front_matter_of_a_page_contains_no_answer(tmp_path: Path) -> None:
    small = ground(tmp_path)
    page = PAGE.format(option="", body="")
    small.write({"example.md": f"---\nanswer: shown\nstate: shown\n---\n# Page\n\n{page}"})
    assert answer(small.judged()) == "unknown"
