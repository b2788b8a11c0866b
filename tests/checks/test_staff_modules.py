"""A remembered answer is the answer, and nobody can change it for the next check."""

import copy
import os
import sys
from types import ModuleType

import numpy as np
import pytest

from grader.checks.staff_modules import RememberingReference, load_staff_module


class Counted:
    """A module that counts how often each function runs."""

    def __init__(self) -> None:
        self.runs = 0
        self.module = ModuleType("solution")
        self.module.double = self.double
        self.module.FACTOR = 2

    def double(self, x, *, plus=0):
        self.runs += 1
        if x is None:
            raise ValueError("nothing to double")
        return 2 * x + plus


@pytest.fixture
def counted():
    return Counted()


@pytest.fixture
def reference(counted):
    return RememberingReference(counted.module)


def test_the_same_question_is_answered_without_running_again(reference, counted):
    first = reference.double(np.arange(3.0))
    second = reference.double(np.arange(3.0))

    assert counted.runs == 1
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("other", [np.arange(3), np.arange(3.0).reshape(3, 1), np.arange(4.0)])
def test_another_dtype_or_shape_is_another_question(reference, counted, other):
    reference.double(np.arange(3.0))
    reference.double(other)

    assert counted.runs == 2


def test_keywords_are_part_of_the_question(reference):
    assert (reference.double(1), reference.double(1, plus=5)) == (2, 7)


def test_a_check_that_changes_an_answer_changes_it_for_itself_only(reference):
    for _ in range(3):
        answer = reference.double(np.ones(2))
        np.testing.assert_array_equal(answer, [2.0, 2.0])
        answer[:] = 0


@pytest.mark.parametrize("value", [[1, 2], [(1, 2), "x"], ([1], 2), [[1], 2], [np.ones(2)]])
def test_a_list_in_an_answer_is_each_check_s_own(counted, value):
    counted.module.give = lambda: copy.deepcopy(value)
    reference = RememberingReference(counted.module)

    for _ in range(3):
        answer = reference.give()
        np.testing.assert_equal(answer, value)
        inner = answer if isinstance(answer, list) else answer[0]
        if isinstance(inner[0], (list, np.ndarray)):
            inner[0][0] = 77
        inner[0] = 77


def test_what_raises_raises_every_time(reference):
    for _ in range(2):
        with pytest.raises(ValueError, match="nothing to double"):
            reference.double(None)


def test_what_cannot_be_remembered_is_computed(reference, counted):
    for _ in range(2):
        assert reference.double(np.array([1 + 1j]))[0] == 2 + 2j

    assert counted.runs == 2


def test_constants_are_as_they_are(reference):
    assert reference.FACTOR == 2


def test_a_solution_that_was_changed_in_the_same_second_is_loaded_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "solution.py"
    path.write_text("x = 1\n")
    load_staff_module(path, "solution")
    before = path.stat()
    path.write_text("x = 2\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert load_staff_module(path, "solution").x == 2
