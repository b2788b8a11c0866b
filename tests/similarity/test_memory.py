"""A student more costs hardly more than their fingerprints, however many pairs there are."""

import tracemalloc

import pytest

from grader.results.store import open_results
from grader.similarity.likeness import class_likeness
from tests.benchmarks.similar import students
from tests.similarity.kept_class import shipped_course, write_kept_class

MAX_BYTES_A_STUDENT = 10_000  # some hundred fingerprints of 8 bytes, sorted in several ways


def peak(folder) -> int:
    tracemalloc.start()
    with open_results(folder) as results:
        class_likeness(results, shipped_course(), shipped_course().exercises[4:5])
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


@pytest.mark.slow
def test_the_memory_grows_with_the_students_and_not_with_the_pairs(tmp_path):
    first, few, many = (
        peak(write_kept_class(tmp_path / str(count), students(count))) for count in (40, 200, 600)
    )

    assert first  # what is loaded once
    assert (many - few) / 400 < MAX_BYTES_A_STUDENT
