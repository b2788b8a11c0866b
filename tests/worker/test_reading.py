"""The text of a submission says what its functions do; none of it runs."""

from __future__ import annotations

import pytest

from grader.worker.reading.finder import STATEMENTS, find

RECURSIVE = "def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\n"


def found(source: str, target: str = "f", **wanted):
    """`(rule, item, line, inside)` of each place, of all definitions in force."""
    answers = find([("answer", [("answer.py", source)])], "answer", target, wanted)
    return [(p[0], p[1], p[3], p[4]) for _, places in answers for p in places]


def rules(source: str, target: str = "f", **wanted) -> set[str]:
    return {place[1] or place[0] for place in found(source, target, **wanted)}


# -- recursion


def test_a_function_that_calls_itself_is_found_with_its_line():
    assert found(RECURSIVE, "fact", recursion=True) == [("recursion", "", 2, "fact")]


@pytest.mark.parametrize(
    "source",
    [
        "def f(n):\n    return g(n)\n\ndef g(n):\n    return f(n - 1)\n",
        "def f(n):\n    def inner(k):\n        return inner(k - 1)\n    return inner(n)\n",
        "f = lambda n: n and f(n - 1)\n",
        "def f(n):\n    return sum(map(f, n))\n",
        "class A:\n  def go(self, n):\n    return self.go(n)\ndef f(n):\n    return A().go(n)\n",
        "import functools\n@functools.cache\ndef f(n):\n    return f(n - 1)\n",
        "def f(n):\n    return n\ndef f(n):\n    return f(n - 1)\n",
    ],
)
def test_recursion_is_found_directly_and_through_others(source):
    assert rules(source, recursion=True) == {"recursion"}


@pytest.mark.parametrize(
    "source",
    [
        "def f(n):\n    n = n - 1\n    total = 0\n    total = total + n\n    return total\n",
        "def f(n):\n    return g(n)\n\ndef g(n):\n    return n\n",
        "def f(n):\n    return n\n    return f(n - 1)\n",
        "def f(n):\n    if False:\n        f(n)\n    return n\n",
        "def f(n):\n    def decoy(k):\n        return decoy(k)\n    return n\n",
        "def f(n):\n    '''return f(n - 1)'''\n    # f(n - 1)\n    return 'f(n - 1)'\n",
        "def f(f):\n    return f(1)\n",
        "class S:\n    def copy(self):\n        return S()\ndef f(n):\n    return S().copy()\n",
        "def f(n):\n    return f(n - 1)\ndef f(n):\n    return n\n",
        "def f(n):\n    return n\ndef f(n):\n    nonlocal q\n    return f(n)\n",
    ],
)
def test_what_only_looks_like_recursion_is_none(source):
    assert rules(source, recursion=True) == set()


def test_a_method_of_the_same_name_on_something_else_is_perhaps_a_recursion():
    source = "class Stack:\n    def pop(self):\n        return self.items.pop()\n"

    assert found(source, "Stack.pop", recursion=True) == [("recursion", "perhaps", 3, "pop")]


# -- loops and statements


@pytest.mark.parametrize(
    "line",
    [
        "for i in x: pass",
        "while x: x -= 1",
        "y = [i for i in x]",
        "y = {i for i in x}",
        "y = {i: i for i in x}",
        "y = sum(i for i in x)",
        "g = lambda: [i for i in x]; g()",
        "(lambda: [i for i in x])()",
        "with x:\n        for i in x: pass",
        "try:\n        pass\n    except E:\n        for i in x: pass",
        "match x:\n        case 1:\n            for i in x: pass",
    ],
)
def test_every_kind_of_loop_is_found(line):
    assert rules(f"def f(x):\n    {line}\n    return x\n", loops=True) == {"loops"}


def test_a_loop_in_a_helper_is_found_and_the_helper_named():
    source = "def f(x):\n    return help(x)\n\ndef help(x):\n    for i in x:\n        pass\n"

    assert found(source, loops=True) == [("loops", "", 5, "help")]


def test_loops_of_functions_that_are_not_called_are_others_business():
    source = "def g(x):\n    for i in x: pass\n\ndef f(x):\n    return x\n\nfor i in []: g(i)\n"

    assert rules(source, loops=True) == set()


def test_the_whole_file_is_searched_without_a_target():
    source = (
        "total = 0\nfor i in range(3):\n    total += i\ndef f(x):\n    while x:\n        x -= 1\n"
    )

    assert found(source, "", loops=True) == [("loops", "", 2, ""), ("loops", "", 5, "f")]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("while", "while x: x -= 1"),
        ("try", "try:\n        pass\n    except E:\n        pass"),
        ("lambda", "g = lambda: 1"),
        ("global", "global x2"),
        ("if", "y = 1 if x else 2"),
        ("import", "import math"),
        ("assert", "assert x"),
        ("comprehension", "y = [i for i in x]"),
        ("with", "with x: pass"),
        ("del", "del x"),
        ("yield", "yield x"),
    ],
)
def test_a_statement_is_found_by_its_keyword(word, line):
    source = f"def f(x):\n    {line}\n    return x\n"

    assert rules(source, statements=[word]) == {word}
    assert rules("def f(x):\n    return x\n", statements=list(STATEMENTS)) == set()


# -- names and imports


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ndef f(x):\n    return np.convolve(x, x)\n",
        "import numpy\ndef f(x):\n    return numpy.convolve(x, x)\n",
        "import numpy as anything\ndef f(x):\n    return anything.convolve(x, x)\n",
        "from numpy import convolve as c\ndef f(x):\n    return c(x, x)\n",
        "from numpy import *\ndef f(x):\n    return convolve(x, x)\n",
        "def f(x):\n    import numpy as q\n    return q.convolve(x, x)\n",
        "import numpy as np\nmine = np.convolve\ndef f(x):\n    return mine(x, x)\n",
        "import numpy as np\ndef f(x):\n    mine = np.convolve\n    return mine(x, x)\n",
        "import numpy as np\ndef f(x):\n    n = np\n    return n.convolve(x, x)\n",
        "import numpy as np\ndef f(x):\n    return getattr(np, 'convolve')(x, x)\n",
        "def f(x):\n    return __import__('numpy').convolve(x, x)\n",
        "import importlib\ndef f(x):\n    return importlib.import_module('numpy').convolve(x, x)\n",
        "import numpy as np\ndef f(x, c=np.convolve):\n    return c(x, x)\n",
        "import numpy as np\ndef f(x):\n    return (m := np).convolve(x, x)\n",
        "import numpy as np\na, b = 1, np.convolve\ndef f(x):\n    return b(x, x)\n",
        "from numpy._core.numeric import convolve as c\ndef f(x):\n    return c(x, x)\n",
        "from numpy import convolve as f\n",
        "import numpy as np\nf = np.convolve\n",
        "import numpy as np\nclass A:\n  c = np.convolve\ndef f(x):\n    return A.c(x, x)\n",
        "get_ipython().run_cell_magic('time', '', 'from numpy import *\\nf = convolve')\n",
        "get_ipython().run_line_magic('pylab', 'inline')\ndef f(x):\n    return convolve(x, x)\n",
        "import numpy as np\ndef f(x):\n    return np.\uff43onvolve(x, x)\n",
    ],
)
def test_a_librarys_function_is_found_by_whatever_name(source):
    assert rules(source, names=["np.convolve"]) == {"np.convolve"}


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ndef convolve(x):\n    return x\ndef f(x):\n    return convolve(x)\n",
        "import numpy as np\ndef f(x):\n    return x.convolve(x)\n",
        "import numpy as np\nprint(np.convolve([1], [1]))\ndef f(x):\n    return np.sum(x)\n",
        "class np:\n    convolve = 1\ndef f(x):\n    return np.convolve\n",
    ],
)
def test_something_else_of_that_name_is_not_the_librarys(source):
    assert rules(source, names=["np.convolve"]) == set()


def test_pythons_own_functions_are_found_unless_they_are_the_students():
    assert rules("def f(x):\n    return sorted(x)\n", names=["sorted"]) == {"sorted"}
    assert rules("s = sorted\ndef f(x):\n    return s(x)\n", names=["sorted"]) == {"sorted"}
    own = "def sorted(x):\n    return x\ndef f(x):\n    return sorted(x)\n"
    assert rules(own, names=["sorted"]) == set()


def test_a_method_is_found_of_anything():
    assert rules("def f(x):\n    x.sort()\n    return x\n", names=[".sort"]) == {".sort"}


@pytest.mark.parametrize(
    "source",
    [
        "from scipy.signal import convolve2d\ndef f(x):\n    return convolve2d(x, x)\n",
        "import scipy.signal\ndef f(x):\n    return scipy.signal.convolve2d(x, x)\n",
        "def f(x):\n    import scipy\n    return x\n",
        "from scipy.signal import *\ndef f(x):\n    return convolve2d(x, x)\n",
    ],
)
def test_a_library_is_found_where_it_is_used(source):
    assert rules(source, imports=["scipy"]) == {"scipy"}


def test_an_import_that_the_function_does_not_use_is_not_its_own():
    source = "import scipy\nimport scipython\ndef f(x):\n    return scipython.go(x)\n"

    assert rules(source, imports=["scipy"]) == set()
    assert rules(source, "", imports=["scipy"]) == {"scipy"}


# -- which definition counts, and which code is followed


@pytest.mark.parametrize(
    "use", ["from helper import g", "from helper import *", "import helper\ng = helper.g"]
)
def test_other_files_of_the_submission_are_followed(use):
    answer = f"{use}\ndef f(x):\n    return g(x)\n"
    helper = "def g(x):\n    for i in x:\n        pass\n"
    modules = [("answer", [("answer.py", answer)]), ("helper", [("helper.py", helper)])]

    [(_, places)] = find(modules, "answer", "f", {"loops": True})

    assert ("loops", "", "helper.py", 2, "g") in places


def test_every_definition_that_may_be_in_force_is_read():
    source = f"{RECURSIVE}if input:\n    def fact(n):\n        return n\n"

    answers = find([("a", [("a.py", source)])], "a", "fact", {"recursion": True})

    assert [bool(places) for _, places in answers] == [True, False]


def test_a_definition_that_may_fail_does_not_hide_the_one_before_it():
    source = "def fact(n):\n    return n\ndef fact(n, x=1 / 0):\n    return fact(n - 1)\n"

    answers = find([("a", [("a.py", source)])], "a", "fact", {"recursion": True})

    assert [bool(places) for _, places in answers] == [False, True]


@pytest.mark.parametrize(
    "source",
    [
        f"def other(g):\n    return len\n@other\n{RECURSIVE}",
        f"def other(g):\n    return len\n{RECURSIVE}fact = other(fact)\n",
    ],
)
def test_a_wrapper_of_the_submissions_own_is_told(source):
    answers = find([("a", [("a.py", source)])], "a", "fact", {"recursion": True})

    assert any(is_wrapped for is_wrapped, _ in answers)


def test_a_wrapper_of_a_library_is_none():
    source = f"import functools\n@functools.lru_cache(maxsize=None)\n{RECURSIVE}"

    [(is_wrapped, _)] = find([("a", [("a.py", source)])], "a", "fact", {"recursion": True})

    assert not is_wrapped


def test_code_that_is_made_or_changed_as_it_runs_is_told():
    assert ("hidden", "exec", 1, "") in found(f"exec('x = 1')\n{RECURSIVE}", "fact", loops=True)
    assert ("hidden", "eval", 2, "f") in found("def f(x):\n    return eval('x')\n", loops=True)
    for line in ("fact.__code__ = f.__code__", "globals()['fact'] = f", "sys.modules['a'].f = f"):
        source = f"import sys\ndef f(n):\n    return n\n{RECURSIVE}{line}\n"
        assert "hidden" in {place[0] for place in found(source, "fact", recursion=True)}


def test_text_that_is_computed_elsewhere_is_nobodys_business():
    assert found(f"x = eval('1')\n{RECURSIVE}", "fact", loops=True) == []


def test_the_statements_around_what_python_cannot_read_are_read():
    source = "def f(x:\n\ndef f(x):\n    for i in x:\n        pass\n\nx = = 3\n"

    assert found(source, loops=True) == [("loops", "", 4, "f")]


@pytest.mark.parametrize(
    "line",
    [
        "getattr(np, 'con' + 'volve')(x, x)",
        "vars(np)['convolve'](x, x)",
        "[np][0].convolve(x, x)",
    ],
)
def test_a_name_that_is_made_while_the_code_runs_is_not_found(line):
    """As the documentation says: a rule is no wall."""
    source = f"import numpy as np\ndef f(x):\n    return {line}\n"

    assert rules(source, names=["np.convolve"]) == set()
    assert rules(source, names=["getattr", "vars", ".convolve"]) != set()
