"""A text is compared with the right one line below line, in every report that a student reads."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from grader.reports.formats.markdown import render_markdown
from grader.reports.pages.card import render_card
from grader.reports.pages.student_page import render_student_page
from grader.reports.terminal.grades import print_grades

INTRO = Path(__file__).parents[1] / "courses" / "intro"
LINES = {
    "en": "expected: count\nyours:    caunt\n           ^",
    "ko": "기대:     count\n나온 값:  caunt\n           ^",
}


@pytest.fixture
def grades(grade_course):
    """Words, of which the longest is misspelt."""
    text = (INTRO / "reference" / "02_words" / "words.py").read_text("utf-8")
    text = text.replace('"count"', '"caunt"')
    return grade_course(INTRO, {"words.py": text})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_on_a_page_and_in_a_notebook(grades, language):
    page, card = render_student_page(grades, language), render_card(grades, language, anchor="a")

    assert f'<span lang="{language}">{LINES[language]}</span>' in page.partition("<pre")[2]
    assert f"{LINES[language]}</pre>" in card


@pytest.mark.parametrize("language", ["ko", "en"])
def test_in_markdown(grades, language):
    assert f"```text\n{LINES[language]}\n```" in render_markdown(grades, language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_at_a_terminal(grades, language):
    console = Console(record=True, width=80, markup=False, file=io.StringIO())

    print_grades(console, grades, language)

    shown = "\n".join(line.rstrip()[4:] for line in console.export_text().splitlines())
    assert LINES[language] in shown
