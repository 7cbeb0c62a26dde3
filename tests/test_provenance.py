"""Each page and item links to its own line at the project's forge, or names its file and line."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

from tests.handbooks import TOP, Handbook, ground, settle
from tests.running import built

FORGE = "https://forge.example/spoorboek/blob/{commit}/{file}#L{line}"


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    handbook = ground(tmp_path)
    handbook.write({"een page.md": "# A page\n\nText.\n"})
    handbook.configure('spoorboek_contact = ""')
    return handbook


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


def test_an_item_that_begins_an_included_file_does_not_begin_the_page(handbook: Handbook) -> None:
    item = ":::{term} A word\n:id: BEG-word\n:grounded_in: BRN-grond\n\nWhat it means.\n:::\n"
    handbook.write({"whole.md": "# Whole\n\n```{include} part.txt\n```\n", "part.txt": item})
    built(handbook)
    assert ", whole.html#BEG-word, " in (handbook.folder / "html/whole.html").read_text(encoding="utf-8")
    assert '"title":"Whole"' in (handbook.folder / "html/searchitems.js").read_text(encoding="utf-8")


def test_with_a_page_on_reporting_errors_each_page_links_to_it(handbook: Handbook) -> None:
    handbook.write({"errors.md": "# Errors\n\n## Tell us\n\nSo.\n", "deep/page.md": "---\norphan: true\n---\n# X\n"})
    handbook.configure('spoorboek_report = "errors#tell-us"')
    assert built(handbook).stderr == ""
    assert reports(handbook, "deep/page.html") == [("../errors.html#tell-us", "docs/deep/page.md, regel 1")]
    assert 'id="tell-us"' in (handbook.folder / "html/errors.html").read_text(encoding="utf-8")


FOOT = re.compile(r'<p class="notice">(.*?)</p>', re.DOTALL)
NOTE = r'^publisher_note = ".*"$'


def test_the_foot_and_the_search_lead_to_the_pages_that_conf_names_by_their_titles(handbook: Handbook) -> None:
    settle(handbook.conf, NOTE, 'publisher_note = "No publication of a <council>."')
    handbook.configure('spoorboek_foot = ["other"]\nspoorboek_lists = ["een page", "types"]')
    assert built(handbook).stderr == ""
    (foot,) = FOOT.findall((handbook.folder / "html/index.html").read_text(encoding="utf-8"))
    assert foot == 'No publication of a &lt;council&gt;. <a href="other.html">Another page</a>'
    search = (handbook.folder / "html/search.html").read_text(encoding="utf-8")
    assert '<a href="een%20page.html">A page</a>, <a href="types.html">A further page</a>.</p>' in search


def test_without_the_setting_nothing_is_shown_there(handbook: Handbook) -> None:
    settle(handbook.conf, NOTE, "")
    assert built(handbook).stderr == ""
    assert FOOT.findall((handbook.folder / "html/index.html").read_text(encoding="utf-8")) == []
    assert "search-help" not in (handbook.folder / "html/search.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "setting", ['spoorboek_foot = ["othr"]', 'spoorboek_lists = ["othr"]', 'spoorboek_report = "othr#place"']
)
def test_a_page_that_conf_names_and_that_is_not_there_fails_the_build(handbook: Handbook, setting: str) -> None:
    handbook.configure(setting)
    done = built(handbook)
    assert done.returncode == 1
    expected = f"conf.py: {setting.partition(' ')[0]} names 'othr', which is not a page, did you mean other?"
    assert expected in done.stderr


def test_with_a_forge_it_leads_to_the_line_itself(handbook: Handbook) -> None:
    handbook.configure(f"spoorboek_source_url = {FORGE!r}")
    assert built(handbook).stderr == ""
    address = "https://forge.example/spoorboek/blob/HEAD/docs/"
    assert reports(handbook, "een page.html") == [(f"{address}een%20page.md#L1", "docs/een page.md, regel 1")]
    assert (f"{address}index.md#L10", "docs/index.md, regel 10") in reports(handbook, "index.html")


@pytest.mark.parametrize(
    "address", ["https://forge.example/", "https://x/{file}{", "https://x/{file}#{lines}", "{file}{}"]
)
def test_an_address_of_no_line_stops_the_build_in_one_line(handbook: Handbook, address: str) -> None:
    handbook.configure(f"spoorboek_source_url = {address!r}")
    done = built(handbook)
    assert done.returncode == 2
    assert f"conf.py: spoorboek_source_url is {address!r}, which is not the address of a line in a file" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_licence_of_a_text_is_the_one_that_reuse_gives(handbook: Handbook) -> None:
    annotations = tomllib.loads((TOP / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    licences = {
        folder: annotation["SPDX-License-Identifier"] for annotation in annotations for folder in annotation["path"]
    }
    conf = (TOP / "conf/conf.py").read_text(encoding="utf-8")
    assert licences["docs/**"] == "CC-BY-4.0"
    assert licences["ext/**"] == "EUPL-1.2"
    assert 'spoorboek_licences = {"docs": "CC BY 4.0", "ext": "EUPL-1.2"}' in conf


SOURCE = """
:::{{source}} Source {licence}
:id: BRN-{id}
:publisher: A town
:licence: {licence}
:::

It rests on [it](#BRN-{id}).
"""


def test_each_source_shows_its_licence_and_states_plainly_where_that_is_not_known(handbook: Handbook) -> None:
    licences = {"open": "CC BY 4.0", "closed": "unknown"}
    sources = "".join(SOURCE.format(id=id, licence=licence) for id, licence in licences.items())
    handbook.write({"sources.md": f"# Sources\n{sources}"})
    assert built(handbook).stderr == ""
    page = (handbook.folder / "html/sources.html").read_text(encoding="utf-8")
    shown = re.findall(r"<dt>Licentie</dt><dd><p>(.+?)</p>", page)
    assert shown == list(licences.values())
