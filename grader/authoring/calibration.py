"""The reference, trained with many seeds -> a record of its figures, and the unfair bands.

The record lies beside the reference, as `calibration.toml`. A run misses a band if it falls below
the margin, or if it and two repetitions fall below the band. A band is fair if the first takes four
standard deviations, and the second takes two deviations three times in a row.
"""

from __future__ import annotations

import atexit
import functools
import math
import os
import statistics
from collections import defaultdict
from concurrent.futures import as_completed
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.batch.processes import ProcessExecutor
from grader.checks.case import Trial
from grader.course import load_course
from grader.errors import CourseError
from grader.files import write_atomically
from grader.i18n import N_
from grader.model import Band, File, Submission, Training, Value, message
from grader.pipeline import Grader
from grader.training import Conditions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from grader.model import Course, Exercise, Message

    from .trial_grader import Progress

SEEDS = 20
DEVIATIONS = 4  # below the margin a run is not repeated
REPEATED_DEVIATIONS = 2  # three runs in a row: one in 80 000
TRIES = 3  # of each seed: the machine may end a process, or hold one up
PATIENCE = 20  # times a student's seconds
_HEAD = """\
# What the reference reached when it was trained with many seeds; written by
#     grade course verify --calibrate
# A band of exercise.toml is fair where it is no higher than mean - 2 * deviation, and without its
# margin, within which a run is repeated, no higher than mean - 4 * deviation.
"""


class Figure(Value, frozen=True):
    """A figure over all seeds."""

    mean: float
    deviation: float
    minimum: float


class Calibration(Value, frozen=True):
    """The figures of one data set.

    Attributes:
        figures: by band.
        seconds: mean training time, by the student's function.
    """

    seeds: int
    figures: dict[str, Figure]
    seconds: dict[str, float]


class Run(NamedTuple):
    """The reference's figures with one seed.

    Attributes:
        figures: by band.
        seconds: training time, by the student's function.
    """

    figures: dict[str, float]
    seconds: dict[str, float]


class Unfair(NamedTuple):
    """A band that an honest run could miss, or that was never measured."""

    what: Message
    tip: Message


def calibrate(
    course: Course,
    exercise: Exercise,
    *,
    seeds: int = SEEDS,
    processes: int | None = None,
    progress: Progress = lambda _words: None,
) -> Path:
    """Train the reference with each seed and write the record; returns its path.

    Args:
        course: with its reference.
        exercise: one of the course's, on the data set to calibrate.
        seeds: how many, from 0.
        processes: how many at a time; by default one for each processor.
        progress: called at each seed with a few words.

    Raises:
        CourseError: the exercise trains nothing, or a run gave no figures.
    """
    path = _path(course, exercise)
    if exercise.training is None:
        raise CourseError(course.manifest(exercise.slug), message("has no [training]."))
    dataset = exercise.training.dataset
    runs = _train_all((course.folder, exercise.slug, dataset), seeds, processes, progress)
    records = load_calibrations(course, exercise)
    records[dataset] = _sum_up(runs)
    write_atomically(path, render_calibrations(records))
    return path


def render_calibrations(records: dict[str, Calibration]) -> str:
    """The records as TOML, by data set."""
    lines = [_HEAD.rstrip()]
    for name, record in sorted(records.items()):
        lines += ["", f"[{name}]", f"seeds = {record.seeds}", "", f"[{name}.figures]"]
        for band, figure in sorted(record.figures.items()):
            values = (f"{field} = {getattr(figure, field)}" for field in figure.__struct_fields__)
            lines.append(f"{band} = {{ {', '.join(values)} }}")
        lines += ["", f"[{name}.seconds]"]
        lines += [f"{function} = {mean}" for function, mean in sorted(record.seconds.items())]
    return "\n".join(lines) + "\n"


def unfair_bands(course: Course, exercise: Exercise) -> Iterable[Unfair]:
    """Each band of the data set in use that an honest run could miss."""
    assert exercise.training is not None
    name = exercise.training.dataset
    record = load_calibrations(course, exercise).get(name)
    for band, asked in exercise.training.plan().bands.items():
        figure = record.figures.get(band) if record is not None else None
        if record is None or figure is None or record.seeds < SEEDS:
            text = N_("the band {band} on {dataset} has not been measured over {seeds} seeds.")
            what = message(text, band=band, dataset=name, seeds=SEEDS)
            yield Unfair(what, message("Run: grade course verify --calibrate"))
            continue
        fair = min(
            figure.mean - DEVIATIONS * figure.deviation + asked.margin,
            figure.mean - REPEATED_DEVIATIONS * figure.deviation,
        )
        if asked.least > fair:
            text = N_("an honest run could miss {band} on {dataset}: {least} is above {fair}.")
            what = message(text, band=band, dataset=name, least=asked.least, fair=f"{fair:.4f}")
            tip = message("Lower the band, or calibrate again if the reference changed.")
            yield Unfair(what, tip)


def load_calibrations(course: Course, exercise: Exercise) -> dict[str, Calibration]:
    """The records by data set; none without a file.

    Raises:
        CourseError: the file cannot be read.
    """
    path = _path(course, exercise)
    if not path.is_file():
        return {}
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, Calibration])
    except msgspec.DecodeError as error:
        tip = message("Remove it and calibrate again.")
        sentence = message("this file cannot be read: {error}.", error=str(error))
        raise CourseError(path, sentence, tip) from error


def _path(course: Course, exercise: Exercise) -> Path:
    if course.reference is None:
        text = N_("there is no reference/ beside it to calibrate with.")
        raise CourseError(course.folder, message(text))
    return course.reference / exercise.slug / "calibration.toml"


def _train_all(
    exercise: tuple[Path, str, str], seeds: int, processes: int | None, progress: Progress
) -> list[Run]:
    """One run for each seed, in order; the exercise as `(course's folder, slug, data set)`."""
    executor = ProcessExecutor(min(processes or os.cpu_count() or 1, seeds))
    try:
        futures = [executor.submit(_train, *exercise, seed) for seed in range(seeds)]
        progress(message("seed {number} of {count}", number=1, count=seeds))
        for number, future in enumerate(as_completed(futures), 2):
            future.result()
            progress(message("seed {number} of {count}", number=min(number, seeds), count=seeds))
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)  # ^C must not wait for other seeds
        raise
    executor.shutdown()
    return [future.result() for future in futures]


def _train(course_folder: Path, slug: str, dataset: str, seed: int) -> Run:
    """One run of the reference; called in a grading process."""
    grader = _warm_grader(course_folder, slug, dataset)
    (exercise,) = grader.exercises
    solution = load_course(course_folder).solution(exercise)
    assert solution is not None
    file = File(name=solution.name, data=solution.read_bytes())
    # another student with each seed: the draw for a student varies as well
    submission = Submission(student="calibration", files=(file,), identity=f"seed {seed}")
    unfinished: list[str] = []
    for _ in range(TRIES):
        trial = Trial(conditions=Conditions(seed=seed, retries=0))
        (grade,) = grader.grade(submission, trial)
        if grade.all_passed():
            break
        failed = (outcome for outcome in grade.outcomes if outcome.status != "passed")
        unfinished = [f"{outcome.check} ({outcome.status})" for outcome in failed]
    else:
        text = N_("with seed {seed}, {checks} did not pass.")
        raise CourseError(solution, message(text, seed=seed, checks=", ".join(unfinished)))
    found = [outcome.evidence for outcome in grade.outcomes if outcome.evidence is not None]
    return Run(
        figures={one.name: one.value for evidence in found for one in evidence.measured},
        seconds={one.function: one.seconds for evidence in found for one in evidence.training},
    )


@functools.cache
def _warm_grader(course_folder: Path, slug: str, dataset: str) -> Grader:
    """This process's grader, kept for all seeds and closed at the process's end."""
    course = load_course(course_folder)
    exercise = next(found for found in course.exercises if found.slug == slug)
    grader = Grader(course, (_unbounded(exercise, dataset),)).__enter__()
    atexit.register(grader.__exit__, None, None, None)
    return grader


def _unbounded(exercise: Exercise, dataset: str) -> Exercise:
    """The exercise without bands, and with time enough on a busy machine."""
    assert exercise.training is not None
    plan = exercise.training.plans[dataset]
    bands = dict.fromkeys(plan.bands, Band(least=-math.inf))  # measured, and never missed
    plan = msgspec.structs.replace(plan, bands=bands, seconds=PATIENCE * plan.seconds)
    limits = msgspec.structs.replace(
        exercise.limits,
        check_seconds=PATIENCE * exercise.limits.check_seconds,
        wall_seconds=PATIENCE * exercise.limits.wall_seconds,
    )
    training = Training(dataset=dataset, plans={dataset: plan})
    return msgspec.structs.replace(exercise, training=training, limits=limits)


def _sum_up(runs: list[Run]) -> Calibration:
    values, seconds = defaultdict(list), defaultdict(list)
    for run in runs:
        for name, value in run.figures.items():
            values[name].append(value)
        for function, spent in run.seconds.items():
            seconds[function].append(spent)
    return Calibration(
        seeds=len(runs),
        figures={name: _figure(found) for name, found in values.items()},
        seconds={name: round(statistics.mean(found), 2) for name, found in seconds.items()},
    )


def _figure(values: list[float]) -> Figure:
    return Figure(
        mean=round(statistics.mean(values), 5),
        deviation=round(statistics.stdev(values), 5) if len(values) > 1 else 0.0,
        minimum=round(min(values), 5),
    )
