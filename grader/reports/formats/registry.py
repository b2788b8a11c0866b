"""The formats that `grade report` makes files of, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reports.pages.student_page import render_student_page
from grader.results.grade_file import render_json

from .classroom50 import render_classroom_reporter
from .csv import render_csv
from .github import render_annotations
from .gitlab import render_gitlab
from .gradescope import render_gradescope
from .junit import render_junit
from .markdown import render_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Grade, Language

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
