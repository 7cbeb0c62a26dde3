"""A file is written completely or not at all; a pipe or device is written to directly, and never read."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _

REMEDY = _("name another")


def test_a_writer_that_finds_no_room_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"old")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SpoorboekError, match=r"sheet\.csv cannot be written: No space left on device; name another"):
        files.write(path, b"new", REMEDY)
    with pytest.raises(SpoorboekError, match="No space left"):
        files.create(tmp_path / "page.md", b"new", REMEDY)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"sheet.csv": b"old"}


def test_a_link_keeps_leading_where_it_leads_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path, link = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    files.write(link, b"new", REMEDY)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_pipe_and_a_device_stay_what_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(SpoorboekError, match="No such device or address"):  # nobody reads it: no waiting
        files.write(pipe, b"new", REMEDY)
    with pytest.raises(SpoorboekError, match="it is not a regular file"):
        files.read(pipe, pipe, REMEDY)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    while not found and reader.is_alive():
        try:
            files.write(pipe, b"new" * 100_000, REMEDY)
        except SpoorboekError:  # the reader has not opened it yet
            continue
        break
    reader.join()
    assert found == [b"new" * 100_000]
    files.write(Path(os.devnull), b"new", REMEDY)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "folder", "loop"])
def test_a_name_that_no_file_can_have_is_reported(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    with pytest.raises(SpoorboekError, match="cannot be read"):
        files.read(tmp_path / name, "it", REMEDY)
    if name != "loop":  # a link to itself gives way to the file
        with pytest.raises(SpoorboekError, match="cannot be written"):
            files.write(tmp_path / name, b"", REMEDY)
