"""Each page and item leads to its own line at the project's forge; where that is not known it says where it stands."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

from tests.handbooks import TOP, Handbook, ground, own
from tests.running import built

FORGE = "https://forge.example/spoorboek/blob/{commit}/{file}#L{line}"


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    made = ground(tmp_path)
    made.write({"een page.md": "# A page\n\nText.\n"})
    return made


def at_forge(handbook: Handbook, address: str) -> None:
    conf = handbook.conf / "conf.py"
    written = conf.read_text(encoding="utf-8")
    changed = written.replace('spoorboek_source_url = ""', f"spoorboek_source_url = {address!r}")
    assert changed != written
    conf.write_text(changed, encoding="utf-8")


def reports(handbook: Handbook, page: str) -> list[tuple[str, str]]:
    """Where each *Een fout melden* of a page leads, or nothing, and the place behind it."""
    text = (handbook.folder / "html" / page).read_text(encoding="utf-8")
    found = re.findall(r'(?:href="([^"]*)">)?Een fout melden(?:</a>)?(?:</dt><dd>|: )(.*?)\.?</(?:dd|p)>', text)
    return [(unescape(link), place) for link, place in found]


def test_without_a_forge_a_page_names_file_and_line_and_leads_nowhere(handbook: Handbook) -> None:
    assert built(handbook).stderr == ""
    assert reports(handbook, "een page.html") == [("", "docs/een page.md, regel 1")]
    places = [place for _, place in reports(handbook, "index.html")]
    assert "docs/index.md, regel 10" in places
    assert len(places) == len(set(places)) > 5


def test_with_a_page_that_says_how_it_leads_there(handbook: Handbook) -> None:
    handbook.write(
        {"errata.md": "# Errata\n\n## Een fout melden\n\nZo.\n", "deep/page.md": "---\norphan: true\n---\n# X\n"}
    )
    assert built(handbook).stderr == ""
    assert reports(handbook, "deep/page.html") == [("../errata.html#een-fout-melden", "docs/deep/page.md, regel 1")]
    assert 'id="een-fout-melden"' in (handbook.folder / "html/errata.html").read_text(encoding="utf-8")


def test_with_a_forge_it_leads_to_the_line_itself(handbook: Handbook) -> None:
    at_forge(handbook, FORGE)
    assert built(handbook).stderr == ""
    address = "https://forge.example/spoorboek/blob/HEAD/docs/"
    assert reports(handbook, "een page.html") == [(f"{address}een%20page.md#L1", "docs/een page.md, regel 1")]
    assert (f"{address}index.md#L10", "docs/index.md, regel 10") in reports(handbook, "index.html")


@pytest.mark.parametrize(
    "address", ["https://forge.example/", "https://x/{file}{", "https://x/{file}#{lines}", "{file}{}"]
)
def test_an_address_of_no_line_stops_the_build_in_one_line(handbook: Handbook, address: str) -> None:
    at_forge(handbook, address)
    done = built(handbook)
    assert done.returncode == 2
    assert f"conf.py: spoorboek_source_url is {address!r}, which is no address of a line of a file" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_licence_of_a_text_is_the_one_that_reuse_gives(handbook: Handbook) -> None:
    given = tomllib.loads((TOP / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    said = {folder: told["SPDX-License-Identifier"] for told in given for folder in told["path"]}
    conf = (TOP / "conf/conf.py").read_text(encoding="utf-8")
    assert said["docs/**"] == "CC-BY-4.0"
    assert said["ext/**"] == "EUPL-1.2"
    assert 'spoorboek_licences = {"docs": "CC BY 4.0", "ext": "EUPL-1.2"}' in conf


def test_each_source_shows_its_licence_and_says_plainly_where_that_is_not_known(tmp_path: Path) -> None:
    made = own(tmp_path)
    assert built(made).stderr == ""
    page = (made.folder / "html/bronnen.html").read_text(encoding="utf-8")
    sources = page.split('<section class="item item-source"')[1:]
    shown = [re.findall(r"<dt>Licentie</dt><dd><p>(.+?)</p>", source) for source in sources]
    written = re.findall(r"^:licence: (.+)$", (made.docs / "bronnen.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) > 40
    assert shown == [[licence] for licence in written]
    assert "onbekend" in written
