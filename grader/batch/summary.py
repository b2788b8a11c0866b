"""A folder of results -> gradebook, statistics, and what an instructor should know, in one pass."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.files import write_atomically, write_pieces_atomically
from grader.gradebook.adjustments import ADJUSTMENTS, load_adjustments
from grader.gradebook.item_analysis import ClassTally
from grader.gradebook.rows import Row, gradebook_lines, make_row
from grader.gradebook.statistics import render_statistics
from grader.i18n import N_, gettext, translate
from grader.reports.pages.class_page import class_page_in_pieces
from grader.results.journal import read_repeats
from grader.results.store import each_member, each_result
from grader.spool import Spool
from grader.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.gradebook.statistics import ClassStatistics
    from grader.model import Grade, Language
    from grader.results.store import ClassFile

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
        unread: students whose files could not be read and who got 0 points, and why.
        ungraded: students who were not graded yet.
        levels: isolation level -> how many grades were made at it.
    """

    rows: Sequence[Row]
    statistics: ClassStatistics
    broken: list[str]
    troubles: dict[str, str]
    unread: dict[str, str]
    ungraded: list[str]
    levels: Counter[str]


def summarise(out: Path, found: ClassFile, language: Language) -> Summary:
    """Reads all results, one student at a time.

    Args:
        out: the folder of results.
        found: its `class.json`.
        language: of the remarks.

    Raises:
        GraderError: the file of adjustments is not in order.
    """
    slugs = [exercise.slug for exercise in found.exercises]
    adjustments = load_adjustments(out / ADJUSTMENTS, each_member(out), slugs)
    tally = ClassTally()
    rows, broken, levels = Spool[Row](), set(), Counter[str]()
    troubles: dict[str, str] = {}
    unread: dict[str, str] = {}
    ungraded = []
    for result in each_result(out):
        rows.append(make_row(result, found, adjustments, language))
        if result.grades:
            tally.add(result.grades)
            broken |= _broken(result.grades)
            levels.update(grade.isolation.level for grade in result.grades)
        if result.trouble is not None:
            troubles[result.member.student] = translate(result.trouble, language)
        elif not result.grades:
            ungraded.append(result.member.student)
        if result.entry is not None and result.entry.unread is not None:
            unread[result.member.student] = translate(result.entry.unread.reason, language)
    statistics = tally.finish(read_repeats(out))
    return Summary(rows, statistics, sorted(broken), troubles, unread, ungraded, levels)


def write_summary(out: Path, found: ClassFile, summary: Summary, language: Language) -> None:
    """Writes `gradebook.csv`, `statistics.json` and `class.html`."""
    slugs = [exercise.slug for exercise in found.exercises]
    write_pieces_atomically(out / GRADEBOOK, gradebook_lines(summary.rows, slugs))
    write_atomically(out / STATISTICS, render_statistics(summary.statistics))
    page = class_page_in_pieces(summary.rows, summary.statistics, language)
    write_pieces_atomically(out / CLASS_PAGE, page)


def describe(summary: Summary, left_out: Sequence[str], language: Language) -> list[str]:
    """What an instructor should know beyond the table: who has no grade, what was left out."""
    lines = [
        gettext(text, language, student=clean_name(student), reason=clean(reason))
        for text, named in (
            (N_("{student}: no grade. {reason}"), summary.troubles),
            (N_("{student}: 0 points. {reason}"), summary.unread),
        )
        for student, reason in named.items()
    ]
    in_gradebook = N_("and {count} more, in the gradebook")
    ungraded = [clean_name(name) for name in summary.ungraded]
    left_out = _shortened(left_out, N_("{count} more, in class.json"), language)
    for text, names in (
        (N_("Broken checks (they cost no points): {names}"), summary.broken),
        (N_("Not graded yet: {names}"), _shortened(ungraded, in_gradebook, language)),
        (N_("Left out, as they are no submissions: {names}"), left_out),
    ):
        if names:
            lines.append(gettext(text, language, names=", ".join(names)))
    return lines


def _shortened(names: Sequence[str], rest: str, language: Language) -> Sequence[str]:
    """The first of many names, and where the rest are."""
    if len(names) <= MAX_NAMES:
        return names
    more = gettext(rest, language, count=len(names) - MAX_NAMES)
    return [*names[:MAX_NAMES], more]


def _broken(grades: tuple[Grade, ...]) -> set[str]:
    return {
        f"{grade.exercise} {outcome.check}"
        for grade in grades
        for outcome in grade.outcomes
        if outcome.status == "broken"
    }
