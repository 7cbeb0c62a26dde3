"""A formula is shown as it is written: no page loads a script to draw it."""

from __future__ import annotations

from pathlib import Path

from tests.handbooks import ground
from tests.running import built

PAGE = "# A sum\n\nInline {math}`a < b^2`.\n\n```{math}\n:label: sum\nc = \\frac{a}{b}\n```\n\nSee {eq}`sum`.\n"


def test_a_formula_is_shown_as_it_is_written_and_loads_nothing(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"sum.md": PAGE})
    done = built(handbook)
    assert (done.stderr, done.returncode) == ("", 0)
    page = (handbook.folder / "html" / "sum.html").read_text(encoding="utf-8")
    assert '<code class="formula">a &lt; b^2</code>' in page
    assert '<span class="eqno">(1)</span><code>c = \\frac{a}{b}</code>' in page
    assert 'href="#equation-sum">(1)</a>' in page
    assert "mathjax" not in page
    assert "://cdn" not in page
