"""What a class needs in memory hardly grows with its students, from its folder to its page."""

from __future__ import annotations

import multiprocessing
import sys
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest

from grader.batch.class_run import prepared
from grader.course import load_course
from grader.files import write_atomically, write_bytes_atomically
from grader.results.grade_file import Provenance, render_grade_file
from grader.results.store import digest_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES_A_STUDENT = 900  # their names and where their files lie: 9 MB for ten thousand
FEW, MANY = 200, 1000
LAYOUTS = {
    "plain": "student{number:05}/doubling.py",
    "canvas": "name{number:05}_{number}_{number}_doubling.py",
    "moodle": "Name {number:05}_{number}_assignsubmission_file_/doubling.py",
    "github": "hw1-student{number:05}/.git",
}


def peaks(course: Path, folders: list[Path]) -> list[int]:
    """The most bytes held while each class, graded before, is prepared and summed up."""
    # Python keeps one table of names (pathlib's), which grows by megabytes at a time: once, here
    _ = [sys.intern(f"name {number}") for number in range(200_000)]
    loaded = load_course(course)
    found = []
    for folder in folders:
        tracemalloc.start()
        with prepared(folder / "class", folder / "out", loaded, loaded.exercises) as run:
            run.sum_up()
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return found


@pytest.fixture
def graded_class(toy_course, tmp_path, make_grade, make_outcome):
    """The folder of a class in some form, all of it graded."""
    course = load_course(toy_course)
    outcomes = [make_outcome(place, "+-"[place % 2]) for place in range(4)]

    def made(form: str, count: int) -> Path:
        folder = tmp_path / str(count)
        for number in range(count):
            write_atomically(folder / "class" / form.format(number=number), "")
        with prepared(folder / "class", folder / "out", course, course.exercises) as run:
            assert len(run.students) == count
            results = run.plan.results
            for student in run.students:
                provenance = Provenance(keys={"01_double": "0" * 64})
                grades = render_grade_file([make_grade(student.name, *outcomes)], provenance)
                write_bytes_atomically(
                    results.grade_file(results.record(student.name).member), [grades]
                )
                results.note(student.name, digest_of(grades), provenance)
        return folder

    return made


@pytest.mark.slow
@pytest.mark.parametrize("form", LAYOUTS.values(), ids=LAYOUTS)
def test_a_student_more_costs_hardly_more_than_a_name(toy_course, graded_class, form):
    folders = [graded_class(form, count) for count in (5, FEW, MANY)]

    # in a process of its own, where nothing else comes and goes
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        _, few, many = executor.submit(peaks, toy_course, folders).result()  # the first loads

    assert (many - few) / (MANY - FEW) < MAX_BYTES_A_STUDENT
