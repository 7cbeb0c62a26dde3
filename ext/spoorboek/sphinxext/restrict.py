"""Prevents pages from doing what they may not do, and records each attempt for S514.

Directives, roles and the MyST-Parser renderer check before they act. The doctree is checked once more before a file is
copied, and again when HTML is written. How they are replaced was seen in docutils 0.22, MyST-Parser 5.2 and
sphinx-needs 9.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from spoorboek.readers.restrictions import Violation
from spoorboek.sphinxext.breaches import files, record
from spoorboek.sphinxext.restricted_parser import RestrictedParser
from spoorboek.sphinxext.restricted_tree import Restrict


def pages(app: Sphinx) -> None:
    """Set up the restrictions; settings must be complete."""
    app.connect("builder-inited", guard, priority=900)
    app.connect("env-before-read-docs", evaluate_nothing, priority=900)
    app.add_source_parser(RestrictedParser, override=True)
    app.add_transform(Restrict)


def guard(app: Sphinx) -> None:
    """Wrap the directives and roles that pages may use with limits only, under all their names."""
    document = new_document("")
    language: Any = get_language(app.config.language) or en
    items = set() if app.config.spoorboek_handbook else set(get_need_types(app))
    for name in sorted({*restrictions.names(), *language.directives, *en.directives, *items}):
        canonical = language.directives.get(name) or en.directives.get(name) or name
        if canonical not in restrictions.names() and name not in items:
            continue  # looking it up would register it in docutils under that name
        directive = directives.directive(name, language, document)[0]
        if isinstance(directive, type):
            guarded = _item if name in items else _include if canonical == "include" else partial(_guarded, canonical)
            app.add_directive(name, guarded(directive), override=True)
    raw = (name for name, kind in language.roles.items() if kind == "raw")
    for name in ("download", "ndf", "need", "need_count", "raw", *raw):
        role = roles.role(name, language, 0, document.reporter)[0]
        if role is not None:
            app.add_role(name, _guarded_role("raw" if language.roles.get(name) == "raw" else name, role), override=True)


def evaluate_nothing(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Make sphinx-needs take fields, links and titles literally: no dynamic functions, variants or conditions."""
    schema: Any = SphinxNeedsData(env).get_schema()
    for field in schema.iter_all_fields():
        of_types = schema.type_declarations(field.name) if hasattr(schema, "type_declarations") else {}  # since 9.0
        for declaration in (field, *of_types.values()):
            for name in ("parse_dynamic_functions", "parse_variants", "parse_conditions"):
                if hasattr(declaration, name):
                    object.__setattr__(declaration, name, False)  # frozen, and core fields have no other switch


def note_item(directive: SphinxDirective) -> None:
    """Record what an item asks sphinx-needs to evaluate; it is not evaluated."""
    title = directive.arguments[0] if directive.arguments else ""
    _note_all(directive, restrictions.item(title, _texts(directive.options)))


def _texts(options: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in options.items()}


def _note_all(directive: Directive, problems: Iterable[Violation]) -> bool:
    """Record each of them; return whether there was any."""
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    messages = [problem.message for problem in problems]
    for message in messages:
        record(_env(directive), message, source, line)
    return bool(messages)


def _env(directive: Directive) -> BuildEnvironment:
    env: BuildEnvironment = directive.state.document.settings.env
    return env


def _is_refused(directive: Directive, name: str) -> bool:
    """Whether a directive breaks a restriction; if so, record it."""
    argument = " ".join(map(str, directive.arguments))
    text = "\n".join(directive.content)
    problems = restrictions.directive(name, argument, _texts(directive.options), text, files(_env(directive)))
    return _note_all(directive, problems)


def _guarded(name: str, wrapped: type[Directive]) -> type[Directive]:
    """Return the directive, which does nothing if it breaks a restriction."""

    class Guarded(wrapped):  # type: ignore[misc, valid-type]
        def run(self) -> list[nodes.Node]:
            return [] if _is_refused(self, name) else list(super().run())

    return Guarded


def _item(wrapped: type[Directive]) -> type[Directive]:
    """Return an item directive of another project without options that would run a template."""

    class Item(wrapped):  # type: ignore[misc, valid-type]
        def run(self) -> list[nodes.Node]:
            note_item(self)
            options: dict[str, Any] = self.options
            templates = list(restrictions.templates(_texts(options)))
            _note_all(self, templates)
            for template in templates:
                del options[template.option]
            return list(super().run())

    return Item


def _include(wrapped: type[Directive]) -> type[Directive]:
    """Return an `include` that is no docutils Include, which MyST-Parser would run by itself."""

    class Included(SphinxDirective):
        required_arguments = wrapped.required_arguments
        optional_arguments = wrapped.optional_arguments
        final_argument_whitespace = wrapped.final_argument_whitespace
        option_spec: ClassVar[Any] = {
            **(wrapped.option_spec or {}),
            "parser": directives.unchanged,  # docutils would import it to validate it
            "relative-images": directives.flag,
            "relative-docs": directives.path,
            "heading-offset": directives.nonnegative_int,
        }

        def run(self) -> list[nodes.Node]:
            if isinstance(self.state, MockState):
                self.options.pop("parser", None)  # MyST-Parser ignores it
            if _is_refused(self, "include"):
                return []
            if isinstance(self.state, MockState):
                renderer = self.state._renderer  # noqa: SLF001 - as MyST-Parser accesses it
                arguments = (self.arguments, self.options, list(self.content), self.lineno)
                return list(MockIncludeDirective(renderer, self.name, wrapped, *arguments).run())
            arguments = (self.arguments, self.options, self.content, self.lineno, self.content_offset, self.block_text)
            return list(wrapped(self.name, *arguments, self.state, self.state_machine).run())

    return Included


def _guarded_role(name: str, wrapped: Any) -> Any:
    """Return the role, which shows only its text if it breaks a restriction."""

    def guarded(
        used_name: str, raw: str, text: str, line: int, inliner: Inliner, options: Any = None, content: Any = ()
    ) -> Any:
        env = inliner.document.settings.env
        message = restrictions.role(name, nodes.unescape(text), files(env))
        if message is None:
            return wrapped(used_name, raw, text, line, inliner, options or {}, content)
        record(env, message, inliner.document["source"], line)
        return [nodes.literal(raw, nodes.unescape(text))], []

    for name_of in ("options", "content"):  # the `role` directive reads them from its base role
        if hasattr(wrapped, name_of):
            setattr(guarded, name_of, getattr(wrapped, name_of))
    return guarded


def breaches(built: Iterable[Breach], quick: Programme, language: str) -> Iterator[Breach]:
    """Yield each breach once, with the location of the quick reader if that found it.

    The others may come from a translation into the language of the build, which is not in the page itself.
    """
    known = {(breach.page, breach.key) for breach in quick.breaches}
    yield from quick.breaches
    for breach in built:
        if (breach.page, breach.key) not in known:
            known.add((breach.page, breach.key))
            yield breach._replace(translation=_translation(breach, quick, language))


def _translation(breach: Breach, quick: Programme, language: str) -> tuple[str, ...]:
    """Return language, domain and key of the translation that adds the breach; () if none does."""
    quoted = "".join("".join(map(str, breach.message.values.values())).split("…")[0].split())
    for translation in quick.mistranslations:
        is_of_page = translation.language == language and translation.domain == breach.page
        if is_of_page and quoted and any(quoted in "".join(piece.split()) for piece in translation.added):
            return translation.language, translation.domain, translation.key
    return ()
