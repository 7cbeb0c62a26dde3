"""A small handbook with relations and dates that this project's own does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.handbooks import Handbook, ground, searches
from tests.running import built

PAGE: Final = """\
# Invented

:::{organisation} A council
:id: ORG-council
:abbreviation: AC
:roo: 1234
:valid_from: 2020-01
:grounded_in: BRN-grond

The council says who waits.
:::

:::{organisation} A bystander
:id: ORG-bystander
:grounded_in: WORDS-P1-S1
:::

:::{organisation} A ministry
:id: ORG-ministry
:grounded_in: BRN-grond
:::

:::{involvement} The council is looked at
:id: BTR-council
:kind: supervised
:basis: editors
:who: ORG-council
:involved_in: GR-C1
:documented_in: BRN-grond
:::

:::{involvement} The council answers to the ministry
:id: BTR-ministry
:kind: answers-to
:basis: source
:valid_from: 2021-03-04
:who: ORG-council
:involved_in: ORG-ministry
:documented_in: BRN-grond
:::

:::{commitment} A report next year
:id: GR-C2
:year: 2024
:due: 2027-03
:testability: dated-product
:grounded_in: GR-P1-S1
:theme: THM-grond
:responsible: ORG-council
:::

:::{check} Is there a report?
:id: GR-C2-a
:question: Is there a report?
:settles: The report itself.
:checks: GR-C2
:::

:::{commitment} A report that came late
:id: GR-C10
:year: 2024
:due: 2024-01
:testability: dated-product
:grounded_in: GR-P1-S1
:theme: THM-grond
:chain: KTN-grond
:responsible: ORG-grond
:::

:::{check} Did it come in time?
:id: GR-C10-a
:question: Did it come in time?
:settles: The day on which it came.
:checks: GR-C10
:::

:::{event} The late report
:id: GEB-late
:date: 2024-02
:kind: report
:of: GR-C10
:by: ORG-grond
:documented_in: BRN-grond
:::

:::{event} Some time that year
:id: GEB-year
:date: 2024
:kind: letter
:of: GR-C1, AANB-count
:by: ORG-council
:documented_in: BRN-grond
:::

:::{event} A visit that is to come
:id: GEB-visit
:date: 2027-01-15
:kind: visit
:of: GR-C2
:by: ORG-council
:documented_in: BRN-grond
:::

:::{event} Nobody knows when
:id: GEB-when
:date_note: The source gives no day.
:kind: statement
:of: GR-C1
:by: ORG-grond
:documented_in: BRN-grond
:::
"""
PAGE_SEARCHES: Final = searches("GR-C2-a", "2026-11", "The library") + searches("GR-C10-a", "2026-11", "The library")
SHEETS: Final = """\
# Sheets

## The matrix

:::{matrix}
:::

## Its table

:::{matrix} table
:::

## The timeline

:::{timeline}
:::

## Lanes

:::{timeline} lanes
:::

## Rows

:::{timeline} table
:::
"""


PLANNED: Final = """\
[[waive]]
finding = "S603 GEB-visit date"
reason = "To see how a visit is drawn that is still to come."
owner = "The editors"
until = 2027-06-30
"""


def handbook(folder: Path, page: str = PAGE) -> Handbook:
    """Written and built, without a word from Sphinx."""
    handbook = ground(folder).write({"invented.md": page + PAGE_SEARCHES, "sheets.md": SHEETS, "over.md": "# Over\n"})
    (handbook.conf / "waivers.toml").write_text(PLANNED, encoding="utf-8")
    command = built(handbook)
    assert (command.stderr, command.returncode) == ("", 0)
    return handbook
