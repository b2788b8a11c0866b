"""Grades -> text, one module a destination, each a pure function of the grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canonical import render_json
from .markdown import render_markdown
from .student_page import render_student_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Grade, Language

# the formats that `grade report --format` makes files of
REPORTS: dict[str, Callable[[Sequence[Grade], Language], str]] = {
    "html": render_student_page,
    "json": render_json,
    "markdown": render_markdown,
}

__all__ = ["REPORTS", "render_json", "render_markdown", "render_student_page"]
