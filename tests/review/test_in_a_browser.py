"""The review page in a real browser, by the keyboard: what is written there is never lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import expect

from grader.results.comments import load_review
from tests.review.conftest import SLUG, write_class

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
RUBRIC = """
[[criteria]]
id = "style"
title = { ko = "코드 모양", en = "Style" }
levels = [
    { said = { ko = "읽기 쉽습니다", en = "Easy to read" }, points = 0 },
    { said = { ko = "이름이 뜻을 말하지 않습니다", en = "Names say nothing" }, points = -0.5 },
]

[[criteria]]
id = "explanation"
title = { ko = "설명", en = "Explanation" }
levels = [
    { said = { ko = "없습니다", en = "None" }, points = 0 },
    { said = { ko = "이유를 말합니다", en = "Says why" }, points = 1 },
]
"""
HOSTILE = """
def double(x):
    # <img src=x onerror="document.title='owned'"> </script><script>document.title='owned'</script>
    '''{student} \u202e'''
    return x
"""


class Served:
    """`grade review` in a process of its own."""

    def __init__(self, folder: Path, course: Path, *options: str) -> None:
        command = [sys.executable, "-u", "-m", "grader", "review", str(folder)]
        command += ["--course", str(course), "--lang", "en", *options]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def address(self) -> str:
        """The next address that is printed."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://\S+", line):
                return found[0]
        raise AssertionError("no address was printed")

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        os.kill(self.process.pid, how)
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def served(toy_course):
    """Starts `grade review` for a folder of results."""
    running = []
    (toy_course / "exercises" / SLUG / "rubric.toml").write_text(RUBRIC, "utf-8")

    def start(folder: Path, *options: str) -> Served:
        running.append(Served(folder, toy_course, *options))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
        one.process.stdout.close()


@pytest.fixture
def desk(browser):
    """Opens an address in a browser without cookies; `heard` is what the page complains of."""
    contexts = []

    def opened(address: str, scheme: str = "light"):
        context = browser.new_context(
            viewport={"width": 1400, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.set_default_timeout(10_000)
        page.goto(address)
        page.wait_for_selector("#queue [aria-current]")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def class_of_forty(tmp_path) -> Path:
    """Twelve with one wrong idea, three with one wrong value, the rest each with their own."""
    letters = {f"s{number:02}": "i" for number in range(12)}
    letters |= {f"s{number:02}": "7" for number in range(12, 15)}
    letters |= {f"s{number:02}": str(100 + number) for number in range(15, 39)}
    return write_class(tmp_path / "reports", letters | {"s39": "+"})


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def write(page, text: str, points: str = "") -> None:
    """Writes into the box that a key has opened, and saves with the keyboard."""
    page.wait_for_selector("#write[open]")
    page.keyboard.insert_text(text)
    if points:
        press(page, "Tab")
        page.keyboard.insert_text(points)
    press(page, "Control+Enter")
    page.wait_for_selector("#write:not([open])", state="attached")


def who(page) -> str:
    return page.locator("#who").inner_text().split()[0]


def step(page, key: str = "j") -> None:
    before = page.locator("#who").inner_text()
    press(page, key)
    expect(page.locator("#who")).not_to_have_text(before)


def wait_for_comment(page, text: str) -> None:
    page.locator("#comments .comment", has_text=text).first.wait_for()


def test_forty_answers_are_commented_by_keyboard_and_nothing_is_lost_by_a_kill(
    class_of_forty, served, desk
):
    first = served(class_of_forty)
    page = desk(first.address())
    for number in range(40):
        assert who(page) == f"s{number:02}"
        press(page, "c")
        write(page, f"Comment {number}", "-0.5" if number == 3 else "")
        wait_for_comment(page, f"Comment {number}")
        if number < 39:
            step(page)
    page.locator("#progress", has_text="40 of 40").wait_for()
    first.end(signal.SIGKILL)

    again = desk(served(class_of_forty).address())

    again.locator("#progress", has_text="40 of 40").wait_for()
    comments = load_review(class_of_forty).comments.values()
    assert {(c.students, c.text) for c in comments} == {
        ((f"s{number:02}",), f"Comment {number}") for number in range(40)
    }
    wait_for_comment(again, "Comment 0")
    assert page.heard == [] or all("ERR_CONNECTION" in text for text in page.heard)
    assert again.heard == []


def test_a_comment_for_twelve_is_written_once_and_stands_with_each(class_of_forty, served, desk):
    running = served(class_of_forty)
    page = desk(running.address())

    press(page, "g")
    page.locator("#write-h", has_text="12 students").wait_for()
    write(page, "Turn the kernel round.", "0,5")
    wait_for_comment(page, "for 12 students")
    step(page)
    wait_for_comment(page, "Turn the kernel round.")
    assert running.end() == 0

    (comment,) = load_review(class_of_forty).comments.values()
    assert comment.students == tuple(f"s{number:02}" for number in range(12))
    rows = (class_of_forty / "gradebook.csv").read_text("utf-8-sig")
    assert rows.count("01_double +0.5: Turn the kernel round.") == 12
    for student, is_told in (("s11", True), ("s12", False)):
        text = (class_of_forty / "reports" / f"{student}.html").read_text("utf-8")
        assert ('<p class="said">Turn the kernel round.' in text) == is_told


def test_two_browsers_at_once_lose_no_comment(class_of_forty, served, desk):
    running = served(class_of_forty)
    one = desk(running.address())
    other = desk(running.address())
    step(other, "k")  # it began with the first answer that was not seen
    for page, text in ((one, "from one"), (other, "from the other")):
        press(page, "c")
        page.wait_for_selector("#write[open]")
        page.keyboard.insert_text(text)
    for page in (one, other):
        press(page, "Control+Enter")
        page.wait_for_selector("#write:not([open])", state="attached")

    wait_for_comment(other, "from one")
    wait_for_comment(other, "from the other")
    texts = {comment.text for comment in load_review(class_of_forty).comments.values()}
    assert texts == {"from one", "from the other"}


def test_who_changes_a_comment_that_changed_meanwhile_is_asked(class_of_forty, served, desk):
    running = served(class_of_forty)
    one = desk(running.address())
    press(one, "c")
    write(one, "first")
    wait_for_comment(one, "first")
    other = desk(running.address())
    step(other, "k")
    wait_for_comment(other, "first")
    for page, text in ((one, "second"), (other, "third")):
        page.locator(".comment button", has_text="Edit").click()
        page.wait_for_selector("#write[open]")
        page.locator("#text").fill(text)
    press(one, "Control+Enter")
    wait_for_comment(one, "second")

    press(other, "Control+Enter")

    other.locator("#write-problem", has_text="second").wait_for()
    assert other.locator("#text").input_value() == "third"
    press(other, "Control+Enter")
    wait_for_comment(other, "third")


def test_digits_give_levels_and_go_on_to_the_next_criterion(class_of_forty, served, desk):
    page = desk(served(class_of_forty).address())

    press(page, "2")
    page.locator(".criterion", has_text="Style").locator("[aria-pressed=true]").wait_for()
    press(page, "2")
    page.locator(".criterion", has_text="Explanation").locator("[aria-pressed=true]").wait_for()

    given = {(m.criterion, m.level) for m in load_review(class_of_forty).marks.values()}
    assert given == {("style", 1), ("explanation", 1)}


def test_u_makes_an_answer_unseen_and_n_finds_it(class_of_forty, served, desk):
    page = desk(served(class_of_forty).address())
    page.locator("#progress", has_text="1 of 40").wait_for()
    press(page, "u")
    page.locator("#progress", has_text="0 of 40").wait_for()
    step(page)

    step(page, "k")
    page.locator("#progress", has_text="2 of 40").wait_for()
    step(page, "n")

    assert who(page) == "s02"


def test_the_queue_can_be_a_group_or_a_spot_check(class_of_forty, served, desk):
    page = desk(served(class_of_forty).address())

    press(page, "f", "f", "f")
    expect(page.locator("#queue li")).to_have_count(10)
    press(page, "f")
    expect(page.locator("#queue li")).to_have_count(12)

    assert page.locator("#filter").input_value().startswith("group:")


def test_a_korean_keyboard_has_the_same_keys(class_of_forty, served, desk):
    page = desk(served(class_of_forty).address())

    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        "{key: 'ㅓ', code: 'KeyJ', bubbles: true, cancelable: true}))"
    )

    page.locator("#who", has_text="s01").wait_for()


def test_hostile_code_is_shown_as_text(tmp_path, served, desk):
    out = write_class(tmp_path / "reports", {"ann": "i"}, HOSTILE)

    page = desk(served(out).address())
    page.locator("#code mark").wait_for()

    assert "<img src=x onerror=" in page.locator("#code").inner_text()
    assert page.locator("#code mark").inner_text() == "U+202E"
    assert page.locator("#code img, #code script").count() == 0
    assert page.title() == "Review"
    assert page.heard == []


def test_a_blind_review_shows_no_name_and_holds_back_until_it_is_released(
    class_of_forty, served, desk
):
    running = served(class_of_forty, "--anonymous")
    page = desk(running.address())
    press(page, "c")
    write(page, "Blind words.", "1")
    wait_for_comment(page, "Blind words.")
    assert not re.search(r"s\d\d\b|Kim", page.locator(".queue").inner_text())
    assert who(page) == "#1"
    running.end()
    held = (class_of_forty / "gradebook.csv").read_text("utf-8-sig")

    assert served(class_of_forty, "--release").process.wait(60) == 0

    assert "Blind words." not in held
    assert "Blind words." in (class_of_forty / "gradebook.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(class_of_forty, served, desk, axe, scheme):
    page = desk(served(class_of_forty).address(), scheme)
    press(page, "c")
    write(page, "A comment.", "1")
    wait_for_comment(page, "A comment.")
    expect(page.locator("#said")).to_be_empty()
    found = axe(page)
    press(page, "g")
    page.wait_for_selector("#write[open]")
    found += axe(page)
    press(page, "Escape")
    page.wait_for_selector("#write:not([open])", state="attached")
    page.wait_for_function("!document.activeElement.closest('#write')")  # else it takes the key
    press(page, "?")
    page.wait_for_selector("#help[open]")

    assert found + axe(page) == []


def test_the_token_leaves_the_address_and_the_page_cannot_read_the_cookie(
    class_of_forty, served, desk
):
    page = desk(served(class_of_forty).address())

    assert "token" not in page.url
    assert page.evaluate("document.cookie") == ""
