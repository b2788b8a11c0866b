"""A folder of results -> gradebook, statistics, and what an instructor should know, in one pass."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.files import write_atomically
from grader.reports.class_page import render_class_page
from grader.text import clean, clean_name
from grader.words import mark, say, translate

from .adjustments import ADJUSTMENTS, load_adjustments
from .gradebook import make_row, render_gradebook
from .journal import read_repeats
from .results import each_result
from .statistics import render_statistics
from .tally import ClassTally

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Grade, Language

    from .gradebook import Row
    from .results import ClassFile
    from .statistics import ClassStatistics

GRADEBOOK = "gradebook.csv"
STATISTICS = "statistics.json"
CLASS_PAGE = "class.html"
MAX_NAMES = 30


class Summary(NamedTuple):
    """What the results of a class come to.

    Attributes:
        rows: of the gradebook, in the order of the class.
        broken: checks that broke somewhere, `exercise check`.
        troubles: students who could not be graded, and why.
        ungraded: students who were not graded yet.
        levels: isolation level -> how many grades were made at it.
    """

    rows: list[Row]
    statistics: ClassStatistics
    broken: list[str]
    troubles: dict[str, str]
    ungraded: list[str]
    levels: Counter[str]


def summarise(
    out: Path, found: ClassFile, language: Language, adjustments_file: Path | None = None
) -> Summary:
    """Reads all results, one student at a time.

    Args:
        out: the folder of results.
        found: its `class.json`.
        language: of the remarks.
        adjustments_file: where adjustments are; `adjustments.csv` in the folder if not given.

    Raises:
        GraderError: the file of adjustments is not in order.
    """
    students = {member.student for member in found.members}
    slugs = [exercise.slug for exercise in found.exercises]
    adjustments = load_adjustments(adjustments_file or out / ADJUSTMENTS, students, slugs)
    tally = ClassTally()
    rows, broken, levels = [], set(), Counter[str]()
    troubles: dict[str, str] = {}
    ungraded = []
    for result in each_result(out, found):
        rows.append(make_row(result, found, adjustments, language))
        if result.grades:
            tally.add(result.grades)
            broken |= _broken(result.grades)
            levels.update(grade.isolation.level for grade in result.grades)
        if result.trouble is not None:
            troubles[result.member.student] = translate(result.trouble, language)
        elif not result.grades:
            ungraded.append(result.member.student)
    statistics = tally.finish(read_repeats(out))
    return Summary(rows, statistics, sorted(broken), troubles, ungraded, levels)


def write_summary(out: Path, found: ClassFile, summary: Summary, language: Language) -> None:
    """Writes `gradebook.csv`, `statistics.json` and `class.html`."""
    slugs = [exercise.slug for exercise in found.exercises]
    write_atomically(out / GRADEBOOK, render_gradebook(summary.rows, slugs))
    write_atomically(out / STATISTICS, render_statistics(summary.statistics))
    page = render_class_page(summary.rows, summary.statistics, language)
    write_atomically(out / CLASS_PAGE, page)


def describe(summary: Summary, left_out: tuple[str, ...], language: Language) -> list[str]:
    """What an instructor should know beyond the table: who has no grade, what was left out."""
    text = "{student}: no grade. {reason}"
    lines = [
        say(text, language, student=clean_name(student), reason=clean(reason))
        for student, reason in summary.troubles.items()
    ]
    for text, names in (
        (mark("Broken checks (they cost no points): {names}"), summary.broken),
        (mark("Not graded yet: {names}"), [clean_name(name) for name in summary.ungraded]),
        (mark("Left out, as they are no hand-ins: {names}"), _shortened(left_out, language)),
    ):
        if names:
            lines.append(say(text, language, names=", ".join(names)))
    return lines


def _shortened(names: tuple[str, ...], language: Language) -> list[str]:
    """The first of many names; `class.json` has them all."""
    if len(names) <= MAX_NAMES:
        return list(names)
    more = say("{count} more, in class.json", language, count=len(names) - MAX_NAMES)
    return [*names[:MAX_NAMES], more]


def _broken(grades: tuple[Grade, ...]) -> set[str]:
    return {
        f"{grade.exercise} {outcome.check}"
        for grade in grades
        for outcome in grade.outcomes
        if outcome.status == "broken"
    }
