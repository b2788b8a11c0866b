"""What cannot cross as a value is made by the driver, in the worker; a bonus stays apart."""

import pytest

from grader.sandbox.pool import open_sandbox

DRIVER = '''
import numpy as np


def draw(student, seed):
    """The student's function with a generator, which cannot cross."""
    return student.f(np.random.default_rng(seed))


def apply(student, x):
    return student.f(lambda value: value + x)


def constant(student, name):
    return getattr(student, name)


TABLE = {"twice": lambda value: 2 * value}


def of_table(student, name, *rest, **options):
    return student.f(TABLE[name], *rest, **options)


def both(student, x):
    return student.f(x) + student.f(-x)
'''
LIMITS = "[limits]\ncheck_seconds = 0.5\n"
TWICE = "f(lambda value: 2 * value, 3, bias=1)"

CHECK = '''
import numpy as np


@check(points=1, ko="가")
def test_it(driver):
    """It works."""
    {body}
'''

PUBLIC = '''
import numpy as np


@check(points=2, ko="씨앗이 같으면 같습니다.")
def test_draw(driver):
    """The same seed draws the same number."""
    assert_number(driver.draw(3), float(np.random.default_rng(3).random()))


@check(points=1, ko="덤입니다.", bonus=True)
def test_bonus(driver):
    """A bonus for those who like sevens."""
    assert_number(driver.draw(7), 7)
'''


@pytest.fixture
def course(make_course):
    root = make_course(public=PUBLIC, points=2, reference="def f(rng):\n    return rng.random()\n")
    (root / "exercises" / "01_f" / "driver.py").write_text(DRIVER, "utf-8")
    return root


def test_a_driver_brings_what_cannot_cross(course, grade_course):
    (grade,) = grade_course(course, {"answer.py": "def f(rng):\n    return rng.random()\n"})

    assert grade.outcomes[0].status == "passed"


def test_a_bonus_that_is_missed_costs_nothing(course, grade_course):
    (grade,) = grade_course(course, {"answer.py": "def f(rng):\n    return rng.random()\n"})

    assert (grade.score.earned, grade.score.possible, grade.score.bonus) == (2, 2, 0)
    assert grade.outcomes[1].status == "failed"
    assert grade.all_passed()


def test_a_bonus_is_counted_apart(course, grade_course):
    (grade,) = grade_course(course, {"answer.py": "def f(rng):\n    return 7.0\n"})

    assert (grade.score.earned, grade.score.possible, grade.score.bonus) == (0, 2, 1)
    assert not grade.all_passed()


def test_what_a_student_raises_in_a_driver_is_the_students(course, grade_course):
    (grade,) = grade_course(course, {"answer.py": "def f(rng):\n    return rng.nothing\n"})

    assert grade.outcomes[0].status == "error"
    assert "AttributeError" in str(grade.outcomes[0].message)
    assert grade.outcomes[0].frames[-1].line == 2


def test_a_starter_is_not_written_yet_by_the_name_of_the_student_s_function(course, grade_course):
    (grade,) = grade_course(course, {"answer.py": "def f(rng):\n    raise NotImplementedError\n"})

    assert grade.outcomes[0].message.values["function"] == "f"


def test_an_answer_brings_its_seconds(make_course, grade_course):
    public = """
    @check(points=1, ko="시간을 잽니다.")
    def test_slow(student):
        \"\"\"It takes a moment.\"\"\"
        assert_true(answer_of(student.f, 1).seconds >= 0.05, en="Too quick.", ko="너무 빠릅니다.")
    """
    root = make_course(public=public, points=1)
    slow = """
import time
def f(x):
    started = time.process_time()
    while time.process_time() < started + 0.05:
        pass
    return x
"""

    (grade,) = grade_course(root, {"answer.py": slow})

    assert grade.score.earned == 1


FAILING = """
@check(points=1, ko="합입니다.")
def test_total(baseline):
    \"\"\"The driver's sum.\"\"\"
    assert_number(baseline.fail(), 6)
"""


def test_a_baseline_that_fails_is_no_fault_of_the_students(make_course, grade_course):
    root = make_course(public=FAILING, points=1)
    driver = "def fail(student):\n    return student.f(3)\n"
    (root / "exercises" / "01_f" / "driver.py").write_text(driver, "utf-8")

    (grade,) = grade_course(root, {"answer.py": "def f(x):\n    return 2 * x\n"})

    assert grade.outcomes[0].status == "broken"


@pytest.mark.parametrize(
    ("body", "call"),
    [
        ("assert_number(driver.draw(3), 6)", ("f", "f(np.random.default_rng(3))")),
        ("assert_number(driver.apply(2), 6)", ("f", "f(lambda value: value + 2)")),
        ("assert_number(driver.constant('SIDE'), 6)", ("SIDE", "SIDE")),
        ("assert_number(driver.of_table('twice', 3, bias=1), 9)", ("f", TWICE)),
        ("assert_number(driver.both(2), 9)", ("both", "driver.both(answer, 2)")),
    ],
)
def test_the_student_s_call_is_shown_and_not_the_driver_s(make_course, grade_course, body, call):
    course = make_course(public=CHECK.format(body=body), hidden="", points=1)
    (course / "exercises" / "01_f" / "driver.py").write_text(DRIVER, "utf-8")

    (grade,) = grade_course(course, {"answer.py": "SIDE = 3\ndef f(*x, **y):\n    return 0.0\n"})

    (shown,) = grade.outcomes[0].calls
    assert (shown.function, shown.text) == call


def test_a_loop_without_end_behind_the_driver_is_the_student_s_function(make_course, grade_course):
    body = "assert_number(driver.draw(3), 6)"
    course = make_course(public=CHECK.format(body=body), hidden="", points=1, toml=LIMITS)
    (course / "exercises" / "01_f" / "driver.py").write_text(DRIVER, "utf-8")
    source = "def f(x):\n    while True:\n        pass\n"

    (grade,) = grade_course(course, {"answer.py": source}, sandbox=open_sandbox())

    assert grade.outcomes[0].message.values["function"] == "f"
