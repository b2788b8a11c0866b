"""A report says once a function what its wrong arrays are instead; hidden checks give the name."""

from __future__ import annotations

import shutil

import pytest

from grader.model import Relation
from grader.reports.outcome_text import sentences_of

CHECKS = '''
@check(points=1, ko="")
def test_small(student):
    """f of a small array."""
    a = np.array([[1.0, 7.5, 3.0], [2.0, 0.5, 9.0], [4.0, 6.0, 5.0]])
    assert_close(student.f(a), a * 2)


@check(points=1, ko="")
def test_other(student):
    """f of another one."""
    a = np.array([[3.0, 1.5, 8.0, 2.0], [2.5, 9.5, 0.5, 7.0]])
    assert_close(student.f(a), a * 2)
'''
HIDDEN = '''
@check(points=1, ko="")
def test_random(student, reference, rng):
    """f of a random array."""
    a = rng.normal(size=(5, 6))
    assert_close(student.f(a), reference.f(a))
'''
REFERENCE = "import numpy as np\n\n\ndef f(a):\n    return a * 2\n"
SIX_TIMES = "def f(a):\n    return a * 6.0\n"
TRANSPOSED = "def f(a):\n    return (a * 2).T\n"
# right where a is square, so that only one public check fails, and otherwise wrong elsewhere
TWO_WAYS = "def f(a):\n    return (a * 2).T if a.shape == (3, 3) else a * 6.0\n"
IMPORT = "import numpy as np\n"


@pytest.fixture
def graded(make_course, grade_course):
    """Grades a source; gives the grade."""

    def grade(source: str, *, is_kit: bool = False, public: str = CHECKS, **course):
        texts = public + course.get("hidden", "")
        folder = make_course(
            public=IMPORT + public,
            reference=REFERENCE,
            points=texts.count("@check(points=1"),
            **course,
        )
        if is_kit:
            shutil.rmtree(folder / "reference")
        (made,) = grade_course(folder, {"answer.py": source})
        return made

    return grade


def relations(grade):
    return {outcome.check: outcome.relation for outcome in grade.outcomes}


@pytest.mark.parametrize("is_kit", [False, True])
@pytest.mark.parametrize(
    ("source", "relation"), [(SIX_TIMES, Relation.FACTOR), (TRANSPOSED, Relation.TRANSPOSED)]
)
def test_a_relation_is_named_with_and_without_a_solution(graded, source, relation, is_kit):
    grade = graded(source, is_kit=is_kit)

    assert relations(grade) == {"test_small": relation, "test_other": relation}


def test_a_public_check_says_the_factor(graded):
    outcome = graded(SIX_TIMES).for_student().outcomes[0]

    assert "All of your values are the right ones times 3." in sentences_of(outcome, "en")


def test_a_hidden_check_says_the_name_alone(graded):
    grade = graded(SIX_TIMES, hidden=HIDDEN)
    (hidden,) = (o for o in grade.for_student().outcomes if o.visibility == "hidden")

    assert sentences_of(hidden, "en") == [
        "The values are wrong.",
        "Your values are the right ones times one and the same number.",
    ]
    assert (hidden.details, hidden.array_views, hidden.actual) == ((), (), "")


def test_a_relation_must_hold_for_all_wrong_answers_to_a_function(graded):
    assert set(relations(graded(TWO_WAYS)).values()) == {None}


def test_an_answer_that_is_no_array_takes_the_name_away(graded):
    source = "def f(a):\n    return a * 6.0 if a.shape == (3, 3) else (a * 6.0).tolist()\n"

    assert set(relations(graded(source)).values()) == {None}


def test_a_check_that_passes_has_no_relation(graded):
    source = "def f(a):\n    return a * 6.0 if a.shape == (2, 4) else a * 2\n"

    assert relations(graded(source)) == {"test_small": None, "test_other": Relation.FACTOR}


def test_where_an_idea_is_known_no_relation_is_named(graded):
    idea = '"""Six times.\n\ncaught_by: test_small\nko: 여섯 배\nen: six times\n"""\n\n' + SIX_TIMES

    grade = graded(SIX_TIMES, misconceptions={"six": idea})

    assert [o.misconception.en for o in grade.outcomes] == ["six times"] * 2
    assert set(relations(grade).values()) == {None}
