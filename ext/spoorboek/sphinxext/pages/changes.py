"""`{changes}`: what changed since each release, computed from the git tags."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from spoorboek.analysis import difference
from spoorboek.analysis.difference import Version
from spoorboek.exports.differences.outline import Entry, Kind, Mark, Outline, Row, Section, outline
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, translate
from spoorboek.model import message
from spoorboek.model.errors import SpoorboekError
from spoorboek.readers import configuration, history, markdown
from spoorboek.readers.history import Gap
from spoorboek.sphinxext import build_data, reader
from spoorboek.sphinxext.build_data import Release
from spoorboek.sphinxext.pages import catalogs, draw
from spoorboek.sphinxext.pages.directive import PageDirective

_MOST: Final = 5
"""The number of releases shown; each is read at its tag, which takes some tenths of a second."""
_WITHOUT_DETAILS: Final = (Kind.ADDED, Kind.REMOVED)
"""Sections whose entries have no details: added items have a page, removed ones have none left."""
_TRANSLATED: Final = (Kind.STATES, Kind.FATES)


class ChangesDirective(PageDirective):
    NAME = "changes"
    MEANING = message._("what changed since each release, from the history of the handbook")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Return a section for the changes since the newest release, and one for each release."""
        releases = build_data.changes(app.env)
        if isinstance(releases, Gap):
            return [draw.paragraph(translate(releases.label))]
        if not releases:
            return [draw.paragraph(_("There is no release yet, so there is none to compare with."))]
        return [_release(release, app, docname) for release in releases]


def prepare(app: Sphinx, env: BuildEnvironment) -> None:
    """Let pages compute the changes on demand, at most once in a build."""
    build_data.of(env).find_changes = cache(partial(find, app))


def find(app: Sphinx) -> tuple[Release, ...] | Gap:
    """Return the working tree compared with the newest release, then each release with the one before it."""
    root = Path(app.config.spoorboek_root)
    tags = history.releases(root)
    if isinstance(tags, Gap):
        return tags
    if not tags:
        return ()
    names = [tag for tag, _day in tags[: _MOST + 1]]
    settings = app.config.spoorboek_settings
    now = Version(reader.quick(app), settings, settings.as_of)  # by the same reader as the releases
    versions = [now, *(_read(app, root, name) for name in names)]
    days = {tag: date_formats.shown(day) for tag, day in tags}
    pairs = zip(pairwise(versions), pairwise(["", *names]), strict=True)
    releases = [_between(new, old, newer, older, days) for (new, old), (newer, older) in pairs]
    if len(names) <= _MOST:
        releases.append(Release(names[-1], _title(names[-1], days), _("This is the first release: all of it is new.")))
    return tuple(releases)


def _between(
    new: Version | SpoorboekError, old: Version | SpoorboekError, newer: str, older: str, days: dict[str, str]
) -> Release:
    title = _title(newer, days) if newer else _("Since {release}", release=_title(older, days))
    if isinstance(new, Version) and isinstance(old, Version):
        return Release(newer, title, outline=outline(difference.between(old, new), (older, newer or _("now"))))
    name, error = (newer, new) if isinstance(new, SpoorboekError) else (older, old)
    assert isinstance(error, SpoorboekError)
    problem = translate(error.problem)
    return Release(newer, title, _("{version} cannot be read: {problem}", version=name, problem=problem))


def _title(name: str, days: dict[str, str]) -> str:
    return _("{release} ({day})", release=name, day=days[name])


def _read(app: Sphinx, root: Path, tag: str) -> Version | SpoorboekError:
    """Read the handbook as it was at a tag."""
    docs, conf = (Path(os.path.relpath(folder, root)) for folder in (app.srcdir, app.confdir))
    with tempfile.TemporaryDirectory(prefix="spoorboek-") as folder:
        try:
            top = history.export_revision(root, f"refs/tags/{tag}", Path(folder))
            programme, settings = markdown.read(configuration.read(top / docs, top / conf))
        except SpoorboekError as error:
            return error
    return Version(programme, settings, settings.as_of)


def _release(release: Release, app: Sphinx, docname: str) -> nodes.section:
    section = draw.section(nodes.make_id(f"release-{release.name}") if release.name else "next", release.title)
    if release.problem:
        section += draw.paragraph(release.problem)
    if release.outline:
        section += _outline(release.outline, app, docname)
    return section


def _outline(changes: Outline, app: Sphinx, docname: str) -> list[nodes.Node]:
    content: list[nodes.Node] = [draw.paragraph(line) for line in changes.lead[2:]]
    for section in changes.sections:
        entries = [_entry(entry, section, app, docname) for entry in section.entries]
        content += [nodes.rubric("", section.title), nodes.bullet_list("", *entries)]
    return content


def _entry(entry: Entry, section: Section, app: Sphinx, docname: str) -> nodes.list_item:
    """Return a linked name, the title, and the changes of an item."""
    item = draw.programme(app).by_id.get(entry.name)
    name = draw.link(app, docname, item, entry.name) if item else nodes.literal("", entry.name)
    title = item.title if item else entry.title
    list_item = nodes.list_item("", draw.paragraph(name, f" {title}"))
    if rows := list(_rows(entry, section, app)):
        list_item += draw.bullets(rows)
    return list_item


def _rows(entry: Entry, section: Section, app: Sphinx) -> Iterator[Sequence[nodes.Node]]:
    """Yield the changes; if the pages are translated, only which parts changed, not the wording."""
    if section.kind in _WITHOUT_DETAILS:
        return
    if catalogs.is_original(app):
        yield from map(_spans, entry.rows)
    elif section.kind in _TRANSLATED:
        yield from map(_spans, entry.rows[:1])
    elif section.kind is Kind.CHANGED:
        parts = dict.fromkeys(row[0][1].rstrip(":") for row in entry.rows)
        yield [nodes.Text(", ".join(parts))]


_SIGNS: Final = {Mark.SAME: ("", ""), Mark.REMOVED: ("[\u2212", "\u2212]"), Mark.ADDED: ("[+", "+]")}
"""Signs around removed and added words, so that colour is not the only difference."""


def _spans(row: Row) -> list[nodes.Node]:
    spans: list[nodes.Node] = []
    for mark, text in row:
        before, after = _SIGNS[mark]
        spans.append(nodes.inline("", f"{before}{text}{after}", classes=[f"change-{mark.value}"]))
    return draw.joined(spans, " ")
