"""What two processes read together is what one reads alone, and none of them is left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from spoorboek.model import second_process
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.programme import Programme
from spoorboek.readers import configuration, markdown, pages
from spoorboek.rules.engine.check import check
from tests.handbooks import Handbook, ground

PAGE = """\
# Page {number}

See {{need}}`BGR-{next}`, [this][one] and [that](#BGR-{number}).[^note]

[one]: #BGR-{number}
[^note]: A note.

:::{{term}} Term {number}
:id: BGR-{number}
:grounded_in: BGR-{next}, BGR-nothing
:mistyped: "quoted"

:cites: BGR-{next}
:::

::{{term}} Lost {number}
:id: BGR-lost-{number}
::
"""
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Page {number}"
msgstr "Page `{number}`"
"""


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """A handbook with so many pages that two processes read it where there are two cores and no threads.

    A browser of another test can have left threads in this process; they have no lock that reading needs.
    """
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    handbook = ground(tmp_path)
    handbook.configure('spoorboek_languages = ["nl", "en"]')
    handbook.write({f"page-{n}.md": PAGE.format(number=n, next=n + 1) for n in range(100)})
    return handbook.write({f"locales/en/LC_MESSAGES/page-{n}.po": CATALOG.format(number=n) for n in range(0, 100, 9)})


def read(handbook: Handbook, *, may_fork: bool) -> Programme:
    return markdown.read(configuration.read(handbook.docs, handbook.conf), tuple if may_fork else None)[0]


def children() -> str:
    return Path("/proc/thread-self/children").read_text(encoding="ascii")


def test_two_processes_read_what_one_reads(many: Handbook) -> None:
    assert second_process.is_possible()
    alone, together = read(many, may_fork=False), read(many, may_fork=True)
    assert (together, repr(together)) == (alone, repr(alone))
    assert len(alone.items) > 100
    assert min(len(alone.mistranslations), len(alone.untranslated), len(alone.lost_items), len(alone.mentions)) > 10


def test_what_is_found_on_pages_can_be_handed_over(many: Handbook) -> None:
    conf = configuration.read(many.docs, many.conf)
    settings, found = many.read()[1], pages.find(conf)
    reader = markdown.PageReader(conf, settings, lambda name: False)
    with second_process.begun(lambda: reader.pages(found)) as results:
        assert results() == reader.pages(found)


@pytest.mark.parametrize(
    "flaws",
    [
        {"page-1.md": b"\xff", "page-10.md": b"\xfe"},
        {"page-0.md": b"\xff", "page-1.md": b"\xfe"},
        {"locales/en/LC_MESSAGES/page-90.po": b"nothing", "locales/en/LC_MESSAGES/page-9.po": b"nothing"},
    ],
)
def test_two_processes_stop_at_what_one_stops_at(many: Handbook, flaws: dict[str, bytes]) -> None:
    many.write(flaws)
    before, stopped = children(), []
    for may_fork in (False, True):
        with pytest.raises(SpoorboekError) as error:
            read(many, may_fork=may_fork)
        stopped.append(error.value.lines)
    assert stopped[0] == stopped[1]
    assert children() == before


def test_results_of_a_second_process_are_handed_over() -> None:
    with second_process.begun(lambda: [os.getpid()] * 120) as results:
        pids = results()
    assert pids is not None
    assert (len(pids), len(set(pids))) == (120, 1)
    assert pids[0] != os.getpid()


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 1000])
def test_each_part_is_done_once_and_in_order_whoever_does_it(count: int) -> None:
    assert second_process.in_two(range(count), lambda number: number * 2) == [2 * number for number in range(count)]


def test_two_processes_share_the_parts(tmp_path: Path) -> None:
    """Neither goes on before the other has begun, however busy the machine is."""

    def pid(number: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        for _ in range(6000):
            if len([*tmp_path.iterdir()]) == 2:
                break
            time.sleep(0.01)
        return os.getpid()

    pids = second_process.in_two(range(20), pid)
    assert len(set(pids)) == 2
    assert os.getpid() in pids


def test_this_process_does_what_a_second_one_could_not_and_raises_what_is_raised() -> None:
    first = os.getpid()

    def own(number: int) -> int:
        time.sleep(0.01)
        return number // (os.getpid() == first)

    def broken(number: int) -> int:
        return 1 // (number - 50)

    before = children()
    assert second_process.in_two(range(20), own) == [*range(20)]
    with pytest.raises(ZeroDivisionError):
        second_process.in_two(range(100), broken)
    assert children() == before


def test_two_processes_find_what_one_finds(many: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    programme, settings = many.read()
    alone = check(programme, settings)
    monkeypatch.setattr("spoorboek.rules.engine.check._LARGE", 1)
    together = check(replace(programme), settings, may_fork=True)
    assert (together.findings, together.withheld) == (alone.findings, alone.withheld)
    assert len(alone.findings) > 100


def fails() -> Iterable[int]:
    yield 1
    raise ValueError


def is_killed() -> Iterable[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield 1


def hands_over_what_cannot_be() -> Iterable[object]:
    yield open  # which is a function of Python itself, and can be
    yield lambda: None


@pytest.mark.parametrize("work", [fails, is_killed, hands_over_what_cannot_be])
def test_results_of_a_failed_second_process_are_discarded(work: object, capfd: pytest.CaptureFixture[str]) -> None:
    with second_process.begun(work) as results:  # type: ignore[arg-type]
        assert results() is None
    assert capfd.readouterr() == ("", "")


def interrupted(before: str) -> None:
    with second_process.begun(lambda: [time.sleep(60)]):
        assert children() != before
        raise KeyboardInterrupt


def test_a_second_process_ends_with_its_task() -> None:
    before = children()
    with pytest.raises(KeyboardInterrupt):
        interrupted(before)
    assert children() == before


def test_with_one_core_there_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1})
    assert not second_process.is_possible()
