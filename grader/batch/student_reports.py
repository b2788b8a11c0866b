"""Grades and the points that count -> each student's reports, written anew where they changed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.files import write_atomically
from grader.i18n import N_, gettext
from grader.model import message
from grader.results.store import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from grader.gradebook.rows import Row
    from grader.model import Account, Grade, Language, Message
    from grader.results.store import Result

_PAGE = ".html"
MAX_ERROR_CHARS = 2000
_HEAD_BYTES = 400  # in which a page has its mark
_MARK = re.compile(rb'<meta name="account" content="([0-9a-f]*)">')
_TRY_AGAIN = '<meta name="account" content="0">'  # the mark of no account
_NOT_DRAWN = N_(
    "Your work is graded and your points are kept, but this report could not be drawn: a mistake "
    "of the grader's. Please tell your instructor."
)


class Reports(NamedTuple):
    """A student's reports.

    Attributes:
        texts: by the endings of their files; the page comes last, so that it is written last.
        trouble: why one of them could not be drawn and says only that.
    """

    texts: dict[str, str]
    trouble: Message | None = None


def render_reports(
    grades: Sequence[Grade], language: Language, account: Account | None = None
) -> Reports:
    """Render the reports of a student, without hidden parts.

    A report that cannot be drawn says so: it costs nobody a grade.
    """
    # the controller of a batch is there sooner without them
    from grader.reports.formats.markdown import render_markdown  # noqa: PLC0415
    from grader.reports.pages.student_page import render_student_page  # noqa: PLC0415

    def drawn(render: Callable[[Sequence[Grade], Language, Account | None], str]) -> str:
        return render([grade.for_student() for grade in grades], language, account)

    texts, trouble = {}, None
    for ending, render in ((".md", render_markdown), (_PAGE, render_student_page)):
        try:
            texts[ending] = drawn(render)
        except Exception as error:  # noqa: BLE001 - a mistake of ours, which must cost no grade
            texts[ending] = _not_drawn(ending, language)
            text = N_("{kind}: {said}")
            trouble = message(text, kind=type(error).__name__, said=str(error)[:MAX_ERROR_CHARS])
    if trouble is not None:
        texts[_PAGE] = texts[_PAGE].replace("<head>", f"<head>{_TRY_AGAIN}", 1)
    return Reports(texts, trouble)


def _not_drawn(ending: str, language: Language) -> str:
    """A report that says only that it could not be drawn, made without the code that failed."""
    said = gettext(_NOT_DRAWN, language)
    if ending != _PAGE:
        return f"{said}\n"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f"<title>grade</title></head>\n<body><p>{html.escape(said)}</p></body>\n</html>\n"
    )


def refresh_reports(out: Path, result: Result, row: Row) -> Message | None:
    """Write a student's reports anew if the points that count have changed.

    Grades are graded once and reported at once; points by hand, extensions and the late policy may
    change at any time after that. So a report that could not be drawn is tried again each time.

    Returns:
        Why one could not be drawn.
    """
    page = out / REPORTS / f"{result.member.file}{_PAGE}"
    if not result.grades or result.provenance is None or _mark_of(page) == row.account.mark():
        return None
    reports = render_reports(result.grades, result.provenance.language, row.account)
    for ending, text in reports.texts.items():
        write_atomically(page.with_name(result.member.file + ending), text)
    return reports.trouble


def _mark_of(page: Path) -> str | None:
    """The mark of the account that a page was made of; None if it is not there."""
    try:
        with page.open("rb") as file:
            found = _MARK.search(file.read(_HEAD_BYTES))
    except OSError:
        return None
    return found[1].decode() if found else ""
