"""Without script every page has the same text, does not jump, and fits a narrow screen."""

import pytest

from tests.pages.shared import Notes


def test_every_page_is_as_good_without_script(noted: list[Notes]) -> None:
    flaws = [flaw for notes in noted for flaw in notes["bare"]]
    assert not flaws, "\n".join(flaws)


@pytest.mark.wide
def test_every_other_page_of_a_kind_is_as_good_without_script(noted_of_all_others: list[Notes]) -> None:
    assert not (flaws := [flaw for notes in noted_of_all_others for flaw in notes["bare"]]), "\n".join(flaws)
