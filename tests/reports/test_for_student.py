"""What a student reads of hidden checks shows no hidden value, whatever the student's code does."""

from __future__ import annotations

import json

import pytest

from grader.reports.formats.markdown import render_markdown
from grader.results.grade_file import render_json
from grader.sandbox import open_sandbox

SECRET = "31337"  # in the input of the hidden check
WANTED = "62675"  # in what it expects
HIDDEN = '''
import numpy as np

@check(points=1, ko="숨은 검사", hint="h")
def test_hidden(student):
    """A hidden check."""
    {use}
'''
USES = {
    "number": "assert_number(student.f(31337.5), 62675.0)",
    "array": "assert_close(student.f(np.array([1.0, 31337.5])), [2.0, 62675.0])",
    "untouched": "assert_untouched(student.f, np.array([31337.5]))",
    "error": "assert_value_error(student.f, 31337.5)",
    "plain": "assert student.f(31337.5) == 62675.0",
    "raising": "raise RuntimeError(str(student.f(31337.5)) + '62675')",
    "broken": "raise RuntimeError('31337 62675')",
}
SOURCES = {
    "wrong": "def f(x):\n    return x + 1\n",
    "missing": "def g(x):\n    return x\n",
    "text": "def f(x):\n    return str(x)\n",
    "list": "def f(x):\n    return [str(x)] * 3\n",
    "prints": "import sys\n\n\ndef f(x):\n    print(x, file=sys.stderr)\n    return x\n",
    "raises": "def f(x):\n    raise ValueError(str(x))\n",
    "exits": "def f(x):\n    raise SystemExit(str(x))\n",
    "warns": "import warnings\n\n\ndef f(x):\n    warnings.warn(str(x))\n    return x\n",
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
        "            'line': 31337, 'source': str(x), 'frames': [{'where': str(x),\n"
        "            'line': 31337, 'function': str(x), 'source': str(x)}]}\n"
        "    sys._getframe(1).f_globals['describe_exception'] = lambda *_: said\n"
        "    raise ValueError\n"
    ),
}
HONEST = ["wrong", "missing", "text", "list", "prints", "raises", "exits", "warns"]


@pytest.fixture
def shown(make_course, grade_course):
    """Grades a source against one hidden check: for staff, for the student."""

    def graded(source: str, use: str):
        course = make_course(
            public="",
            hidden=HIDDEN.format(use=USES[use]),
            points=1,
            toml='[[hints]]\nid = "h"\nko = ["가"]\nen = ["a"]\n',
        )
        (grade,) = grade_course(course, {"answer.py": SOURCES[source]}, open_sandbox())
        return grade, grade.for_student()

    return graded


def everything(grade) -> str:
    """All that can be read of a grade."""
    return render_json([grade]) + render_markdown([grade], "ko") + render_markdown([grade], "en")


@pytest.mark.parametrize("use", USES)
def test_a_wrong_answer_shows_no_hidden_value(shown, use):
    staff, student = shown("wrong", use)

    assert SECRET not in everything(student)
    assert WANTED not in everything(student)
    assert student.outcomes[0].status == staff.outcomes[0].status


@pytest.mark.parametrize("source", HONEST)
def test_what_the_code_returns_prints_or_raises_shows_no_hidden_value(shown, source):
    _, student = shown(source, "array")

    assert SECRET not in everything(student)


@pytest.mark.attack
@pytest.mark.parametrize("use", ["number", "array"])
@pytest.mark.parametrize("source", sorted(set(SOURCES) - set(HONEST)))
def test_what_the_code_calls_its_types_and_functions_shows_no_hidden_value(shown, source, use):
    _, student = shown(source, use)

    assert SECRET not in everything(student)


@pytest.mark.attack
@pytest.mark.parametrize("source", ["names its type", "forges a reason", "forges an error"])
def test_the_tricks_do_reach_what_staff_see(shown, source):
    staff, _ = shown(source, "number")

    assert SECRET in everything(staff)


@pytest.mark.parametrize("use", ["number", "array", "untouched"])
def test_staff_see_the_values(shown, use):
    staff, _ = shown("prints", use)

    assert SECRET in everything(staff)


def test_the_kind_of_fault_the_line_and_the_hint_stay(shown):
    _, student = shown("raises", "number")

    (outcome,) = student.outcomes
    assert outcome.status == "error"
    assert outcome.message.values["type"] == "ValueError"
    assert outcome.message.values["line"] == 2
    assert len(outcome.hints) == 1


def test_public_checks_keep_their_values(make_grade, make_outcome):
    outcome = make_outcome(expected="1", actual="2", output="3")

    assert make_grade(outcome).for_student().outcomes == (outcome,)


def test_points_stay_as_they_are(grade_text):
    grade = grade_text("def double(x):\n    return x * x if type(x) is not float else 2 * x\n")

    assert grade.for_student().score == grade.score
    assert [o.earned for o in grade.for_student().outcomes] == [o.earned for o in grade.outcomes]


def test_nothing_is_hidden_that_is_not_there_again(shown):
    _, student = shown("wrong", "array")

    assert student.for_student() == student
    assert json.loads(render_json([student]))
