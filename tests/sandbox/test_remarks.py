"""What a student hears of loading: the most useful first, what follows from it in one line."""

from __future__ import annotations

import sys

import msgspec
import pytest

from grader.i18n import translate
from grader.model import Exercise, Limits, Text
from grader.sandbox import versions
from grader.sandbox.absence import Absence
from grader.sandbox.messages import ReportedError, ReportedFrame, ReportedProblem
from grader.sandbox.remarks import MAX_PROBLEMS, describe_problems
from grader.sandbox.versions import depends_on_version, needed_python

EXERCISE = Exercise(
    slug="01_toy",
    title=Text(ko="장난감", en="Toy"),
    module="answer",
    functions=("double", "mean"),
    points=1.0,
    limits=Limits(),
)


def error(kind: str, text: str, *, line: int = 1, source: str = "") -> ReportedError:
    frames = [ReportedFrame(where="answer.py", line=line, function="<module>", source=source)]
    bases = [kind, "Exception", "BaseException", "object"]
    return ReportedError(kind, bases, text, "answer.py", line, source, frames)


def problem(kind: str, line: int = 1, **more) -> ReportedProblem:
    return ReportedProblem(kind, "answer.py", line, **more)


def raised(line: int, text: str = "division by zero", **more) -> ReportedProblem:
    return problem("raised", line, error=error("ZeroDivisionError", text, line=line), **more)


def told(problems, source: str = "", dropped: int = 0) -> list[str]:
    cells = {"answer.py": source}
    remarks = describe_problems(problems, cells, dropped)
    return [translate(remark.message, "en") for remark in remarks]


# -- the order


def test_what_hides_functions_comes_first_and_the_rest_in_the_order_of_the_file():
    problems = [
        raised(1),
        problem("redefined", 2, names=["f"], earlier="answer.py", earlier_line=1),
        problem("rebound", 3, names=["g"]),
        problem("not_allowed", 4, library="pandas"),
        raised(5),
        raised(6, names=["h"], defines=True),
        problem("syntax", 7, error=error("SyntaxError", "invalid syntax", line=7)),
    ]

    lines = told(problems, "\n" * 9)

    starts = ["h was left", "answer.py, line 7", "answer.py, line 4", "answer.py, line 3", "f is"]
    starts += ["answer.py, line 1", "answer.py, line 5"]
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts


def test_what_is_left_out_is_counted():
    lines = told([raised(n) for n in range(1, 21)], dropped=7)

    assert len(lines) == MAX_PROBLEMS + 1
    assert lines[-1] == f"and {20 - MAX_PROBLEMS + 7} more"


def test_nothing_is_said_of_more_where_there_is_no_more():
    assert not [line for line in told([raised(1)]) if "more" in line]


def test_what_follows_from_a_statement_is_one_number():
    (line,) = told([raised(3, followed=24)])

    assert line.endswith("(this statement was left out, and those that need it: 24 more).")


def test_what_follows_from_a_refused_import_is_told_with_it():
    problems = [
        problem("not_allowed", 1, library="pandas"),
        problem("raised", 1, error=error("NotAllowedError", "no"), followed=5),
    ]

    (line,) = told(problems, "import pandas")

    assert "pandas is neither allowed" in line
    assert line.endswith("Also left out, because they need it: 5.")


# -- a definition that fails at its head


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("@njit\ndef f(): pass", 1, "f was left out: its decorator raised ZeroDivisionError"),
        ("@a\n@b\ndef f(): pass", 2, "f was left out: its decorator raised"),
        ("def f(x=1 / 0): pass", 1, "f was left out: a default value raised"),
        ("def f(\n    x=1 / 0): pass", 2, "f was left out: a default value raised"),
        ("class f(1 / 0): pass", 1, "f was left out: it raised"),
        ("with 1 / 0:\n    def f(): pass", 1, "f was left out: the block around it raised"),
        ("if True:\n    def f(x=1 / 0): pass", 2, "f was left out: the block around it raised"),
    ],
)
def test_the_part_of_the_head_is_named(source, line, said):
    given = error("ZeroDivisionError", "division by zero", line=line)

    (text,) = told([problem("raised", error=given, names=["f"], defines=True)], source)

    assert text.startswith(said)
    assert text.endswith("division by zero (answer.py, line 1).")


def test_a_decorator_of_a_refused_library_is_told_by_the_library():
    source = "from numba import (\n    njit,\n)\n@njit\ndef f(): pass"
    missed = error("NameError", "name 'njit' is not defined", line=4)
    problems = [
        problem("not_allowed", 1, library="numba"),
        problem("raised", 4, error=missed, names=["f"], defines=True),
    ]

    assert told(problems, source)[0] == (
        "f was left out: its decorator needs numba, which is not allowed in this exercise "
        "(answer.py, line 4)."
    )


# -- versions


@pytest.mark.parametrize(
    ("text", "source", "needed"),
    [
        ("f-string: unmatched '['", 'print(f"{d["a"]}")', "3.12"),
        ("invalid syntax", "type X = int", "3.12"),
        ("expected '('", "def f[T](x: T): pass", "3.12"),
        ("invalid syntax", "class C[T]: pass", "3.12"),
        ("invalid syntax", 'x = t"{a}"', "3.14"),
        ("multiple exception types must be parenthesized", "except ValueError, KeyError:", "3.14"),
        ("multiple exception types must be parenthesized", "except ValueError, e:", "2"),
        ("Missing parentheses in call to 'print'", 'print "x"', ""),
        ("Missing parentheses in call to 'exec'", 'exec "x"', "2"),
        ("f-string expression part cannot include a backslash", "f'{chr(10)}'", "3.12"),
        ("f-string: expecting '}'", "print(f'{', '.join(a)}')", "3.12"),
        ("f-string: expecting '}'", "print(f'{a')", ""),
        ("f-string: empty expression not allowed", "f'{}'", ""),
        ("invalid syntax", "x = = 3", ""),
        ("invalid syntax", "def f(x)", ""),
        ("invalid syntax", "type = = 3", ""),
        ("unterminated string literal", "x = 'it's'", ""),
    ],
)
def test_a_line_for_another_python_is_known(monkeypatch, text, source, needed):
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))

    assert needed_python(error("SyntaxError", text, source=source)) == needed


def test_what_this_python_reads_needs_no_other(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 12, 0))

    assert needed_python(error("SyntaxError", "f-string: x", source="f'{a['b']}'")) == ""


def test_a_line_for_another_python_is_told_with_both_versions(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    monkeypatch.setattr(versions.platform, "python_version_tuple", lambda: ("3", "11", "7"))
    given = [problem("syntax", error=error("SyntaxError", "invalid syntax", source="type X = int"))]

    (remark,) = told(given)
    _, sentence, _ = Absence(
        EXERCISE, {"answer": [("answer.py", "type X = int")]}, given, []
    ).explain("double")

    assert "this needs Python 3.12, and Python 3.11 grades" in remark
    assert translate(sentence, "en") == (
        "Line 1 of answer.py is written for Python 3.12, and Python 3.11 grades. Write it for "
        "Python 3.11."
    )


@pytest.mark.parametrize(
    ("kind", "text", "depends"),
    [
        ("TypeError", "only 0-dimensional arrays can be converted to Python scalars", True),
        ("AttributeError", "module 'numpy' has no attribute 'product'", True),
        ("AttributeError", "module 'itertools' has no attribute 'batched'", True),
        ("ImportError", "cannot import name 'batched' from 'itertools' (unknown location)", True),
        ("ValueError", "setting an array element with a sequence.", True),
        ("AttributeError", "'list' object has no attribute 'shape'", False),
        ("AttributeError", "`np.float_` was removed in the NumPy 2.0 release.", True),
        ("ValueError", "Unable to avoid copy while creating an array as requested.", True),
        ("TypeError", "unsupported operand", False),
    ],
)
def test_an_error_that_another_version_would_not_give_is_known(kind, text, depends):
    assert depends_on_version(error(kind, text)) is depends


def test_such_an_error_is_told_with_the_versions_that_grade():
    given = error("AttributeError", "module 'numpy' has no attribute 'product'")

    (line,) = told([problem("raised", error=given)])

    assert f"Python {versions.running_python()} and NumPy {versions.running_numpy()} grade" in line


# -- why there is no function


def absence(source: str, problems=(), names=(), cells=None) -> str:
    sources = {"answer": [("answer.py", source)], **(cells or {})}
    cause, sentence, tips = Absence(EXERCISE, sources, problems, list(names)).explain("double")
    assert cause.status == "failed"
    return " ".join(translate(text, "en") for text in (sentence, *tips))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1", "There is no function double in answer.py."),
        ("class double: pass", "double is a class (answer.py, line 1)"),
        (
            "class C:\n    def double(self): pass",
            "a method of the class C (answer.py, line 2)",
        ),
        (
            "class C:\n    if 1:\n        def double(self): pass",
            "a method of the class C",
        ),
        ("if __name__ == '__main__':\n    def double(): pass", "which does not run here"),
        (
            "if 0:\n    def double(): pass",
            "only inside a block (answer.py, line 2).",
        ),
        ("def f():\n    def double(): pass", "double is defined only inside a block"),
        (
            "#%%cython| def double(x):",
            "in a cell that %%cython makes no Python (answer.py, line 1).",
        ),
        ("# def double(x):\n#     return 2", "double stands in a comment (answer.py, line 1)."),
        ("double = 3", "double is no function but a value (answer.py, line 1)."),
        (
            "x = '''\ndef double(x)\n'''",
            "double stands in a string (answer.py, line 2).",
        ),
        ("a = 'double'", "There is no function double"),
        ("doubled = 3\ndef my_double(): pass", "There is no function double"),
    ],
)
def test_what_is_written_instead_is_said(source, said):
    assert said in absence(source)


def test_a_function_of_a_near_name_is_to_be_renamed_and_a_class_is_not():
    assert "There is a function dobule: rename it to double." in absence("", names=["dobule"])
    assert "Double is a class" in absence("class Double: pass")
    assert "rename" not in absence("class Double: pass")


def test_a_syntax_error_is_to_blame_for_what_may_be_behind_it():
    broken = [problem("syntax", error=error("SyntaxError", "invalid syntax", line=3))]

    there = [msgspec.structs.replace(broken[0], names=["double"])]
    assert absence("def double(x)\n    pass\n", there).startswith("Python cannot read")
    assert absence("x = = 3", broken).startswith("Python cannot read line 3 of answer.py")


def test_a_syntax_error_in_another_cell_is_not_to_blame():
    broken = [
        ReportedProblem("syntax", "a.ipynb cell 1", 1, error=error("SyntaxError", "invalid syntax"))
    ]
    cells = {"__main__": [("a.ipynb cell 1", "x = = 3"), ("a.ipynb cell 2", "y = 1")]}

    assert absence("", broken, cells=cells) == "There is no function double in a.ipynb."


def test_a_function_of_a_file_that_is_not_imported_is_said_to_be_there():
    cells = {"tools": [("tools.py", "def double(x): pass")]}

    assert absence("x = 1", cells=cells) == "double is defined in tools.py: import it in answer.py."


def test_a_long_source_is_searched_in_little_time():
    for source in ("def double" * 50_000, " \n" * 200_000 + " def double", "#" * 500_000):
        assert "double" in absence(source)
