"""Code that lies to the reader of rules earns nothing; a reader by eye or by syntax is fooled.

Each trick returns right values and breaks the rule. The control is the obvious way to look for it,
which takes the trick for code that keeps the rule.
"""

from __future__ import annotations

import ast
import re

import pytest

from grader.course import load_course
from grader.model import Cause, File, Submission
from grader.pipeline import Grader
from grader.sandbox.forked import ForkedSandbox

pytestmark = pytest.mark.attack

PUBLIC = '''
    @check(points=1, ko="값")
    def test_value(student):
        """The value."""
        assert_equal(student.f(4), 24)

    @check(points=1, ko="반복문 없이")
    def test_without_a_loop(student):
        """Without a loop, and without help."""
        avoids(student.f, loops=True, names=["math.factorial"])

    @check(points=1, ko="재귀")
    def test_calls_itself(student):
        """It calls itself."""
        uses(student.f, recursion=True)
'''
HONEST = "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n"
LOOP = "    p = 1\n    for i in range(2, n + 1):\n        p *= i\n    return p\n"
SLOW = f"def slow(n):\n{LOOP}"

NO_LOOP = {  # the loop, or the library, is out of a naive reader's sight
    "helper": f"{SLOW}def f(n):\n    return slow(n)\n",
    "nested": f"def f(n):\n    return slow(n)\n{SLOW}",
    "alias": f"{SLOW}g = slow\nh = g\ndef f(n):\n    return h(n)\n",
    "lambda": f"{SLOW}f = lambda n: slow(n)\n",
    "class": f"class A:\n  def slow(self, n):\n{LOOP.replace('    ', '      ')}\n"
    "def f(n):\n    return A().slow(n)\n",
    "operator": f"{SLOW}class A:\n  def __add__(self, n):\n    return slow(n)\n"
    "a = A()\ndef f(n):\n    return a + n\n",
    "default": f"{SLOW}def f(n, go=slow):\n    return go(n)\n",
    "decorator": f"{SLOW}def other(g):\n    return slow\n@other\ndef f(n):\n    return n\n",
    "later": f"def f(n):\n    return 1\n{SLOW}f = slow\n",
    "global": f"{SLOW}def go():\n    global f\n    f = slow\ndef f(n):\n    return 1\ngo()\n",
    "decoy that fails": f"def f(n):\n{LOOP}def f(n, x=1 / 0):\n    return f(n)\n",
    "decoy that does not compile": f"def f(n):\n{LOOP}def f(n):\n    nonlocal q\n    return f(n)\n",
    "exec": f"def f(n):\n    return 1\nexec('''{SLOW}f = slow''')\n",
    "exec inside": f"def f(n):\n    space = {{}}\n    exec('''{SLOW}''', space)\n"
    "    return space['slow'](n)\n",
    "code object": f"{SLOW}def f(n):\n    return 1\nf.__code__ = slow.__code__\n",
    "globals": f"{SLOW}def f(n):\n    return 1\nglobals()['f'] = slow\n",
    "own module": f"import sys\n{SLOW}def f(n):\n    return 1\nsys.modules[__name__].f = slow\n",
    "library": "from math import factorial as g\ndef f(n):\n    return g(n)\n",
    "library by text": "def f(n):\n    return getattr(__import__('math'), 'factorial')(n)\n",
    "library by star": "from math import *\ndef f(n):\n    return factorial(n)\n",
    "wide letters": "import math\ndef f(n):\n    return math.\uff46actorial(n)\n",
    "syntax error": f"def f(n):\n    return slow(n)\n{SLOW}\nx = = 1\n",
    "cell magic": f"get_ipython().run_cell_magic('time', '', '''{SLOW}''')\n"
    "def f(n):\n    return slow(n)\n",
}
PLAIN = {"decoy that fails", "decoy that does not compile", "exec inside"}  # `for` is in sight
NO_RECURSION = {  # the call is written where it never runs
    "comment": f"def f(n):\n    # f(n - 1)\n{LOOP}",
    "text": f"def f(n):\n    'f(n - 1)'\n{LOOP}",
    "behind the end": f"def f(n):\n{LOOP}    return f(n - 1)\n",
    "never": f"def f(n):\n    if False:\n        return f(n - 1)\n{LOOP}",
    "while 0": f"def f(n):\n    while 0:\n        f(n - 1)\n{LOOP}",
    "inner decoy": f"def f(n):\n    def g(k):\n        return g(k - 1)\n{LOOP}",
    "other object": f"class A:\n  f = len\ndef f(n):\n    a = A.f\n{LOOP}",
    "first of two": f"def f(n):\n    return f(n - 1)\ndef f(n):\n{LOOP}",
    "decorator": f"{SLOW}def other(g):\n    return slow\n@other\n{HONEST}",
    "wrapped later": f"{SLOW}def other(g):\n    return slow\n{HONEST}f = other(f)\n",
    "replaced if true": f"{SLOW}{HONEST}if f:\n    f = slow\n",
    "exec": f"{HONEST}exec('''{SLOW}f = slow''')\n",
    "code object": f"{SLOW}{HONEST}f.__code__ = slow.__code__\n",
}


@pytest.fixture(scope="module")
def sandbox():
    with ForkedSandbox(("numpy",)) as forked:
        yield forked


@pytest.fixture
def statuses(make_course, sandbox):
    """`{check: (status, cause)}` of a text or of bytes."""
    course = load_course(make_course(public=PUBLIC, points=3, reference=HONEST))

    def judge(source: str | bytes) -> dict[str, tuple[str, Cause | None]]:
        data = source.encode("utf-8") if isinstance(source, str) else source
        submission = Submission(student="kim", files=(File(name="answer.py", data=data),))
        with Grader(course, course.exercises, sandbox) as grader:
            (grade,) = grader.grade(submission)
        return {o.check: (o.status, o.cause) for o in grade.outcomes}

    return judge


def block(source: str) -> str:
    """The text of the first `def f`, as one finds it by eye."""
    found = re.search(r"^(?:def f|f = ).*\n(?:(?:[ ].*)?\n)*", source, re.MULTILINE)
    return found.group() if found else ""


def looks_free_of_loops(source: str) -> bool:
    """The control: the function's own block, by syntax where it can be parsed."""
    text = block(source)
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except SyntaxError:
        return "for " not in text
    loops = any(isinstance(node, (ast.For, ast.While)) for node in nodes)
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return not loops and ("factorial" not in names or "math.factorial" not in source)


def looks_recursive(source: str) -> bool:
    """The control: the function's name with a bracket, somewhere in its block."""
    return bool(re.search(r"\b[fg]\(", block(source).partition("\n")[2])) or "A.f" in source


def test_honest_code_passes(statuses):
    assert {status for status, _ in statuses(HONEST).values()} == {"passed"}


@pytest.mark.parametrize("name", NO_LOOP)
def test_a_hidden_loop_is_against_the_rule(statuses, name):
    source = NO_LOOP[name]

    found = statuses(source)

    assert found["test_value"] == ("passed", None)  # so only the rule tells it
    assert found["test_without_a_loop"] == ("failed", Cause.AGAINST_RULE)


@pytest.mark.parametrize("name", sorted(set(NO_LOOP) - PLAIN))
def test_without_following_names_the_loop_is_not_seen(name):
    assert looks_free_of_loops(NO_LOOP[name])


@pytest.mark.parametrize("name", NO_RECURSION)
def test_a_call_that_never_runs_is_no_recursion(statuses, name):
    found = statuses(NO_RECURSION[name])

    assert found["test_value"] == ("passed", None)
    assert found["test_calls_itself"] == ("failed", Cause.AGAINST_RULE)


@pytest.mark.parametrize("name", NO_RECURSION)
def test_by_eye_it_is_one(name):
    assert looks_recursive(NO_RECURSION[name])


@pytest.mark.parametrize("codec", ["utf-7", "unicode_escape", "raw_unicode_escape"])
def test_an_encoding_hides_no_loop(statuses, codec):
    """What runs and what is read are the same text, whatever a comment says of it."""
    text = f"def f(n):\n{LOOP}"
    hidden = text.replace("for", "+AGYAbwBy-" if codec == "utf-7" else r"\u0066or")
    data = f"# -*- coding: {codec} -*-\n{hidden}".encode("ascii")
    assert b"for " not in data

    assert statuses(data)["test_without_a_loop"][0] != "passed"


def test_a_look_alike_name_is_another_name(statuses):
    """A Cyrillic `f` defines something else."""
    found = statuses(f"def f(n):\n{LOOP}def \u0444(n):\n    return 1\n")

    assert found["test_without_a_loop"] == ("failed", Cause.AGAINST_RULE)


def test_a_huge_file_costs_nobody_else(statuses):
    huge = "x = [" + "1, " * 300_000 + "]\n" + "y = 1\n" * 20_000

    found = statuses(f"{huge}def f(n):\n{LOOP}")

    assert found["test_without_a_loop"][0] != "passed"
    assert {status for status, _ in statuses(HONEST).values()} == {"passed"}
