"""Renews the picture in README.md: `make html`, then `.venv/bin/python -m tests.pages.readme`."""

import io

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import FLAGS, chromium
from tests.handbooks import TOP

PAGE = TOP / "build/html/2024/voornemens/c9.html"
PICTURE = TOP / "docs/_pictures/commitment.png"


def main() -> None:
    """The page of a commitment down to its checks, in light mode; few colours keep the file small."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1240, "height": 1330}, color_scheme="light")
        page.goto(PAGE.as_uri())
        screenshot = page.screenshot()
        browser.close()
    Image.open(io.BytesIO(screenshot)).quantize(48).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(TOP)}: {PICTURE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
