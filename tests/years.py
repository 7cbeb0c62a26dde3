"""A small English handbook of a town with three editions of its plan and a gap."""

from __future__ import annotations

from pathlib import Path

from tests.handbooks import Handbook, ground, settle

SOURCES = """\
# Plans of a town

:::{source} Plan of a town 2021-2022
:id: SOURCE-2021
:publisher: A town
:licence: unknown
:published: 2020-11-02
:edition: 2021-2022
:read: part
:::

:::{source} Plan of a town 2023
:id: SOURCE-2023
:publisher: A town
:licence: unknown
:published: 2022-10-03
:edition: 2023
:read: part
:::

:::{source} Plan of a town 2024
:id: SOURCE-2024
:publisher: A town
:licence: unknown
:edition: 2024
:read: not-found
:::

:::{source} Plan of a town 2025
:id: SOURCE-2025
:publisher: A town
:licence: unknown
:published: 2024-10-07
:edition: 2025
:read: whole
:::

:::{source} A letter of the town
:id: SOURCE-letter
:publisher: A town
:licence: unknown
:published: 2024-06-03
:::

:::{search} The plan of 2024
:id: ZOEK-plan-2024
:on: 2026-11-01
:place: The website of the town
:query: plan 2024
:result: other
:found: Plans of other years.
:for: SOURCE-2024
:::

It is about [trees](#THM-trees) and [roads](#THM-roads).
There is no [plan of 2024](#SOURCE-2024).
"""


TOWN = """\
:::{organisation} A town
:id: ORG-town
:grounded_in: GR-P1-S1
:::
"""


def theme(name: str) -> str:
    """A theme with a page of its own."""
    return f":::{{theme}} {name.capitalize()}\n:id: THM-{name}\n:grounded_in: SOURCE-2021\n:::\n"


def commitment(id: str, year: int, title: str, source: str, theme: str = "THM-trees", more: str = "") -> str:
    return (
        f"\n:::{{commitment}} {title}\n:id: {id}\n:year: {year}\n:scope: news\n:testability: activity\n{more}"
        f":grounded_in: {source}\n:theme: {theme}\n:responsible: ORG-town\n:::\n"
    )


def succession(id: str, earlier: str, later: str, how: str = "narrowed", basis: str = "editors") -> str:
    return (
        f"\n:::{{succession}} From {earlier} to {later}\n:id: OPV-{id}\n:how: {how}\n:basis: {basis}\n"
        f":reason: Both are about the same trees.\n:earlier: {earlier}\n:later: {later}\n:documented_in: SOURCE-2023\n"
        ":::\n"
    )


PLAN_2021 = (
    "# 2021-2022\n"
    + commitment("TOWN2021-C1", 2021, "The town plants trees", "SOURCE-2021")
    + commitment("TOWN2021-C2", 2021, "The town counts its trees", "SOURCE-2021")
    + commitment("TOWN2021-C3", 2021, "The town mends its roads", "SOURCE-2021", "THM-roads")
    + """
:::{event} The town counted 212 trees
:id: GEB-2022-05-04-count
:date: 2022-05-04
:kind: report
:says: The town counted 212 trees.
:of: TOWN2021-C2
:by: ORG-town
:documented_in: SOURCE-letter
:::

:::{check} Were trees counted?
:id: TOWN2021-C2-a
:question: Did the town count its trees?
:settles: A report that says how many.
:checks: TOWN2021-C2
:weighed: The plan is of two years.
:evidence: GEB-2022-05-04-count
:::

:::{search} Roads in the plan of 2023
:id: ZOEK-roads
:on: 2026-11-02
:place: The page about the plan of 2023
:query: roads
:result: nothing
:for: TOWN2021-C3, SOURCE-2023
:::
"""
)
PLAN_2023 = (
    "# 2023\n"
    + commitment("TOWN2023-C1", 2023, "The town plants oaks", "SOURCE-2023")
    + commitment("TOWN2023-C2", 2023, "The town waters its trees", "SOURCE-2023")
    + """
:::{event} The town stops watering
:id: GEB-2024-06-03-stop
:date: 2024-06-03
:kind: withdrawal
:says: The town no longer waters its trees.
:of: TOWN2023-C2
:by: ORG-town
:documented_in: SOURCE-letter
:::
"""
)
PLAN_2025 = "# 2025\n" + commitment("TOWN2025-C1", 2025, "The town plants oaks in schoolyards", "SOURCE-2025")
SUCCESSIONS = (
    "# From plan to plan\n"
    + succession("oaks", "TOWN2021-C1", "TOWN2023-C1")
    + succession("schoolyards", "TOWN2023-C1", "TOWN2025-C1", basis="source")
)
PAGES = {
    "plans.md": SOURCES,
    "town.md": TOWN,
    "trees.md": theme("trees"),
    "roads.md": theme("roads"),
    "2021.md": PLAN_2021,
    "2023.md": PLAN_2023,
    "2025.md": PLAN_2025,
    "successions.md": SUCCESSIONS,
}


def town(folder: Path) -> Handbook:
    """The ground handbook without its edition, with these pages, in English."""
    handbook = ground(folder).write(PAGES)
    for page in handbook.docs.glob("*.md"):
        text = page.read_text(encoding="utf-8").replace(":edition: 2024\n:sentences: 1", ":sentences: 1")
        page.write_text(text, encoding="utf-8")
    settle(handbook.conf, r"^publisher_note = .*", 'publisher_note = "No publication of the town."')
    return handbook
