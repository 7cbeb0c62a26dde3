"""Independent feed readers read our feeds without complaint; each in an environment of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spoorboek.exports import feed
from spoorboek.exports.feed import Entry

pytestmark = pytest.mark.wide
ENTRIES = (
    Entry("GEB-1", "2024-05", "Report: one", "What it says & <more>.", "../a.html#GEB-1", "event"),
    Entry("GEB-2", "2024-06-03", "Letter: two", "Second.", "../a.html#GEB-2", "event"),
    Entry("C1\n2024-06-03\nshown\n", "2024-06-03", "C1: evidenced", "C1", "../b.html#C1", "state"),
)
PAGES = ("a.html#GEB-1", "a.html#GEB-2", "b.html#C1")
FEEDPARSER = """
import feedparser, json, sys
found = feedparser.parse(sys.argv[1])
entries = [[each.id, each.title, each.updated, each.link] for each in found.entries]
print(json.dumps([bool(found.bozo), found.version, found.feed.title, entries]))
"""
RSS_PARSER = """
const Parser = require("rss-parser");
const text = require("fs").readFileSync(process.argv[1], "utf-8");
new Parser().parseString(text).then(found => console.log(JSON.stringify(
    [found.title, found.items.map(item => [item.id, item.title, item.pubDate, item.link])])));
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_bytes(feed.text("A town", "en", "A council", "https://town.example/data", "feed.xml", ENTRIES))
    return path


def test_feedparser_reads_it_without_complaint(file: Path, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "feedparser==6.0.14"], check=True)
    result = subprocess.run([python, "-c", FEEDPARSER, file], check=True, capture_output=True, text=True)
    is_broken, version, title, entries = json.loads(result.stdout)
    assert (is_broken, version, title) == (False, "atom10", "A town")
    assert [entry[1] for entry in entries] == ["Letter: two", "C1: evidenced", "Report: one"]
    assert entries[2][2:] == ["2024-05-31T00:00:00Z", "https://town.example/a.html#GEB-1"]
    assert len({entry[0] for entry in entries}) == 3


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not there")
def test_a_reader_of_npm_reads_it_without_complaint(file: Path, tmp_path: Path) -> None:
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "rss-parser@3.13.0"]
    subprocess.run(install, cwd=tmp_path, check=True)
    result = subprocess.run(["node", "-e", RSS_PARSER, file], cwd=tmp_path, check=True, capture_output=True, text=True)
    title, items = json.loads(result.stdout)
    assert title == "A town"
    assert sorted(item[1] for item in items) == ["C1: evidenced", "Letter: two", "Report: one"]
    assert all(item[0].startswith("urn:uuid:") for item in items)
    assert {item[3] for item in items} == {f"https://town.example/{page}" for page in PAGES}
    assert {item[2] for item in items} == {"2024-06-03T00:00:00.000Z", "2024-05-31T00:00:00.000Z"}
