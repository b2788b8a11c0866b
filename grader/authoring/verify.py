"""An exercise's checks, checked: right answers pass, wrong ones fail, and every check is needed.

    reference            full marks, in any order, the same again and again
    starters             nothing, without a crash; each function missing by itself is noticed
    misconceptions       lose points by the checks that their headers name
    equivalents          full marks
    mutants              wrong solutions made from the reference; the share that is caught
    texts                titles, hints and statements in both languages

Each thing that is wrong is a `Finding`: where, what, and what to do about it.
"""

from __future__ import annotations

import random
import tomllib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.checks.diagnosis import load_misconceptions
from grader.course.stub import stale_starters, without_function
from grader.errors import CourseError
from grader.model import File, Limits, Submission
from grader.pipeline import Grader

from .calibration import unfair_bands
from .mutants import make_mutants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from grader.model import Check, Course, Exercise, Grade, Status
    from grader.sandbox import Sandbox

REPEATS = 20
MUTANTS_CAUGHT = 0.95
_LIMITS = Limits(
    check_seconds=3.0, wall_seconds=30.0
)  # a mutant that hangs is caught, and waited for


class Finding(NamedTuple):
    """Something wrong with an exercise.

    Attributes:
        line: in the file; 0 where no line is meant.
        tip: what to do about it.
    """

    path: Path
    line: int
    what: str
    tip: str


class MutantReport(NamedTuple):
    """How the mutants fared: all of them, those waived by name, and those that nothing caught."""

    made: int
    waived: int
    survived: list[str]

    @property
    def share_caught(self) -> float:
        """Of those that are not waived; 1 where there are none."""
        counted = self.made - self.waived
        return 1 - len(self.survived) / counted if counted else 1.0


class Verified(NamedTuple):
    """One exercise's findings, and its mutants (None where they were not tried)."""

    exercise: str
    findings: list[Finding]
    mutants: MutantReport | None


def verify_exercise(
    course: Course,
    exercise: Exercise,
    *,
    repeats: int = REPEATS,
    mutants: bool = True,
    progress: Callable[[str], None] = lambda _text: None,
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
    if course.reference is None:
        raise CourseError(course.folder, "there is no reference/ beside it to verify with.")
    solution = course.reference / exercise.slug / f"{exercise.module}.py"
    if not solution.is_file():
        tip = "Name it as exercise.toml says, or correct `module` there."
        missing = Finding(solution, 0, "the reference solution is missing.", tip)
        return Verified(exercise.slug, [missing], None)
    quick = exercise
    if exercise.training is None:
        quick = msgspec.structs.replace(exercise, limits=_LIMITS)
    try:
        with Grader(course, (quick,), sandbox) as grader:
            bench = _Bench(course, quick, grader, progress)
            findings = [
                *_texts(bench),
                *_solutions(bench),
                *_starters_are_fresh(course, exercise),
                *_unfair_bands(course, exercise),
                *_right_answers(bench, repeats if exercise.training is None else 1),
                *_wrong_answers(bench),
                *_needless_checks(bench),
            ]
            report = _try_mutants(bench) if mutants else None
    except CourseError as error:
        said = str(error.sentence.values["said"])
        tip = error.tip.text.format(**error.tip.values) or "Fix this first."
        return Verified(exercise.slug, [Finding(error.path, 0, said, tip)], None)
    if report is not None:
        findings += _mutant_findings(bench, report)
    return Verified(exercise.slug, findings, report)


class _Bench:
    """One exercise on a warm grader, and which checks have failed for anything so far."""

    def __init__(
        self, course: Course, exercise: Exercise, grader: Grader, progress: Callable[[str], None]
    ) -> None:
        assert course.reference is not None
        self.exercise = exercise
        self.folder = course.folder / exercise.slug
        self.reference = course.reference / exercise.slug
        self.solution = self.reference / f"{exercise.module}.py"
        self.source = self.solution.read_text("utf-8")
        self.progress = progress
        self.grader = grader
        self.checks: list[Check] = grader.session.checks(exercise.slug)
        self.failed: set[str] = set()
        # a bonus may be slow by nature (it measures speed), and nothing but the reference needs it
        self.needed = [number for number, check in enumerate(self.checks) if not check.bonus]

    def grade(self, source: str, order: Sequence[int] | None = None, ending: str = ".py") -> Grade:
        """The grade of a solution's text."""
        file = File(name=self.exercise.module + ending, data=source.encode("utf-8"))
        submission = Submission(student="verify", files=(file,))
        (grade,) = self.grader.grade(submission, order=self.needed if order is None else order)
        self.failed |= {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
        return grade

    def is_caught(self, source: str) -> bool:
        """Whether any check fails for a solution's text; stops at the first."""
        file = File(name=f"{self.exercise.module}.py", data=source.encode("utf-8"))
        submission = Submission(student="verify", files=(file,))
        (grade,) = self.grader.grade(submission, order=self.needed, stop_at_failure=True)
        return not grade.all_passed()


def _texts(bench: _Bench) -> Iterator[Finding]:
    for language in ("ko", "en"):
        path = bench.folder / f"statement.{language}.md"
        if not path.is_file() or not path.read_text("utf-8").strip():
            yield Finding(path, 0, "the statement is missing.", "Write it; students begin here.")
    slug = bench.exercise.slug
    used = {text.en for check in bench.checks for text in check.hints}
    for check in bench.checks:
        path = _file_of(bench, check)
        if not check.title.ko.strip():
            tip = "Give @check(ko=…): students read it."
            yield Finding(path, 0, f"{check.id} has no Korean title.", tip)
        if len(check.hints) < 2:
            tip = "Name a ladder of at least two steps: @check(hint=…)."
            yield Finding(path, 0, f"{check.id} has {len(check.hints)} hints.", tip)
        if check.visibility == "public" and bench.grader.session.asks_reference(check, slug):
            tip = "Students do not have it: give the value, or move the check to test_hidden.py."
            yield Finding(path, 0, f"{check.id} asks for the reference.", tip)
    for ladder in bench.exercise.hints:
        if not used.intersection(ladder.en):
            path = bench.folder / "exercise.toml"
            yield Finding(path, 0, f"no check uses the hints {ladder.id!r}.", "Use or remove them.")


def _solutions(bench: _Bench) -> Iterator[Finding]:
    for kind in ("misconceptions", "equivalents"):
        if not any((bench.reference / kind).glob("*.py")):
            tip = "Add one: what nothing has been tried on has not been shown to work."
            yield Finding(bench.reference / kind, 0, f"there are no {kind}.", tip)


def _starters_are_fresh(course: Course, exercise: Exercise) -> Iterator[Finding]:
    for path in stale_starters(course, (exercise,)):
        yield Finding(path, 0, "is not what the reference makes.", "Run: grade course stub")


def _unfair_bands(course: Course, exercise: Exercise) -> Iterator[Finding]:
    if exercise.training is not None:
        path = course.folder / exercise.slug / "exercise.toml"
        for band in unfair_bands(course, exercise):
            yield Finding(path, 0, band.what, band.tip)


def _right_answers(bench: _Bench, repeats: int) -> Iterator[Finding]:
    bench.progress("reference")
    dice = random.Random(bench.exercise.slug)  # noqa: S311 - an order, not a secret
    for turn in range(repeats):
        order = list(bench.needed) if turn else list(range(len(bench.checks)))
        if turn:
            dice.shuffle(order)
        grade = bench.grade(bench.source, order)
        wrong = [o.check for o in grade.outcomes if o.status != "passed"]
        if wrong:
            when = (
                "in the order of the files" if not turn else f"at try {turn + 1}, in another order"
            )
            tip = "A check must pass for the reference, whenever and after whatever it runs."
            yield Finding(bench.solution, 0, f"the reference fails {', '.join(wrong)} {when}.", tip)
            break
    bench.failed.clear()
    for path in sorted((bench.reference / "equivalents").glob("*.py")):
        bench.progress(f"equivalent {path.stem}")
        grade = bench.grade(path.read_text("utf-8"))
        for outcome in (o for o in grade.outcomes if o.status != "passed" and not o.bonus):
            tip = "A right answer must pass: mend the check, or the solution if it is wrong."
            yield Finding(path, 0, f"fails {outcome.check} ({outcome.status}).", tip)
    bench.failed.clear()


def _wrong_answers(bench: _Bench) -> Iterator[Finding]:
    allowed: set[Status] = {"failed", "error", "skipped"}
    for ending in (".py", ".ipynb"):
        bench.progress(f"starter {ending}")
        path = (bench.folder / bench.exercise.module).with_suffix(ending)
        if not path.is_file():
            continue  # reported as out of date
        for outcome in bench.grade(path.read_text("utf-8"), ending=ending).outcomes:
            if outcome.status not in allowed:
                tip = "An empty answer must fail each check, and without a crash."
                yield Finding(path, 0, f"{outcome.status} in {outcome.check}.", tip)
    for name in bench.exercise.functions:
        bench.progress(f"without {name}")
        if bench.grade(without_function(bench.source, name)).all_passed():
            tip = "Add a check that calls it."
            yield Finding(bench.solution, 0, f"nothing notices when {name} is missing.", tip)
    yield from _misconceptions(bench)


def _misconceptions(bench: _Bench) -> Iterator[Finding]:
    known = {check.id for check in bench.checks}
    for idea in load_misconceptions(bench.reference / "misconceptions"):
        bench.progress(f"misconception {idea.name}")
        path = bench.reference / "misconceptions" / f"{idea.name}.py"
        if not (idea.text.ko and idea.text.en and idea.caught_by):
            tip = "Its docstring needs the lines caught_by:, ko: and en:."
            yield Finding(path, 1, "the header is not complete.", tip)
        for name in idea.caught_by:
            if name not in known:
                yield Finding(path, 1, f"names {name}, which is no check.", "Correct caught_by.")
        grade = bench.grade(path.read_text("utf-8"))
        failed = {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
        other = {o.misconception.en for o in grade.outcomes if o.misconception} - {idea.text.en}
        if other:
            tip = "Two ideas give these answers: make a check tell them apart, or merge them."
            yield Finding(path, 0, f"is taken for another idea: {min(other)}", tip)
        if not failed:
            tip = "Add a check that tells it from a right answer."
            yield Finding(path, 0, "gets full marks.", tip)
        elif missed := [name for name in idea.caught_by if name in known - failed]:
            tip = "Correct caught_by, or the checks."
            yield Finding(path, 1, f"is not caught by {', '.join(missed)}.", tip)


def _needless_checks(bench: _Bench) -> Iterator[Finding]:
    for check in bench.checks:
        if check.id not in bench.failed and not check.bonus:
            tip = "Add the misconception that it is there for, or take the check out."
            what = f"{check.id} never fails: no wrong solution needs it."
            yield Finding(_file_of(bench, check), 0, what, tip)


def _try_mutants(bench: _Bench) -> MutantReport:
    waivers = load_waivers(bench.reference / "waivers.toml")
    mutants = make_mutants(bench.source)
    survived = []
    waived = 0
    for number, mutant in enumerate(mutants, 1):
        bench.progress(f"mutant {number} of {len(mutants)}")
        if mutant.name in waivers:
            waived += 1
        elif not bench.is_caught(mutant.source):
            survived.append(f"{mutant.line}: {mutant.name}")
    return MutantReport(len(mutants), waived, survived)


def _mutant_findings(bench: _Bench, report: MutantReport) -> Iterator[Finding]:
    if report.share_caught < MUTANTS_CAUGHT:
        for survivor in report.survived:
            line, _, name = survivor.partition(": ")
            tip = "Add a check that notices, or waive it with a reason in waivers.toml."
            yield Finding(bench.solution, int(line), f"nothing notices: {name}", tip)
    names = {mutant.name for mutant in make_mutants(bench.source)}
    path = bench.reference / "waivers.toml"
    for name in load_waivers(path):
        if name not in names:
            yield Finding(path, 0, f"waives {name!r}, which is no mutant.", "Remove it.")


def load_waivers(path: Path) -> dict[str, str]:
    """Mutants that change nothing that could be noticed: name -> why; none without a file.

    Raises:
        CourseError: a waiver without a reason.
    """
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("waivers", {})
    except tomllib.TOMLDecodeError as error:
        raise CourseError(path, f"{error}.") from error
    for name, reason in found.items():
        if not isinstance(reason, str) or not reason.strip():
            raise CourseError(path, f"the waiver of {name!r} gives no reason.", "Say why.")
    return dict(found)


def _file_of(bench: _Bench, check: Check) -> Path:
    if check.visibility == "public":
        return bench.folder / "test_public.py"
    return bench.reference / "test_hidden.py"
