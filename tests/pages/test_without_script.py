"""Without script every page has the same text, does not jump, and fits a narrow screen."""

from tests.pages.shared import Notes


def test_every_page_is_as_good_without_script(noted_of_each: list[Notes]) -> None:
    assert not (flaws := [flaw for notes in noted_of_each for flaw in notes["bare"]]), "\n".join(flaws)
