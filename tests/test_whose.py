"""Every page names the maker of the handbook, where to report an error, and how to cite it."""

from __future__ import annotations

import re
import tarfile
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.handbooks import Handbook, ground, settle
from tests.running import SPOORBOEK, built, checked, run

ADDRESS = "https://town.example/book/"


def configure(handbook: Handbook, **settings: str) -> Handbook:
    handbook.configure("".join(f"{name} = {value!r}\n" for name, value in settings.items()))
    return handbook


def page(handbook: Handbook, name: str = "index.html") -> str:
    return (handbook.folder / "html" / name).read_text(encoding="utf-8")


_INLINE = r"(?:[^<]|<span[^>]*>[^<]*</span>)*"


def citations(text: str) -> list[str]:
    return [
        unescape(re.sub(r"<[^>]+>", "", found)) for found in re.findall(rf'class="citation">({_INLINE})</span>', text)
    ]


def test_without_a_maker_pages_say_so_and_one_line_of_information_does(tmp_path: Path) -> None:
    handbook = configure(ground(tmp_path), spoorboek_maker="", spoorboek_contact="")
    assert built(handbook).stderr == ""
    assert "de maker is hier niet ingevuld" in page(handbook)
    done = checked(handbook)
    found = [line for line in done.stdout.splitlines() if "S805" in line]
    assert done.returncode == 0
    assert len(found) == 1
    assert "nothing is filled in for spoorboek_maker and spoorboek_contact" in found[0]


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    handbook = ground(tmp_path_factory.mktemp("filled-in"))
    handbook.write({"whose.md": "---\norphan: true\n---\n# Whose\n\n:::{maker}\n:::\n"})
    configure(handbook, html_baseurl=ADDRESS)
    assert built(handbook).stderr == ""
    return handbook


def test_with_a_maker_every_page_names_it_and_a_way_to_reach_it(filled_in: Handbook) -> None:
    for name in ("index.html", "search.html", "whose.html"):
        assert "A council" in page(filled_in, name)
        assert 'href="mailto:council@town.example"' in page(filled_in, name)
    assert "Gemaakt door <strong>A council</strong>" in page(filled_in, "whose.html")
    assert f'<link rel="canonical" href="{ADDRESS}whose.html">' in page(filled_in, "whose.html")


def test_reporting_an_error_is_a_mail_that_is_filled_in_with_page_item_and_version(filled_in: Handbook) -> None:
    mails = [unescape(mail) for mail in re.findall(r'href="(mailto:[^"]*body=[^"]*)"', page(filled_in))]
    read = [parse_qs(urlsplit(mail).query) for mail in mails]
    assert len(mails) > 5
    for mail in read:
        (body,) = mail["body"]
        assert f"{ADDRESS}index.html" in body
        assert "Versie: " in body
    assert any("\nOnderdeel: " in mail["body"][0] for mail in read)


def test_an_item_can_be_cited_in_one_line_with_maker_date_address_and_licence(filled_in: Handbook) -> None:
    cited = citations(page(filled_in))
    assert len(cited) == len(set(cited)) > 5
    for line in cited:
        assert line.startswith("A council, “")
        assert ", Spoorboek, stand van 23 november 2026, " in line
        assert ADDRESS in line
        assert line.endswith("CC BY 4.0.")


@pytest.mark.parametrize(
    ("contact", "names"),
    [
        ("https://forge.example/town/book/issues/new", ("title", "body")),
        ("https://forge.example/town/book/-/issues/new", ("issue[title]", "issue[description]")),
    ],
)
def test_a_contact_at_a_forge_opens_an_issue_that_is_filled_in(
    tmp_path: Path, contact: str, names: tuple[str, str]
) -> None:
    handbook = configure(ground(tmp_path), spoorboek_contact=contact)
    assert built(handbook).stderr == ""
    links = [unescape(link) for link in re.findall(r'href="([^"]*)"', page(handbook))]
    (first, *_) = [parse_qs(urlsplit(link).query) for link in links if link.startswith(f"{contact}?")]
    assert set(first) == set(names)


def test_a_contact_that_is_no_address_stops_in_one_line(tmp_path: Path) -> None:
    done = checked(configure(ground(tmp_path), spoorboek_contact="the town hall"))
    assert done.returncode == 2
    assert "spoorboek_contact is 'the town hall', expected a mail address, or a web address" in done.stderr


def published(handbook: Handbook, *options: str) -> tuple[int, str]:
    done = run(handbook, *SPOORBOEK, "publish", *options)
    return done.returncode, done.stdout + done.stderr


def test_publish_refuses_what_does_not_say_whose_it_is(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    code, text = published(handbook)
    assert (code, "nothing is filled in for html_baseurl" in text) == (2, True)
    configure(handbook, spoorboek_maker="", spoorboek_contact="", html_baseurl=ADDRESS)
    code, text = published(handbook)
    assert (code, "nothing is filled in for spoorboek_maker, spoorboek_contact" in text) == (2, True)
    configure(handbook, spoorboek_maker="A", spoorboek_contact="a@town.example", html_baseurl="town")
    assert "html_baseurl is 'town', which is not a public address" in published(handbook)[1]
    configure(handbook, html_baseurl=ADDRESS)
    handbook.write({"flawed.md": "# A page\n\nSee {need}`THM-grand`.\n"})
    code, text = published(handbook, "--lang", "nl")
    assert (code, "docs/flawed.md:3:12: fout S501 unknown-target: " in text) == (1, True)
    settle(handbook.conf, r'^publisher_note = ".*"$', "")
    assert "[trace] publisher_note" in published(handbook)[1]
    assert not (handbook.folder / "dist").exists()


def test_publish_packs_every_language_in_one_archive_whose_bytes_are_the_same_each_time(filled_in: Handbook) -> None:
    archive = filled_in.folder / "dist/spoorboek.tar.gz"
    own = archive.parent / "site" / "own.txt"
    own.parent.mkdir(parents=True)
    own.write_text("A file in a folder with the name of a part of the build.", encoding="utf-8")
    assert "docs/spoorboek.tar.gz would be among the pages" in published(filled_in, "--output", "docs")[1]
    code, text = published(filled_in)
    assert (code, "dist/spoorboek.tar.gz contains the whole site; nothing was uploaded" in text) == (0, True)
    with tarfile.open(archive) as packed:
        names = packed.getnames()
    assert names == sorted(names)
    assert {"spoorboek/index.html", "spoorboek/_static/spoor.css"} <= set(names)
    assert sorted(path.name for path in archive.parent.iterdir()) == ["site", archive.name]
    assert [path.name for path in own.parent.iterdir()] == [own.name]
