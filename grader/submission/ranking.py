"""Files that may answer one exercise -> their order: the first one counts; and why it does.

That with most of the work comes first, then the best name, then the latest version.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_

from .names import Likeness, version

if TYPE_CHECKING:
    from grader.model import Exercise

    from .contents import ReadFile

# why one of several files counts, in the order in which `Rank` compares
SEVERAL = {
    "written": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because more of "
        "its functions are written in {picked}."
    ),
    "is_older": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, which is called a "
        "draft, a test or an older copy."
    ),
    "likeness": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because the name "
        "{picked} is nearest to the one asked for."
    ),
    "stage": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because {picked} "
        "is called the final one."
    ),
    "numbers": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because {picked} "
        "is the latest version by its number."
    ),
    "depth": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because {picked} "
        "lies in fewer folders."
    ),
    "is_notebook": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because a .py file "
        "counts before a notebook."
    ),
    "modified": N_(
        "Several files answer this exercise: {picked} was graded, {others} not, because {picked} "
        "is the newer file by the times in the zip."
    ),
    "name": N_(
        "Several files answer this exercise: {picked} was graded, {others} not. Nothing tells "
        "which is the later one: hand in one of them."
    ),
}
SEVERAL["folders"] = SEVERAL["numbers"]
SEVERAL["is_strange"] = SEVERAL["is_marked"] = SEVERAL["likeness"]


class Rank(NamedTuple):
    """The order of the files that may answer an exercise: the least counts."""

    written: int
    is_older: bool
    likeness: Likeness
    stage: tuple[int, int]
    is_strange: bool
    numbers: tuple[int, ...]
    is_marked: bool
    depth: int
    folders: tuple[int, ...]
    is_notebook: bool
    modified: tuple[int, ...]
    name: tuple[str, tuple[int, ...], str]


def rank(read: ReadFile, exercise: Exercise, modules: set[str]) -> Rank:
    """Rank a file that may answer an exercise.

    Args:
        modules: all names that an import of a file of the submission may have in it.
    """
    found, like = version(read.path, exercise.module), read.likeness[exercise.slug]
    return Rank(
        written=-_written(read, exercise, modules),
        is_older=found.is_older,
        # the plain name is the first version; and a word more, as a student's name, must not hide
        # what is called the final one
        likeness=max(like, Likeness.CONTAINED),
        stage=(-found.stage[0], -found.stage[1]),
        is_strange=like is Likeness.CONTAINED,
        numbers=_latest_first(found.numbers),
        is_marked=like is not Likeness.EXACT,  # a copy, or a student's number
        depth=len(read.path.parts),
        folders=_latest_first(found.folders),
        is_notebook=read.path.suffix.lower() != ".py",
        modified=_latest_first(read.file.modified),
        name=(
            re.sub(r"\d+", "", read.name),
            _latest_first(tuple(int(n) for n in re.findall(r"\d{1,9}", read.name))),
            read.name,
        ),
    )


def _latest_first(numbers: tuple[int, ...]) -> tuple[int, ...]:
    # the 1 behind the negative numbers puts 2.1 before 2
    return (*(-number for number in numbers), 1)


def _written(read: ReadFile, exercise: Exercise, modules: set[str]) -> int:
    """How much of an exercise a file answers; it may import functions that it does not define.

    A function that still has the starter's line counts half: code of the starter's may be above it.
    """
    classes = len(read.classes.intersection(exercise.classes))
    functions = _functions_written(read, exercise, modules)
    return 2 * (classes + len(functions)) - len(functions & read.raising)


def _functions_written(read: ReadFile, exercise: Exercise, modules: set[str]) -> set[str]:
    functions = set(exercise.functions)
    own = modules - {read.module, ""}
    # notes or a plot have none, a first try has a few
    if read.likeness[exercise.slug] > Likeness.MARKED or read.imported.isdisjoint(own):
        return functions & (read.written or read.bound - read.left)
    return functions - read.left


def deciding_field(first: Rank, second: Rank) -> str:
    """The field of two ranks that says which of two files counts."""
    pairs = zip(Rank._fields, first, second, strict=True)
    return next((name for name, mine, theirs in pairs if mine != theirs), "name")
