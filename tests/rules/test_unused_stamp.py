"""Where everything has to be read, a stamp without its link or item is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek import cli
from tests import breaks
from tests.handbooks import accept_all, all_read, ground, settle
from tests.running import checked

UNUSED = "error S304 unused-stamp: GR-C1-a evidence GEB-more was reviewed, and no longer exists"


def test_removing_one_of_several_answers_is_reported(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    breaks.add(
        ":::{event} More\n:id: GEB-more\n:date: 2024-06\n:kind: report\n:of: GR-C1\n:by: ORG-grond\n"
        ":documented_in: BRN-grond\n:::\n"
    )(handbook)
    breaks.change(":evidence: GEB-grond", ":evidence: GEB-grond, GEB-more")(handbook)
    all_read(handbook)
    assert checked(handbook).returncode == 0
    breaks.change(":evidence: GEB-grond, GEB-more", ":evidence: GEB-grond")(handbook)
    command = checked(handbook)
    assert (UNUSED in command.stdout, command.returncode) == (True, 1)
    breaks.change("require-review = true", "require-review = false", breaks.SETTINGS)(handbook)
    accept_all(handbook)
    assert "information S304 unused-stamp: the stamp of GR-C1-a evidence GEB-more" in checked(handbook).stdout


def test_a_stamp_of_an_item_whose_fields_decide_nothing_any_more_is_dropped_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = all_read(ground(tmp_path))
    settle(handbook.conf, r"^deciding\.involvement = .*\n", "")
    accept_all(handbook)
    message = "error S304 unused-stamp: BTR-youth was reviewed, and no longer exists"
    assert message in checked(handbook).stdout
    assert cli.main(["accept", "--drop", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]) == 0
    assert capsys.readouterr().out.startswith("BTR-youth  ")
    assert checked(handbook).returncode == 0
