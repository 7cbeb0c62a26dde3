"""Keeps the pages of a build from what they may not do, before it is done; what they asked for is noted for S514.

Sphinx reads a page by directives, roles and the renderer of MyST-Parser: each of these looks before it acts. What they
make is looked at once more before a file is copied, and again when HTML is written. How the three are replaced was seen
in docutils 0.22, MyST-Parser 5.2 and sphinx-needs 9.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en, get_language
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document
from myst_parser.mocking import MockIncludeDirective, MockState
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx_needs.api import get_need_types
from sphinx_needs.data import SphinxNeedsData

from spoorboek.model.programme import Breach, Programme
from spoorboek.readers import restrictions
from spoorboek.readers.restrictions import Found
from spoorboek.sphinxext.breaches import files, note
from spoorboek.sphinxext.restricted_parser import RestrictedParser
from spoorboek.sphinxext.restricted_tree import Restrict


def pages(app: Sphinx) -> None:
    """Restrict what the pages of a build may do; called once its settings are complete."""
    app.connect("builder-inited", guard, priority=900)
    app.connect("env-before-read-docs", evaluate_nothing, priority=900)
    app.add_source_parser(RestrictedParser, override=True)
    app.add_transform(Restrict)


def guard(app: Sphinx) -> None:
    """Put guards in the place of directives and roles that may do what a page may not, under all of their names."""
    document = new_document("")
    language: Any = get_language(app.config.language) or en
    registry: Any = directives  # docutils lists what it knows nowhere else
    known = {*registry._directives, *registry._directive_registry, *language.directives, *en.directives}  # noqa: SLF001
    items = set() if app.config.spoorboek_handbook else set(get_need_types(app))
    for name in sorted(known):
        own = language.directives.get(name) or en.directives.get(name) or name
        if own not in restrictions.names() and name not in items:
            continue  # to ask for it would make docutils know it by that name ever after
        found = directives.directive(name, language, document)[0]
        if isinstance(found, type):
            guarded = _item if name in items else _include if own == "include" else partial(_guarded, own)
            app.add_directive(name, guarded(found), override=True)
    for name in ("download", "ndf", "need_count", "raw", *(n for n, own in language.roles.items() if own == "raw")):
        role = roles.role(name, language, 0, document.reporter)[0]
        if role is not None:
            app.add_role(name, _guarded_role("raw" if language.roles.get(name) == "raw" else name, role), override=True)


def evaluate_nothing(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let sphinx-needs take what is in a field, a link or a title as it is written, wherever the item comes from."""
    schema: Any = SphinxNeedsData(env).get_schema()
    for field in schema.iter_all_fields():
        of_types = schema.type_declarations(field.name) if hasattr(schema, "type_declarations") else {}  # from 9.0 on
        for each in (field, *of_types.values()):
            for name in ("parse_dynamic_functions", "parse_variants", "parse_conditions"):
                if hasattr(each, name):
                    object.__setattr__(each, name, False)  # frozen, and with no other way to say so for a core field


def note_item(directive: SphinxDirective) -> None:
    """Note what an item asks sphinx-needs to run, which that does not."""
    title = directive.arguments[0] if directive.arguments else ""
    _note_all(directive, restrictions.item(title, _texts(directive.options)))


def _texts(options: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in options.items()}


def _note_all(directive: Directive, found: Iterable[Found]) -> bool:
    """Note each; whether there was any."""
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    whats = [each.what for each in found]
    for what in whats:
        note(_env(directive), what, source, line)
    return bool(whats)


def _env(directive: Directive) -> BuildEnvironment:
    env: BuildEnvironment = directive.state.document.settings.env
    return env


def _is_refused(directive: Directive, name: str) -> bool:
    """Does a directive what it may not? Then that is noted."""
    argument = " ".join(map(str, directive.arguments))
    text = "\n".join(directive.content)
    found = restrictions.directive(name, argument, _texts(directive.options), text, files(_env(directive)))
    return _note_all(directive, found)


def _guarded(name: str, wrapped: type[Directive]) -> type[Directive]:
    """A directive that runs only where it does what it may."""

    class Guarded(wrapped):  # type: ignore[misc, valid-type]
        def run(self) -> list[nodes.Node]:
            return [] if _is_refused(self, name) else list(super().run())

    return Guarded


def _item(wrapped: type[Directive]) -> type[Directive]:
    """An item of sphinx-needs in a project of others: without what would make its text with a program."""

    class Item(wrapped):  # type: ignore[misc, valid-type]
        def run(self) -> list[nodes.Node]:
            note_item(self)
            options: dict[str, Any] = self.options
            templates = list(restrictions.templates(_texts(options)))
            _note_all(self, templates)
            for each in templates:
                del options[each.option]
            return list(super().run())

    return Item


def _include(wrapped: type[Directive]) -> type[Directive]:
    """An `include`, which MyST-Parser would run by itself if this were one of docutils' kind."""

    class Included(SphinxDirective):
        required_arguments = wrapped.required_arguments
        optional_arguments = wrapped.optional_arguments
        final_argument_whitespace = wrapped.final_argument_whitespace
        option_spec: ClassVar[Any] = {
            **(wrapped.option_spec or {}),
            "parser": directives.unchanged,  # which docutils would import already to see whether it is there
            "relative-images": directives.flag,
            "relative-docs": directives.path,
            "heading-offset": directives.nonnegative_int,
        }

        def run(self) -> list[nodes.Node]:
            if isinstance(self.state, MockState):
                self.options.pop("parser", None)  # which MyST-Parser passes over
            if _is_refused(self, "include"):
                return []
            if isinstance(self.state, MockState):
                renderer = self.state._renderer  # noqa: SLF001 - as MyST-Parser calls it
                arguments = (self.arguments, self.options, list(self.content), self.lineno)
                return list(MockIncludeDirective(renderer, self.name, wrapped, *arguments).run())
            arguments = (self.arguments, self.options, self.content, self.lineno, self.content_offset, self.block_text)
            return list(wrapped(self.name, *arguments, self.state, self.state_machine).run())

    return Included


def _guarded_role(name: str, wrapped: Any) -> Any:
    """A role that is followed only where it does what it may; else its text is shown."""

    def guarded(
        used_name: str, raw: str, text: str, line: int, inliner: Inliner, options: Any = None, content: Any = ()
    ) -> Any:
        env = inliner.document.settings.env
        what = restrictions.role(name, nodes.unescape(text), files(env))
        if what is None:
            return wrapped(used_name, raw, text, line, inliner, options or {}, content)
        note(env, what, inliner.document["source"], line)
        return [nodes.literal(raw, nodes.unescape(text))], []

    for name_of in ("options", "content"):  # the directive `role` asks them of the role that it builds on
        if hasattr(wrapped, name_of):
            setattr(guarded, name_of, getattr(wrapped, name_of))
    return guarded


def breaches(built: Iterable[Breach], quick: Programme, language: str) -> Iterator[Breach]:
    """Each breach once: with the place that the quick reader gives it, where that saw it.

    Another one may be of a translation into the language of the build, which the page itself has not.
    """
    seen = {(breach.page, breach.key) for breach in quick.breaches}
    yield from quick.breaches
    for breach in built:
        if (breach.page, breach.key) not in seen:
            seen.add((breach.page, breach.key))
            yield replace(breach, translation=_translation(breach, quick, language))


def _translation(breach: Breach, quick: Programme, language: str) -> tuple[str, ...]:
    """The translation of which a breach is, as far as what that adds to its original tells."""
    quoted = "".join("".join(map(str, breach.what.values.values())).split("…")[0].split())
    for each in quick.mistranslations:
        is_of_page = each.language == language and each.domain == breach.page
        if is_of_page and quoted and any(quoted in "".join(piece.split()) for piece in each.added):
            return each.language, each.domain, each.key
    return ()
