"""Grades -> the files that other programs read; `REPORTS` names those of `grade report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reports.pages.student_page import render_student_page
from grader.results.grade_file import render_json

from .autograders import render_classroom_reporter, render_gradescope
from .code_hosts import render_annotations, render_gitlab
from .markdown import render_markdown
from .records import render_csv, render_junit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Account, Grade, Language

REPORTS: dict[str, Callable[[Sequence[Grade], Language], str]] = {
    "classroom-reporter": render_classroom_reporter,
    "csv": render_csv,
    "github": render_annotations,
    "gitlab": render_gitlab,
    "gradescope": render_gradescope,
    "html": render_student_page,
    "json": render_json,
    "junit": render_junit,
    "markdown": render_markdown,
}
# those that also say what changed the points after the checks
WITH_ACCOUNT: dict[str, Callable[[Sequence[Grade], Language, Account | None], str]] = {
    "html": render_student_page,
    "markdown": render_markdown,
}
