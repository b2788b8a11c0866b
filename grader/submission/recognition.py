"""A submission -> for each exercise the file that answers it, as cells that a worker can run.

A file answers an exercise when its name is the exercise's module, as it is or as downloads and
students change it (`convolution (1).py`, `convolution_final.ipynb`); failing that, when it
defines the exercise's functions. Of several, a stated rule picks one and the rest are named; an
untouched starter beside them (a notebook was filled in, the file was not) is nobody's work.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import CHECK_FILES, Exercise, File, Message, Submission, message

from .notebook import NotebookError, parse_notebook
from .skipped import MAX_HELPER_CHARS, MAX_SEARCHED_CHARS, MAX_SOURCE_CHARS

if TYPE_CHECKING:
    from collections.abc import Collection

_DEFINITION = re.compile(r"^(?:async\s+)?def\s+(\w{1,80})", re.MULTILINE)
# possessive, so that a name made to confuse it (many digits, then a letter) costs no time
_COPY_MARKS = re.compile(
    r"(?:[\s_-]*+(?:\(\d++\)|copy|final|fixed|new|ver|v|사본|최종|완성|수정|\d++))+$", re.IGNORECASE
)


_COURSE_FILES = {"driver.py", *CHECK_FILES.values()}  # handed in with the whole kit


class Source(NamedTuple):
    """A file as cells, each `(label, source)`; a plain file is one cell."""

    file: File
    cells: list[tuple[str, str]]


class ExerciseAnswer(NamedTuple):
    """One exercise's part of a submission.

    Attributes:
        file: the name of the file that was picked; empty where there is none.
        sources: module name -> cells, for the worker: the picked file, and the others as helpers.
        problems: what the student should know about the files.
        readable: whether the picked file could be read at all.
    """

    exercise: Exercise
    file: str
    sources: dict[str, list[tuple[str, str]]]
    problems: tuple[Message, ...]
    readable: bool


def find_answers(
    submission: Submission,
    exercises: tuple[Exercise, ...],
    known: tuple[Exercise, ...] = (),
    starters: Collection[str] = (),
) -> list[ExerciseAnswer]:
    """A hand-in for each exercise that the submission answers, in the course's order.

    Args:
        submission: what was handed in.
        exercises: those that are looked for.
        known: all of the course's: a file named after one of them is never taken for another.
        starters: SHA-256 of each starter.
    """
    sources: list[Source] = []
    unreadable: list[tuple[File, Message]] = []
    notes: dict[str, tuple[Message, ...]] = {}
    for file in submission.files:
        source, messages = _read(file)
        notes[file.name] = messages
        if source is None:
            unreadable.append((file, messages[-1]))
        else:
            sources.append(source)
    defined = _definitions(sources)
    found = []
    for exercise in exercises:
        named = [s for s in sources if _stem_matches(s.file, exercise)]
        broken = [(f, m) for f, m in unreadable if _stem_matches(f, exercise)]
        candidates = named or (
            [] if broken else _by_functions(sources, defined, exercise, known or exercises)
        )
        if candidates:
            touched = [s for s in candidates if not _is_starter(s.file, (exercise,), starters)]
            found.append(_hand_in(exercise, touched or candidates, sources, notes))
        elif broken:
            file, message = broken[0]
            found.append(ExerciseAnswer(exercise, file.name, {}, (message,), readable=False))
    return found


def without_starters(
    submission: Submission, exercises: tuple[Exercise, ...], starters: Collection[str]
) -> Submission:
    """The submission without the course's own files and those still as the starter has them.

    Args:
        submission: what lies in a folder that holds the course, too.
        exercises: the course's.
        starters: SHA-256 of each starter.
    """
    kept = tuple(
        file
        for file in submission.files
        if PurePosixPath(file.name).name not in _COURSE_FILES
        and not _is_starter(file, exercises, starters)
    )
    return msgspec.structs.replace(submission, files=kept)


def _is_starter(file: File, exercises: tuple[Exercise, ...], starters: Collection[str]) -> bool:
    """Whether it is a starter, or what an editor saved of one with nothing written into it."""
    if hashlib.sha256(file.data).hexdigest() in starters:
        return True
    # in a notebook the quotes stand escaped
    text = file.data.replace(b'\\"', b'"')
    return any(
        _stem_matches(file, exercise)
        and all(f'NotImplementedError("{name}")'.encode() in text for name in exercise.functions)
        for exercise in exercises
    )


def only_answer(
    submission: Submission, exercise: Exercise, known: tuple[Exercise, ...] = ()
) -> ExerciseAnswer | None:
    """The one file of a submission in which nothing was found, as the answer to an exercise.

    None where there are more files, or it is named after another exercise.
    """
    if len(submission.files) != 1:
        return None
    if any(_stem_matches(submission.files[0], other) for other in known if other != exercise):
        return None
    source, messages = _read(submission.files[0])
    if source is None:
        return ExerciseAnswer(exercise, submission.files[0].name, {}, messages, readable=False)
    return _hand_in(exercise, [source], [source], {source.file.name: messages})


def _hand_in(
    exercise: Exercise,
    candidates: list[Source],
    sources: list[Source],
    notes: dict[str, tuple[Message, ...]],
) -> ExerciseAnswer:
    picked = min(candidates, key=lambda source: _rank(source.file, exercise))
    problems = list(notes[picked.file.name])
    others = [s.file.name for s in candidates if s is not picked]
    if others:
        text = N_("Several files answer this exercise: {picked} was graded, {others} not.")
        problems.append(message(text, picked=picked.file.name, others=", ".join(others)))
    elif PurePosixPath(picked.file.name).stem != exercise.module:
        text = N_(
            "{picked} was taken for {module}. To be sure, name it {module}.py or {module}.ipynb."
        )
        problems.append(message(text, picked=picked.file.name, module=exercise.module))
    helpers = _helpers([source for source in sources if source is not picked])
    sources_by_module = helpers | {exercise.module: picked.cells}
    return ExerciseAnswer(
        exercise, picked.file.name, sources_by_module, tuple(problems), readable=True
    )


def _helpers(sources: list[Source]) -> dict[str, list[tuple[str, str]]]:
    """The other files, by the name that `import` knows them by, as many as may travel."""
    found: dict[str, list[tuple[str, str]]] = {}
    size = 0
    for source in sources:
        stem = PurePosixPath(source.file.name).stem
        size += sum(len(text) for _label, text in source.cells)
        if stem.isidentifier() and stem not in found and size <= MAX_HELPER_CHARS:
            found[stem] = source.cells
    return found


def _rank(file: File, exercise: Exercise) -> tuple[bool, int, bool, str]:
    """Exact name first, then the shallowest folder, then `.py` before `.ipynb`, then by name."""
    path = PurePosixPath(file.name)
    return path.stem != exercise.module, len(path.parts), path.suffix.lower() != ".py", file.name


def _stem_matches(file: File, exercise: Exercise) -> bool:
    # NFC: macOS writes Korean file names as separate letters
    stem = unicodedata.normalize("NFC", PurePosixPath(file.name).stem).strip()
    return exercise.module in (stem, _COPY_MARKS.sub("", stem).strip(), stem.lower())


def _definitions(sources: list[Source]) -> dict[str, set[str]]:
    """File name -> the functions that it defines; of very much text only the beginning is read."""
    found: dict[str, set[str]] = {}
    left = MAX_SEARCHED_CHARS
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
    """The files that define most of this exercise's functions and are named after no exercise."""
    counts = {}
    for source in sources:
        of_the_course = PurePosixPath(source.file.name).name in _COURSE_FILES
        if of_the_course or any(_stem_matches(source.file, other) for other in exercises):
            continue
        counts[source.file.name] = len(defined[source.file.name] & set(exercise.functions))
    most = max(counts.values(), default=0)
    return [s for s in sources if most and counts.get(s.file.name) == most]


def _read(file: File) -> tuple[Source | None, tuple[Message, ...]]:
    """The file's cells and notes; None and the reason where nothing in it can be read."""
    name = {"name": file.name}
    if not file.data.strip():
        return None, (message("{name} is empty. Did you save it before handing it in?", **name),)
    text, notes = _decode(file)
    if text is None:
        return None, notes
    if "\0" in text:
        return None, (
            message("{name} is no text file. Hand in the Python file or notebook itself.", **name),
        )
    if not file.name.lower().endswith(".ipynb"):
        if len(text) > MAX_SOURCE_CHARS:
            return None, (message("{name} holds more than 1 MB of source.", **name),)
        return Source(file, [(file.name, text)]), notes
    try:
        cells = parse_notebook(text)
    except NotebookError as error:
        return None, (
            message(
                "{name} is no notebook that can be read ({reason}). Open it, save it, hand it in.",
                **name,
                reason=str(error),
            ),
        )
    if not cells:
        return None, (message("{name} has no code cells.", **name),)
    if sum(len(source) for _, source in cells) > MAX_SOURCE_CHARS:
        return None, (message("{name} holds more than 1 MB of source.", **name),)
    return Source(file, [(f"{file.name} cell {n}", source) for n, source in cells]), notes


def _decode(file: File) -> tuple[str | None, tuple[Message, ...]]:
    """The file's text; UTF-8 as Python wants it, or what Korean Windows and PowerShell write."""
    encodings = ("utf-8-sig", "cp949")
    if file.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16", "utf-8-sig")
    for encoding in encodings:
        try:
            text = file.data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text, ()
        said = N_("{name} is saved as {encoding}. It was graded, but Python itself wants UTF-8.")
        return text, (message(said, name=file.name, encoding=encoding.upper()),)
    said = N_("{name} is in no known text encoding. Save it as UTF-8.")
    return None, (message(said, name=file.name),)
