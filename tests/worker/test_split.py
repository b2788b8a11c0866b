"""A cell is cut into statements by its text, or not at all."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import numpy.linalg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.worker import split
from grader.worker.split import ANNOTATIONS, compile_around, compile_in_pieces, only_defines

# lines that belong together, and lines that change what comes after them
LINES = [
    "x = 1; y = 2",
    "def f(a, b=(1,",
    "2)):",
    "    return a",
    "if x:",
    "    y = 3",
    "elif y:",
    "else:",
    "    y = 5",
    "try:",
    "except ValueError:",
    "finally:",
    "text = '''",
    "'''",
    "z = [",
    "1,",
    "]",
    "@staticmethod",
    "def g(): pass",
    "w = 1 + \\",
    "2",
    "# a comment",
    "",
    "class C:",
    "    a = 1",
    "for i in range(2):",
    "    x += i",
    "from __future__ import annotations",
    "def h(a: no_such_name): pass",
    "match x:",
    "    case 1:",
    "        x = 8",
]


def after(codes) -> dict:
    """The plain values that are there when the codes have run."""
    namespace: dict = {}
    for code in codes:
        exec(code, namespace)
    namespace.pop("__doc__", None)  # a text alone is nobody's docstring
    return {name: value for name, value in namespace.items() if type(value) in (int, str, list)}


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_pieces_do_what_the_text_does_or_there_are_none(lines):
    source = "x = y = 0\n" + "\n".join(lines) + "\n"
    pieces = compile_in_pieces("a.py", source)
    try:
        whole = compile(source, "a.py", "exec", ANNOTATIONS, dont_inherit=True)
    except SyntaxError as error:
        # where a future import may stand is a question of the whole file
        if "__future__" not in error.msg:
            assert not pieces
        return
    try:
        expected = after([whole])
    except (NameError, TypeError) as error:
        if pieces:
            with pytest.raises(type(error)):
                after(code for _place, code in pieces)
        return

    assert not pieces or after(code for _place, code in pieces) == expected


@pytest.mark.parametrize("module", [statistics, ast, numpy.linalg])
def test_every_statement_of_a_large_module_is_a_piece_at_its_line(module):
    source = Path(module.__file__).read_text("utf-8")

    places = [place for place, _code in compile_in_pieces("a.py", source)]

    first = [
        min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        for node in ast.parse(source).body
    ]
    assert [place for place in places if place != "a.py:1"] == [
        f"a.py:{line}" for line in dict.fromkeys(first) if line != 1
    ]


def test_lines_in_a_string_are_no_statements():
    source = 'text = """\nx = 1\ny = 2\n"""\nz = 3\n'

    [(first, _), (second, _)] = compile_in_pieces("a.py", source)

    assert (first, second) == ("a.py:1", "a.py:5")


def test_a_future_import_holds_for_the_pieces_after_it():
    source = "from __future__ import annotations\ndef f(x: no_such_name): pass\n"

    assert after(code for _place, code in compile_in_pieces("a.py", source)) == {}


def test_an_error_in_a_piece_names_its_line():
    pieces = compile_in_pieces("a.py", "x = 1\n\n\ny = 1 / 0\n")

    with pytest.raises(ZeroDivisionError) as caught:
        after(code for _place, code in pieces)

    assert caught.traceback[-1].lineno == 3  # counted from 0


@pytest.mark.parametrize(
    ("statement", "quiet"),
    [
        ("def f(x: int, y=(1, 2)) -> str: return g()", True),
        ('"""Text."""', True),
        ("x = 1", True),
        ("def f(x=g()): pass", False),
        ("def f(x: g()): pass", True),
        ("@g\ndef f(): pass", False),
        ("import numpy", False),
        ("x = y.z", False),
        ("class C: pass", False),
        ("while True: pass", False),
    ],
)
def test_only_what_runs_nothing_of_the_students_only_defines(statement, quiet):
    [(_place, code)] = compile_in_pieces("a.py", statement)

    assert only_defines(code) is quiet


# -- around what is no Python

BROKEN = [
    "x = = 1",
    "print 'a'",
    "def f(x)",
    "(",
    "type = [",
    "'''",
    "한국어 설명입니다",
    ")",
    "  y",
]


@given(st.lists(st.sampled_from([*LINES, *BROKEN]), max_size=14))
def test_each_line_is_readable_or_not_and_what_is_readable_compiles(lines):
    pieces, unreadable = compile_around("cell", "\n".join(lines))
    out = [n for part in unreadable for n in range(part.first, part.last + 1)]
    kept = ["" if number in out else line for number, line in enumerate(lines, 1)]

    assert out == sorted(set(out))
    assert all(part.error is not None for part in unreadable)
    if pieces and not any("__future__" in line for line in lines):
        compile("\n".join(kept) + "\n", "cell", "exec", ANNOTATIONS, dont_inherit=True)


def test_lines_that_follow_on_each_other_are_one_unreadable_part():
    _, unreadable = compile_around(
        "cell", "a = 1\nthis is some prose\nand more of it\nb = 2\nc = =\n"
    )

    assert [(part.first, part.last) for part in unreadable] == [(2, 3), (5, 6)]


def test_prose_has_no_statements():
    pieces, unreadable = compile_around("cell", "answer\nthis is some prose\n'text'")

    assert pieces == []
    assert unreadable


@pytest.mark.parametrize("begin", ["(", "'''", "if True:", "x = = 1", "\0"])
def test_of_a_long_text_that_is_no_python_only_so_much_is_tried(begin, monkeypatch):
    tried = []
    compiled = split._compiled
    monkeypatch.setattr(
        split, "_compiled", lambda *given: tried.append(len(given[1])) or compiled(*given)
    )

    _, unreadable = compile_around("cell", "\n".join([begin, *["x = [1, 2"] * 1_990]))

    assert unreadable[0].first == 1
    assert sum(tried) <= split.MAX_TRIED_LINES + 2_000
