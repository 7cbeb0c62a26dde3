"""The columns of a table have widths from all its rows, so that they do not move while a browser still reads them."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from tests.handbooks import ground
from tests.running import built

PAGE = """# Tables

| What | How long |
| --- | --- |
| *one* | a |
| a text of many short words, which has room beside the other | Donaudampfschifffahrt |

:::{list-table}
:header-rows: 1
:widths: 10 90

* - a
  - b
* - a text that would take all the room, if nobody had said how much it may
  - c
:::

```{eval-rst}
+---+---+
| a | b |
+---+---+
| both  |
+---+---+
```

| `a-code-that-is-not-broken` | a |
| --- | --- |
| b | c |
"""


def test_columns_have_widths_from_all_rows_unless_the_author_gave_them_or_a_cell_spans_them(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"tables.md": PAGE})
    done = built(handbook)
    assert (done.stderr, done.returncode) == ("", 0)
    page = BeautifulSoup((handbook.folder / "html" / "tables.html").read_text(encoding="utf-8"), "lxml")
    widths = [
        [column.get("style") or column["class"] for column in table.select("col")]
        for table in page.select("article table")
    ]
    assert widths == [[["w70"], ["w30"]], ["width: 10.0%", "width: 90.0%"], [], [["w92"], ["w8"]]]
    rules = (handbook.folder / "html" / "_static" / "spoor.css").read_text(encoding="utf-8")
    assert [n for n in range(2, 99, 2) if f"col.w{n}{{width:{n}%}}" not in rules] == []
