"""Packages of an exercise: what they need is found, readable, loaded before the fork if it may."""

from __future__ import annotations

import importlib.util
import sys
from importlib import metadata

import pytest

from grader.errors import install_command
from grader.model import Exercise, Limits, Text
from grader.sandbox.environment import environment_for
from grader.sandbox.student_process import StudentProcess
from grader.worker import libraries

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux")


def needs(library: str) -> None:
    """Skip where a library is not installed; it is not loaded into the tests' own process."""
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")


def exercise(*packages: str) -> Exercise:
    title = Text(ko="", en="")
    limits = Limits(memory_mb=1024)
    return Exercise(
        slug="01_f", title=title, module="answer", points=1, packages=packages, limits=limits
    )


def answer(sandbox, packages: tuple[str, ...], source: str):
    sources = {"answer": [("answer.py", source)]}
    with StudentProcess(sandbox, exercise(*packages), sources) as process:
        process.load()
        assert process.problems == ()
        return process.call("f", (), {}).value


@pytest.fixture
def installed(monkeypatch):
    """A machine with some libraries: import name -> requirements; each is called python-<name>."""

    def install(requirements: dict[str, list[str]]) -> None:
        found = {name: [f"Python_{name}"] for name in requirements}
        lines = {f"python-{name}": wanted for name, wanted in requirements.items()}
        monkeypatch.setattr(metadata, "packages_distributions", lambda: found)
        monkeypatch.setattr(metadata, "requires", lines.__getitem__)

    return install


def test_what_a_package_requires_comes_with_what_that_requires(installed):
    installed({"a": ["python-b>=1"], "b": ["Python.C"], "c": [], "d": []})

    assert libraries.needed_by(["a"]) == ["b", "c"]


def test_a_requirement_of_another_system_or_of_an_extra_is_none(installed):
    installed({"a": ['python-b; python_version < "3"', 'python-c; extra == "x"'], "b": [], "c": []})

    assert libraries.needed_by(["a"]) == []


def test_libraries_that_require_each_other_end(installed):
    installed({"a": ["python-b"], "b": ["python-a"]})

    assert libraries.needed_by(["a"]) == ["b"]


def test_numpy_alone_needs_no_look_at_the_metadata(monkeypatch):
    monkeypatch.delattr(metadata, "packages_distributions")

    assert libraries.needed_by(["numpy"]) == []


def test_a_library_of_a_single_file_is_a_file_and_not_the_folder_of_all(tmp_path, monkeypatch):
    (tmp_path / "one_file_library.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    assert libraries.places_of(["one_file_library"]) == [str(tmp_path / "one_file_library.py")]


def test_a_package_that_starts_a_thread_is_named(tmp_path, monkeypatch):
    (tmp_path / "threaded_library.py").write_text(THREADED)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(
        libraries, "_threads", lambda: 2 if "threaded_library" in sys.modules else 1
    )

    assert libraries.preload(["json", "threaded_library"], later=[]) == "threaded_library"
    sys.modules.pop("threaded_library")
    assert libraries.preload(["json", "threaded_library"], later=["threaded_library"]) is None
    assert "threaded_library" not in sys.modules


THREADED = """
import threading

jobs, done = [], threading.Event()
wake = threading.Semaphore(0)


def work():
    while True:
        wake.acquire()
        done.set()


threading.Thread(target=work, daemon=True).start()


def ask():
    wake.release()
    return done.wait(5)
"""


@LINUX
def test_a_library_with_threads_works_in_a_worker(tmp_path, monkeypatch):
    from grader.sandbox import fork_server, forked

    (tmp_path / "threaded_library.py").write_text(THREADED)
    monkeypatch.setattr(
        fork_server,
        "environment_for",
        lambda packages: environment_for(packages)._replace(
            variables=environment_for(packages).variables | {"PYTHONPATH": str(tmp_path)}
        ),
    )
    packages = ("numpy", "threaded_library")

    with forked.ForkedSandbox(packages) as sandbox:
        value = answer(
            sandbox,
            packages,
            "import threaded_library\n\ndef f():\n    return threaded_library.ask()\n",
        )
        later = sandbox._settings["later"]

    assert later == ["threaded_library"]
    assert value is True  # a thread that was lost in a fork would never answer


@LINUX
def test_a_worker_reads_what_a_package_needs_and_no_other_library():
    needs("sklearn")
    from grader.sandbox.forked import ForkedSandbox

    source = (
        "import os\n\ndef f():\n    import sklearn.svm, scipy.stats, joblib\n"
        "    return [name for name in ('click', 'pytest', 'nbformat') if can(name)]\n\n"
        "def can(name):\n    try:\n        __import__(name)\n    except ImportError:\n"
        "        return False\n    return True\n"
    )
    with ForkedSandbox(("numpy", "sklearn")) as sandbox:
        assert answer(sandbox, ("numpy", "sklearn"), source) == []


@LINUX
def test_a_worker_has_a_folder_to_write_to_and_one_thread():
    needs("matplotlib")
    from grader.sandbox.forked import ForkedSandbox

    names = ("MPLCONFIGDIR", "HOME", "TORCH_HOME", "OMP_NUM_THREADS", "MPLBACKEND")
    source = f"import os\n\ndef f():\n    return [os.environ.get(name) for name in {names}]\n"
    with ForkedSandbox(("numpy", "matplotlib")) as sandbox:
        value = answer(sandbox, ("numpy", "matplotlib"), source)

    assert value == ["/scratch", "/scratch", "/scratch", "1", "agg"]


@LINUX
def test_torch_computes_in_a_worker_that_was_forked():
    needs("torch")
    from grader.sandbox.forked import ForkedSandbox

    source = (
        "import torch\n\ndef f():\n    layer = torch.nn.Linear(3, 1)\n"
        "    steps = torch.optim.Adam(layer.parameters())\n"
        "    layer(torch.ones(5, 3)).sum().backward()\n    steps.step()\n"
        "    torch.save(layer.state_dict(), 'layer.pt')\n"
        "    return sorted(torch.load('layer.pt'))\n"
    )
    with ForkedSandbox(("torch",)) as sandbox:
        assert answer(sandbox, ("torch",), source) == ["bias", "weight"]


@pytest.mark.parametrize(
    ("libraries", "command"),
    [
        (["torch"], "python -m pip install torch"),
        (["sklearn", "PIL"], "python -m pip install scikit-learn pillow"),
    ],
)
def test_the_command_installs_the_library_that_is_missing(libraries, command):
    assert install_command(libraries) == command


def test_a_missing_library_is_named_with_its_command(make_course, grade_course, monkeypatch):
    folder = make_course(
        public='@check(points=1, ko="")\ndef test_one(student):\n    """One."""\n',
        points=1,
        toml='packages = ["numpy", "no_such_library"]\n',
    )

    (grade,) = grade_course(folder, {"answer.py": "def f(x):\n    return 1\n"})

    told = grade.outcomes[0].message.values
    assert told == {
        "name": "no_such_library",
        "command": "python -m pip install no_such_library",
    }
    assert not grade.complete
