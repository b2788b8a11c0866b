"""A check is given no more bytes of answers than right ones could take, and keeps none of them."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from grader.checks import ends
from grader.checks.call_log import MAX_KEPT_CELLS, AnswerLog, Call, EncodedCall, room_of
from grader.checks.student import LEAST_ROOM, ROOM_SHARE
from grader.model import Cause, message
from grader.sandbox.inprocess import InProcessSandbox
from grader.sandbox.pool import open_sandbox

LARGE = LEAST_ROOM // 8  # cells of uint8 that the reference answers: twice the least room in all
HIDDEN = f'''
import numpy as np

@check(points=1, ko="모두 더합니다.")
def test_sum(student, reference):
    """The sum of all cells."""
    value = student.f({LARGE})
    assert_number(np.sum(np.asarray(value, dtype=float)), np.sum(reference.f({LARGE})))

@check(points=1, ko="작은 것입니다.")
def test_small(student, reference):
    """A small one."""
    assert_close(student.f(3), reference.f(3))
'''
REFERENCE = "import numpy as np\n\n\ndef f(n):\n    return np.ones(n, np.uint8)\n"
FORMS = {
    "as the reference does": "np.ones(n, np.uint8)",
    "in double precision": "np.ones(n)",
    "as a list": "[1.0] * n",
    "as a list of rows": "[[1.0, 1.0]] * (n // 2)",
    "as a tuple of NumPy's numbers": "tuple(np.ones(n))",
}


@pytest.fixture(params=[InProcessSandbox, open_sandbox], ids=["in process", "forked"])
def grade(request, make_course, grade_course):
    """Grades an answer to the checks above."""
    course = make_course(hidden=HIDDEN, public="", reference=REFERENCE, points=2)

    def call(answer: str):
        source = f"import numpy as np\n\n\ndef f(n):\n    return {answer}\n"
        (made,) = grade_course(course, {"answer.py": source}, request.param())
        return [outcome.cause for outcome in made.outcomes], made

    return call


@pytest.mark.parametrize("form", FORMS)
def test_a_right_answer_has_room_in_every_form(grade, form):
    causes, _ = grade(FORMS[form])

    assert causes[0] is None


@pytest.mark.parametrize(("times", "cause"), [(15, Cause.WRONG_VALUES), (20, Cause.CANNOT_CROSS)])
def test_what_is_many_times_as_large_is_refused_and_the_next_check_is_tried(grade, times, cause):
    assert ROOM_SHARE == 16
    causes, made = grade(f"np.ones(({times} if n > 3 else 1) * n, np.uint8)")

    assert causes == [cause, None]
    too_large = message("It is many times as large as a right answer.")
    assert (too_large in made.outcomes[0].details) is (cause is Cause.CANNOT_CROSS)


def test_many_answers_together_are_refused_as_one_large_one_is(make_course, grade_course):
    hidden = """
    import numpy as np

    @check(points=1, ko="많이")
    def test_many(student):
        \"\"\"Many.\"\"\"
        for value in student.f.each(zip(range(40))):
            assert_number(np.size(value), 1)
    """
    course = make_course(hidden=hidden, public="", reference="def f(n):\n    return 1\n", points=1)
    size = LEAST_ROOM // 20
    source = f"import numpy as np\n\n\ndef f(n):\n    return 'x' * ({size} if n > 2 else 1)\n"

    (made,) = grade_course(course, {"answer.py": source}, open_sandbox())

    assert made.outcomes[0].cause is Cause.CANNOT_CROSS


def test_words_take_no_room_of_answers(make_course, grade_course):
    hidden = """
    @check(points=1, ko="예외")
    def test_errors(student):
        \"\"\"Errors.\"\"\"
        assert_value_errors(student.f, zip(range(100)))
    """
    reference = "def f(n):\n    raise ValueError\n"
    course = make_course(hidden=hidden, public="", reference=reference, points=1)
    source = "def f(n):\n    raise ValueError('long ' * 2000)\n"

    (made,) = grade_course(course, {"answer.py": source}, open_sandbox())

    assert made.outcomes[0].status == "passed"


# -- nothing is kept


@pytest.mark.parametrize(
    ("value", "least"),
    [
        (np.zeros(1000), 1000),
        ([np.zeros(0)] * 1000, 4000),
        ([[]] * 1000, 1000),
        (dict.fromkeys(range(1000)), 2000),
        ("x" * 8000, 1000),
        (b"x" * 8000, 1000),
        (((1.5,) * 100,) * 10, 1000),
    ],
)
def test_what_answers_take_is_counted_in_every_kind_of_value(value, least):
    assert least <= room_of(value) <= 1.2 * least


def test_answers_are_kept_for_the_diagnosis_while_there_is_room():
    log = AnswerLog()
    call = Call(EncodedCall("f", False, b"", b""), np.zeros(MAX_KEPT_CELLS // 2 - 10))

    assert [log.has_room_for([call]) for _ in range(3)] == [True, True, False]


def test_what_a_failed_check_looked_at_is_freed_before_the_next(
    monkeypatch, make_course, grade_course
):
    """Without a collection: frames and the error that holds them are no cycle any more."""
    alive = []
    seen = []

    def views_of(error, calls, _reference, _parameters):
        seen.append(sum(one() is not None for one in alive))
        alive.extend(weakref.ref(call.value) for call in calls)
        return ()

    monkeypatch.setattr(ends, "views_of", views_of)
    for room in ("MAX_KEPT_CELLS", "MAX_LOGGED_CELLS"):
        monkeypatch.setattr(f"grader.checks.call_log.{room}", 0)
    checks = "".join(
        f"""
    @check(points=1, ko="가")
    def test_{n}(student):
        \"\"\"A.\"\"\"
        value = array_of(student.f({n}))
        assert_close(value, 1)
    """
        for n in range(4)
    )
    course = make_course(hidden=checks, public="", points=4)
    source = "import numpy as np\n\n\ndef f(n):\n    return np.zeros(9)\n"
    gc.disable()
    try:
        grade_course(course, {"answer.py": source})
    finally:
        gc.enable()

    assert len(alive) == 4
    assert seen == [0, 0, 0, 0]
