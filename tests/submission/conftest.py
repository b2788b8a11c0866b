"""Class folders, and short forms for what is found in them."""

from __future__ import annotations

import io
import time

import pytest

from grader.i18n import translate
from grader.submission.archive import take_archive
from grader.submission.intake import Allowance, Intake, TooMuchError
from grader.submission.loading import load_items


@pytest.fixture
def write(tmp_path):
    """Write files below a class folder; give the folder."""

    def made(*names, **texts):
        folder = tmp_path / "class"
        for name in (*names, *texts):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts.get(name, "x = 1\n"))
        return folder

    return made


@pytest.fixture
def in_seoul(monkeypatch):
    """A machine in Seoul, nine hours ahead of UTC."""
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def load(found, name):
    """A student's last attempt, loaded."""
    (student,) = (student for student in found.students if student.name == name)
    return load_items(name, student.attempts[-1].items, Allowance())


def files_of(found, name):
    """Names of the files of a student's last attempt."""
    return sorted(file.name for file in load(found, name).files)


def names_by_student(found):
    """Student -> names of the items of their last attempt."""
    return {
        student.name: [item.path.name for item in student.attempts[-1].items]
        for student in found.students
    }


def said(found):
    """All notes on a class as one text."""
    return " ".join(translate(note, "en") for note in found.notes)


def problems_of(submission):
    """All messages about a submission, or an answer, as one text."""
    problems = (getattr(problem, "message", problem) for problem in submission.problems)
    return " ".join(translate(problem, "en") for problem in problems)


def sources_in(data: bytes, name: str = "work.zip"):
    """The files of a zip's bytes, and the messages about the others."""
    intake = Intake(Allowance())
    try:
        take_archive(io.BytesIO(data), name, intake)
    except TooMuchError:
        intake.stop()
    return intake.files, intake.messages()
