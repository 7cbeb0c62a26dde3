"""Every page meets WCAG 2.2 AA and best practices as far as axe can tell, in all colours, wide and narrow."""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.pages import axe
from tests.pages.shared import Notes


def test_axe_has_nothing_against_any_page(noted: list[Notes]) -> None:
    flaws = [flaw for notes in noted for flaw in notes["axe"]]
    print(f"axe: {len(noted)} pages in {' and '.join(axe.MODES)}, {' and '.join(map(str, axe.WIDTHS))} wide")
    assert not flaws, "\n".join(flaws)


@pytest.mark.wide
def test_axe_has_nothing_against_every_other_page_of_a_kind(noted_of_all_others: list[Notes]) -> None:
    assert not (flaws := [flaw for notes in noted_of_all_others for flaw in notes["axe"]]), "\n".join(flaws)


def test_axe_has_nothing_against_the_open_menus_of_a_narrow_page(page: Page, handbook: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto((handbook / "2024/voornemens/c9.html").as_uri())
    for menu in ("__navigation", "__toc"):
        page.evaluate("id => { document.getElementById(id).checked = true }", menu)
        assert axe.in_all_modes(page, menu) == []
        page.evaluate("id => { document.getElementById(id).checked = false }", menu)


def with_flaw(handbook: Path, name: str, flaw: str) -> Path:
    """A page with a flaw, and without the policy that would keep a style of its own from it."""
    html = re.sub(r"<meta http-equiv=[^>]*>", "", (handbook / "over.html").read_text(encoding="utf-8"))
    planted = handbook / name
    planted.write_text(html.replace("</article>", f"{flaw}</article>"), encoding="utf-8")
    return planted


FLAWS: Final = {
    "color-contrast": "<p style='color: #aaa; background: #fff'>Te licht</p>",
    "label": "<input name='zonder-naam'>",
    "link-name": "<a href='#x' style='display: inline-block; width: 40px; height: 40px'></a>",
    "empty-table-header": "<table><tr><th scope=col></th></tr><tr><td>Leeg</td></tr></table>",
}


def test_planted_flaws_are_caught(page: Page, handbook: Path) -> None:
    planted = with_flaw(handbook, "planted.htm", "".join(FLAWS.values()))
    flaws = axe.violations(page, planted.as_uri(), "planted")
    planted.unlink()
    assert {line.split()[3] for line in flaws if line.startswith("planted (light, 360): ")} == {*FLAWS}


def test_a_flaw_in_the_dark_alone_is_caught(page: Page, handbook: Path) -> None:
    planted = with_flaw(handbook, "planted-dark.htm", "<p style='color: #222'>Licht</p>")
    flaws = axe.violations(page, planted.as_uri(), "planted")
    planted.unlink()
    assert [line.split(":")[0] for line in flaws] == ["planted (dark, 1400)"]
