"""A folder of results -> a copy in which a batch may grade, to see what it would change.

The copy lies inside the folder, under a name that is never read as results.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from grader.files import make_folder, writing
from grader.gradebook.adjustments import ADJUSTMENTS
from grader.gradebook.extensions import EXTENSIONS
from grader.results.class_file import CLASS
from grader.results.code import CODE
from grader.results.comments import REVIEW
from grader.results.diff import find_changes
from grader.results.index import INDEX
from grader.results.store import GRADES, REPORTS, open_results

from .summary import each_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.model import Language
    from grader.results.diff import GradeChange

TRIAL = ".dry-run"
_CENT = 0.005


class OtherTotal(NamedTuple):
    """A student whose total would change though no grade does."""

    student: str
    before: float
    after: float


@contextlib.contextmanager
def trial_copy(out: Path) -> Iterator[Path]:
    """Make a copy of the results, which is removed afterwards.

    Raises:
        GraderError: there are no results yet, or the folder cannot be written.
    """
    with open_results(out):
        pass  # it names the fault of a folder without results
    copy = out / TRIAL
    shutil.rmtree(copy, ignore_errors=True)  # of a run that was killed
    try:
        make_folder(copy)
        with writing(copy):
            _copy(out, copy)
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def find_trial_changes(
    out: Path, copy: Path, language: Language
) -> tuple[list[GradeChange], list[OtherTotal]]:
    """Compare the results with the copy, once that is graded."""
    changes = list(find_changes(out, copy))
    regraded = {change.student for change in changes}
    before, after = _totals(out, language), _totals(copy, language)
    others = [
        OtherTotal(student, total, after[student])
        for student, total in before.items()
        if student in after.keys() - regraded and abs(after[student] - total) > _CENT
    ]
    return changes, others


def _copy(out: Path, copy: Path) -> None:
    for name in (CLASS, INDEX, ADJUSTMENTS, EXTENSIONS):
        if (out / name).is_file():
            shutil.copyfile(out / name, copy / name)
    for name in (GRADES, REPORTS, CODE, REVIEW):
        # files are replaced and never written into, so links do for copies
        if (out / name).is_dir():
            shutil.copytree(out / name, copy / name, copy_function=_link)


def _totals(out: Path, language: Language) -> dict[str, float]:
    with open_results(out) as results:
        return {row.member.student: row.total for _, row in each_row(results, language)}


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
