"""A mistake in an exercise -> the whole text that its student reads, in both languages.

    python tests/golden/make_findings.py          # write the texts anew, then review `git diff`

Each folder `findings/<exercise>/<mistake>/` holds `answer.py`. Its functions take the place of the
solution's (`# rename f to g` keeps one under another name), or it is all of the file if it begins
with `# whole file`. `ko.txt` and `en.txt` are what `grade` prints where no hidden checks are.
"""

from __future__ import annotations

import ast
import io
import re
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
RENAMED = re.compile(r"^# rename (\w+) to (\w+)\n", re.MULTILINE)
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
        source = _laid_over(solution.read_text("utf-8"), source)
    file = File(name=f"{exercise.module}.py", data=source.encode())
    grades = [grade.for_student() for grade in grader.grade(Submission("student", (file,)))]
    for language in LANGUAGES:
        text = io.StringIO()
        console = make_console(text, width=WIDTH)
        folded = print_grades(console, grades, language, first_only=True)
        print_next_step(console, grades, course, language, folded=folded)
        lines = [line.rstrip() for line in text.getvalue().splitlines()]
        yield mistake / f"{language}.txt", "\n".join(lines) + "\n"


def _laid_over(solution: str, answer: str) -> str:
    """The solution without the functions that the answer defines, then the answer."""
    for old, new in RENAMED.findall(answer):
        solution = re.sub(rf"^def {old}\b", f"def {new}", solution, flags=re.MULTILINE)
    mine = {node.name for node in ast.parse(answer).body if isinstance(node, ast.FunctionDef)}
    lines = solution.splitlines()
    for node in ast.parse(solution).body:
        if isinstance(node, ast.FunctionDef) and node.name in mine:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join([*lines, "", RENAMED.sub("", answer)])


def main() -> None:
    """Write the texts of the exercises that are named, or of all."""
    for slug in sys.argv[1:] or sorted(path.name for path in FINDINGS.iterdir()):
        for path, text in texts_of(slug):
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
