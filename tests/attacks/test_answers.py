"""Answers in words are a stranger's text, and answers by choice have a key: neither does harm.

Each attack has a control: what the same words do where nobody cleans them, or with the key at hand.
"""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from grader.course import load_course
from grader.model import File, Problem, Submission
from grader.model.question import MAX_ANSWER_CHARS
from grader.pipeline import Grader
from grader.reports.formats.autograders import render_gradescope
from grader.reports.formats.code_hosts import render_annotations
from grader.reports.formats.markdown import render_markdown
from grader.reports.formats.records import render_csv, render_junit
from grader.reports.pages.student_page import render_student_page
from grader.reports.terminal.grades import make_console, print_grades
from grader.review.answers import describe_grade
from grader.submission.answers import MAX_TEXTS_CHARS
from grader.submission.sources import condensed, read_source
from tests.courses.test_questions import COURSE, WHY, answered, cell_of, outcome
from tests.legible import unsafe_in

pytestmark = pytest.mark.attack

WORDS = {
    "a script": "<script>alert(1)</script>",
    "a picture": "<img src=x onerror=alert(1)>",
    "the end of a block": "```\n</pre></code><script>alert(1)</script>\n~~~",
    "a link": "[here](http://elsewhere)",
    "a heading": "# full marks",
    "an escape of a terminal": "\x1b]0;title\x07\x1b[31mred",
    "right to left": "abc\u202edef\u2066",
    "a formula": '=HYPERLINK("http://x")',
    "a workflow command": "::error::all is lost",
    "a template": "{{ 7 * 7 }} {% raw %} [bold red]no[/]",
    "the end of a comment": "--> <b>bold</b> <!-- answer: middle -->",
}


@pytest.fixture(scope="module")
def grader():
    course = load_course(COURSE)
    with Grader(course, course.exercises) as opened:
        yield opened


def grade_notebook(grader, notebook):
    file = condensed(File(name="sleep.ipynb", data=json.dumps(notebook).encode()))
    (found,) = grader.grade(Submission(student="kim", files=(file,)))
    return found


@pytest.fixture
def answering(grader):
    """Grades an answer in words, as its student sees it."""

    def graded(text):
        found = grade_notebook(grader, answered({"why": text})).for_student()
        assert outcome(found, WHY).status == "pending"
        return found

    return graded


def printed(grade):
    file = io.StringIO()
    print_grades(make_console(file, width=200, is_plain=True), [grade], "en")
    return file.getvalue()


def tags(markdown, *, html=True):
    """What Markdown makes of a text beside plain words."""
    tokens = MarkdownIt("commonmark", {"html": html}).parse(markdown)
    inline = [child for token in tokens for child in [token, *(token.children or [])]]
    return {t.type for t in inline} & {"html_block", "html_inline", "link_open", "image"}


@pytest.mark.parametrize("text", [WORDS[name] for name in ("a script", "a picture", "a link")])
def test_words_are_no_markup_on_a_page_or_in_markdown(answering, text):
    grade = answering(text)

    page, markdown = render_student_page([grade], "en"), render_markdown([grade], "en")
    assert text not in page or "<" not in text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="http://elsewhere' not in page
    assert not {"html_inline", "link_open", "image"} & tags(markdown)
    assert tags(text)  # the control


def test_words_do_not_end_the_block_that_they_stand_in(answering):
    text = WORDS["the end of a block"]

    page, markdown = (
        make([answering(text)], "en") for make in (render_student_page, render_markdown)
    )

    assert "<script>alert" not in page
    assert page.count("</pre>") == page.count("<pre")
    assert "<script>alert(1)</script>" not in MarkdownIt("commonmark").render(markdown)
    naive = MarkdownIt("commonmark").render(f"```text\n{text}\n```")
    assert "<script>alert(1)</script>" in naive  # the control


@pytest.mark.parametrize("name", sorted(WORDS))
def test_no_report_shows_what_cannot_be_seen_or_obeys_it(answering, name):
    grade = answering(WORDS[name])
    reports = {
        "terminal": printed(grade),
        "markdown": render_markdown([grade], "en"),
        "page": render_student_page([grade], "en"),
        "gradescope": render_gradescope([grade], "en"),
        "annotations": render_annotations([grade], "en"),
        "junit": render_junit([grade], "en"),
        "review": json.dumps(describe_grade(grade, "en"), ensure_ascii=False),
    }

    assert {report: unsafe_in(text, "\n\t\r") for report, text in reports.items()} == dict.fromkeys(
        reports, ""
    )
    assert "::error::all" not in reports["annotations"] + reports["terminal"]
    assert "49" not in reports["page"].partition("Why is")[2].partition("</section>")[0]
    assert ET.fromstring(reports["junit"].partition("\n")[2]).tag == "testsuites"
    rows = list(csv.reader(io.StringIO(render_csv([grade], "en"))))
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


def test_an_answer_of_marks_answers_no_other_question(grader):
    found = grade_notebook(grader, answered({"why": WORDS["the end of a comment"]}))

    # the second mark is read as one, and a choice that nobody can read waits for a person
    assert outcome(found, "question:middle").status == "pending"
    assert found.score.earned == 8


def test_a_long_answer_is_cut_and_the_grade_stays_small(grader):
    found = grade_notebook(grader, answered({"why": "long " * 500_000}))

    assert MAX_ANSWER_CHARS - 50 < len(outcome(found, WHY).actual) <= MAX_ANSWER_CHARS


def test_many_answers_are_kept_up_to_a_limit():
    cells = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": "x" * 100_000}
        for number in range(300)
    ]
    for cell in cells:
        cell["metadata"]["tags"] = ["grade-answer-why"] * 1000
    notebook = {"cells": [{"cell_type": "code", "source": "x = 1"}, *cells]}
    data = json.dumps(notebook).encode()

    kept = condensed(File(name="sleep.ipynb", data=data))

    assert len(kept.data) < 2 * MAX_TEXTS_CHARS < len(data)
    assert sum(len(cell.text) for cell in read_source(kept).texts) == MAX_TEXTS_CHARS


@pytest.mark.parametrize(
    "strange",
    [
        {"id": ["answer:why"]},
        {"id": {"a": 1}},
        {"metadata": []},
        {"metadata": {"tags": "grade-answer-why"}},
        {"metadata": {"tags": [1, None, ["grade-answer-why"]]}},
        {"metadata": {"id": 7}},
        {"cell_type": "written", "id": "x"},
        {"cell_type": "written", "id": [["answer:why"], 3, "code"]},
        {"source": ["<!-- answer: why -->", None]},
        {"source": "<!--" * 5_000 + " " * 15_000},
    ],
)
def test_a_cell_of_a_strange_form_spoils_no_other(grader, strange):
    notebook = answered()
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "words"} | strange)

    found = grade_notebook(grader, notebook)

    assert found.score.earned == 10
    assert outcome(found, WHY).actual.startswith("Nobody gets up early")


def test_code_finds_no_key_of_the_choices_in_its_worker(grader):
    """The solution answers `a, c`; only the controller has read it."""
    notebook = answered({"units": "a"})
    search = (
        "import gc, os, sys\n"
        "def share_below(hours, limit):\n"
        "    texts = [repr(o)[:2000] for o in gc.get_objects() if isinstance(o, (dict, list, str))]\n"
        "    found = ' '.join(['stay', 'up', 'later']) in ''.join(texts)\n"
        "    paths = [p for p in sys.path + [os.getcwd()] if os.path.isdir(p)]\n"
        "    return 9.0 if found or any('reference' in p for p in paths) else 0.25\n"
    )
    cell_of(notebook, "share")["source"] = search

    found = grade_notebook(grader, notebook)

    assert outcome(found, "test_worked_share").status == "passed"  # it looked and found nothing
    assert outcome(found, "question:units").status == "failed"
    solution = (COURSE / "reference" / "01_sleep" / "sleep.py").read_text("utf-8")
    assert "stay up later" in solution  # the control: it is there to be found


def test_a_source_with_texts_is_no_problem():
    source = read_source(condensed(File(name="a.ipynb", data=json.dumps(answered()).encode())))

    assert not isinstance(source, Problem)
    assert any("answer:why" in cell.marks for cell in source.texts)
