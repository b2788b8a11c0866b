"""On the course's own solutions, disguised copies lie above what is alike by nature."""

import itertools
from collections import defaultdict

import numpy as np
import pytest

from grader.similarity.answer_code import fingerprints, given_runs
from grader.similarity.comparison import compare_code
from tests.similarity.disguises import DISGUISES
from tests.similarity.kept_class import equivalents, shipped_course

LEAST_AUC = 0.97


def area_under_curve(copies: list[float], others: list[float]) -> float:
    """The chance that a copy is more alike than two independent solutions are."""
    ordered = np.sort(np.array(others))
    below = np.searchsorted(ordered, copies, "left")
    not_above = np.searchsorted(ordered, copies, "right")
    return float(((below + not_above) / 2).mean() / len(others))


@pytest.fixture(scope="module")
def likeness():
    """How alike copies are, by disguise, and independent solutions to the same exercise."""
    copies, others = defaultdict(list), []
    course = shipped_course()
    for exercise in course.exercises:
        given = given_runs(course, exercise)
        answers = [
            (name, disguise, change(code, exercise.functions))
            for name, code in equivalents(exercise.slug).items()
            for disguise, change in {"": lambda code, _: code, **DISGUISES}.items()
        ]
        sets = [fingerprints(code, exercise, given) for _, _, code in answers]
        values = {(pair.one, pair.two): pair.value for pair in compare_code(sets).pairs}
        for one, two in itertools.combinations(range(len(answers)), 2):
            value = values.get((one, two), 0.0)
            if answers[one][0] != answers[two][0]:
                others.append(value)
            elif not answers[one][1]:
                copies[answers[two][1]].append(value)
    return copies, others


@pytest.mark.slow
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_copy_is_more_alike_than_independent_solutions(likeness, disguise):
    copies, others = likeness

    assert len(copies[disguise]) > 40
    assert area_under_curve(copies[disguise], others) >= LEAST_AUC


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_changes_the_text(disguise):
    functions = shipped_course().exercises[4].functions

    for code in equivalents().values():
        changed = DISGUISES[disguise](code, functions)
        compile(changed, "copy", "exec")
        assert changed != code
