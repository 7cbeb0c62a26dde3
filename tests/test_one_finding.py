"""One flaw is one line: what sphinx-needs and Sphinx say of the same flaw is held back, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import breaks
from tests.breaks import FLAWS, Break
from tests.handbooks import TOP, ground
from tests.running import built

CONF = (TOP / "conf" / "conf.py").read_text(encoding="utf-8")
HELD_BACK = re.findall(r'^    "([\w.]+)"', CONF.split("suppress_warnings = [")[1].split("]")[0], re.MULTILINE)

# The flaw that each kind of warning would tell a second time.
TOLD_TWICE = {
    "myst.directive_unknown": breaks.UNKNOWN_TYPE,
    "needs.create_need": breaks.BAD_NUMBER,
    "needs.directive": breaks.NO_TITLE,
    "needs.link_condition_failed": breaks.CONDITION,
    "needs.link_condition_invalid": breaks.CONDITION_THAT_IS_NONE,
    "needs.link_outgoing": breaks.UNKNOWN_TARGET,
    "needs.link_ref": breaks.UNKNOWN_TARGET_IN_A_ROLE_OF_TEXT,
    "needs.link_target_type": breaks.WRONG_TARGET_TYPE,
    "myst.xref_missing": breaks.UNKNOWN_TARGET_IN_TEXT,
    "sn_schema_violation": breaks.TOO_FEW_LINKS,
}
ON_THEIR_OWN = ("myst.header", "needs.duplicate_id")


def test_the_ground_is_clean(tmp_path: Path) -> None:
    assert ground(tmp_path).check()[1] == []


@pytest.mark.parametrize("broken", FLAWS, ids=str)
def test_one_flaw_is_one_finding(broken: Break, tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    broken.do(handbook)
    assert handbook.check()[1] == [broken.line]


def test_every_warning_that_is_held_back_has_a_test() -> None:
    assert sorted((*TOLD_TWICE, *ON_THEIR_OWN)) == sorted(HELD_BACK)


@pytest.mark.parametrize("kind", TOLD_TWICE)
def test_a_warning_held_back_would_tell_the_flaw_twice(kind: str, tmp_path: Path) -> None:
    broken = TOLD_TWICE[kind]
    handbook = ground(tmp_path)
    broken.do(handbook)
    breaks.change(f'    "{kind}",', "", "conf/conf.py")(handbook)
    findings, *more = handbook.check()[1]
    assert findings == broken.line
    assert [line for line in more if f"[{kind}" in line]


def test_a_page_of_an_item_with_headings_would_be_warned_of(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"page.md": breaks.chain("KTN-page") + "\n## What it is\n\nText.\n"})
    assert handbook.check()[1] == []
    breaks.change('    "myst.header",', "", "conf/conf.py")(handbook)
    assert len([line for line in handbook.check()[1] if "[myst.header]" in line]) == 1


def test_pages_read_side_by_side_would_tell_of_a_duplicate_id_twice(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({f"page{n}.md": f"# Page {n}\n" for n in range(12)})
    breaks.DUPLICATE_ID.do(handbook)
    assert len(built(handbook, "-j", "4").stderr.splitlines()) == 1
    breaks.change('    "needs.duplicate_id",', "", "conf/conf.py")(handbook)
    first, second = sorted(built(handbook, "-E", "-j", "4").stderr.splitlines())
    assert breaks.DUPLICATE_ID.line in first + second
    assert "[needs.duplicate_id]" in first + second
