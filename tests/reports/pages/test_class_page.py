"""The page of a class: read without script, sorted and filtered with it, nobody named if asked."""

from __future__ import annotations

import re

import msgspec
import pytest

from grader.gradebook.tally import class_statistics
from grader.i18n import gettext
from grader.model import message
from grader.reports.pages import class_page
from grader.reports.pages.class_page import anonymous_names, render_class_page
from tests.made_classes import IDEA, class_of, grade_of, outcome_of
from tests.reports.big_class import CHECKS, EXERCISES, big_class
from tests.reports.pages.test_student_page import HOSTILE, Reader, squeezed

SEVEN = ("++--", "+-++", "-+++", "++--", "+-++", "-+--", "++++")  # the last two fail together


@pytest.fixture(scope="module")
def few():
    return big_class(30)


def without_names(rows, statistics) -> str:
    names = anonymous_names(rows)
    return render_class_page(rows, statistics, "en", name=lambda row: names[row.member.student])


def test_every_student_has_a_row_with_a_link_to_their_report(few):
    text = render_class_page(*few, "en")

    for row in few[0][2:]:
        assert f'<a href="reports/{row.member.file}.html">{row.member.student}</a>' in text


def test_a_class_of_more_than_some_thousands_has_a_summary_and_no_rows(few, monkeypatch):
    monkeypatch.setattr(class_page, "MAX_ROWS", 27)
    monkeypatch.setattr(class_page, "MAX_NAMES", 1)

    text = render_class_page(*few, "en")

    assert "28 students are too many for one page" in text
    assert "student0002" not in text
    assert "(student0000 …)" in text
    assert "Check 26 of 06_output_size" in text


def test_without_its_rows_the_page_runs_without_a_fault(few, open_page, axe, monkeypatch):
    monkeypatch.setattr(class_page, "MAX_ROWS", 27)
    page = open_page(render_class_page(*few, "en"))

    page.get_by_role("button", name="pass rate").click()

    assert page.locator("#students, #name").count() == 0
    assert page.heard == []
    assert axe(page) == []


def test_those_without_a_grade_are_named_apart(few):
    text = render_class_page(*few, "en")

    assert gettext("Without a grade: {count}", "en", count=2) in text
    assert "student0000, student0001" in text


NOT_GRADED = message("{picked} was graded, {others} not.", picked="b.py", others="<b>a.py")


@pytest.fixture
def with_files(few):
    """A class in which two students handed in more than was graded."""
    rows = list(few[0])
    rows[2:4] = [msgspec.structs.replace(r, files=(("01_a", NOT_GRADED),)) for r in rows[2:4]]
    return rows, few[1]


def test_files_that_were_not_graded_are_listed_with_the_reason(with_files):
    text = render_class_page(*with_files, "en")

    assert text.count("b.py was graded, &lt;b&gt;a.py not.") == 2
    assert "Files that were not graded" in text


def test_where_every_file_was_graded_there_is_no_such_list(few):
    assert "Files that were not graded" not in render_class_page(*few, "en")


def test_notes_stand_on_the_page_in_order_and_on_none_without_names(few):
    notes = [message("{name} got nothing.", name=name) for name in ("<b>kim", "lee")]
    names = anonymous_names(few[0])

    text = render_class_page(*few, "en", notes=notes)
    anonymous = render_class_page(
        *few, "en", notes=notes, name=lambda row: names[row.member.student]
    )

    assert 0 < text.index("&lt;b&gt;kim got nothing.") < text.index("lee got nothing.")
    assert "got nothing" not in anonymous


def test_without_names_no_file_is_named_either(with_files):
    assert "a.py" not in without_names(*with_files)


def test_every_check_has_its_pass_rate_and_discrimination(few):
    text = render_class_page(*few, "en")

    for check in few[1].checks():
        row = next(line for line in text.split("<tr") if f">{check.title.en}<" in line)
        assert f'data-v="{check.pass_rate}"' in row
        assert f'data-v="{check.discrimination}"' in row


def test_beside_a_figure_stands_its_interval_and_too_few_are_said_to_be_too_few():
    found = class_statistics(class_of(*SEVEN))

    text = render_class_page([], found, "en")

    (*_, first) = [line for line in text.split("<tr") if "Check 0<" in line]
    assert "71 %" in first
    assert "<small>36–92 %</small>" in first
    assert "too few to say" in first


def test_checks_that_only_fail_together_are_named_with_how_often():
    found = class_statistics(class_of(*SEVEN))

    text = render_class_page([], found, "en")

    (line,) = re.findall(r"<li>[^\n]*in 3 of 6 submissions", text)
    assert re.findall(r"Check \d", line) == ["Check 2", "Check 3"]


def test_a_wrong_idea_says_what_it_cost():
    wrong = [outcome_of(number, "-", misconception=IDEA) for number in range(3)]
    found = class_statistics([(grade_of("kim", *wrong),), (grade_of("lee", *wrong[:1]),)])

    text = render_class_page([], found, "en")

    assert "8 points lost in 3 checks, 4 by each" in text


def test_the_map_has_a_stroke_for_each_check_that_was_judged(few):
    text = render_class_page(*few, "en")

    maps = re.findall(r'<tr data-s="([^"]*)">.*?</tr>', text, re.DOTALL)
    drawn = re.findall(r'<tr data-s="[^"]*">(.*?)</tr>', text, re.DOTALL)
    assert len(maps) == 28
    for letters, row in zip(maps, drawn, strict=True):
        assert len(letters) == CHECKS * len(EXERCISES)
        paths = "".join(re.findall(r' d="([^"]*)"', row))
        assert paths.count("M") == len(letters) - letters.count("-")


def test_wrong_ideas_are_counted_the_most_frequent_first(few):
    text = render_class_page(*few, "en")

    counts = re.findall(r"<li><b>(\d+)</b>", text)
    assert [int(count) for count in counts] == sorted(map(int, counts), reverse=True)
    assert "A flipped kernel" in text


def test_without_names_nobody_and_no_report_is_named(few):
    text = without_names(*few)

    assert "student00" not in text
    assert "reports/" not in text
    assert "href" not in text
    assert len(re.findall(r"<tr data-s=", text)) == 28


def test_numbers_are_drawn_anew_each_time(few):
    assert len({tuple(anonymous_names(few[0]).items()) for _ in range(5)}) > 1
    assert sorted(anonymous_names(few[0]).values()) == [f"{n:02}" for n in range(1, 31)]


def test_an_empty_class_is_a_page_too():
    text = render_class_page(*big_class(0), "en")

    assert gettext("Students: {count}", "en", count=0) in text


@pytest.mark.attack
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_add_no_element(hostile):
    seen = Reader(render_class_page(*big_class(6, lambda n: f"{n}{hostile}"), "en"))
    harmless = Reader(render_class_page(*big_class(6, lambda n: f"{n}harmless"), "en"))

    assert seen.tags == harmless.tags
    assert seen.names == harmless.names
    assert squeezed(seen.text).count(squeezed(hostile)) >= 6


# -- in a browser


def names_in(page) -> list[str]:
    return page.locator("#students tbody tr:visible th").all_inner_texts()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("ko", "light", 1200), ("en", "dark", 1200), ("ko", "dark", 390), ("en", "light", 390)],
)
def test_axe_finds_nothing(open_page, axe, language, scheme, width):
    few = big_class(6, checks=4)
    page = open_page(render_class_page(*few, language), width=width, scheme=scheme)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_a_click_sorts_and_another_turns_it_round(open_page, few):
    page = open_page(render_class_page(*few, "en"))
    totals = "#students tbody tr td:nth-child(2)"

    page.click("#students thead th:nth-child(2) button")
    falling = [float(text) for text in page.locator(totals).all_inner_texts()]
    page.click("#students thead th:nth-child(2) button")
    rising = [float(text) for text in page.locator(totals).all_inner_texts()]

    assert falling == sorted(falling, reverse=True)
    assert rising == sorted(rising)
    assert page.get_attribute("#students thead th:nth-child(2)", "aria-sort") == "ascending"


@pytest.mark.slow
def test_names_and_checks_filter(open_page, few):
    page = open_page(render_class_page(*few, "en"))

    page.fill("#name", "student001")
    by_name = names_in(page)
    page.fill("#name", "")
    page.select_option("#check", "3")
    by_check = names_in(page)

    assert by_name == [f"student001{n}" for n in range(10)]
    missed = [
        row.member.student
        for row in few[0]
        if row.statuses.get((EXERCISES[0], "test_3"), "passed") != "passed"
    ]
    assert by_check == missed
    assert page.inner_text("#shown") == f"{len(missed)} / 28"


@pytest.mark.slow
def test_the_checks_to_choose_from_follow_the_language(open_page, few):
    page = open_page(render_class_page(*few, "en"))

    page.check("#ko", force=True)

    assert page.locator("#check option").nth(1).inner_text() == f"01 {EXERCISES[0]}의 검사 0"


@pytest.mark.slow
def test_without_script_there_are_no_controls_and_every_row(open_page, few):
    page = open_page(render_class_page(*few, "en"), scripts=False)

    assert not page.locator(".controls").is_visible()
    assert len(names_in(page)) == 28


@pytest.mark.slow
@pytest.mark.attack
def test_a_browser_runs_nothing_but_the_pages_own_script(open_page):
    hostile = "".join(HOSTILE)
    page = open_page(render_class_page(*big_class(6, lambda n: f"{n}{hostile}"), "en"))

    assert page.evaluate("document.title") != "owned"
    assert page.heard == []
    assert page.inner_text("#shown") == "4 / 4"  # ours did run


@pytest.mark.slow
def test_a_thousand_students_can_be_sorted_and_filtered(open_page):
    page = open_page(render_class_page(*big_class(1000), "en"))

    page.click("#students thead th:nth-child(2) button")
    page.fill("#name", "9")

    assert len(names_in(page)) == sum("9" in f"{n:04}" for n in range(2, 1000))
