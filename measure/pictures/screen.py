"""A page on a screen: light and dark, wide and as narrow as a phone."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page

from measure.pictures.picture import Picture, is_blank
from tests.pages import layout

WAYS: Final = (("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360))


def pictures(page: Page, kind: str, folder: Path) -> Iterator[Picture]:
    """Yield a picture of the open page in each of WAYS, saved as a file."""
    for mode, width in WAYS:
        page.emulate_media(media="screen", color_scheme=mode)
        page.set_viewport_size({"width": width, "height": 900})
        drawn = page.screenshot(full_page=True)
        file = folder / f"{kind}-{mode}-{width}.png"
        file.write_bytes(drawn)
        yield Picture(kind, f"{mode}, {width}", file, (*_blank(page, drawn), *layout.flaws(page)))


def _blank(page: Page, drawn: bytes) -> Iterator[str]:
    """A flaw if the article is blank; the menu beside it does not count."""
    box = page.locator("article").bounding_box()
    if box is None or box["width"] < 1 or box["height"] < 1:
        yield "article has no room on the page"
        return
    edges = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
    if is_blank(Image.open(io.BytesIO(drawn)).crop(tuple(map(int, edges)))):
        yield "article is blank"
