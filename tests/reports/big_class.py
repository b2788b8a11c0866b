"""A made-up class of any size, the same each time: for the class page and what measures it."""

from __future__ import annotations

import random

from grader.gradebook.rows import make_row
from grader.gradebook.tally import class_statistics
from grader.model import Grade, Isolation, Outcome, Text, message
from grader.model.grade import score
from grader.results.class_file import ClassFile, Member
from grader.results.grade_file import Provenance
from grader.results.store import Result
from grader.submission.roster import Person

EXERCISES = ("01_convolution", "05_pooling", "06_output_size")
CHECKS = 27
CLASS = ClassFile(layout="plain", exercises=())
IDEAS = (Text(ko="뒤집힌 커널", en="A flipped kernel"), Text(ko="편향 없음", en="No bias"))


def big_class(count: int, name="student{:04}".format, checks: int = CHECKS):
    """The rows and the statistics of `count` students, of whom the first have no grades."""
    chance = random.Random(7)
    results = [_result(name(n), chance, 0 if n < 2 else checks) for n in range(count)]
    rows = [make_row(result, CLASS, [], "en") for result in results]
    return rows, class_statistics(result.grades for result in results if result.grades)


def _result(student: str, chance: random.Random, checks: int) -> Result:
    member = Member(person=Person(student=student), file=student)
    if not checks:
        return Result(member, (), Provenance(trouble=message("nothing could be read")))
    skill = chance.random()
    return Result(member, tuple(_grade(student, slug, skill, chance, checks) for slug in EXERCISES))


def _grade(student: str, slug: str, skill: float, chance: random.Random, checks: int) -> Grade:
    outcomes = [_outcome(slug, number, skill, chance) for number in range(checks)]
    return Grade(
        student=student,
        exercise=slug,
        title=Text(ko=f"과제 {slug}", en=f"Exercise {slug}"),
        file="a.py" if chance.random() < 0.95 else "",
        outcomes=tuple(outcomes),
        score=score(outcomes),
        problems=(),
        complete=True,
        isolation=Isolation(level="full"),
        versions={},
        hashes={},
    )


def _outcome(slug: str, number: int, skill: float, chance: random.Random) -> Outcome:
    passed = chance.random() < skill**0.5
    failures = ("failed", "failed", "error", "timeout", "crashed", "skipped")
    idea = chance.choice(IDEAS) if not passed and chance.random() < 0.1 else None
    return Outcome(
        check=f"test_{number}",
        title=Text(ko=f"{slug}의 검사 {number}", en=f"Check {number} of {slug}"),
        visibility="public" if number < 10 else "hidden",
        points=0.25,
        earned=0.25 if passed else 0.0,
        status="passed" if passed else chance.choice(failures),
        misconception=idea,
    )
