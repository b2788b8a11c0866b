"""Grades and what counts of them -> each student's reports, written anew where that changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.files import write_atomically
from grader.results.store import REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.gradebook.rows import Row
    from grader.model import Account, Grade, Language
    from grader.results.store import Result

_PAGE = ".html"
_HEAD_BYTES = 400  # in which a page says what it was made of
_MARK = re.compile(rb'<meta name="account" content="([0-9a-f]*)">')


def render_reports(
    grades: Sequence[Grade], language: Language, account: Account | None = None
) -> dict[str, str]:
    """The reports of a student by the endings of their files, without what is hidden.

    The page comes last, so that it is the last to be written.
    """
    # the controller of a batch is there sooner without them
    from grader.reports.formats.markdown import render_markdown  # noqa: PLC0415
    from grader.reports.pages.student_page import render_student_page  # noqa: PLC0415

    shown = [grade.for_student() for grade in grades]
    return {
        ".md": render_markdown(shown, language, account),
        ".html": render_student_page(shown, language, account),
    }


def refresh_reports(out: Path, result: Result, row: Row) -> None:
    """Write a student's reports anew if they say something else of what counts.

    Grades are graded once and reported at once; points by hand, extensions and the late policy may
    change at any time after that.
    """
    page = out / REPORTS / f"{result.member.file}{_PAGE}"
    if not result.grades or result.provenance is None or _mark_of(page) == row.account.mark():
        return
    reports = render_reports(result.grades, result.provenance.language, row.account)
    for ending, text in reports.items():
        write_atomically(page.with_name(result.member.file + ending), text)


def _mark_of(page: Path) -> str | None:
    """What a page was made of; None if it is not there."""
    try:
        with page.open("rb") as file:
            found = _MARK.search(file.read(_HEAD_BYTES))
    except OSError:
        return None
    return found[1].decode() if found else ""
