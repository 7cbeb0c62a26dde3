"""The same pages give the same bytes, however the build went: alone or side by side, anew or after an edit."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.handbooks import Handbook, in_one_language, own
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


def with_c4_unread(made: Handbook) -> Handbook:
    """Nobody read what the page says that a test edits: what somebody read and then changes fails the build."""
    path = made.conf / "stamps.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if ' WP2024-C4", ' not in line), encoding="utf-8")
    in_one_language(made.conf)  # so that the edit below lacks no translation
    return made


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return with_c4_unread(own(tmp_path_factory.mktemp("own")))


@pytest.fixture(scope="module")
def alone(handbook: Handbook) -> Files:
    return build(handbook, "-j", "1", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")


def test_four_side_by_side_in_another_folder_write_what_one_alone_does(alone: Files, tmp_path: Path) -> None:
    elsewhere = with_c4_unread(own(tmp_path / "some" / "where else"))
    assert "needs.json" in alone
    assert differing(alone, build(elsewhere, "-j", "4", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2")) == []


def test_a_translation_has_the_same_bytes_too(tmp_path: Path) -> None:
    one, other = own(tmp_path / "one"), own(tmp_path / "the other")
    alone = build(one, "-j", "1", "-D", "language=en", TZ="Pacific/Kiritimati")
    assert "en" in alone["index.html"].decode()[:100]
    assert differing(alone, build(other, "-j", "4", "-D", "language=en", TZ="Pacific/Pago_Pago")) == []


def test_a_second_build_without_an_edit_writes_nothing_new(handbook: Handbook, alone: Files) -> None:
    assert differing(alone, build(handbook)) == []


def test_an_edit_shows_on_pages_that_were_not_edited_as_in_a_clean_build_and_goes_with_it(
    handbook: Handbook, alone: Files
) -> None:
    page = handbook.docs / "2024/voornemens/c4.md"
    extra = handbook.docs / "extra.md"
    written = page.read_text(encoding="utf-8")
    edited = written.replace(":chain: KTN-asiel\n", ":chain: KTN-migratie\n", 1).replace(
        "vier punten in", "4 punten in", 1
    )
    assert edited != written
    page.write_text(edited, encoding="utf-8")
    extra.write_text(EXTRA, encoding="utf-8")
    after = build(handbook)
    changed = {
        "ketens/asielketen.html",
        "ketens/migratieketen.html",
        "organisaties/coa.html",
        "index.html",
        "needs.json",
    }
    assert changed <= set(differing(alone, after))
    assert differing(after, build(handbook, out="clean")) == []
    page.write_text(written, encoding="utf-8")
    extra.unlink()
    assert differing(alone, build(handbook)) == []


EXTRA = """---
orphan: true
---
# Extra

:::{erratum} Een tijdelijke noot
:id: KAN-tijdelijk
:concerns: ORG-coa
:::
"""


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
