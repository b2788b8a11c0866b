"""Folders of results with grades and code in them, of exercise 05, without grading anything."""

from __future__ import annotations

import functools
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.course import load_course
from grader.files import write_bytes_atomically
from grader.fingerprint import hash_submission
from grader.model import Cause, File, Grade, Isolation, Submission, Text
from grader.model.grade import score
from grader.results.class_file import ClassFile, ExercisePoints
from grader.results.code import write_code
from grader.results.grade_file import Provenance, render_grade_file
from grader.results.store import Record, digest_of, open_to_write
from tests.made_classes import member_of, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grader.model import Course

ROOT = Path(__file__).resolve().parents[2]
SLUG, FILE = "05_pooling", "pooling.py"
CHECKS = 4


class Kept(NamedTuple):
    """A student: their code, and check -> the wrong answer that they gave to it."""

    name: str
    code: str
    wrong: Mapping[int, str] = MappingProxyType({})
    file: str = FILE
    keeps_code: bool = True


@functools.cache
def shipped_course() -> Course:
    return load_course(ROOT / "exercises")


def equivalents(slug: str = SLUG) -> dict[str, str]:
    """Right solutions in different styles, by name."""
    folder = ROOT / "reference" / slug / "equivalents"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}


def submission_of(student: Kept) -> Submission:
    file = File(name=student.file, data=student.code.encode())
    return Submission(student=student.name, files=(file,), identity=student.name)


def grade_of(student: Kept) -> Grade:
    outcomes = tuple(_outcome(number, student.wrong) for number in range(CHECKS))
    return Grade(
        student=student.name,
        exercise=SLUG,
        title=Text(ko="풀링", en="Pooling"),
        file=student.file,
        outcomes=outcomes,
        score=score(outcomes),
        problems=(),
        complete=True,
        isolation=Isolation(level="full"),
        versions={"grader": "1"},
        hashes={"submission": hash_submission(submission_of(student)), "exercise": "1"},
    )


def _outcome(number: int, wrong: Mapping[int, str]):
    if number not in wrong:
        return outcome_of(number, "+")
    plain = outcome_of(number, "-", actual=wrong[number])
    return msgspec.structs.replace(plain, cause=Cause.WRONG_VALUES)


def write_kept_class(out: Path, students: Iterable[Kept]) -> Path:
    """Make a folder of results."""
    students = list(students)
    found = ClassFile(layout="plain", exercises=(ExercisePoints(slug=SLUG, points=10.0),))
    with open_to_write(out) as results:
        results.write_class(found, (Record(member_of(student.name)) for student in students))
        for student in students:
            if student.keeps_code:
                write_code(out, student.name, [submission_of(student)])
            made = Provenance(keys={SLUG: "0"})
            grades = render_grade_file([grade_of(student)], made)
            record = results.record(student.name)
            write_bytes_atomically(results.grade_file(record.member), [grades])
            results.note(student.name, digest_of(grades), made)
    return out
