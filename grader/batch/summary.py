"""A folder of results -> gradebook, statistics, class page, and notes for the instructor."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.files import write_atomically, write_pieces_atomically
from grader.gradebook.adjustments import ADJUSTMENTS, group_by_student, load_adjustments
from grader.gradebook.item_analysis import render_statistics
from grader.gradebook.rows import RowTable, gradebook_lines, make_row, not_graded
from grader.gradebook.tally import ClassTally
from grader.i18n import N_, gettext, translate
from grader.reports.pages.class_page import class_page_in_pieces
from grader.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from grader.gradebook.item_analysis import ClassStatistics
    from grader.gradebook.rows import Row
    from grader.model import Grade, Language
    from grader.results.store import Results

GRADEBOOK = "gradebook.csv"
STATISTICS = "statistics.json"
CLASS_PAGE = "class.html"
MAX_NAMES = 30


class Summary(NamedTuple):
    """A class's results in total.

    Attributes:
        slugs: the exercises.
        rows: of the gradebook, in order of names; they can be read while the results are open.
        broken: checks that broke for somebody, as `exercise check`.
        troubles: student -> why they could not be graded.
        unread: student -> why their files could not be read, for which they got 0 points.
        ungraded: students who were not graded yet.
        levels: isolation level -> number of grades.
        files: student -> which of their files were not graded, and why.
    """

    slugs: list[str]
    rows: Iterable[Row]
    statistics: ClassStatistics
    broken: list[str]
    troubles: dict[str, str]
    unread: dict[str, str]
    ungraded: list[str]
    levels: Counter[str]
    files: Mapping[str, str] = MappingProxyType({})


def summarise(results: Results, language: Language) -> Summary:
    """Sum up a class, one student at a time.

    Raises:
        GraderError: the adjustments have a mistake, or a file of grades cannot be read.
    """
    found = results.class_file()
    slugs = [exercise.slug for exercise in found.exercises]
    adjustments = load_adjustments(results.out / ADJUSTMENTS, results.members(), slugs)
    by_student = group_by_student(adjustments)  # so that nobody's row looks at everybody's
    tally = ClassTally()
    rows, broken, levels = RowTable(results.connection), set(), Counter[str]()
    troubles: dict[str, str] = {}
    unread: dict[str, str] = {}
    files: dict[str, str] = {}
    ungraded = []
    for result in results.each_result():
        rows.append(make_row(result, found, by_student.get(result.member.student, ()), language))
        if result.grades:
            tally.add(result.grades)
            if found_here := not_graded(result.grades):
                sentences = (f"{slug}: {translate(said, language)}" for slug, said in found_here)
                files[result.member.student] = " ".join(sentences)
            broken |= _broken(result.grades)
            levels.update(grade.isolation.level for grade in result.grades)
        if result.trouble is not None:
            troubles[result.member.student] = translate(result.trouble, language)
        elif not result.grades:
            ungraded.append(result.member.student)
        if result.provenance is not None and result.provenance.unread is not None:
            reason = result.provenance.unread.reason
            unread[result.member.student] = translate(reason, language)
    statistics = tally.finish(results.repeats())
    return Summary(
        slugs, rows, statistics, sorted(broken), troubles, unread, ungraded, levels, files
    )


def write_summary(out: Path, summary: Summary, language: Language) -> None:
    """Write `gradebook.csv`, `statistics.json` and `class.html`."""
    write_pieces_atomically(out / GRADEBOOK, gradebook_lines(summary.rows, summary.slugs))
    write_atomically(out / STATISTICS, render_statistics(summary.statistics))
    page = class_page_in_pieces(summary.rows, summary.statistics, language)
    write_pieces_atomically(out / CLASS_PAGE, page)


def describe(summary: Summary, left_out: Sequence[str], language: Language) -> list[str]:
    """Lines below the table: students without a grade, broken checks, what was left out."""
    lines = [
        gettext(text, language, student=clean_name(student), reason=clean(reason))
        for text, named in (
            (N_("{student}: no grade. {reason}"), summary.troubles),
            (N_("{student}: 0 points. {reason}"), summary.unread),
        )
        for student, reason in named.items()
    ]
    several = [f"{clean_name(student)}: {clean(said)}" for student, said in summary.files.items()]
    lines += _shortened(several, N_("and {count} more, in the gradebook"), language)
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
    """The first of many names, and a note where the rest are."""
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
