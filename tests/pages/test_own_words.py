"""Texts of authors are not changed by the translation of the theme's own texts."""

from __future__ import annotations

from pathlib import Path

from tests.handbooks import ground
from tests.running import built

PAGE = """# Third

**Contents** and *Light mode*, `Expand` and [Search](#THM-grond).

| Contents | On this page |
| --- | --- |
| Contents | Skip to content |

```{list-table}
:stub-columns: 1

* - Back to top
  - Toggle site navigation sidebar
```

```text
<th class="head"> <div class="highlight"><pre> role="heading">
```

```{toctree}
:caption: Contents

other
```
"""


def test_words_of_the_theme_in_a_page_are_those_of_its_author(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"third.md": PAGE})
    finished = built(handbook)
    assert finished.stderr == ""
    page = (handbook.folder / "html/third.html").read_text(encoding="utf-8")
    body = page[page.index('<article role="main"') : page.index("</article>")]
    for text in (
        "<strong>Contents</strong>",
        "<em>Light mode</em>",
        ">Expand</span>",
        ">Search</span>",
        "<p>Contents</p></td>",
    ):
        assert text in body
    for text in ("On this page", "Skip to content", "Back to top", "Toggle site navigation sidebar"):
        assert f"<p>{text}</p>" in body
    assert '&lt;th class="head"&gt; &lt;div class="highlight"&gt;&lt;pre&gt; role="heading"&gt;' in body
    # What the writer adds, for who does not see the page or uses no mouse.
    assert '<span class="caption-text">Contents</span>' in body
    assert body.count('<th class="head" scope="col">') == 2
    assert body.count('<th class="stub" scope="row">') == 1
    assert body.count('<pre tabindex="0">') == 1
    assert '<p aria-level="2" class="caption" role="heading">' in body
