"""Reading and writing files: regular files only, read whole, and replaced atomically."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _

LARGEST: Final = 512 * 1024 * 1024
"""In bytes. More would not fit in the memory of a small machine; no handbook or published programme comes near."""


def is_file(path: Path) -> bool:
    """Whether the path is a regular file or a link to one; False for a name that no file can have."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises if a name is too long


def exists(path: Path) -> bool:
    """Whether the path or what it links to exists; False for a name that no file can have."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises if a name is too long


def may_exist(path: Path) -> bool:
    """Whether the path exists, or this is unknown because a parent folder cannot be read."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def is_folder(path: Path) -> bool:
    """Whether the path is a folder or a link to one; False for a name that no folder can have."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises if a name is too long


def real(path: Path) -> Path:
    """The path with symbolic links resolved; for a cycle of links, the path of the first."""
    return Path(os.path.realpath(path))  # Path.resolve raises if links form a cycle


def read(path: Path, shown_as: object, remedy: Message, largest: int = LARGEST) -> bytes | None:
    """The bytes of a file, or None if it does not exist. `shown_as` is its name in messages.

    Raises SpoorboekError if it cannot be read, is not a regular file (a folder, a pipe, a device, which may never
    end), or is larger than `largest` bytes.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SpoorboekError(_("{file} cannot be read: it is not a regular file", file=shown_as), remedy)
            if status.st_size > largest:
                values = {"file": shown_as, "size": status.st_size, "most": largest}
                raise SpoorboekError(
                    _("{file} cannot be read: it has {size} bytes, and {most} is the most", **values), remedy
                )
            return file.read()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SpoorboekError(
            _("{file} cannot be read: {reason}", file=shown_as, reason=_reason(error)), remedy
        ) from None


def read_required(path: Path, shown_as: object, remedy: Message) -> bytes:
    """The bytes of a file. Raises SpoorboekError if it does not exist, and as `read` does."""
    content = read(path, shown_as, remedy)
    if content is None:
        raise SpoorboekError(_("{file} does not exist", file=shown_as), remedy)
    return content


def walk(
    top: Path, shown_as: Callable[[Path], object], takes: Callable[[str], bool] = lambda name: True
) -> Iterator[str]:
    """The files in a folder and its subfolders for which `takes` is true, as paths from `top` with forward slashes.

    Links to folders are followed. Raises SpoorboekError if a folder cannot be read, or is a link to one of its parents.
    """

    def stop(error: OSError) -> None:
        problem = _("{file} cannot be read: {reason}", file=shown_as(Path(error.filename)), reason=_reason(error))
        raise SpoorboekError(problem, _("make it a readable folder"))

    for folder, folders, files in os.walk(top, onerror=stop, followlinks=True):
        above = os.path.relpath(folder, top).replace(os.sep, "/")
        prefix = "" if above == "." else f"{above}/"
        folders[:] = [name for name in sorted(folders) if takes(prefix + name)]
        for name in folders:
            path = Path(folder, name)
            if path.is_symlink() and real(Path(folder)).is_relative_to(real(path)):
                problem = _("{folder} is a link to a folder that contains it", folder=shown_as(path))
                raise SpoorboekError(problem, _("remove the link, or list it in exclude_patterns"))
        yield from (prefix + name for name in sorted(files) if takes(prefix + name))


def write(path: Path, content: bytes, remedy: Message) -> None:
    """Replace the file atomically; a device or a pipe is written to directly.

    Raises SpoorboekError if it cannot be written.
    """
    try:
        if exists(path) and not is_file(path):
            with open(path, "wb", opener=_without_waiting) as device:
                os.set_blocking(device.fileno(), True)
                device.write(content)
            return
    except (OSError, ValueError) as error:
        raise unwritable(path, error, remedy) from None
    with locked(path, remedy):
        replace(path, content, remedy)


def create(path: Path, content: bytes, remedy: Message) -> None:
    """Write a new file. Raises SpoorboekError if it exists or cannot be written."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        raise SpoorboekError(_("{file} is there already, and is not overwritten", file=path), remedy) from None
    except (OSError, ValueError) as error:
        raise unwritable(path, error, remedy) from None
    try:
        write(path, content, remedy)
    except SpoorboekError:
        path.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def locked(path: Path, remedy: Message) -> Iterator[None]:
    """Lock the folder of `path` against other writers; the lock of a killed process is released.

    Raises SpoorboekError if the folder cannot be locked.
    """
    try:
        folder = os.open(path.parent, os.O_RDONLY)
    except (OSError, ValueError) as error:
        raise unwritable(path, error, remedy) from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise unwritable(path, error, remedy) from None
    finally:
        os.close(folder)


def replace(path: Path, content: bytes, remedy: Message) -> None:
    """Write to a temporary file and rename it over `path`, so that no reader sees half of it.

    A symbolic link is kept and its target replaced. Call this inside `locked`: the temporary name is always the same.
    Raises SpoorboekError if the file cannot be written.
    """
    try:
        old = real(path)
        new = old.with_name(f".{old.name}.new")
        try:
            with new.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if old.exists():
                new.chmod(stat.S_IMODE(old.stat().st_mode))
            new.replace(old)
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise unwritable(path, error, remedy) from None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file without blocking until the other end of a pipe is opened."""
    return os.open(path, flags | os.O_NONBLOCK, 0o666)


def unwritable(path: Path, error: OSError | ValueError, remedy: Message) -> SpoorboekError:
    return SpoorboekError(_("{file} cannot be written: {reason}", file=path.as_posix(), reason=_reason(error)), remedy)


def _reason(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
