"""An exercise's checks, checked: right answers pass, wrong ones fail, and every check is needed.

    reference            full marks, in any order, the same again and again
    starters             nothing, without a crash; each function missing by itself is noticed
    misconceptions       lose points by the checks that their headers name
    equivalents, bases   full marks
    mutants              wrong solutions made from the reference; the share that is caught
    texts                titles, hints and statements in both languages

Each thing that is wrong is a `Finding`: where, what, and what to do about it.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.checks.diagnosis.misconceptions import (
    FOLDER,
    base_files,
    load_misconceptions,
    misconception_files,
)
from grader.course.starters import stale_starters, without_function
from grader.errors import NO_TIP, CourseError
from grader.i18n import N_
from grader.model import Limits, message
from grader.pipeline import Grader

from .calibration import unfair_bands
from .mutation_report import mutant_findings, try_mutants
from .trial_grader import TrialGrader, VerifyFinding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.checks.diagnosis.misconceptions import Misconception
    from grader.model import Course, Exercise, Status
    from grader.sandbox import Sandbox

    from .mutation_report import MutantReport
    from .trial_grader import Progress

REPEATS = 20
_LIMITS = Limits(
    check_seconds=3.0, wall_seconds=30.0
)  # a mutant that hangs is caught, and waited for


class Verified(NamedTuple):
    """One exercise's findings, and its mutants (None where they were not tried)."""

    exercise: str
    findings: list[VerifyFinding]
    mutants: MutantReport | None


def verify_exercise(
    course: Course,
    exercise: Exercise,
    *,
    repeats: int = REPEATS,
    mutants: bool = True,
    progress: Progress = lambda _words: None,
    sandbox: Sandbox | None = None,
) -> Verified:
    """Tries everything on one exercise.

    Args:
        course: with its reference.
        exercise: one of the course's.
        repeats: how often the reference is graded, each time in another order; once where it
            trains networks, whose repetition is the calibration.
        mutants: whether to make wrong solutions from the reference; takes longest.
        progress: called with a few words whenever something begins.
        sandbox: where solutions run; the machine's own if not given.
    """
    solution = course.solution(exercise)
    if solution is None:
        text = N_("there is no reference/ beside it to verify with.")
        raise CourseError(course.folder, message(text))
    if not solution.is_file():
        tip = message("Name it as exercise.toml says, or correct `module` there.")
        missing = VerifyFinding(solution, 0, message("the reference solution is missing."), tip)
        return Verified(exercise.slug, [missing], None)
    quick = exercise
    if exercise.training is None:
        quick = msgspec.structs.replace(exercise, limits=_LIMITS)
    report = None
    try:
        with Grader(course, (quick,), sandbox) as grader:
            bench = TrialGrader(course, quick, grader, progress)
            findings = [
                *_texts(bench),
                *_solutions(bench),
                *_starters_are_fresh(course, exercise),
                *_unfair_bands(course, exercise),
                *_right_answers(bench, repeats if exercise.training is None else 1),
                *_wrong_answers(bench),
                *_needless_checks(bench),
                *_answers_steer_questions(bench),
            ]
            if mutants:
                report = try_mutants(bench)
                findings += mutant_findings(bench, report)
    except CourseError as error:
        tip = error.tip if error.tip != NO_TIP else message("Fix this first.")
        return Verified(exercise.slug, [VerifyFinding(error.path, 0, error.sentence, tip)], None)
    return Verified(exercise.slug, findings, report)


def _texts(bench: TrialGrader) -> Iterator[VerifyFinding]:
    for language in ("ko", "en"):
        path = bench.folder / f"statement.{language}.md"
        if not path.is_file() or not path.read_text("utf-8").strip():
            tip = message("Write it; students begin here.")
            yield VerifyFinding(path, 0, message("the statement is missing."), tip)
    slug = bench.exercise.slug
    used = {text.en for check in bench.checks for text in check.hints}
    for check in bench.checks:
        path = bench.course.check_files(slug)[check.visibility]
        if not check.title.ko.strip():
            what = message("{check} has no Korean title.", check=check.id)
            yield VerifyFinding(path, 0, what, message("Give @check(ko=…): students read it."))
        if len(check.hints) < 2:
            what = message("{check} has {count} hints.", check=check.id, count=len(check.hints))
            tip = message("Name a ladder of at least two steps: @check(hint=…).")
            yield VerifyFinding(path, 0, what, tip)
        if check.visibility == "public" and bench.grader.judge.asks_reference(slug, check.id):
            what = message("{check} asks for the reference.", check=check.id)
            text = N_(
                "Students do not have it: give the value, or move the check to test_hidden.py."
            )
            yield VerifyFinding(path, 0, what, message(text))
    for ladder in bench.exercise.hints:
        if not used.intersection(ladder.en):
            path = bench.course.manifest(slug)
            what = message("no check uses the hints {name!r}.", name=ladder.id)
            yield VerifyFinding(path, 0, what, message("Use or remove them."))


def _solutions(bench: TrialGrader) -> Iterator[VerifyFinding]:
    tip = message("Add one: what nothing has been tried on has not been shown to work.")
    if not misconception_files(bench.reference):
        what = message("there are no misconceptions.")
        yield VerifyFinding(bench.reference / FOLDER, 0, what, tip)
    if not _equivalents(bench):
        what = message("there are no equivalents.")
        yield VerifyFinding(bench.reference / "equivalents", 0, what, tip)


def _equivalents(bench: TrialGrader) -> list[Path]:
    return sorted((bench.reference / "equivalents").glob("*.py"))


def _starters_are_fresh(course: Course, exercise: Exercise) -> Iterator[VerifyFinding]:
    for path in stale_starters(course, (exercise,)):
        what = message("is not what the reference makes.")
        yield VerifyFinding(path, 0, what, message("Run: grade course stub"))


def _unfair_bands(course: Course, exercise: Exercise) -> Iterator[VerifyFinding]:
    if exercise.training is not None:
        path = course.manifest(exercise.slug)
        for band in unfair_bands(course, exercise):
            yield VerifyFinding(path, 0, band.what, band.tip)


def _right_answers(bench: TrialGrader, repeats: int) -> Iterator[VerifyFinding]:
    bench.progress(message("reference"))
    dice = random.Random(bench.exercise.slug)  # noqa: S311 - an order, not a secret
    for turn in range(repeats):
        order = list(bench.needed) if turn else list(range(len(bench.checks)))
        if turn:
            dice.shuffle(order)
        grade = bench.grade(bench.source, order)
        wrong = [o.check for o in grade.outcomes if o.status != "passed"]
        if wrong:
            checks = ", ".join(wrong)
            what = message("the reference fails {checks} in the order of the files.", checks=checks)
            if turn:
                text = N_("the reference fails {checks} at try {turn}, in another order.")
                what = message(text, checks=checks, turn=turn + 1)
            text = N_("A check must pass for the reference, whenever and after whatever it runs.")
            yield VerifyFinding(bench.solution, 0, what, message(text))
            break
    bench.failed.clear()
    # ideas lie over a base: where it is wrong, they fail checks for what they do not say
    for path in [*_equivalents(bench), *base_files(bench.reference)]:
        bench.progress(message("equivalent {name}", name=path.stem))
        grade = bench.grade(path.read_text("utf-8"))
        for outcome in (o for o in grade.outcomes if o.status != "passed" and not o.bonus):
            text = N_("fails {check} ({status}).")
            what = message(text, check=outcome.check, status=outcome.status)
            text = N_("A right answer must pass: mend the check, or the solution if it is wrong.")
            yield VerifyFinding(path, 0, what, message(text))
    bench.failed.clear()


def _wrong_answers(bench: TrialGrader) -> Iterator[VerifyFinding]:
    allowed: set[Status] = {"failed", "error", "skipped"}
    for ending in (".py", ".ipynb"):
        bench.progress(message("starter {ending}", ending=ending))
        path = (bench.folder / bench.exercise.module).with_suffix(ending)
        if not path.is_file():
            continue  # reported as out of date
        for outcome in bench.grade(path.read_text("utf-8"), ending=ending).outcomes:
            if outcome.status not in allowed:
                text = N_("{status} in {check}.")
                what = message(text, status=outcome.status, check=outcome.check)
                tip = message("An empty answer must fail each check, and without a crash.")
                yield VerifyFinding(path, 0, what, tip)
    for name in bench.exercise.functions:
        bench.progress(message("without {name}", name=name))
        if bench.grade(without_function(bench.source, name)).all_passed():
            what = message("nothing notices when {name} is missing.", name=name)
            yield VerifyFinding(bench.solution, 0, what, message("Add a check that calls it."))
    yield from _misconceptions(bench)


def _misconceptions(bench: TrialGrader) -> Iterator[VerifyFinding]:
    known = {check.id for check in bench.checks}
    for idea in load_misconceptions(bench.course, bench.exercise):
        bench.progress(message("misconception {name}", name=idea.name))
        path = bench.reference / FOLDER / f"{idea.name}.py"
        yield from _header(path, idea, known)
        grade = bench.grade(idea.source)
        failed = {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
        other = {o.misconception.en for o in grade.outcomes if o.misconception} - {idea.text.en}
        if other:
            what = message("is taken for another idea: {idea}", idea=min(other))
            text = N_("Two ideas give these answers: make a check tell them apart, or merge them.")
            yield VerifyFinding(path, 0, what, message(text))
        if not failed:
            tip = message("Add a check that tells it from a right answer.")
            yield VerifyFinding(path, 0, message("gets full marks."), tip)
        elif missed := [name for name in idea.caught_by if name in known - failed]:
            what = message("is not caught by {checks}.", checks=", ".join(missed))
            yield VerifyFinding(path, 1, what, message("Correct caught_by, or the checks."))


def _header(path: Path, idea: Misconception, known: set[str]) -> Iterator[VerifyFinding]:
    if not (idea.text.ko and idea.text.en and idea.caught_by):
        tip = message("Its docstring needs the lines caught_by:, ko: and en:.")
        yield VerifyFinding(path, 1, message("the header is not complete."), tip)
    for name in idea.caught_by:
        if name not in known:
            what = message("names {check}, which is no check.", check=name)
            yield VerifyFinding(path, 1, what, message("Correct caught_by."))


def _answers_steer_questions(bench: TrialGrader) -> Iterator[VerifyFinding]:
    """Checks whose questions depend on an answer: by what is asked, a student learns a verdict."""
    slug = bench.exercise.slug
    for check in bench.checks:
        if (slug, check.id) in bench.grader.judge.diverged:
            path = bench.course.check_files(slug)[check.visibility]
            what = message("what {check} asks depends on an answer.", check=check.id)
            text = N_("Ask with values of your own: the reference's, or those of `rng`.")
            yield VerifyFinding(path, 0, what, message(text))


def _needless_checks(bench: TrialGrader) -> Iterator[VerifyFinding]:
    files = bench.course.check_files(bench.exercise.slug)
    for check in bench.checks:
        if check.id not in bench.failed and not check.bonus:
            what = message("{check} never fails: no wrong solution needs it.", check=check.id)
            tip = message("Add the misconception that it is there for, or take the check out.")
            yield VerifyFinding(files[check.visibility], 0, what, tip)
