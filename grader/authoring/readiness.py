"""An exercise as its author left it -> its faults before any solution is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.checks.collect import collect_checks
from grader.checks.diagnosis.misconceptions import (
    FOLDER,
    load_misconceptions,
    misconception_files,
)
from grader.checks.questions import picked_choices
from grader.course.starters import make_starters, stale_starters
from grader.errors import NO_TIP, CourseError, gathered
from grader.i18n import N_
from grader.model import message
from grader.model.question import Constant, written_in

from .calibration import unfair_bands
from .trial_grader import VerifyFinding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def before_grading(trial: TrialGrader) -> Iterator[VerifyFinding]:
    """Find what is missing, out of date or unfair in an exercise that can be graded."""
    yield from _missing_texts(trial)
    yield from _unclear_choices(trial)
    yield from _missing_solutions(trial)
    yield from _stale_starters(trial)
    yield from _unfair_bands(trial)


def equivalents(trial: TrialGrader) -> list[Path]:
    """Other right solutions."""
    return sorted((trial.reference / "equivalents").glob("*.py"))


def _missing_texts(trial: TrialGrader) -> Iterator[VerifyFinding]:
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


def _unclear_choices(trial: TrialGrader) -> Iterator[VerifyFinding]:
    """Answers of the solution from which no right choice can be read."""
    for question in trial.exercise.questions:
        place = Constant(question.id).find(trial.source) if question.choices else None
        if place is None or not written_in(place.text):
            continue  # a person judges it
        right = picked_choices(question, place.text)
        if right is None or (question.kind == "one" and len(right) > 1):
            line = trial.source.count("\n", 0, place.begin) + 1
            what = message("the answer to {id!r} is none of its choices.", id=question.id)
            tip = message("Write the letters of the right choices, such as: {example}", example="b")
            yield VerifyFinding(trial.solution, line, what, tip)


def _missing_solutions(trial: TrialGrader) -> Iterator[VerifyFinding]:
    tip = message("Add one: it shows that the checks work.")
    if not misconception_files(trial.reference):
        what = message("there are no misconceptions.")
        yield VerifyFinding(trial.reference / FOLDER, 0, what, tip)
    if not equivalents(trial):
        what = message("there are no equivalents.")
        yield VerifyFinding(trial.reference / "equivalents", 0, what, tip)


def _stale_starters(trial: TrialGrader) -> Iterator[VerifyFinding]:
    for path in stale_starters(trial.course, (trial.exercise,)):
        what = message("differs from the starter made from the reference.")
        if path in {trial.solution, *_statements(trial)}:  # the exercise is a notebook
            notebook = trial.solution.with_suffix(".ipynb").name
            text = N_("the solution differs from the one that is made from {notebook}.")
            if path != trial.solution:
                text = N_("the statement differs from the one that is made from {notebook}.")
            what = message(text, notebook=notebook)
        yield VerifyFinding(path, 0, what, message("Run: grade course stub"))


def _statements(trial: TrialGrader) -> list[Path]:
    course, slug = trial.course, trial.exercise.slug
    return [course.statement(slug, reader) for reader in course.reader_languages()]


def _unfair_bands(trial: TrialGrader) -> Iterator[VerifyFinding]:
    if trial.exercise.training is not None:
        path = trial.course.manifest(trial.exercise.slug)
        for band in unfair_bands(trial.course, trial.exercise):
            yield VerifyFinding(path, 0, band.what, band.tip)
