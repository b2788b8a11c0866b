"""What code does with a hidden number changes nothing that its student reads, but for the kind.

Each way is graded twice, by two courses that differ in the hidden number alone. Its control: the
report for staff differs.
"""

from __future__ import annotations

import builtins
import io
import sys

import msgspec
import pytest

from grader.course import load_course
from grader.model import Cause, Outcome, Text, message
from grader.model.hidden import shown_to_student
from grader.pipeline import Grader
from grader.reports.formats.autograders import Classroom50Run, render_classroom50
from grader.reports.formats.code_hosts import render_step_summary
from grader.reports.formats import REPORTS
from grader.reports.terminal.grades import make_console, print_grades
from grader.results.grade_file import render_json
from grader.sandbox.pool import open_sandbox
from grader.worker.values import DTYPES

if sys.platform != "linux":
    pytest.skip("the sandbox with walls is for Linux", allow_module_level=True)

pytestmark = pytest.mark.attack
NUMBERS = (11, 52)
HIDDEN = '''
import numpy as np
from grader.checks import *

N = {number}


@check(points=1, ko="수")
def test_number(student):
    """A number."""
    assert_number(student.f(N), 1e6)


@check(points=1, ko="배열")
def test_array(student):
    """An array."""
    assert_close(student.f(np.full((2, 3), N)), np.full((2, 3), 1e6))


@check(points=1, ko="여러 번")
def test_several(student):
    """Several calls."""
    for place, answer in enumerate(student.f.each([(100 * (k == N % 8) + N,) for k in range(8)])):
        assert_integer(answer, 0)


@check(points=1, ko="예외")
def test_error(student):
    """ValueError."""
    assert_value_errors(student.f, [(N,)])
'''
LINES = "".join(f"    if n == {k}:\n        raise ValueError\n" for k in range(64))
CLASSES = (
    "OSError EOFError BufferError StopIteration FloatingPointError OverflowError AssertionError "
    "ReferenceError SystemError Warning UserWarning FutureWarning ConnectionError TimeoutError "
    "BlockingIOError ChildProcessError BrokenPipeError FileExistsError ImportError SyntaxError"
).split()
IMPORTS = "".join(f"import library{k}\n" for k in range(8))

# way -> what `f` does with its number `n`, and what stands before it
WAYS = {
    "the line": (LINES, ""),
    "the text of an exception": ("    raise ValueError(str(n))\n", ""),
    "the text of an assertion": ("    assert False, n\n", ""),
    "the name of an exception": ("    raise type('E%d' % n, (Exception,), {})\n", ""),
    "the class of an exception": (f"    raise ({', '.join(CLASSES)})[n % {len(CLASSES)}]\n", ""),
    "a class below ValueError": (
        "    raise ValueError if n % 2 else UnicodeDecodeError('a', b'', 0, 1, 'b')\n",
        "",
    ),
    "how deep the exception was raised": (
        "    def g(k):\n        if not k:\n            raise ValueError\n        g(k - 1)\n    g(n % 16)\n",
        "",
    ),
    "a forged line": (
        "    exec(compile('\\n' * n + 'raise ValueError', 'answer.py', 'exec'))\n",
        "n = 0\n" * 80,
    ),
    "the name of a function that raises": (
        "    exec(compile('1 / 0', 'answer.py', 'exec').replace(co_name='n%d' % n))\n",
        "",
    ),
    "the exit code": ("    os._exit(n)\n", "import os\n"),
    "the exit by a signal or not": (
        "    os._exit(1) if n % 2 else os.abort()\n",
        "import os\n",
    ),
    "a number": ("    return float(n)\n", ""),
    "a text": ("    return 'n%d' % n\n", ""),
    "the type of a number": (
        "    return (np.array([n], 'bool'), np.array([n], 'c16'), b'n', {n: n}, None.__class__,\n"
        "        complex(n), True)[n % 7]\n",
        "",
    ),
    "the name of a type": ("    return type('T%d' % n, (), {})()\n", ""),
    "the width of a type": (
        "    return (np.int8, np.int16, np.int32, np.int64, np.uint8)[n % 5](1) * np.ones((7, 7))\n",
        "",
    ),
    "a shape": ("    return np.zeros((n, 1, 2))\n", ""),
    "the number of axes": ("    return np.zeros((1,) * (3 + n % 4))\n", ""),
    "where the first wrong cell is": (
        "    answer = np.full((2, 3), 1e6)\n    answer[np.unravel_index(n % 6, (2, 3))] = 0\n"
        "    return answer\n",
        "",
    ),
    "how many cells are wrong": (
        "    answer = np.full((2, 3), 1e6)\n    answer.ravel()[: 1 + n % 6] = 0\n"
        "    return answer\n",
        "",
    ),
    "how far off cells are": ("    return np.full((2, 3), 1e6 + 2 * n)\n", ""),
    "how many cells are not finite": (
        "    answer = np.zeros((2, 3))\n    answer.ravel()[: 1 + n % 6] = np.nan\n"
        "    return answer\n",
        "",
    ),
    "infinity or no number": ("    return np.full((2, 3), np.inf if n % 2 else np.nan)\n", ""),
    "the length of a list": ("    return [0] * n\n", ""),
    "why it cannot cross": (
        "    deep = []\n    for _ in range(200):\n        deep = [deep]\n"
        "    return deep if n % 2 else 'x' * 20_000_000\n",
        "",
    ),
    "what is printed": ("    print(n)\n", ""),
    "how much is printed": ("    print('x' * n)\n", ""),
    "the time": ("    time.sleep(n / 400)\n", "import time\n"),
    "a library that is not allowed": (
        "    return eval('library%d' % (n % 8))\n",
        IMPORTS,
    ),
    "which of several calls is wrong": ("    return -1 if n > 100 else 0\n", ""),
    "which of several calls raises": (
        "    if n > 100:\n        raise ValueError\n    return 0\n",
        "",
    ),
    "which of several calls hangs": (
        "    while n > 100:\n        pass\n    return 0\n",
        "",
    ),
}


@pytest.fixture(scope="module")
def graders(tmp_path_factory):
    """A grader for each hidden number."""
    toml = (
        'module = "answer"\nfunctions = ["f"]\npoints = 4\n'
        'title = {ko = "연습", en = "Exercise"}\n[limits]\ncheck_seconds = 1.0\n'
    )
    opened = []
    for number in NUMBERS:
        root = tmp_path_factory.mktemp("course")
        texts = {
            "exercises/course.toml": 'exercises = ["01_f"]\ntitle = {ko = "과정", en = "Course"}\n',
            "exercises/01_f/exercise.toml": toml,
            "exercises/01_f/test_public.py": "",
            "reference/staff.toml": 'secret = "s"\n',
            "reference/01_f/answer.py": "def f(x):\n    return x\n",
            "reference/01_f/test_hidden.py": HIDDEN.format(number=number),
        }
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        course = load_course(root / "exercises")
        opened.append(Grader(course, course.exercises, open_sandbox()))
    with opened[0], opened[1]:
        yield opened


@pytest.fixture
def grade_both(graders, make_submission):
    """The grades of a source by the two courses, without the hash that tells them apart."""

    def call(source: str):
        files = make_submission({"answer.py": source})
        grades = [grade for grader in graders for grade in grader.grade(files)]
        return [msgspec.structs.replace(grade, hashes={}) for grade in grades]

    return call


def source_of(way: str) -> str:
    body, before = WAYS[way]
    return f"import numpy as np\n{before}\n\ndef f(x):\n    n = int(np.ravel(x)[0])\n{body}"


def reports(grade) -> dict[str, str]:
    """Everything that can be made of a grade, in both languages."""
    run = Classroom50Run("a", "b", "c", "d", "e", "f", "g", "h", "i")
    found = {}
    for language in ("ko", "en"):
        text = io.StringIO()
        print_grades(make_console(text, width=100), [grade], language)
        found |= {f"{name} {language}": make([grade], language) for name, make in REPORTS.items()}
        found[f"terminal {language}"] = text.getvalue()
        found[f"summary {language}"] = render_step_summary([grade], language)
        found[f"classroom50 {language}"] = render_classroom50([grade], run, language)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_two_hidden_numbers_give_a_student_the_same_bytes(grade_both, way):
    one, other = grade_both(source_of(way))

    assert [o.cause for o in one.outcomes] == [o.cause for o in other.outcomes]
    assert reports(one.for_student()) == reports(other.for_student())
    staff = {
        render_json([grade if way == "the time" else timeless(grade)]) for grade in (one, other)
    }
    assert len(staff) == 2


def timeless(grade):
    """The grade, as if nothing had taken any time."""
    outcomes = tuple(msgspec.structs.replace(one, seconds=0.0) for one in grade.outcomes)
    return msgspec.structs.replace(grade, outcomes=outcomes)


# -- what is left


def test_a_hidden_check_tells_less_than_six_bits_beside_the_idea():
    """Every cause with every class of exception, or type, that can stand in its sentence."""
    names = [*vars(builtins), *DTYPES, "LinAlgError", "AxisError", "array", "made up"]
    names += [f"numpy {name}" for name in names]
    causes = [cause for cause in Cause if cause.status not in {None, "skipped", "broken"}]
    told = {(None, None)}  # it passed
    for cause in causes:
        kinds = names if cause in {Cause.RAISED, Cause.WRONG_TYPE} else ["MemoryError"]
        said = [message("{function}, not {type}", function="f", type=name) for name in kinds]
        told |= {(cause, shown(cause, one)) for one in said}

    assert len(causes) + 1 < len(told) < 2**6


def shown(cause, said):
    """What a student reads of an outcome."""
    one = Outcome(
        check="test_f",
        title=Text(ko="가", en="a"),
        visibility="hidden",
        points=1,
        earned=0,
        status=cause.status,
        cause=cause,
        message=said,
    )
    return msgspec.json.encode(shown_to_student(one, frozenset()).message)
