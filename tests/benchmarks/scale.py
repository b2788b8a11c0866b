"""A class of any size, graded before it begins: what store, gradebook, exports and page cost.

The demo class is graded once. Its grades stand for those of everybody: each student of the large
class has one of these files (a link to it), a row in the index and an entry in class.json. Then the
class is summed up and exported as after a real batch. "control" is a whole batch, from the folder
of submissions to the page, in which what a grading process would answer is there already. So a
machine of any size can tell whether time and memory grow with the students alone.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from grader.batch.class_run import Settings, prepared  # noqa: E402
from grader.batch.job import Graders, Job, local_graders  # noqa: E402
from grader.batch.summary import summarise, write_summary  # noqa: E402
from grader.batch.work import StudentResult  # noqa: E402
from grader.course import load_course  # noqa: E402
from grader.course.manifest import pick_exercises  # noqa: E402
from grader.files import write_pieces_atomically  # noqa: E402
from grader.gradebook.exports import EXPORTS  # noqa: E402
from grader.reports.pages.class_page import class_page_in_pieces  # noqa: E402
from grader.results.class_file import ClassFile, Member  # noqa: E402
from grader.results.grade_file import Provenance  # noqa: E402
from grader.results.store import (  # noqa: E402
    GRADES,
    REPORT_ENDINGS,
    REPORTS,
    Record,
    digest_of,
    open_results,
    open_to_write,
)
from grader.submission.roster import Person  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DEMO = ROOT / "datasets" / "demo_class"
LINKS = 20_000  # of one file; file systems allow 65 000


class Recorded:
    """The grades of the demo class in one exercise, which stand for those of everybody."""

    def __init__(self, folder: Path, exercise: str) -> None:
        course = load_course(ROOT / "exercises")
        picked = pick_exercises(course, (exercise,))
        job = Job(course.folder, (picked[0].slug,))
        out = folder / "recorded"
        with prepared(DEMO, out, course, picked, Settings()) as run, local_graders(job, 1) as ours:
            assert list(run.grade(ours))
        with open_results(out) as results:
            self.found: ClassFile = results.class_file()
            self.results = [_result_of(out, each) for each in results.records()]
        self.files = sorted((out / GRADES).glob("*.json"))
        self.digests = [digest_of(path.read_bytes()) for path in self.files]


def _result_of(out: Path, record: Record) -> bytes:
    """What a grading process sent to the controller."""
    name = record.member.file
    assert record.provenance is not None
    result = StudentResult(
        student=name,
        grades=(out / GRADES / f"{name}.json").read_bytes(),
        reports={e: (out / REPORTS / f"{name}{e}").read_text("utf-8") for e in REPORT_ENDINGS},
        provenance=record.provenance,
    )
    return msgspec.msgpack.encode(result)


def member(number: int) -> Member:
    """A student with all that a roster may know."""
    name = f"s{number:08}"
    person = Person(
        student=name,
        name=f"Student {number}",
        lms_id=str(number),
        username=f"login{number}",
        idnumber=f"2026{number:08}",
        email=f"{name}@example.org",
    )
    return Member(person=person, file=name)


def enrol(out: Path, recorded: Recorded, count: int) -> None:
    """Write the class into the index and `class.json`."""
    with open_to_write(out) as results:
        results.write_class(recorded.found, (Record(member(number)) for number in range(count)))


def keep(out: Path, recorded: Recorded, count: int) -> None:
    """Give each student a file of grades, and note it in the index as a batch does."""
    (out / GRADES).mkdir(exist_ok=True)
    made = Provenance(keys={recorded.found.exercises[0].slug: "0" * 64})
    with open_to_write(out) as results:
        for number in range(count):
            place = number % len(recorded.files)
            target = out / GRADES / f"{member(number).file}.json"
            _link(recorded.files[place], target, number // len(recorded.files) // LINKS)
            results.note(f"s{number:08}", recorded.digests[place], made)


def control(out: Path, recorded: Recorded, count: int) -> None:
    """Run a batch as the controller does; what a grading process would answer is there already."""
    folder = out / "submissions"
    sources = [path.read_bytes() for path in sorted(DEMO.rglob("*.py"))]
    for number in range(count):
        path = folder / f"s{number:08}" / "output_size.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(sources[number % len(sources)])
    course = load_course(ROOT / "exercises")
    exercises = pick_exercises(course, [e.slug for e in recorded.found.exercises])
    answers = itertools.cycle(recorded.results)
    with (
        prepared(folder, out / "graded", course, exercises, Settings()) as run,
        ThreadPoolExecutor(1) as executor,
    ):
        graders = Graders(executor, lambda _: next(answers), lambda: 4, lambda: None, lambda: None)
        assert sum(1 for _ in run.grade(graders)) == count
        run.sum_up()


def _link(source: Path, target: Path, copy: int) -> None:
    if copy:
        another = source.with_suffix(f".{copy}")
        if not another.exists():
            another.write_bytes(source.read_bytes())
        source = another
    os.link(source, target)


def sum_up(out: Path, _recorded: Recorded, _count: int) -> None:
    """Write gradebook, statistics and page, as at the end of a batch."""
    with open_results(out) as results:
        write_summary(out, summarise(results, "en"), "en")


def export(out: Path, _recorded: Recorded, _count: int) -> None:
    """Write what Canvas, Moodle and nbgrader import, and the page without names."""
    with open_results(out) as results:
        summary = summarise(results, "en")
        for form, render in EXPORTS.items():
            text, _left_out = render(summary.rows, results.class_file(), "")
            write_pieces_atomically(out / f"{form}.csv", [text])
        page = class_page_in_pieces(
            summary.rows, summary.statistics, "en", name=lambda row: row.member.file
        )
        write_pieces_atomically(out / "anonymous.html", page)


PHASES: dict[str, Callable[[Path, Recorded, int], None]] = {
    "control": control,
    "enrol": enrol,
    "keep": keep,
    "sum up": sum_up,
    "export": export,
}


def measure(
    folder: Path, recorded: Recorded, count: int, phases: Sequence[str]
) -> Iterator[tuple[str, float, float]]:
    """Phase, seconds of CPU and the most memory in MB so far, each in a process of its own."""
    out = folder / f"class{count}"
    out.mkdir()
    for phase in phases:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            yield phase, *pool.apply(_run, [phase, out, recorded, count])


def _run(phase: str, out: Path, recorded: Recorded, count: int) -> tuple[float, float]:
    before = time.process_time()
    PHASES[phase](out, recorded, count)
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return time.process_time() - before, rss


def main() -> None:
    """Print a line for each size and phase."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--exercise", default="06")
    parser.add_argument("--phases", nargs="+", choices=list(PHASES), default=list(PHASES))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        recorded = Recorded(Path(name), chosen.exercise)
        size = sum(path.stat().st_size for path in recorded.files) / len(recorded.files)
        print(f"a file of grades: {size / 1000:.1f} kB on average")
        print("students   phase        CPU s   ms a student   most memory MB")
        for count in chosen.sizes:
            for phase, cpu, rss in measure(Path(name), recorded, count, chosen.phases):
                each = 1000 * cpu / count
                print(f"{count:8}   {phase:10}{cpu:8.1f}{each:15.2f}{rss:17.0f}", flush=True)


if __name__ == "__main__":
    main()
