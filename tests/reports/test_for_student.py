"""What a student reads of hidden checks shows no hidden value, whatever the student's code does.

Each way in which a value can get into a report has its control: staff do read it there, printed as
it is printed there, so that it would be found in the student's report if it were in it.
"""

from __future__ import annotations

import json
from typing import get_args

import msgspec
import pytest

from grader.course import load_course
from grader.model import (
    ArrayView,
    Cause,
    Evidence,
    Frame,
    Measured,
    Outcome,
    ShownCall,
    Status,
    Text,
    WindowPlane,
    WrongWindow,
    message,
)
from grader.model.hidden import MAX_IDEAS
from grader.pipeline import Grader
from grader.reports.formats.markdown import render_markdown
from grader.reports.pages.student_page import render_student_page
from grader.results.grade_file import render_json
from grader.sandbox.pool import open_sandbox

# The first six digits of a value in the input of the hidden checks, and of one that they expect;
# six are left of them in the shortest form that anything here prints them in.
SECRET = "313376"
WANTED = "827141"
HIDDEN = '''
import numpy as np

@check(points=1, ko="숨은 검사", hint="h")
def test_hidden_{number}(student):
    """A hidden check."""
    {use}
'''
# in each the answer of a function that gives back its argument is wrong
USES = {
    "int": "assert_number(student.f(31337642), 82714103)",
    "float": "assert_number(student.f(31337642.25), 82714103.25)",
    "numpy number": "assert_number(student.f(np.float32(31337642)), 82714103.25)",
    "array": "assert_close(student.f(np.array([1.0, 31337642.25])), [2.0, 82714103.25])",
    "small array": "assert_close(student.f(np.array([31337642.25])), [82714103.25])",
    "tiny numbers": "assert_close(student.f(np.array([3.1337642e-7])), [8.2714103e-5])",
    "int array": "assert_close(student.f(np.array([[31337642, 1]])), [[82714103, 1]])",
    "large array": "assert_close(student.f(np.full((40, 40), 31337642.25)), np.full((40, 40), 0))",
    "deep array": "assert_close(student.f(np.full((2, 2, 2), 31337642.25)), np.ones((2, 2, 2)))",
    "tuple": "assert_integers(student.f((31337642, 1)), (82714103, 1))",
    "rows": "assert_rows(student.f([('Dense', (31337642,), 1)]), [('Dense', (82714103,), 1)])",
    "nested": "assert student.f({'a': [1, (31337642.25, np.array([31337642.25]))]}) is None",
    "text": "assert student.f('31337642') == '82714103'",
    "bytes": "assert student.f(b'31337642') == b'82714103'",
    "complex": "assert student.f(31337642.25 + 1j) == 82714103.25",
    "keyword": "assert_number(student.f(x=31337642.25), 82714103.25)",
    "untouched": "assert_true(assert_untouched(student.f, np.array([31337642.25])) is None,"
    " en='a', ko='가')",
    "error": "assert_value_error(student.f, 31337642.25)",
    "raising": "raise RuntimeError(f'{student.f(31337642.25)} 82714103')",
}
SOURCES = {
    "returns it": "def f(x):\n    return x\n",
    "returns its text": "def f(x):\n    return str(x)\n",
    "returns its repr": "def f(x):\n    return [repr(x)] * 3\n",
    "nests it": "def f(x):\n    return {'a': [x, (x, {'b': x})]}\n",
    "prints": "def f(x):\n    print(x)\n    return x\n",
    "prints its repr": "def f(x):\n    print(f'{x!r}')\n    return x\n",
    "prints it nested": "def f(x):\n    print({'a': [x, (x,)]})\n    return x\n",
    "prints to stderr": "import sys\n\n\ndef f(x):\n    print(x, file=sys.stderr)\n    return x\n",
    "prints a NumPy array": (
        "import numpy as np\n\n\ndef f(x):\n    print(np.array([0.5, x], dtype=object))\n"
        "    return x\n"
    ),
    "raises": "def f(x):\n    raise ValueError(str(x))\n",
    "raises KeyError": "def f(x):\n    raise KeyError(repr(x))\n",
    "raises from": "def f(x):\n    raise ValueError(f'{x}') from KeyError(str(x))\n",
    "looks it up": "def f(x):\n    return {}[repr(x)]\n",
    "exits": "def f(x):\n    raise SystemExit(str(x))\n",
    "warns": "import warnings\n\n\ndef f(x):\n    warnings.warn(str(x))\n    return x\n",
}
TRICKS = {
    "names its error": "def f(x):\n    raise type(str(x), (Exception,), {})\n",
    "names its type": "def f(x):\n    return type(str(x), (), {})()\n",
    "names its base": "def f(x):\n    raise type('E', (type(str(x), (Exception,), {}),), {})\n",
    "names its code": (
        "def f(x):\n    def g():\n        raise ValueError\n"
        "    g.__code__ = g.__code__.replace(co_name=str(x))\n    g()\n"
    ),
    "edits its source": (
        "import gc\n\n\ndef f(x):\n"
        "    for cells in gc.get_objects():\n"
        "        if type(cells) is dict and type(cells.get('answer.py')) is str:\n"
        "            cells['answer.py'] = '\\n'.join([str(x)] * 30)\n"
        "    raise ValueError\n"
    ),
    "forges a reason": (
        "import sys\n\n\ndef f(x):\n"
        "    caller = sys._getframe(1)\n"
        "    worker, wire = caller.f_locals['self'], caller.f_globals['wire']\n"
        "    refusal = wire.encode({'event': 'unsendable', 'text': str(x)})\n"
        "    worker._held.extend([refusal, b''])\n"
        "    worker._send_held()\n"
    ),
    "forges an error": (
        "import sys\n\n\ndef f(x):\n"
        "    said = {'type': str(x), 'bases': [str(x)], 'text': str(x), 'where': str(x),\n"
        "            'line': 313376, 'source': str(x), 'frames': [{'where': str(x),\n"
        "            'line': 313376, 'function': str(x), 'source': str(x)}]}\n"
        "    sys._getframe(1).f_globals['describe_exception'] = lambda *_: said\n"
        "    raise ValueError\n"
    ),
}
# uses whose outcome does not show the answer itself, even to staff
SAYS_NOTHING = {"untouched"}
# where staff do not read the value either: source -> uses; what is warned of twice is said once
UNSEEN = {
    "returns it": SAYS_NOTHING,
    "returns its text": SAYS_NOTHING,
    "returns its repr": SAYS_NOTHING | {"rows"},
    "nests it": SAYS_NOTHING | {"rows", "tiny numbers"},
    "raises": {"error"},  # it passes
    "raises from": {"error"},
    "warns": {"untouched"},
}


@pytest.fixture(scope="module")
def grader(tmp_path_factory):
    """A grader of an exercise with a hidden check for each use."""
    root = tmp_path_factory.mktemp("course")
    toml = (
        f'module = "answer"\nfunctions = ["f"]\npoints = {len(USES)}\n'
        'title = {ko = "연습", en = "Exercise"}\n'
        '[[hints]]\nid = "h"\nko = ["가"]\nen = ["a"]\n'
    )
    checks = "".join(HIDDEN.format(number=n, use=use) for n, use in enumerate(USES.values()))
    texts = {
        "exercises/course.toml": 'exercises = ["01_f"]\ntitle = {ko = "과정", en = "Course"}\n',
        "exercises/01_f/exercise.toml": toml,
        "exercises/01_f/test_public.py": "",
        "reference/staff.toml": 'secret = "s"\n',
        "reference/01_f/answer.py": "def f(x):\n    return 2 * x\n",
        "reference/01_f/test_hidden.py": "from grader.checks import *\n" + checks,
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    course = load_course(root / "exercises")
    with Grader(course, course.exercises, open_sandbox()) as opened:
        yield opened


@pytest.fixture
def graded(grader, make_submission):
    """For each use, the grade of a source that holds this one outcome: for staff, the student.

    What staff see is without the call, which has the value in any case.
    """

    def call(source: str):
        (grade,) = grader.grade(make_submission({"answer.py": (SOURCES | TRICKS)[source]}))
        singles = (msgspec.structs.replace(grade, outcomes=(one,)) for one in grade.outcomes)
        pairs = zip(USES, singles, strict=True)
        return {use: (without_call(one), one.for_student()) for use, one in pairs}

    return call


def without_call(grade):
    (outcome,) = grade.outcomes
    return msgspec.structs.replace(grade, outcomes=(msgspec.structs.replace(outcome, calls=()),))


@pytest.mark.parametrize("source", ["returns it", "prints", "raises"])
def test_a_call_with_a_hidden_value_is_shown_to_staff_and_to_no_student(
    grader, make_submission, source
):
    (grade,) = grader.grade(make_submission({"answer.py": SOURCES[source]}))

    calls = "".join(call.text for one in grade.outcomes for call in one.calls)
    assert SECRET in calls.replace("_", "").replace(".", "")
    assert not any(one.calls for one in grade.for_student().outcomes)
    assert "f(" not in render_markdown([grade.for_student()], "en")


def digits_in(grade) -> str:
    """All that can be read of a grade, with the digits of its numbers side by side."""
    reports = [
        render_json([grade]),
        render_markdown([grade], "ko"),
        render_markdown([grade], "en"),
        render_student_page([grade], "en"),
    ]
    return "\n".join(reports).translate(str.maketrans("", "", ".,_ "))


@pytest.mark.parametrize("source", SOURCES)
def test_what_the_code_does_with_a_hidden_value_shows_it_to_staff_and_to_no_student(graded, source):
    grades = graded(source)

    unseen = {use for use, (staff, _) in grades.items() if SECRET not in digits_in(staff)}
    leaks = {use for use, (_, student) in grades.items() if SECRET in digits_in(student)}

    assert unseen == UNSEEN.get(source, set())
    assert leaks == set()


@pytest.mark.parametrize("source", ["returns it", "prints"])
def test_what_was_expected_is_shown_to_staff_and_to_no_student(graded, source):
    grades = graded(source)

    seen = {use for use, (staff, _) in grades.items() if WANTED in digits_in(staff)}
    leaks = {use for use, (_, student) in grades.items() if WANTED in digits_in(student)}

    assert seen == {
        *("int", "float", "numpy number", "keyword", "tuple", "rows"),
        *("array", "small array", "tiny numbers", "int array"),
        "raising",  # the author's line
        *("bytes", "complex", "text"),
    }
    assert leaks == set()


@pytest.mark.attack
@pytest.mark.parametrize("source", TRICKS)
def test_what_the_code_calls_its_types_and_functions_shows_no_hidden_value(graded, source):
    grades = graded(source)

    leaks = {use for use, (_, student) in grades.items() if SECRET in digits_in(student)}

    assert leaks == set()


@pytest.mark.attack
@pytest.mark.parametrize(
    "source",
    ["names its error", "names its type", "names its code", "forges a reason", "forges an error"],
)
def test_the_tricks_do_reach_what_staff_see(graded, source):
    staff, _ = graded(source)["int"]

    assert SECRET in digits_in(staff)


def test_the_check_s_own_trouble_is_for_staff(make_course, grade_course):
    hidden = HIDDEN.format(number=1, use="raise RuntimeError('31337642')")
    toml = '[[hints]]\nid = "h"\nko = ["가"]\nen = ["a"]\n'
    course = make_course(public="", hidden=hidden, points=1, toml=toml)

    (grade,) = grade_course(course, {"answer.py": SOURCES["returns it"]})

    assert SECRET in digits_in(grade)
    assert SECRET not in digits_in(grade.for_student())


# -- field by field: whatever else an outcome may come to hold is decided on here


SHOWN = {
    # the check and how it ended
    *("check", "title", "visibility", "points", "earned", "status", "bonus", "hints"),
    # written by staff, and by the grader without values
    *("message", "misconception", "cause"),
    # the name of a relation, one for each function, without its numbers
    "relation",
}
HELD_BACK = {
    "calls": (ShownCall(function="f", text="f(31337642)", runs=True),),
    "details": (message("{n}", n=31337642),),
    "expected": "3.1337642e+07",
    "actual": "[31337642.0]",
    "array_views": (ArrayView(role="argument", shape=(1, 1), rows=((31337600.0,),)),),
    "window": WrongWindow(
        function="f",
        at=(0,),
        how="sum",
        planes=(WindowPlane(values=((31337600.0,),), weights=((1.0,),)),),
        result=31337642.0,
        wanted=31337642.0,
        got=0.0,
    ),
    "frames": (
        Frame(where="answer.py", line=2, function="31337642"),
        Frame(where="answer.py", line=4, function="f31337642", source="x = 31337642"),
    ),
    "output": "31337642\n",
    "seconds": 3.13376,
    "evidence": Evidence(measured=(Measured(name="a", value=31337642.0, least=1.0),)),
}


def test_each_field_of_an_outcome_is_shown_or_held_back():
    assert set(Outcome.__struct_fields__) == SHOWN | set(HELD_BACK)


@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("field", HELD_BACK)
def test_a_field_with_values_is_held_back_however_the_check_ended(
    make_grade, make_outcome, field, status
):
    outcome = make_outcome(visibility="hidden", status=status, **{field: HELD_BACK[field]})
    grade = make_grade(outcome)

    assert SECRET in digits_in(grade)
    assert SECRET not in digits_in(grade.for_student())


@pytest.mark.parametrize("field", sorted(SHOWN))
def test_a_field_without_values_stays(make_grade, make_outcome, field):
    changes = {
        "message": message("The number is wrong."),
        "misconception": Text(ko="가", en="a"),
        "hints": (Text(ko="나", en="b"),),
    }
    outcome = make_outcome(visibility="hidden", status="failed", **changes)

    (shown,) = make_grade(outcome).for_student().outcomes

    assert getattr(shown, field) == getattr(outcome, field)


def test_the_kind_of_fault_and_the_hint_stay_and_no_line(graded):
    _, student = graded("raises")["float"]

    (outcome,) = student.outcomes
    assert outcome.status == "error"
    assert outcome.message == message("{function} raised {type}.", function="f", type="ValueError")
    assert outcome.frames == ()
    assert len(outcome.hints) == 1


def test_the_hidden_checks_of_a_grade_name_three_ideas_at_most(make_grade, make_outcome):
    ideas = ["a", "b", "c", "d", "d", "b", "e", "c"]
    outcomes = [
        make_outcome(check=f"t{n}", visibility="hidden", misconception=Text(ko=idea, en=idea))
        for n, idea in enumerate(ideas)
    ]
    public = make_outcome(misconception=Text(ko="z", en="z"))

    shown = make_grade(public, *outcomes).for_student().outcomes

    named = [o.misconception.en if o.misconception else "-" for o in shown]
    assert named == ["z", "-", "b", "c", "d", "d", "b", "-", "c"]
    assert MAX_IDEAS == 3


def test_nothing_of_a_file_of_grades_from_before_there_were_causes_is_shown(
    make_grade, make_outcome
):
    said = message("{function} raised {type} in {where}, line {line}.", function="f", line=31)
    outcome = make_outcome(visibility="hidden", status="error", cause=None, message=said)

    (shown,) = make_grade(outcome).for_student().outcomes

    assert shown.message == message("The answer is wrong.")


def test_our_own_traceback_is_for_staff_even_in_a_public_check(make_grade, make_outcome):
    trace = (message("{text}", text="hidden 31"),)
    ours = make_outcome(status="crashed", cause=Cause.UNFINISHED, details=trace)
    theirs = make_outcome(status="error", cause=Cause.RAISED, details=trace)

    shown = make_grade(ours, theirs).for_student().outcomes

    assert [outcome.details for outcome in shown] == [(), trace]


def test_public_checks_keep_their_values(make_grade, make_outcome):
    outcome = make_outcome(expected="1", actual="2", output="3")

    assert make_grade(outcome).for_student().outcomes == (outcome,)


def test_points_stay_as_they_are(grade_text):
    grade = grade_text("def double(x):\n    return x * x if type(x) is not float else 2 * x\n")

    assert grade.for_student().score == grade.score
    assert [o.earned for o in grade.for_student().outcomes] == [o.earned for o in grade.outcomes]


def test_nothing_is_hidden_that_is_not_there_again(graded):
    _, student = graded("returns it")["array"]

    assert student.for_student() == student
    assert json.loads(render_json([student]))
