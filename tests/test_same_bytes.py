"""The pages of this handbook have the same bytes in any folder, time zone and order; test_edits has those of edits."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.handbooks import Handbook, own
from tests.running import run

Files = dict[str, bytes]


def build(handbook: Handbook, *options: str, out: str = "html", **variables: str) -> Files:
    """Every file of a build of the handbook, which must be clean."""
    command = run(
        handbook,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-n",
        *options,
        "-c",
        "conf",
        "-d",
        f"doctrees-{out}",
        "docs",
        out,
        **variables,
    )
    assert (command.stderr, command.returncode) == ("", 0)
    return files(handbook.folder / out)


def files(out: Path) -> Files:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def differing(one: Files, other: Files) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return own(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def alone(handbook: Handbook) -> Files:
    return build(handbook, "-j", "1", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")


def test_four_side_by_side_in_another_folder_write_what_one_alone_does(alone: Files, tmp_path: Path) -> None:
    elsewhere = own(tmp_path / "some" / "where else")
    assert "needs.json" in alone
    assert differing(alone, build(elsewhere, "-j", "4", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2")) == []


def test_nothing_published_tells_the_machine_or_the_moment(handbook: Handbook, alone: Files) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    read_on = set(re.findall(r"\d{4}-\d\d-\d\d", (handbook.conf / "stamps.toml").read_text(encoding="utf-8")))
    as_of = set(
        re.findall(r"^as-of = (\S+)", (handbook.conf / "ubproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    )
    words = (str(handbook.folder), "/home/", *({today.isoformat()} - read_on - as_of))
    told = re.compile("|".join(map(re.escape, words)).encode())
    measured = ("_static/", "metingen/")  # libraries, and pages of measurements, which say when they were made
    assert [name for name, content in alone.items() if told.search(content) and not name.startswith(measured)] == []
    assert "schema_violations.json" not in alone
    assert b'"created"' not in alone["needs.json"]
