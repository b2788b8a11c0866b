"""A misconception is named where it, and it alone, gives the very answers of the student."""

from __future__ import annotations

import builtins
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.call_log import Call, EncodedCall
from grader.checks.diagnosis import in_process as diagnosis_module
from grader.checks.diagnosis import solutions
from grader.checks.diagnosis.in_process import Diagnosis
from grader.checks.diagnosis.misconceptions import Misconception
from grader.checks.diagnosis.same_answer import same_answer
from grader.model import Text
from grader.worker import wire

CHECKS = '''
@check(points=1, ko="")
def test_two(student):
    """Where doubling and squaring agree, and then where they do not."""
    assert_number(student.f(2), 4)
    assert_number(student.f(3), 6)
'''


def idea(name: str, body: str) -> str:
    """A misconception's source."""
    header = f"{name}.\n\ncaught_by: test_two\nko: {name} 한국어\nen: {name} in English\n"
    return f'"""{header}"""\n\n{body}'


SQUARED = idea("squared", "def f(x):\n    return x * x\n")
PLUS_TWO = idea("plus two", "def f(x):\n    return x + 2\n")


@pytest.fixture
def diagnosis(outcomes):
    """What a source is diagnosed as, by some misconceptions."""

    def found(source: str, **course):
        course.setdefault("misconceptions", {"squared": SQUARED, "plus_two": PLUS_TWO})
        course.setdefault("public", CHECKS)
        return outcomes(source, **course)["test_two"].misconception

    return found


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(x):\n    return x ** 2\n", "squared"),
        ("def f(x):\n    return 2 + x\n", "plus two"),
        ("def f(x):\n    return x * float(x)\n", "squared"),
    ],
)
def test_the_idea_whose_answers_these_are_is_named(outcomes, source, name):
    checks = CHECKS.replace("student.f(2), 4", "student.f(5), 10")

    found = outcomes(
        source, public=checks, misconceptions={"squared": SQUARED, "plus_two": PLUS_TWO}
    )["test_two"].misconception

    assert found.en == f"{name} in English"
    assert found.ko == f"{name} 한국어"


OTHER = '''
@check(points=1, ko="")
def test_many(student):
    """What other checks ask tells ideas apart, too."""
    for x in range(4, 10):
        assert_number(student.f(x), 2 * x)
'''


def test_of_ideas_that_agree_in_one_check_the_one_counts_that_explains_most_elsewhere(diagnosis):
    twin = SQUARED.replace("squared", "twin").replace("x * x", "x * x if x < 4 else 0")

    found = diagnosis(
        "def f(x):\n    return x ** 2\n",
        public=CHECKS + OTHER,
        misconceptions={"squared": SQUARED, "twin": twin},
    )

    assert found.en == "squared in English"


def test_an_idea_that_explains_less_than_half_of_the_wrong_answers_is_not_named(diagnosis):
    by_chance = "def f(x):\n    return x * x if x < 4 else -x\n"
    assert diagnosis(by_chance).en == "squared in English"  # as long as nothing else is asked

    assert diagnosis(by_chance, public=CHECKS + OTHER) is None


def test_answers_that_a_failed_check_did_not_come_to_count(diagnosis):
    """The other check fails at its first value; what it would have asked was asked in vain."""
    half = "def f(x):\n    return x * x if x in (3, 5, 6, 7, 8) else -x if x > 3 else 2 * x\n"

    assert diagnosis(half, public=CHECKS + OTHER).en == "squared in English"


def test_a_right_answer_has_no_misconception(diagnosis):
    assert diagnosis("def f(x):\n    return 2 * x\n") is None


def test_an_answer_of_no_known_idea_has_no_diagnosis(diagnosis):
    assert diagnosis("def f(x):\n    return 7 * x\n") is None


def test_two_ideas_that_agree_are_no_diagnosis(diagnosis):
    twins = {"squared": SQUARED, "twin": SQUARED.replace("squared", "twin")}

    assert diagnosis("def f(x):\n    return x * x\n", misconceptions=twins) is None


def test_an_idea_that_agrees_on_some_calls_only_is_not_named(diagnosis):
    source = "def f(x):\n    return x * x if x == 2 else -1\n"

    assert diagnosis(source) is None


def test_right_values_are_no_misconception_whatever_else_is_wrong(diagnosis):
    checks = CHECKS.replace("assert_number(student.f(3), 6)", "assert student.f(2) is None")

    assert diagnosis("def f(x):\n    return 2 * x\n", public=checks) is None


@pytest.mark.parametrize(
    "body", ["raise ValueError", "return object()", "return 'text'", "return [x, x]", "return None"]
)
def test_an_answer_of_another_kind_is_no_crash(diagnosis, body):
    assert diagnosis(f"def f(x):\n    {body}\n") is None


@pytest.mark.parametrize("body", ["raise KeyError(x)", "return None", "return {}", "return 'a'"])
def test_an_idea_that_raises_or_returns_something_else_agrees_with_nothing(diagnosis, body):
    ideas = {"odd": idea("odd", f"def f(x):\n    {body}\n"), "squared": SQUARED}

    found = diagnosis("def f(x):\n    return x * x\n", misconceptions=ideas)

    assert found.en == "squared in English"


def test_an_idea_without_the_function_agrees_with_nothing(diagnosis):
    ideas = {"gone": idea("gone", "del f\n"), "squared": SQUARED}

    found = diagnosis("def f(x):\n    return x * x\n", misconceptions=ideas)

    assert found.en == "squared in English"


def test_an_idea_of_remembering_starts_anew_for_every_submission(make_course):
    from grader.course import load_course
    from grader.model import File, Submission
    from grader.pipeline import Grader
    from grader.sandbox.inprocess import InProcessSandbox

    remembers = idea(
        "remembers", "seen = []\n\n\ndef f(x):\n    seen.append(x)\n    return len(seen)\n"
    )
    checks = CHECKS.replace("student.f(2), 4", "student.f(2), student.f(3) - 1")
    folder = make_course(public=checks, points=1, misconceptions={"remembers": remembers})
    course = load_course(folder)
    source = b"seen = []\n\n\ndef f(x):\n    seen.append(x)\n    return len(seen)\n"
    submission = Submission(student="kim", files=(File(name="answer.py", data=source),))

    with Grader(course, course.exercises, InProcessSandbox()) as grader:
        found = [grader.grade(submission)[0].outcomes[0].misconception for _ in range(2)]

    assert found[0] is not None
    assert found[0] == found[1]


def test_arguments_that_the_check_changes_later_are_replayed_as_they_were(diagnosis):
    checks = '''
    import numpy as np

    @check(points=1, ko="")
    def test_two(student):
        """Uses one array for everything."""
        x = np.array([3.0])
        y = student.f(x)
        x[:] = 0
        assert_close(y, [6.0])
    '''

    found = diagnosis("def f(x):\n    return x * x\n", public=checks)

    assert found.en == "squared in English"


# -- what the ideas answered is kept


def made(name: str, body: str) -> Misconception:
    """An idea that is not in a file."""
    text = Text(ko=name, en=name)
    return Misconception(name, text, (), 0.0, body, compile(body, name, "exec"))


REMEMBERS = """
seen = []

def f(x):
    seen.append(x)
    return [sum(seen), len(seen)]
"""
IDEAS = [
    made("remembers", REMEMBERS),
    made("squares", "def f(x):\n    return [x * x, 1]\n"),
    made("raises", "def f(x):\n    return [1 / (x - 2), 1]\n"),
    made("doubles", "def f(x):\n    return [2 * x, 1]\n"),
]


def twice() -> ModuleType:
    module = ModuleType("reference")
    module.f = lambda x: [2 * x, 1]
    return module


def calls_of(function, arguments) -> list[Call]:
    """What a student's function answers."""
    values = [(wire.encode([[x], {}]), function(x)) for x in arguments]
    return [Call(EncodedCall("f", False, asked, wire.encode((y,))), y) for asked, y in values]


def both(calls):
    """A check's calls, and the same as those of all checks."""
    return calls, [call.encoded for call in calls]


def as_idea(name: str, arguments) -> list[Call]:
    """The answers of somebody who has this idea."""
    idea = next(idea for idea in IDEAS if idea.name == name)
    namespace: dict = {}
    exec(idea.source, namespace)
    return calls_of(namespace["f"], arguments)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["remembers", "squares", "doubles"]),
            st.lists(st.integers(0, 4), min_size=1, max_size=4),
        ),
        max_size=6,
    ),
    st.sampled_from([0, 1000, 1 << 17]),
)
def test_whoever_came_before_changes_no_diagnosis(students, room):
    before = solutions.MAX_KEPT_BYTES
    solutions.MAX_KEPT_BYTES = room
    try:
        warm = Diagnosis(twice(), IDEAS)
        for name, arguments in students:
            calls = as_idea(name, arguments)
            assert warm.diagnose(*both(calls)) == Diagnosis(twice(), IDEAS).diagnose(*both(calls))
    finally:
        solutions.MAX_KEPT_BYTES = before


def test_an_idea_is_asked_once_what_a_whole_class_is_asked(monkeypatch):
    monkeypatch.setattr(builtins, "asked", [], raising=False)
    counts = made("counts", "def f(x):\n    asked.append(x)\n    return [x * x, 1]\n")
    ideas = Diagnosis(twice(), [counts])

    found = [ideas.diagnose(*both(as_idea("squares", [3, 4]))) for _ in range(5)]

    assert found == [counts.text] * 5
    assert builtins.asked == [3, 4]


@pytest.mark.parametrize(("share", "is_named"), [(1.0, True), (0.7, True), (0.3, False)])
@pytest.mark.parametrize("body", ["return x * x", "global n\n    n = x\n    return n * n"])
def test_of_very_many_wrong_answers_a_sample_tells(share, is_named, body):
    squares = made("squares", f"def f(x):\n    {body}\n")
    everywhere = calls_of(lambda x: x * x if x % 10 < 10 * share else -x, range(100, 400))
    ideas = Diagnosis(twice(), [squares])

    found = ideas.diagnose(calls_of(lambda x: x * x, [3, 5]), [one.encoded for one in everywhere])

    assert found == (squares.text if is_named else None)


def test_one_idea_is_asked_for_no_more_wrong_answers_than_tell(monkeypatch):
    monkeypatch.setattr(builtins, "asked", [], raising=False)
    counts = made("counts", "def f(x):\n    asked.append(x)\n    return x * x\n")
    everywhere = calls_of(lambda x: x * x, range(100, 400))

    Diagnosis(twice(), [counts]).diagnose(
        calls_of(lambda x: x * x, [3]), [one.encoded for one in everywhere]
    )

    assert 3 in builtins.asked
    assert len(builtins.asked) <= 1 + diagnosis_module.MAX_ASKED // 2


def test_an_answer_that_an_idea_changes_later_stays_what_it_was():
    body = (
        "import numpy as np\nkept = np.zeros(2)\n\ndef f(x):\n    kept[:] += x\n    return kept\n"
    )
    ideas = Diagnosis(twice(), [made("shares", body)])
    answers = iter(np.cumsum([[3.0, 3.0], [4.0, 4.0]], axis=0))
    calls = calls_of(lambda _x: next(answers), [3, 4])

    assert [ideas.diagnose(*both(calls)).en for _ in range(2)] == ["shares"] * 2


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (1, 1.0, True),
        (1.0, 1.0 + 1e-12, True),
        (1.0, 1.001, False),
        (float("nan"), float("nan"), False),
        (float("inf"), float("inf"), False),
        (0.5, 10**400, False),
        (10**400, 0.5, False),
        (1, True, True),
        (1, "1", False),
    ],
)
def test_numbers_are_the_same_answer_within_rounding(expected, actual, same):
    assert same_answer(expected, actual) is same


# -- answers that would agree with anything tell nothing


@pytest.mark.parametrize(
    ("answer", "is_named"),
    [
        (0, False),
        (0.0, False),
        ([0, 0.0], False),
        (np.zeros((2, 2)), False),
        (np.zeros(1), False),
        (np.False_, False),
        ([[0.0], (0,)], False),
        (np.full(4, 7.0), False),
        ([7, 7.0], False),
        (7, True),
        (np.array([7.0]), True),
        ([7, 0], True),
        ([0.0, 7.0], True),
        (np.array([7.0, 8.0]), True),
        ("seven", True),
        (None, True),
    ],
    ids=repr,
)
def test_zeros_and_one_number_all_over_name_no_idea(answer, is_named):
    always = ModuleType("always")
    always.f = lambda _x: answer
    idea = made("always", "def f(x):\n    return x\n")
    calls = calls_of(always.f, [answer])  # an idea that hands back what it is given

    found = Diagnosis(twice(), [idea]).diagnose(*both(calls))

    assert found == (idea.text if is_named else None)


def test_the_same_number_in_every_call_names_no_idea():
    idea = made("constant", "def f(x):\n    return 7\n")

    twice_seven, seven = (calls_of(lambda _x: 7, given) for given in ([1, 2], [1]))

    assert Diagnosis(twice(), [idea]).diagnose(*both(twice_seven)) is None
    assert Diagnosis(twice(), [idea]).diagnose(*both(seven)) == idea.text


# -- answers that would agree with anything tell nothing


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ([1024.0, 0.0], [1024.0, 2.0**-20], True),  # a billionth of the largest value wanted
        ([1024.0, 0.0], [1024.0, 2.0**-19], False),
        ([0.0, 0.0], [1e-9, 0.0], True),
        ([0.0, 0.0], [2.0**-29, 0.0], False),
        ([1.0, 1.0], [1.0], False),  # never stretched
        ([1.0], [[1.0]], False),
        ([1.0], 1.0, False),
        ([1.0], [np.nan], False),
        ([1.0], [1.0 + 0j], False),
    ],
)
def test_arrays_are_the_same_answer_within_rounding_and_of_one_shape(expected, actual, same):
    assert same_answer(np.array(expected), np.array(actual)) is same


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ((1, 2), [1, 2], True),
        ([1, 2], (1, 2, 3), False),
        ([1, 2], np.array([1, 2]), False),
        ("a", "a", True),
        ("a", "b", False),
        ("1", 1, False),
        (None, None, True),
        (None, 0, False),
    ],
)
def test_tuples_texts_and_nothing_are_compared_by_their_kind(expected, actual, same):
    assert same_answer(expected, actual) is same


@pytest.mark.parametrize(("cells", "is_named"), [(10, True), (11, False)])
def test_answers_of_too_many_numbers_are_not_compared(monkeypatch, cells, is_named):
    monkeypatch.setattr(diagnosis_module, "MAX_CELLS", 10)
    idea = made("counts", "import numpy as np\ndef f(x):\n    return np.arange(float(x))\n")
    halves = [cells // 2, cells - cells // 2]  # of all answers of a check together

    calls = calls_of(lambda x: np.arange(float(x)), halves)
    found = Diagnosis(twice(), [idea]).diagnose(*both(calls))

    assert found == (idea.text if is_named else None)
