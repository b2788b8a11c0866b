"""A submission -> for each exercise the file that answers it, as cells for a worker.

A file answers an exercise if its name is the exercise's module, possibly changed by a download or
by the student (`convolution (1).py`, `convolution_final.ipynb`). Without such a file, the one that
defines most of the exercise's functions does. Of several the best name wins, and the student is
told which others were not graded.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import CHECK_FILES, Cause, Exercise, File, Problem, Submission, message
from grader.worker.magics import MAIN

from .notebooks import is_script, take_written
from .skipped import MAX_HELPER_CHARS, MAX_SEARCHED_CHARS
from .sources import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Collection

_DEFINITION = re.compile(r"^(?:async\s+)?def\s+(\w{1,80})", re.MULTILINE)
# possessive: a name made to confuse it (many digits, then a letter) would cost minutes otherwise
_COPY_MARKS = re.compile(
    r"(?:[\s_-]*+(?:\(\d++\)|copy|final|fixed|new|ver|v|사본|최종|완성|수정|\d++))+$", re.IGNORECASE
)
# some students hand in the whole folder of the course
_COURSE_FILES = {"driver.py", *CHECK_FILES.values()}


class ExerciseAnswer(NamedTuple):
    """The part of a submission that answers one exercise.

    Attributes:
        file: name of the picked file.
        sources: module name -> cells, of the picked file and of the others as its helpers.
        problems: messages to the student about the files.
        readable: whether the picked file could be read.
    """

    exercise: Exercise
    file: str
    sources: dict[str, list[tuple[str, str]]]
    problems: tuple[Problem, ...]
    readable: bool


def find_answers(
    submission: Submission,
    exercises: tuple[Exercise, ...],
    known: tuple[Exercise, ...] = (),
    starter_hashes: Collection[str] = (),
) -> list[ExerciseAnswer]:
    """Find the file that answers each exercise, if there is one.

    Args:
        exercises: those to look for.
        known: all exercises of the course; a file named after one of them answers no other.
        starter_hashes: SHA-256 of each starter.
    """
    sources: list[Source] = []
    unreadable: list[tuple[File, Problem]] = []
    for file in submission.files:
        source = read_source(file)
        if isinstance(source, Source):
            sources.append(source)
        else:
            unreadable.append((file, source))
    defined = _definitions(sources)
    found = []
    for exercise in exercises:
        candidates = [s for s in sources if _stem_matches(s.file, exercise)]
        broken = [(f, reason) for f, reason in unreadable if _stem_matches(f, exercise)]
        if not candidates and not broken:
            candidates = _by_functions(sources, defined, exercise, known or exercises)
        if candidates:
            # a student may fill in the notebook and leave the .py file as it was
            touched = [
                s for s in candidates if not _is_starter(s.file, (exercise,), starter_hashes)
            ]
            found.append(_answer(exercise, touched or candidates, sources))
        elif broken:
            file, reason = broken[0]
            found.append(ExerciseAnswer(exercise, file.name, {}, (reason,), readable=False))
    return found


def without_starters(
    submission: Submission, exercises: tuple[Exercise, ...], starter_hashes: Collection[str]
) -> Submission:
    """Remove the course's own files and unchanged starters from a submission.

    Args:
        exercises: all exercises of the course.
        starter_hashes: SHA-256 of each starter.
    """
    kept = tuple(
        file
        for file in submission.files
        if PurePosixPath(file.name).name not in _COURSE_FILES
        and not _is_starter(file, exercises, starter_hashes)
    )
    return msgspec.structs.replace(submission, files=kept)


def only_answer(
    submission: Submission, exercise: Exercise, known: tuple[Exercise, ...] = ()
) -> ExerciseAnswer | None:
    """Take a submission's only file as the answer to an exercise, whatever its name.

    None if there are more files, or its name is another exercise's.
    """
    if len(submission.files) != 1:
        return None
    (file,) = submission.files
    if any(_stem_matches(file, other) for other in known if other != exercise):
        return None
    source = read_source(file)
    if not isinstance(source, Source):
        return ExerciseAnswer(exercise, file.name, {}, (source,), readable=False)
    return _answer(exercise, [source], [source])


def _is_starter(
    file: File, exercises: tuple[Exercise, ...], starter_hashes: Collection[str]
) -> bool:
    """Whether a file is a starter, even if an editor has saved it anew."""
    if (file.original or hashlib.sha256(file.data).hexdigest()) in starter_hashes:
        return True
    text = file.data.replace(b'\\"', b'"')  # a notebook escapes its quotes
    return any(
        _stem_matches(file, exercise)
        and all(f'NotImplementedError("{name}")'.encode() in text for name in exercise.functions)
        for exercise in exercises
    )


def _answer(exercise: Exercise, candidates: list[Source], sources: list[Source]) -> ExerciseAnswer:
    picked = min(candidates, key=lambda source: _rank(source.file, exercise))
    name = picked.file.name
    problems = list(picked.notes)
    others = [source.file.name for source in candidates if source is not picked]
    if others:
        text = N_("Several files answer this exercise: {picked} was graded, {others} not.")
        sentence = message(text, picked=name, others=", ".join(others))
        problems.append(Problem(Cause.FILE_CHOSEN, sentence))
    elif PurePosixPath(name).stem != exercise.module:
        text = N_(
            "{picked} was taken for {module}. To be sure, name it {module}.py or {module}.ipynb."
        )
        sentence = message(text, picked=name, module=exercise.module)
        problems.append(Problem(Cause.FILE_CHOSEN, sentence))
    cells = _helpers([source for source in sources if source is not picked])
    cells |= _modules(picked, exercise.module)
    return ExerciseAnswer(exercise, name, cells, tuple(problems), readable=True)


def _modules(source: Source, name: str) -> dict[str, list[tuple[str, str]]]:
    """The cells of the picked file, and of the modules that it writes by `%%writefile`."""
    if is_script(source):
        return {name: source.cells}
    own, written = take_written(source.cells)
    stems = {PurePosixPath(path).stem: cells for path, cells in written.items()}
    # a notebook is nobody's module, so that a file of its name may be one
    return {stem: cells for stem, cells in stems.items() if stem.isidentifier()} | {MAIN: own}


def _helpers(sources: list[Source]) -> dict[str, list[tuple[str, str]]]:
    """The cells of files that an answer may import, by module name, up to `MAX_HELPER_CHARS`."""
    found: dict[str, list[tuple[str, str]]] = {}
    size = 0
    for source in sources:
        stem = PurePosixPath(source.file.name).stem
        size += sum(len(text) for _label, text in source.cells)
        if stem.isidentifier() and stem not in found and size <= MAX_HELPER_CHARS:
            found[stem] = source.cells
    return found


def _rank(file: File, exercise: Exercise) -> tuple[bool, int, bool, str]:
    """Sort by: exact name first, the shallowest folder, `.py` before `.ipynb`, then the name."""
    path = PurePosixPath(file.name)
    return path.stem != exercise.module, len(path.parts), path.suffix.lower() != ".py", file.name


def _stem_matches(file: File, exercise: Exercise) -> bool:
    # NFC: macOS writes Korean file names as separate letters
    stem = unicodedata.normalize("NFC", PurePosixPath(file.name).stem).strip()
    return exercise.module in (stem, _COPY_MARKS.sub("", stem).strip(), stem.lower())


def _definitions(sources: list[Source]) -> dict[str, set[str]]:
    """File name -> the functions that it defines."""
    found: dict[str, set[str]] = {}
    left = MAX_SEARCHED_CHARS  # of a mountain of text only the beginning is searched
    for source in sources:
        names = found.setdefault(source.file.name, set())
        for _label, text in source.cells:
            names |= {match.group(1) for match in _DEFINITION.finditer(text, 0, max(left, 0))}
            left -= len(text)
    return found


def _by_functions(
    sources: list[Source],
    defined: dict[str, set[str]],
    exercise: Exercise,
    exercises: tuple[Exercise, ...],
) -> list[Source]:
    """The files that define most of an exercise's functions and are named after no exercise."""
    counts = {}
    for source in sources:
        of_the_course = PurePosixPath(source.file.name).name in _COURSE_FILES
        if of_the_course or any(_stem_matches(source.file, other) for other in exercises):
            continue
        counts[source.file.name] = len(defined[source.file.name] & set(exercise.functions))
    most = max(counts.values(), default=0)
    return [s for s in sources if most and counts.get(s.file.name) == most]
