"""The programme of another project, as sphinx-needs (8.5 and 9.1) resolves it.

Generated ids, computed fields and imported items are left to sphinx-needs; only the locations of links are read
from the source files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx.application import Sphinx
from sphinx_needs.api import get_needs_view
from sphinx_needs.need_item import NeedItem, NeedLink
from sphinx_needs.views import NeedsView

from spoorboek.analysis import reviews
from spoorboek.config.settings import Settings
from spoorboek.model.programme import Item, Link, Location, Lost, Option, Programme, listed
from spoorboek.readers import lost_links
from spoorboek.sphinxext import build_data, foreign_lost, foreign_types
from spoorboek.sphinxext.foreign_places import Source, SourceFiles


def read(app: Sphinx) -> Programme:
    """Return the programme; all pages must have been read."""
    settings: Settings = app.config.spoorboek_settings
    view = get_needs_view(app)
    files = SourceFiles(app)
    items: list[Item] = []
    unplaced: set[Location] = set()
    for need in view.values():
        source = files.written(need)
        items.append(_item(need, view, source, app))
        if not source.has_location:
            unplaced.add(source.at)
    pages = build_data.of(app.env).pages.values()
    mentions = (mention._replace(to_item=False) for page in pages for mention in page.mentions)
    programme = Programme(
        tuple(sorted(items, key=lambda item: (item.at, item.id))),
        tuple(sorted(mentions, key=lambda mention: (mention.at, mention.target))),
        lost_items=foreign_lost.lost_items(app, files, items),
        breaches=tuple(sorted({breach for page in pages for breach in page.breaches})),
        unplaced=frozenset(unplaced),
    )
    return reviews.with_fingerprints(programme, settings)


def _item(need: NeedItem, view: NeedsView, written: Source, app: Sphinx) -> Item:
    values = {"id": need.id, **{name: need[name] for name in foreign_types.CORE}, **dict(need.iter_extra_items())}
    options = tuple(
        Option.placed(name, str(value), written.location_of(name), written.location_of(name))
        for name, value in values.items()
        if value not in (None, "", [], ())
    )
    lost = tuple(_lost(need, view, written, app.config.spoorboek_settings))
    links = (*_links(need, view, written, app), *_lost_links(need, lost))
    title = " ".join(need["title"].split()) or need.id
    return Item(need["type"], title, need["docname"] or "", written.at, options, links, lost, written_type=need["type"])


def _lost(need: NeedItem, view: NeedsView, written: Source, settings: Settings) -> Iterator[Lost]:
    """Yield the links that are written in the directive of a need but did not become links."""
    if written.block and need["type"] in settings.types:
        roles = settings.types[need["type"]].roles

        def is_item(name: str) -> bool:
            return name.partition(".")[0] in view

        yield from lost_links.lost(written.block, written.lines, need["content"] or "", roles, is_item)


def _lost_links(need: NeedItem, lost: Iterable[Lost]) -> Iterator[Link]:
    """Yield the lost links as unsound links, since they may explain other findings."""
    for lost_option in lost:
        option = lost_option.option
        for target in listed(option.value):
            yield Link(need.id, option.name, target, option.value_at, sound=False)


def _links(need: NeedItem, view: NeedsView, written: Source, app: Sphinx) -> Iterator[Link]:
    """Yield the links of a need; dead links only if sphinx-needs reports them."""
    for role, links in need.iter_links_items(as_str=False):
        for link in dict.fromkeys(links) if role != "parent_needs" else ():  # these follow from nesting
            target = link.to_filter_string()
            at = written.location_of_target(role, target)
            if not _is_dead(link, view):
                yield Link(need.id, role, link.id, at)
            elif not _may_be_dead(need, role, app):
                yield Link(need.id, role, target, at)


def _is_dead(link: NeedLink, view: NeedsView) -> bool:
    target = view.get(link.id)
    return target is None or (link.part is not None and target.get_part(link.part) is None)


def _may_be_dead(need: NeedItem, role: str, app: Sphinx) -> bool:
    """Whether a dead link is allowed, or reported elsewhere (external needs, members of a union link)."""
    link_type = foreign_types.link(app, role)
    if need["is_external"] or link_type is None or not app.config.needs_report_dead_links:
        return True
    is_union = hasattr(link_type, "union_on") and link_type.union_on(need) is not None
    return link_type.allow_dead_links or is_union
