"""A submission -> the code that answers each exercise, as one text; the course's given code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.course.starters import without_marks
from grader.submission.recognition import recognise
from grader.worker.magics import MAIN

from .fingerprints import hash_runs, winnow
from .tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grader.model import Course, Exercise, Submission
    from grader.submission import ExerciseAnswer

    from .fingerprints import Hashes


MIN_SOLUTION_RUNS = 100


def answer_codes(
    attempts: Mapping[str, Submission], course: Course, starter_hashes: Collection[str]
) -> dict[str, str]:
    """The code that answers each exercise.

    Args:
        attempts: exercise -> the submission that counted.
        starter_hashes: SHA-256 of each starter.
    """
    found = {}
    by_attempt: dict[int, list[Exercise]] = {}
    for exercise in course.exercises:
        if exercise.slug in attempts:
            by_attempt.setdefault(id(attempts[exercise.slug]), []).append(exercise)
    for asked in by_attempt.values():
        submission = attempts[asked[0].slug]
        known = recognise(
            submission, tuple(asked), course.exercises, starter_hashes, any_name=len(asked) == 1
        )
        for answer in known.answers:
            found[answer.exercise.slug] = _joined(answer, course)
    return found


def fingerprints(code: str, exercise: Exercise, given: Hashes) -> Hashes:
    """The fingerprints of an answer, without those of the given code."""
    found = winnow(hash_runs(tokens_of(code, exercise.functions)))
    return np.setdiff1d(found, given, assume_unique=True)


def given_runs(course: Course, exercise: Exercise) -> Hashes:
    """All runs of the starter and, where there is one, of the reference, sorted."""
    starter = course.folder / exercise.slug / f"{exercise.module}.py"
    paths = [starter, course.driver(exercise.slug), course.solution(exercise)]
    texts = [path.read_text("utf-8") for path in paths if path is not None and path.is_file()]
    runs = [hash_runs(tokens_of(text, exercise.functions)) for text in texts]
    return np.unique(np.concatenate([np.empty(0, np.uint64), *runs]))


def solution_runs(course: Course, exercise: Exercise) -> Hashes | None:
    """The runs of a released solution that the starter lacks.

    Returns:
        None if it is not released, or as short as what most students write anyway.
    """
    path = course.solution(exercise)
    if exercise.slug not in course.solutions or path is None or not path.is_file():
        return None
    starter = course.folder / exercise.slug / f"{exercise.module}.py"
    given = _runs(starter.read_text("utf-8") if starter.is_file() else "", exercise)
    found = np.setdiff1d(_runs(without_marks(path.read_text("utf-8"), path), exercise), given)
    return found if len(found) >= MIN_SOLUTION_RUNS else None


def share_in(code: str, solution: Hashes, exercise: Exercise) -> float:
    """How much of a solution's runs an answer has, from 0 to 1."""
    return len(np.intersect1d(solution, _runs(code, exercise))) / len(solution)


def _runs(code: str, exercise: Exercise) -> Hashes:
    return np.unique(hash_runs(tokens_of(code, exercise.functions)))


def _joined(answer: ExerciseAnswer, course: Course) -> str:
    """The answer first, then the modules that it may import, but for those of other exercises."""
    others = {each.module for each in course.exercises} - {answer.exercise.module}
    own = [name for name in answer.sources if name in (MAIN, answer.exercise.module)]
    rest = [name for name in answer.sources if name not in own and name not in others]
    cells = (text for name in (*own, *rest) for _label, text in answer.sources[name])
    return "\n\n".join(text.rstrip("\n") for text in cells) + "\n"
