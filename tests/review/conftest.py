"""A class that was graded, as files: who fails what, with the code that was graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.batch.student_reports import render_reports
from grader.course.rubric import Criterion, Rubric, RubricLevel
from grader.files import write_atomically, write_bytes_atomically
from grader.fingerprint import hash_submission
from grader.model import Cause, File, Frame, Submission, Text, message
from grader.results.code import write_code
from grader.results.grade_file import Provenance, render_grade_file
from grader.results.store import REPORTS, digest_of, open_to_write
from grader.review.reviewing import Reviewing
from grader.review.store import open_review
from tests.made_classes import IDEA, class_file_of, grade_of, member_of, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLUG = "01_double"
CODE = '''"""Twice as much."""


def double(x):
    # {student}
    return x * x
'''
RUBRIC = Rubric(
    (
        Criterion(
            "style",
            Text(ko="코드 모양", en="Style"),
            (
                RubricLevel(Text(ko="읽기 쉽습니다", en="Easy to read"), 0.0),
                RubricLevel(Text(ko="이름이 뜻을 말하지 않습니다", en="Names say nothing"), -0.5),
            ),
        ),
        Criterion(
            "explanation",
            Text(ko="설명", en="Explanation"),
            (
                RubricLevel(Text(ko="없습니다", en="None"), 0.0),
                RubricLevel(Text(ko="이유를 말합니다", en="Says why"), 1.0),
            ),
        ),
    )
)


def write_class(out: Path, letters: dict[str, str], code: str = CODE) -> Path:
    """Writes results of these students; the letter says what each did.

    `i` shares a wrong idea, a digit shares a wrong answer with that digit, `r` raised, `+` passed,
    `-` handed in nothing.
    """
    members = [member_of(student, name=f"{student.title()} Kim") for student in letters]
    with open_to_write(out) as results:
        results.write_class(class_file_of(), [_record(member) for member in members])
        for member in members:
            write_student(results, member, letters[member.student], code)
    return out


def write_student(results, member, letter: str, code: str = CODE) -> None:
    """Writes one student's grades, sources and reports."""
    student = member.student
    file = File(name=f"{student}_doubling.py", data=code.format(student=student).encode())
    handed_in = Submission(student=student, files=(file,) if letter != "-" else ())
    hashes = {"submission": hash_submission(handed_in)}
    name = file.name if letter != "-" else ""
    grade = grade_of(student, *_outcomes(letter), file=name, hashes=hashes)
    provenance = Provenance(keys={SLUG: letter})
    data = render_grade_file([grade], provenance)
    write_code(results.out, member.file, [handed_in])
    write_bytes_atomically(results.grade_file(member), [data])
    for ending, text in render_reports([grade], "en").texts.items():
        write_atomically(results.out / REPORTS / f"{member.file}{ending}", text)
    results.note(student, digest_of(data), provenance)


def _record(member):
    from grader.results.store import Record

    return Record(member)


def _outcomes(letter: str):
    right = outcome_of(1, "+")
    wrong = message("The values are wrong.")
    if letter == "i":
        idea = {"misconception": IDEA, "message": wrong, "cause": Cause.WRONG_VALUES}
        return [outcome_of(0, "-", **idea), right]
    if letter.isdecimal():
        answer = {"actual": letter, "expected": "4", "message": wrong, "cause": Cause.WRONG_VALUES}
        return [outcome_of(0, "-", **answer), right]
    if letter == "r":
        raised = message("{function} raised {type}.", function="double", type="TypeError")
        frame = Frame(where="doubling.py", line=6, function="double", source="return x * x")
        return [
            outcome_of(0, "-", status="error", cause=Cause.RAISED, message=raised, frames=(frame,))
        ]
    return [outcome_of(0, "+"), right]


@pytest.fixture
def class_of_eight(tmp_path) -> Path:
    """Three with one idea, two with one wrong answer, one with another, one right, one none."""
    letters = {"ann": "i", "bob": "i", "cho": "i", "dan": "5", "eva": "5", "fay": "6"}
    return write_class(tmp_path / "reports", letters | {"gus": "+", "hal": "-"})


@pytest.fixture
def open_reviewing(class_of_eight):
    """Opens the review of the class of eight; may be opened again after it was closed."""
    import contextlib

    @contextlib.contextmanager
    def opened(out: Path = class_of_eight) -> Iterator[Reviewing]:
        with open_review(out) as store:
            yield Reviewing(store, {SLUG: RUBRIC}, "en")

    return opened


@pytest.fixture
def reviewing(open_reviewing) -> Iterator[Reviewing]:
    """The review of the class of eight."""
    with open_reviewing() as opened:
        yield opened


def number_of(reviewing: Reviewing, student: str) -> int:
    """By which number the page knows a student."""
    ((number,),) = reviewing.store.rows("SELECT number FROM students WHERE student = ?", student)
    return number
