"""A check, driver or solution that raises: the course's fault where the reference ends alike."""

from __future__ import annotations

import pytest

from grader.model import Cause
from grader.sandbox.forked import ForkedSandbox

RIGHT = "def f(x):\n    return 2 * x\n"


def check(body: str, fixtures: str = "student") -> str:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f'\n@check(points=1, ko="")\ndef test_one({fixtures}):\n    """A check."""\n{lines}\n'


@pytest.fixture
def forked():
    with ForkedSandbox() as sandbox:
        yield sandbox


def words(outcome) -> str:
    return " ".join(str(value) for d in outcome.details for value in d.values.values())


def test_a_driver_that_raises_for_the_reference_too_is_named_with_its_line(
    make_course, grade_course
):
    folder = make_course(
        public=check("assert driver.twice(1) == 2", "driver"),
        points=1,
    )
    (folder / "exercises/01_f/driver.py").write_text(
        "def twice(student, x):\n    return student.f(x) + y\n"
    )

    (grade,) = grade_course(folder, {"answer.py": RIGHT})

    (outcome,) = grade.outcomes
    assert outcome.cause is Cause.BROKEN
    assert "exercises/01_f/driver.py" in words(outcome)
    assert "return student.f(x) + y" in words(outcome)
    assert "name 'y' is not defined" in words(outcome)


def test_a_driver_that_raises_on_a_wrong_answer_only_is_the_student_s(make_course, grade_course):
    folder = make_course(
        public=check("assert driver.twice(1) == 3", "driver"),
        points=1,
    )
    (folder / "exercises/01_f/driver.py").write_text(
        "def twice(student, x):\n    return student.f(x) + 1\n"
    )

    (grade,) = grade_course(folder, {"answer.py": "def f(x):\n    return 'two'\n"})

    assert grade.outcomes[0].cause is Cause.RAISED


@pytest.mark.attack
@pytest.mark.parametrize(
    "body",
    [
        "raise NameError(\"name 'y' is not defined\")",
        "raise TypeError('the same words')",
        "return None",
        "import os; os._exit(1)",
    ],
)
def test_nobody_gets_the_course_s_fault_where_the_reference_passes(
    make_course, grade_course, forked, body
):
    folder = make_course(
        public=check("assert driver.twice(1) == 3", "driver"),
        points=1,
    )
    (folder / "exercises/01_f/driver.py").write_text(
        "def twice(student, x):\n    return student.f(x) + 1\n"
    )

    (grade,) = grade_course(folder, {"answer.py": f"def f(x):\n    {body}\n"}, forked)

    assert grade.outcomes[0].cause is not Cause.BROKEN
    assert grade.score.possible == 1


def test_another_exception_than_the_reference_s_is_the_student_s(outcomes):
    broken = check("student.f(1)\nraise RuntimeError('of the check')")

    found = outcomes("def f(x):\n    raise KeyError('mine')\n", public=broken)

    assert found["test_one"].cause is Cause.RAISED


def test_a_reference_that_raises_is_the_course_s_fault_after_a_value_too(outcomes):
    hidden = check("student.f(1)\nreference.f(0)", "student, reference")

    found = outcomes(RIGHT, public="", hidden=hidden, reference="def f(x):\n    return 2 / x\n")

    assert found["test_one"].cause is Cause.BROKEN
    assert "ZeroDivisionError" in words(found["test_one"])


@pytest.mark.parametrize("value", ["2", "2 * x", "None"])
def test_a_reference_that_raises_on_the_check_s_input_is_the_course_s_fault(outcomes, value):
    hidden = check("assert student.f(0) == reference.f(0)", "student, reference")

    found = outcomes(
        f"def f(x):\n    return {value}\n",
        public="",
        hidden=hidden,
        reference="def f(x):\n    return 2 / x\n",
    )

    assert found["test_one"].cause is Cause.BROKEN


def test_a_reference_that_raises_on_the_student_s_value_alone_is_no_fault_of_the_course(outcomes):
    hidden = check("reference.f(student.f(1))", "student, reference")

    found = outcomes(
        "def f(x):\n    return 0\n",
        public="",
        hidden=hidden,
        reference="def f(x):\n    return 2 / x\n",
    )

    assert found["test_one"].cause is Cause.UNUSABLE


def test_a_solution_that_reads_a_file_is_not_read_by_the_grading_process(make_course, grade_course):
    text = "LINES = open('/no/such/file').read()\n\n\ndef f(x):\n    return len(LINES)\n"
    folder = make_course(
        public=check("assert student.f(1) == 2"),
        hidden=check("assert student.f(3) == reference.f(3)", "student, reference").replace(
            "test_one", "test_two"
        ),
        points=2,
        reference=text,
    )

    (grade,) = grade_course(folder, {"answer.py": RIGHT})

    ends = {outcome.check: outcome.cause for outcome in grade.outcomes}
    assert ends == {"test_one": None, "test_two": Cause.BROKEN}


def test_what_a_solution_prints_when_it_is_loaded_is_no_output_of_ours(outcomes, capsys):
    hidden = check("assert student.f(3) == reference.f(3)", "student, reference")

    found = outcomes(RIGHT, public="", hidden=hidden, reference="print('secret')\n" + RIGHT)

    assert found["test_one"].status == "passed"
    assert "secret" not in capsys.readouterr().out


@pytest.mark.parametrize("body", ["import sympy_of_nobody", "raise ImportError('no scipy')"])
def test_a_library_that_the_reference_does_not_miss_is_the_student_s(
    make_course, grade_course, forked, body
):
    folder = make_course(public=check("assert student.f(1) == 2"), points=1)

    (grade,) = grade_course(folder, {"answer.py": f"def f(x):\n    {body}\n"}, forked)

    assert grade.outcomes[0].status == "error"
    assert grade.complete


USES_SCIPY = "from scipy.special import expit\n\n\ndef f(x):\n    return 2 * x + 0 * expit(x)\n"


def test_a_library_that_the_course_forgot_to_declare_is_the_course_s_fault(
    make_course, grade_course, forked
):
    pytest.importorskip("scipy")
    folder = make_course(public=check("assert student.f(1) == 2"), points=1, reference=USES_SCIPY)

    (grade,) = grade_course(folder, {"answer.py": USES_SCIPY}, forked)

    (outcome,) = grade.outcomes
    assert outcome.cause is Cause.BROKEN
    assert "scipy" in words(outcome)
    assert "reference/01_f/answer.py" in words(outcome)
    assert "expit(x)" not in words(outcome)  # no line of the solution
    assert not grade.complete


def test_an_answer_without_that_library_is_judged_as_ever(make_course, grade_course, forked):
    pytest.importorskip("scipy")
    folder = make_course(public=check("assert student.f(1) == 2"), points=1, reference=USES_SCIPY)

    (grade,) = grade_course(folder, {"answer.py": "def f(x):\n    return 3\n"}, forked)

    assert grade.outcomes[0].status == "failed"
