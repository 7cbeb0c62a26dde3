"""Fixtures and settings for all tests."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from spoorboek.cli import language
from tests.browser import FLAGS, NoBrowserError, chromium

os.environ[language.OWN] = "en"  # what tests expect to be told does not follow the locale of who runs them
for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    os.environ.pop(name, None)  # a make that a test runs is not part of the make that runs the tests


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each worker."""
    try:
        path = chromium()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
