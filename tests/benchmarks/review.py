"""How quickly the review page answers for a class of a thousand, and how much memory it takes.

    python tests/benchmarks/review.py --students 1000

The class is made by hand, without grading: every student has a grade of the same size. Printed are
the times of the slowest of many answers of each kind, and the memory before and after them.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from grader.review.reviewing import NewComment, NewSeen, Reviewing  # noqa: E402
from grader.review.store import open_review  # noqa: E402
from tests.review.conftest import SLUG, write_class  # noqa: E402

ASKED = 300
IDEAS = 10  # each shared by a tenth of the class


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    students = parser.parse_args().students
    with tempfile.TemporaryDirectory() as name:
        out = write_class(Path(name) / "reports", letters(students), code())
        for opening in ("first", "again"):
            begin = time.perf_counter()
            with open_review(out) as store:
                print(f"opened, {opening}: {time.perf_counter() - begin:6.2f} s")
                if opening == "again":
                    for line in measured(Reviewing(store, {}, "en")):
                        print(line)


def letters(students: int) -> dict[str, str]:
    """Everybody shares a wrong value with a tenth of the class."""
    return {f"s{number:05}": str(number % IDEAS) for number in range(students)}


def code() -> str:
    """A file of some four hundred lines."""
    return "# {student}\n" + "def double(x):\n    return x * x\n\n\n" * 100


def measured(reviewing: Reviewing) -> list[str]:
    """A line for each kind of answer: the median, and the slowest, in milliseconds."""
    numbers = [row[0] for row in reviewing.queue(SLUG)["students"]]
    group = reviewing.queue(SLUG)["groups"][0]["key"]
    kinds = {
        "queue": lambda _: reviewing.queue(SLUG),
        "answer": lambda number: reviewing.answer(SLUG, number),
        "comment": lambda number: reviewing.add_comment(NewComment(SLUG, number, text="A word.")),
        "seen": lambda number: reviewing.see(NewSeen(SLUG, number, seen=True)),
        "comment for a group": lambda _: reviewing.add_comment(
            NewComment(SLUG, group=group, text="A word for all.")
        ),
        "queue after that": lambda _: reviewing.queue(SLUG),
        "answer after that": lambda number: reviewing.answer(SLUG, number),
    }
    before = peak_mb()
    lines = []
    for kind, ask in kinds.items():
        times = []
        for number in (numbers * ASKED)[:ASKED]:
            begin = time.perf_counter()
            ask(number)
            times.append(1000 * (time.perf_counter() - begin))
        times.sort()
        lines.append(f"{kind:20} {times[len(times) // 2]:7.1f} ms, slowest {times[-1]:7.1f} ms")
    return [*lines, f"memory at most {before:.0f} MB before, {peak_mb():.0f} MB after"]


def peak_mb() -> float:
    """The most memory that this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
