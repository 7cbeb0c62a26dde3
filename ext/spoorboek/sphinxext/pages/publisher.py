"""The publisher of a handbook, how to report an error, and how to cite a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode, urljoin, urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _
from spoorboek.model import message
from spoorboek.model.programme import Item, Location
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw, typography
from spoorboek.sphinxext.pages.directive import PageDirective

_ISSUES: Final = {
    "/-/issues/new": ("issue[title]", "issue[description]"),  # GitLab
    "/issues/new": ("title", "body"),  # GitHub, Forgejo, Gitea
}
"""The parameters for title and text of a new issue, by the end of a forge's address."""


class MakerDirective(PageDirective):
    """Draws who makes the handbook and how to reach them."""

    NAME = "maker"
    MEANING = message._("who makes the handbook, and how to reach them")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        name, link = app.config.spoorboek_maker, contact_address(app)
        if not name:
            return [draw.paragraph(_("The maker is not filled in here."), classes=["maker"])]
        content: list[draw.Content] = [_("Made by"), " ", nodes.strong("", name)]
        if link:
            content += [
                nodes.Text(": "),
                nodes.reference("", app.config.spoorboek_contact, refuri=link, internal=False),
            ]
        return [draw.paragraph(*content, ".", classes=["maker"])]


def maker(app: Sphinx) -> dict[str, str]:
    """Return the publisher for the footer: label, name, contact and its link."""
    return {
        "label": _("Maker"),
        "name": app.config.spoorboek_maker or _("the maker is not filled in here"),
        "contact": app.config.spoorboek_contact,
        "link": contact_address(app),
    }


def contact_address(app: Sphinx) -> str:
    contact = str(app.config.spoorboek_contact)
    return contact if not contact or "://" in contact else f"mailto:{contact}"


def address(app: Sphinx, page: str, id: str = "") -> str:
    """Return the public URL of a page (docname) or item; without a base URL, the path from the root."""
    return file_address(app, app.builder.get_target_uri(page) + (f"#{id}" if id else ""))


def file_address(app: Sphinx, path: str) -> str:
    """Return the public URL of a file, given its path in the folder of the language."""
    language = app.config.language
    folder = "" if language == app.config.spoorboek_languages[0] else f"{language}/"
    base = str(app.config.html_baseurl or "")
    return urljoin(f"{base.rstrip('/')}/", f"{folder}{path}") if base else f"{folder}{path}"


def report(app: Sphinx, page: str, at: Location, item: Item | None = None) -> str:
    """Return a prefilled mail or issue, with page, item and version; "" if there is no contact."""
    contact = contact_address(app)
    if not contact:
        return ""
    title = _("Error on: {title}", title=item.title if item else _page_title(app, page))
    text = "\n".join(_report_text(app, page, at, item))
    if contact.startswith("mailto:"):
        return f"{contact}?{urlencode({'subject': title, 'body': text}, quote_via=quote)}"
    for end, names in _ISSUES.items():
        if urlsplit(contact).path.rstrip("/").endswith(end):
            return f"{contact}?{urlencode(dict(zip(names, (title, text), strict=True)), quote_via=quote)}"
    return contact


def _report_text(app: Sphinx, page: str, at: Location, item: Item | None) -> Iterator[str]:
    yield _("Page: {title}, {address}", title=_page_title(app, page), address=address(app, page))
    if item:
        yield _("Item: {id}, {title}", id=item.id, title=item.title)
    yield _("Version: {version}", version=_version(app) or _("not known"))
    yield _("File: {place}", place=f"{at.file}:{at.line}")
    yield ""
    yield _("The text there, and what is wrong with it:")
    yield ""
    yield _("A public source that contradicts it:")


def _page_title(app: Sphinx, page: str) -> str:
    return app.env.titles[page].astext() if page in app.env.titles else page


def _version(app: Sphinx) -> str:
    head = build_data.history(app.env).head
    return head.version if head else ""


def citation(app: Sphinx, page: str, item: Item | None) -> tuple[str, str, str]:
    """Return a citation in three parts: the text before the title, the title, the text after it."""
    maker = app.config.spoorboek_maker
    named = f" ({item.id})" if item else ""
    parts = [app.config.project]
    if as_of := draw.settings(app).as_of:
        parts.append(_("as of {date}", date=date_formats.shown(as_of)))
    if version := _version(app):
        parts.append(_("version {version}", version=version))
    id = item.id if item and not draw.begins_page(item, app) else ""
    parts += [address(app, page, id), licence(app)]
    title = typography.smart_quotes(app, item.title) if item else _page_title(app, page)
    return f"{maker}, “" if maker else "“", title, f"”{named}, {', '.join(filter(None, parts))}."


def licence(app: Sphinx) -> str:
    """Return the licence of the handbook's text; "" if conf.py names none."""
    return str(app.config.spoorboek_licences.get(Path(app.srcdir).name, ""))
