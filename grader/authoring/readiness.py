"""An exercise as its author left it -> what is wrong before any solution is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.checks.collect import collect_checks
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course.starters import make_starters
from grader.errors import NO_TIP, CourseError, gathered
from grader.i18n import N_
from grader.model import message

from .trial_grader import VerifyFinding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Course, Exercise

    from .trial_grader import TrialGrader


def unusable(course: Course, exercise: Exercise, first: CourseError) -> Iterator[VerifyFinding]:
    """Everything for which an exercise cannot be graded: its author mends it in one go."""
    errors = list(first.errors)
    with gathered(errors):
        collect_checks(course, (exercise,))
    with gathered(errors):
        load_misconceptions(course, exercise)
    with gathered(errors):
        make_starters(course, exercise)
    for error in {str(error): error for error in errors}.values():
        tip = error.tip if error.tip != NO_TIP else message("Fix this first.")
        yield VerifyFinding(error.path, error.line, error.sentence, tip)
    yield from _missing_statements(course, exercise)


def missing_texts(trial: TrialGrader) -> Iterator[VerifyFinding]:
    """Missing statements, titles and hints."""
    yield from _missing_statements(trial.course, trial.exercise)
    slug = trial.exercise.slug
    used = {text.en for check in trial.checks for text in check.hints}
    for check in trial.checks:
        path = trial.course.check_files(slug)[check.visibility]
        if not check.title.ko.strip():
            what = message("{check} has no Korean title.", check=check.id)
            yield VerifyFinding(path, 0, what, message("Give @check(ko=…): students read it."))
        if len(check.hints) < 2:
            what = message("{check} has {count} hints.", check=check.id, count=len(check.hints))
            tip = message("Name a ladder of at least two steps: @check(hint=…).")
            yield VerifyFinding(path, 0, what, tip)
        if check.visibility == "public" and trial.grader.judge.asks_for(
            slug, check.id, "reference"
        ):
            what = message("{check} asks for the reference.", check=check.id)
            text = N_(
                "Students do not have it: give the value, or move the check to test_hidden.py."
            )
            yield VerifyFinding(path, 0, what, message(text))
    for ladder in trial.exercise.hints:
        if not used.intersection(ladder.en):
            path = trial.course.manifest(slug)
            what = message("no check uses the hints {name!r}.", name=ladder.id)
            yield VerifyFinding(path, 0, what, message("Use or remove them."))


def _missing_statements(course: Course, exercise: Exercise) -> Iterator[VerifyFinding]:
    for path in course.statements(exercise.slug):
        if not path.is_file() or not path.read_text("utf-8").strip():
            tip = message("Write it; students begin here.")
            yield VerifyFinding(path, 0, message("the statement is missing."), tip)
