"""Reads from git when files and lines last changed, and former versions."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.files import exists
from spoorboek.model.labelled import Labelled
from spoorboek.model.message import Message, _
from spoorboek.model.printable import brief, printable

_OPENING: Final = re.compile(r"\s*([`~:])\1{2,}")
_BLAME_HEADER: Final = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+)(?: \d+)?")
_NEW_ID: Final = re.compile(r"^\+[\s>]*:?id:[ \t]*(\S+)", re.MULTILINE)
_FIXED_SETTINGS: Final = ("-c", "log.showSignature=false", "-c", "blame.ignoreRevsFile=", "-c", "diff.external=")
_NO_HOOKS: Final = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")
_HOOK_VARIABLES: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables that git sets in hooks, for a repository that need not be the handbook's."""


class Commit(NamedTuple):
    """A commit: time (seconds since 1970), first eight digits of its hash, and date in its committer's time zone."""

    at: int
    version: str
    date: str


class Gap(Labelled):
    """Why git cannot tell when something changed; the label is shown instead of a date.

    NO_GIT: there is no git, no repository, or none that holds these files.
    """

    NO_GIT = "no-git", _("cannot be determined: this release was made without the history of the handbook")
    SHALLOW = "shallow", _("cannot be determined: this release was made with only the last part of the history")
    NOT_COMMITTED = "not-committed", _("changed, not recorded yet")


@dataclass(frozen=True)
class History:
    """The HEAD commit, the last commit of each file, and in `lines` that of each line of some files.

    File names are relative to the project's root. `edited` are the files that differ from HEAD.
    """

    head: Commit | None = None
    gap: Gap | None = Gap.NO_GIT
    files: Mapping[str, Commit] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    lines: Mapping[str, tuple[Commit | None, ...]] = field(default_factory=dict)

    def of_file(self, file: str) -> Commit | Gap:
        if self.gap:
            return self.gap
        return Gap.NOT_COMMITTED if file in self.edited else self.files.get(file, Gap.NOT_COMMITTED)

    def of_files(self, files: Iterable[str]) -> Commit | Gap:
        """The latest change of any of them."""
        return _latest([self.of_file(file) for file in files])

    def of_lines(self, file: str, lines: range) -> Commit | Gap:
        """The latest change of these 1-based lines; of the file if its lines were not read."""
        commits = self.lines.get(file)
        if self.gap or commits is None:
            return self.of_file(file)
        return _latest([commit or Gap.NOT_COMMITTED for commit in commits[lines.start - 1 : lines.stop - 1]])


def _latest(changes: Sequence[Commit | Gap]) -> Commit | Gap:
    gaps = [change for change in changes if isinstance(change, Gap)]
    commits = [change for change in changes if isinstance(change, Commit)]
    return gaps[0] if gaps else max(commits, default=Gap.NOT_COMMITTED)


def read(root: Path, folders: Sequence[str], line_by_line: Iterable[str], known: History | None = None) -> History:
    """The history of the files in these folders; for the files `line_by_line` also of each line.

    Lines of files that are as committed are taken from `known`, read earlier, if it is of the same commit.
    """
    try:
        head = _commit(_git(root, "log", "-1", "--format=%ct %H %cs").decode())
        if is_shallow(root):
            return History(head, Gap.SHALLOW)
        files = _last_changes(root, folders)
        names = _git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", "HEAD", "--", *folders)
        edited = frozenset(filter(None, names.decode(errors="surrogateescape").split("\0")))
        same = known if known and known.head == head else History()
        unchanged = {file: lines for file, lines in same.lines.items() if file not in edited | same.edited}
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only a build needs it

        with ThreadPoolExecutor(4) as pool:
            tracked = [file for file in line_by_line if file in files]
            blamed = pool.map(lambda file: unchanged.get(file) or _lines(root, file), tracked)
            lines = dict(zip(tracked, blamed, strict=True))
    except (OSError, subprocess.CalledProcessError):
        return History()
    return History(head, None if files else Gap.NO_GIT, files, edited, lines)


def export_revision(root: Path, revision: str, folder: Path) -> Path:
    """Write the files of a revision to an empty folder; return the path in it that corresponds to `root`.

    Working tree and index stay unchanged. Raises SpoorboekError if there is no such revision, or it cannot be written.
    """
    commit = _commit_of(root, revision)
    try:
        top = Path(_git(root, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").removesuffix("\n"))
        index = {"GIT_INDEX_FILE": str(folder / ".index")}
        _git(top, *_NO_HOOKS, "read-tree", commit, settings=index)
        files = folder / "files"
        _git(top, *_NO_HOOKS, "checkout-index", "--all", "--force", f"--prefix={files}/", settings=index)
    except OSError as error:
        raise _unwritable(str(error), root) from None
    except subprocess.CalledProcessError as error:
        raise _unwritable(error.stderr.decode(errors="replace"), root) from None
    return files / os.path.relpath(os.path.realpath(root), os.path.realpath(top))


def _commit_of(root: Path, revision: str) -> str:
    """The hash of the commit of a revision. Raises SpoorboekError if there is none."""
    command = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _git(root, *command).decode().strip()
    except OSError:
        raise SpoorboekError(no_history(root), _("name a folder or a needs.json")) from None
    except subprocess.CalledProcessError as error:
        name, answer = brief(revision), error.stderr.decode(errors="replace")
        problem = (
            _("{revision} is neither a file nor a folder, and {reason}", revision=name, reason=_refusal(answer, root))
            if answer
            else _("{revision} is not a file, a folder or a revision of git", revision=name)
        )
        remedy = _("name a file, a folder or a revision; `git tag` and `git log` list revisions")
        raise SpoorboekError(problem, remedy) from None


def _unwritable(answer: str, root: Path) -> SpoorboekError:
    return SpoorboekError(_refusal(answer, root), _("free disk space, or name another folder"))


def releases(root: Path) -> tuple[tuple[str, str], ...] | Gap:
    """The tags reachable from HEAD, newest first, each with its date; or why they are unknown."""
    command = (
        "for-each-ref",
        "--merged=HEAD",
        "--sort=-creatordate",
        "--format=%(refname:lstrip=2)%00%(creatordate:short)",
    )
    answer = _answer(root, *command, "refs/tags")
    if answer is None:
        return Gap.NO_GIT
    if is_shallow(root):
        return Gap.SHALLOW
    return tuple((name, day) for name, _nul, day in (line.partition("\0") for line in answer.splitlines()))


def is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def versions(root: Path, file: str) -> list[tuple[str, str]] | None:
    """The versions of a file, latest first, as (name at the time, text); renames are followed.

    None if git does not know the file.
    """
    command = ("log", "-z", "--follow", "--diff-filter=d", "--format=%x01%H", "--name-only", "--relative", "--", file)
    try:
        entries = _git(root, *command).decode(errors="surrogateescape").split("\x01")[1:]
        names = [(head, name.strip("\0\n")) for entry in entries for head, _, name in [entry.partition("\0")]]
        objects = "".join(f"{head}:./{name}\n" for head, name in names)
        answers = _git(root, "cat-file", "--batch", stdin=objects.encode(errors="surrogateescape"))
    except (OSError, subprocess.CalledProcessError):
        return None
    return [(name, text) for (_, name), text in zip(names, _contents(answers), strict=False)] or None


def ever_contained(root: Path, file: str, text: str) -> bool:
    """Whether any committed version of a file contained this text; False without git or a repository."""
    if not any(exists(above / ".git") for above in (root, *root.parents)):
        return False
    return bool((_answer(root, "log", "-1", "--format=%h", f"-S{text}", "--", file) or "").strip())


def files_with(root: Path, folder: str, text: str) -> list[str]:
    """The files in a folder in which a commit added or removed this text, latest first."""
    command = ("log", "-z", "--format=", "--name-only", "--no-renames", "--relative", f"-S{text}", "--", folder)
    answer = _answer(root, *command) or ""
    return list(dict.fromkeys(filter(None, answer.replace("\n", "").split("\0"))))


def first_days(root: Path) -> dict[str, datetime.date]:
    """The author date of the first commit with an item, by its id, in this folder.

    Empty if git is not available, or the clone is shallow.
    """
    command = ("log", "--format=%x01%as", "--patch", "--unified=0", "--no-renames", "--relative", "-Gid:", "--", ".")
    answer = _answer(root, *command)
    if answer is None or is_shallow(root):
        return {}
    days: dict[str, datetime.date] = {}
    for commit in answer.split("\x01")[1:]:
        day = datetime.date.fromisoformat(commit.partition("\n")[0].strip())
        for id in _NEW_ID.findall(commit):
            days[id] = min(day, days.get(id, day))
    return days


def no_history(root: Path) -> Message:
    """Why git has no history of the files in a folder, with a remedy if there is one."""
    try:
        is_bare = _git(root, "rev-parse", "--is-bare-repository").strip() == b"true"
    except FileNotFoundError:
        return _("git is not installed")
    except OSError as error:
        return _("git cannot be run: {reason}", reason=error.strerror)
    except subprocess.CalledProcessError as error:
        return _refusal(error.stderr.decode(errors="replace"), root)
    if is_bare:
        return _("the repository is bare: it has no working tree")
    try:
        _git(root, "log", "-1", "--format=%H")
    except subprocess.CalledProcessError as error:
        return _refusal(error.stderr.decode(errors="replace"), root)
    return _("no commit has its page")


def _refusal(answer: str, root: Path) -> Message:
    """Git's own reason, as a message."""
    if "dubious ownership" in answer:
        return _(
            "git refuses the repository, which belongs to another user (dubious ownership); to allow it, run"
            " `{command}` in its folder",
            command='git config --global --add safe.directory "$PWD"',
        )
    if "not a git repository" in answer:
        return _("no git repository contains it")
    if "does not have any commits" in answer:
        return _("the repository has no commit yet")
    line = next((line for line in answer.splitlines() if line.startswith("fatal: ")), answer.strip())
    return _("git reports: {message}", message=printable(line.removeprefix("fatal: ").replace(str(root), ".")))


def _contents(answers: bytes) -> Iterator[str]:
    """The contents in the output of `git cat-file --batch`, each after a line with type and size."""
    while answers:
        head, _, rest = answers.partition(b"\n")
        kind, _, size = head.rpartition(b" ")
        length = int(size) if kind.endswith(b" blob") else -1
        yield rest[: max(length, 0)].decode("utf-8-sig", errors="replace")
        answers = rest[length + 1 :]


def _git(root: Path, *command: str, stdin: bytes = b"", settings: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The output of a git command, independent of the user's settings; `settings` are environment variables."""
    environment = {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **settings}
    line = ["git", *_FIXED_SETTINGS, *command]
    return subprocess.run(line, cwd=root, env=environment, check=True, capture_output=True, input=stdin).stdout


def _answer(root: Path, *command: str) -> str | None:
    """The output of a git command as text; None if git is not installed, or refuses."""
    try:
        return _git(root, *command).decode(errors="surrogateescape")
    except (OSError, subprocess.CalledProcessError):
        return None


def _commit(line: str) -> Commit:
    at, version, date = line.split()
    return Commit(int(at), version[:8], date)


def _last_changes(root: Path, folders: Sequence[str]) -> dict[str, Commit]:
    """The newest commit of each file, from one run of git log.

    With `-c`, a merge lists the files in which it differs from each of its parents.
    """
    options = ("--format=%x01%ct %H %cs", "-c", "--name-only", "--relative", "--no-renames")
    command = ("log", "-z", *options, "--", *folders)
    commits: dict[str, Commit] = {}
    for commit in _git(root, *command).decode(errors="surrogateescape").split("\x01")[1:]:
        head, _, names = commit.partition("\0")
        for name in filter(None, names.strip("\n").split("\0")):
            commits.setdefault(name, _commit(head))
    return commits


def _lines(root: Path, file: str) -> tuple[Commit | None, ...]:
    """The commit of each line; None for an uncommitted line. Empty for a file without commits."""
    try:
        blamed = _git(root, "blame", "--porcelain", "--", file).split(b"\n")
    except subprocess.CalledProcessError:
        return ()
    commits: dict[bytes, Commit | None] = {}
    lines: list[Commit | None] = []
    fields: dict[bytes, bytes] = {}
    version = b""
    for line in blamed:
        if line.startswith(b"\t"):
            if version not in commits:
                commits[version] = _blame_commit(version, fields)
            lines.append(commits[version])
        elif named := _BLAME_HEADER.fullmatch(line):
            version, fields = named[1], {}
        else:
            name, _, value = line.partition(b" ")
            fields[name] = value
    return tuple(lines)


def _blame_commit(version: bytes, fields: Mapping[bytes, bytes]) -> Commit | None:
    if not version.strip(b"0"):
        return None
    at, zone = int(fields[b"committer-time"]), fields[b"committer-tz"].decode()
    return Commit(at, version.decode()[:8], _day(at, zone))


def _day(at: int, zone: str) -> str:
    """The date of a time (seconds since 1970) in a time zone as git writes it, `+0130`.

    Some programs wrote commits in zones that do not exist, such as `+0575` or `+5180`, which git counts all the same.
    """
    hours, minutes = divmod(int(zone[1:]), 100)
    ahead = datetime.timedelta(hours=hours, minutes=minutes)
    there = datetime.datetime.fromtimestamp(at, datetime.UTC) + (-ahead if zone[0] == "-" else ahead)
    return there.date().isoformat()


def extent(lines: Sequence[str], first: int) -> range:
    """The 1-based lines of the fence that opens on line `first`; only that line if there is no closed fence."""
    opening = _OPENING.match(lines[first - 1]) if first <= len(lines) else None
    mark = opening[0].strip() if opening else ""
    closing = (
        number
        for number, line in enumerate(lines[first:], first + 1)
        if mark and line.strip().startswith(mark) and not line.strip().strip(mark[0])
    )
    return range(first, next(closing, first) + 1)
