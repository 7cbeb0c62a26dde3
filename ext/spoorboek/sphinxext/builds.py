"""Sphinx builds that the command line starts, to judge what only a build can see."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from spoorboek.analysis.verdict import Verdict
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.model.printable import brief_error
from spoorboek.readers import configuration, page_files
from spoorboek.sphinxext import build_data, judging
from spoorboek.sphinxext.stopping import StoppedError

EXTENSION: Final = "spoorboek"


def judge(docs: Path, conf: Path, extensions: Sequence[str]) -> tuple[Verdict, Sequence[str]]:
    """Read a project that is no handbook with the judging builder; return the verdict and the warnings of Sphinx.

    `extensions` are those of its conf.py; ours is added if it is missing. Raises SpoorboekError if it cannot be read.
    """
    added = {} if EXTENSION in extensions else {"extensions": [*extensions, EXTENSION]}
    with tempfile.TemporaryDirectory(prefix="spoorboek-") as scratch:
        app, log = build(docs, conf, judging.NAME, Path(scratch), added)
        return build_data.verdict(app.env), log


@contextmanager
def own_state(conf: Path) -> Iterator[None]:
    """Isolate the module-level state of Sphinx and docutils, so that several builds can run in one process.

    Otherwise Sphinx 9.0 adds the catalogs of a build to those of the previous one, and mixes languages.
    """
    before = dict(locale.translators)
    locale.translators.clear()
    try:
        with patch_docutils(conf), docutils_namespace():
            yield
    finally:
        locale.translators.clear()
        locale.translators.update(before)


def build(
    docs: Path, conf: Path, builder: str, scratch: Path, values: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Sphinx, Sequence[str]]:
    """Run a build that writes to `scratch`/out; return the application and the warnings of Sphinx.

    `values` override those of conf.py. Raises SpoorboekError if the build cannot run.
    """
    configuration.check_folders(docs, conf)
    root = page_files.root(docs, conf)
    configuration.source(conf, page_files.shown(conf / "conf.py", root))
    log, settings, top = io.StringIO(), {"nitpicky": True, **values}, f"{root}{os.sep}"
    try:
        with own_state(conf):
            app = Sphinx(docs, conf, f"{scratch}/out", f"{scratch}/doctrees", builder, settings, None, log)
            build_data.of(app.env).logs_findings = False
            app.build()
    except StoppedError as error:
        raise error.error from None
    except Exception as error:  # noqa: BLE001 - any error of an extension of the project
        raise _as_error(error, top) from None
    return app, [line.replace(top, "") for line in strip_colors(log.getvalue()).splitlines() if line.strip()]


def _as_error(error: Exception, top: str) -> SpoorboekError:
    """Return an error of Sphinx or of an extension in one line, with paths relative to the folder `top`."""
    if isinstance(error, SphinxError):
        reason = " ".join(str(error).replace(top, "").split())
        problem = _("{category}: {reason}", category=error.category, reason=reason)
        return SpoorboekError(problem, _("correct it and run again"))
    problem = _("Sphinx failed with {reason}", reason=brief_error(error).replace(top, ""))
    return SpoorboekError(problem, _("run sphinx-build, which reports the location"))
