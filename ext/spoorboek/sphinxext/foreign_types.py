"""The item types of another project, as sphinx-needs has configured them.

They come from conf.py, ubproject.toml or other extensions. Seen in sphinx-needs 9.1, and in 8.5, where every type
has the same fields and links.
"""

from __future__ import annotations

from typing import Any, Final

from sphinx.application import Sphinx
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.data import SphinxNeedsData

from spoorboek.config.settings import Field, Role, Type

CORE: Final = ("status",)
"""The built-in fields of sphinx-needs that describe an item; the others are about layout or lookup."""


def types(app: Sphinx) -> dict[str, Type]:
    """Return the types by name, with their fields and links; sphinx-needs must have built its schema."""
    return {need_type["directive"]: _type(need_type, app) for need_type in NeedsSphinxConfig(app.config).types}


def link(app: Sphinx, name: str) -> Any:
    """Return the link field of sphinx-needs with this name; None if there is none."""
    return SphinxNeedsData(app.env).get_schema().get_link_field(name)


def _type(need_type: Any, app: Sphinx) -> Type:
    """Return one type; its fields have no schema, since sphinx-needs checks the values."""
    name = need_type["directive"]
    schema: Any = SphinxNeedsData(app.env).get_schema()
    own = schema.for_type(name) if hasattr(schema, "for_type") else schema
    fields = {key: Field(key, key, required=False, schema={}) for key in (*CORE, *own.iter_extra_field_names())}
    roles = {link.name: _role(link) for link in own.iter_link_fields()}
    return Type(name, need_type.get("title", name), need_type.get("prefix", ""), fields, roles)


def _role(link: Any) -> Role:
    """Return one link of one type; its targets are the named types and those that inherit from them."""
    named = getattr(link, "target_types", None)
    targets = (*named.names, *sorted(named.types.difference(named.names))) if named else ()
    return Role(link.name, link.name, link.name, targets, 0, None)
