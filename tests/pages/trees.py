"""The accessibility tree of each kind of page of a made-up handbook, as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests import years
from tests.handbooks import Handbook, searches, with_papers
from tests.pages import invented
from tests.running import built

DIRECTIVES: Final = {
    "accounted": "```{accounted} BRN-grond\n```\n",
    "changes": "```{changes}\n```\n",
    "checklist-of-organisations": "```{checklist} organisation\n```\n",
    "deviations": "```{deviations}\n```\n",
    "dossier": "```{dossier} 29 754\n```\n",
    "edition": "```{edition} 2023\n```\n",
    "fates": "```{fates}\n```\n",
    "files": "```{files}\n```\n",
    "findings": "```{findings}\n```\n",
    "lanes": "```{timeline} lanes\n```\n",
    "latest": "```{latest}\n```\n",
    "line": "```{trace} GR-C1\n:short:\n```\n",
    "maker": "```{maker}\n```\n",
    "matrix": "```{matrix}\n```\n",
    "matrix-table": "```{matrix} table\n```\n",
    "readings": "```{readings}\n```\n",
    "reference": "```{reference} types\n```\n",
    "register": "```{items} event\n:columns: date, title, kind, by\n```\n",
    "retired": "```{retired}\n```\n",
    "rules": "```{rules}\n```\n",
    "tally": "```{tally}\n```\n",
    "timeline": "```{timeline}\n```\n",
    "timeline-table": "```{timeline} table\n```\n",
    "waivers": "```{waivers}\n```\n",
    "years": "```{years} THM-trees, THM-roads\n:table:\n```\n",
}
"""A page for each directive that draws one."""
ITEMS: Final = ("2023", "2025", "index", "invented", "types", "successions", "town")
"""Pages that together have items of every type; other pages of the same handbook repeat these types."""
SHAPE_ALONE: Final = ("files", "reference", "rules")
"""Pages whose words follow from what the project holds, not from the handbook: of these the form is kept."""
FOLDER: Final = Path(__file__).parent / "trees"
_PREPARE: Final = """() => {
    document.querySelectorAll('details').forEach(fold => { fold.open = true });
    document.querySelectorAll('.provenance dd, .citation').forEach(at => { at.textContent = '…' });
    for (const all of document.querySelectorAll('tbody, ul, ol, dl'))
        [...all.children].slice(2).forEach(at => at.remove());
}"""
_FEW_SECTIONS: Final = (
    "() => document.querySelectorAll('section > section:nth-of-type(n + 3)').forEach(at => at.remove())"
)
_QUOTED: Final = re.compile(r' (?:"(?:[^"\\]|\\.)*"|/(?:[^/\\]|\\.)*/)')
_TEXT: Final = re.compile(r"(?<=[\w\]]): .*")
_ROW: Final = "(row|cell|columnheader|rowheader)"
_TOLD_BY_PARTS: Final = re.compile(rf"""- (?:'{_ROW} "(?:[^']|'')*'|{_ROW} "[^"\n]*")(?=:\n)""")
_ADDRESS: Final = re.compile(r"^\s*- /url: .*\n", re.MULTILINE)


def handbook(folder: Path) -> Path:
    """The folder of the pages, built in English."""
    handbook = years.town(folder)
    later = [searches(f"{id}, SOURCE-2025", place=f"The plan of 2025, for {id}") for id in ("GR-C2", "GR-C10")]
    sought = "".join(later).replace("ZOEK-GR", "ZOEK-later-GR").replace(", SOURCE-2025-", "-")
    handbook.write({"invented.md": invented.PAGE + invented.PAGE_SEARCHES + sought, "over.md": "# Over\n"})
    handbook.write({f"{name}.md": f"# Page of {name}\n\n{text}" for name, text in DIRECTIVES.items()})
    (handbook.conf / "waivers.toml").write_text(invented.PLANNED, encoding="utf-8")
    with_papers(handbook.conf)
    build(folder, "en")
    return folder


def build(folder: Path, language: str) -> None:
    """Write its pages in a language, to a folder of that name."""
    finished = built(Handbook(folder), "-D", f"language={language}", "-D", f"spoorboek_languages={language}")
    assert (finished.stderr, finished.returncode) == ("", 0), finished.stderr
    (folder / "html").rename(folder / language)


def all_of(page: Page, site: Path, language: str) -> dict[str, str]:
    """The tree of each kind of page, of the frame around it, and of a table on a phone."""
    pages = sorted({*DIRECTIVES, *ITEMS} - {*SHAPE_ALONE})
    found = {name: _tree(page, site / language / f"{name}.html") for name in pages}
    found |= {name: shape(_tree(page, site / language / f"{name}.html", _FEW_SECTIONS)) for name in SHAPE_ALONE}
    return found | {"frame": _frame(page, site / language), "phone": _on_a_phone(page, site / language)}


def shape(tree: str) -> str:
    """A tree without its texts, which are quoted if they contain a colon."""
    return _TEXT.sub("", _QUOTED.sub("", tree)).replace("'", "")


def _tree(page: Page, path: Path, prepare: str = "() => {}") -> str:
    _open(page, path, 1280)
    page.evaluate(prepare)
    return _plain(page.locator("article").aria_snapshot())


def _frame(page: Page, site: Path) -> str:
    """The frame around the content of a page, with its drawers open."""
    _open(page, site / "index.html", 360)
    page.evaluate("() => document.querySelectorAll('.sidebar-toggle').forEach(toggle => { toggle.checked = true })")
    page.evaluate("() => document.querySelector('article').replaceChildren()")
    return _plain(page.locator("body").aria_snapshot())


def _on_a_phone(page: Page, site: Path) -> str:
    """A table where its columns are out of sight."""
    _open(page, site / "register.html", 360)
    return _plain(page.locator("article table").first.aria_snapshot())


def _open(page: Page, path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate(_PREPARE)


def _plain(tree: str) -> str:
    """Without addresses, and without the names of rows and cells that repeat their parts."""
    return _TOLD_BY_PARTS.sub(r"- \1\2", _ADDRESS.sub("", tree + "\n"))
