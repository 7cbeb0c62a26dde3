"""The keyboard reaches every control, and the focus is visible."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages import axe, keyboard, kinds, sites, survey
from tests.pages.shared import Notes, share
from tests.pages.survey import Look


def test_every_control_of_every_page_takes_the_focus_and_shows_it(noted_of_each: list[Notes]) -> None:
    looks = [Look(**notes["look"]) for notes in noted_of_each]
    assert not (flaws := [f"{look.name}: {flaw}" for look in looks for flaw in look.out_of_reach]), "\n".join(flaws)


@pytest.mark.parametrize("is_walked", [True, pytest.param(False, marks=pytest.mark.wide)])
def test_the_keyboard_walks_past_every_control_of_each_kind_of_page(
    is_walked: bool, browser: Browser, handbook: Path
) -> None:
    page = survey.window(browser)

    def see(address: str) -> Notes:
        kinds.open_in(page, handbook, address)
        page.evaluate(axe.FEW)
        return {"flaws": [f"{address}: {flaw}" for flaw in keyboard.walk(page)]}

    addresses = [
        address
        for kind, address in kinds.present(handbook)
        if sites.language(address) == "nl" and (kind in kinds.WALKED) is is_walked
    ]
    found = share(handbook.parent / f"walked-{is_walked}", addresses, see)
    page.close()
    assert len(addresses) >= len(kinds.WALKED)
    assert not (flaws := [flaw for notes in found for flaw in notes["flaws"]]), "\n".join(flaws)
