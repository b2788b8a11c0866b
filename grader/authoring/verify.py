"""An exercise -> its faults: right answers must pass, wrong ones fail, each check be needed.

    reference            full marks, in any order, every time
    starters             no points and no crash
    omissions            each missing function, class and method, each other value fails a check
    misconceptions       fail the checks that their headers name
    equivalents, bases   full marks
    mutants              wrong solutions made from the reference: enough of them fail a check
    texts                titles, hints and statements in both languages
    other secrets        right answers and misconceptions again, on other hidden inputs

A fault is a `VerifyFinding`: where, what, and how to mend it. A misconception that costs much is a
warning, and so is an expression that compares beside the student's code.
"""

from __future__ import annotations

import random
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.checks.diagnosis.misconceptions import (
    FOLDER,
    base_files,
)
from grader.errors import NO_TIP, CourseError, GraderError, install_command
from grader.i18n import N_
from grader.model import Limits, message
from grader.pipeline import Grader
from grader.sandbox.pool import missing_libraries

from .mutants import mutant_findings, try_mutants
from .omissions import omissions
from .readiness import before_grading, equivalents, unusable
from .trial_grader import TrialGrader, VerifyFinding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from grader.checks.diagnosis.misconceptions import Misconception
    from grader.model import Course, Exercise, Message, Outcome, Status
    from grader.sandbox.channel import Sandbox

    from .mutants import MutantReport
    from .trial_grader import Progress

HIGH_COST = 1 / 3  # of the points: more than one slip should cost
# a mutant that hangs is waited for
_LIMITS = Limits(check_seconds=3.0, wall_seconds=30.0)


class Effort(NamedTuple):
    """How much to try.

    Attributes:
        repeats: gradings of the reference, in random orders; only one where networks are trained.
        secrets: other secrets than the course's; none where networks are trained.
        mutants: whether to try mutants; takes longest.
    """

    repeats: int = 20
    secrets: int = 3
    mutants: bool = True


USUAL = Effort()


class Verified(NamedTuple):
    """The faults of one exercise, and what was measured.

    Attributes:
        mutants: None if none were tried.
        costs: the share of the points that each misconception costs, the dearest first.
        warnings: misconceptions that cost more than one slip should, and expressions that compare.
    """

    exercise: str
    findings: list[VerifyFinding]
    mutants: MutantReport | None = None
    costs: Mapping[str, float] = MappingProxyType({})
    warnings: tuple[VerifyFinding, ...] = ()


def verify_exercise(
    course: Course,
    exercise: Exercise,
    effort: Effort = USUAL,
    *,
    progress: Progress = lambda _words: None,
    sandbox: Sandbox | None = None,
) -> Verified:
    """Verify one exercise.

    Args:
        course: with its reference.
        exercise: one of the course's.
        effort: how much to try.
        progress: called at each step with a few words.
        sandbox: for solutions; by default the machine's strongest.

    Raises:
        GraderError: a library of the exercise is not installed here.
    """
    missing = _missing_solution(course, exercise)
    if missing is not None:
        return Verified(exercise.slug, [missing])
    if libraries := missing_libraries(exercise):
        raise GraderError(
            message(
                "{slug} needs {names}, not installed here.",
                slug=exercise.slug,
                names=", ".join(libraries),
            ),
            message("Install it with: {command}", command=install_command(libraries)),
        )
    if exercise.training is None:
        limits = msgspec.structs.replace(_LIMITS, memory_mb=exercise.limits.memory_mb)
        exercise = msgspec.structs.replace(exercise, limits=limits)
    else:  # a training takes seconds
        effort = effort._replace(repeats=1, secrets=0)
    try:
        with Grader(course, (exercise,), sandbox) as grader:
            return _verified(TrialGrader(course, exercise, grader, progress), effort)
    except CourseError as error:
        return Verified(exercise.slug, list(unusable(course, exercise, error)))


def _missing_solution(course: Course, exercise: Exercise) -> VerifyFinding | None:
    solution = course.solution(exercise)
    if solution is None:
        text = N_("there is no reference/ beside it to verify with.")
        tip = message("Exercises are made where staff keep the solutions.")
        raise CourseError(course.folder, message(text), tip)
    if solution.is_file():
        return None
    tip = message("Name it as exercise.toml says, or correct `module` there.")
    if solution.with_suffix(".ipynb").is_file():
        tip = message("Run: grade course stub")
    return VerifyFinding(solution, 0, message("the reference solution is missing."), tip)


def _verified(trial: TrialGrader, effort: Effort) -> Verified:
    findings = _findings(trial, effort.repeats)
    report = None
    if effort.mutants:
        report = try_mutants(trial)
        findings += mutant_findings(trial, report)
    warnings = (*_high_costs(trial), *_yes_or_no(trial))
    known = {finding.path for finding in findings}
    other = _under_other_secrets(trial, effort.secrets)
    findings += [finding for finding in other if finding.path not in known]
    costs = dict(sorted(trial.costs.items(), key=lambda pair: -pair[1]))
    return Verified(trial.exercise.slug, findings, report, costs, warnings)


def _findings(trial: TrialGrader, repeats: int) -> list[VerifyFinding]:
    return [
        *before_grading(trial),
        *_right_answers(trial, repeats),
        *_wrong_answers(trial),
        # these two look back at all that was graded above
        *_needless_checks(trial),
        *_diverging_checks(trial),
    ]


def _right_answers(trial: TrialGrader, repeats: int) -> Iterator[VerifyFinding]:
    """Checks that the reference, an equivalent or a base fails."""
    yield from _reference(trial, repeats)
    # a misconception over a wrong base fails checks for more than its own mistake
    for path in [*equivalents(trial), *base_files(trial.reference)]:
        trial.progress(message("equivalent {name}", name=path.stem))
        grade = trial.grade(path.read_text("utf-8"))
        for outcome in (o for o in grade.outcomes if o.status != "passed" and not o.bonus):
            text = N_("fails {check} ({status}).")
            what = message(text, check=outcome.check, status=outcome.status)
            text = N_("A right answer must pass: mend the check, or the solution if it is wrong.")
            yield VerifyFinding(path, 0, what, message(text), _sentences_of(outcome))
    trial.failed.clear()  # a check that fails right answers only is needless


def _reference(trial: TrialGrader, repeats: int) -> Iterator[VerifyFinding]:
    trial.progress(message("reference"))
    # seeded, so that a finding can be repeated
    random_order = random.Random(trial.exercise.slug)  # noqa: S311 - an order, not a secret
    for turn in range(repeats):
        order = list(trial.needed) if turn else list(range(len(trial.checks)))
        if turn:
            random_order.shuffle(order)
        grade = trial.grade(trial.source, order)
        failed = [outcome for outcome in grade.outcomes if outcome.status != "passed"]
        if failed:
            wrong = ", ".join(outcome.check for outcome in failed)
            reasons = [said for outcome in failed for said in _reasons(outcome, len(failed))]
            what = message("the reference fails {checks} in the order of the files.", checks=wrong)
            if turn:
                text = N_("the reference fails {checks} at try {turn}, in another order.")
                what = message(text, checks=wrong, turn=turn + 1)
            tip = message("Every check must pass for the reference, in any order.")
            yield VerifyFinding(trial.solution, 0, what, tip, tuple(reasons))
            return


def _reasons(outcome: Outcome, failed: int) -> tuple[Message, ...]:
    """The sentences about a failed check, below its name if several failed."""
    sentences = _sentences_of(outcome)
    if not sentences or failed == 1:
        return sentences
    return (message("{check}:", check=outcome.check), *sentences)


def _sentences_of(outcome: Outcome) -> tuple[Message, ...]:
    """The sentences about a failed check."""
    return (*((outcome.message,) if outcome.message else ()), *outcome.details)


def _wrong_answers(trial: TrialGrader) -> Iterator[VerifyFinding]:
    """Wrong answers that no check catches, or that crash one."""
    allowed: set[Status] = {"failed", "error", "skipped"}
    for ending in (".py", ".ipynb"):
        trial.progress(message("starter {ending}", ending=ending))
        path = (trial.folder / trial.exercise.module).with_suffix(ending)
        if not path.is_file():
            continue  # `before_grading` reports it
        wrong: dict[str, list[str]] = defaultdict(list)
        for outcome in trial.grade(path.read_text("utf-8"), ending=ending).outcomes:
            if outcome.status not in allowed:
                wrong[outcome.status].append(outcome.check)
        for status, checks in wrong.items():
            what = message("{status} in {check}.", status=status, check=", ".join(checks))
            tip = message("An empty answer must fail each check, and without a crash.")
            yield VerifyFinding(path, 0, what, tip)
    for one in omissions(trial.source, trial.exercise):
        trial.progress(message("without {name}", name=one.name))
        if trial.grade(one.text).all_passed():
            what = message("no check fails when {name} is missing.", name=one.name)
            tip = message("Add a check that calls it.")
            if one.is_value:
                what = message("no check fails when {name} has another value.", name=one.name)
                tip = message("Add a check that looks at it.")
            yield VerifyFinding(trial.solution, 0, what, tip)
    yield from _misconceptions(trial)


def _misconceptions(trial: TrialGrader) -> Iterator[VerifyFinding]:
    known = {check.id for check in trial.checks}
    for wrong in trial.misconceptions:
        trial.progress(message("misconception {name}", name=wrong.name))
        path = trial.reference / FOLDER / f"{wrong.name}.py"
        yield from _header(path, wrong, known, trial.course.languages)
        grade = trial.grade(wrong.source)
        trial.costs[wrong.name] = round(1 - grade.score.earned / grade.score.possible, 4)
        failed = {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
        other = {o.misconception.en for o in grade.outcomes if o.misconception} - {wrong.text.en}
        if other:
            what = message("is diagnosed as another misconception: {other}", other=min(other))
            text = N_("Both give the same answers: add a check that tells them apart, or merge.")
            yield VerifyFinding(path, 0, what, message(text))
        if not failed:
            tip = message("Add a check that tells it from a right answer.")
            yield VerifyFinding(path, 0, message("gets full marks."), tip)
        elif missed := [name for name in wrong.caught_by if name in known - failed]:
            what = message("is not caught by {checks}.", checks=", ".join(missed))
            yield VerifyFinding(path, 1, what, message("Correct caught_by, or the checks."))


def _high_costs(trial: TrialGrader) -> Iterator[VerifyFinding]:
    for wrong in trial.misconceptions:
        cost = trial.costs[wrong.name]
        if cost > max(HIGH_COST, wrong.may_cost):
            path = trial.reference / FOLDER / f"{wrong.name}.py"
            what = message("this one slip costs {share} of the points.", share=f"{cost:.0%}")
            text = N_(
                "Let checks of other things pass, or write into its header: costs: {share}, because"
            )
            yield VerifyFinding(path, 1, what, message(text, share=f"{cost:.0%}"))


def _yes_or_no(trial: TrialGrader) -> Iterator[VerifyFinding]:
    # a comparison beside the student's code may use the student's own `==`
    files = trial.course.check_files(trial.exercise.slug)
    for check in trial.checks:
        found = sorted(e for _, name, e in trial.grader.judge.yes_or_no if name == check.id)
        for expression in found:
            text = N_("{check}: `{expression}` is only true or false, which any code could say.")
            what = message(text, check=check.id, expression=expression)
            tip = message("Let the value cross and compare it in the check: assert_equal(…).")
            yield VerifyFinding(files[check.visibility], 0, what, tip)


def _under_other_secrets(trial: TrialGrader, count: int) -> Iterator[VerifyFinding]:
    """Faults that only show on other hidden inputs, drawn by other secrets; ends the trial."""
    seen: dict[tuple[Path, str], list[VerifyFinding]] = defaultdict(list)
    for number in range(1, count + 1):
        trial.progress(message("secret {number} of {count}", number=number, count=count))
        # made of the course's own, so that a finding can be repeated
        trial.grader.judge.use_secret(f"{trial.course.secret}:{number}")
        for finding in (*_unlucky_right_answers(trial), *_lucky_misconceptions(trial)):
            seen[finding.path, repr(finding.what)].append(finding)
    for found in seen.values():
        text = N_(
            "Seen under {times} of {count} other secrets: "
            "add the case that decides as a fixed one, beside the drawn ones."
        )
        yield found[0]._replace(tip=message(text, times=len(found), count=count))


def _unlucky_right_answers(trial: TrialGrader) -> Iterator[VerifyFinding]:
    drawn = trial.drawn_checks()
    for path in [trial.solution, *equivalents(trial), *base_files(trial.reference)]:
        for check, status in trial.failing(path.read_text("utf-8"), sorted(drawn)).items():
            what = message("fails {check} ({status}).", check=check, status=status)
            yield VerifyFinding(path, 0, what, NO_TIP)


def _lucky_misconceptions(trial: TrialGrader) -> Iterator[VerifyFinding]:
    drawn = trial.drawn_checks()
    for wrong in trial.misconceptions:
        # what else it fails may be luck; that these tell it is promised
        named = drawn.intersection(wrong.caught_by)
        caught = trial.failing(wrong.source, named) if named else {}
        if missed := sorted(named - {n for n, status in caught.items() if status != "skipped"}):
            path = trial.reference / FOLDER / f"{wrong.name}.py"
            what = message("is not caught by {checks}.", checks=", ".join(missed))
            yield VerifyFinding(path, 1, what, NO_TIP)


def _header(
    path: Path, wrong: Misconception, known: set[str], languages: tuple[str, ...]
) -> Iterator[VerifyFinding]:
    if not (wrong.text.ko and wrong.text.en and wrong.caught_by):
        lines = {"caught_by": wrong.caught_by, "ko": wrong.text.ko}
        missing = [n for n in ("caught_by", *languages) if not lines.get(n, wrong.text.en)]
        wanted = ", ".join(f"{name}:" for name in missing)
        tip = message("Its docstring needs the lines {lines}", lines=wanted)
        yield VerifyFinding(path, 1, message("the header is not complete."), tip)
    for name in wrong.caught_by:
        if name not in known:
            what = message("names {check}, but there is no such check.", check=name)
            yield VerifyFinding(path, 1, what, message("Correct caught_by."))


def _diverging_checks(trial: TrialGrader) -> Iterator[VerifyFinding]:
    # a student's code could read a verdict from the calls that follow a wrong answer
    slug = trial.exercise.slug
    for check in trial.checks:
        if (slug, check.id) in trial.grader.judge.diverged:
            path = trial.course.check_files(slug)[check.visibility]
            what = message("the calls of {check} depend on the student's answers.", check=check.id)
            tip = message("Call with the reference's values, or with values from `rng`.")
            yield VerifyFinding(path, 0, what, tip)


def _needless_checks(trial: TrialGrader) -> Iterator[VerifyFinding]:
    files = trial.course.check_files(trial.exercise.slug)
    for check in trial.checks:
        if check.id not in trial.failed and not check.bonus:
            what = message("{check} fails for no wrong solution.", check=check.id)
            tip = message("Add a misconception that it catches, or remove the check.")
            yield VerifyFinding(files[check.visibility], 0, what, tip)
