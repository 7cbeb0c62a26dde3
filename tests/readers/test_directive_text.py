"""The quick reader treats as text of a directive what gettext collects there."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from spoorboek.config import settings, settings_file
from spoorboek.readers import configuration, markdown, pages
from spoorboek.sphinxext import builds
from tests import breaks
from tests.handbooks import ground
from tests.parity.cases import ALLOWED

ALONE = ("files with the same name", "a substitution that is not switched on", "front matter")


def collected(path: Path) -> set[str]:
    if not path.exists():
        return set()
    with path.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def test_both_readers_collect_the_same_texts_in_every_container(tmp_path: Path) -> None:
    handbook = ground(tmp_path / "handbook")
    for number, (name, files) in enumerate(ALLOWED.items()):
        if name not in ALONE:
            handbook.write({f"{number}/{file}": text for file, text in files.items()} | {f"{number}/a.png": b""})
    breaks.change('spoorboek_languages = ["nl"]', 'spoorboek_languages = ["nl", "en"]', "conf/conf.py")(handbook)
    own_configuration = configuration.read(handbook.docs, handbook.conf)
    own_settings = settings_file.read(own_configuration.settings_file, settings.FILE)
    read = markdown.PageReader(own_configuration, own_settings, lambda name: False, collects_texts=True).pages(
        pages.find(own_configuration)
    )
    quick = {domain: page for found in read for domain, page in found.written.items()}
    builds.build(handbook.docs, handbook.conf, "gettext", tmp_path)
    assert len(quick) > len(ALLOWED) - len(ALONE)
    for domain, page in quick.items():
        texts = {text.text for text in (*page.running, *page.fields)}
        assert texts == collected(tmp_path / "out" / "en" / f"{domain}.pot"), domain
