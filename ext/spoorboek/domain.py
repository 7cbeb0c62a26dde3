"""Items as a Sphinx domain: `[text](#ID)` resolves, and objects.inv and search know every item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from spoorboek.check import Verdict
from spoorboek.model import Item, Mention


class SpoorboekDomain(Domain):
    """Holds what the pages said, by page, and the verdict once all of them have been read."""

    name = "spoorboek"
    label = "Spoorboek"
    object_types = {"item": ObjType("item", "item")}
    initial_data = {"items": {}, "mentions": {}}
    data_version = 1
    verdict: Verdict
    is_changed = False

    def note_item(self, docname: str, item: Item) -> None:
        self.data["items"].setdefault(docname, []).append(item)

    def note_mention(self, docname: str, mention: Mention) -> None:
        self.data["mentions"].setdefault(docname, []).append(mention)

    @property
    def items(self) -> list[Item]:
        return [item for docname in sorted(self.data["items"]) for item in self.data["items"][docname]]

    @property
    def mentions(self) -> list[Mention]:
        return [mention for docname in sorted(self.data["mentions"]) for mention in self.data["mentions"][docname]]

    def clear_doc(self, docname: str) -> None:
        for by_page in self.data.values():
            if isinstance(by_page, dict):
                by_page.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for name in self.initial_data:
            self.data[name].update({page: otherdata[name][page] for page in docnames if page in otherdata[name]})

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> list[tuple[str, Element]]:
        item = next((item for item in self.items if item.id == target), None)
        if item is None:
            return []
        if not contnode.astext():
            contnode.append(contnode.__class__(item.title, item.title))
        return [("spoorboek:item", make_refnode(builder, fromdocname, item.page, item.id, contnode, item.title))]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        seen: set[str] = set()
        for item in self.items:
            if item.id and item.id not in seen:
                seen.add(item.id)
                yield item.id, item.title, "item", item.page, item.id, 1


