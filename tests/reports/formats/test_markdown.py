"""Markdown: a student's words stay words, whatever they contain."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from grader.i18n import gettext
from grader.model import Text, message
from grader.reports.formats.markdown import render_markdown
from grader.text import clean

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details></summary><h1>passed</h1>",
    "<!-- comment",
    "&lt;b&gt; &amp; &copy;",
    "**bold** _it_ ~~gone~~ `code`",
    "![x](http://example.com/x.png)",
    "[click](javascript:alert(1))",
    "<http://example.com> http://example.com www.example.com",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "# heading\n## heading\n- list\n1. list\n> quote",
    "text\n===\ntext\n---\n***",
    "```\nnot code\n```\n# heading",
    "``````````",
    "~~~\n# heading",
    "    indented\n\tindented",
    "\\*not escaped\\* \\\\",
    "- [ ] task\n+ plus\n* star",
    "[ref]: http://example.com\n[ref]",
    "line\n\n\n# after blank lines",
    "::error file=x::message",
    "=1+1",
    "1) one",
    "a\\",
    "`" * 200 + "\n# heading",
]
OURS = ("<details><summary>", "</summary>", "</details>")
# what a student's words must never become
FOREIGN = {
    "html_inline",
    "link_open",
    "image",
    "em_open",
    "s_open",
    "code_inline",
    "blockquote_open",
}


def tokens(text: str):
    """Every token of the text as GitHub's Markdown, blocks and inlines."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(text):
        yield token
        yield from token.children or []


def words(text: str) -> str:
    """What a reader sees, without spaces."""
    seen = (t.content for t in tokens(text) if t.type in {"text", "fence", "text_special"})
    return re.sub(r"\s", "", "".join(seen))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_hostile_words_become_no_markup(make_hostile, hostile, language):
    found = list(tokens(render_markdown(make_hostile(hostile), language)))

    assert not {token.type for token in found} & FOREIGN
    assert all(token.content.strip() in OURS for token in found if token.type == "html_block")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_add_no_headings_tables_or_code(make_hostile, hostile):
    kinds = ("heading_open", "table_open", "fence", "code_block", "hr", "ordered_list_open")

    def count(text: str) -> dict[str, int]:
        found = [token.type for token in tokens(render_markdown(make_hostile(text), "en"))]
        return {kind: found.count(kind) for kind in kinds}

    assert count(hostile) == count("harmless")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_read_as_they_were_written(make_hostile, hostile):
    seen = words(render_markdown(make_hostile(hostile), "en"))

    for line in hostile.splitlines():
        assert re.sub(r"\s", "", line) in seen


@pytest.mark.parametrize("hostile", ["see http://example.com now", "www.example.com", "@kim #1"])
def test_nothing_is_left_that_github_would_link(make_hostile, hostile):
    text = re.sub(
        r"^(`{3,})text$.*?^\1$",
        "",
        render_markdown(make_hostile(hostile), "en"),
        flags=re.DOTALL | re.MULTILINE,
    )

    assert not re.search(r"(?<!\\)(://|@kim|#1)|www\.", text)


@pytest.mark.parametrize("hostile", ["a\x1b[31mb", "a\x1b]0;t\x07b", "a\x00b", "a\u202eb"])
def test_words_that_were_cleaned_bring_no_control_characters(make_hostile, hostile):
    text = render_markdown(make_hostile(clean(hostile)), "en")

    assert all(line.isprintable() for line in text.splitlines())


def test_each_language_has_its_own_words(make_grade, make_outcome):
    grade = make_grade(make_outcome())

    korean, english = (render_markdown([grade], language) for language in ("ko", "en"))

    assert "한국어 제목" in korean
    assert "두 배" in korean
    assert "English title" in english
    assert "한국어" not in english


def test_a_korean_report_has_korean_sentences(make_grade, make_outcome):
    text = render_markdown([make_grade(make_outcome())], "ko")

    assert gettext("The values are wrong.", "ko") in text
    assert "The values are wrong" not in text


def test_the_points_are_told_for_each_exercise_and_together(make_grade, make_outcome):
    half = make_grade(make_outcome(), make_outcome(check="b", status="passed", earned=2.0))
    text = render_markdown([half, half], "en")

    assert text.startswith("# kim: 4 / 8\n")
    assert text.count("2 / 4") == 4  # in the table and above each exercise


def test_values_are_code_blocks(make_grade, make_outcome):
    text = render_markdown([make_grade(make_outcome(expected="[1 2]", actual="[2 1]"))], "en")

    fences = [token.content.strip() for token in tokens(text) if token.type == "fence"]

    assert fences == ["[1 2]", "[2 1]"]


def test_no_grades_are_one_sentence():
    assert render_markdown([], "en") == "Nothing was graded.\n"


# -- grouping


def test_checks_that_fail_for_one_reason_are_one_finding(make_grade, make_outcome):
    reason = message("There is no function {function}.", function="f")
    group = [
        make_outcome(check=f"c{n}", title=Text(ko="", en=f"Title {n}"), message=reason)
        for n in range(4)
    ]

    text = render_markdown([make_grade(*group)], "en")

    assert text.count("There is no function f") == 1
    assert "0 / 8" in text
    assert all(f"Title {n}" in text for n in range(4))


def test_checks_that_fail_for_different_reasons_are_findings_of_their_own(make_grade, make_outcome):
    group = [
        make_outcome(check=f"c{n}", message=message("{function} is missing.", function=f"f{n}"))
        for n in range(3)
    ]

    text = render_markdown([make_grade(*group)], "en")

    assert text.count("is missing") == 3


def test_two_wrong_values_are_two_findings(make_grade, make_outcome):
    group = [make_outcome(check=f"c{n}", expected="1", actual=f"{n}") for n in (2, 3)]

    text = render_markdown([make_grade(*group)], "en")

    assert text.count("###") == 2


def test_checks_with_one_misconception_are_one_finding(make_grade, make_outcome):
    idea = Text(ko="", en="You squared it.")
    group = [
        make_outcome(check=f"c{n}", expected="1", actual=f"{n}", misconception=idea) for n in (2, 3)
    ]

    text = render_markdown([make_grade(*group)], "en")

    assert text.count("You squared it") == 1
    assert text.count("###") == 1


def test_passed_checks_are_counted_and_named(make_grade, make_outcome):
    group = [
        make_outcome(check=f"c{n}", status="passed", earned=2.0, message=None) for n in range(3)
    ]

    text = render_markdown([make_grade(*group)], "en")

    assert "3 checks passed" in text
    assert text.count("English title") == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"complete": False}, "Only the public checks ran"), ({}, "")],
)
def test_a_grade_without_hidden_checks_says_so(make_grade, make_outcome, changes, sentence):
    assert sentence in render_markdown([make_grade(make_outcome(), **changes)], "en")


def test_a_broken_check_is_told_to_cost_nothing(make_grade, make_outcome):
    grade = make_grade(make_outcome(status="broken"))

    assert "costs no points" in render_markdown([grade], "en")
