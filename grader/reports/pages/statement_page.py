"""An exercise's statement, in Markdown -> an HTML page in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from .page import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Exercise, Language


def render_statement(exercise: Exercise, texts: Mapping[Language, str], language: Language) -> str:
    """Render a statement as a page that needs no network and no script.

    Args:
        exercise: whose statement it is.
        texts: the Markdown in each language.
        language: shown first.
    """
    # HTML inside the Markdown is shown as text
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    made = {name: Markup(markdown.render(text)) for name, text in texts.items()}  # noqa: S704
    return render_page("statement.html", language, exercise=exercise, texts=made)
