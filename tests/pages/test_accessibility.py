"""Every page meets WCAG 2.2 AA and best practices as far as axe can tell, in all colours, wide and narrow."""

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.pages import axe
from tests.pages.shared import Notes


def test_axe_has_nothing_against_any_page(noted_of_each: list[Notes]) -> None:
    flaws = [flaw for notes in noted_of_each for flaw in notes["axe"]]
    print(f"axe: {len(noted_of_each)} pages in {' and '.join(axe.MODES)}, {' and '.join(map(str, axe.WIDTHS))} wide")
    assert not flaws, "\n".join(flaws)


def test_axe_has_nothing_against_the_open_menus_of_a_narrow_page(page: Page, handbook: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto((handbook / "2024/voornemens/c9.html").as_uri())
    for menu in ("__navigation", "__toc"):
        page.evaluate("id => { document.getElementById(id).checked = true }", menu)
        assert axe.in_all_modes(page, menu) == []
        page.evaluate("id => { document.getElementById(id).checked = false }", menu)


def violations(page: Page, handbook: Path, flaw: str) -> list[str]:
    """What axe finds on a page with a flaw, and without the policy that would keep a style of its own from it."""
    html = re.sub(r"<meta http-equiv=[^>]*>", "", (handbook / "over.html").read_text(encoding="utf-8"))
    planted = handbook / "planted.htm"
    planted.write_text(html.replace("</article>", f"{flaw}</article>"), encoding="utf-8")
    page.goto(planted.as_uri())
    planted.unlink()
    return axe.in_all_modes(page, "planted")


FLAWS: Final = {
    "color-contrast": "<p style='color: #aaa; background: #fff'>Te licht</p>",
    "label": "<input name='zonder-naam'>",
    "link-name": "<a href='#x' style='display: inline-block; width: 40px; height: 40px'></a>",
    "empty-table-header": "<table><tr><th scope=col></th></tr><tr><td>Leeg</td></tr></table>",
}


def test_planted_flaws_are_caught(page: Page, handbook: Path) -> None:
    flaws = violations(page, handbook, "".join(FLAWS.values()))
    assert {line.split()[3] for line in flaws if line.startswith("planted (light, 360): ")} == {*FLAWS}


def test_a_flaw_in_the_dark_alone_is_caught(page: Page, handbook: Path) -> None:
    flaws = violations(page, handbook, "<p style='color: #222'>Licht</p>")
    assert [line.split(":")[0] for line in flaws] == ["planted (dark, 1400)"]
