"""The HTML page that shows all pictures by kind, with their flaws."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from measure.pictures.picture import Picture

_HEAD: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures of Spoorboek</title>
<style>
  body { font: 1rem/1.4 sans-serif; margin: 2rem; color: #222; background: #fff }
  section > div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
  figure { margin: 0; max-width: 22rem }
  img { width: 100%; max-height: 30rem; object-fit: contain; object-position: top left; border: 1px solid #777 }
  .flaw { color: #a00 }
</style>
<h1>Pictures of Spoorboek</h1>
"""


def write(folder: Path, pictures: Iterable[Picture]) -> Path:
    """Write the page to `index.html`; return its path."""
    sheet = folder / "index.html"
    sections = (_section(kind, list(group)) for kind, group in groupby(pictures, key=lambda picture: picture.kind))
    sheet.write_text(_HEAD + "".join(sections), encoding="utf-8")
    return sheet


def _section(kind: str, pictures: list[Picture]) -> str:
    return f"<section><h2>{escape(kind)}</h2><div>{''.join(map(_figure, pictures))}</div></section>\n"


def _figure(picture: Picture) -> str:
    name = escape(picture.file.name)
    shown = f'<a href="{name}"><img loading="lazy" src="{name}" alt="{escape(picture.label)}"></a>'
    flaws = "".join(f'<br><span class="flaw">{escape(flaw)}</span>' for flaw in picture.flaws)
    return f"<figure>{shown}<figcaption>{escape(picture.way)}{flaws}</figcaption></figure>"
