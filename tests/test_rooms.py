"""The rooms of the package are the layers that are enforced, those of the picture, and those that the pages name."""

from __future__ import annotations

import re
import tomllib

from tests.handbooks import TOP

PACKAGE = TOP / "ext" / "spoorboek"
PICTURE = (TOP / "docs" / "_pictures" / "rooms.svg").read_text(encoding="utf-8")
PAGES = ("architecture", "where-to-change-what")


def layers() -> list[list[str]]:
    tools = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contract = next(contract for contract in tools["importlinter"]["contracts"] if contract["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def test_every_folder_is_a_room_and_every_room_a_layer() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert {room for layer in layers() for room in layer} == folders


def test_the_picture_draws_the_layers_from_top_to_bottom() -> None:
    drawn = re.findall(r'y="(\d+)"[^>]*font-weight="600"[^>]*>(\w+)<', PICTURE)
    rows = [[room for y, room in drawn if y == row] for row in sorted({y for y, _ in drawn}, key=int)]
    assert rows == layers()


def test_every_file_that_the_technical_pages_name_is_there() -> None:
    missing = []
    for page in PAGES:
        text = (TOP / "docs" / "techniek" / f"{page}.md").read_text(encoding="utf-8")
        names = re.findall(r"`((?:ext/spoorboek/)?[\w./-]+(?:\.py|\.css|\.js|\.html|\.toml|/))`", text)
        for name in names:
            places = (TOP / name, PACKAGE / name, TOP / "conf" / name)
            if not any(place.exists() for place in places):
                missing.append(f"{page}: {name}")
    assert missing == []
