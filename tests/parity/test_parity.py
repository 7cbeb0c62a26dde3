"""Both readers see the same handbook: the same items, mentions and findings, or the same reason to stop.

`make test` writes some hundreds of handbooks; SPOORBOEK_PARITY=5000 SPOORBOEK_SEED=7 as many others as one likes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, seed, settings

from spoorboek.check import Verdict, check
from spoorboek.errors import SpoorboekError
from spoorboek.readers import markdown
from tests.handbooks import Handbook, ground, own
from tests.parity import bench
from tests.parity.bench import by_sphinx, empty, fill, read
from tests.parity.cases import CASES
from tests.parity.pages import Pages, handbooks

COUNT = int(os.environ.get("SPOORBOEK_PARITY", "300"))
SEED = int(os.environ.get("SPOORBOEK_SEED", "0"))
