"""One flaw is one finding: warnings of sphinx-needs and Sphinx about the same flaw are suppressed, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.config import defaults
from tests import breaks
from tests.breaks import FLAWS, Break
from tests.handbooks import ground
from tests.running import built

# The flaw that each kind of warning would tell a second time.
TOLD_TWICE = {
    "myst.directive_unknown": breaks.UNKNOWN_TYPE,
    "needs.create_need": breaks.BAD_NUMBER,
    "needs.directive": breaks.NO_TITLE,
    "needs.link_outgoing": breaks.UNKNOWN_TARGET,
    "needs.link_target_type": breaks.WRONG_TARGET_TYPE,
    "sn_schema_violation": breaks.TOO_FEW_LINKS,
}
ON_THEIR_OWN = ("i18n.inconsistent_references", "myst.header", "needs.duplicate_id")


@pytest.mark.parametrize("broken", FLAWS, ids=str)
def test_one_flaw_is_one_finding(broken: Break, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    (line,) = handbook.quick()[1]
    assert line.startswith(broken.line)


def test_a_build_reports_the_same_findings_and_no_warning_beside_them(tmp_path: Path) -> None:
    """As many flaws in one handbook as can be made together; what changes the same text comes in the next."""
    waiting = list(FLAWS)
    while waiting:
        handbook, later = ground(tmp_path / str(len(waiting))), []
        for broken in waiting:
            try:
                broken.do(handbook)
            except AssertionError:
                later.append(broken)
        assert len(later) < len(waiting)
        assert handbook.check()[1] == handbook.quick()[1]
        waiting = later


def test_every_warning_that_is_suppressed_has_a_test() -> None:
    assert sorted((*TOLD_TWICE, *ON_THEIR_OWN)) == sorted(defaults.SUPPRESSED)


@pytest.mark.parametrize("kind", TOLD_TWICE)
def test_a_suppressed_warning_would_report_the_flaw_twice(kind: str, tmp_path: Path) -> None:
    broken = TOLD_TWICE[kind]
    handbook = ground(tmp_path)
    broken.do(handbook)
    breaks.let_through(kind)(handbook)
    finding, *more = handbook.check()[1]
    assert finding.startswith(broken.line)
    assert [line for line in more if f"[{kind}" in line]


def test_a_page_of_an_item_with_headings_would_be_warned_of(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"page.md": breaks.chain("KTN-page") + "\n## What it is\n\nText.\n"})
    assert handbook.check()[1] == []
    breaks.let_through("myst.header")(handbook)
    assert len([line for line in handbook.check()[1] if "[myst.header]" in line]) == 1


def test_pages_read_side_by_side_would_report_a_duplicate_id_twice(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.DUPLICATE_ID_READ_BY_ANOTHER_PROCESS.do(handbook)
    breaks.let_through("needs.duplicate_id")(handbook)
    lines = built(handbook, "-b", "dummy", "-j", "4").stderr.splitlines()
    assert [line for line in lines if breaks.DUPLICATE_ID_READ_BY_ANOTHER_PROCESS.line in line]
    assert [line for line in lines if "[needs.duplicate_id]" in line]


LEAVES_OUT = """
def setup(app):
    from sphinx_needs.data import SphinxNeedsData
    app.connect("env-updated", lambda app, env: SphinxNeedsData(env).remove_need("KTN-grond") or [])
"""


def test_an_item_that_sphinx_needs_leaves_out_is_reported_even_where_no_rule_knows_why(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    handbook.configure(LEAVES_OUT)
    (line,) = handbook.check()[1]
    assert line.startswith("docs/index.md:39:5: error S804 published-otherwise: KTN-grond is not published")
