"""The example handbook of `spoorboek new`, with which the reference shows each page directive."""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import numbers, reviews
from spoorboek.analysis.verdict import Verdict
from spoorboek.config.list_files import Deviation, Retired, Waiver
from spoorboek.config.settings import Settings
from spoorboek.config.stamps_file import Stamp
from spoorboek.exports.new_handbook import Project, Texts
from spoorboek.i18n.language import _, in_use
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Programme
from spoorboek.readers import configuration, markdown
from spoorboek.rules.engine.check import check
from spoorboek.sphinxext.build_data import DOMAIN, BuildData
from spoorboek.sphinxext.pages import downloads, draw
from spoorboek.sphinxext.pages.directive import PageDirective

_EDITION: Final = "2026"
_AS_OF: Final = datetime.date(2026, 11, 25)
_PAPER: Final = r"(?P<series>\d+ \d+)(?:, (?P<number>\d+))?"
_ITEM: Final = re.compile(r"^:::\{(?P<type>\w+)\} .*?^:id: (?P<id>\S+)$.*?^:::$", re.DOTALL | re.MULTILINE)


def texts() -> Texts:
    """Return the texts of the example handbook in the language in use."""
    name, authority = _("Example handbook"), _("Example authority")
    return Texts(Project(name, authority, _EDITION, in_use(), (), _AS_OF.isoformat()))


@cache
def verdict(language: str) -> tuple[Verdict, Mapping[str, str]]:
    """Return the verdict on the example handbook, and the source of its pages by file name."""
    contents = dict(texts().files())
    with tempfile.TemporaryDirectory() as folder:
        for name, text in contents.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        programme, settings = markdown.read(configuration.read(Path(folder, "docs"), Path(folder, "conf")))
    pages = {name: text for name, text in contents.items() if name.startswith("docs/")}
    return check(*_with_registers(programme, settings)), pages


def _with_registers(programme: Programme, settings: Settings) -> tuple[Programme, Settings]:
    """Return both with one entry in each register: all links but one are reviewed, that one is waived."""
    day, by, at = _AS_OF, _("the editors"), settings.at
    reason = _("This is an example. It is made up: replace it, or remove it.")
    stamped = replace(settings, stamps=())
    *reviewed, unread = reviews.every(programme, stamped)
    stamps = (
        Stamp(review.name, reviews.fingerprint_now(review, programme, stamped), by, day, reason, kind=review.kind)
        for review in reviewed
    )
    retired = Retired(f"{unread.item.id}-2", day, reason, unread.item.id, "", at, at)
    registered = replace(
        settings,
        stamps=tuple(stamps),
        require_review=True,
        parliamentary_paper=_PAPER,
        waivers=(Waiver(f"S303 {unread.name}", reason, by, day, at),),
        retired={retired.id: retired},
        deviations=(Deviation(_("Example: one table is too wide"), reason, reason, reason, day, at, at),),
    )
    return reviews.with_fingerprints(programme, registered), registered


def sources() -> dict[str, list[tuple[str, str]]]:
    """Return ids and sources of the items, by type."""
    _verdict, pages = verdict(in_use())
    items = (match for page in pages.values() for match in _ITEM.finditer(page))
    return grouped((match["type"], (match["id"], match[0])) for match in items)


def render(
    kind: type[PageDirective], argument: str, options: Mapping[str, str], app: Sphinx, docname: str
) -> list[nodes.Node]:
    """Return what a page directive draws of the example handbook, whose items are all on this page."""
    application = _Application(app, verdict(in_use())[0], docname)
    directive: Any = object.__new__(kind)
    directive.arguments = [argument] if argument else []
    directive.options = dict(options)
    directive.state = SimpleNamespace(document=SimpleNamespace(settings=SimpleNamespace(env=application.env)))
    place = draw.placeholder(kind.NAME, **directive.parameters())
    result: Any = kind.render(place, application, docname)  # type: ignore[arg-type]
    part = nodes.container("", *(result if isinstance(result, Sequence) else [result]))
    for link in list(part.findall(nodes.reference)):
        if f"{downloads.FOLDER}/" in link.get("refuri", ""):
            link.replace_self(list(link.children))  # the file does not exist
    return list(part.children)


class _Proxy:
    """A proxy that overrides some attributes of another object."""

    def __init__(self, other: Any, **own: Any) -> None:
        self._other = other
        vars(self).update(own)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._other, name)


class _Application(_Proxy):
    """A Sphinx application whose build data is the example handbook; downloads go to a scratch folder."""

    def __init__(self, app: Sphinx, judged: Verdict, docname: str) -> None:
        settings = replace(judged.settings, rule_pages=app.config.spoorboek_settings.rule_pages)
        moved = replace(judged, programme=_on_page(docname, judged), settings=settings)
        data = BuildData(
            verdict=moved, find_numbers=cache(lambda: numbers.numbers(moved)), reviews=reviews.by_page(moved)
        )
        domains = {**app.env.domaindata, DOMAIN: {"data": data}}
        config = _Proxy(app.config, spoorboek_settings=judged.settings)
        own = {"docname": docname, "relfn2path": lambda name: (name, name)}
        env = _Proxy(app.env, domaindata=domains, config=config, **own)
        super().__init__(app, env=env, outdir=Path(app.doctreedir, "example"))


def _on_page(docname: str, judged: Verdict) -> Programme:
    items: tuple[Item, ...] = tuple(replace(item, page=docname) for item in judged.programme.items)
    return replace(judged.programme, items=items)
