"""One pytest session for many submissions, out of reach of everything around it."""

from __future__ import annotations

import shutil

import msgspec
import pytest

from grader.checks.judge import seed_generator
from grader.course import load_course

RIGHT = "def f(x):\n    return 2 * x\n"
ONE = '''
@check(points=1, ko="")
def test_one(student):
    """One."""
    assert_number(student.f(1), 2)
'''


def statuses(grade) -> list[str]:
    """The statuses of a grade's outcomes."""
    return [outcome.status for outcome in grade.outcomes]


# -- many submissions


@pytest.mark.parametrize(
    "wrong",
    [
        "def double(x):\n    raise SystemExit\n",
        "def double(x):\n    return x * x\n",
        "def double(x):\n    x *= 2\n    return x\n",
        "def double(:\n",
        "raise KeyboardInterrupt\n",
    ],
)
def test_a_fault_in_one_submission_leaves_the_next_untouched(grade_text, right_answers, wrong):
    before = grade_text(right_answers["doubling.py"])
    faulty = grade_text(wrong)
    after = grade_text(right_answers["doubling.py"])

    assert not faulty.all_passed()
    assert before.all_passed()
    assert after.all_passed()


@pytest.mark.attack
@pytest.mark.parametrize(
    "wrong",
    [
        "import os\n\n\ndef double(x):\n    os._exit(0)\n",
        "import os\nos.abort()\n",
        "import numpy\nnumpy.allclose = lambda *a: True\n\n\ndef double(x):\n    return x\n",
        "import sys\nsys.modules.clear()\n\n\ndef double(x):\n    return x\n",
    ],
)
def test_a_worker_that_dies_leaves_the_next_submission_untouched(
    grade_text_forked, right_answers, wrong
):
    before = grade_text_forked(right_answers["doubling.py"])
    faulty = grade_text_forked(wrong)
    after = grade_text_forked(right_answers["doubling.py"])

    assert faulty.score.earned == 0
    assert before.all_passed()
    assert after.all_passed()


def test_the_same_submission_gets_the_same_grade_again(grade_text):
    source = "def double(x):\n    print(x)\n    return x + 2\n"

    first, second = (_without_seconds(grade_text(source)) for _ in range(2))

    assert first == second


def _without_seconds(grade):
    outcomes = tuple(msgspec.structs.replace(o, seconds=0.0) for o in grade.outcomes)
    return msgspec.structs.replace(grade, outcomes=outcomes)


def test_two_courses_in_one_process_keep_their_checks_apart(make_course, grade_course):
    first = make_course(public=ONE, points=1, name="first")
    second = make_course(public=ONE.replace("test_one", "test_two"), points=1, name="second")

    names = [
        grade_course(course, {"answer.py": RIGHT})[0].outcomes[0].check
        for course in (first, second)
    ]

    assert names == ["test_one", "test_two"]


def test_a_check_that_was_edited_is_the_one_that_runs_next(make_course, grade_course):
    course = make_course(public=ONE, points=1)
    grade_course(course, {"answer.py": RIGHT})
    path = course / "exercises" / "01_f" / "test_public.py"
    path.write_text(path.read_text("utf-8").replace("student.f(1), 2", "student.f(1), 31337"))

    (grade,) = grade_course(course, {"answer.py": RIGHT})

    assert statuses(grade) == ["failed"]


# -- what lies around the course


@pytest.mark.parametrize("where", ["", "exercises", "exercises/01_double", "reference/01_double"])
def test_configuration_around_the_checks_has_no_influence(
    toy_course, grade_course, right_answers, monkeypatch, where
):
    folder = toy_course / where
    (folder / "conftest.py").write_text(
        "def pytest_collection_modifyitems(items):\n    items.clear()\n"
        "def pytest_runtest_call(item):\n    raise RuntimeError\n"
    )
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -k nothing --nonsense\n")
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--nonsense'\n")
    monkeypatch.chdir(folder)

    grades = grade_course(toy_course, right_answers)

    assert all(grade.all_passed() for grade in grades)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTEST_ADDOPTS", "-k nothing --nonsense"),
        ("PYTEST_PLUGINS", "no_such_plugin"),
        ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", ""),
    ],
)
def test_pytest_s_variables_have_no_influence(
    toy_course, grade_course, right_answers, monkeypatch, name, value
):
    monkeypatch.setenv(name, value)

    grades = grade_course(toy_course, right_answers)

    assert all(grade.all_passed() for grade in grades)


# -- inputs


PRINTING = "def f(x):\n    print(repr(x))\n    return 2 * x\n"
RANDOM = '''
@check(points=1, ko="")
def test_{0}(student, rng):
    """Random."""
    x = rng.normal()
    assert_number(student.f(x), 2 * x)
'''


@pytest.fixture
def inputs(make_course, grade_course):
    """What the public and the hidden check of a course with a secret give the student."""

    def seen(secret: str, name: str):
        course = make_course(
            public=RANDOM.format("public"),
            hidden=RANDOM.format("hidden"),
            points=2,
            secret=secret,
            name=name,
        )
        (grade,) = grade_course(course, {"answer.py": PRINTING})
        return {outcome.visibility: outcome.output for outcome in grade.outcomes}

    return seen


def test_inputs_are_the_same_on_every_run(inputs):
    assert inputs("one", "a") == inputs("one", "b")


def test_hidden_inputs_depend_on_the_secret(inputs):
    assert inputs("one", "a")["hidden"] != inputs("two", "b")["hidden"]


def test_public_inputs_do_not_depend_on_the_secret(inputs):
    assert inputs("one", "a")["public"] == inputs("two", "b")["public"]


def test_two_exercises_get_different_inputs_from_checks_of_one_name(toy_course):
    course = load_course(toy_course)

    first, second = (
        seed_generator(course, exercise, "test_one", "public").random()
        for exercise in course.exercises
    )

    assert first != second


def test_two_checks_get_different_inputs(inputs):
    found = inputs("one", "a")

    assert found["public"] != found["hidden"]


def test_public_checks_come_first(inputs):
    assert list(inputs("one", "a")) == ["public", "hidden"]


# -- without the reference


def test_without_a_reference_the_public_checks_run_and_the_grade_says_so(
    toy_course, grade_course, right_answers
):
    shutil.rmtree(toy_course / "reference")

    grades = grade_course(toy_course, right_answers)

    assert all(grade.all_passed() for grade in grades)
    assert [len(grade.outcomes) for grade in grades] == [1, 2]
    assert not any(grade.complete for grade in grades)


def test_a_public_check_that_asks_for_the_reference_is_skipped_without_it(
    make_course, grade_course
):
    public = ONE.replace("test_one(student)", "test_one(student, reference)")
    course = make_course(public=public, points=1)
    shutil.rmtree(course / "reference")

    (grade,) = grade_course(course, {"answer.py": RIGHT})

    assert statuses(grade) == ["skipped"]
