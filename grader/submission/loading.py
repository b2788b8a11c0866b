"""A path (file, notebook, zip or folder) -> a `Submission`: source files as bytes.

Links are never followed, nothing is run, and files that are too large or too many are named.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import stat
from collections import deque
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from grader.errors import NO_TIP, NothingToGradeError, SubmissionError, did_you_mean
from grader.i18n import N_
from grader.model import Message, Submission, message
from grader.text import clean_name

from .intake import Allowance, Intake, TooMuchError
from .skipped import (
    COPIES_FOLDER,
    ENVIRONMENT_FOLDERS,
    ENVIRONMENT_MARKS,
    IGNORED_FOLDERS,
    MAX_ARCHIVE_BYTES,
    MAX_DEPTH,
    MAX_NAMES,
    SOURCE_ENDINGS,
    SUBMISSION_ENDINGS,
    is_copy,
    looks_like,
    most_bytes,
    no_plain_file,
    source_within,
    taken_copy,
    too_large,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model import Exercise

# opening a link without following it, here and on BSD, and opening a socket
_NO_PLAIN_FILE = (errno.ELOOP, errno.EMLINK, errno.ENXIO)


def load_submission(path: Path, student: str = "", wanted: Sequence[str] = ()) -> Submission:
    """Load every source file at a path.

    Args:
        path: a `.py`, `.ipynb` or `.zip` file, or a folder.
        student: the student's name; by default that of the file or folder.
        wanted: modules of the exercises; see `load_items`.

    Raises:
        SubmissionError: the path does not exist, or is a file of another kind.
    """
    status = demand_there(path)
    if not stat.S_ISDIR(status.st_mode) and not path.name.lower().endswith(SUBMISSION_ENDINGS):
        raise SubmissionError(
            message("{path}: this is neither .py, .ipynb, .zip nor a folder.", path=str(path)),
            looks_like(clean_name(path.name), clean_name(hidden))
            if (hidden := source_within(path.name))
            else message("Hand in the Python file or the notebook itself."),
        )
    name = student or (path.resolve().name if path.is_dir() else path.stem)
    loaded = load_items(name, [(path, path.name)], Allowance(), wanted)
    # who names a file must not choose the data that it is trained on
    return msgspec.structs.replace(loaded, identity=clean_name(student))


def load_items(
    student: str,
    items: Sequence[tuple[Path, str]],
    allowance: Allowance,
    wanted: Sequence[str] = (),
) -> Submission:
    """Load every source of an attempt; each file that cannot be read becomes a problem.

    Args:
        items: files and folders, each with the student's name for it: platforms rename files.
        allowance: of the student, over all attempts.
        wanted: modules of the exercises; files with such a name are read before others.

    Raises:
        SubmissionError: one of the items does not exist.
    """
    times = [demand_there(path).st_mtime for path, _name in items]
    intake = Intake(allowance, wanted)
    try:
        for path, name in items:
            _take_item(path, clean_name(name), intake)
    except TooMuchError:
        intake.stop()
    received = datetime.datetime.fromtimestamp(times[0], tz=datetime.UTC) if times else None
    return Submission(
        student=clean_name(student),
        files=tuple(intake.files),
        received=received,
        problems=tuple(intake.messages()),
        identity=clean_name(student),
    )


def demand_there(path: Path) -> os.stat_result:
    """Give a path's status, if there is something.

    Raises:
        SubmissionError: there is nothing; its tip names the files beside it.
    """
    try:
        return path.lstat()
    except OSError as error:
        raise SubmissionError(
            message("{path}: there is no such file or folder.", path=str(path)), _near(path)
        ) from error


def work_folders(root: Path) -> list[Path]:
    """The folders whose sources `load_submission` takes from a folder, itself first."""
    found = [root]
    waiting = deque([(root, 0)])
    intake = Intake(Allowance())
    with contextlib.suppress(TooMuchError):
        while waiting and not _is_course_root(root):
            folder, depth = waiting.popleft()
            names = _list(folder, intake)[1] if depth < MAX_DEPTH else []
            below = [folder / name for name in names if _may_hold_work(folder / name)]
            found += below
            waiting.extend((path, depth + 1) for path in below)
    return found


def snapshot(root: Path) -> dict[str, tuple[int, int, int]]:
    """Path -> inode, size and time of each source that `load_submission` finds, without reading.

    Two writings of the same size within some milliseconds may have the same time.
    """
    found: dict[str, tuple[int, int, int]] = {}
    for place in work_folders(root) if root.is_dir() else [root]:
        with contextlib.suppress(OSError):  # it is gone, or not to be read
            files = [place] if place == root and not root.is_dir() else place.iterdir()
            for path in files:
                if path.name.lower().endswith(SUBMISSION_ENDINGS):
                    status = path.stat(follow_symlinks=False)
                    found[str(path)] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return found


def _near(path: Path) -> Message:
    names = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    return did_you_mean(path.name, names) if len(names) < 50 else NO_TIP


def _take_item(path: Path, name: str, intake: Intake) -> None:
    intake.allowance.spend(entries=1)
    if path.is_dir() and not path.is_symlink():
        _take_folder(path, intake)
    elif path.name.lower().endswith(SUBMISSION_ENDINGS):
        _take_file(path, name, intake)
    else:
        intake.skipped.add("other", name)


def _take_folder(root: Path, intake: Intake) -> None:
    """Take the sources below a folder; archives come last."""
    sources: list[tuple[Path, str]] = []
    archives: list[tuple[Path, str]] = []
    try:
        for folder, name in _walk(root, intake):
            path = folder / name.rpartition("/")[2]
            if name.lower().endswith(".zip"):
                archives.append((path, clean_name(name)))
            elif name.lower().endswith(SOURCE_ENDINGS):
                sources.append((path, clean_name(name)))
            else:
                intake.skipped.add("other", name)
    except TooMuchError:
        intake.stop()
    copies = [source for source in sources if is_copy(source[1])]
    if len(copies) < len(sources) or archives:
        sources = [source for source in sources if not is_copy(source[1])]
        for _, name in copies:
            intake.skipped.add("copies", name)
    else:
        intake.problems += [taken_copy(name) for _, name in copies[:MAX_NAMES]]
    if len(sources) > 1:
        sources.sort(key=lambda source: intake.order(source[1]))
    for path, name in sources:
        _take_file(path, name, intake)
    for path, name in archives:
        _take_file(path, name, intake, folder=str(PurePosixPath(name).with_suffix("")))


def _walk(root: Path, intake: Intake) -> Iterator[tuple[Path, str]]:
    """Each file below a folder, as the folder it lies in and its name from the root."""
    is_course_root = _is_course_root(root)
    waiting = deque([(root, "")])  # folders, and what stands before the names of their files
    while waiting:
        folder, before = waiting.popleft()
        intake.at = clean_name(folder.name)
        names, folders = _list(folder, intake)
        for name in names:
            yield folder, before + name
        if is_course_root:
            break
        is_environment = not {*names, *folders}.isdisjoint(ENVIRONMENT_MARKS)
        for name in folders:
            if is_environment and name.lower() in ENVIRONMENT_FOLDERS:
                continue
            if before.count("/") >= MAX_DEPTH:
                intake.skipped.add("deep", before + name)
            elif _may_hold_work(folder / name) or name == COPIES_FOLDER:
                waiting.append((folder / name, f"{before}{name}/"))


def _is_course_root(root: Path) -> bool:
    """Whether a folder is the course's own; its sources below are nobody's submission."""
    return _has_file(root / "exercises" / "course.toml") and _has_file(root / "pyproject.toml")


def _list(folder: Path, intake: Intake) -> tuple[list[str], list[str]]:
    """Names of the files and of the folders in a folder, sorted; hidden files are left out."""
    names: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                # one by one: a folder with millions of files is not listed to its end
                intake.allowance.spend(entries=1)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif not entry.name.startswith("."):
                    names.append(entry.name)
    except OSError:
        intake.skipped.add("closed", folder.name)
    return sorted(names), sorted(folders)


def _may_hold_work(folder: Path) -> bool:
    """Whether a student's files may lie there, and not those of tools or staff."""
    if folder.name in IGNORED_FOLDERS or folder.name.startswith("."):
        return False
    return not _has_file(folder / "staff.toml")


def _has_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its folder may not be opened
        return False


def _take_file(path: Path, name: str, intake: Intake, folder: str = "") -> None:
    """Take a source, or the sources in an archive; these get `folder` in front of their names."""
    intake.open(name)
    is_archive = path.suffix.lower() == ".zip"
    most = MAX_ARCHIVE_BYTES if is_archive else most_bytes(name)
    try:
        with _opened(path) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                intake.problems.append(no_plain_file(name))
            elif status.st_size > most:
                intake.problems.append(too_large(name, most))
            elif is_archive:
                from .archive import take_archive  # noqa: PLC0415 - most students hand in files

                take_archive(file, name, intake, folder)
            else:
                _take_source(file, name, intake)
    except OSError as error:
        is_plain = error.errno not in _NO_PLAIN_FILE
        intake.problems.append(unreadable(name, error) if is_plain else no_plain_file(name))


def _opened(path: Path) -> BinaryIO:
    # a link may lead to any file, and opening a pipe would wait; Windows has neither flag
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")


def _take_source(file: BinaryIO, name: str, intake: Intake) -> None:
    most = most_bytes(name)
    data = file.read(most + 1)  # it may grow while it is read
    intake.allowance.spend(read=len(data))
    if len(data) > most:
        intake.problems.append(too_large(name, most))
    else:
        intake.keep(name, data)


def nothing_found(
    path: Path,
    submission: Submission,
    exercises: tuple[Exercise, ...],
    reasons: tuple[Message, ...] = (),
) -> NothingToGradeError:
    """Make the error for a path without an answer; its tip says what to do next.

    Args:
        reasons: from recognition; those from reading are in the submission.
    """
    names = ", ".join(f"{exercise.module}.py" for exercise in exercises[:4])
    seen = ", ".join(file.name for file in submission.files[:4])
    place = str(path.resolve())
    reasons = (*submission.problems, *reasons)
    if seen:
        return NothingToGradeError(
            message("{path}: no exercise was recognised in {files}.", path=place, files=seen),
            message(
                "Name your file as the exercise asks ({names}), or say which it is with -e.",
                names=names,
            ),
            reasons,
        )
    sentence = message("{path}: there is nothing to grade here.", path=place)
    if submission.problems:  # they say what to do
        return NothingToGradeError(sentence, NO_TIP, reasons)
    text = N_("Go to the folder of your files ({names} …), or begin with: grade start {number}")
    number = exercises[0].slug.partition("_")[0] if exercises else "01"
    tip = message(text, names=names, number=number)
    return NothingToGradeError(sentence, tip, reasons)
