"""Every page meets WCAG 2.2 AA and best practices as far as axe can tell, in all colours, wide and narrow."""

import re
from pathlib import Path

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
    page.evaluate(axe.SCRIPT)
    for menu in ("__navigation", "__toc"):
        page.evaluate("id => { document.getElementById(id).checked = true }", menu)
        for mode in axe.MODES:
            axe.wear(page, mode)
            assert axe.open_page(page) == [], f"{menu} in {mode}"
        page.evaluate("id => { document.getElementById(id).checked = false }", menu)


def with_flaw(handbook: Path, name: str, flaw: str) -> Path:
    """A page with a flaw, and without the policy that would keep a style of its own from it."""
    html = re.sub(r"<meta http-equiv=[^>]*>", "", (handbook / "over.html").read_text(encoding="utf-8"))
    planted = handbook / name
    planted.write_text(html.replace("</article>", f"{flaw}</article>"), encoding="utf-8")
    return planted


@pytest.mark.parametrize(
    ("flaw", "rule"),
    [
        ("<p style='color: #aaa; background: #fff'>Te licht</p>", "color-contrast"),
        ("<input name='zonder-naam'>", "label"),
        ("<a href='#x' style='display: inline-block; width: 9px; height: 9px'></a>", "link-name"),
        ("<table><tr><th scope=col></th></tr><tr><td>Leeg</td></tr></table>", "empty-table-header"),
    ],
)
def test_a_planted_flaw_is_caught(page: Page, handbook: Path, flaw: str, rule: str) -> None:
    planted = with_flaw(handbook, f"planted-{rule}.htm", flaw)
    flaws = axe.violations(page, planted.as_uri(), "planted")
    planted.unlink()
    assert {line.split()[3] for line in flaws} == {rule}
    assert "planted (light, 360)" in "\n".join(flaws)


def test_a_flaw_in_the_dark_alone_is_caught(page: Page, handbook: Path) -> None:
    planted = with_flaw(handbook, "planted-dark.htm", "<p style='color: #222'>Licht</p>")
    flaws = axe.violations(page, planted.as_uri(), "planted")
    planted.unlink()
    assert [line.split(":")[0] for line in flaws] == ["planted (dark, 1400)"]
