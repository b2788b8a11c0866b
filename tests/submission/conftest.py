"""Class folders, and what is found in them."""

from __future__ import annotations

import time

import pytest

from grader.i18n import translate
from grader.submission.class_folder import load_attempt


@pytest.fixture
def write(tmp_path):
    """Writes files below a class folder and gives the folder."""

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
    """This machine stands in Seoul, nine hours ahead of UTC."""
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def files_of(found, name):
    """The names of the files of a student's last attempt."""
    (student,) = (student for student in found.students if student.name == name)
    return sorted(file.name for file in load_attempt(name, student.attempts[-1]).files)


def names_by_student(found):
    """Each student's entries in the class folder."""
    return {
        student.name: [place.path.name for place in student.attempts[-1].places]
        for student in found.students
    }


def said(found):
    """All notes, as one text."""
    return " ".join(translate(note, "en") for note in found.notes)
