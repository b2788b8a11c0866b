"""Attacks by what a notebook may bring: files that it writes and runs, folders of its own name."""

from __future__ import annotations

import json
import sys

import pytest

from grader.submission.loading import load_submission
from tests.attacks.test_attacks import statuses
from tests.attacks.test_own_packages import MEAN, RIGHT, WRONG, told

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox with walls is for Linux"),
]

OUTSIDE = ("../reference/answer.py", "../../../../etc/answer.py", "/etc/answer.py", "~/answer.py")


def notebook(*cells: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


def test_a_folder_of_the_answers_name_does_not_run_unless_it_is_imported(hand_in, grader_without):
    files = {"submission.py": RIGHT, "answer/__init__.py": MEAN, "answer/a.py": MEAN}

    assert statuses(hand_in(grader_without(), files)) == ["passed", "passed"]


def test_a_folder_of_the_answers_name_ends_the_worker_where_it_is_imported(hand_in, grader_without):
    """The control."""
    files = {"submission.py": f"import answer.a\n{RIGHT}", "answer/__init__.py": MEAN}
    files["answer/a.py"] = "x = 1\n"

    assert "this statement ended the process" in told(hand_in(grader_without(), files))


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_run_reads_a_file_outside_of_the_submission(hand_in, grader_without, path):
    command = f"get_ipython().run_line_magic('run', {path!r})"

    grade = hand_in(grader_without(), {"answer.ipynb": notebook(WRONG, command)})

    assert statuses(grade) == ["failed", "failed"]
    assert "was left out" in told(grade)


@pytest.mark.parametrize("path", ["mine.py", "./mine.py", "'mine.py'", "sub/../mine.py"])
def test_a_run_reads_a_file_of_the_submission(hand_in, grader_without, path):
    """The control."""
    command = f"get_ipython().run_line_magic('run', {path!r})"
    files = {"answer.ipynb": notebook(WRONG, command), "mine.py": RIGHT}

    assert statuses(hand_in(grader_without(), files)) == ["passed", "passed"]


@pytest.mark.parametrize("path", [*OUTSIDE, "'a b/../../answer.py'"])
def test_a_file_that_a_notebook_writes_is_cells_and_lies_nowhere(hand_in, grader_without, path):
    cells = notebook(f"%%writefile {path}\n{RIGHT}", WRONG)

    grade = hand_in(grader_without(), {"answer.ipynb": cells})

    # it counts neither as a module that was here before nor as the notebook's own functions
    assert statuses(grade) == ["failed", "failed"]


def test_a_file_that_a_notebook_writes_can_be_imported(hand_in, grader_without):
    """The control."""
    cells = notebook(f"%%writefile mine.py\n{RIGHT}", "from mine import double, twice")

    assert statuses(hand_in(grader_without(), {"answer.ipynb": cells})) == ["passed", "passed"]


HOSTILE = """
import numpy as np
class Value:
    def __eq__(self, other): import os; os._exit(3)
    __bool__ = __hash__ = __eq__
np.zeros = np.array = Value()
globals()["double"] = Value()
"""


def test_what_takes_a_librarys_place_is_not_asked_when_it_is_undone(hand_in, grader_without):
    grade = hand_in(grader_without(), {"answer.ipynb": notebook(RIGHT, HOSTILE)})

    assert statuses(grade) == ["passed", "passed"]
    assert "ended the process" not in told(grade)


def test_what_takes_a_librarys_place_ends_the_worker_where_it_is_asked(hand_in, grader_without):
    """The control."""
    grade = hand_in(grader_without(), {"answer.ipynb": notebook(RIGHT, HOSTILE, "np.zeros == 3")})

    assert "ended the process" in told(grade)


@pytest.mark.parametrize("is_link", [True, False])
def test_a_link_among_jupyters_copies_is_not_followed_and_a_copy_is_read(tmp_path, is_link):
    """The second is the control."""
    secret = tmp_path / "secret.py"
    secret.write_text("SECRET = 1\n", "utf-8")
    copy = tmp_path / "kim" / ".ipynb_checkpoints" / "answer-checkpoint.py"
    copy.parent.mkdir(parents=True)
    if is_link:
        copy.symlink_to(secret)
    else:
        copy.write_bytes(secret.read_bytes())

    submission = load_submission(tmp_path / "kim")

    assert len(submission.files) == (0 if is_link else 1)


def test_a_link_to_a_folder_in_the_place_of_jupyters_copies_is_not_followed(tmp_path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "answer.py").write_text("SECRET = 1\n", "utf-8")
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / ".ipynb_checkpoints").symlink_to(tmp_path / "secrets")

    assert load_submission(tmp_path / "kim").files == ()
