"""Pages have the same bytes in any folder, time zone and order; test_edits has those of edits."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests import test_edits
from tests.handbooks import Handbook, own
from tests.running import Files, differing, files, run


def build(handbook: Handbook, *options: str, **variables: str) -> Files:
    """Every file of a build of the handbook, which may find flaws and may not stop."""
    folders = ("-c", "conf", "-d", "doctrees", "docs", "html")
    command = run(handbook, "-m", "sphinx", "-q", "-n", *options, *folders, **variables)
    assert command.returncode == 0, command.stderr
    return files(handbook.folder / "html")


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """One with each list that pages can have, and pages enough to be read side by side."""
    return test_edits.handbook(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def alone(handbook: Handbook) -> Files:
    return build(handbook, "-j", "1", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")


def test_four_side_by_side_in_another_folder_write_what_one_alone_does(alone: Files, tmp_path: Path) -> None:
    elsewhere = test_edits.handbook(tmp_path / "some" / "where else")
    assert "needs.json" in alone
    assert differing(alone, build(elsewhere, "-j", "4", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2")) == []


@pytest.mark.wide
def test_our_own_handbook_is_the_same_for_every_number_of_processes(tmp_path: Path) -> None:
    first, other = own(tmp_path / "one"), own(tmp_path / "some" / "where else")
    alone = build(first, "-W", "-j", "1", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")
    assert differing(alone, build(other, "-W", "-j", "4", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2")) == []


def test_nothing_published_depends_on_the_machine_or_the_time(handbook: Handbook, alone: Files) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    as_of = re.findall(r"^as-of = (\S+)", (handbook.conf / "ubproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    private = re.compile(
        "|".join(map(re.escape, (str(handbook.folder), "/home/", *({today.isoformat()} - {*as_of})))).encode()
    )
    assert [
        name for name, content in alone.items() if private.search(content) and not name.startswith("_static/")
    ] == []
    assert "schema_violations.json" not in alone
    assert b'"created"' not in alone["needs.json"]
