"""The page of similar answers: side by side, strangers' text as text, no script at all."""

import re

import pytest

from grader.reports.pages.similar_page import similar_page_in_pieces
from grader.results.store import open_results
from grader.similarity.likeness import FromSolution, class_likeness
from tests.made_classes import member_of
from tests.similarity.kept_class import Kept, equivalents, shipped_course, write_kept_class

PAYLOAD = "</pre></mark><script>document.title='owned'</script><img src=x onerror=alert(1)>"
HIDDEN = "\u202e\u200b"


def found_in(out, students):
    write_kept_class(out, students)
    with open_results(out) as results:
        return class_likeness(results, shipped_course(), shipped_course().exercises[4:5])


def students_with(text: str) -> list[Kept]:
    sources = equivalents()
    hostile = f"{sources['plain_loops']}\nx = '''{text}'''\n# {text}\n"
    wrong = {0: f"[{text}]"}
    two = [Kept(name, hostile, wrong) for name in ("a<b>", "kim")]
    return [*two, *(Kept(name, code) for name, code in sources.items())]


@pytest.fixture
def page_of(tmp_path):
    def made(text: str = PAYLOAD, language="en") -> str:
        found = found_in(tmp_path / "out", students_with(text))
        return "".join(similar_page_in_pieces(found, language))

    return made


def test_strangers_text_is_shown_as_text(page_of):
    page = page_of()

    assert "<script" not in page
    assert "onerror=alert(1)>" not in page.replace("&gt;", "")
    assert "&lt;script&gt;document.title=&#39;owned&#39;" in page
    assert "a&lt;b&gt;" in page


def test_who_is_much_like_the_released_solution_is_named(tmp_path):
    found = found_in(tmp_path / "out", students_with("x"))
    each = FromSolution(member_of("<b>lee"), shipped_course().exercises[4], 0.876)

    page = "".join(similar_page_in_pieces(found._replace(from_solutions=(each,)), "en"))

    assert "&lt;b&gt;lee</b>" in page
    assert "88 per cent of it" in page
    assert "per cent of it" not in "".join(similar_page_in_pieces(found, "en"))


def test_no_invisible_letter_of_a_code_reaches_the_page(page_of):
    page = page_of(HIDDEN)

    assert not set(HIDDEN) & set(page)


def test_the_policy_allows_no_script(page_of):
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page_of())

    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_both_codes_stand_side_by_side_with_the_shared_parts_marked(page_of):
    page = page_of("plain")

    assert page.count("<mark>") > 2
    assert re.search(r"<mark>[^<]*<sup>3</sup></mark>", page)  # two copies and their source


def test_it_says_what_it_does_not_prove_and_shows_the_classs_distribution(page_of):
    page = page_of("plain")

    assert "This page proves nothing about anybody." in page
    assert "이 페이지만으로는" in page
    assert "8 students, 28 pairs" in page


def test_a_browser_shows_it_without_a_fault(page_of, open_page, axe):
    page = open_page(page_of())
    page.locator("details.pair").first.evaluate("pair => pair.open = true")

    assert page.title() != "owned"
    assert page.locator("script, img").count() == 0
    assert page.heard == []
    assert axe(page) == []


def test_a_narrow_window_does_not_scroll_sideways(page_of, open_page):
    page = open_page(page_of(), width=360)
    page.locator("details.pair").first.evaluate("pair => pair.open = true")

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 360
