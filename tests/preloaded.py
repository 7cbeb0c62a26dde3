"""The modules that every build and command imports; the process that commands are forked from imports them once."""

from importlib import import_module

from sphinx.application import builtin_extensions

from spoorboek.i18n import catalog

for name in (
    *builtin_extensions,
    *("furo", "jinja2.ext", "myst_parser.sphinx_ext.main", "pygments.styles.native", "sphinx_basic_ng"),
    *("sphinx.ext.mathjax", "sphinx.search.nl", "sphinx_needs.needs", "sphinxcontrib.jquery"),
    *("sphinx.builders.html", "sphinx.cmd.build", "sphinx.versioning", "sphinx_data_viewer"),
    *("spoorboek.cli.check", "spoorboek.cli.judge", "spoorboek.cli.parser", "spoorboek.i18n.po_file"),
    *("spoorboek.reporters.text", "spoorboek.rules.engine.stamps", "spoorboek.sphinxext.handbook"),
):
    import_module(name)
catalog.of("nl")
