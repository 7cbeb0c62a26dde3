"""This project's own handbook, or a copy of it, read once for the tests of its content."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from spoorboek.analysis.verdict import Verdict
from spoorboek.i18n.language import use
from spoorboek.model.programme import Item, Programme
from spoorboek.readers import configuration, markdown
from spoorboek.rules.engine.check import check
from tests.handbooks import TOP

VARIABLE: Final = "SPOORBOEK_HANDBOOK"
"""Names the folder of a copy, to hold that to the same judgments."""
HOME: Final = Path(os.environ.get(VARIABLE, TOP))
CONFIGURATION: Final = configuration.read(HOME / "docs", HOME / "conf")
VERDICT: Final[Verdict] = check(*markdown.read(CONFIGURATION))
READ: Final[Programme] = VERDICT.programme
use(CONFIGURATION.language)  # what is told of it is in its own language


def of(kind: str) -> dict[str, Item]:
    """The items of a type by their id."""
    return {item.id: item for item in READ.of_type(kind)}
