"""A small English handbook with checks in every state, read once for the tests of sheets and numbers."""

from __future__ import annotations

import tempfile
from pathlib import Path

from spoorboek.analysis.verdict import Verdict
from spoorboek.model.programme import Programme
from tests.handbooks import ground, searches

SENTENCE = """\
:::{{sentence}} {title}
:id: TOWN-P1-S{number}
:passage: P1
:page: 1
:number: {number}
:kind: {kind}
:fingerprint: {number:064}
:part_of: SOURCE-plan
:::

"""
KINDS = {
    "and for trees": "fragment",
    "The town will plant": "commitment",
    "The town will count": "commitment",
    "The town is green": "commitment",
}
SENTENCES = "".join(
    SENTENCE.format(number=number, title=title, kind=kind) for number, (title, kind) in enumerate(KINDS.items(), 1)
)
PAGE = (
    """\
# A town

:::{source} Plan of a town
:id: SOURCE-plan
:publisher: A town
:licence: unknown
:published: 2024
:edition: 2024
:url: https://example.org/plan
:sentences: 4
:::

"""
    + SENTENCES
    + """\
:::{theme} Trees
:id: THEME-trees
:grounded_in: TOWN-P1-S2
:::

:::{organisation} A town
:id: ORG-town
:abbreviation: TOWN
:grounded_in: TOWN-P1-S2
:::

:::{organisation} A school
:id: ORG-school
:grounded_in: TOWN-P1-S2
:::

:::{commitment} The town plants trees
:id: TOWN-C1
:year: 2024
:due: 2024
:testability: dated-product
:grounded_in: TOWN-P1-S2
:theme: THEME-trees
:responsible: ORG-town
:::

:::{commitment} The town counts its trees
:id: TOWN-C2
:year: 2024
:testability: undated-product
:grounded_in: TOWN-P1-S3
:theme: THEME-trees
:responsible: ORG-town
:addressed: ORG-school
:::

:::{commitment} The town stays green
:id: TOWN-C3
:year: 2024
:testability: principle
:grounded_in: TOWN-P1-S4
:theme: THEME-trees
:responsible: ORG-town
:::

:::{event} The town planted
:id: GEB-2024-06-planted
:date: 2024-06
:kind: report
:says: The town planted ten trees.
:of: TOWN-C1
:by: ORG-town
:documented_in: SOURCE-plan
:::

:::{check} Were trees planted?
:id: TOWN-C1-a
:question: Did the town plant trees in 2024?
:settles: A report that says how many.
:checks: TOWN-C1
:evidence: GEB-2024-06-planted
:::

:::{check} Were as many planted as were cut?
:id: TOWN-C1-b
:question: Did the town plant as many as it cut?
:settles: A report that says how many were cut.
:checks: TOWN-C1
:part_evidence: GEB-2024-06-planted
:::

:::{check} Were trees counted?
:id: TOWN-C2-a
:question: Did the town count its trees?
:settles: A list of trees.
:checks: TOWN-C2
:::

:::{erratum} The plan names two streets for one
:id: KAN-streets
:concerns: TOWN-C2
:::
"""
)
BESIDE = "# Beside it\n\n[Trees](#THEME-trees) are planted by [the town](#ORG-town).\n"
NOTE = "No publication of the town."


def read() -> Verdict:
    """The verdict on it, in English."""
    with tempfile.TemporaryDirectory() as folder:
        handbook = ground(Path(folder)).write({"town.md": PAGE + searches("TOWN-C2-a"), "town-2.md": BESIDE})
        path = handbook.conf / "ubproject.toml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(f'publisher_note = "{NOTE}"\n' if line.startswith("publisher_note") else line for line in lines)
        path.write_text(text, encoding="utf-8")
        return handbook.judged()


VERDICT = read()
READ: Programme = VERDICT.programme
