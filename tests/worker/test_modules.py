"""A student's cells become a module; what fails costs nothing else and is named."""

from __future__ import annotations

import sys

import numpy as np
import pytest


def test_a_file_becomes_a_module(load):
    loaded = load("a = 1\n\n\ndef f(x):\n    return a + x\n")

    assert loaded.module.f(2) == 3
    assert loaded.problems == []


def test_each_statement_is_tried_by_itself(load):
    loaded = load("a = 1\n1 / 0\nb = 2\nprint(undefined)\nc = 3\n")

    assert (loaded.module.a, loaded.module.b, loaded.module.c) == (1, 2, 3)
    assert [(p["line"], p["error"]["type"]) for p in loaded.problems] == [
        (2, "ZeroDivisionError"),
        (4, "NameError"),
    ]


@pytest.mark.parametrize("kind", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_an_exception_that_ends_programs_is_named_and_ends_nothing(load, kind):
    loaded = load(f"raise {kind}\na = 1\n")

    assert loaded.module.a == 1
    assert loaded.problems[0]["error"]["type"] == kind


def test_exit_is_named_and_ends_nothing(load):
    loaded = load("import sys\nsys.exit(0)\na = 1\n")

    assert loaded.module.a == 1
    assert loaded.problems[0]["error"]["type"] == "SystemExit"


def test_cells_share_one_namespace(load):
    loaded = load(["a = 1", "b = a + 1"])

    assert loaded.module.b == 2


def test_a_later_definition_replaces_an_earlier_one(load):
    loaded = load(["def f(): return 1", "def f(): return 2"])

    assert loaded.module.f() == 2


@pytest.mark.parametrize(
    "line",
    [" def f(x):", "def f[T](x) x", "async def f(x):: x", "\tclass f:: x", "def f(x): return = x"],
)
def test_an_unreadable_definition_names_its_function(load, line):
    (problem,) = load(f"{line}\n    pass\na = 1\n").problems

    assert (problem["kind"], problem["names"]) == ("syntax", ["f"])


def test_a_breakpoint_stops_nothing(load):
    assert load("def f(x):\n    breakpoint()\n    return x\n").module.f(3) == 3


@pytest.mark.parametrize(
    "line",
    [
        "exec(open('tools.py').read())",
        "with open('tools.py', encoding='utf-8') as file: exec(file.read())",
        "exec(compile(open('./tools.py').read(), 'tools.py', 'exec'))",
    ],
)
def test_a_file_that_is_opened_to_be_run_brings_its_names(load, line):
    loaded = load(f"{line}\nb = a + 1\n", tools="a = 1\n")

    assert loaded.module.b == 2
    assert loaded.problems == []


@pytest.mark.parametrize(
    "line",
    ["exec(open('other.py').read())", "open('tools.py').read()", "exec(open('tools').read())"],
)
def test_any_other_file_that_cannot_be_opened_is_named(load, line):
    loaded = load(f"{line}\n", tools="a = 1\n")

    assert not hasattr(loaded.module, "a")
    assert [p["error"]["type"] for p in loaded.problems] == ["FileNotFoundError"]


@pytest.mark.attack
def test_a_file_that_runs_itself_ends(load):
    line = "exec(open('tools.py').read())"

    loaded = load(f"{line}\n", tools=f"a = 1\n{line}\n")

    assert loaded.module.a == 1
    assert [p["error"]["type"] for p in loaded.problems] == ["FileNotFoundError"]
    assert load("exec(open('answer.py').read())\na = 1\n").kinds() == ["raised"]


@pytest.mark.attack
def test_an_error_with_a_name_of_its_own_kind_runs_no_file(load):
    source = (
        "class Name(str):\n    def endswith(self, *_): return True\n"
        "exec('')\n"
        "def fail():\n    error = FileNotFoundError(2, 'x', Name('tools.py'))\n"
        "    error.filename = Name('tools.py')\n    raise error\n"
        "exec(fail())\n"
    )

    loaded = load(source, tools="a = 1\n")

    assert not hasattr(loaded.module, "a")


def test_a_syntax_error_names_its_line_and_costs_only_its_statement(load):
    loaded = load(["a = 1", "b = 2\nc = = 3\ne = 5\n", "d = 4"])

    problem = loaded.problems[0]
    assert (loaded.module.a, loaded.module.b, loaded.module.d, loaded.module.e) == (1, 2, 4, 5)
    assert problem["kind"] == "syntax"
    assert problem["names"] == ["c"]
    assert problem["where"] == "answer.ipynb cell 2"
    assert problem["error"]["line"] == 2


@pytest.mark.parametrize(
    "broken",
    [
        'd = {"a": 1}; print(f"{d["a"]}")',
        "type Image = list",
        "def first[T](x: T) -> T:\n    return x",
        "try:\n    pass\nexcept ValueError, TypeError:\n    pass",
        "print 'Python 2'",
        "print((1, 2)",
        "x = [1, 2,\n  3",
        "for i in range(3)\n    print(i)",
        "def g(x):\n    return (x + 1",
        "class C\n    pass",
        "```python",
        "Here is my answer:",
        "합성곱 함수입니다.",
        "x = “quoted”",
        "<<<<<<< HEAD",
    ],
)
def test_what_python_cannot_read_costs_no_function_beside_it(load, broken):
    source = f"def f(x):\n    return h(x)\n\n{broken}\n\ndef h(x):\n    return x + 1\n"

    for loaded in (load(source), load([source])):
        assert loaded.module.f(1) == 2
        assert {p["line"] for p in loaded.problems} <= {4, 5}


def test_the_names_that_an_unreadable_statement_binds_are_told(load):
    loaded = load("def f(x)\n    return g(x)\n\ndef h(x):\n    return f(x)\n")

    assert loaded.problems[0]["names"] == ["f"]
    assert "h" in vars(loaded.module)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 1000,
        "x = " + "-" * 100_000 + "1",
        "\0",
        "a = '\ud800'",
        "if True:\nb = 1",
        "\tx = 1\n  y",
    ],
    ids=["brackets", "nesting", "NUL", "surrogate", "indentation", "tabs"],
)
def test_a_cell_that_cannot_be_parsed_is_reported_and_the_next_is_run(load, source):
    loaded = load([source, "c = 1"])

    assert loaded.module.c == 1
    assert loaded.kinds() == ["syntax"] or source.startswith("x")


def test_every_statement_that_runs_anything_is_told_before_it_does(load):
    loaded = load(
        '"""Text."""\nimport math\na = 1\ndef f(x: int = 1): pass\ndef g(x=f()): pass\n'
        "@f\ndef h(): pass\nb = f()\nclass C: pass\n"
    )

    lines = [2, 5, 6, 8, 9]
    assert loaded.begun == ["answer.py:1:cell", *(f"answer.py:{line}" for line in lines)]


def test_a_statement_that_is_to_be_skipped_is_not_run(load):
    loaded = load("a = 1\na = 2\nb = 3\n", skip=("answer.py:2",))

    assert (loaded.module.a, loaded.module.b) == (1, 3)
    assert loaded.kinds() == ["skipped"]


def test_a_cell_that_is_to_be_skipped_is_not_parsed(load):
    loaded = load("a = 1\n", skip=("answer.py:1:cell",))

    assert not hasattr(loaded.module, "a")


def test_problems_are_capped(load):
    loaded = load("".join(f"1 / 0  # {n}\n" for n in range(1000)))

    assert len(loaded.problems) <= 20


# -- text as Python reads it


def test_future_imports_hold_for_the_statements_after_them(load):
    loaded = load(
        '"""Doc."""\nfrom __future__ import annotations\n\n\ndef f(x: no_such_name): return x\n'
    )

    assert loaded.module.f.__annotations__ == {"x": "no_such_name"}
    assert loaded.problems == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(x: no_such_name) -> pd.DataFrame: return x\n",
        "def f(x: 'Float[np.ndarray]'): return x\nf.y: no_such_name = 3\n",
        "x: no_such_name\ndef f(x): return x\n",
        "class C:\n    y: no_such_name = 1\ndef f(x): return x * C.y\n",
        "def f(x: no_such_name): return x\nif = 3\n",
    ],
    ids=["signature", "attribute", "variable", "class", "beside a syntax error"],
)
def test_annotations_are_not_needed(load, source):
    loaded = load([source.replace("if = 3\n", ""), "if = 3"] if "if =" in source else source)

    assert loaded.module.f(2) == 2
    assert set(loaded.kinds()) <= {"syntax"}


def test_a_dataclass_has_its_fields(load):
    loaded = load(
        ["from dataclasses import dataclass\n@dataclass\nclass C:\n    x: int\n    y: nobody = 2\n"]
    )

    assert loaded.module.C(1).x + loaded.module.C(1).y == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(load, end):
    loaded = load(end.join(["a = 1", "1 / 0", "b = 2", ""]))

    assert (loaded.module.a, loaded.module.b) == (1, 2)
    assert loaded.problems[0]["line"] == 2


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x1c", "\x0c", "\x0b"])
def test_a_mark_in_a_text_is_no_line_end(load, mark):
    """Python ends lines at \\n and \\r alone; a text copied from the web may hold the others."""
    loaded = load(f"a = 'x{mark}y'\n1 / 0\n")

    assert loaded.module.a == f"x{mark}y"
    assert loaded.problems[0]["line"] == 2


def test_a_form_feed_between_functions_is_no_trouble(load):
    loaded = load("a = 1\n\x0c\nb = 2\n")

    assert (loaded.module.a, loaded.module.b) == (1, 2)


def test_korean_names_and_texts_are_read(load):
    loaded = load("합 = '가나다'\n")

    assert loaded.module.합 == "가나다"


def test_the_module_is_not_main(load):
    loaded = load("if __name__ == '__main__':\n    a = 1\nb = __name__\n")

    assert not hasattr(loaded.module, "a")
    assert loaded.module.b == "answer"


# -- modules beside it


def test_a_helper_module_can_be_imported(load):
    loaded = load("from my_helper import g\na = g()\n", my_helper="def g(): return 5\n")

    assert loaded.module.a == 5


def test_a_helper_that_fails_in_part_gives_the_rest(load):
    loaded = load("from my_helper import g\n", my_helper="1 / 0\ndef g(): return 5\n")

    assert loaded.module.g() == 5
    assert loaded.problems[0]["where"] == "my_helper.py"


def test_two_modules_may_import_each_other(load):
    loaded = load(
        "import my_helper\ndef f(): return 2\n", my_helper="import answer\ndef g(): return 1\n"
    )

    assert loaded.module.my_helper.g() == 1


def test_a_file_named_like_a_library_does_not_shadow_it(load):
    loaded = load("import numpy as np\na = np.zeros(2)\n", numpy="zeros = None\n")

    assert type(loaded.module.a) is np.ndarray


@pytest.mark.parametrize("statement", ["import code", "from code import sign"])
@pytest.mark.parametrize("name", ["code", "types", "select"])  # one is loaded, one is refused
def test_a_file_named_like_a_standard_module_is_imported_as_python_does(load, name, statement):
    statement = statement.replace("code", name)
    use = "sign" if statement.startswith("from") else f"{name}.sign"

    loaded = load(f"{statement}\na = {use}\n", **{name: "sign = 'mine'\n"})

    assert loaded.module.a == "mine"


@pytest.mark.parametrize(("name", "own"), [("select", True), ("code", False)])
def test_of_what_a_python_has_built_in_only_refused_modules_are_the_student_s(
    load, monkeypatch, name, own
):
    """Distributions build other modules in; `select` is one, and no exercise may import it."""
    monkeypatch.setattr("sys.builtin_module_names", (*sys.builtin_module_names, name))

    loaded = load(
        f"import {name}\na = getattr({name}, 'sign', 'Python')\n", **{name: "sign = 'mine'\n"}
    )

    assert loaded.module.a == ("mine" if own else "Python")


def test_a_file_named_like_a_standard_module_is_imported_within_functions_and_helpers_too(load):
    source = "import helper\ndef f():\n    from types import sign\n    return sign + helper.g()\n"
    helper = "import types\ndef g():\n    return types.sign\n"

    loaded = load(source, helper=helper, types="sign = 'a'\n")

    assert loaded.module.f() == "aa"


@pytest.mark.parametrize("name", ["sys", "os", "time"])  # which Python itself takes from within
def test_a_file_named_like_a_module_within_python_is_not_imported(load, name):
    loaded = load(f"import {name}\na = hasattr({name}, 'sign')\n", **{name: "sign = 1\n"})

    assert loaded.module.a is False


def test_a_module_of_the_exercise_is_found_though_a_library_has_its_name(clean_imports):
    from grader.worker.modules import StudentModules

    modules = StudentModules({"random": [("random.py", "a = 'mine'")]}, [], [], lambda _: None)

    assert modules.load("random").a == "mine"


def test_a_library_that_is_not_there_is_named_with_what_is_allowed(load):
    loaded = load("import no_such_library\na = 1\n")

    assert loaded.module.a == 1
    assert loaded.kinds() == ["not_allowed", "raised"]
    assert loaded.problems[0]["library"] == "no_such_library"
    assert "numpy" in loaded.problems[1]["error"]["text"]


def test_a_missing_part_of_a_library_is_an_ordinary_error(load):
    loaded = load("from numpy import no_such_name\nimport json.no_such_part\n")

    assert [p["error"]["type"] for p in loaded.problems] == ["ImportError", "ModuleNotFoundError"]


RELOAD = "import importlib\nimport {0}\nimportlib.reload({0})\ndef f():\n    return {0}.g()\n"


def test_a_reloaded_helper_is_the_same_module_and_nothing_is_said(load):
    loaded = load([RELOAD.format("tools"), "importlib.reload(tools)"], tools="def g(): return 3\n")

    assert loaded.module.f() == 3
    assert loaded.problems == []


def test_a_module_of_a_reloaded_package_still_finds_its_neighbours(load):
    helpers = {"ops.__init__": "", "ops.one": "def g():\n    from .two import x\n    return x\n"}
    loaded = load(RELOAD.format("ops.one"), **helpers, **{"ops.two": "x = 3\n"})

    assert loaded.module.f() == 3
    assert loaded.problems == []
