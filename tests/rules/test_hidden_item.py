"""Both readers report an item that not every build shows, at any depth."""

from __future__ import annotations

import re
from pathlib import Path

import furo
import pytest

from spoorboek.readers.directives import HIDING_CLASSES
from spoorboek.sphinxext import theme
from tests import breaks
from tests.handbooks import ground
from tests.parity.bench import by_both, by_hand, by_sphinx, read

CHAIN = breaks.chain("KTN-x")
ATTRIBUTES = "---\nmyst: {enable_extensions: [attrs_block, colon_fence]}\n---\n"
RST = ".. chain:: A chain\n   :id: KTN-x\n   :grounded_in: GR-P1-S1\n"


def indented(text: str) -> str:
    return "".join(f"   {line}\n" for line in text.splitlines())


def within(text: str, by: int) -> str:
    return text.rstrip().replace("\n", "\n" + " " * by)


# The pages, where the item stands, and in what.
HIDDEN = {
    "only": ({"p.md": f"# P\n\n::::{{only}} html\n{CHAIN}::::\n"}, "docs/p.md:4:5", "only"),
    "only in another case": ({"p.md": f"# P\n\n::::{{Only}} html\n{CHAIN}::::\n"}, "docs/p.md:4:5", "Only"),
    "a condition on the configuration": (
        {"p.md": f"# P\n\n::::{{ifconfig}} True\n{CHAIN}::::\n"},
        "docs/p.md:4:5",
        "ifconfig",
    ),
    "a condition on variants": ({"p.md": f"# P\n\n::::{{if}} True\n{CHAIN}::::\n"}, "docs/p.md:4:5", "if"),
    "a header": ({"p.md": f"# P\n\n::::{{header}}\n{CHAIN}::::\n"}, "docs/p.md:4:5", "header"),
    "a footer": ({"p.md": f"# P\n\n::::{{footer}}\n{CHAIN}::::\n"}, "docs/p.md:4:5", "footer"),
    "deeper": (
        {"p.md": f"# P\n\n::::::{{only}} html\n:::::{{note}}\n- ::::{{tip}}\n{indented(CHAIN)}  ::::\n:::::\n::::::\n"},
        "docs/p.md:6:8",
        "only",
    ),
    "an included file": (
        {"p.md": "# P\n\n::::{only} html\n```{include} part.txt\n```\n::::\n", "part.txt": CHAIN},
        "docs/part.txt:1:5",
        "only",
    ),
    "reStructuredText in Markdown": (
        {"p.md": f"# P\n\n```{{eval-rst}}\n.. only:: html\n\n{indented(RST)}```\n"},
        "docs/p.md:6:7",
        "only",
    ),
    "a page in reStructuredText": (
        {"p.rst": f"P\n=\n\n.. only:: html\n\n   .. note::\n\n{indented(indented(RST))}\nText.\n"},
        "docs/p.rst:8:10",
        "only",
    ),
    "a class that one of light and dark shows": (
        {"p.md": f"# P\n\n::::{{container}} wide only-dark\n{CHAIN}::::\n"},
        "docs/p.md:4:5",
        "container only-dark",
    ),
    "a class above a heading": (
        {"p.md": f"{ATTRIBUTES}# P\n\n{{.only-dark}}\n## A\n\n### B\n\n{CHAIN}\n## C\n\n{breaks.chain('KTN-y')}"},
        "docs/p.md:11:5",
        "class only-dark",
    ),
    "a class above a quote": (
        {"p.md": f"{ATTRIBUTES}# P\n\n{{.only-light}}\n> {CHAIN.rstrip().replace(chr(10), chr(10) + '> ')}\n"},
        "docs/p.md:7:7",
        "class only-light",
    ),
    "the meaning of a word": (
        {"p.md": f"# P\n\n::::{{only}} html\na word\n: {within(CHAIN, 2)}\n::::\n"},
        "docs/p.md:5:7",
        "only",
    ),
    "a footnote": (
        {"p.md": f"# P\n\n::::{{only}} html\n[^b]\n\n[^b]: {within(CHAIN, 4)}\n::::\n"},
        "docs/p.md:6:11",
        "only",
    ),
    "a class that no screen shows": (
        {"p.md": f"# P\n\n::::{{note}}\n:class: visually-hidden\n{CHAIN}::::\n"},
        "docs/p.md:5:5",
        "note visually-hidden",
    ),
    "a class for what comes next": (
        {"p.md": f"# P\n\n```{{rst-class}} only-light\n```\n\n{CHAIN}"},
        "docs/p.md:6:5",
        "rst-class only-light",
    ),
    "what is left to the build": (
        {"p.md": f"# P\n\n:::::{{describe}} f\n::::{{only}} html\n{CHAIN}::::\n:::::\n"},
        "docs/p.md:5:5",
        "only",
    ),
}  # fmt: skip


LEFT_OUT = {"orphan": "orphan: true", "nosearch": "'nosearch': false", "no-search": "? no-search\n: 1"}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_an_item_on_a_page_that_no_menu_or_search_need_name_is_reported(name: str, tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"p.md": f"---\n{LEFT_OUT[name]}\n---\n# P\n\n{CHAIN}"})
    message = f" S513 hidden-item: KTN-x is on a page with '{name}' in its front matter, which readers may not find"
    assert [finding for finding in by_both(handbook) if message in str(finding)]


def test_a_page_without_items_may_be_left_out_of_menus(tmp_path: Path) -> None:
    assert by_both(ground(tmp_path).write({"p.md": "---\norphan: true\n---\n# P\n"})) == []


def test_each_item_that_not_every_site_shows_is_reported(tmp_path: Path) -> None:
    """All in one handbook, each in a folder of its own with an id of its own."""
    handbook, expected = ground(tmp_path), []
    breaks.change('"spoorboek"]', '"spoorboek", "sphinx.ext.ifconfig"]', "conf/conf.py")(handbook)
    for number, (pages, place, directive) in enumerate(HIDDEN.values()):
        folder, id = f"n{number:02}", f"KTN-{number}-"
        handbook.write({f"{folder}/{name}": text.replace("KTN-", id) for name, text in pages.items()})
        at = place.replace("docs/", f"docs/{folder}/")
        expected.append(f"{at}: error S513 hidden-item: {id}x is in {{{directive}}}, which not every build shows")
    for reader in (by_hand, by_sphinx):
        verdict = read(reader, handbook).verdict
        assert verdict
        assert [str(finding) for finding in verdict.findings if finding.number in {"S510", "S512", "S513"}] == expected


def test_hidden_text_without_items_is_not_reported(tmp_path: Path) -> None:
    page = f"# P\n\n:::{{only}} html\nText about [a chain](#KTN-x).\n:::\n\n{CHAIN}"
    handbook = ground(tmp_path).write({"p.md": page})
    assert handbook.check()[1] == []


def test_an_item_whose_page_does_not_hold_it_is_reported_by_the_build(tmp_path: Path) -> None:
    page = f"# P\n\n::::{{list-table}} A\n\n* - a\n  - b\n* - c\n\n{CHAIN}::::\n"
    verdict = read(by_sphinx, ground(tmp_path).write({"p.md": page})).verdict
    assert verdict
    assert "docs/p.md:9:5: error S512 item-lost-in-text: KTN-x is not read as an item: its page does not show it" in [
        str(finding) for finding in verdict.findings
    ]


def test_a_directive_of_an_extension_that_is_not_loaded_is_unknown(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"p.md": f"# P\n\n::::{{ifconfig}} True\n{CHAIN}::::\n"})
    assert [finding.number for finding in by_both(handbook)] == ["S510", "S514"]


def test_each_class_that_a_style_sheet_hides_by_itself_is_known() -> None:
    hides = re.compile(r"display:\s*none|visibility:\s*hidden|clip-path:|opacity:\s*0(?![.\d])")
    folders = (Path(furo.__file__).parent, Path(theme.__file__).parent)
    sheets = [path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.css")]
    rules = [rule for sheet in sheets for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet) if hides.search(rule[1])]
    selectors = {selector.strip() for names, _ in rules for selector in re.sub(r"\(.*?\)", "()", names).split(",")}
    hidden = {selector[1:] for selector in selectors if re.fullmatch(r"\.[\w-]+", selector)}
    assert hidden - HIDING_CLASSES == set()
    assert len(hidden) > 10


REFERENCE = "A word on [the theme](#THM-grond).\n"
UNSEEN = {
    "other.md": f"# Other\n\n:::{{only}} html\n{REFERENCE}:::\n",
    "class.md": f"{ATTRIBUTES}# P\n\n{{.only-dark}}\n{REFERENCE}",
    "note.md": f"# P\n\n:::{{note}}\n:class: unseen\n{REFERENCE}:::\n",
    "orphan.md": f"---\norphan: true\n---\n# P\n\n{REFERENCE}",
    "included.md": "# P\n\n:::{only} html\n```{include} part.txt\n```\n:::\n",
    "part.txt": REFERENCE,
}


def test_a_reference_that_not_every_site_shows_leads_no_reader_to_an_item(tmp_path: Path) -> None:
    book = ground(tmp_path).write(UNSEEN)
    assert [str(finding).partition(": ")[2] for finding in by_both(book)] == [
        "error S104 item-nobody-mentions: THM-grond is referred to in the running text of no other page"
    ]
