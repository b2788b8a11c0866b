"""What a class needs in memory hardly grows with its students, from its folder to its page."""

from __future__ import annotations

import gc
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from grader import spool
from grader.class_run import prepared
from grader.classroom.journal import Entry, append_entry
from grader.course import load_course
from grader.files import write_atomically
from grader.reports.canonical import render_json

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES_A_STUDENT = 700  # names, and where what is theirs lies
LAYOUTS = {
    "plain": "student{number:05}/doubling.py",
    "canvas": "name{number:05}_{number}_{number}_doubling.py",
    "moodle": "Name {number:05}_{number}_assignsubmission_file_/doubling.py",
    "github": "hw1-student{number:05}/.git",
}


def peak(course: Path, folder: Path, form: str, count: int, make_grade, make_outcome) -> int:
    """The most bytes held while a class that was graded before is prepared and summed up."""
    for number in range(count):
        write_atomically(folder / "class" / form.format(number=number), "")
    loaded = load_course(course)
    arguments = (folder / "class", folder / "out", loaded, loaded.exercises)
    outcomes = [make_outcome(place, "+-"[place % 2]) for place in range(4)]
    with prepared(*arguments) as run:
        for _, student in run.students:
            grade = render_json([make_grade(student.name, *outcomes)])
            write_atomically(run.plan.out / "grades" / f"{student.name}.json", grade)
            keys = {"01_double": "0" * 64}
            append_entry(run.plan.out, Entry(student=student.name, keys=keys, digest="1" * 64))
    gc.collect()
    tracemalloc.start()
    try:
        with prepared(*arguments) as run:
            assert len(run.students) == count
            assert len(run.sum_up().rows) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_student_more_costs_hardly_more_than_a_name(
    toy_course, tmp_path, layout, make_grade, make_outcome, monkeypatch
):
    monkeypatch.setattr(spool, "MAX_BYTES_IN_MEMORY", 1024)  # as if the class were a large one

    _, few, many = (  # the first loads what is loaded once
        peak(toy_course, tmp_path / str(n), LAYOUTS[layout], n, make_grade, make_outcome)
        for n in (5, 200, 700)
    )

    assert (many - few) / 500 < MAX_BYTES_A_STUDENT
