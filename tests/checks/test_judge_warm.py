"""A warm grader judges every submission as if it were the first."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.model import Cause, File, Limits, Submission
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox

ROOT = Path(__file__).parents[2]
CHECKS = '''
@check(points=1, ko="")
def test_near(student, rng):
    """Near."""
    for x in rng.integers(1, 9, size=3).tolist():
        assert_number(student.f(x), 2 * x)
    for x, value in zip(range(20), student.f.each(zip(range(20)))):
        assert_number(value, 2 * x)
    assert_value_error(student.f, -1)

@check(points=1, ko="", requires=["test_near"])
def test_far(student):
    """Far."""
    assert_number(student.f(100), 200)
'''
RIGHT = "def f(x):\n    if x < 0:\n        raise ValueError\n    return 2 * x\n"
SHIFTED = '"""Mine."""\n\n\n' + RIGHT.replace("2 * x", "x + x").replace("Error", "Error('no')")


@pytest.fixture
def warm(make_course):
    """Makes a warm grader of some checks, a function from a source to its grade."""
    graders = []

    def make(checks=CHECKS, *, walled=False, **limits):
        course = load_course(make_course(public=checks, points=checks.count("points=1")))
        if limits:
            (exercise,) = course.exercises
            exercise = msgspec.structs.replace(exercise, limits=Limits(**limits))
            course = msgspec.structs.replace(course, exercises=(exercise,))
        grader = Grader(course, course.exercises, None if walled else InProcessSandbox())
        graders.append(grader.__enter__())

        def grade(source):
            submission = Submission(
                student="kim", files=(File(name="answer.py", data=source.encode()),)
            )
            (made,) = grader.grade(submission)
            return made

        return grade

    yield make
    for grader in graders:
        grader.__exit__(None, None, None)


def without_time(grade):
    return [msgspec.structs.replace(outcome, seconds=0.0) for outcome in grade.outcomes]


@pytest.mark.parametrize("wrong_at", [0, 7, 19, 100])
def test_an_answer_that_differs_is_judged_by_itself(warm, wrong_at):
    grade = warm()
    grade(RIGHT)
    source = RIGHT + f"right = f\ndef f(x): return -1 if x == {wrong_at} else right(x)\n"

    found = grade(source)

    failed = [outcome for outcome in found.outcomes if outcome.status == "failed"]
    assert [outcome.check for outcome in failed] == ["test_far" if wrong_at == 100 else "test_near"]
    assert without_time(found) == without_time(warm()(source))


def test_the_type_of_an_answer_is_part_of_it(warm):
    checks = CHECKS.replace(
        "assert_number(student.f(100), 200)", "assert type(student.f(1)) is int"
    )
    grade = warm(checks)

    assert grade(RIGHT).all_passed()
    assert not grade(RIGHT.replace("2 * x", "2.0 * x")).all_passed()


def test_a_student_is_asked_nothing_twice(warm):
    counting = "asked = []\ndef f(x):\n    asked.append(x)\n    print(len(asked))\n    return {}\n"
    grade = warm()
    grade(RIGHT)

    found, alone = grade(counting.format("2 * x")), warm()(counting.format("2 * x"))

    assert found.outcomes[0].output == alone.outcomes[0].output
    assert found.outcomes[0].output.split()[:4] == ["1", "2", "3", "4"]


def test_what_is_printed_is_each_submission_s_own(warm):
    grade = warm()
    prints = RIGHT.replace("    return", "    print('{}')\n    return")

    one, two = grade(prints.format("one")), grade(prints.format("two"))

    assert set(one.outcomes[0].output.split()) == {"one"}
    assert one.outcomes[0].output.replace("one", "two") == two.outcomes[0].output


def test_an_exceptions_line_is_each_submission_s_own(warm):
    grade = warm()
    raises = "def f(x):\n    return 1 / 0\n"

    one, two = grade(raises), grade("\n\n\n" + raises)

    assert [one.outcomes[0].frames[-1].line, two.outcomes[0].frames[-1].line] == [2, 5]


@pytest.mark.attack
@pytest.mark.parametrize(
    "ends",
    ["import os; os._exit(1)", "while True: pass"],
    ids=["dies", "hangs"],
)
def test_a_process_that_ends_on_the_way_is_judged_as_ever(warm, ends):
    source = RIGHT + f"right = f\ndef f(x):\n    if x == 7:\n        {ends}\n    return right(x)\n"
    grade, alone = (warm(walled=True, check_seconds=1.0) for _ in range(2))
    assert grade(RIGHT).all_passed()

    found = grade(source)

    assert found.outcomes[0].status in {"crashed", "timeout"}
    assert without_time(found) == without_time(alone(source))
    assert grade(RIGHT).all_passed()


PLAIN = '''
@check(points=1, ko="")
def test_f(student):
    """F."""
    for x in range(3):
        assert_number(student.f(x), 2 * x)
'''
TOLERANT = '''
import pytest

@check(points=1, ko="")
def test_f(student):
    """F."""
    with pytest.raises(Exception):
        student.f(-1)

@check(points=1, ko="")
def test_g(student):
    """G."""
    assert_number(student.f(2), 4)
'''
QUOTING = '''
from grader.checks.api.wrong_answer import WrongAnswerError
from grader.model import Cause, message

@check(points=1, ko="")
def test_f(student):
    """F."""
    try:
        student.f(1)
    except Exception as fault:
        said = message("{said}", said=str(fault))
        raise WrongAnswerError(Cause.WRONG_VALUES, said, fault.details)
'''
RAISING = '''
@check(points=1, ko="")
def test_f(student):
    """F."""
    assert_value_error(student.f, 1)
'''
NAMES = "import torch\nclass E(NameError, ValueError): pass\ndef f(x): raise E({!r})\n"
MALFORMED = """
import sys
times = 0
def f(x):
    global times
    times += 1
    if x < 0:
        caller = sys._getframe(1)
        worker, wire = caller.f_locals["self"], caller.f_globals["wire"]
        worker._send(wire.frame((worker._number, [b"?", b""])))
        return 0
    return 2 * x if times == 1 else 0
"""
LOUD = """
import sys
def f(x):
    sys.stdout._left = 10**6
    print("x" * 40_000)
    return 2 * x
"""
TO_A_FAULT = {
    "printed too much": (PLAIN, RIGHT, LOUD),
    "a library's name": (RAISING, NAMES.format("no"), NAMES.format("name 'torch' is not defined")),
    "a malformed end": (TOLERANT, MALFORMED, MALFORMED),
    "words of its own": (
        QUOTING,
        "def f(x): raise ValueError('one')",
        "def f(x): raise ValueError('two')",
    ),
}


@pytest.mark.attack
@pytest.mark.parametrize("case", TO_A_FAULT)
def test_what_is_more_than_answers_is_judged_alike_whoever_came_first(warm, case):
    checks, first, second = TO_A_FAULT[case]
    alone, after = (warm(checks, walled=True) for _ in range(2))
    after(first)

    assert without_time(after(second)) == without_time(alone(second))


def test_a_check_that_broke_once_judges_the_next_submission(warm, monkeypatch):
    from grader.errors import SandboxError
    from grader.model import message
    from grader.sandbox.student_process import StudentProcess

    grade = warm(PLAIN)
    with monkeypatch.context() as patched:

        def fail(*_):
            raise SandboxError(message("no worker"))

        patched.setattr(StudentProcess, "_ask", fail)
        assert [outcome.status for outcome in grade(RIGHT).outcomes] == ["broken"]

    assert grade(RIGHT).all_passed()
    assert not grade("def f(x): return 1").all_passed()


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["06_output_size"])
def test_every_solution_of_an_exercise_is_judged_as_if_it_were_the_first(slug):
    """Right ones and wrong ones, each three times."""
    course = load_course(ROOT / "exercises")
    (exercise,) = (e for e in course.exercises if e.slug == slug)
    home = ROOT / "reference" / slug
    right = [home / f"{exercise.module}.py", *sorted(home.glob("equivalents/*.py"))]
    sources = [path.read_text("utf-8") for path in right]
    sources += [idea.source for idea in load_misconceptions(course, exercise)]
    with Grader(course, (exercise,)) as grader:
        for source in sources:
            file = File(name=f"{exercise.module}.py", data=source.encode())
            submission = Submission(student="kim", files=(file,))
            first, *again = (without_time(grader.grade(submission)[0]) for _ in range(3))
            assert again == [first, first]


def test_a_stray_return_explains_its_own_submission_alone(forked_toy_grader):
    stray = "def double(x):\n    y = 2 * x\nreturn y\n"
    plain = "def double(x):\n    y = 2 * x\n"

    def causes(source: str):
        file = File(name="doubling.py", data=source.encode())
        (grade,) = forked_toy_grader.grade(Submission(student="kim", files=(file,)))
        return {outcome.cause for outcome in grade.outcomes}

    first, second, third = causes(stray), causes(plain), causes(stray)

    assert Cause.UNREADABLE in first
    assert Cause.UNREADABLE not in second
    assert first == third
