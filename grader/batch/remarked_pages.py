"""The remarks of a review -> the students' reports, written again where they say something else.

The mark in a page tells which remarks it shows. So a page that a regrade wrote without them, or
that a killed process left as it was, is found the next time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.files import write_atomically
from grader.reports.pages.student_page import remarks_digest
from grader.results.grade_file import load_grades
from grader.results.store import REPORTS

from .job import STUDENT_REPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Language
    from grader.model.remark import Remark
    from grader.results.comments import Review
    from grader.results.store import Member, Results

_HEAD_BYTES = 4_096
_MARK = re.compile(rb'<meta name="remarks" content="([0-9a-f]{16})">')


def show_remarks(results: Results, review: Review) -> int:
    """Write the reports of all whose remarks are not shown as they are now; returns how many."""
    remarks = review.remarks()
    slugs = {exercise.slug for exercise in results.class_file().exercises}
    written = 0
    for record in results.records() if remarks else ():
        member = record.member
        if member.student not in remarks or record.provenance is None:
            continue
        own = [each for each in remarks[member.student] if each.exercise in slugs]
        page = results.out / REPORTS / f"{member.file}.html"
        if page.is_file() and _shown(page) != remarks_digest(own):
            _write(results, member, own, record.provenance.language)
            written += 1
    return written


def _write(results: Results, member: Member, remarks: list[Remark], language: Language) -> None:
    grades = [grade.for_student() for grade in load_grades(results.grade_file(member))]
    for ending, render in STUDENT_REPORTS.items():
        text = render(grades, language, remarks)
        write_atomically(results.out / REPORTS / f"{member.file}{ending}", text)


def _shown(page: Path) -> str:
    """The digest of the remarks that a page shows; empty for none."""
    with page.open("rb") as file:
        found = _MARK.search(file.read(_HEAD_BYTES))
    return found[1].decode() if found else ""
