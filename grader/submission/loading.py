"""A path (file, notebook, zip, folder) -> a `Submission`: bytes under caps, links never followed.

What is too large, too many or no source is left behind and named; nothing is written or run here.
"""

from __future__ import annotations

import datetime
import os
import stat
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError
from grader.model import File, Message, Submission

from .archive import read_archive
from .caps import MAX_DEPTH, MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES, SOURCE_ENDINGS, too_large

_IGNORED_FOLDERS = {"__pycache__", "__MACOSX", ".git", ".ipynb_checkpoints", ".venv", "node_modules"}


def load_submission(path: Path, student: str = "") -> Submission:
    """Everything at `path` that may be a student's source.

    Args:
        path: a `.py`, `.ipynb` or `.zip` file, or a folder.
        student: who handed it in; the name of the file or folder where not given.

    Raises:
        SubmissionError: there is nothing at the path, or nothing that could be source.
    """
    try:
        status = path.lstat()
    except OSError as error:
        raise SubmissionError(f"{path}: there is no such file or folder.", _near(path)) from error
    name = student or path.resolve().stem
    received = datetime.datetime.fromtimestamp(status.st_mtime, tz=datetime.UTC)
    if stat.S_ISDIR(status.st_mode):
        files, problems = _read_folder(path)
    elif path.suffix.lower() == ".zip":
        files, problems = read_archive(path)
    elif path.suffix.lower() in SOURCE_ENDINGS:
        files, problems = _read_single(path)
    else:
        raise SubmissionError(
            f"{path}: this is neither .py, .ipynb, .zip nor a folder.",
            "Hand in the Python file or the notebook itself.",
        )
    return Submission(student=name, files=tuple(files), received=received, problems=tuple(problems))


def _near(path: Path) -> str:
    import difflib  # noqa: PLC0415

    folder = path.parent
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean {near[0]!r}?" if near else ""


def _read_single(path: Path) -> tuple[list[File], list[Message]]:
    data = _read_regular(path)
    if data is None:
        return [], [too_large(path.name)]
    return [File(name=path.name, data=data)], []


def _read_folder(root: Path) -> tuple[list[File], list[Message]]:
    files: list[File] = []
    problems: list[Message] = []
    total = 0
    for path in _walk(root):
        name = path.relative_to(root).as_posix()
        if path.suffix.lower() == ".zip":
            inner, trouble = read_archive(path)
            folder = PurePosixPath(name).with_suffix("")
            found = [File(name=str(folder / file.name), data=file.data) for file in inner]
            problems += trouble
        else:
            data = _read_regular(path)
            if data is None:
                problems.append(too_large(name))
                continue
            found = [File(name=name, data=data)]
        total += sum(len(file.data) for file in found)
        if len(files) + len(found) > MAX_FILES or total > MAX_TOTAL_BYTES:
            problems.append(
                Message(text="There are too many files here; those after {name} were not read.",
                        values={"name": name})
            )
            break
        files += found
    return files, problems


def _walk(root: Path) -> list[Path]:
    """The source files and archives below a folder, in order of name, links left out."""
    found: list[Path] = []
    for folder, folders, names in os.walk(root, followlinks=False):
        here = Path(folder)
        if len(here.relative_to(root).parts) >= MAX_DEPTH:
            folders.clear()
        folders[:] = sorted(f for f in folders if f not in _IGNORED_FOLDERS and not f.startswith("."))
        endings = (*SOURCE_ENDINGS, ".zip")
        found += [here / name for name in sorted(names) if name.lower().endswith(endings)]
        if len(found) > 10 * MAX_FILES:
            break
    return found


def _read_regular(path: Path) -> bytes | None:
    """The bytes of a regular file that is not too large; never opens a link, a pipe or a device."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = file.read(MAX_FILE_BYTES + 1)
    return data if len(data) <= MAX_FILE_BYTES else None
