"""A mistake in an exercise -> the whole text that its student reads, in both languages.

    python tests/golden/make_findings.py          # write the texts anew, then review `git diff`

Each folder `findings/<exercise>/<mistake>/` holds `answer.py`, which comes after the solution, so
that it replaces some of its functions, or is all of the file if it begins with `# whole file`;
and `ko.txt` and `en.txt`, as `grade` prints them beside a kit without hidden checks.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.course import load_course
from grader.i18n import LANGUAGES
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.reports.terminal.grades import make_console, print_grades
from grader.reports.terminal.next_step import print_next_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Course, Exercise

ROOT = Path(__file__).parents[2]
FINDINGS = Path(__file__).parent / "findings"
WHOLE = "# whole file\n"
SECONDS = 1.0  # of a check: an endless loop is told as soon
WIDTH = 80


def mistakes(slug: str) -> list[Path]:
    """The folders of an exercise's mistakes."""
    return sorted(path.parent for path in (FINDINGS / slug).glob("*/answer.py"))


def texts_of(slug: str) -> Iterator[tuple[Path, str]]:
    """Each file of an exercise's texts, and what it should hold."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "exercises", Path(folder) / "exercises")
        course = load_course(Path(folder) / "exercises")
        (exercise,) = (e for e in course.exercises if e.slug == slug)
        limits = msgspec.structs.replace(exercise.limits, check_seconds=SECONDS)
        exercise = msgspec.structs.replace(exercise, limits=limits)
        with Grader(course, (exercise,)) as grader:
            for mistake in mistakes(slug):
                yield from _texts(grader, course, exercise, mistake)


def _texts(
    grader: Grader, course: Course, exercise: Exercise, mistake: Path
) -> Iterator[tuple[Path, str]]:
    source = (mistake / "answer.py").read_text("utf-8")
    if source.startswith(WHOLE):
        source = source.removeprefix(WHOLE)
    else:
        solution = ROOT / "reference" / exercise.slug / f"{exercise.module}.py"
        source = f"{solution.read_text('utf-8')}\n\n{source}"
    file = File(name=f"{exercise.module}.py", data=source.encode())
    grades = [grade.for_student() for grade in grader.grade(Submission("student", (file,)))]
    for language in LANGUAGES:
        text = io.StringIO()
        console = make_console(text, width=WIDTH)
        folded = print_grades(console, grades, language, first_only=True)
        print_next_step(console, grades, course, language, folded=folded)
        lines = [line.rstrip() for line in text.getvalue().splitlines()]
        yield mistake / f"{language}.txt", "\n".join(lines) + "\n"


def main() -> None:
    """Write the texts of the exercises that are named, or of all."""
    for slug in sys.argv[1:] or sorted(path.name for path in FINDINGS.iterdir()):
        for path, text in texts_of(slug):
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
