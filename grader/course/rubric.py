"""`rubric.toml` of an exercise -> the criteria by which a person judges an answer.

[[criteria]]
id = "style"
title = { ko = "코드 모양", en = "Style" }

[[criteria.levels]]
said = { ko = "읽기 쉽다", en = "Easy to read" }
points = 0

[[criteria.levels]]
said = { ko = "이름이 뜻을 말하지 않는다", en = "Names say nothing" }
points = -0.5

Each question of the exercise is a criterion as well, whose points are those of the answer. A
criterion with the id of a question says which levels it has.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from grader.errors import raise_together
from grader.i18n import N_
from grader.i18n import points as shown_points
from grader.model import Text, Value, message

from .toml_file import decode_file, fault_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Course, Exercise, Message, Question

RUBRIC = "rubric.toml"
MAX_LEVELS = 10  # one digit each


class RubricLevel(Value, frozen=True):
    """A level; its points are given on top of those of the checks, or taken."""

    said: Text
    points: float


class Criterion(Value, frozen=True):
    """A criterion and its levels, each chosen by a digit."""

    id: str
    title: Text
    levels: tuple[RubricLevel, ...]


class Rubric(Value, frozen=True):
    """The content of `rubric.toml`; without criteria if an exercise has none."""

    criteria: tuple[Criterion, ...] = ()


def load_rubric(course: Course, slug: str) -> Rubric:
    """Read an exercise's rubric.

    Raises:
        CourseError: the file cannot be used.
    """
    path = course.folder / slug / RUBRIC
    if not path.is_file():
        return Rubric()
    rubric = decode_file(path, Rubric, course.languages)
    raise_together([fault_at(path, *found) for found in _faults(rubric)])
    return rubric


def _faults(rubric: Rubric) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """Faults of the criteria, and where they are."""
    times = Counter(criterion.id for criterion in rubric.criteria)
    for number, criterion in enumerate(rubric.criteria):
        where = ("criteria", number)
        if times[criterion.id] > 1:
            yield (*where, "id"), message("two criteria are called {id!r}.", id=criterion.id)
        if not 1 <= len(criterion.levels) <= MAX_LEVELS:
            text = N_("criterion {id!r} needs 1 to {most} levels.")
            yield where, message(text, id=criterion.id, most=MAX_LEVELS)
        if not all(math.isfinite(level.points) for level in criterion.levels):
            text = N_("criterion {id!r} gives points that are no number.")
            yield where, message(text, id=criterion.id)


def with_questions(rubric: Rubric, exercise: Exercise) -> Rubric:
    """The questions of an exercise as criteria, then its own."""
    own = {criterion.id: criterion for criterion in rubric.criteria}
    asked = []
    for question in exercise.questions:
        criterion = own.pop(question.id, None)
        levels = criterion.levels if criterion is not None else _levels(question)
        asked.append(Criterion(question.check, question.text, levels))
    return Rubric((*asked, *own.values()))


def _levels(question: Question) -> tuple[RubricLevel, ...]:
    """All points, then fewer in equal steps down to none."""
    whole = question.points
    steps = int(whole) if whole == int(whole) and 1 < whole < MAX_LEVELS else 2
    given = [round(whole * step / steps, 4) for step in range(steps, -1, -1)]
    most = shown_points(whole)
    return tuple(
        RubricLevel(
            Text(
                ko=f"{most}점 가운데 {shown_points(each)}점",
                en=f"{shown_points(each)} of {most} points",
            ),
            each,
        )
        for each in given
    )
