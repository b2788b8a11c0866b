"""A course's misconceptions -> the sealed ideas of a students' kit, and the proof that they hold.

Each misconception is graded as a student's submission by the kit's own checks, so that its answers
are those that a student with this idea gives there. Two things are proved on the kit as built: no
misconception is told another's idea, and no byte of the kit shows a sentence of one, or an array
that hidden checks ask with or expect.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.checks.call_log import Call
from grader.checks.case import Trial
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.checks.diagnosis.sealed_ideas import (
    NAME,
    Answers,
    SealedIdeas,
    Witness,
    on_grid,
    seal,
    secrets_of,
    witnesses,
)
from grader.checks.diagnosis.solutions import replay
from grader.checks.judge import Judge
from grader.checks.staff_modules import StaffModules
from grader.course import load_course
from grader.errors import CourseError
from grader.i18n import N_
from grader.model import File, Submission, message
from grader.pipeline import Grader
from grader.worker import wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from grader.checks.diagnosis.misconceptions import Misconception
    from grader.model import Course, Exercise, Message, Text

    from .trial_grader import Progress

# Fewer could be tried out: at 20 ms for each guess that the tag does not refuse, 2^24 take hours
# for one entry.
MIN_BITS = 24
INTEGER_BITS = 6  # of a wrong cell: where a program would look for it
FRACTION_BITS = 12
MIN_CHARS = 12  # of a sentence that would be recognized
MIN_NUMBERS = 4  # in an array that would be
# files of the grader's own wheel: its README shows a finding, and a new exercise has an example
_QUOTING = ("dist-info/METADATA", "/authoring/templates/")


class _Trial(NamedTuple):
    """A misconception and its answers to the checks that it fails."""

    idea: Misconception
    failed: list[Answers]


def write_ideas(course: Course, folder: Path, progress: Progress) -> None:
    """Write the sealed ideas into the exercises of a kit.

    Args:
        course: with its reference.
        folder: the kit's `exercises/`.
        progress: called after each exercise with a few words.

    Raises:
        CourseError: a right solution, or one with another idea, would be told an idea.
    """
    kit = load_course(folder)
    # networks are trained: no two machines give the same answers
    exercises = tuple(exercise for exercise in kit.exercises if exercise.training is None)
    staff = StaffModules(course)
    for exercise in exercises:
        with Grader(kit, (exercise,)) as grader:
            trials = list(_trials(course, exercise, grader))
        solution = staff.solution(exercise)
        assert solution is not None
        right = _Right(solution, staff.driver(exercise))
        path = folder / exercise.slug / NAME
        with staff.working_folder(exercise):
            path.write_bytes(seal(_telling(trials, right).items()))
        told = _prove(path, trials)
        text = N_("{slug}: {told} of {known} misconceptions can be told from public checks")
        progress(message(text, slug=exercise.slug, told=told, known=len(trials)))


def _trials(course: Course, exercise: Exercise, grader: Grader) -> Iterator[_Trial]:
    for idea in load_misconceptions(course, exercise):
        failed: list[Answers] = []
        file = File(name=f"{exercise.module}.py", data=idea.source.encode("utf-8"))
        submission = Submission(student="idea", files=(file,))
        grader.grade(submission, Trial(failed=failed))
        yield _Trial(idea, failed)


def _telling(trials: Sequence[_Trial], right: _Right) -> dict[bytes, Text]:
    """The secrets that stand for one idea alone, and are too many to be guessed."""
    told: dict[bytes, Text] = {}
    tried = [
        (trial.idea.text, witnesses(one, trial.failed)) for trial in trials for one in trial.failed
    ]
    while tried and tried[0][1]:
        ideas: dict[bytes, set[Text]] = defaultdict(set)
        for text, (witness, *_) in tried:
            if right.bits(witness.answers) >= MIN_BITS:
                ideas[_secret(witness)].add(text)
        unique = {s: texts.pop() for s, texts in ideas.items() if s and len(texts) == 1}
        tried = [(t, left[1:]) for t, left in tried if unique.get(_secret(left[0])) != t]
        told |= unique
    return told


def _secret(witness: Witness) -> bytes:
    return next(secrets_of(witness), b"")


def _prove(path: Path, trials: Sequence[_Trial]) -> int:
    """Read the file as a kit does; give the number of misconceptions that it tells.

    Raises:
        CourseError: it tells one the idea of another.
    """
    sealed = SealedIdeas(path)
    count = 0
    for idea, failed in trials:
        found = set(sealed.find(failed).values())
        if found.difference([idea.text]):
            sentence = message("{name} would be told another idea.", name=idea.name)
            raise CourseError(path, sentence)
        count += bool(found)
    return count


class _Right(NamedTuple):
    """The right solution, to tell how many guesses wrong answers take."""

    solution: ModuleType
    driver: ModuleType | None

    def bits(self, failed: Sequence[Answers]) -> int:
        """The guesses as a power of two: of each check, its last call is wrong."""
        return sum(self._bits_of(one.calls[-1]) for one in failed)

    def _bits_of(self, call: Call) -> int:
        wrong = _cells(call.value)
        cells = _cells(replay(self.solution, call, self.driver))
        if wrong.shape == cells.shape:
            wrong = wrong[np.floor(on_grid(wrong)) != np.floor(on_grid(cells))]
        distinct = np.unique(wrong)
        whole = np.count_nonzero(distinct == np.floor(distinct))
        return int(INTEGER_BITS * whole + FRACTION_BITS * (len(distinct) - whole))


def _cells(value: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    if isinstance(value, (list, tuple)):
        return np.concatenate([np.empty(0), *map(_cells, value)])
    if isinstance(value, (int, float, np.generic, np.ndarray)):
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            return array.astype(np.float64).ravel()
    return np.empty(0)


# -- is anything shown?


def shown_ideas(course: Course, files: Sequence[tuple[str, bytes]]) -> Iterator[Message]:
    """Find sentences of misconceptions, in either language, in the files of a kit.

    Args:
        course: with its reference.
        files: `(name, bytes)` of all of them, those in archives included.
    """
    known = [data for name, data in files if any(part in name for part in _QUOTING)]
    known += [path.read_bytes() for path in course.folder.rglob("*") if path.is_file()]
    given = b"\0".join(map(_squeezed, known))
    ideas = [
        idea for exercise in course.exercises for idea in load_misconceptions(course, exercise)
    ]
    sentences = {
        sentence
        for idea in ideas
        for text in (idea.text.ko, idea.text.en)
        for sentence in _sentences(text)
    }
    secret = {s: _forms(s) for s in sentences if not any(form in given for form in _forms(s))}
    for name, data in files:
        squeezed = _squeezed(data)
        for sentence, forms in secret.items():
            if any(form in squeezed for form in forms):
                text = N_("The kit would give away the idea {text!r} in {path}.")
                yield message(text, text=sentence, path=name)


def shown_arrays(course: Course, files: Sequence[tuple[str, bytes]]) -> Iterator[Message]:
    """Find inputs of hidden checks, and the right answers to them, in sealed ideas."""
    sealed = [(name, data) for name, data in files if name.endswith(NAME)]
    exercises = tuple(exercise for exercise in course.exercises if exercise.training is None)
    judge, staff = Judge(course, exercises), StaffModules(course)
    for exercise in exercises:
        solution, driver = staff.solution(exercise), staff.driver(exercise)
        assert solution is not None
        hidden = {one.id for one in judge.checks(exercise.slug) if one.visibility == "hidden"}
        for asked in judge.recorded_calls(exercise, hidden):
            with staff.working_folder(exercise):
                answer = replay(solution, Call(asked, None), driver)
            for array in _arrays([wire.decode(asked.arguments), answer]):
                for name, data in sealed:
                    if array in data:
                        text = N_("The kit would give away a hidden array in {path}.")
                        yield message(text, path=name)


def _sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.?!:])\s+", text)
    return [part for part in parts if len(part) >= MIN_CHARS]


def _forms(sentence: str) -> tuple[bytes, ...]:
    """The ways in which a file may hold a sentence; JSON escapes what is not ASCII."""
    plain = "".join(sentence.split())
    return plain.encode("utf-8"), json.dumps(plain)[1:-1].encode()


def _squeezed(data: bytes) -> bytes:
    return b"".join(data.split())


def _arrays(value: Any) -> Iterator[bytes]:
    """The bytes of all arrays with enough numbers to be recognized."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "biuf" and len(np.unique(value)) >= MIN_NUMBERS:
            yield value.tobytes()
            yield value.astype(np.float64).tobytes()
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _arrays(item)
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))
