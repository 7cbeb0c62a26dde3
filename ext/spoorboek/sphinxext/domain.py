"""The Sphinx domain of items: resolves `[text](#ID)`, and adds items to objects.inv and the search index."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from spoorboek.sphinxext.build_data import DOMAIN, BuildData, drawing, of, verdict


class SpoorboekDomain(Domain):
    """Stores the build data in the environment, and resolves references to items."""

    name = DOMAIN
    label = "Spoorboek"
    object_types = {"item": ObjType("item", "item")}
    initial_data = {"data": BuildData()}
    data_version = 10

    def clear_doc(self, docname: str) -> None:
        of(self.env).pages.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        pages = otherdata["data"].pages
        of(self.env).pages.update({docname: pages[docname] for docname in docnames if docname in pages})

    def resolve_any_xref(  # type: ignore[override] # a dead reference gives its text alone, which is no reference
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.Element]]:
        if not env.config.spoorboek_handbook:
            return []  # another domain may resolve the target, and two results are a warning
        with drawing(env, fromdocname):
            item = verdict(env).programme.by_id.get(target)
        if item is None:
            is_reported = node["reftype"] == "myst" and (fromdocname, target) in verdict(env).programme.dead_mentions
            return [("spoorboek:item", contnode)] if is_reported else []  # S501 reports it; MyST warns about the others
        if not contnode.astext():
            contnode.append(nodes.Text(item.title))
        return [("spoorboek:item", make_refnode(builder, fromdocname, item.page, item.id, contnode, item.title))]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        ids: set[str] = set()
        for item in of(self.env).all_items():
            if item.id and item.id not in ids:
                ids.add(item.id)
                yield item.id, item.title, "item", item.page, item.id, 1
