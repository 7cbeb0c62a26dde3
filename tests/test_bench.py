"""The benchmark: one traced programme in the format of each tool, and a page made of the results alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from measure import environments
from measure.bench import handbook, page, picture, rooms, scan
from measure.bench.__main__ import WRITERS, main
from measure.bench.contents import SHARES
from measure.bench.measure import measured
from measure.bench.programme import Programme, make
from measure.bench.tools import CHECK, NEEDS, PEERS, SIZES, TOOLS, Tool
from tests.handbooks import TOP, Handbook, ground

READ = (".sdoc", ".yml", ".rst")
EXAMPLE = Path(__file__).parent / "bench/example"
RESULTS = json.loads((EXAMPLE / "results.json").read_text(encoding="utf-8"))


def written(programme: Programme, form: str, folder: Path) -> Path:
    WRITERS[form](programme, folder / form)
    return folder / form


def done(tool: Tool, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(tool.command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("size", [50, 333])
def test_a_programme_has_as_many_items_as_asked_of_every_type_and_nothing_is_found_in_it(
    size: int, tmp_path: Path
) -> None:
    programme = make(size)
    assert programme.counted()["items"] == size
    assert {item.type for item in programme.items} == set(SHARES)
    verdict, lines = Handbook(written(programme, "myst", tmp_path)).check()
    assert lines == []
    assert len(verdict.programme.items) == size
    assert len(verdict.programme.links) == programme.counted()["links"]


def test_no_edit_of_this_handbook_changes_what_is_measured_of_the_engine() -> None:
    folders = ("measure/bench", "tests/fuzz", "tests/parity")
    paths = [*(path for folder in folders for path in (TOP / folder).rglob("*.py")), TOP / "measure/differences.py"]
    of_this_handbook = re.compile(r'TOP / "(?:conf|docs)\b(?!/metingen)')
    assert [path.name for path in paths if of_this_handbook.search(path.read_text(encoding="utf-8"))] == []


def test_one_seed_makes_one_programme() -> None:
    assert make(120) == make(120)
    assert make(120) != make(120, seed=2)


def test_of_a_flawed_programme_each_flaw_is_one_finding(tmp_path: Path) -> None:
    verdict, _ = Handbook(written(make(300, one_flaw_in=100), "flawed", tmp_path)).check()
    assert [finding.number for finding in verdict.findings] == ["S501", "S501"]
    assert all(finding.message.endswith(f"mean {finding.about[-1][:-2]}?") for finding in verdict.findings)


def test_the_bare_scan_counts_what_there_is(tmp_path: Path) -> None:
    programme = make(333)
    counted = programme.counted()
    found = scan.scan(written(programme, "myst", tmp_path) / "docs")
    assert found == (counted["items"], counted["links"], counted["references"])


@pytest.mark.parametrize("form", ["strictdoc", "doorstop", "traceability"])
def test_each_format_contains_every_item_link_and_text(form: str, tmp_path: Path) -> None:
    programme = make(50)
    folder = written(programme, form, tmp_path)
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.suffix in READ)
    names = [path.name for path in folder.rglob("*")]
    for item in programme.items:
        assert item.title in text
        assert item.body.split("{")[0] in text
        assert f"{item.id}.yml" in names or f"UID: {item.id}" in text or f".. item:: {item.id} " in text
        assert all(value in text for value in item.fields.values())
        assert all(target in text for targets in item.links.values() for target in targets)


@pytest.mark.parametrize("tool", [tool for tool in PEERS if tool.peer], ids=lambda tool: tool.name)
def test_a_peer_accepts_its_format_and_sees_a_flaw(tool: Tool, tmp_path: Path) -> None:
    if not environments.programs(tool.peer).exists():
        pytest.skip(f"{tool.name} is not installed: `make bench` does that")
    clean, flawed = (written(make(300, one_flaw_in=one_in), tool.form, tmp_path / str(one_in)) for one_in in (0, 100))
    assert done(tool, clean).returncode == tool.exits
    broken = done(tool, flawed)
    assert broken.returncode != tool.exits
    assert "-x" in broken.stdout + broken.stderr


def test_the_handbook_builds_without_our_extension_too(tmp_path: Path) -> None:
    folder = written(make(50), "myst", tmp_path)
    built = done(NEEDS, folder)
    assert (built.stdout, built.stderr, built.returncode) == ("", "", 0)
    (needs,) = json.loads((folder / NEEDS.outputs[0] / "needs.json").read_text(encoding="utf-8"))["versions"].values()
    assert len(needs["needs"]) == 50


def python(code: str) -> Tool:
    return replace(CHECK, command=(sys.executable, "-c", code), form="none")


def test_memory_is_that_of_the_largest_process_and_each_run_counts_but_the_first(tmp_path: Path) -> None:
    child = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'bytearray(200_000_000)'])"
    found = measured(python(child), tmp_path, tmp_path / "log", limit=60, times=2)
    assert len(found["seconds"]) == 2
    assert 200_000_000 < found["memory"] < 260_000_000


def test_a_tool_that_fails_or_times_out_is_reported(tmp_path: Path) -> None:
    fails, sleeps = python("raise SystemExit(3)"), python("import time; time.sleep(600)")
    assert measured(fails, tmp_path, tmp_path / "log", limit=60, times=1) == {"problem": "failed with exit code 3"}
    assert measured(sleeps, tmp_path, tmp_path / "log", limit=0.2, times=1) == {"problem": "not done in 0.2 s"}


def test_each_run_starts_clean_and_an_edit_is_undone(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("page", encoding="utf-8")
    cold = replace(python("import os; os.mkdir('out')"), outputs=("out",))
    assert "seconds" in measured(cold, tmp_path, tmp_path / "log", limit=60, times=2)
    keep = "import pathlib; pathlib.Path('seen').open('a').write(pathlib.Path('page.md').read_text() + ';')"
    measured(replace(python(keep), edited="page.md"), tmp_path, tmp_path / "log", limit=60, times=2)
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "page;page\nBewerkt: 0.\n;page\nBewerkt: 1.\n;"
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == "page"


def test_the_rooms_share_out_all_time(tmp_path: Path) -> None:
    shares = rooms.shares(written(make(50), "myst", tmp_path), tmp_path / "profile")
    assert sum(shares.values()) == pytest.approx(1, abs=0.1)
    assert shares["rules"] > 0


def test_the_page_is_made_of_the_results_alone() -> None:
    assert page.text(RESULTS) == (EXAMPLE / "speed.md").read_text(encoding="utf-8")


def test_the_page_states_when_the_machine_was_busy_or_the_rows_are_of_several_runs() -> None:
    text = page.text(RESULTS | {"runs": 2, "machine": RESULTS["machine"] | {"load": 1.5}})
    assert "load average was 1.5 when the measurement began, so it was not idle" in text
    assert "The rows come from 2 runs" in text


def test_the_same_results_give_the_same_picture(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        picture.draw(RESULTS, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    drawn = ElementTree.parse(tmp_path / "one.svg")  # noqa: S314 (we wrote it ourselves)
    texts = [element.text for element in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"items", "spoorboek check", "Doorstop", *(f"{int(size):,}" for size in SIZES)} <= set(texts)


def test_an_unknown_name_or_invalid_size_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--only", "nobody"], ["--sizes", "12"]):
        with pytest.raises(SystemExit):
            main(wrong)
    assert f"they are {TOOLS[0].name}" in capsys.readouterr().err


def test_a_copy_of_this_handbook_contains_its_pages_its_history_and_what_they_include(tmp_path: Path) -> None:
    handbook.copy(tmp_path / "own")
    assert (tmp_path / "own/docs/index.md").read_bytes() == (TOP / "docs/index.md").read_bytes()
    assert (tmp_path / "own/ext/spoorboek/rules").is_dir()
    log = subprocess.run(("git", "log", "-1", "--format=%H"), cwd=tmp_path / "own", capture_output=True, check=True)
    assert log.stdout.strip()


@pytest.mark.wide
def test_how_long_an_edit_takes_to_show_is_measured_to_the_end_of_the_build_that_shows_it(tmp_path: Path) -> None:
    live = next(tool for tool in TOOLS if tool.tells_seconds)
    small = ground(tmp_path)
    (tmp_path / "ext").mkdir()
    page = (small.docs / "other.md").read_bytes()
    command = tuple(word.replace("techniek/architecture", "other") for word in live.command)
    found = measured(replace(live, command=command), tmp_path, tmp_path / "log", limit=600, times=1)
    assert found["seconds"][0] > 0, found
    assert (small.docs / "other.md").read_bytes() == page
