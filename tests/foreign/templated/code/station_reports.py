"""Makes an item of each test in a report, of types that no file of the project names."""

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx_needs.api import add_need, add_need_type

TYPES = {"testfile": ("Test file", "TF_"), "testrun": ("Test run", "TR_")}


def add_types(app, config):
    for name, (title, prefix) in TYPES.items():
        add_need_type(app, name, title, prefix)


class TestFile(SphinxDirective):
    """A report, with an item for all of it and one for each line: the name of the test, and what it is about."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"id": str, "file": str}

    def run(self):
        def make(kind, title, id, **links):
            return add_need(self.env.app, self.state, self.env.docname, self.lineno, kind, title, id=id, **links)

        path = Path(self.env.srcdir, self.options["file"])
        self.env.note_dependency(str(path))
        node_list = make("testfile", self.arguments[0], self.options["id"])
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, about = line.partition(" ")
            node_list += make("testrun", name, f"{self.options['id']}_{name.upper()}", checks=about)
        return [nodes.container("", *node_list)]


def setup(app):
    app.connect("config-inited", add_types)
    app.add_directive("test-file", TestFile)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
