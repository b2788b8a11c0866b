"""Own packages: which file an import means, and that no library ever gets a student's file."""

from __future__ import annotations

import importlib
import sys

import pytest

from grader.worker.modules import StudentModules
from grader.worker.tree import ROOT, ModuleTree
from tests.worker.conftest import Loaded

pytestmark = pytest.mark.usefixtures("clean_imports")


def run(answer: str, **places: str) -> Loaded:
    """Load an answer beside files, with `__` for the dots in their places."""
    sources = {place: [(f"{place}.py", text)] for place, text in places.items()}
    return Loaded({**sources, "answer": [("answer.py", answer)]}, [])


SIGN = "sign = 'mine'\n"


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("from src.ops import sign as a", "src.ops"),
        ("import src.ops\na = src.ops.sign", "src.ops"),
        ("import src.ops as ops\na = ops.sign", "src.ops"),
        ("from src import ops\na = ops.sign", "src.ops"),
        ("from src import sign as a", "src.__init__"),
        ("import src\na = src.sign", "src.__init__"),
        ("from src.nn.ops import sign as a", "src.nn.ops"),
        ("from .ops import sign as a", "ops"),
        ("from . import ops\na = ops.sign", "ops"),
        ("from .src.ops import sign as a", "src.ops"),
        ("from ..ops import sign as a", "..ops"),
        ("from ..src.ops import sign as a", "..src.ops"),
        ("from src.ops import sign as a", "..src.ops"),
        ("from ops import sign as a", "..other.ops"),
        ("import importlib\na = importlib.import_module('src.ops').sign", "src.ops"),
    ],
)
def test_a_file_is_imported_as_python_finds_it(answer, place):
    assert run(f"{answer}\n", **{place: SIGN}).module.a == "mine"


def test_the_files_of_a_package_import_each_other():
    loaded = run(
        "from src.ops import sign as a\n",
        **{
            "src.__init__": "",
            "src.ops": "from .base import part\nfrom src import more\nsign = part + more.part\n",
            "src.base": "part = 1\n",
            "src.more": "from . import base\npart = base.part\n",
        },
    )

    assert loaded.module.a == 2
    assert loaded.problems == []


def test_what_a_package_s_beginning_imports_is_in_the_package():
    loaded = run(
        "from src import sign as a\n",
        **{"src.__init__": "from .ops import sign\n", "src.ops": SIGN},
    )

    assert loaded.module.a == "mine"


def test_a_file_is_one_module_by_whichever_name_it_is_imported():
    loaded = run("import ops\nfrom . import ops as again\na = ops is again\n", ops="x = []\n")

    assert loaded.module.a is True
    assert loaded.begun.count("ops.py:1") == 1


def test_the_nearest_of_several_files_is_imported():
    loaded = run("from ops import sign as a\n", ops=SIGN, **{"..ops": "sign = 'other'\n"})

    assert loaded.module.a == "mine"


def test_a_class_of_a_package_s_module_is_found_under_its_module_s_name():
    source = "import dataclasses\n@dataclasses.dataclass\nclass Sign:\n    x: 'int' = 1\n"

    loaded = run(
        "from src.ops import Sign\nimport pickle\na = pickle.loads(pickle.dumps(Sign())).x\n",
        **{"src.ops": source},
    )

    assert loaded.module.a == 1


# -- no way out, and none in


@pytest.mark.attack
@pytest.mark.parametrize("dots", range(1, 40, 3))
def test_no_number_of_dots_leads_out_of_the_submission(dots):
    loaded = run(f"from {'.' * dots}grader.worker import wire\n", ops=SIGN)

    (problem,) = loaded.problems
    assert problem["error"]["type"] in {"ImportError", "ModuleNotFoundError"}


@pytest.mark.attack
@pytest.mark.parametrize("name", ["code", "types", "select", "msvcrt", "colorsys"])
def test_a_library_never_gets_a_student_s_file(name):
    """Though a student's line has imported it before."""
    before = sys.modules.get(name)

    loaded = run(f"import {name}\na = {name}.sign\n", **{name: SIGN})

    assert loaded.module.a == "mine"
    assert sys.modules.get(name) is before
    try:
        found = importlib.import_module(name)
    except ModuleNotFoundError:
        return  # another system's, such as `msvcrt`
    assert not hasattr(found, "sign")


@pytest.mark.attack
@pytest.mark.parametrize("name", ["msvcrt", "_scproxy"])  # of other systems; one is refused
def test_not_even_by_a_student_s_call_of_the_import_system(name):
    loaded = run(f"import importlib\nimportlib.import_module('{name}')\n", **{name: SIGN})

    assert name not in sys.modules
    assert loaded.problems[0]["kind"] == "not_allowed"


@pytest.mark.attack
def test_an_answer_with_the_name_of_a_library_does_not_take_its_place():
    library = importlib.import_module("random")
    modules = StudentModules({"random": [("random.py", SIGN)]}, [], [], lambda _: None)

    assert modules.load("random").sign == "mine"
    assert sys.modules["random"] is library


def test_an_import_from_a_student_s_line_gets_it():
    """The control."""
    assert run("import tools\na = tools.sign\n", tools=SIGN).module.a == "mine"
    assert sys.modules["tools"].sign == "mine"


@pytest.mark.attack
@pytest.mark.parametrize("name", ["numpy", "numpy.random", "numpy.core"])
def test_an_allowed_library_is_never_a_student_s_file(name):
    loaded = run(f"import {name}\nimport numpy\na = numpy.zeros(1)\n", **{f"{name}": SIGN})

    assert loaded.module.a.shape == (1,)


@pytest.mark.attack
def test_many_folders_and_files_are_found_without_a_search_through_all():
    places = {f"{'d.' * 7}m{n}": n for n in range(2000)}

    tree = ModuleTree(places)

    assert tree.find("d.d.d.d.d.d.d.m7") == f"{ROOT}.{'d.' * 7}m7"
    assert tree.find("m1999").endswith(".m1999")


def test_an_own_file_called_test_is_imported_though_python_has_tests():
    assert run("from test import sign as a\n", test=SIGN).module.a == "mine"


def test_without_a_file_called_test_pythons_own_tests_are_meant():
    assert hasattr(run("import test as a\n").module.a, "__path__")
