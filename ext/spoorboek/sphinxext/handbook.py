"""The event handlers of a handbook build, and their order."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from spoorboek.analysis import checklist as lists
from spoorboek.analysis import numbers, reviews
from spoorboek.analysis.translation import translated
from spoorboek.config import defaults
from spoorboek.config import gate as gate_of
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.readers import configuration, reviewed_versions
from spoorboek.readers.configuration import Configuration
from spoorboek.rules import rules as rules_of
from spoorboek.rules.engine.check import check
from spoorboek.sphinxext import (
    build_data,
    builder,
    gate,
    incremental,
    log_lines,
    mentions,
    needs_view,
    process,
    reader,
    restrict,
    theme,
    tree,
    versions,
    writer,
)
from spoorboek.sphinxext.out_folder import OutFolder
from spoorboek.sphinxext.pages import (
    accounted,
    card,
    catalogs,
    changes,
    checklist,
    chrome,
    deviations,
    dossier,
    downloads,
    editions,
    feeds,
    files,
    findings,
    fold,
    formula,
    item,
    items,
    language,
    latest,
    matrix,
    meta,
    navigation,
    organisation,
    policy,
    provenance,
    publisher,
    readings,
    reference,
    register,
    retired,
    rules,
    search,
    sheet,
    tally,
    timeline,
    trace,
    typography,
    unused_files,
    waivers,
    years,
)
from spoorboek.sphinxext.pages.directive import PageDirective
from spoorboek.sphinxext.placeholder import Placeholder
from spoorboek.sphinxext.stopping import stop


def read_settings(app: Sphinx, config: Config) -> None:
    own = Configuration(Path(app.srcdir), Path(app.confdir), configuration.known_values(config))
    try:
        versions.check(versions.OF_A_HANDBOOK)
        written: dict[str, Any] = config._raw_config  # noqa: SLF001 - no public attribute for what conf.py sets
        read = _with_options(configuration.settings_of(own, written), config)
        config.spoorboek_settings = reviewed_versions.with_answers(read, own.top)
        rules_of(config.spoorboek_settings)
        provenance.check_address(config.spoorboek_source_url)
    except SpoorboekError as error:
        stop(error)
    config.spoorboek_digest = incremental.of_settings(app, [own.settings_file, *catalogs.own(app, config)])


def _with_options(own: Settings, config: Config) -> Settings:
    """Return the settings with the options that override values of conf.py in the gate on it."""
    program_gate = own.gates.get(gate_of.PROGRAM)
    if program_gate is None or config.spoorboek_live:
        return own
    return replace(own, gates={**own.gates, gate_of.PROGRAM: gate_of.with_options(program_gate, config.overrides)})


def set_defaults(config: Config) -> None:
    """Set the defaults of a handbook that conf.py does not set (`_raw_config` holds its own values; Sphinx 9.0)."""
    log_lines.install()
    names = config._raw_config.keys() | config.overrides.keys()  # noqa: SLF001 - no public attribute for what conf.py sets
    for name, value in {**defaults.OF_A_HANDBOOK, "html_title": config.project}.items():
        if name not in names:
            setattr(config, name, value)


def connect(app: Sphinx, config: Config) -> None:
    """Connect the event handlers of a handbook once its settings are complete."""
    process.set_up(app)
    restrict.pages(app)
    config.spoorboek_languages = list(config.spoorboek_languages) or [config.language]
    try:
        catalogs.prepare(app, config)
    except SpoorboekError as error:
        stop(error)
    config.suppress_warnings = [*config.suppress_warnings, *defaults.SUPPRESSED]
    theme.use(app, config)
    reuse_earlier_build(app)
    connect_readers(app)
    draw_pages(app)
    app.connect("build-finished", fail_on_findings, priority=gate.LAST)


def reuse_earlier_build(app: Sphinx) -> None:
    """Reuse the results of an earlier build if it finished and its sources did not change."""
    earlier, out_folder = incremental.EarlierBuild(app), OutFolder()
    app.connect("builder-inited", out_folder.remove_altered)
    app.connect("env-get-outdated", earlier.begin)
    app.connect("env-before-read-docs", incremental.note_pages, priority=100)
    app.connect("env-before-read-docs", incremental.forget_pages, priority=110)
    app.connect("env-updated", incremental.note_files, priority=900)
    app.connect("env-updated", out_folder.outdated, priority=910)
    app.connect("write-started", out_folder.begin, priority=100)
    app.connect("html-page-context", out_folder.note_other_page)
    app.connect("build-finished", out_folder.finish, priority=910)
    app.connect("build-finished", out_folder.store_signatures, priority=gate.LAST)
    app.connect("build-finished", earlier.finish, priority=gate.LAST + 1)


def connect_readers(app: Sphinx) -> None:
    reader.register(app, app.config)
    app.connect("env-before-read-docs", reader.run_quick_reader)
    app.connect("source-read", reader.on_source_read)
    app.connect("include-read", reader.on_include_read)
    app.connect("doctree-read", reader.note_undrawn, priority=50)
    app.connect("doctree-read", mentions.note)


def draw_pages(app: Sphinx) -> None:
    """Connect all that makes pages, in the order of the events."""
    menu = navigation.Menu()
    set_writers(app)
    connect_catalogs(app)
    add_headings(app)
    add_directives(app)
    draw_items(app)
    connect_menu(app, menu)
    add_context(app, menu)
    builder.setup(app)
    app.connect("build-finished", downloads.put_rest, priority=850)
    app.connect("build-finished", unused_files.clear, priority=900)
    app.connect("build-finished", meta.write_sitemap, priority=905)


def set_writers(app: Sphinx) -> None:
    fold.setup(app)
    formula.setup(app)
    register.setup(app)
    for name in writer.BUILDERS:
        app.set_translator(name, writer.Translator)
    app.connect("builder-inited", chrome.use_language)
    app.connect("builder-inited", writer.let_code_scroll)


def connect_catalogs(app: Sphinx) -> None:
    app.connect("builder-inited", catalogs.collect_only)
    app.add_transform(catalogs.KeepOriginals)
    app.add_transform(catalogs.ShowOriginals)
    app.connect("source-read", catalogs.depend)
    app.connect("doctree-read", catalogs.adopt, priority=900)
    app.connect("write-started", catalogs.collect)
    app.connect("build-finished", catalogs.sort, priority=900)


def add_headings(app: Sphinx) -> None:
    app.connect("doctree-read", item.make_sections, priority=100)
    app.connect("doctree-read", organisation.add_headings, priority=110)
    app.connect("doctree-read", language.mark, priority=600)
    app.connect("env-updated", provenance.read_history)
    app.connect("env-updated", changes.prepare)
    app.connect("env-updated", chrome.check_settings)


PAGE_DIRECTIVES: Final[tuple[type[PageDirective], ...]] = (
    items.ItemsDirective,
    tally.TallyDirective,
    trace.TraceDirective,
    accounted.AccountedDirective,
    findings.FindingsDirective,
    waivers.WaiversDirective,
    rules.RulesDirective,
    retired.RetiredDirective,
    matrix.MatrixDirective,
    timeline.TimelineDirective,
    deviations.DeviationsDirective,
    checklist.ChecklistDirective,
    readings.ReadingsDirective,
    reference.ReferenceDirective,
    publisher.MakerDirective,
    years.YearsDirective,
    years.FatesDirective,
    years.EditionDirective,
    dossier.DossierDirective,
    files.FilesDirective,
    changes.ChangesDirective,
    latest.LatestDirective,
)


def add_directives(app: Sphinx) -> None:
    for directive in PAGE_DIRECTIVES:
        app.add_directive(directive.NAME, directive)


def fill_placeholders(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the placeholders of page directives and sheets on a page."""
    renderers = {directive.NAME: directive.render for directive in PAGE_DIRECTIVES}
    renderers |= {organisation.NAME: organisation.render, sheet.NAME: sheet.render}
    for placeholder in list(tree.of_type(doctree, Placeholder)):
        placeholder.replace_self(renderers[placeholder["spoorboek"]](placeholder, app, docname))


def draw_items(app: Sphinx) -> None:
    app.connect("doctree-resolved", draw_page, priority=100)
    app.connect("doctree-resolved", finish_page, priority=900)
    app.connect("html-collect-pages", retired.former_pages)


def draw_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw what a page shows, before sphinx-needs does; in a gettext build only its items."""
    is_shown = not catalogs.is_extracting(app)
    with build_data.drawing(app.env, docname):
        if is_shown:
            fill_placeholders(app, doctree, docname)
            editions.add_switch(app, doctree, docname)
        reader.drop_dead_roles(app, doctree)
        item.draw_items(app, doctree, docname)
        if is_shown:
            provenance.add_item_history(app, doctree, docname)
            readings.add_item_readings(app, doctree, docname)
            provenance.add_page_provenance(app, doctree, docname)
            readings.add_page_readings(app, doctree, docname)


def finish_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Complete the texts of a page once all of them are there."""
    if not catalogs.is_extracting(app):
        with build_data.drawing(app.env, docname):
            card.note(app, doctree, docname)
            language.mark_names(app, doctree)
            typography.set_quotes(app, doctree)


def connect_menu(app: Sphinx, menu: navigation.Menu) -> None:
    """Connect what is made once all pages have been read and judged, and before any is written."""

    def prepare(app: Sphinx, used: Builder) -> None:
        menu.prepare(app, used)
        search.write(app, used)
        language.mark_contents(app)
        builder.begin(app, menu)
        downloads.write_groups(app, used, {files.GROUP: files.publish, feeds.GROUP: feeds.write})
        feeds.note_followed(app, used)

    app.connect("write-started", language.find_names, priority=400)
    app.connect("write-started", prepare, priority=600)


def add_context(app: Sphinx, menu: navigation.Menu) -> None:
    """Complete the template context of each page."""

    def complete(
        app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        provenance.add_context(app, context, doctree)
        feeds.add_context(app, pagename, context)
        meta.add_context(app, pagename, context, doctree)
        menu.add_context(app, pagename, context)
        chrome.add_context(app, pagename, context, doctree)
        language.add_context(app, pagename, context)
        policy.add_context(app, context)  # last: it lists what the page loads

    app.connect("html-page-context", menu.leave_out, priority=100)
    app.connect("html-page-context", complete, priority=900)


def fail_on_findings(app: Sphinx, error: Exception | None) -> None:
    """Fail the build if the verdict does; judge first if the builder never emitted `write-started`."""
    if error is None and build_data.of(app.env).verdict is None:
        judge(app, app.builder)
    gate.set_exit_code(app, error)


def judge(app: Sphinx, used: Builder) -> None:
    """Run every rule once all pages have been read, log the findings, and keep the verdict for the pages."""
    data = build_data.of(app.env)
    try:
        needs_view.check_publishing(app)
    except SpoorboekError as error:
        stop(error)
    verdict = data.verdict = check(reader.read(app), app.config.spoorboek_settings)
    if verdict.settings.as_of:
        data.find_numbers = cache(lambda: numbers.numbers(verdict))
        publish_numbers(app, used, data)
    if not catalogs.is_original(app):
        data.judged, data.verdict = verdict, translated(verdict, catalogs.translator(app))
    if as_of := data.verdict.settings.as_of:
        programme = data.verdict.programme
        data.checklists = cache(lambda: lists.by_organisation(lists.checklist(programme, as_of)))
    data.reviews = reviews.by_page(data.verdict)
    gate.log_findings(app)


def publish_numbers(app: Sphinx, used: Builder, data: build_data.BuildData) -> None:
    """Write the numbers and their JSON schema as files beside the pages."""
    if used.format == "html" and data.numbers:
        document = json.dumps(numbers.document(data.numbers), indent=2, ensure_ascii=False)
        downloads.put(app, numbers.FILE, f"{document}\n".encode())
        downloads.put_schema(app, numbers)
