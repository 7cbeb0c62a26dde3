"""Measures what loading the page of a commitment costs, beside other tools; writes docs/metingen/pages.md."""

from __future__ import annotations

import datetime
import importlib.metadata
import shutil
import sys
from typing import Any, Final

from playwright.sync_api import sync_playwright

from measure import environments, machine
from measure.weigh import builds, page
from measure.weigh.weighing import weigh
from tests.browser import FLAGS, chromium
from tests.handbooks import TOP

TIMES: Final = 5
WRITTEN: Final = TOP / "docs/metingen/pages.md"


def main() -> int:
    environments.build("strictdoc")
    measured_on = machine.machine()
    shutil.rmtree(builds.FOLDER, ignore_errors=True)
    for build in builds.BUILDS:
        print(f"building: {build.name}", flush=True)
        build.make()
    WRITTEN.write_text(page.text(_results(measured_on)), encoding="utf-8")
    return 0


def _results(measured_on: dict[str, Any]) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        weighed = {build.name: weigh(browser, build.page, build.top, TIMES) for build in builds.BUILDS}
        version = f"Chromium {browser.version}"
        browser.close()
    date = str(datetime.datetime.now(datetime.UTC).date())
    versions = {
        name: importlib.metadata.version(name)
        for name in ("spoorboek", "sphinx", "sphinx-needs", "myst-parser", "furo")
    }
    return {
        "machine": measured_on,
        "what": {"page": f"`{builds.PAGE}`", "date": date, "browser": version},
        "times": TIMES,
        "weighed": weighed,
        "versions": versions | {"strictdoc": environments.version("strictdoc", "strictdoc")},
    }


if __name__ == "__main__":
    sys.exit(main())
