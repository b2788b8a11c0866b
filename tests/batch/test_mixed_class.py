"""A mixed class has the same grades however it is graded, and whatever is killed on the way."""

from __future__ import annotations

import random
import sys

import pytest

from grader.course import load_course
from grader.results.rebuild import examine_results

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytest.importorskip("psutil", reason="comes with the extra `cluster`")

from tests.benchmarks.mixed_class import Ways, grades_in, write_class

STUDENTS = 30

pytestmark = [
    pytest.mark.slow,
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="walls are for Linux"),
]


@pytest.fixture(scope="module")
def ways(tmp_path_factory):
    """The ways to grade a class of the toy course's first exercise."""
    from tests.conftest import TOY

    course = load_course(TOY)
    made = Ways(tmp_path_factory.mktemp("mixed"), course, "01_double")
    write_class(made.hand_ins, course, made.exercise, STUDENTS, every=3)
    return made


@pytest.fixture(scope="module")
def plainly(ways):
    """The grades when one process grades one hand-in after the other."""
    return grades_in(ways.here("one", 1))


def test_the_class_is_mixed(plainly):
    assert len(plainly) == STUDENTS
    assert len(set(plainly.values())) == STUDENTS  # each has a name of their own
    earned = [b'"earned":4.0' in grades for grades in plainly.values()]
    assert 5 < sum(earned) < STUDENTS - 5


def test_two_processes_and_another_order_change_no_grade(ways, plainly):
    shuffled = ways.here("shuffled", 2, random.Random(1))

    assert grades_in(shuffled) == plainly


def test_a_cluster_of_which_a_worker_is_killed_changes_no_grade_and_keeps_no_course(ways, plainly):
    out = ways.on_a_cluster("dask")

    assert grades_in(out) == plainly
    assert not list((ways.home / "dask").rglob("staff.toml"))


def test_kills_at_random_moments_and_the_same_command_again_change_no_grade(ways, plainly):
    out, killed = ways.with_kills("kills", 6, random.Random(2))

    assert len(killed) == 6
    assert len(set(killed)) > 1  # not the same kind of process each time
    assert grades_in(out) == plainly
    assert examine_results(out) == []
