"""An exercise's statement, in Markdown, or its solution -> an HTML page in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .page import BOTH, render_page, svg_address
from .prose import render_prose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.model import Exercise, Language


def render_statement(
    exercise: Exercise, texts: Mapping[Language, str], language: Language, folder: Path
) -> str:
    """Render a statement as a page that needs no network and no script.

    Args:
        exercise: whose statement it is.
        texts: the Markdown for readers of each language; the same where there is one text.
        language: shown first.
        folder: of the exercise; the page holds the pictures that lie in it.
    """

    def picture(source: str) -> str:
        path = folder / source
        if path.suffix != ".svg" or not path.resolve().is_relative_to(folder.resolve()):
            return source
        return svg_address(path.read_text("utf-8")) if path.is_file() else source

    made = {name: render_prose(text, picture=picture).html for name, text in texts.items()}
    return _rendered(exercise, made, language, is_one=len({*texts.values()}) == 1)


def render_solution(exercise: Exercise, code: str, language: Language) -> str:
    """Render a released solution as such a page.

    Args:
        exercise: whose solution it is.
        code: its text.
        language: of the heading that is shown first.
    """
    titles: dict[Language, str] = {"ko": exercise.title.ko, "en": exercise.title.en}
    fence = "~" * 12  # longer than any in a solution's docstrings
    texts = {
        name: f"# {title}\n\n{fence}python\n{code}\n{fence}\n" for name, title in titles.items()
    }
    made = {name: render_prose(text).html for name, text in texts.items()}
    return _rendered(exercise, made, language, is_one=titles["ko"] == titles["en"])


def _rendered(
    exercise: Exercise, texts: Mapping[Language, str], language: Language, *, is_one: bool
) -> str:
    return render_page(
        "statement.html",
        language,
        offered=() if is_one else BOTH,
        exercise=exercise,
        texts=texts,
        is_one=is_one,
    )
