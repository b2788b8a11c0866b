"""The sentence for a path where no exercise was found: what was looked for, and what lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import SubmissionError
from grader.model import message
from grader.text import clean_name

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Exercise, Submission


def nothing_found(
    path: Path, submission: Submission, exercises: tuple[Exercise, ...]
) -> SubmissionError:
    """The error to raise; its tip names the files that would be recognised."""
    names = ", ".join(f"{exercise.module}.py" for exercise in exercises[:4])
    seen = ", ".join(file.name for file in submission.files[:4])
    if seen:
        place = str(path.resolve())
        text = "{path}: no exercise was recognised in {files}."
        sentence = message(text, path=place, files=seen)
        tip = message(
            "Name your file as the exercise asks ({names}), or say which it is with -e.",
            names=names,
        )
        return SubmissionError(sentence, tip)
    hidden_ending = [p.name for p in path.glob("*.txt") if p.stem.endswith((".py", ".ipynb"))]
    if path.is_dir() and hidden_ending:
        name = clean_name(hidden_ending[0])
        return SubmissionError(
            message("{path}: there is nothing to grade here.", path=str(path.resolve())),
            message("{name} looks like {wanted}: rename it.", name=name, wanted=name[:-4]),
        )
    return SubmissionError(
        message("{path}: there is nothing to grade here.", path=str(path.resolve())),
        message(
            "Go to the folder of your files ({names} …), or begin with: grade start 01", names=names
        ),
    )
