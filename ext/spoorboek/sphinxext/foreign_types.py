"""The item types of a project that sphinx-needs judges, as it knows them when it is configured.

They stand in conf.py, in ubproject.toml, or in no file at all: other extensions add theirs. Seen in sphinx-needs 9.1,
and in 8.5, where every type has the same fields and links.
"""

from __future__ import annotations

from typing import Any, Final

from sphinx.application import Sphinx
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.data import SphinxNeedsData

from spoorboek.config.settings import Field, Role, Type

CORE: Final = ("status",)
"""The field of sphinx-needs' own that says something of an item; the others say how to draw or to find it."""


def types(app: Sphinx) -> dict[str, Type]:
    """The types by name, with their fields and links; to be asked once sphinx-needs has made its schema."""
    return {each["directive"]: _type(each, app) for each in NeedsSphinxConfig(app.config).types}


def link(app: Sphinx, name: str) -> Any:
    """What sphinx-needs knows of a link by its name; None where that is no link."""
    return SphinxNeedsData(app.env).get_schema().get_link_field(name)


def _type(need_type: Any, app: Sphinx) -> Type:
    """What is asked of a field, sphinx-needs asks itself."""
    name = need_type["directive"]
    schema: Any = SphinxNeedsData(app.env).get_schema()
    own = schema.for_type(name) if hasattr(schema, "for_type") else schema
    fields = {key: Field(key, key, required=False, schema={}) for key in (*CORE, *own.iter_extra_field_names())}
    roles = {link.name: _role(link) for link in own.iter_link_fields()}
    return Type(name, need_type.get("title", name), need_type.get("prefix", ""), fields, roles)


def _role(link: Any) -> Role:
    """One link of one type; the types it may point to are those it names, and those that inherit from them."""
    named = getattr(link, "target_types", None)
    targets = (*named.names, *sorted(named.types.difference(named.names))) if named else ()
    return Role(link.name, link.name, link.name, targets, 0, None)
