"""Attacks by a student's own packages: no import leads out, none takes the place of what grades."""

from __future__ import annotations

import sys

import pytest

from grader.i18n import translate
from tests.attacks.test_attacks import statuses

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox with walls is for Linux"),
]

WRONG = "def double(image):\n    return image\n\n\ndef twice(number):\n    return number\n"
RIGHT = (
    "def double(image):\n    return 2.0 * image\n\n\ndef twice(number):\n    return 2 * number\n"
)
# what it does where somebody imports it: it makes a wrong answer look like a right one
MEAN = "import os\nos._exit(0)\n"
# that a worker imports, now or while it explains an exception, or that NumPy does
NEEDED = (
    *("grader/__init__", "grader/worker/__init__", "grader/worker/wire", "grader/worker/codec"),
    *("json", "traceback", "linecache", "random", "struct", "ast", "secrets", "pickle", "decimal"),
    *("numpy/__init__", "numpy/random/__init__", "encodings/__init__", "importlib/__init__"),
)
RAISES = RIGHT.replace("return 2.0 * image", "raise ValueError(image)")


def told(grade) -> str:
    """All remarks on the file."""
    return " ".join(translate(problem.message, "en") for problem in grade.problems)


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_with_the_name_of_what_the_worker_needs_changes_nothing(
    hand_in, grader_without, name
):
    grader = grader_without()

    assert statuses(hand_in(grader, {"submission.py": RIGHT, f"{name}.py": MEAN})) == [
        "passed",
        "passed",
    ]
    grade = hand_in(grader, {"submission.py": RAISES, f"{name}.py": MEAN})
    assert [(o.status, o.frames[-1:] != ()) for o in grade.outcomes] == [
        ("passed", False),
        ("error", True),
    ]


@pytest.mark.parametrize("name", ["json", "traceback", "random", "struct", "ast"])
def test_nor_does_one_that_the_student_s_own_line_has_imported(hand_in, grader_without, name):
    """It is their module from there on, and theirs alone."""
    own = f"import {name}\nassert {name}.mine\n"
    files = {f"{name}.py": "mine = True\n\n\ndef dumps(*_):\n    return '{}'\n"}

    grade = hand_in(grader_without(), {"submission.py": own + RAISES, **files})

    assert told(grade) == ""
    assert [outcome.status for outcome in grade.outcomes] == ["passed", "error"]
    assert grade.outcomes[1].frames[-1].line == 4


@pytest.mark.parametrize("name", ["pkg", "helper"])
def test_under_a_free_name_the_same_file_is_imported_and_ends_the_worker(
    hand_in, grader_without, name
):
    """The control."""
    files = {"submission.py": f"import {name}\n{WRONG}", f"{name}.py": MEAN}

    assert "this statement ended the process" in told(hand_in(grader_without(), files))


OUT = (
    "from ..reference.answer import double, twice",
    "from ......reference.answer import double, twice",
    "from .reference.answer import double, twice",
    "from ..grader.worker import wire",
    "from .... import os",
    "import importlib\nimportlib.import_module('..reference.answer', 'a.b')",
    "import importlib\nimportlib.import_module('....answer', __package__)",
    "__package__ = '/'\nfrom .etc import passwd",
    "__package__ = 'grader.worker'\nfrom . import wire",
    "__path__ = ['/', '..']\nimport reference",
    "import sys\nsys.path.insert(0, '..')\nfrom reference.answer import double, twice",
    "import pkg\npkg.__path__ = ['/']\nimport pkg.reference",
)


@pytest.mark.parametrize("statement", OUT)
def test_no_import_leads_out_of_the_submission(hand_in, grader_without, statement):
    files = {
        "submission.py": f"{WRONG}\n{statement}\n",
        "pkg/__init__.py": "",
        "pkg/a.py": "x = 1\n",
    }

    grade = hand_in(grader_without(), files)

    assert statuses(grade) == ["failed", "failed"]
    assert any(words in told(grade) for words in ("this statement was left out", "neither allowed"))


@pytest.mark.parametrize(
    "statement",
    ["from ..pkg.answers import double, twice", "from pkg.answers import double, twice"],
)
def test_one_that_stays_in_it_is_found(hand_in, grader_without, statement):
    """The control."""
    files = {"hw/submission.py": f"{WRONG}\n{statement}\n", "pkg/answers.py": RIGHT}

    assert statuses(hand_in(grader_without(), files)) == ["passed", "passed"]


@pytest.mark.parametrize(
    "name", ["../answers.py", "/etc/answers.py", "a/../../answers.py", "...py", ".../__init__.py"]
)
def test_a_name_that_leads_out_is_no_module_of_the_submission(hand_in, grader_without, name):
    files = {"submission.py": f"from ..answers import double, twice\n{WRONG}", name: "y = 1\n"}

    assert statuses(hand_in(grader_without(), files)) == ["failed", "failed"]
