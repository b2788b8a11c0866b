"""A worker is asked the same whatever it answers, so that a check's silence tells it nothing."""

from __future__ import annotations

import pytest

from grader.checks.case import DEFAULT, Trial
from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox

PUBLIC = '''
@check(points=1, ko="")
def test_single(student, reference):
    """Single calls."""
    for x in range(3):
        assert_number(student.f(x), reference.f(x))

@check(points=1, ko="", requires=["test_single"])
def test_required(student, rng):
    """After the first."""
    cases = [(int(x),) for x in rng.integers(9, size=90)]
    for (x,), value in zip(cases, student.f.each(cases)):
        assert_number(value, 2 * x)

@check(points=1, ko="")
def test_two_at_once(student):
    """Two loops side by side."""
    ones, twos = student.f.each(zip(range(70))), student.g.each(zip(range(70)))
    for x, (one, two) in enumerate(zip(ones, twos)):
        assert_number(one, 2 * x)
        assert_number(two, 3 * x)

@check(points=1, ko="")
def test_untouched(student):
    """Arguments, and what is refused."""
    assert_all_untouched(student.f, [(x,) for x in range(5)])
    assert_value_errors(student.g, [(-1,), (-2,), (-3,)])
'''
REFERENCE = """
def f(x):
    return 2 * x
def g(x):
    if x < 0:
        raise ValueError
    return 3 * x
"""
NOTING = """
def note(function):
    def noting(x):
        with open({path!r}, "a") as file:
            file.write(f"{{function.__name__}}({{x}})\\n")
        return function(x)
    return noting
"""
WRONG = {
    "right": "",
    "wrong at once": "f = note(lambda x: 7)",
    "wrong in the middle of a batch": "f = note(lambda x: 7 if x == 40 else 2 * x)",
    "wrong in the second loop": "g = note(lambda x: 7)",
    "never a ValueError": "g = note(lambda x: 3 * x)",
    "raises": "def _f(x): raise KeyError\nf = note(_f)",
    "None": "f = note(lambda x: None)",
    "cannot cross": "f = note(lambda x: [0] * 300_000)",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """What a solution is asked in a warm grader, by the end of its source."""
    from tests.conftest import _checks

    root = tmp_path_factory.mktemp("course")
    texts = {
        "exercises/course.toml": 'exercises = ["01_f"]\ntitle = {ko = "과정", en = "Course"}\n',
        "exercises/01_f/exercise.toml": 'module = "answer"\nfunctions = ["f", "g"]\npoints = 4\n'
        'title = {ko = "연습", en = "Exercise"}\n',
        "exercises/01_f/test_public.py": _checks(PUBLIC),
        "reference/staff.toml": 'secret = "s"\n',
        "reference/01_f/answer.py": REFERENCE,
        "reference/01_f/test_hidden.py": "",
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    course = load_course(root)
    with Grader(course, course.exercises, InProcessSandbox()) as grader:

        def ask(end: str, trial: Trial = DEFAULT) -> tuple[list[str], list[str]]:
            noted = root / "noted"
            noted.write_text("")
            source = REFERENCE + NOTING.format(path=str(noted)) + "f, g = note(f), note(g)\n" + end
            file = File(name="answer.py", data=source.encode())
            (grade,) = grader.grade(Submission(student="kim", files=(file,)), trial)
            calls = [line.replace("<lambda>", "?") for line in noted.read_text().splitlines()]
            return [call.partition("(")[2] for call in calls], [o.status for o in grade.outcomes]

        yield ask


@pytest.mark.parametrize("end", WRONG.values(), ids=WRONG)
def test_every_solution_is_asked_the_same(asked, end):
    calls, statuses = asked(end)

    right, passed = asked("")
    assert passed == ["passed"] * 4
    assert len(right) == 3 + 90 + 140 + 5 + 3
    assert calls == right
    assert (statuses == passed) == (not end)


def test_where_it_is_not_asked_in_full_a_wrong_answer_hears_less(asked):
    """The control: whoever only looks for the first failure stops there."""
    calls, _ = asked(WRONG["wrong at once"], Trial(stop_at_failure=True, only_verdicts=True))

    assert len(calls) == 1


def test_a_check_whose_questions_depend_on_answers_is_asked_as_it_goes(make_course, grade_course):
    public = '''
    @check(points=1, ko="")
    def test_twice(student):
        """The answer is asked again."""
        assert_number(student.f(student.f(1)), 4)
    '''
    root = make_course(public=public, points=1)

    (right,) = grade_course(root, {"answer.py": "def f(x):\n    return 2 * x\n"})
    (wrong,) = grade_course(root, {"answer.py": "def f(x):\n    return 3 * x\n"})

    assert right.all_passed()
    assert (wrong.outcomes[0].expected, wrong.outcomes[0].actual) == ("4", "9")
