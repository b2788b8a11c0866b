"""What a person said of an answer, on the student's page and in Markdown."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from grader.model import Account, Text
from grader.model.remark import Remark
from grader.reports.formats.markdown import render_markdown
from grader.reports.pages.student_page import render_student_page
from tests.reports.conftest import grade_of, outcome_of

COMMENT = Remark("01_double", "Name it for what it is.", -0.5, "doubling.py", 3)
LEVEL = Remark(
    "01_double",
    points=1.0,
    criterion=Text(ko="설명", en="Explanation"),
    said=Text(ko="이유를 말합니다", en="Says why"),
)


def told(*remarks: Remark) -> Account:
    """What a student is told beside the checks."""
    return Account(4.0, 7.0, (), remarks)


@pytest.fixture
def grades():
    return [grade_of(outcome_of()), grade_of(outcome_of(), exercise="02_mean")]


@pytest.mark.parametrize("render", [render_student_page, render_markdown])
def test_comments_and_levels_stand_with_their_place_and_points(grades, render):
    text = re.sub(r"<[^>]*>", " ", render(grades, "en", told(COMMENT, LEVEL)))
    text = " ".join(text.replace("−", "-").replace("\\", "").split())

    assert "doubling.py, line 3" in text
    assert re.search(r"Name it for what it is\. \(?-0\.5", text)
    assert re.search(r"Explanation:? .*Says why \(?\+1", text)
    assert "on top of those of the checks" in text


@pytest.mark.parametrize("render", [render_student_page, render_markdown])
def test_without_remarks_a_report_is_as_before(grades, render):
    assert "From your instructor" not in render(grades, "en", told())


@pytest.mark.parametrize("render", [render_student_page, render_markdown])
def test_a_remark_stands_in_its_exercise_alone(grades, render):
    text = render(grades, "en", told(COMMENT))

    assert text.count("Name it for what it is.") == 1
    assert text.index("Name it for what it is.") < text.rindex("Twice as much")


def test_a_remark_without_points_says_nothing_of_points(grades):
    text = render_markdown(grades, "en", told(Remark("01_double", "Good.")))

    assert "on top of" not in text


def test_words_of_a_remark_are_text_in_a_page(grades, open_page):
    text = "<script>document.title='owned'</script>\n<b>bold</b>"

    page = open_page(render_student_page(grades, "en", told(Remark("01_double", text))))

    assert page.locator(".remarks .said").inner_text() == text
    assert "owned" not in page.title()


def test_words_of_a_remark_are_text_in_markdown(grades):
    text = "<script>x</script>\n# heading\n[a](http://example.com)"

    rendered = render_markdown(grades, "en", told(Remark("01_double", text)))
    kinds = {
        child.type
        for token in MarkdownIt("commonmark").parse(rendered)
        for child in [token, *(token.children or [])]
    }

    assert not kinds & {"link_open", "html_inline"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_remarks(grades, open_page, axe, scheme):
    page = open_page(render_student_page(grades, "en", told(COMMENT, LEVEL)), scheme=scheme)

    assert axe(page) == []
