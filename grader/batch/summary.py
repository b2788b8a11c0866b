"""A folder of results -> gradebook, statistics, class page, and notes for the instructor."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.files import write_atomically, write_pieces_atomically
from grader.gradebook.adjustments import (
    ADJUSTMENTS,
    group_by_student,
    load_adjustments,
    reviewed_adjustments,
)
from grader.gradebook.extensions import EXTENSIONS, load_extensions, without_excused
from grader.gradebook.item_analysis import render_statistics
from grader.gradebook.rows import RowTable, gradebook_lines, make_row, not_graded
from grader.gradebook.tally import ClassTally
from grader.i18n import N_, translate
from grader.model import message
from grader.reports.not_tried import not_tried
from grader.reports.pages.class_page import class_page_in_pieces
from grader.results.comments import load_review
from grader.results.grade_file import load_grades
from grader.results.index import is_missing
from grader.results.store import GRADES, Result, open_results
from grader.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from grader.gradebook.adjustments import Adjustment
    from grader.gradebook.extensions import Extensions
    from grader.gradebook.item_analysis import ClassStatistics
    from grader.gradebook.rows import Row
    from grader.model import Account, Grade, Language, Message
    from grader.model.remark import Remark
    from grader.results.class_file import ClassFile
    from grader.results.comments import Review
    from grader.results.store import Results

GRADEBOOK = "gradebook.csv"
STATISTICS = "statistics.json"
CLASS_PAGE = "class.html"
MAX_NAMES = 30
MAX_WHY = 300


class Broken(NamedTuple):
    """A check that broke for somebody.

    Attributes:
        students: how many are concerned.
        why: of the first of them; empty if nothing is known.
    """

    students: int
    why: str = ""


class Summary(NamedTuple):
    """A class's results in total.

    Attributes:
        slugs: the exercises.
        rows: of the gradebook, in order of names; they can be read while the results are open.
        broken: checks that broke for somebody, by `exercise check`.
        troubles: student -> why they could not be graded.
        unread: student -> why their files could not be read, for which they got 0 points.
        ungraded: students who were not graded yet.
        levels: isolation level -> number of grades.
        files: student -> which of their files were not graded, and why.
        notes: of how the class was read, those that can cost most first.
        left_out: names in the download that are nobody's.
        not_tried: exercises that need a library which is not here, and the command to install it.
        undrawn: student -> why their reports could not be drawn.
        waiting: how many students have answers that are to be looked at.
    """

    slugs: list[str]
    rows: Iterable[Row]
    statistics: ClassStatistics
    broken: dict[str, Broken]
    troubles: dict[str, str]
    unread: dict[str, str]
    ungraded: list[str]
    levels: Counter[str]
    files: Mapping[str, str] = MappingProxyType({})
    notes: Sequence[Message] = ()
    left_out: Sequence[str] = ()
    not_tried: Sequence[Message] = ()
    undrawn: Mapping[str, str] = MappingProxyType({})
    waiting: int = 0


def summarise(
    results: Results,
    language: Language,
    each: Callable[[Result, Row], Message | None] | None = None,
) -> Summary:
    """Sum up a class, one student at a time.

    Args:
        each: is called with each student's result and row; it says why their reports could not be
            drawn.

    Raises:
        GraderError: the adjustments or extensions have a mistake, or a file of grades cannot be
            read.
    """
    found = results.class_file()
    slugs = [exercise.slug for exercise in found.exercises]
    extensions = load_extensions(results.out / EXTENSIONS, results.members(), slugs)
    tally, rows, seen = ClassTally(), RowTable(results.connection), _Results(language)
    undrawn: dict[str, str] = {}
    waiting = 0
    for result, row in each_row(results, language):
        rows.append(row)
        waiting += row.pending > 0
        if each is not None and (trouble := each(result, row)) is not None:
            undrawn[result.member.label] = translate(trouble, language)
        counted = without_excused(result.grades, result.member.student, extensions)
        if counted:
            tally.add(counted, is_whole=len(counted) == len(result.grades))
        seen.add(result)
    return Summary(
        slugs=slugs,
        rows=rows,
        statistics=tally.finish(results.repeats()),
        broken=dict(sorted(seen.broken.items())),
        troubles=seen.troubles,
        unread=seen.unread,
        ungraded=seen.ungraded,
        levels=seen.levels,
        files=seen.files,
        notes=found.notes,
        left_out=found.left_out,
        not_tried=_not_tried(seen.not_tried),
        undrawn=undrawn,
        waiting=waiting,
    )


class _Results:
    """The results of one student after the other; see `Summary` for the attributes."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.broken: dict[str, Broken] = {}
        self.troubles: dict[str, str] = {}
        self.unread: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.ungraded: list[str] = []
        self.levels = Counter[str]()
        self.not_tried: dict[str, Grade] = {}

    def add(self, result: Result) -> None:
        """Add a student's result."""
        label, language = result.member.label, self._language
        if sentences := not_graded(result.grades):
            texts = (f"{slug}: {translate(sentence, language)}" for slug, sentence in sentences)
            self.files[label] = " ".join(texts)
        _count_broken(result.grades, self.broken, language)
        self.levels.update(grade.isolation.level for grade in result.grades)
        self.not_tried |= {grade.exercise: grade for grade in result.grades if grade.missing}
        if result.trouble is not None:
            self.troubles[label] = translate(result.trouble, language)
        elif not result.grades:
            self.ungraded.append(label)
        if result.provenance is not None and result.provenance.unread is not None:
            self.unread[label] = translate(result.provenance.unread.reason, language)


def _not_tried(grades: dict[str, Grade]) -> list[Message]:
    text = N_("Not tried: {exercises}. Not installed here: {names}. Install with: {command}")
    return [
        message(
            text,
            exercises=", ".join(one.exercises),
            names=", ".join(one.libraries),
            command=one.command,
        )
        for one in not_tried(grades.values())
    ]


class _ByHand(NamedTuple):
    """Points and remarks that people gave beside the checks.

    Attributes:
        adjustments: student -> their own.
        remarks: likewise.
        review: its points for answers are a part of the grades.
        answers: student -> see `Account`.
    """

    adjustments: dict[str, list[Adjustment]]
    extensions: Extensions
    remarks: dict[str, list[Remark]]
    review: Review
    answers: dict[str, list[str]]

    def judged(self, result: Result) -> Result:
        """A student's grades with the points of answers that a person has looked at."""
        student = result.member.student
        grades = tuple(self.review.judged(student, grade) for grade in result.grades)
        return result._replace(grades=grades)

    def row(self, result: Result, found: ClassFile, language: Language) -> Row:
        """A student's row of the gradebook; `result` is judged."""
        student = result.member.student
        own = self.adjustments.get(student, ())
        row = make_row(result, found, own, language, self.extensions)
        slugs = {exercise.slug for exercise in found.exercises}
        remarks = (each for each in self.remarks.get(student, ()) if each.exercise in slugs)
        answers = tuple(self.answers.get(student, ()))
        return msgspec.structs.replace(row, remarks=tuple(remarks), answers=answers)


def _load_by_hand(results: Results, found: ClassFile, language: Language) -> _ByHand:
    slugs = [exercise.slug for exercise in found.exercises]
    adjustments = load_adjustments(results.out / ADJUSTMENTS, results.members(), slugs)
    review = load_review(results.out)
    adjustments += reviewed_adjustments(review, slugs, language)
    extensions = load_extensions(results.out / EXTENSIONS, results.members(), slugs)
    by_student = group_by_student(adjustments)
    given = review.given_for_answers()
    return _ByHand(by_student, extensions, review.remarks(), review, given)


def each_row(results: Results, language: Language) -> Iterator[tuple[Result, Row]]:
    """Each student's grades and row of the gradebook, one student at a time.

    Raises:
        GraderError: the adjustments or extensions have a mistake, or a file of grades cannot be
            read.
    """
    found = results.class_file()
    by_hand = _load_by_hand(results, found, language)
    for stored in results.each_result():
        result = by_hand.judged(stored)
        yield result, by_hand.row(result, found, language)


def load_with_account(path: Path, language: Language) -> tuple[tuple[Grade, ...], Account | None]:
    """A file of grades and the points that count; None if it lies in no folder of results.

    Raises:
        GraderError: a file cannot be read, or the adjustments or extensions have a mistake.
    """
    grades = load_grades(path)
    out = path.resolve().parent.parent
    if path.resolve().parent.name != GRADES or is_missing(out):
        return grades, None
    with open_results(out) as results:
        record = results.record_of_file(path.stem)
        if record is None:
            return grades, None
        found = results.class_file()
        by_hand = _load_by_hand(results, found, language)
        result = by_hand.judged(Result(record.member, grades, record.provenance))
        return result.grades, by_hand.row(result, found, language).account


def write_summary(out: Path, summary: Summary, language: Language) -> None:
    """Write `gradebook.csv`, `statistics.json` and `class.html`."""
    write_pieces_atomically(out / GRADEBOOK, gradebook_lines(summary.rows, summary.slugs))
    write_atomically(out / STATISTICS, render_statistics(summary.statistics))
    page = class_page_in_pieces(
        summary.rows, summary.statistics, language, notes=notes_on_page(summary)
    )
    write_pieces_atomically(out / CLASS_PAGE, page)


def notes_on_page(summary: Summary) -> list[Message]:
    """All notes but those that have a place of their own on the page of the class."""
    left_out = [_left_out(summary.left_out)] if summary.left_out else []
    first = [*summary.not_tried, *_of_students(summary)]
    return [*first, *summary.notes, *_of_checks(summary), *left_out]


def notes_in_terminal(summary: Summary) -> list[Message]:
    """All notes, those that can cost most first; of the left-out files the first names."""
    files = [
        message("{student}: {said}", student=clean_name(student), said=clean(said))
        for student, said in summary.files.items()
    ]
    first = [*summary.not_tried, *_of_students(summary)]
    notes = [*first, *files, *summary.notes, *_of_checks(summary)]
    if summary.ungraded:
        names = ", ".join(map(clean_name, summary.ungraded))
        notes.append(message("Not graded yet: {names}", names=names))
    if len(summary.left_out) > MAX_NAMES:
        names = ", ".join(summary.left_out[:MAX_NAMES])
        count = len(summary.left_out) - MAX_NAMES
        text = N_(
            "Left out, as they are no submissions: {names} and {count} more, on the page of the "
            "class"
        )
        notes.append(message(text, names=names, count=count))
    elif summary.left_out:
        notes.append(_left_out(summary.left_out))
    return notes


def _of_students(summary: Summary) -> list[Message]:
    """Who has no grade, no points or no report, and why."""
    return [
        message(text, student=clean_name(student), reason=clean(reason))
        for text, named in (
            (N_("{student}: no grade. {reason}"), summary.troubles),
            (N_("{student}: 0 points. {reason}"), summary.unread),
        )
        for student, reason in named.items()
    ] + notes_of_reports(summary)


def notes_of_reports(summary: Summary) -> list[Message]:
    """Whose reports could not be drawn, and why."""
    text = N_("{student}: graded, but the report could not be drawn. {reason}")
    return [
        message(text, student=clean_name(student), reason=clean(reason))
        for student, reason in summary.undrawn.items()
    ]


def _of_checks(summary: Summary) -> list[Message]:
    notes = []
    for check, one in summary.broken.items():
        text = N_("Broken, at no cost: {check}. Students concerned: {students}.")
        if one.why:
            text = N_("Broken, at no cost: {check}. Students concerned: {students}. {why}")
        notes.append(message(text, check=check, students=one.students, why=one.why))
    if summary.waiting:
        text = N_(
            "To be looked at: answers of students: {count}. They have no points until somebody "
            "gives them: grade review"
        )
        notes.append(message(text, count=summary.waiting))
    return notes


def _left_out(names: Sequence[str]) -> Message:
    return message("Left out, as they are no submissions: {names}", names=", ".join(names))


def _count_broken(grades: tuple[Grade, ...], broken: dict[str, Broken], language: Language) -> None:
    """Add a student's broken checks to those of the class."""
    for grade in grades:
        for outcome in (o for o in grade.outcomes if o.status == "broken"):
            name = f"{grade.exercise} {outcome.check}"
            # a fault of the course is the same for everybody
            why = clean(" ".join(translate(part, language) for part in outcome.details))[:MAX_WHY]
            known = broken.get(name, Broken(0, why))
            broken[name] = known._replace(students=known.students + 1)
