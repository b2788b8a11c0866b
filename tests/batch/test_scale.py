"""Ten times as many students take ten times the steps, and hardly more memory, up to the page."""

import sys
import tracemalloc

import pytest

from grader.batch.summary import summarise, write_summary
from grader.files import write_bytes_atomically
from grader.gradebook.exports import EXPORTS
from grader.model import Cause, Problem, message
from grader.results.grade_file import Provenance, render_grade_file
from grader.results.store import Record, digest_of, open_results, open_to_write
from tests.made_classes import IDEA, class_file_of, grade_of, member_of, outcome_of

FEW, MANY = 40, 400
MAX_BYTES_A_STUDENT = 2_000  # the text of an export, and names of those with something to say


def grades_of(number: int):
    """Grades with all that may be said of a student."""
    said = message("{name} was not graded.", name=f"file{number}.py")
    outcomes = (
        outcome_of(0, "+"),
        outcome_of(1, "-", misconception=IDEA),
        outcome_of(2, "b" if number % 7 == 0 else "t"),
    )
    problems = (Problem(Cause.FILE_NOT_GRADED, said),)
    return grade_of(f"s{number:05}", *outcomes, problems=problems)


def write_class(out, count: int):
    """A class in which everybody was late with a file, and got points by hand."""
    members = [
        member_of(f"s{n:05}", lms_id=str(n), email=f"s{n}@example.org") for n in range(count)
    ]
    with open_to_write(out) as results:
        results.write_class(class_file_of(), map(Record, members))
        for number, member in enumerate(members):
            made = Provenance(keys={"01_double": "0"})
            data = render_grade_file([grades_of(number)], made)
            write_bytes_atomically(results.grade_file(member), [data])
            results.note(member.student, digest_of(data), made)
    rows = "".join(f"{member.student},01,+1,for {member.student}\n" for member in members)
    (out / "adjustments.csv").write_text("student,exercise,points,reason\n" + rows)
    return out


def finish(out) -> None:
    """Sum the class up, and export it in every format."""
    with open_results(out) as results:
        summary = summarise(results, "en")
        write_summary(out, summary, "en")
        for render in EXPORTS.values():
            render(summary.rows, results.class_file(), "")


def steps(out) -> int:
    """The lines of Python that run, our own and those of libraries."""
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        finish(out)
    finally:
        sys.settrace(before)
    return count


def peak(out) -> int:
    tracemalloc.start()
    finish(out)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


@pytest.mark.slow
def test_the_steps_grow_with_the_students(tmp_path):
    few, many = (write_class(tmp_path / str(count), count) for count in (FEW, MANY))
    finish(few)  # what is compiled or looked up once

    # what each run takes once makes it a little less
    assert steps(many) < MANY / FEW * steps(few)


@pytest.mark.slow
def test_the_memory_hardly_grows_with_the_students(tmp_path):
    few, many = (write_class(tmp_path / str(count), count) for count in (FEW, MANY))
    for out in (few, many):
        (out / "adjustments.csv").unlink()  # tables are read into a buffer of 50 MB
    finish(few)

    assert peak(many) - peak(few) < MAX_BYTES_A_STUDENT * (MANY - FEW)
