"""What an exercise does not allow is refused by name, and called that: not wrong, not a crash."""

from __future__ import annotations

import sys

import pytest

from grader.i18n import translate
from grader.sandbox.faults import CodeRaised, NotAllowed
from grader.sandbox.student_process import StudentProcess
from grader.worker.policy import REFUSED

if sys.platform != "linux":
    pytest.skip("forked workers are for Linux", allow_module_level=True)

HARMFUL = ["ctypes", "socket", "subprocess", "multiprocessing", "mmap", "urllib.request", "asyncio"]


def call(process, function="f", *args):
    process.begin_check()
    return process.call(function, args, {}).value


def problems(process) -> list[str]:
    return [translate(problem.message, "en") for problem in process.problems]


@pytest.fixture
def open_with_packages(make_exercise, forked_sandbox):
    """Opens a student's process for an exercise with these packages."""

    def open_(source: str, packages: tuple[str, ...], sandbox=forked_sandbox) -> StudentProcess:
        exercise = make_exercise(packages=packages, check_seconds=60.0)
        process = StudentProcess(sandbox, exercise, {"answer": [("answer.py", source)]})
        process.load()
        return process

    return open_


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_module_is_named_as_not_allowed(name, process_sandbox, open_student):
    process = open_student(process_sandbox, f"import {name}\ndef f(): return 1\n")

    assert len(problems(process)) == 1
    assert f"{name.partition('.')[0]} is neither allowed in this exercise" in problems(process)[0]
    assert call(process) == 1


@pytest.mark.parametrize(
    "line",
    [
        "import importlib; importlib.import_module('ctypes')",
        "__import__('ctypes')",
        "exec('import ctypes')",
        "from ctypes import CDLL",
        "import ctypes.util",
        "import _ctypes",
    ],
)
def test_another_way_to_import_is_the_same_import(line, forked_sandbox, open_student):
    process = open_student(forked_sandbox, f"{line}\n")

    assert "ctypes is neither allowed" in problems(process)[0]


def test_a_function_that_imports_it_is_told_so_and_not_called_wrong(forked_sandbox, open_student):
    process = open_student(forked_sandbox, "def f():\n    import socket\n    return 1\n")

    with pytest.raises(CodeRaised) as caught:
        call(process)

    assert str(caught.value) == "{function} imports what this exercise does not allow."


@pytest.mark.parametrize(
    "source",
    [
        "import scipy.signal\ndef f(): return scipy.signal.convolve([1], [1])\n",
        "from scipy.signal import (\n    convolve,\n)\ndef f(): return convolve([1], [1])\n",
        "import scipy.signal as best\ndef f(): return best.convolve([1], [1])\n",
    ],
)
def test_a_function_that_uses_what_was_refused_says_which_library(
    source, forked_sandbox, open_student
):
    process = open_student(forked_sandbox, source)

    with pytest.raises(NotAllowed) as caught:
        call(process)

    assert caught.value.message.values == {"function": "f", "library": "scipy"}


def test_another_undefined_name_is_an_ordinary_error(forked_sandbox, open_student):
    process = open_student(forked_sandbox, "import scipy\ndef f(): return misspelt\n")

    with pytest.raises(CodeRaised):
        call(process)


def test_a_library_that_can_do_without_does(forked_sandbox, open_student):
    source = (
        "try:\n    import scipy\nexcept ImportError:\n    scipy = None\ndef f(): return scipy\n"
    )

    assert call(open_student(forked_sandbox, source)) is None


def test_an_exercise_allows_by_name_what_is_refused_elsewhere(open_with_packages):
    source = "import ctypes\ndef f(): return ctypes.sizeof(ctypes.c_double)\n"

    with open_with_packages(source, ("numpy", "ctypes")) as process:
        assert process.problems == ()
        assert call(process) == 8


def test_a_library_of_another_exercise_is_not_this_ones(open_with_packages):
    """One fork server has loaded what all exercises of a course allow together."""
    from grader.sandbox.forked import ForkedSandbox

    source = "import fractions, json\nimport ctypes\ndef f(): return 1\n"
    with (
        ForkedSandbox(("numpy", "ctypes")) as sandbox,
        open_with_packages(source, ("numpy",), sandbox) as process,
    ):
        assert "ctypes is neither allowed" in problems(process)[0]


@pytest.mark.slow
def test_a_library_that_the_exercise_allows_can_be_imported(open_with_packages):
    from grader.sandbox.forked import ForkedSandbox

    pytest.importorskip("scipy")
    source = "import scipy.signal\ndef f(): return scipy.signal.convolve([1.0], [2.0])[0] == 2.0"
    packages = ("numpy", "scipy")

    with (
        ForkedSandbox(packages) as sandbox,
        open_with_packages(source, packages, sandbox) as process,
    ):
        assert process.problems == ()
        assert call(process)


def test_a_students_own_file_comes_before_a_refused_module(forked_sandbox, open_student):
    sources = {
        "answer": [("answer.py", "import select\ndef f(): return select.mine\n")],
        "select": [("select.py", "mine = 7\n")],
    }

    assert call(open_student(forked_sandbox, sources)) == 7


def test_libraries_go_on_working_when_their_own_modules_are_refused(forked_sandbox, open_student):
    """They hold them already, or import them from a line that is not the student's."""
    source = """
import numpy as np, pathlib, tempfile, platform, unittest, inspect, concurrent.futures
import numpy.ctypeslib
def f():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [int(x) for x in pool.map(np.sum, [np.ones(2), np.ones(3)])]
"""
    process = open_student(forked_sandbox, source)

    assert problems(process) == []
    assert call(process) == [2, 3]


def test_what_is_refused_are_modules_that_some_python_has():
    gone = {"_winapi", "msvcrt", "winreg", "winsound", "smtpd", "imp", "crypt", "nis", "spwd"}
    gone |= {"ossaudiodev", "nntplib", "telnetlib", "antigravity", "turtledemo", "idlelib", "venv"}

    assert REFUSED - gone <= sys.stdlib_module_names | {"_multiprocessing", "_select"}
