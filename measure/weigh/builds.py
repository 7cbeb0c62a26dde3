"""Builds the same page three times: with Spoorboek, with plain sphinx-needs and Furo, and with StrictDoc."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from measure import environments
from measure.bench import programme as bench
from measure.bench.writers import strictdoc
from spoorboek.config import settings
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item
from spoorboek.readers import configuration, markdown
from tests.handbooks import TOP

PAGE: Final = "2024/voornemens/c9"
FOLDER: Final = TOP / "build/weigh"
_PLAIN: Final = """\
extensions = ["myst_parser", "sphinx_needs"]
language = "nl"
exclude_patterns = ["locales"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
needs_from_toml = "ubproject.toml"
html_theme = "furo"
"""
_FENCES: Final = re.compile(r"^([:`]{3,}).*?^\1$\n?", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS: Final = re.compile(r"[*`|_<>\\\[\]]|^---.*?^---$|^#+ ", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Build:
    """A tool, the function that builds with it, the folder of its output, and the page in it."""

    name: str
    make: Callable[[], None]
    top: Path
    page: Path


def ours() -> None:
    _sphinx(TOP / "conf", FOLDER / "ours")


def plain() -> None:
    """Build with sphinx-needs alone: our own directives give nothing, and references to items are unresolved."""
    conf = FOLDER / "conf-plain"
    conf.mkdir(parents=True)
    (conf / "conf.py").write_text(_PLAIN, encoding="utf-8")
    shutil.copy(TOP / "conf/ubproject.toml", conf)
    _sphinx(conf, FOLDER / "plain")


def _sphinx(conf: Path, out: Path) -> None:
    command = (sys.executable, "-m", "sphinx", "-q", "-c", conf, "-d", FOLDER / "doctrees" / out.name)
    subprocess.run([*command, TOP / "docs", out], check=True, capture_output=True)


def exported() -> None:
    strictdoc.write(handbook(), FOLDER / "strictdoc")
    command = (environments.programs("strictdoc") / "strictdoc", "export", "--output-dir", "out", "docs")
    subprocess.run(command, check=True, capture_output=True, cwd=FOLDER / "strictdoc")


BUILDS: Final = (
    Build("Spoorboek", ours, FOLDER / "ours", FOLDER / f"ours/{PAGE}.html"),
    Build("sphinx-needs with furo, as they come", plain, FOLDER / "plain", FOLDER / f"plain/{PAGE}.html"),
    Build(
        "StrictDoc, as it comes",
        exported,
        FOLDER / "strictdoc/out/html",
        FOLDER / f"strictdoc/out/html/docs/{PAGE.replace('/', '-')}.html",
    ),
)


def handbook() -> bench.Programme:
    """This handbook as a programme of the bench: all pages, items, fields, links and texts, without markup."""
    read, own_settings = markdown.read(configuration.read(TOP / "docs", TOP / "conf"))
    types = own_settings.types
    by_file = grouped((item.at.file, item) for item in read.items)
    return bench.Programme(tuple(_page(file, items, types) for file, items in by_file.items()))


def _page(file: str, items: list[Item], types: dict[str, settings.Type]) -> bench.Page:
    text = (TOP / file).read_text(encoding="utf-8")
    name = file.removeprefix("docs/").removesuffix(".md").replace("/", "-")
    title = next(iter(re.findall(r"^# (.*)$", text, re.MULTILINE)), items[0].title)
    return bench.Page(name, title, _text(_FENCES.sub("", text)) or title, tuple(_item(item, types) for item in items))


def _item(item: Item, types: dict[str, settings.Type]) -> bench.Item:
    fields = {name: item.field(name) for name in types[item.type].fields if item.field(name)}
    links = {name: item.targets(name) for name in types[item.type].roles if item.targets(name)}
    return bench.Item(item.type, item.id, item.title, fields, links, _text(item.body) or item.title)


def _text(written: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", written)).strip()
