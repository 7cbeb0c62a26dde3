"""The changes since each release come from the tags of git."""

from __future__ import annotations

import re
from pathlib import Path

from tests import breaks, years
from tests.handbooks import Handbook
from tests.repositories import FIRST, SECOND, commit, git
from tests.running import run

PAGE = "# Changes\n\n```{changes}\n```\n"


def test_a_page_shows_what_each_release_brought_and_what_came_since(tmp_path: Path) -> None:
    handbook = years.town(tmp_path)
    handbook.write({"changes.md": PAGE, "2025.md": "# 2025\n", "successions.md": "# From plan to plan\n"})
    handbook.configure('language = "en"\nspoorboek_languages = ["en", "nl"]')
    assert sections(handbook)[""] == "cannot be determined: this release was made without the history of the handbook"
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text("html\nhtml.*\ndoctrees\n", encoding="utf-8")
    commit(tmp_path)
    assert sections(handbook)[""] == "There is no release yet, so there is none to compare with."
    git(tmp_path, "tag", "v1", when=FIRST)
    handbook.write({"2025.md": years.PLAN_2025, "successions.md": years.SUCCESSIONS})
    commit(tmp_path, SECOND)
    git(tmp_path, "tag", "v2", when=SECOND)
    breaks.change("The town plants oaks\n", "The town plants birches\n", "docs/2023.md")(handbook)
    found = sections(handbook)
    assert list(found) == ["Since v2 (6 May 2024)", "v2 (6 May 2024)", "v1 (3 February 2024)"]
    since, second, first = found.values()
    assert "1 item changed." in since
    assert "Changed TOWN2023-C1 The town plants birches title: … The town plants [−oaks−] [+birches+]" in since
    assert "TOWN2023-C1 The town plants birches [−not named again−] [+goes on in a later edition+]" in second
    assert "succession: [+OPV-schoolyards From TOWN2023-C1 to TOWN2025-C1+]" in second
    assert "Added TOWN2025-C1 The town plants oaks in schoolyards OPV-oaks" in second
    assert first == "This is the first release: all of it is new."
    of_others = list(sections(handbook, "-D", "language=nl").values())
    assert "Veranderd TOWN2023-C1 The town plants birches titel" in of_others[0], (
        "which words is said in their language"
    )
    assert "[+gaat verder in een latere editie+]" in of_others[1]
    assert "opvolging:" not in of_others[1]
    (tmp_path / "conf/ubproject.toml").write_text("broken =\n", encoding="utf-8")
    commit(tmp_path, SECOND)
    git(tmp_path, "tag", "v3", when=SECOND)
    git(tmp_path, "checkout", "--quiet", "v2", "--", "conf")
    assert "v3 cannot be read: " in sections(handbook)["v3 (6 May 2024)"]


def sections(handbook: Handbook, *options: str) -> dict[str, str]:
    """The text below each heading of the page; below none if there is only one."""
    run(
        handbook, "-m", "sphinx", "-q", *options, "-c", "conf", "-d", "doctrees", "docs", "html"
    )  # what is not traced is told, too
    html = (handbook.folder / "html/changes.html").read_text(encoding="utf-8")
    article = html.partition("<article")[2].partition("</article>")[0].partition("</h1>")[2]
    before, *parts = re.split(r"<h2>(.*?)<", article, flags=re.DOTALL)
    return dict(zip(parts[::2], map(_text, (f"<{part}" for part in parts[1::2])), strict=True)) or {"": _text(before)}


def _text(html: str) -> str:
    shown = re.sub(r'<a class="headerlink".*?</a>', "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|h2)>", " ", shown)).split())
