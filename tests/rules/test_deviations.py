"""A known deviation of the accessibility statement is shown, and reported from the day after its last one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handbooks import Handbook, ground
from tests.running import SPOORBOEK, built, run

PARTS = ("what", "cause", "effect", "measure")


def deviating(folder: Path, *lines: str) -> Handbook:
    handbook = ground(folder)
    (handbook.conf / "deviations.toml").write_text("\n".join(("[[deviation]]", *lines, "")), encoding="utf-8")
    return handbook


def clean(until: str) -> list[str]:
    return [*(f'{part} = "Its {part}."' for part in PARTS), f"until = {until}"]


@pytest.mark.parametrize(("day", "code"), [("2027-01-31", 0), ("2027-02-01", 1)])
def test_a_day_that_has_passed_is_reported_as_of_the_day_asked_for(tmp_path: Path, day: str, code: int) -> None:
    checked = run(deviating(tmp_path, *clean("2027-01-31")), *SPOORBOEK, "check", "--as-of", day)
    assert checked.returncode == code
    assert ("conf/deviations.toml:6:9: error S704 overdue-deviation: 'Its what.'" in checked.stdout) == bool(code)


@pytest.mark.parametrize("missing", [*PARTS, "until"])
def test_a_deviation_needs_every_field(tmp_path: Path, missing: str) -> None:
    lines = [line for line in clean("2027-01-31") if not line.startswith(missing)]
    checked = run(deviating(tmp_path, *lines), *SPOORBOEK, "check")
    assert checked.returncode == 2
    assert f"[[deviation]] has no '{missing}'" in checked.stderr


def test_the_page_shows_each_deviation_with_its_day_or_that_none_is_known(tmp_path: Path) -> None:
    handbook = deviating(tmp_path, *clean("2027-01-31"), "[[deviation]]", *clean("2026-12-31"))
    handbook.write({"page.md": "# Page\n\n:::{deviations}\n:::\n"})
    assert built(handbook).stderr == ""
    shown = (handbook.folder / "html/page.html").read_text(encoding="utf-8")
    assert all(f"Its {part}." in shown for part in PARTS)
    assert shown.index("31 december 2026") < shown.index("31 januari 2027")
    (handbook.conf / "deviations.toml").unlink()
    assert built(handbook).stderr == ""
    assert "Wij kennen nu geen afwijkingen." in (handbook.folder / "html/page.html").read_text(encoding="utf-8")
