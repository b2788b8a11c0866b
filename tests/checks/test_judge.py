"""Who is at fault: the status of a check for every way in which it can end."""

from __future__ import annotations

import sys

import pytest

ONE = '''
@check(points=1, ko="하나")
def test_one(student):
    """The answer is right."""
    assert_number(student.f(1), 2)
'''
QUICK = "[limits]\ncheck_seconds = 0.6\nwall_seconds = 20.0\ncpu_seconds = 5\n"
RIGHT = "def f(x):\n    return 2 * x\n"


@pytest.fixture
def forked():
    """The real sandbox; the grader that gets it closes it."""
    if sys.platform != "linux":
        pytest.skip("forked workers are for Linux")
    from grader.sandbox.forked import ForkedSandbox

    return ForkedSandbox()


@pytest.mark.parametrize(
    ("source", "status", "sentence"),
    [
        (RIGHT, "passed", None),
        ("def f(x):\n    return 3\n", "failed", "The number is wrong."),
        ("def f(x):\n    2 * x\n", "failed", "returned nothing"),
        ("def f(x):\n    pass\n", "failed", "f is not written yet."),
        ("def g(x):\n    return 2\n", "failed", "There is no function f"),
        ("f = 3\n", "failed", "f is no function but a value"),
        ("def f(:\n", "failed", "Python cannot read line 1 of answer.py"),
        ("def f(x):\n    raise NotImplementedError('f')\n", "error", "f is not written yet."),
        (
            "def f(x):\n    return 1 / 0\n",
            "error",
            "f raised ZeroDivisionError in answer.py, line 2",
        ),
        ("def f():\n    return 2\n", "error", "f raised TypeError."),
        ("def f(x):\n    raise AssertionError\n", "error", "f raised AssertionError"),
        ("def f(x):\n    raise SystemExit(0)\n", "error", "f raised SystemExit"),
        ("def f(x):\n    raise KeyboardInterrupt\n", "error", "f raised KeyboardInterrupt"),
        ("def f(x):\n    return list(range(300_000))\n", "failed", "cannot be judged"),
    ],
)
def test_the_status_says_what_the_student_s_code_did(outcomes, source, status, sentence):
    outcome = outcomes(source, public=ONE)["test_one"]

    assert outcome.status == status
    if sentence is not None:
        assert sentence in outcome.message.text.format(**outcome.message.values)


@pytest.mark.parametrize("source", [RIGHT, "def f(x):\n    return 3\n"])
def test_points_are_earned_by_passing_and_by_nothing_else(outcomes, source):
    outcome = outcomes(source, public=ONE)["test_one"]

    assert outcome.earned == (1.0 if outcome.status == "passed" else 0.0)


@pytest.mark.slow
@pytest.mark.attack
def test_a_loop_without_end_is_a_timeout(outcomes, forked):
    source = "def f(x):\n    while True:\n        pass\n"

    outcome = outcomes(source, forked, public=ONE, toml=QUICK)["test_one"]

    assert outcome.status == "timeout"
    assert outcome.earned == 0


@pytest.mark.attack
@pytest.mark.parametrize("end", ["os._exit(0)", "os.abort()", "os._exit(1)"])
def test_a_process_that_ends_is_a_crash(outcomes, forked, end):
    source = f"import os\n\n\ndef f(x):\n    {end}\n"

    outcome = outcomes(source, forked, public=ONE)["test_one"]

    assert outcome.status == "crashed"
    assert outcome.earned == 0


@pytest.mark.attack
def test_after_a_crash_the_next_check_is_tried_anew(outcomes, forked):
    source = "import os\n\n\ndef f(x):\n    return 2 if x == 1 else os._exit(0)\n"
    checks = '''
    @check(points=1, ko="")
    def test_dies(student):
        """Dies."""
        assert_number(student.f(2), 4)

    @check(points=1, ko="")
    def test_lives(student):
        """Lives."""
        assert_number(student.f(1), 2)
    '''

    found = outcomes(source, forked, public=checks)

    assert [found[name].status for name in ("test_dies", "test_lives")] == ["crashed", "passed"]


# -- the check's own faults


RAISING = '''
@check(points=1, ko="")
def test_before(student):
    """Raises before it has a value."""
    raise RuntimeError("the check's own")

@check(points=1, ko="")
def test_after(student):
    """Raises after it has a value."""
    student.f(1)
    raise RuntimeError("the check's own")

@check(points=1, ko="")
def test_plain(student):
    """A plain assert."""
    assert student.f(1) == 3

@check(points=1, ko="")
def test_uses(student):
    """Uses the answer as it should not be used."""
    assert student.f(1)[0] > 0
'''


@pytest.mark.parametrize(
    ("check", "status", "sentence"),
    [
        ("test_before", "broken", "This check is broken."),
        ("test_after", "broken", "This check is broken."),
        ("test_plain", "failed", "The value is wrong."),
        ("test_uses", "broken", "This check is broken."),
    ],
)
def test_a_check_that_raises_for_the_reference_too_is_at_fault(outcomes, check, status, sentence):
    outcome = outcomes(RIGHT, public=RAISING)[check]

    assert outcome.status == status
    assert sentence in outcome.message.text


@pytest.mark.parametrize("before", ["", "student.f(1)"], ids=["no value", "a value"])
def test_the_grader_s_own_trouble_is_never_the_student_s(outcomes, before):
    checks = f'''
    from grader.errors import GraderError
    from grader.model import message

    @check(points=1, ko="")
    def test_one(student):
        """Needs more than the student's answer."""
        {before}
        raise GraderError(message("The data set could not be read."))
    '''

    outcome = outcomes(RIGHT, public=checks)["test_one"]

    assert outcome.status == "broken"
    assert "The data set could not be read." in outcome.details[-1].values["text"]


def test_a_broken_check_costs_nothing(make_course, grade_course):
    course = make_course(public=RAISING, points=4)

    (grade,) = grade_course(course, {"answer.py": RIGHT})

    assert grade.has_broken()
    assert grade.score.possible == 1  # of the check that is only wrong


FRAGILE = '''
@check(points=1, ko="")
def test_computes(student):
    """Computes with an answer that it has not judged."""
    assert 1 / (student.f(1) - 1) > 0

@check(points=1, ko="")
def test_takes_apart(student):
    """Takes an answer for a whole number."""
    assert range(student.f(1))[-1] == 1
'''


@pytest.mark.attack
@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError",
        "return 1",
        "raise ZeroDivisionError",
        "return object()",
        "return lambda: 1",
        "return type('int', (int,), {})(2)",
    ],
)
def test_no_answer_makes_a_check_broken(outcomes, body):
    found = outcomes(f"def f(x):\n    {body}\n", public=FRAGILE)

    assert {outcome.status for outcome in found.values()} <= {"failed", "error"}


def test_staff_see_what_broke_and_where(outcomes):
    place, error = outcomes(RIGHT, public=RAISING)["test_before"].details

    assert place.values["where"] == "exercises/01_f/test_public.py"
    assert place.values["source"] == 'raise RuntimeError("the check\'s own")'
    assert error.values["text"] == "RuntimeError: the check's own"


# -- requirements


CHAIN = '''
@check(points=1, ko="첫째")
def test_first(student):
    """First."""
    {first}

@check(points=1, ko="둘째", requires=["test_first"])
def test_second(student):
    """Second."""
    assert_number(student.f(2), 4)

@check(points=1, ko="셋째", requires=["test_second"])
def test_third(student):
    """Third."""
    assert_number(student.f(3), 6)

@check(points=1, ko="넷째")
def test_other(student):
    """Other."""
    assert_number(student.f(4), 8)
'''


@pytest.mark.parametrize(
    ("first", "statuses"),
    [
        ("assert_number(student.f(1), 2)", ["passed", "passed", "passed", "passed"]),
        ("assert_number(student.f(1), 3)", ["failed", "skipped", "skipped", "passed"]),
        ("raise RuntimeError", ["broken", "passed", "passed", "passed"]),
    ],
    ids=["passed", "failed", "broken"],
)
def test_what_requires_a_check_is_tried_unless_the_student_failed_that(outcomes, first, statuses):
    found = outcomes(RIGHT, public=CHAIN.format(first=first))

    assert [outcome.status for outcome in found.values()] == statuses


def test_a_skipped_check_names_the_one_that_must_pass_first_in_both_languages(outcomes):
    found = outcomes(RIGHT, public=CHAIN.format(first="assert student.f(1) == 3"))

    message = found["test_third"].message
    assert "Second." in message.text.format(**message.values)
    assert "둘째" in message.ko.format(**message.values)


# -- what an outcome carries


def test_what_is_printed_belongs_to_the_check_in_which_it_was_printed(outcomes):
    source = "print('loading')\n\n\ndef f(x):\n    print('x is', x)\n    return 2 * x\n"

    found = outcomes(source, public=CHAIN.format(first="assert_number(student.f(1), 2)"))

    assert found["test_first"].output == "x is 1\n"
    assert found["test_other"].output == "x is 4\n"


def test_a_raised_exception_comes_with_the_student_s_line(outcomes):
    source = "def g(x):\n    return x / 0\n\n\ndef f(x):\n    return g(x)\n"

    frames = outcomes(source, public=ONE)["test_one"].frames

    assert [(frame.function, frame.line) for frame in frames] == [("f", 6), ("g", 2)]
    assert frames[-1].source == "return x / 0"


@pytest.mark.parametrize(("source", "count"), [(RIGHT, 0), ("def f(x):\n    return 3\n", 2)])
def test_hints_come_with_checks_that_do_not_pass(outcomes, source, count):
    public = ONE.replace("points=1,", "points=1, hint='h',")
    toml = '[[hints]]\nid = "h"\nko = ["가", "나"]\nen = ["a", "b"]\n'

    outcome = outcomes(source, public=public, toml=toml)["test_one"]

    assert len(outcome.hints) == count


def test_an_answer_that_may_not_be_asked_with_is_a_wrong_answer(outcomes):
    """It is deep enough to come, and too deep to go back."""
    found = outcomes(
        "def f(x):\n    deep = []\n"
        "    for _ in range(22):\n        deep = [deep]\n"
        "    return deep\n",
        public='''
@check(points=1, ko="")
def test_twice(student):
    """Twice."""
    assert_number(student.f(student.f(1)), 4)
''',
    )

    assert found["test_twice"].status == "failed"
