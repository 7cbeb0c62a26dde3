"""Where everything has to be read, what was read cannot go unseen."""

from __future__ import annotations

from pathlib import Path

from tests import breaks
from tests.handbooks import accept_all, all_read, ground
from tests.running import checked

GONE = "error S304 unused-stamp: GR-C1-a evidence GEB-more was read, and is not there any more"


def test_one_of_several_answers_does_not_go_without_a_word(tmp_path: Path) -> None:
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
    assert (GONE in command.stdout, command.returncode) == (True, 1)
    breaks.change("require-review = true", "require-review = false", breaks.SETTINGS)(handbook)
    accept_all(handbook)
    assert "information S304 unused-stamp: the stamp of GR-C1-a evidence GEB-more" in checked(handbook).stdout
