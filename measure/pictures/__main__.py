"""Takes pictures of each kind of page in light, dark, narrow and on paper; reports what is blank, cut or overlapping.

python -m measure.pictures HANDBOOK FOLDER    the handbook as built, where its pictures go; exit 1 if there is a flaw
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from measure.pictures import gallery, paper, screen
from measure.pictures.picture import Picture
from tests.browser import FLAGS, NoBrowserError, chromium
from tests.pages import kinds, survey


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the arguments and call `judge`; return 2 if there is no page or no browser."""
    parser = argparse.ArgumentParser(prog="python -m measure.pictures", description="Draw and judge each kind of page.")
    parser.add_argument("handbook", type=Path, help="the folder of the built handbook")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    options = parser.parse_args(arguments)
    handbook = options.handbook.resolve()
    if not any(kinds.present(handbook)):
        print(f"{options.handbook} has no page to draw: run make html", file=sys.stderr)
        return 2
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            return judge(browser, handbook, options.folder)
    except (NoBrowserError, Error) as error:
        print(error, file=sys.stderr)
        return 2


def judge(browser: Browser, handbook: Path, folder: Path) -> int:
    """Take the pictures of every kind of page, print a line per flaw; return 1 if there is one, else 0."""
    folder.mkdir(parents=True, exist_ok=True)
    page = survey.window(browser)
    pictures = [
        picture
        for kind, address in kinds.present(handbook)
        for picture in _drawn(page, handbook, kind, address, folder)
    ]
    page.close()
    flaws = [f"{picture.label}: {flaw}" for picture in pictures for flaw in picture.flaws]
    sheet = gallery.write(folder, pictures)
    print(*flaws, f"{len(pictures)} pictures, {len(flaws)} flaws. Leaf through {sheet}", sep="\n")
    return 1 if flaws else 0


def _drawn(page: Page, handbook: Path, kind: str, address: str, folder: Path) -> Iterator[Picture]:
    page.emulate_media(media="screen", color_scheme="light")
    kinds.open_in(page, handbook, address)
    yield from screen.pictures(page, kind, folder)
    yield from paper.pictures(page, kind, folder)


if __name__ == "__main__":
    sys.exit(main())
