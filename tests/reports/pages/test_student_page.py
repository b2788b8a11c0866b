"""A student's page: both languages in one file, strangers' words as text, pictures of arrays."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from grader.i18n import gettext
from grader.model import ArrayView, Cause, Problem, Text, WindowPlane, WrongWindow, message
from grader.reports.pages.student_page import render_student_page
from grader.reports.view import view

HOSTILE = [
    "<script>document.title = 'owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>",
    "' onmouseover='document.title=1' x='",
    "</style></title></pre></code></details><h1>passed</h1>",
    "<!-- comment",
    "-->]]>",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "javascript:document.title='owned'",
    "&lt;b&gt; &amp; &copy;",
    "<span lang=ko>",
    "\N{MINUS SIGN} ∞ 가나다 🦆",
]


class Reader(HTMLParser):
    """The elements and the text of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.names |= {name for name, _value in attrs}

    def handle_endtag(self, tag):
        self.tags.append("/" + tag)

    def handle_comment(self, data):
        self.tags.append("comment")

    def handle_data(self, data):
        self.text += data


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("title", ["Baskets", "장바구니"])
def test_a_page_of_a_course_in_one_language_offers_no_other(make_grade, make_outcome, title):
    text = Text(ko=title, en=title)
    outcome = msgspec.structs.replace(make_outcome(status="failed"), title=text)
    grade = msgspec.structs.replace(make_grade(outcome), title=text)
    own, other = ("en", "ko") if title.isascii() else ("ko", "en")

    page = render_student_page([grade], own)

    assert f'id="{own}"' in page
    assert f'id="{other}"' not in page
    assert f'id="{other}"' in render_student_page([grade], other)  # asked for


def test_a_page_of_a_course_in_two_languages_offers_both(make_grade, make_outcome):
    page = render_student_page([make_grade(make_outcome(status="failed"))], "en")

    assert 'id="ko"' in page
    assert 'id="en"' in page


@pytest.fixture
def sample(make_grade, make_outcome):
    """Grades with everything a page can show."""
    small = ((1.0, 3.0, None), (-7.0, 0.0, 2.0))
    pixels = (tuple(map(float, range(0, 256, 25))),)
    array_views = (
        ArrayView(role="argument", shape=(1, 11), rows=pixels, is_picture=True),
        ArrayView(role="argument", name="image", shape=(2, 3), rows=small),
        ArrayView(
            role="argument",
            name="kernel",
            shape=(20, 20, 3),
            plane="[:, :, 1]",
            rows=((2.0,) * 20,) * 20,
        ),
        ArrayView(role="expected", shape=(2, 3), rows=small),
        ArrayView(role="actual", shape=(2, 3), rows=small[::-1], first_wrong=(0, 0)),
    )
    wrong = make_outcome(
        check="test_wrong",
        expected="[1 2]",
        actual="[2 1]",
        array_views=array_views,
        output="printed words\n" * 3,
        hints=(Text(ko="첫 힌트", en="First hint"), Text(ko="둘째 힌트", en="Second hint")),
        misconception=Text(ko="뒤집힌 커널", en="A flipped kernel"),
    )
    plain = make_outcome(check="test_plain", expected="1", actual="2" * 200)
    crashed = make_outcome(check="test_crash", status="crashed", message=message("It ended."))
    right = make_outcome(check="test_right", status="passed", earned=2.0, message=None)
    absent = make_outcome(check="test_absent", status="skipped")
    nothing = Problem(Cause.NOT_HANDED_IN, message("Nothing."))
    return [
        make_grade(wrong, plain, crashed, right, complete=False),
        make_grade(right, exercise="02_mean", title=Text(ko="평균", en="Mean")),
        make_grade(absent, exercise="03_none", file="", problems=(nothing,)),
    ]


@pytest.mark.attack
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_add_no_element_and_no_attribute(make_hostile, hostile):
    seen = Reader(render_student_page(make_hostile(hostile), "en"))
    harmless = Reader(render_student_page(make_hostile("harmless"), "en"))

    assert seen.tags == harmless.tags
    assert seen.names == harmless.names


@pytest.mark.attack
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_read_as_they_were_written(make_hostile, hostile):
    seen = Reader(render_student_page(make_hostile(hostile), "en"))

    assert squeezed(seen.text).count(squeezed(hostile)) >= 10


def test_both_languages_are_in_the_file(sample):
    text = render_student_page(sample, "en")

    for language in ("ko", "en"):
        assert gettext("What to do next", language) in text
        assert gettext("The values are wrong.", language) in text
    assert "뒤집힌 커널" in text
    assert "A flipped kernel" in text


def test_nothing_is_loaded_and_nothing_may_be(sample):
    text = render_student_page(sample, "en")
    seen = Reader(text)

    assert not {"script", "link", "iframe", "object", "form"} & set(seen.tags)
    assert not re.search(r"(src|href)=\"(?!#|data:image/png)", text)
    assert "default-src 'none'" in text


def test_the_first_wrong_window_is_a_picture_in_the_page_with_its_sum_in_words(
    make_grade, make_outcome
):
    plane = WindowPlane(values=((1.0, 2.0), (4.0, 5.0)), weights=((1.0, 2.0), (3.0, 4.0)))
    window = WrongWindow(
        function="conv2d", at=(0, 1), how="sum", planes=(plane,), result=37, wanted=37, got=0
    )

    text = render_student_page([make_grade(make_outcome(window=window))], "en")

    assert 'alt="1·1 + 2·2 + 4·3 + 5·4 = 37 ≠ 0"' in text
    assert 'src="data:image/svg+xml;base64,' in text
    assert "The first wrong cell, [0, 1]" in text


def test_what_to_do_next_comes_before_any_exercise(sample):
    text = render_student_page(sample, "en")

    assert text.index("What to do next") < text.index('class="part" id="01_double"')
    assert 'href="#01_double-1"' in text
    assert 'id="01_double-1"' in text


def test_a_broken_check_is_nothing_for_the_student_to_do(make_grade, make_outcome):
    text = render_student_page([make_grade(make_outcome(status="broken"))], "en")

    assert gettext("Nothing that was tried is wrong. Read the notes below.", "en") in text


def test_a_student_with_full_marks_is_told_so(make_grade, make_outcome):
    right = make_outcome(status="passed", earned=2.0, message=None)

    text = render_student_page([make_grade(right)], "en")

    assert gettext("Everything passes. There is nothing left to do.", "en") in text


def test_hints_fold_out_one_by_one(sample):
    text = render_student_page(sample, "en")

    ladder = [finding.hints for finding in view(sample[0], "en").findings]
    assert text.count('<details class="hint">') == sum(map(len, ladder)) > 2
    assert "Hint 1 of 2" in text


def test_a_hint_is_inside_the_one_before_it(make_grade, make_outcome):
    ladder = tuple(Text(ko=f"힌트 {n}", en=f"Try {n}.") for n in range(3))

    text = render_student_page([make_grade(make_outcome(hints=ladder))], "en")

    opened = re.sub(r"\s+", " ", text).partition('<details class="hint">')[2]
    inside = opened.split("</details>")
    assert all(f"Try {number}." in inside[0] for number in range(3))
    assert inside[0].count("Next hint") == 2


def test_the_legend_of_the_arrays_is_there_once(make_grade, make_outcome):
    wrong = ArrayView("actual", (1, 2), ((1.0, 2.0),), first_wrong=(0, 0))
    outcomes = [make_outcome(check=f"test_{n}", array_views=(wrong,)) for n in range(3)]

    text = render_student_page(
        [make_grade(*outcomes), make_grade(*outcomes, exercise="02_mean")], "en"
    )

    assert text.count('class="map actual"') == 6
    assert text.count('class="legend"') == 1


def test_passed_checks_are_folded(make_grade, make_outcome):
    grade = make_grade(make_outcome(status="passed", cause=None, earned=2.0))

    assert '<details class="passed">' in render_student_page([grade], "en")


def test_what_hidden_checks_found_is_marked(make_grade, make_outcome):
    public = make_outcome(check="test_a", title=Text(ko="가", en="Shown."))
    hidden = make_outcome(
        check="test_b", title=Text(ko="나", en="Many sizes."), visibility="hidden"
    )

    text = render_student_page([make_grade(public, hidden)], "en")

    assert text.count("hidden check<") == 1
    assert "Many sizes." in text.partition("hidden check<")[0].rpartition("<h3")[2]


def test_no_grades_are_a_page_too():
    assert "Nothing was graded." in render_student_page([], "en")


# -- in a browser

VIEWS = [
    *(("ko", "light", 1280), ("en", "dark", 1280), ("ko", "dark", 360), ("en", "light", 360)),
    *(("ko", "light", 800), ("en", "dark", 800)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme", "width"), VIEWS)
def test_axe_finds_nothing(open_page, axe, sample, language, scheme, width):
    page = open_page(render_student_page(sample, language), width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert axe(page) == []


@pytest.mark.slow
def test_axe_finds_what_is_wrong(open_page, axe):
    page = open_page("<html><body><img src='data:,'><p style='color:#eee'>pale</p></body></html>")

    found = axe(page)

    assert any(line.startswith("image-alt") for line in found)
    assert any(line.startswith("color-contrast") for line in found)


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_nothing_is_wider_than_the_page(open_page, sample, width):
    page = open_page(render_student_page(sample, "en"), width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_the_languages_are_switched_by_keyboard_and_without_script(open_page, sample):
    page = open_page(render_student_page(sample, "ko"), scripts=False)
    heading = page.locator("h2", has_text=gettext("What to do next", "ko"))

    before = heading.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    after = heading.inner_text()

    assert before == gettext("What to do next", "ko")
    assert after == gettext("What to do next", "en")


@pytest.mark.slow
@pytest.mark.attack
def test_a_browser_runs_nothing_of_hostile_words(open_page, make_hostile):
    page = open_page(render_student_page(make_hostile("".join(HOSTILE)), "en"))

    assert page.evaluate("document.title") != "owned"
    assert page.locator("script, img, .part h1").count() == 0
    assert page.heard == []


@pytest.mark.slow
@pytest.mark.attack
def test_the_pages_policy_stops_what_would_be_put_in(open_page, sample):
    text = render_student_page(sample, "en")
    planted = text.replace("</main>", "<script>document.title='owned'</script></main>")

    with_policy = open_page(planted)
    without = open_page(re.sub(r"<meta http-equiv=.*?>", "", planted))

    assert with_policy.title() != "owned"
    assert without.title() == "owned"


@pytest.mark.slow
def test_on_paper_there_is_no_switch_and_passed_checks_are_open(open_page, sample):
    page = open_page(render_student_page(sample, "en"))
    page.emulate_media(media="print")

    assert not page.locator(".languages").is_visible()
    assert page.locator(".passed li").first.is_visible()
