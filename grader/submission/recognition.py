"""A submission -> for each exercise the file that answers it, as cells for a worker.

Untouched starters and copies of released solutions leave first: they never hide work. What remains
is searched by name (`names`) and by the functions that it defines. Of several files the one with
most of the work counts, then the best name, then the latest version; the student is told which, and
why. Each other file is a helper that an answer imports, or it is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import Cause, Exercise, Problem, Submission, message

from .contents import (
    answer_modules,
    helper_modules,
    read_files,
    released_copies,
    texts_beside,
    used_by,
)
from .names import Likeness
from .ranking import SEVERAL, deciding_field, rank
from .skipped import MAX_PROBLEMS, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .answers import TextCell
    from .contents import ReadFile
    from .sources import Source

MAX_UNUSED = 20


class ExerciseAnswer(NamedTuple):
    """The part of a submission that answers one exercise.

    Attributes:
        file: name of the picked file.
        sources: module name -> cells, of the picked file and of the others as its helpers; see
            `contents.helper_modules`.
        problems: messages to the student about the files.
        readable: whether the picked file could be read.
        aside: see `Source`; likewise `texts` and `ids`.
        code: of the picked file alone.
        other_texts: of other files named after the exercise, in which answers may stand.
    """

    exercise: Exercise
    file: str
    sources: dict[str, list[tuple[str, str]]]
    problems: tuple[Problem, ...]
    readable: bool
    aside: tuple[tuple[str, int], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    texts: tuple[TextCell, ...] = ()
    code: tuple[str, ...] = ()
    other_texts: tuple[TextCell, ...] = ()


class Recognition(NamedTuple):
    """A submission's answers, and what is to be said of the other files.

    Attributes:
        answers: in the order of the exercises.
        remarks: for each exercise without an answer, why the files that are there are none.
    """

    answers: list[ExerciseAnswer]
    remarks: dict[str, tuple[Problem, ...]]


class _Pick(NamedTuple):
    """The files that may answer one exercise.

    Attributes:
        ordered: the first one counts; empty if there is none.
        is_certain: whether there is more than a starter.
        unreadable: those that may have been meant and cannot be read.
    """

    exercise: Exercise
    ordered: tuple[ReadFile, ...]
    is_certain: bool = True
    unreadable: tuple[ReadFile, ...] = ()


def find_answers(
    submission: Submission,
    exercises: tuple[Exercise, ...],
    known: tuple[Exercise, ...] = (),
    starter_hashes: Collection[str] = (),
) -> list[ExerciseAnswer]:
    """Find the file that answers each exercise, if there is one; see `recognise`."""
    return recognise(submission, exercises, known, starter_hashes).answers


def recognise(
    submission: Submission,
    exercises: tuple[Exercise, ...],
    known: tuple[Exercise, ...] = (),
    starter_hashes: Collection[str] = (),
    *,
    any_name: bool = False,
) -> Recognition:
    """Find the file that answers each exercise, and account for every other file.

    Args:
        exercises: those to look for.
        known: all exercises of the course; a file named after one of them answers no other.
        starter_hashes: SHA-256 of each starter.
        any_name: take the only file for the only exercise, whatever its name.
    """
    known = known or exercises
    every = read_files(submission, known, starter_hashes)
    files = [read for read in every if not read.is_released]
    picks = [_pick(exercise, files) for exercise in exercises]
    if any_name and len(picks) == 1 and not picks[0].is_certain:
        picks = [_only_pick(picks[0], files)]
    answers = [_answer(pick, files) for pick in picks if pick.ordered]
    misplaced = {p.exercise.slug: _misplaced(p.exercise, files) for p in picks if not p.ordered}
    unused = _unused(files, picks, known) if len(files) > len(answers) else ()
    unused = (*released_copies(every), *unused)
    if answers:
        more = (*unused, *(problem for each in misplaced.values() for problem in each))
        answers[0] = answers[0]._replace(problems=(*answers[0].problems, *more))
    return Recognition(answers, {slug: (*own, *unused) for slug, own in misplaced.items()})


def without_starters(
    submission: Submission, exercises: tuple[Exercise, ...], starter_hashes: Collection[str]
) -> Submission:
    """Remove the course's own files and unchanged starters from a submission.

    Args:
        exercises: all exercises of the course.
        starter_hashes: SHA-256 of each starter.
    """
    files = read_files(submission, exercises, starter_hashes)
    kept = tuple(f.file for f in files if not f.is_of_course() and not f.is_starter)
    return msgspec.structs.replace(submission, files=kept)


# -- which file counts


def _pick(exercise: Exercise, files: list[ReadFile]) -> _Pick:
    mine = [f for f in files if _is_candidate(f, exercise)]
    if all(f.is_starter for f in mine):
        mine += [f for f in files if _may_bind(f, exercise)]
    if len(mine) == 1 and len(files) == 1:
        return _Pick(exercise, tuple(mine))
    readable = [f for f in mine if f.source is not None and not f.is_starter]
    # one that cannot be read may hold the work; a starter holds none
    unreadable = [f for f in mine if f.source is None]
    touched = [f for f in mine if f.is_starter and not f.is_untouched]
    candidates = readable or unreadable or touched or [f for f in mine if f.is_untouched]
    ordered = candidates
    if len(candidates) > 1:
        modules = _modules(files)
        ordered = sorted(candidates, key=lambda f: rank(f, exercise, modules))
    rest = unreadable if readable else ordered[1:] if unreadable else []
    return _Pick(exercise, tuple(ordered), bool(readable or unreadable), tuple(rest))


def _modules(files: list[ReadFile]) -> set[str]:
    """All names that an import of a file may have in it."""
    return {f.module for f in files} | {f.folder.name for f in files}


def _is_candidate(read: ReadFile, exercise: Exercise) -> bool:
    like = read.likeness[exercise.slug]
    if like <= Likeness.MARKED:
        return True
    if read.is_of_course() or read.is_of_another(exercise) or read.is_starter:
        return False
    # `과제1` without any function may be a first try; with those of another exercise it is that one
    if like is Likeness.NUMBERED and not read.defined:
        return True
    return not (
        read.defined.isdisjoint(exercise.functions) and read.classes.isdisjoint(exercise.classes)
    )


def _may_bind(read: ReadFile, exercise: Exercise) -> bool:
    """Whether a file that defines no function as is usual may give most of them their names."""
    if read.is_of_course() or read.named_after or read.is_starter:
        return False
    functions = set(exercise.functions)
    here = functions & read.bound if read.source is not None else ()
    return bool(here) and 2 * len(here) >= len(functions)


def _only_pick(pick: _Pick, files: list[ReadFile]) -> _Pick:
    """Take the only file that may be somebody's work, if there is one."""
    left = [
        f for f in files if not (f.is_starter or f.is_of_course() or f.is_of_another(pick.exercise))
    ]
    if len(left) != 1 or (pick.ordered and left[0].source is not None and not left[0].defined):
        return pick
    return _Pick(pick.exercise, (left[0],))


# -- what is said of the files


def _answer(pick: _Pick, files: list[ReadFile]) -> ExerciseAnswer:
    exercise, picked = pick.exercise, pick.ordered[0]
    source = picked.source
    unread = _unread(pick.unreadable)
    if source is None:
        problems = (*((picked.problem,) if picked.problem else ()), *unread)
        return ExerciseAnswer(exercise, picked.name, {}, problems, readable=False)
    cells = helper_modules((f for f in files if f is not picked), picked.folder)
    modules = answer_modules(picked, source, exercise, cells)
    remarks = (*_chosen(pick, files), *_other_half(pick), *unread, *modules.remarks(picked.name))
    problems = (*source.notes, *remarks, *_aside(source, picked, exercise))
    cells |= modules.cells
    found = ExerciseAnswer(exercise, picked.name, cells, problems, readable=True)
    return found._replace(
        aside=source.aside,
        ids=source.ids,
        texts=source.texts,
        code=tuple(text for _label, text in source.cells),
        other_texts=texts_beside(picked, files, exercise) if exercise.questions else (),
    )


def _unread(files: Iterable[ReadFile]) -> list[Problem]:
    """Why files could not be read; of very many the first are told."""
    found = [f.problem for f in files if f.problem is not None]
    if (more := len(found) - MAX_PROBLEMS) > 0:
        said = message("and {count} more", count=more)
        return [*found[:MAX_PROBLEMS], Problem(Cause.FILE_UNREADABLE, said)]
    return found


def _chosen(pick: _Pick, files: list[ReadFile]) -> tuple[Problem, ...]:
    """Why this file counts, where that is not plain."""
    exercise, picked = pick.exercise, pick.ordered[0]
    others = _others(pick, files)
    if others:
        modules = _modules(files)
        ranks = (rank(picked, exercise, modules), rank(others[0], exercise, modules))
        names = listed([f.name for f in others], MAX_UNUSED)
        sentence = message(SEVERAL[deciding_field(*ranks)], picked=picked.name, others=names)
        return (Problem(Cause.FILE_NOT_GRADED, sentence),)
    if picked.module != exercise.module:
        text = N_(
            "{picked} was taken for {module}. To be sure, name it {module}.py or {module}.ipynb."
        )
        sentence = message(text, picked=picked.name, module=exercise.module)
        return (Problem(Cause.FILE_CHOSEN, sentence),)
    return ()


def _other_half(pick: _Pick) -> list[Problem]:
    """Functions that only a file of the same name defines, which no import can reach.

    Of any other file the answer's own check says that it should be imported.
    """
    exercise, picked = pick.exercise, pick.ordered[0]
    found = []
    for read in pick.ordered[1:]:
        missing = sorted(read.written.intersection(exercise.functions) - picked.defined)
        if missing and (read.folder, read.module) == (picked.folder, picked.module):
            text = N_(
                "{functions} stands in {file}, which was not graded, and not in {picked}. Put all "
                "functions of the exercise into one file."
            )
            values = {"functions": listed(missing), "file": read.name, "picked": picked.name}
            found.append(Problem(Cause.FILE_NOT_GRADED, message(text, **values)))
    return found


def _others(pick: _Pick, files: list[ReadFile]) -> list[ReadFile]:
    """The files that might have counted, too; what the answer imports is a part of it."""
    picked, *others = pick.ordered
    if not others or picked.source is None:
        return []
    if picked.is_starter:  # a second starter is no answer that was passed over
        return []
    helpers = used_by(picked, files)
    return [f for f in others if not any(f is helper for helper in helpers)]


def _aside(source: Source, picked: ReadFile, exercise: Exercise) -> tuple[Problem, ...]:
    """Functions of the exercise that no code cell defines, but another cell does."""
    found = [
        (name, after)
        for name, after in source.aside
        if name in exercise.functions and name not in picked.defined
    ]
    if not found:
        return ()
    text = N_(
        "{functions} stands in a cell of {name} that is no code cell (after code cell {after}), so "
        "it is only text. Make it a code cell: press Esc, then Y."
    )
    names = listed(list(dict.fromkeys(name for name, _ in found)))
    sentence = message(text, functions=names, name=picked.name, after=found[0][1])
    return (Problem(Cause.NOT_USED, sentence),)


def _misplaced(exercise: Exercise, files: list[ReadFile]) -> tuple[Problem, ...]:
    """Where most of an exercise's functions stand, if that file is named after another one."""
    for read in files:
        if not read.is_of_another(exercise):
            continue
        here = read.written.intersection(exercise.functions)
        if here and 2 * len(here) >= len(exercise.functions):
            text = N_(
                "{file} defines {functions} of {exercise}, but it is named after another exercise. "
                "Hand them in as {module}.py or {module}.ipynb, too."
            )
            sentence = message(
                text,
                file=read.name,
                functions=listed(sorted(here)),
                exercise=exercise.slug,
                module=exercise.module,
            )
            return (Problem(Cause.FILE_NOT_GRADED, sentence),)
    return ()


def _unused(
    files: list[ReadFile], picks: list[_Pick], known: tuple[Exercise, ...]
) -> tuple[Problem, ...]:
    """Remarks on the files that nothing else is said of, and that no answer uses."""
    accounted: set[int] = set()
    for pick in picks:
        accounted.update(map(id, (*pick.ordered, *pick.unreadable)))
        accounted.update(id(f) for answer in pick.ordered[:1] for f in used_by(answer, files))
    functions = {name for exercise in known for name in exercise.functions}
    classes = {name for exercise in known for name in exercise.classes}
    left = [
        f
        for f in files
        if id(f) not in accounted
        and not (f.is_starter or f.is_of_course() or f.named_after)
        # those of an exercise that is not graded here
        and f.defined.isdisjoint(functions)
        and f.classes.isdisjoint(classes)
        and f.path.name != "__init__.py"
    ]
    remarks = _unread(left)
    if names := [f.name for f in left if f.problem is None]:
        text = N_(
            "Not graded: {names}. No answer imports this, and it defines no function of an "
            "exercise."
        )
        sentence = message(text, names=listed(names, MAX_UNUSED))
        remarks.append(Problem(Cause.NOT_USED, sentence))
    return tuple(remarks)
