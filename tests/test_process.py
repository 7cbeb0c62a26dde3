"""Builds of one process stand apart from each other."""

from __future__ import annotations

from pathlib import Path

from sphinx import locale

from spoorboek.sphinxext import builds
from tests.handbooks import ground


def test_the_catalogs_of_a_build_go_with_it(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    before = dict(locale.translators)
    builds.run(handbook.docs, handbook.conf)
    assert locale.translators == before
