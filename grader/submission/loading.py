"""A path (file, notebook, zip or folder) -> a `Submission`: source files as bytes.

Links are never followed, nothing is run, and files that are too large or too many are named.
"""

from __future__ import annotations

import datetime
import errno
import os
import stat
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.errors import NO_TIP, SubmissionError, did_you_mean
from grader.model import File, Message, Submission, message
from grader.text import clean_name

from .archive import read_archive
from .skipped import (
    MAX_DEPTH,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_TOTAL_BYTES,
    SOURCE_ENDINGS,
    SUBMISSION_ENDINGS,
    Skipped,
    too_large,
    unreadable,
)

if TYPE_CHECKING:
    from grader.model import Exercise

# opening a link without following it, here and on BSD, and opening a socket
_NO_PLAIN_FILE = (errno.ELOOP, errno.EMLINK, errno.ENXIO)
_IGNORED_FOLDERS = {
    "__pycache__",
    "__MACOSX",
    ".git",
    ".ipynb_checkpoints",
    ".venv",
    "node_modules",
}


def load_submission(path: Path, student: str = "") -> Submission:
    """Load every source file at a path.

    Args:
        path: a `.py`, `.ipynb` or `.zip` file, or a folder.
        student: the student's name; by default that of the file or folder.

    Raises:
        SubmissionError: the path does not exist, or is a file of another kind.
    """
    try:
        status = path.lstat()
    except OSError as error:
        raise SubmissionError(
            message("{path}: there is no such file or folder.", path=str(path)), _near(path)
        ) from error
    name = clean_name(student or (path.resolve().name if path.is_dir() else path.stem))
    received = datetime.datetime.fromtimestamp(status.st_mtime, tz=datetime.UTC)
    if stat.S_ISDIR(status.st_mode):
        files, problems = _read_folder(path)
    elif path.suffix.lower() == ".zip":
        files, problems = read_archive(path)
    elif path.suffix.lower() in SOURCE_ENDINGS:
        files, problems = _read_single(path)
    else:
        raise SubmissionError(
            message("{path}: this is neither .py, .ipynb, .zip nor a folder.", path=str(path)),
            message("Hand in the Python file or the notebook itself."),
        )
    return Submission(student=name, files=tuple(files), received=received, problems=tuple(problems))


def _near(path: Path) -> Message:
    names = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    return did_you_mean(path.name, names) if len(names) < 50 else NO_TIP


def _read_single(path: Path) -> tuple[list[File], list[Message]]:
    data = _read_regular(path, clean_name(path.name))
    if isinstance(data, Message):
        return [], [data]
    return [File(name=clean_name(path.name), data=data)], []


def _read_folder(root: Path) -> tuple[list[File], list[Message]]:
    files: list[File] = []
    problems: list[Message] = []
    total = 0
    skipped = Skipped()
    for path in _walk(root, skipped):
        name = _relative_name(path, root)
        if path.suffix.lower() == ".zip":
            inner, trouble = read_archive(path)
            folder = PurePosixPath(name).with_suffix("")
            found = [File(name=str(folder / file.name), data=file.data) for file in inner]
            problems += trouble
        else:
            data = _read_regular(path, name)
            if isinstance(data, Message):
                problems.append(data)
                continue
            found = [File(name=name, data=data)]
        total += sum(len(file.data) for file in found)
        if len(files) + len(found) > MAX_FILES or total > MAX_TOTAL_BYTES:
            problems.append(
                message(
                    "There are too many files here; those after {name} were not read.", name=name
                )
            )
            break
        files += found
    return files, [*problems, *skipped.messages(files)]


def _walk(root: Path, skipped: Skipped) -> list[Path]:
    """List source files and archives below a folder by name; note the others in `skipped`."""
    found: list[Path] = []
    # in the course's own folder, its sources below are nobody's submission
    is_course_root = _has_file(root / "exercises" / "course.toml") and _has_file(
        root / "pyproject.toml"
    )

    def note_closed(error: OSError) -> None:
        skipped.closed.append(clean_name(Path(error.filename).name))

    for folder, folders, names in os.walk(root, onerror=note_closed, followlinks=False):
        here = Path(folder)
        if len(here.relative_to(root).parts) >= MAX_DEPTH:
            skipped.deep.extend(_relative_name(here / name, root) for name in sorted(folders))
            folders.clear()
        folders[:] = sorted(f for f in folders if _may_hold_work(here / f))
        if is_course_root:
            folders.clear()
        for name in sorted(name for name in names if not name.startswith(".")):
            if name.lower().endswith(SUBMISSION_ENDINGS):
                found.append(here / name)
            elif len(skipped.other) < MAX_FILES:
                skipped.other.append(_relative_name(here / name, root))
        if len(found) > 10 * MAX_FILES:
            break
    return found


def _relative_name(path: Path, root: Path) -> str:
    return clean_name(path.relative_to(root).as_posix())


def _may_hold_work(folder: Path) -> bool:
    """Whether a student's files may lie there, and not those of tools or staff."""
    if folder.name in _IGNORED_FOLDERS or folder.name.startswith("."):
        return False
    return not _has_file(folder / "staff.toml")


def _has_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its folder may not be opened
        return False


def _read_regular(path: Path, name: str) -> bytes | Message:
    """Read a regular file that is not too large; else give the reason."""
    # a link may lead to any file, and opening a pipe would wait; Windows has neither flag
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return too_large(name)
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        is_plain = error.errno not in _NO_PLAIN_FILE
        return unreadable(name, error) if is_plain else too_large(name)
    return data if len(data) <= MAX_FILE_BYTES else too_large(name)


def nothing_found(
    path: Path, submission: Submission, exercises: tuple[Exercise, ...]
) -> SubmissionError:
    """Make the error for a path without an answer; its tip says what to do next."""
    names = ", ".join(f"{exercise.module}.py" for exercise in exercises[:4])
    seen = ", ".join(file.name for file in submission.files[:4])
    place = str(path.resolve())
    if seen:
        return SubmissionError(
            message("{path}: no exercise was recognised in {files}.", path=place, files=seen),
            message(
                "Name your file as the exercise asks ({names}), or say which it is with -e.",
                names=names,
            ),
        )
    sentence = message("{path}: there is nothing to grade here.", path=place)
    # Windows hides the ending .txt that its editor adds
    renamed = [p.name for p in path.glob("*.txt") if p.stem.endswith((".py", ".ipynb"))]
    if path.is_dir() and renamed:
        name = clean_name(renamed[0])
        tip = message("{name} looks like {wanted}: rename it.", name=name, wanted=name[:-4])
    else:
        tip = message(
            "Go to the folder of your files ({names} …), or begin with: grade start 01", names=names
        )
    return SubmissionError(sentence, tip)
