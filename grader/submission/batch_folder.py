"""A folder of hand-ins -> a submission for each student; nothing is dropped silently.

Each folder, `.zip`, `.py` or `.ipynb` directly inside is one student's, by its name. Several for
one name (`kim/` and `kim.zip`) belong to one student and are taken together.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import SubmissionError
from grader.model import message
from grader.text import clean_name

from .loading import load_submission

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Submission


class ClassFolder(NamedTuple):
    """What a folder of hand-ins held.

    Attributes:
        paths: student -> the entries that are theirs, in order of the students' names.
        left_out: names of entries that are nobody's hand-in.
    """

    paths: dict[str, list[Path]]
    left_out: list[str]


def load_class(folder: Path) -> ClassFolder:
    """The students of a folder and their entries, nothing read yet.

    Raises:
        SubmissionError: no such folder, or no hand-in in it.
    """
    if not folder.is_dir():
        raise SubmissionError(
            message("{path}: there is no such folder.", path=str(folder)),
            message("Name the folder of the hand-ins."),
        )
    paths: dict[str, list[Path]] = {}
    left_out: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda p: unicodedata.normalize("NFC", p.name)):
        is_hand_in = path.is_dir() or path.suffix.lower() in {".zip", ".py", ".ipynb"}
        if path.name.startswith((".", "__MACOSX")) or path.is_symlink() or not is_hand_in:
            left_out.append(clean_name(path.name))
            continue
        name = path.name if path.is_dir() else path.stem
        paths.setdefault(unicodedata.normalize("NFC", name), []).append(path)
    if not paths:
        raise SubmissionError(
            message("{path}: no hand-ins here.", path=str(folder)),
            message("A class folder holds a folder, .zip, .py or .ipynb for each student."),
        )
    return ClassFolder(paths, left_out)


def load_student(student: str, paths: list[Path]) -> Submission:
    """One student's entries as one submission."""
    parts = [load_submission(path, student) for path in paths]
    files = [file for part in parts for file in part.files]
    problems = [problem for part in parts for problem in part.problems]
    return msgspec.structs.replace(parts[0], files=tuple(files), problems=tuple(problems))
