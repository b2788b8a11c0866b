"""Objects of the student's classes stay in the worker; a check calls their methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import load_course
from grader.i18n import translate
from grader.model import Cause, File, Submission
from grader.pipeline import Grader
from grader.reports.advice import hints_of
from grader.reports.view import next_hint

INTRO = Path(__file__).parents[1] / "courses" / "intro"
SOLUTION = (INTRO / "reference" / "03_stack" / "stack.py").read_text("utf-8")
PUBLIC = "exercises/03_stack/test_public.py"


@pytest.fixture
def outcomes(grade_course):
    """The outcomes of a stack: the solution with lines behind it, or another text."""

    def grade(more: str = "", text: str = SOLUTION, course: Path = INTRO):
        (grade,) = (
            g
            for g in grade_course(course, {"stack.py": f"{text}\n{more}\n"})
            if g.exercise == "03_stack"
        )
        return {outcome.check: outcome for outcome in grade.outcomes}

    return grade


def sentence(outcome) -> str:
    return translate(outcome.message, "en")


def test_a_right_class_passes(outcomes):
    assert {outcome.status for outcome in outcomes().values()} == {"passed"}


def test_what_was_done_with_an_object_is_shown_as_python(outcomes):
    found = outcomes(text=SOLUTION.replace("len(self._items)", "0"))["test_last_in_first_out"]

    assert [call.text for call in found.calls] == [
        "stack = Stack()\nstack.push('a')\nstack.push('b')\nstack.size()"
    ]
    assert all(call.runs for call in found.calls)


def test_the_idea_behind_a_wrong_class_is_named(outcomes):
    queue = SOLUTION.replace("self._items.pop()", "self._items.pop(0)").replace("[-1]", "[0]")

    found = outcomes(text=queue)["test_last_in_first_out"]

    assert "This is a queue." in found.misconception.en


def test_a_method_that_raises_is_named_with_its_class(outcomes):
    found = outcomes(text=SOLUTION.replace("self._items.append", "self._item.append"))

    assert sentence(found["test_last_in_first_out"]).startswith("Stack.push raised AttributeError")


def test_a_method_that_is_missing_is_named_by_python(outcomes):
    found = outcomes(text=SOLUTION.replace("def size", "def length"))["test_last_in_first_out"]

    assert (found.status, found.earned) == ("error", 0)
    assert "Stack.size raised AttributeError" in sentence(found)


def test_a_hint_about_a_class_is_one_about_its_methods(grade_course):
    grades = grade_course(INTRO, {"stack.py": SOLUTION.replace("len(self._items)", "0")})

    assert next_hint(grades, 1, "en", "Stack") is not None
    assert next_hint(grades, 1, "en", "reverse") is None


def test_a_class_of_another_name_is_offered(outcomes):
    text = SOLUTION.replace("class Stack", "class Stak").replace("Stack()", "Stak()")
    found = outcomes(text=text)["test_top"]

    assert sentence(found) == "There is no class Stack in stack.py."
    assert translate(found.details[0], "en") == "There is a class Stak: rename it to Stack."


def test_a_function_is_no_class(outcomes):
    found = outcomes(text="def Stack():\n    return []\n")["test_top"]

    assert found.cause is Cause.MISSING
    assert "is a function (stack.py, line 1)" in sentence(found)


def test_a_starter_earns_nothing_and_ends_normally(outcomes):
    starter = (INTRO / "exercises" / "03_stack" / "stack.py").read_text("utf-8")

    found = outcomes(text=starter)

    assert sum(outcome.earned for outcome in found.values()) == 0


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "...",
        "'''Items.'''\n    def pop(self):\n        raise NotImplementedError('pop')",
        "def __init__(self, first):\n        pass",
    ],
)
def test_an_untouched_class_is_not_written_yet(outcomes, body):
    found = outcomes(text=f"class Stack:\n    {body}\n")["test_last_in_first_out"]

    assert found.cause is Cause.NOT_WRITTEN
    assert sentence(found) == "Stack is not written yet."
    assert "methods of the class" in hints_of(found, "en")[0]


def test_a_class_that_is_begun_is_told_by_what_python_says(outcomes):
    text = "class Stack:\n    def push(self, item):\n        self.items = [item]\n"

    found = outcomes(text=text)["test_last_in_first_out"]

    assert found.cause is Cause.RAISED


# -- what a check may not do with an object


MISUSED = [
    "assert stack",
    "assert stack == 1",
    "assert not stack != 1",
    "assert stack.size",
    "assert stack.size == 0",
    "assert student.Stack",
    "assert len(stack) == 0 or True",
    "assert stack in (1, stack)",
    "assert 1 in stack",
    "assert stack.push(1) is not None or stack.size > 0",
    "assert student.reverse(stack)",
    "assert student.reverse(stack) == stack",
    "assert_equal(stack, 1)",
]
CHECK = """from grader.checks import assert_equal, check


@check(points=3, ko="하나", hint="own")
def test_top(student):
    '''One.'''
    stack = student.Stack()
    {body}
"""


@pytest.fixture
def intro(tmp_path):
    import shutil

    return Path(shutil.copytree(INTRO, tmp_path / "intro"))


@pytest.mark.parametrize("body", MISUSED)
def test_an_object_is_never_true_and_equal_to_nothing(intro, outcomes, body):
    (intro / PUBLIC).write_text(CHECK.format(body=body), "utf-8")

    found = outcomes(course=intro)["test_top"]

    assert (found.status, found.earned) == ("failed", 0)


DRIVER = """
def size_of(student, stack):
    return stack.size()


def both(student, stacks):
    return [stack.size() for stack in stacks]
"""


@pytest.mark.parametrize(
    "body",
    [
        "assert_equal(driver.size_of(stack), 0)",
        "assert_equal(driver.both([stack, student.Stack()]), [0, 0])",
        "assert_equal([end.value for end in driver.size_of.ends([(stack,)])], [0])",
        "assert_equal(driver.size_of(object_of(student.reverse, stack)), 0)",
    ],
)
def test_a_driver_is_given_objects(intro, outcomes, body):
    found = _with_driver(intro, outcomes, body)

    assert found.status == "passed"


def test_a_driver_that_is_given_what_was_not_kept_is_the_courses_error(intro, outcomes):
    made = "def new_stack():\n    return Stack()\n"
    reference = intro / "reference" / "03_stack" / "stack.py"
    reference.write_text(f"{SOLUTION}\n\n{made}", "utf-8")

    found = _with_driver(intro, outcomes, "driver.size_of(student.new_stack())", made)

    assert found.cause is Cause.BROKEN
    assert "object_of(student.f, …)" in " ".join(translate(each, "en") for each in found.details)


def _with_driver(intro, outcomes, body, more=""):
    text = CHECK.format(body=body).replace("(student)", "(student, driver)")
    (intro / PUBLIC).write_text(text.replace("assert_equal,", "assert_equal, object_of,"), "utf-8")
    (intro / "exercises" / "03_stack" / "driver.py").write_text(DRIVER, "utf-8")
    return outcomes(more, course=intro)["test_top"]


def test_objects_are_arguments_of_functions_and_of_methods(intro, outcomes):
    body = (
        "other = student.Stack()\n    "
        "stack.push([other, 1])\n    "
        "other.push(7)\n    "
        "stack.pop()\n    "
        "assert_equal(student.reverse(other).pop(), 7)\n    "
        "assert_equal(other.size(), 1)"
    )
    (intro / PUBLIC).write_text(CHECK.format(body=body), "utf-8")

    assert outcomes(course=intro)["test_top"].status == "passed"


# -- hostile classes: nothing of theirs decides anything outside


HOSTILE = {
    "equal to everything": (
        "class Stack:\n    __eq__ = lambda *_: True\n"
        "    def size(self): return Stack()\n    pop = push = size"
    ),
    "any method there is": (
        "class Stack:\n    def __getattr__(self, name):\n        return lambda *a: Stack()\n"
    ),
    "another class": (
        "class Stack:\n    __class__ = int\n    def push(self, x): pass\n    size = pop = push"
    ),
    "a number at birth": ("class Stack(int):\n    def push(self, x): pass\n    size = pop = push"),
    "no object at all": "class Stack:\n    def __new__(cls):\n        return 2\n",
    "a metaclass": (
        "class Meta(type):\n    def __call__(cls, *a):\n        return 'b'\n"
        "    def __instancecheck__(cls, other): return True\n"
        "class Stack(metaclass=Meta): pass\n"
    ),
    "text like the answer": (
        "class B(str):\n    __eq__ = lambda *_: True\n    __hash__ = None\n"
        "class Stack:\n    def push(self, x): pass\n    def size(self): return B('2')\n"
        "    pop = size\n    top = B('3')\n"
    ),
    "a wrapped grader": (
        "import sys\nclass Stack:\n    def push(self, x): pass\n"
        "    def size(self):\n"
        "        kept = sys.modules.get('grader.worker.kept')\n"
        "        if kept: kept.Kept.callable_for = lambda *a: (lambda *b: 2)\n"
        "        return 0\n    pop = size\n    top = 0\n"
    ),
}


@pytest.fixture(scope="module")
def grader():
    """A grader with the real walls."""
    course = load_course(INTRO)
    exercises = tuple(e for e in course.exercises if e.slug == "03_stack")
    with Grader(course, exercises) as made:
        yield made


def earned(grader: Grader, text: str) -> float:
    hand_in = Submission(student="s", files=(File(name="stack.py", data=text.encode()),))
    return grader.grade(hand_in)[0].score.earned


@pytest.mark.parametrize("name", HOSTILE)
def test_a_class_that_lies_earns_nothing(grader, name):
    assert earned(grader, HOSTILE[name]) == 0


def test_an_honest_class_earns_all_there(grader):
    assert earned(grader, SOLUTION) == 8


def test_a_forged_reference_is_refused_like_any_handle():
    from grader.worker.wire import decode

    forged = decode(b"o\0\0\0\0")

    with pytest.raises(TypeError):
        bool(forged)
    with pytest.raises(TypeError):
        _ = forged == 0


# -- what must raise


REFUSING = """class Stack:
    def __init__(self, room=1):
        if room < 0:
            raise ValueError("no room")

    def push(self, item):
        if item < 0:
            raise ValueError("negative")


def reverse(stack):
    raise ValueError("empty")
"""
MUST_RAISE = [
    ("stack.push, -1", "stack.push, 1", "Stack.push"),
    ("student.Stack, -1", "student.Stack, 1", "Stack"),
    ("student.reverse, stack", "student.reverse, [stack]", "reverse"),
]


@pytest.mark.parametrize("raises", [pair[0] for pair in MUST_RAISE])
def test_a_method_a_class_and_a_function_of_objects_may_have_to_raise(intro, outcomes, raises):
    body = f"from grader.checks import assert_value_error as must_raise; must_raise({raises})"
    (intro / PUBLIC).write_text(CHECK.format(body=body), "utf-8")

    assert outcomes(text=REFUSING, course=intro)["test_top"].status == "passed"


@pytest.mark.parametrize(("_", "returns", "name"), MUST_RAISE)
def test_what_returns_instead_of_raising_is_named(intro, outcomes, _, returns, name):
    body = f"from grader.checks import assert_value_error as must_raise; must_raise({returns})"
    (intro / PUBLIC).write_text(CHECK.format(body=body), "utf-8")
    text = REFUSING.replace('raise ValueError("empty")', "return 1")

    found = outcomes(text=text, course=intro)["test_top"]

    assert found.cause is Cause.SHOULD_RAISE
    assert sentence(found).startswith(f"{name} should raise ValueError")


def test_an_attribute_taken_for_a_value_names_what_reads_it(intro, outcomes):
    (intro / PUBLIC).write_text(CHECK.format(body="assert stack.top == 1"), "utf-8")

    found = outcomes(course=intro)["test_top"]

    assert 'attribute_of(stack, "top")' in translate(found.details[0], "en")
