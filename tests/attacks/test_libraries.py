"""Attacks by objects of libraries: tensors, models and figures that lie; honest ones pass."""

from __future__ import annotations

import importlib.util
import sys
import textwrap

import pytest

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox with walls is for Linux"),
]

# library -> its check, an honest answer, and those that lie
CASES = {
    "torch": (
        "assert_close(student.f(tensor([1.0, 2.0])), [2.0, 4.0])",
        "import torch\ndef f(x):\n    return 2 * x\n",
        {
            "a subclass that says what it holds": (
                "import torch\nclass T(torch.Tensor):\n    def __array__(self, *a, **k):\n"
                "        import numpy\n        return numpy.array([2.0, 4.0])\n"
                "    def numpy(self):\n        return self.__array__()\n"
                "def f(x):\n    return (0 * x).as_subclass(T)\n"
            ),
            "a subclass that is equal to everything": (
                "import torch\nclass T(torch.Tensor):\n    def __eq__(self, other):\n"
                "        return True\n    __hash__ = None\n"
                "def f(x):\n    return x.as_subclass(T)\n"
            ),
            "a tensor of another shape that broadcasts": (
                "import torch\ndef f(x):\n    return torch.full((1,), 2.0)\n"
            ),
            "no numbers": "import torch\ndef f(x):\n    return x * float('nan')\n",
        },
    ),
    "sklearn": (
        "model = object_of(student.f)\n"
        "    assert_equal([int(n) for n in array_of(model.predict([[0.0], [9.0]]))], [0, 1])",
        "from sklearn.tree import DecisionTreeClassifier\n"
        "def f():\n    return DecisionTreeClassifier().fit([[1.0], [8.0]], [0, 1])\n",
        {
            "predictions that are equal to everything": (
                "import numpy as np\nclass A(np.ndarray):\n    def __eq__(self, other):\n"
                "        return True\n"
                "class M:\n    def predict(self, X):\n        return np.zeros(2, int).view(A)\n"
                "def f():\n    return M()\n"
            ),
            "numbers that are equal to everything": (
                "class N(int):\n    def __eq__(self, other):\n        return True\n"
                "    __hash__ = int.__hash__\n"
                "class M:\n    def predict(self, X):\n        return [N(), N()]\n"
                "def f():\n    return M()\n"
            ),
            "a model that predicts itself": (
                "class M:\n    def predict(self, X):\n        return self\n    def __iter__(self):\n"
                "        return iter([0, 1])\ndef f():\n    return M()\n"
            ),
            "a model that pickles into another": (
                "class M:\n    def __reduce__(self):\n        return list, ([0, 1],)\n"
                "    def predict(self, X):\n        return self\ndef f():\n    return M()\n"
            ),
        },
    ),
    "matplotlib": (
        'assert_equal(student.f().panels[0].title, "Rain")',
        "import matplotlib.pyplot as plt\ndef f():\n    fig, ax = plt.subplots()\n"
        "    ax.set_title('Rain')\n    return fig\n",
        {
            "an object with panels": (
                "class P:\n    title = 'Rain'\nclass F:\n    panels = [P()]\n"
                "def f():\n    return F()\n"
            ),
            "a subclass of a figure": (
                "import matplotlib.figure\nclass F(matplotlib.figure.Figure):\n    pass\n"
                "def f():\n    fig = F()\n    fig.add_subplot().set_title('Rain')\n    return fig\n"
            ),
            "a title that is equal to everything": (
                "import matplotlib.pyplot as plt\nclass S(str):\n    def __eq__(self, other):\n"
                "        return True\n    __hash__ = str.__hash__\n"
                "def f():\n    fig, ax = plt.subplots()\n    ax.set_title(S('Snow'))\n"
                "    return fig\n"
            ),
            "a picture of the title": (
                "import matplotlib.pyplot as plt\ndef f():\n    fig = plt.figure()\n"
                "    fig.text(0.5, 0.9, 'Rain')\n    fig.add_subplot()\n    return fig\n"
            ),
            "parts of a figure as a dict": (
                "def f():\n    return {'panels': [{'title': 'Rain'}]}\n"
            ),
        },
    ),
}
LIES = [(library, name) for library, (_, _, lies) in CASES.items() for name in lies]


@pytest.fixture(scope="module")
def sandboxes():
    """The sandbox of each library, started at first need."""
    from grader.sandbox.forked import ForkedSandbox

    opened = {}

    def sandbox_of(library: str):
        if importlib.util.find_spec(library) is None:
            pytest.skip(f"{library} is not installed")
        if library not in opened:
            opened[library] = ForkedSandbox(("numpy", library))
        return opened[library]

    yield sandbox_of
    for sandbox in opened.values():
        sandbox.__exit__(None, None, None)


@pytest.fixture
def status_of(make_course, make_submission, sandboxes):
    """Grades an answer in the way of a library; gives the status of the one check."""
    from grader.course import load_course
    from grader.pipeline import Grader
    from grader.sandbox.pool import SandboxPool

    class Kept(SandboxPool):
        def __exit__(self, *_):
            """Leave the sandbox open, for the next answer."""

    def graded(library: str, source: str) -> str:
        sandbox = sandboxes(library)
        check, right, _ = CASES[library]
        folder = make_course(
            public=f'@check(points=1, ko="")\ndef test_one(student):\n    """One."""\n    {check}\n',
            points=1,
            reference=right,
            toml=f'packages = ["numpy", "{library}"]\n[limits]\nmemory_mb = 1024\n',
        )
        course = load_course(folder)
        with Grader(course, course.exercises, Kept(course.exercises, sandbox)) as grader:
            (grade,) = grader.grade_all(make_submission({"answer.py": textwrap.dedent(source)}))
        return grade.outcomes[0].status

    return graded


@pytest.mark.parametrize("library", CASES)
def test_an_honest_answer_passes(status_of, library):
    assert status_of(library, CASES[library][1]) == "passed"


@pytest.mark.parametrize(("library", "name"), LIES)
def test_a_lie_earns_nothing(status_of, library, name):
    assert status_of(library, CASES[library][2][name]) in {"failed", "error"}
