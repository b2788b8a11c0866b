"""Tricks with the keyboard and the screen: a student's text is only ever the student's.

Each trick has a control: in one process with the check, where text is captured as pytest and Otter
do, it gets the points.
"""

import contextlib
import io
import sys

import pytest

from grader.course import load_course
from grader.pipeline import Grader
from grader.sandbox.pool import open_sandbox
from tests.conftest import submission_of

pytestmark = pytest.mark.attack

PUBLIC = """
    @check(points=1, ko="합을 출력해야 합니다.")
    def test_prints(student, printed, typed):
        '''It prints the sum.'''
        typed("3", "4")
        assert_equal(printed(student.f), "7\\n")
        typed("10", "20")
        assert_equal(printed(student.f), "30\\n")
"""
RIGHT = "def f():\n    print(int(input()) + int(input()))\n"

TRICKS = {
    # equal to everything; compared where the student's classes live, it would pass
    "text that agrees": """
        import sys

        class Yes(str):
            def __eq__(self, other): return True
            __hash__ = str.__hash__
            def __getitem__(self, key): return self
            def __len__(self): return 0

        def f():
            sys.stdout.write(Yes("7\\n"))
            return Yes("7\\n")
    """,
    "a screen that agrees": """
        import sys

        class Yes(str):
            def __eq__(self, other): return True
            __hash__ = str.__hash__

        class Screen:
            def write(self, text): pass
            def flush(self): pass
            def getvalue(self): return Yes()

        def f():
            sys.stdout = sys.__stdout__ = Screen()
            print(1)
    """,
    "an answer made up beside the text": """
        def f():
            return None, "7\\n", False
    """,
    "comparisons patched": """
        import builtins, sys

        def f():
            for module in list(sys.modules.values()):
                for name in ("assert_equal", "assert_text"):
                    if getattr(module, name, None):
                        setattr(module, name, lambda *a, **k: None)
    """,
    "the expected text read from the frames above": """
        import sys

        def f():
            frame = sys._getframe()
            while frame:
                for value in list(frame.f_locals.values()):
                    if isinstance(value, str) and value in ("7\\n", "30\\n"):
                        print(value, end="")
                        return
                frame = frame.f_back
    """,
}


@pytest.fixture
def grade(make_course):
    """Gives the status and the whole grade of an answer."""
    course = load_course(make_course(public=PUBLIC, points=1, reference=RIGHT))
    with Grader(course, course.exercises, open_sandbox()) as grader:
        yield lambda text: grader.grade(submission_of({"answer.py": text}))[0]


def dedented(text: str) -> str:
    return "\n".join(line[8:] for line in text.splitlines())


def naive(text: str) -> bool:
    """Whether a grader in the same process, with redirected streams, is satisfied."""
    names: dict = {}
    saved = sys.stdin, sys.stdout, sys.__stdout__
    passed = True
    try:
        exec(compile(text, "answer.py", "exec"), names)
        for typed, expected in (("3\n4\n", "7\n"), ("10\n20\n", "30\n")):
            sys.stdin, screen = io.StringIO(typed), io.StringIO()
            with contextlib.redirect_stdout(screen):
                value = names["f"]()
                screen = sys.stdout if hasattr(sys.stdout, "getvalue") else screen
            got = value if value is not None else screen.getvalue()
            passed = passed and (got == expected or expected in got)
    finally:
        sys.stdin, sys.stdout, sys.__stdout__ = saved
    return passed


def test_tricks_with_text_get_nothing(grade):
    found = {name: grade(dedented(text)).outcomes[0].status for name, text in TRICKS.items()}

    assert "passed" not in found.values(), found
    assert grade(RIGHT).outcomes[0].status == "passed"


@pytest.mark.parametrize(
    "trick",
    [
        "text that agrees",
        "a screen that agrees",
        "the expected text read from the frames above",
    ],
)
def test_in_one_process_they_work(trick):
    assert naive(dedented(TRICKS[trick]))
    assert not naive("def f():\n    print(5)\n")


BREAKERS = {
    "prints without end": "def f():\n    while True:\n        print('x' * 1000)\n",
    "reads without end": "def f():\n    while True:\n        try:\n            input()\n"
    "        except EOFError:\n            pass\n",
    "prints one huge line": "def f():\n    print('x' * 2**26)\n",
    "surrogates": "def f():\n    print('\\ud800')\n",
    "no text": "import sys\n\ndef f():\n    sys.stdout.write(7)\n",
    "closed streams": "import sys\n\ndef f():\n    sys.stdin.close()\n    sys.stdout.close()\n",
}


def test_what_breaks_a_terminal_costs_only_its_own_points(grade):
    found = {name: grade(text).outcomes[0].status for name, text in BREAKERS.items()}

    assert set(found.values()) <= {"failed", "error", "timeout"}, found
    assert grade(RIGHT).outcomes[0].status == "passed"


def test_a_keyboard_that_was_replaced_is_there_again_at_the_next_call(grade):
    answer = (
        "import sys, io\n\ndef f():\n    a, b = int(input()), int(input())\n"
        "    sys.stdin = io.StringIO('1\\n1\\n')\n    print(a + b)\n"
    )
    assert grade(answer).outcomes[0].status == "passed"


def test_one_that_asks_whether_a_person_is_there_is_told_the_same_as_by_a_pipe(grade):
    answer = (
        "import sys\n\ndef f():\n"
        "    print(int(input()) + int(input()) + sys.stdin.isatty() + sys.stdout.isatty())\n"
    )
    assert grade(answer).outcomes[0].status == "passed"


def test_a_hidden_check_tells_neither_what_was_typed_nor_what_was_printed(make_course):
    hidden = PUBLIC.replace('typed("3", "4")', 'typed("31415", "4")')
    course = load_course(make_course(public="", hidden=hidden, points=1, reference=RIGHT))
    answers = (
        "def f():\n    print('printed-word', input(), input())\n",
        "def f():\n    print(input(), input(), input())\n",
        "def f():\n    raise ValueError(input())\n",
    )
    with Grader(course, course.exercises, open_sandbox()) as grader:
        for answer in answers:
            grade = grader.grade(submission_of({"answer.py": answer}))[0]
            words = repr(grade.for_student())
            assert grade.outcomes[0].status in {"failed", "error"}
            assert "31415" in repr(grade)
            assert "31415" not in words
            assert "printed-word" not in words
