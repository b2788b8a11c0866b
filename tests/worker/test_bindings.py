"""Functions keep what the names in them meant, whatever experiments below them say."""

from __future__ import annotations

import numpy as np
import pytest

F = "import numpy as np\ndef f(x):\n    return sum(float(v) for v in np.asarray(x)) + len(x)\n"


def rebound(loaded) -> dict[str, int]:
    """Name -> the line that is named for it."""
    return {p["names"][0]: p["line"] for p in loaded.problems if p["kind"] == "rebound"}


@pytest.mark.parametrize(
    "play",
    [
        "sum = 10\nlen = 3\nfloat = 2.0",
        "np = 3",
        "float = np.float32\nsum = np.sum",
        "float = 3\nfloat = np.float32",
        "for sum in range(3): pass",
        "f = f([1, 2])",
        "f, other = 3, 4",
        "del f, np",
        "f = np = sum = None",
        "import contextlib\nwith contextlib.nullcontext(3) as f: pass",
        "if (np := 3): pass",
        "sum = 0\nfor v in [1, 2]: sum += v\ndel sum",
        "from operator import add as sum",
        "sum = 3\nfrom numpy import *",
        "from numpy import *",
        "for f in (min, max): pass",
        "for f in [len, sum]: f([1])\nnp = f",
        "f = 3\nf = 4\nf = 'x'",
        "f = f([1]) / 0\nf = 1",
        "def sum(a, b): return a + b\nsum(1, 2)",
        "def sum(x): return x[0] + sum(x[1:]) if x else 0",
        "class float: pass",
        "class f: pass",
        "import math as np",
        "import math as f",
        "from statistics import median as f\nf([1, 2])",
        "try:\n    from scipy import f\nexcept ImportError:\n    import math as f",
        "from numpy import random as np",
        "def np(x): return x",
        "globals()['f'] = None",
        "globals().update(np=3, sum=0)",
        "exec('f = 3')",
        "vars()['len'] = 3",
        "def play():\n    global f, np\n    f, np = 1, 2\nplay()",
        "def play():\n    global sum\n    sum = 1\nplay()",
        "np.asarray = None",
        "del np.asarray",
        "import numpy\nsetattr(numpy, 'asarray', 3)",
        "import builtins\nbuiltins.sum = None",
        "def play():\n    np.asarray = 3\nplay()",
    ],
)
def test_an_experiment_does_not_reach_a_function(load, play):
    loaded = load([F, play])

    assert loaded.module.f([1.1, 2]) == 1.1 + 2 + 2
    assert rebound(loaded)


def test_a_star_import_replaces_no_function_of_the_files_own(load):
    cells = ["def convolve(x): return 3\ndef f(x): return convolve(x)\n", "from numpy import *"]

    assert load(cells).module.f(1) == 3
    assert load(cells[::-1]).module.f(1) == 3


def test_a_star_import_of_an_own_file_replaces_a_function(load):
    loaded = load(["def f(x): return 1\n", "from tools import *"], tools="def f(x): return 3\n")

    assert loaded.module.f(0) == 3


def test_a_function_of_an_own_file_that_is_imported_below_one_replaces_it(load):
    loaded = load(
        ["def f(x): return 1\n", "from tools import g as f"], tools="def g(x): return 3\n"
    )

    assert loaded.module.f(0) == 3


def test_a_library_s_function_that_later_functions_use_replaces_an_own_one(load):
    loaded = load(
        ["def f(x): return 1\n", "from math import floor as f", "def g(x): return f(x)\n"]
    )

    assert loaded.module.g(2.5) == 2
    assert [(p["kind"], p["names"]) for p in loaded.problems] == [("replaced", ["f"])]


def test_what_is_imported_above_a_function_counts(load):
    loaded = load(["from numpy import *\ndef f(x):\n    return max(x, 1)\n"])

    assert list(loaded.module.f(np.array([[1, 5], [3, 2]]))) == [5, 3]
    assert not rebound(loaded)


def test_the_first_line_that_changes_a_name_is_named(load):
    loaded = load([F, "a = 1\nsum = 0\nsum = 1\nf = 3\nf = 4"])

    assert rebound(loaded) == {"sum": 2, "f": 4}


def test_the_experiment_itself_sees_its_own_names(load):
    loaded = load([F, "sum = 10\nsum += 5\na = sum"])

    assert loaded.module.a == 15
    assert [p["kind"] for p in loaded.problems] == ["rebound"]


def test_functions_above_and_below_an_experiment_are_alike(load):
    loaded = load([F, "sum = 0\nnp = 1", "def g(x):\n    return sum(x)\n"])

    assert loaded.module.g([1, 2]) == 3
    assert loaded.module.f([1]) == 2


@pytest.mark.parametrize(
    "cells",
    [
        ["def f():\n    return K\n", "K = 3"],
        ["K = None\ndef f():\n    return K\n", "K = 3"],
        ["K = 1\nK = 3\ndef f():\n    return K\n"],
        ["K = 1", "def e():\n    return K", "K = 3\ndef f():\n    return K\n"],
        ["def g(): return 1\ndef f():\n    return g()\n", "def g(): return 3"],
        ["def f(): return 1\ndef fast(): return 3\n", "f = fast"],
        ["def f(): return 1\n", "f = lambda: 3"],
        ["def f(): return 1\n", "def f(): return 3"],
        ["def f(): return 1\nf = f()", "def f(): return 3"],
        ["max = min\ndef f():\n    return max(5, 3)\n"],
        ["filter = 3\ndef f():\n    return filter\n"],
        ["def f():\n    return C.x\nclass C: x = 1\n", "class C: x = 3"],
        ["total = 2\ndef f():\n    global total\n    total += 1\n    return total\n"],
        ["K = 1\ndef f(): return K\ndef set_up():\n    global K\n    K = 3\n", "set_up()"],
        ["class Conv:\n    def __call__(self): return 3\ndef f(): return 1\nf = Conv()\n"],
        ["import functools\ndef f(x): return x\nf = functools.partial(f, 3)\n"],
    ],
)
def test_what_a_file_means_counts_as_in_python(load, cells):
    loaded = load(cells)

    assert loaded.module.f() == 3
    assert not rebound(loaded)


def test_a_value_that_a_function_uses_is_the_one_above_it(load):
    loaded = load(["stride = 1\ndef f(): return stride\n", "for stride in (2, 3): f()"])

    assert loaded.module.f() == 1
    assert rebound(loaded) == {"stride": 1}


def test_a_name_that_no_function_uses_may_change(load):
    loaded = load([F, "x = 1\nx = 2\nv = 3\nv = 4\nshape = 1\nmax = 3\nabs = 4"])

    assert loaded.module.x == 2
    assert not rebound(loaded)


def test_an_attribute_of_the_same_name_is_no_use_of_it(load):
    loaded = load(["def f(x):\n    return x.sum() + x.shape[0]\n", "shape = 1\nshape = 2\nsum = 3"])

    assert loaded.module.f(np.ones(2)) == 4
    assert not rebound(loaded)


def test_a_comprehension_in_an_experiment_is_no_function(load):
    loaded = load([F, "k = 1\na = [k for _ in range(3)]\nk = 2"])

    assert loaded.module.k == 2
    assert not rebound(loaded)


def test_a_network_is_no_new_function(load):
    source = "class Model:\n    def __call__(self): return 3\nModel.__module__ = 'keras.models'\n"
    loaded = load([f"{source}def build(): return Model()\n", "build = build()"])

    assert type(loaded.module.build()) is loaded.module.Model


def test_a_helper_keeps_its_names_too(load):
    loaded = load("from tools import g\n", tools="def g(x): return sum(x)\nsum = 3\ng = g([1])\n")

    assert loaded.module.g([1, 2]) == 3
    assert {p["where"] for p in loaded.problems if p["kind"] == "rebound"} == {"tools.py"}


@pytest.mark.parametrize(
    "cells",
    [
        ["def f():\n    return sum((1, 1))\ndef sum(x): return 3\n"],
        ["def f():\n    return sum((1, 1))\n", "def sum(x): return 3", "def g(x): return sum(x)"],
        ["import math as m\ndef f():\n    return m.floor(3.5)\nimport numpy as m\n"],
    ],
)
def test_what_takes_the_place_of_pythons_own_in_functions_above_it_is_named(load, cells):
    loaded = load(cells)

    assert loaded.module.f() == 3
    assert [p["kind"] for p in loaded.problems] == ["replaced"]


def test_a_library_keeps_what_a_file_adds_to_it(load):
    loaded = load(["import numpy as np\nnp.float = float\ndef f(x): return np.float(x)\n"])

    assert loaded.module.f("1.5") == 1.5
    delattr(np, "float")


@pytest.mark.parametrize("name", ["__class__", "__module__", "__eq__", "__bool__", "__hash__"])
def test_values_with_methods_of_their_own_are_not_asked(load, name):
    source = f"class C:\n    {name} = property(lambda self: 1 / 0)\nf = C()\nf = C()\nf = 3\n"
    loaded = load([F, source])

    assert loaded.module.f([1]) == 2


# -- defined twice


def test_a_function_that_is_defined_twice_is_named_with_both_places(load):
    loaded = load(["a = 1\ndef f(): return 1\n", "\ndef f(): return 2\n"])

    assert [p for p in loaded.problems if p["kind"] == "redefined"] == [
        {
            "kind": "redefined",
            "where": "answer.ipynb cell 2",
            "line": 2,
            "names": ["f"],
            "earlier": "answer.ipynb cell 1",
            "earlier_line": 2,
        }
    ]


def test_a_function_that_stands_in_for_a_failed_import_is_not_defined_twice(load):
    loaded = load(["try:\n    from nowhere import f\nexcept ImportError:\n    def f(): return 1\n"])

    assert loaded.module.f() == 1
    assert "redefined" not in loaded.kinds()
