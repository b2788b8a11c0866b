"""A mistake in an exercise of a small course -> the whole text that its student reads.

    PYTHONPATH=. python tests/golden/make_small.py          # write anew, then review `git diff`

Each folder `small/<course>/<exercise>/<mistake>/` holds `answer.py`, a whole file.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import load_course
from grader.i18n import LANGUAGES
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.reports.terminal.grades import make_console, print_grades

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = Path(__file__).parent / "small"
COURSES = Path(__file__).parents[1] / "courses"
MISTAKES = sorted(path.parent for path in SMALL.glob("*/*/*/answer.py"))
WIDTH = 80


def texts_of(mistake: Path) -> Iterator[tuple[Path, str]]:
    """Each file of a mistake's texts, and what it should hold."""
    course = load_course(COURSES / mistake.parts[-3])
    (exercise,) = (e for e in course.exercises if e.slug == mistake.parts[-2])
    file = File(name=f"{exercise.module}.py", data=(mistake / "answer.py").read_bytes())
    with Grader(course, (exercise,)) as grader:
        grades = [grade.for_student() for grade in grader.grade(Submission("student", (file,)))]
    for language in LANGUAGES:
        text = io.StringIO()
        print_grades(make_console(text, width=WIDTH), grades, language)
        lines = [line.rstrip() for line in text.getvalue().splitlines()]
        yield mistake / f"{language}.txt", "\n".join(lines) + "\n"


def main() -> None:
    """Write all texts."""
    for mistake in MISTAKES:
        for path, text in texts_of(mistake):
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
