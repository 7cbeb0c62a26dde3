"""A page runs no code and includes no outside file: both readers report it alike, and the build prevents it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from subprocess import CompletedProcess
from typing import Final

import pytest
from docutils.parsers.rst import languages

from spoorboek.readers import restrictions
from tests.foreign.projects import Project
from tests.handbooks import Handbook, ground
from tests.running import built, checked

Command = Callable[[Handbook], CompletedProcess[str]]
RUN: Final = '__import__("os").system("touch PWNED") or True'
AWAY: Final = "../../../../../../../../etc/passwd"
NO_FILE: Final = f"{AWAY} is not a file of the project"

MATTER: Final = """---
myst:
  enable_extensions: [substitution]
  substitutions:
{values}
---

# Page

"""


# By the name of a page: its text, or what stands below its heading on line 3, and what is said of it, from its line on.
PAGES: Final[dict[str, tuple[str, str]]] = {
    "filter": (f"```{{needtable}}\n:filter: {RUN}\n```", "4:10 option 'filter' runs code"),
    "function": ("```{needlist}\n:filter-func: os.path.join\n```", "4:15 option 'filter-func' runs code"),
    "code": (f"```{{needlist}}\nresults = [{RUN}]\n```", "4:1 {needlist} runs code"),
    "slice": (f"```{{needpie}}\n1\n{RUN}\n```", "4:1 {needpie} runs code"),
    "bar": (f"```{{needbar}}\n{RUN}\n```", "4:1 {needbar} runs code"),
    "flow": (f"```{{needflow}}\n:highlight: {RUN}\n```", "4:13 option 'highlight' runs code"),
    "gantt": (f"```{{needgantt}}\n:milestone_filter: {RUN}\n```", "4:20 option 'milestone_filter' runs code"),
    "sequence": (f"```{{needsequence}}\n:start: GR-C1\n:filter: {RUN}\n```", "5:10 option 'filter' runs code"),
    "extract": (f"```{{needextract}} {RUN}\n```", "3:18 {needextract} runs code"),
    "extend": (f"```{{needextend}} {RUN}\n:+theme: THM-grond\n```", "3:17 {needextend} runs code"),
    "style": ('```{needtable}\n:style_row: [[copy("id")]]\n```', "4:13 option 'style_row' runs code"),
    "diagram": ("```{needuml}\n{{ needs }}\n```", "3:5 {needuml} runs code"),
    "branch": (f"```{{if}} {RUN}\nwords\n```", "3:5 {if} runs code"),
    "drawing": ("```{digraph} x\na -> b\n```", "3:5 {digraph} runs code"),
    "import": (
        "```{needimport} https://example.org/needs.json\n```",
        "3:17 https://example.org/needs.json is not a file",
    ),
    "service": ("```{needservice} github-issues\n```", "3:5 {needservice} runs code"),
    "count": (f"Text {{need_count}}`{RUN}`.", "3:6 {need_count}`"),
    "template": ("Text {need}`[[ title * 9 ]] <GR-C1>`.", "3:6 {need}`[[ title * 9 ]] <GR-C1>` runs code"),
    "ndf": ('Text {ndf}`copy("id")`.', "3:6 {ndf}`"),
    "title": (
        ':::{chain} A [[copy("id")]]\n:id: KTN-x\n:grounded_in: GR-P1-S1\n:::',
        "3:14 '[[copy(\"id\")]]' runs code",
    ),
    "block": ("<script>alert(1)</script>", "3:1 '<script>alert(1)</script>' is HTML"),
    "inline": ("Text <img src=x onerror=alert(1)> and words.", "3:6 '<img src=x onerror=alert(1)>' is HTML"),
    "heading": ("## Head <b onclick=alert(1)>", "3:9 '<b onclick=alert(1)>' is HTML"),
    "cell": ("| a | b |\n|---|---|\n| <u>x</u> | y |", "5:3 '<u>' is HTML"),
    "quote": ("> Text <svg onload=alert(1)>", "3:8 '<svg onload=alert(1)>' is HTML"),
    "nested": (":::{note}\n```{raw} html\n<b>x</b>\n```\n:::", "4:5 {raw} puts HTML into the page"),
    "raw": ("```{raw} html\n<script>alert(1)</script>\n```", "3:5 {raw} puts HTML into the page"),
    "dutch": ("```{onbewerkt} html\n<script>alert(1)</script>\n```", "3:5 {raw} puts HTML into the page"),
    "german": ("```{roh} html\n<script>alert(1)</script>\n```", "3:5 {raw} puts HTML into the page"),
    "capitals": ("```{RAW} html\n<script>alert(1)</script>\n```", "3:5 {raw} puts HTML into the page"),
    "attribute": ('[words]{onclick="alert(1)"}', "3:9 'onclick=\"alert(1)\"' is HTML"),
    "link": ("[words](javascript:alert)", "3:9 a link may not lead to 'javascript:alert'"),
    "target": ("```{image} /a.png\n:target: javascript:alert(1)\n```", "4:10 a link may not lead to"),
    "contents": ("```{toctree}\nx <javascript://%0aalert(1)>\n```", "4:4 a link may not lead to"),
    "refresh": ("```{meta}\n:http-equiv=refresh: 0;url=https://example.org\n```", "4:2 'http-equiv=refresh' controls"),
    "include": (f"```{{include}} {AWAY}\n```", f"3:14 {NO_FILE}"),
    "literal": (f"```{{literalinclude}} {AWAY}\n```", f"3:21 {NO_FILE}"),
    "difference": (f"```{{literalinclude}} index.md\n:diff: {AWAY}\n```", f"4:8 {NO_FILE}"),
    "rows": (f"```{{csv-table}} x\n:file: {AWAY}\n```", f"4:8 {NO_FILE}"),
    "far": ("```{csv-table} x\n:url: https://example.org/x.csv\n```", "4:7 https://example.org/x.csv is not a file"),
    "link by name": (f"[words][x]\n\n[x]: {AWAY}", f"3:1 {NO_FILE}"),
    "link by name in a note": (f":::{{note}}\n[x]\n:::\n\n[x]: {AWAY}", f"4:1 {NO_FILE}"),
    "picture": (f"![words]({AWAY})", f"3:10 {NO_FILE}"),
    "figure": (f"```{{figure}} {AWAY}\nWords\n```", f"3:13 {NO_FILE}"),
    "remote": ("![words](https://example.org/x.png)", "3:10 https://example.org/x.png is not a file"),
    "data": ("![words](data:image/png;base64,AAAA)", "3:10 data:image/png;base64,AAAA is not a file"),
    "embedded": ("```{image} /a.svg\n:loading: embed\n```", "4:11 option 'loading' puts a file into the page"),
    "published": (f"[words]({AWAY})", f"3:9 {NO_FILE}"),
    "download": (f"{{download}}`words <{AWAY}>`", f"3:1 {NO_FILE}"),
    "git": ("```{literalinclude} ../.git/config\n```", "3:21 ../.git/config is not a file of the project"),
    "symlink": ("![words](leads-out.png)", "3:10 leads-out.png is not a file of the project"),
    "folder": ("```{literalinclude} etc/passwd\n```", "3:21 etc/passwd is not a file of the project"),
    "device": ("```{include} zero.inc\n```", "3:14 zero.inc is not a file of the project"),
    "pipe": ("```{include} pipe.inc\n```", "3:14 pipe.inc is not a regular file"),
    "pipe-figure": ("```{figure} pipe.inc\n:figwidth: image\nWords\n```", "3:13 pipe.inc is not a regular file"),
    "page": ("[words](own.html)", "3:9 own.html is a page of its own"),
    "script": ("![words](script.svg)", "3:10 script.svg contains a script"),
    "rst": ("```{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n```", "4:4 {raw} puts HTML into the page"),
    "rst-filter": (f"```{{eval-rst}}\n.. needtable::\n   :filter: {RUN}\n```", "5:13 option 'filter' runs code"),
    "rst-role": ('```{eval-rst}\nText :ndf:`copy("id")` here.\n```', "4:6 {ndf}`"),
    "rst-link": ("```{eval-rst}\n`a <javascript:alert(1)>`__\n```", "4:5 a link may not lead to"),
    "rst-include": (f"```{{eval-rst}}\n.. include:: {AWAY}\n```", f"4:4 {NO_FILE}"),
    # Links whose address neither Sphinx nor MyST-Parser looks up, so that nothing else would tell that they are dead.
    "external": ("[words](#THM-nope){.external}", "3:9 a build does not check whether '#THM-nope' exists"),
    "external page": ("[words](nope.md){#a class=external}", "3:9 a build does not check whether 'nope.md' exists"),
    "no host": ("[words](https:#THM-nope)", "3:9 a link may not lead to 'https:#THM-nope'"),
    "classes": ("[words](foo:bar){.a #b}", "3:9 a link may not lead to 'foo:bar'"),
    "rst address": (
        "```{eval-rst}\n`a <other.html#THM-nope>`__\n```",
        "4:5 a build does not check whether 'other.html#THM-",
    ),
    "rst name": (
        "```{eval-rst}\n`a`_\n\n.. _a: #THM-nope\n```",
        "6:8 a build does not check whether '#THM-nope' exists",
    ),
    "rst nameless": (
        "```{eval-rst}\n`a`__\n\n__ #THM-nope\n```",
        "6:4 a build does not check whether '#THM-nope' exists",
    ),
    "figure that leads": (
        "```{figure} /a.png\n:target: nope.html\n```",
        "4:10 a build does not check whether 'nope.html'",
    ),
    "rst-parser": (
        "```{eval-rst}\n.. include:: index.md\n   :parser: antigravity\n```",
        "5:13 option 'parser' runs code: 'antigravity'",
    ),
    "program": (
        MATTER.format(values="    key: x") + "{{ env.app.__class__ }}\n",
        "10:1 '{{env.app.__class__}}' runs code",
    ),
    "value": (MATTER.format(values='    key: "<i>x</i>"') + "{{ key }}\n", "5:11 '<i>' is HTML"),
    "taken": (
        MATTER.format(values="  all_links_external: true") + "[words](#THM-nope)\n",
        "10:9 a build does not check",
    ),
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """A handbook with a page for each thing that no page may do."""
    handbook = ground(tmp_path_factory.mktemp("attacked") / "handbook")
    texts = {name: text if text.startswith("---") else f"# Page\n\n{text}\n" for name, (text, _) in PAGES.items()}
    handbook.write({f"{name}.md": text for name, text in texts.items()})
    handbook.write({"own.html": "<p>x", "script.svg": '<svg onload="alert(1)"/>', "a.svg": "<svg/>", "a.png": "x"})
    os.mkfifo(handbook.docs / "pipe.inc")
    for name, target in {"zero.inc": "/dev/zero", "leads-out.png": "/etc/passwd", "etc": "/etc"}.items():
        (handbook.docs / name).symlink_to(target)
    (handbook.folder / ".git").mkdir()
    (handbook.folder / ".git" / "config").write_text("secret", encoding="utf-8")
    handbook.configure('exclude_patterns = ["locales", "etc/**"]')
    return handbook


@pytest.fixture(scope="module")
def quick(attacked: Handbook) -> list[str]:
    return [line for line in checked(attacked).stdout.splitlines() if " S514 " in line]


@pytest.fixture(scope="module")
def build(attacked: Handbook) -> list[str]:
    lines = built(attacked, "-j", "2").stderr.splitlines()
    return [line.removeprefix("WARNING: ").removesuffix(" [spoorboek.S514]") for line in lines if " S514 " in line]


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_may_not_do_is_reported_at_its_place(name: str, quick: list[str]) -> None:
    place, _, expected = PAGES[name][1].partition(" ")
    lines = [line for line in quick if line.startswith(f"docs/{name}.md:")]
    assert len(lines) == 1
    assert lines[0].startswith(f"docs/{name}.md:{place}: error S514 page-reaches-out: {expected}")


def test_equal_values_of_front_matter_are_each_reported_at_their_place(tmp_path: Path) -> None:
    values = '    one: "<i>x</i>"\n    two: "<i>x</i>"'
    _, lines = ground(tmp_path).write({"page.md": MATTER.format(values=values)}).quick()
    assert [line.partition(" ")[0] for line in lines if " S514 " in line] == [
        "docs/page.md:5:11:",
        "docs/page.md:6:11:",
    ]


def test_the_build_reports_the_same_findings_and_no_more(quick: list[str], build: list[str]) -> None:
    assert build == quick


def test_no_page_ran_code_or_published_files_from_outside(attacked: Handbook, build: list[str]) -> None:
    assert build
    assert list(attacked.folder.rglob("PWNED*")) == []
    html = attacked.folder / "html"
    assert [path for path in html.rglob("*") if path.is_symlink()] == []
    text = {path: path.read_bytes() for path in html.rglob("*") if path.is_file()}
    assert [path for path, content in text.items() if b"root:x:0" in content or b"secret" in content] == []
    assert not {path.name for path in text} & {"own.html", "leads-out.png", "script.svg"}


STEERING: Final = ("<script>alert", "onerror=alert(1)>", "<svg onload", 'href="javascript:', 'http-equiv="refresh')


def test_no_html_of_a_page_reaches_a_reader(attacked: Handbook, build: list[str]) -> None:
    assert build
    for path in (attacked.folder / "html").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "alert(1)</script>" not in text.replace("&lt;", "<") or "<script>alert" not in text, path
        assert [steering for steering in STEERING if steering in text] == [], path


def test_a_waived_finding_lifts_no_restriction(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"b.md": f"# Page\n\n```{{needtable}}\n:filter: {RUN}\n```\n"})
    breach = handbook.check()[0].programme.breaches[0]
    waiver = f'[[waive]]\nfinding = "S514 {breach.page} {breach.key}"\nreason = "a trial"\n'
    (handbook.conf / "waivers.toml").write_text(waiver + 'owner = "redactie"\nuntil = 2027-03-01\n', encoding="utf-8")
    ran = built(handbook)
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert list(handbook.folder.rglob("PWNED*")) == []


def test_one_waiver_sets_aside_one_program(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    table = "```{needtable}\n:filter: %s\n```\n\n"
    handbook.write({"b.md": "# Page\n\n" + table % "True" + table % "1 == 1"})
    assert len({finding.identity for finding in handbook.check()[0].findings}) == 2


def test_a_safe_page_has_no_finding(tmp_path: Path) -> None:
    page = """# Page

Words with `<b>`, 1 < 2, <https://example.org>, [a link](https://example.org), [mail](mailto:a@example.org).

<!-- nobody
reads this -->

```html
<script>alert(1)</script>
```

```{code-block} rst
.. raw:: html
```

```{needtable}
:types: theme
:columns: id
```

```{needpie}
:labels: a, b
1
2
```

```{eval-rst}
.. code-block:: rst

   .. raw:: html

As this::

   .. raw:: html

.. _label:

`A name`_ and `a place <label_>`__.

.. _A name: https://example.org
```

[A link](https://example.org){.external} to another site.

```{figure} a.svg
A drawing.
```

A line that ends\\
here.
"""
    handbook = ground(tmp_path).write({"b.md": page, "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert " S514 " not in checked(handbook).stdout
    assert " S514 " not in built(handbook).stderr
    html = (handbook.folder / "html" / "b.html").read_text(encoding="utf-8")
    assert "nobody" not in html
    assert "ends<br />\nhere" in html


def includes(name: str, times: int = 1) -> str:
    return f"```{{include}} {name}\n```\n\n" * times


# The files below a page that includes the first of them, and what stops the run.
UNBOUNDED: Final[dict[str, tuple[dict[str, str], str]]] = {
    "in number": (
        {f"p{n}.inc": includes(f"p{n + 1}.inc", 10) for n in range(6)} | {"p6.inc": "lol\n"},
        "error: the page brings in more than 1000 files; include fewer, or split the page",
    ),
    "in size": (
        {"p0.inc": includes("big.inc", 30), "big.inc": "words " * 70_000},
        "error: the page brings in files of more than 10485760 bytes together; include fewer, or split the page",
    ),
    "in depth": (
        {f"p{n}.inc": includes(f"p{n + 1}.inc") for n in range(400)} | {"p400.inc": "x\n"},
        "docs/p49.inc:1:1: error: files include each other 51 deep; nest them at most 50 deep",
    ),
}


@pytest.mark.parametrize("way", UNBOUNDED)
@pytest.mark.parametrize("command", [checked, built])
def test_includes_that_grow_without_bound_stop_the_run(command: Command, way: str, tmp_path: Path) -> None:
    files, message = UNBOUNDED[way]
    ran = command(ground(tmp_path).write({"a.md": f"# Page\n\n{includes('p0.inc')}", **files}))
    assert message in ran.stderr
    assert ran.returncode == 2


def test_what_only_a_build_can_follow_is_bounded_there(tmp_path: Path) -> None:
    rst = {f"l{n}.inc": f".. include:: l{n + 1}.inc\n\n" * 10 for n in range(6)} | {"l6.inc": "lol\n"}
    values = "".join(f'    a{n}: "{f"{{{{ a{n + 1} }}}} " * 10}"\n' for n in range(7))
    matter = MATTER.format(values=f"{values}    a7: lol") + "{{ a0 }}\n"
    handbook = ground(tmp_path).write(
        {"a.md": "# Page\n\n```{eval-rst}\n.. include:: l0.inc\n```\n", "b.md": matter, **rst}
    )
    output = built(handbook, "-b", "dummy").stderr
    assert output.count("the page brings in more than 1000 files") == 1
    assert output.count("the page has more than 1000 substitutions") == 1


PO: Final = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Titel"
msgstr "Title <script>alert(1)</script>"

msgid "Een tekst met [een adres](https://example.org)."
msgstr "A text with [an address](https://example.org) and ![a picture](https://example.com/x.png)"

msgid "Nog een."
msgstr "```{include} /../../../../../../etc/passwd\\n```\\n"
"""


def test_a_translation_may_do_no_more_than_its_page(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    page = "# Titel\n\nEen tekst met [een adres](https://example.org).\n\nNog een.\n"
    handbook.write({"a.md": page, "locales/en/LC_MESSAGES/a.po": PO})
    handbook.configure('spoorboek_languages = ["nl", "en"]')
    messages = [line.partition(": error ")[2][:4] for line in checked(handbook).stdout.splitlines() if "/a.po:" in line]
    assert messages == ["S902"] * 3
    finished = built(handbook, "-D", "language=en")
    assert finished.returncode == 1
    assert "S514" not in finished.stderr
    text = (handbook.folder / "html" / "a.html").read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "example.com" not in text
    assert "root:x:0" not in text


ASKS: Final = (
    '\n.. needtable::\n   :filter: __import__("os").system("touch PWNED") or True\n\n.. raw:: html\n\n   <b>x</b>\n'
)


def test_another_project_is_restricted_only_if_it_sets_so(tmp_path: Path) -> None:
    """And so it is seen that the program would run."""
    project = Project(tmp_path, "plain").join().add(ASKS, "index.rst")
    project.build()
    assert list(project.folder.rglob("PWNED"))
    assert b"<b>x</b>" in project.pages()["index.html"]


def test_another_project_with_the_setting_is_restricted(tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").join().add("spoorboek_restrict_pages = True").add(ASKS, "index.rst")
    message = "\n".join(line for line in project.build() if "S514" in line and "index.rst" in line)
    assert "option 'filter' runs code: '__import__" in message
    assert "{raw} puts HTML into the page" in message
    assert not list(project.folder.rglob("PWNED"))
    assert b"<b>x</b>" not in project.pages()["index.html"]


@pytest.mark.parametrize("address", ["**x.*", "a/**.*", f"{'a' * 300}/b.*", "[.*"])
def test_an_impossible_file_name_counts_as_a_missing_file(address: str, tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"third.md": f"# Third\n\n![a picture]({address})\n"})
    finished = checked(handbook)
    assert finished.stderr == ""
    assert "S514" not in finished.stdout


def test_the_names_that_docutils_has_in_other_languages_are_those_that_are_known() -> None:
    modules = [import_module(f"{languages.__name__}.{module.name}") for module in iter_modules(languages.__path__)]
    named: dict[str, dict[str, str]] = {"directives": {}, "roles": {}}
    for kind, expected in (("directives", restrictions.names()), ("roles", {"raw"})):
        for module in modules:
            own = getattr(module, kind).items()
            named[kind] |= {name: of for name, of in own if of in expected and name != of and "(" not in name}
    file = Path(restrictions.__file__).with_name("docutils_names.json")
    assert named == json.loads(file.read_text(encoding="utf-8"))
