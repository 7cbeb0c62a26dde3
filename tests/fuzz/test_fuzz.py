"""Any bytes and any type in, no traceback out: a verdict, or one line for each reason why there is none.

`make test` tries some hundreds of broken files; SPOORBOEK_FUZZ=100000 as many as one likes, from SPOORBOEK_SEED on.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from spoorboek.readers import markdown
from tests.fuzz.bench import Bench
from tests.fuzz.typed import Typed

COUNT = int(os.environ.get("SPOORBOEK_FUZZ", "600"))
SEED = int(os.environ.get("SPOORBOEK_SEED", "0"))


def test_any_bytes_give_a_verdict_or_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = tried(Bench(tmp_path), COUNT, capsys)
    assert sum(count for (_, kind), count in kinds.items() if kind == "verdict") > COUNT // 5
    assert sum(count for (_, kind), count in kinds.items() if kind == "stopped") > COUNT // 20


def test_any_type_gives_a_verdict_or_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = max(COUNT // 3, 200)
    kinds = tried(Typed(tmp_path), count, capsys)
    assert len({place for place, _ in kinds}) == 5
    assert sum(number for (_, kind), number in kinds.items() if kind == "verdict") > count // 10


def tried(bench: Bench, count: int, capsys: pytest.CaptureFixture[str]) -> Counter[tuple[str, str]]:
    """How many inputs of each kind had which kind of answer; nothing is the matter with any."""
    kinds: Counter[tuple[str, str]] = Counter()
    troubles: list[str] = []
    started = time.monotonic()
    for number in range(SEED, SEED + count):
        place, kind, trouble = bench.trouble(number)
        kinds[place, kind] += 1
        if trouble:
            troubles.append(f"input {number}: {place}: {kind}: {trouble}")
    with capsys.disabled():
        took = time.monotonic() - started
        print(f"\nfuzz: {count} inputs from {SEED} on in {took:.0f} s, {len(troubles)} finds: {summary(kinds)}")
    assert troubles[:10] == []
    return kinds


def summary(kinds: Counter[tuple[str, str]]) -> str:
    return ", ".join(f"{place} {kind} {count}" for (place, kind), count in sorted(kinds.items()))


def test_a_reader_that_crashes_is_detected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)

    def falling(*_: object) -> None:
        raise KeyError("theme")

    monkeypatch.setattr(markdown, "programme", falling)
    monkeypatch.setattr(markdown, "read", falling)
    _, kind, trouble = bench.trouble(1)
    assert kind == "fell over"
    assert trouble.startswith("KeyError: 'theme' in test_fuzz.py:")
