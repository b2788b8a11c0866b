"""A mistake in an exercise -> the whole text that its student reads, in both languages.

    python tests/golden/make_findings.py          # write the texts anew, then review `git diff`

Each folder `findings/<exercise>/<mistake>/` holds `answer.py`. Its functions take the place of the
solution's (`# rename f to g` keeps one under another name, `# without f` leaves one out). It is
laid over the starter if it begins with `# starter`, and over nothing if with `# whole file`.
Constants are changed where they stand.
`ko.txt` and `en.txt` are what `grade` prints in a students' kit.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.authoring.kit_ideas import write_ideas
from grader.authoring.release import copy_exercises
from grader.course import load_course
from grader.i18n import LANGUAGES
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.reports.pages.student_page import render_student_page
from grader.reports.terminal.grades import make_console, print_grades
from grader.reports.terminal.next_step import print_next_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Course, Exercise

ROOT = Path(__file__).parents[2]
FINDINGS = Path(__file__).parent / "findings"
WHOLE, STARTER = "# whole file\n", "# starter\n"
RENAMED = re.compile(r"^# rename (\w+) to (\w+)\n", re.MULTILINE)
LEFT_OUT = re.compile(r"^# without (\w+)\n", re.MULTILINE)
SECONDS = 3.0  # of a check: an endless loop is told as soon
WIDTH = 80


def mistakes(slug: str) -> list[Path]:
    """The folders of an exercise's mistakes."""
    return sorted(path.parent for path in (FINDINGS / slug).glob("*/answer.py"))


def root_of(slug: str) -> Path:
    """The course of an exercise: the built-in one, or a small one of the tests."""
    small = (ROOT / "tests" / "courses").glob(f"*/exercises/{slug}")
    return next((path.parents[1] for path in small), ROOT)


def texts_of(slug: str) -> Iterator[tuple[Path, str]]:
    """Each file of an exercise's texts, and what it should hold."""
    with tempfile.TemporaryDirectory() as folder:
        kit = Path(folder) / "exercises"
        whole = load_course(root_of(slug) / "exercises")
        copy_exercises(whole, [e for e in whole.exercises if e.slug == slug], kit)
        write_ideas(whole, kit, lambda words: None)
        course = load_course(kit)
        (exercise,) = (e for e in course.exercises if e.slug == slug)
        if exercise.training is None:
            limits = msgspec.structs.replace(exercise.limits, check_seconds=SECONDS)
            exercise = msgspec.structs.replace(exercise, limits=limits)
        with Grader(course, (exercise,)) as grader:
            for mistake in mistakes(slug):
                yield from _texts(grader, course, exercise, mistake)


def _texts(
    grader: Grader, course: Course, exercise: Exercise, mistake: Path
) -> Iterator[tuple[Path, str]]:
    source = _source(exercise, (mistake / "answer.py").read_text("utf-8"))
    file = File(name=f"{exercise.module}.py", data=source.encode())
    grades = [grade.for_student() for grade in grader.grade(Submission("student", (file,)))]
    for language in LANGUAGES:
        render_student_page(grades, language)  # whatever the mistake, its page can be made
        text = io.StringIO()
        console = make_console(text, width=WIDTH)
        folded = print_grades(console, grades, language, first_only=True)
        print_next_step(console, grades, course, language, folded=folded)
        lines = [line.rstrip() for line in text.getvalue().splitlines()]
        yield mistake / f"{language}.txt", "\n".join(lines) + "\n"


def _source(exercise: Exercise, answer: str) -> str:
    if answer.startswith(WHOLE):
        return answer.removeprefix(WHOLE)
    of_staff = not answer.startswith(STARTER)
    base = root_of(exercise.slug) / ("reference" if of_staff else "exercises") / exercise.slug
    given = (base / f"{exercise.module}.py").read_text("utf-8")
    return _laid_over(given, answer.removeprefix(STARTER))


def _laid_over(given: str, answer: str) -> str:
    """The given file without the functions that the answer defines, then the answer."""
    for old, new in RENAMED.findall(answer):
        given = re.sub(rf"^def {old}\b", f"def {new}", given, flags=re.MULTILINE)
    mine = ast.parse(answer).body
    constants = {ast.unparse(n.targets[0]): n for n in mine if isinstance(n, ast.Assign)}
    functions = {node.name for node in mine if isinstance(node, ast.FunctionDef)}
    functions.update(LEFT_OUT.findall(answer))
    lines = given.splitlines()
    for node in ast.parse(given).body:
        if isinstance(node, ast.FunctionDef) and node.name in functions:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in constants:
            lines[node.lineno - 1] = ast.unparse(constants[ast.unparse(node.targets[0])])
    rest = answer.splitlines()
    for one in constants.values():
        rest[one.lineno - 1 : one.end_lineno] = []
    return "\n".join([*lines, "", LEFT_OUT.sub("", RENAMED.sub("", "\n".join([*rest, ""])))])


def main() -> None:
    """Write the texts of the exercises that are named, or of all."""
    for slug in sys.argv[1:] or sorted(path.name for path in FINDINGS.iterdir()):
        for path, text in texts_of(slug):
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
