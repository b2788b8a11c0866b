"""A class that answers questions: what waits, what a review gives, and what other programs get."""

from __future__ import annotations

import csv
import json
import shutil

import pytest

from grader.batch.summary import load_with_account
from grader.cli import run
from grader.course import load_course
from grader.course.rubric import Rubric, with_questions
from grader.model import Cause
from grader.model.remark import Blind
from grader.review.reviewing import NewMark, Reviewing
from grader.review.store import open_review
from tests.courses.test_questions import ANSWERS, COURSE, answered
from tests.review.test_in_a_browser import Served, step, who

SLUG = "01_sleep"
HOSTILE = "Sunday <img src=x onerror=alert(1)> **bold** [link](javascript:alert(2)) \x1b[31m =1+1"
CLASS = {
    "ann": ANSWERS,
    "bob": ANSWERS | {"why": "nobody gets up early, on sunday!"},
    "cho": ANSWERS | {"why": "Nobody gets up early on Sunday"},
    "dan": {"middle": "b"},
    "eve": ANSWERS | {"why": HOSTILE},
}
ROSTER = "student,name,username,email\n" + "".join(f"{n},{n},{n},{n}@x.org\n" for n in CLASS)


def hand_in(folder, student, answers):
    (folder / student).mkdir(parents=True, exist_ok=True)
    text = json.dumps(answered(answers))
    (folder / student / "sleep.ipynb").write_text(text, "utf-8")


def grade_class(folder):
    options = ["--course", str(COURSE), "--roster", str(folder / "roster.csv"), "--lang", "en"]
    assert run(["batch", str(folder / "class"), "--out", str(folder / "out"), *options]) == 0


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded."""
    folder = tmp_path_factory.mktemp("class")
    for student, answers in CLASS.items():
        hand_in(folder / "class", student, answers)
    (folder / "roster.csv").write_text(ROSTER, "utf-8")
    grade_class(folder)
    return folder


@pytest.fixture
def out(graded, tmp_path):
    """A copy of its results."""
    return shutil.copytree(graded / "out", tmp_path / "out")


@pytest.fixture
def open_reviewing():
    """Opens the review of a folder of results, with the questions as its rubric."""
    (exercise,) = load_course(COURSE).exercises

    def opened(store):
        return Reviewing(store, {SLUG: with_questions(Rubric(), exercise)}, "en")

    return opened


@pytest.fixture
def mark(out, open_reviewing):
    """Gives a level for the question `why`: 0 for all points, 3 for none."""

    def given(student, level, blind=None):
        with open_review(out) as store:
            if blind is not None:
                store.add([Blind(on=blind)])
            reviewing = open_reviewing(store)
            (number,) = (n for n, name, *_ in reviewing.queue(SLUG)["students"] if name == student)
            mark = NewMark(SLUG, number=number, criterion="question:why", level=level)
            return reviewing.mark(mark)["count"]

    return given


def gradebook(out):
    assert run(["gradebook", str(out), "--lang", "en"]) == 0
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def export(out, form, *more):
    target = out / f"{form}.csv"
    assert run(["gradebook", str(out), "--format", form, "--out", str(target), *more]) == 0
    return list(csv.reader(target.read_text("utf-8-sig").splitlines()))


def page(out, student, ending=".html"):
    (path,) = (out / "reports").glob(f"{student}*{ending}")
    return path.read_text("utf-8")


def test_the_gradebook_says_what_is_to_be_looked_at(out):
    rows = gradebook(out)

    assert (rows["ann"][SLUG], rows["ann"]["possible"]) == ("10", "13")
    assert rows["ann"]["remark"] == f"{SLUG}: to be looked at 1"
    assert rows["dan"]["remark"] == f"{SLUG}: wrong 2"


def test_the_class_is_told_how_many_wait(graded, capsys):
    grade_class(graded)

    printed = capsys.readouterr().out
    assert "To be looked at: answers of students: 4" in printed
    assert "10 …" in printed
    assert "<td>10 …</td>" in (graded / "out" / "class.html").read_text("utf-8")


@pytest.mark.parametrize("form", ["canvas", "moodle", "nbgrader"])
def test_no_other_gradebook_gets_points_that_are_not_whole(out, form, capsys):
    lines = export(out, form, "--lang", "en")

    points = {line[0] if form != "nbgrader" else line[3]: line for line in lines}
    assert "10" not in points["ann"]
    assert "0" not in points["ann"]
    assert "9" in points["dan"]
    assert "left blank in this file" in capsys.readouterr().err


def test_a_total_for_another_gradebook_is_blank_as_well(out):
    lines = {line[0]: line for line in export(out, "canvas", "--title", "Homework (1)")}

    assert (lines["ann"][-1], lines["dan"][-1]) == ("", "9")


def test_points_of_a_review_are_points_of_the_answer(out, mark):
    assert mark("ann", 1) == 1

    row = gradebook(out)["ann"]
    assert (row[SLUG], row["adjusted"], row["remark"]) == ("12", "0", f"{SLUG}: wrong 1")
    assert "12" in next(line for line in export(out, "canvas") if line[0] == "ann")
    assert "2 of 3 points" in page(out, "ann")
    (path,) = (out / "grades").glob("ann*.json")
    (grade,), _ = load_with_account(path, "en")
    assert Cause.REVIEWED in {outcome.cause for outcome in grade.outcomes}
    assert "to be looked at" not in page(out, "ann", ".md")


def test_all_points_are_full_marks(out, mark):
    mark("ann", 0)

    row = gradebook(out)["ann"]
    assert (row[SLUG], row["remark"]) == ("13", "")


def test_a_level_taken_back_waits_again(out, mark):
    mark("ann", 1)
    mark("ann", None)

    assert gradebook(out)["ann"]["remark"] == f"{SLUG}: to be looked at 1"


def test_what_a_review_without_names_gives_is_held_back(out, mark):
    with open_review(out) as store:
        store.add([Blind(on=True)])
        ((number,),) = store.rows("SELECT number FROM students WHERE student = 'ann'")
        (exercise,) = load_course(COURSE).exercises
        reviewing = Reviewing(store, {SLUG: with_questions(Rubric(), exercise)}, "en")
        reviewing.mark(NewMark(SLUG, number=number, criterion="question:why", level=0))

    assert gradebook(out)["ann"][SLUG] == "10"

    with open_review(out) as store:
        store.add([Blind(on=False)])
    assert gradebook(out)["ann"][SLUG] == "13"


def test_nobody_who_did_not_answer_gets_points_of_a_level(out, mark):
    assert mark("dan", 0) == 0

    assert gradebook(out)["dan"][SLUG] == "9"


def test_answers_of_the_same_words_are_one_group(out, open_reviewing):
    with open_review(out) as store:
        reviewing = open_reviewing(store)
        sizes = [len(group["numbers"]) for group in reviewing.queue(SLUG)["groups"]]
        (key,) = (g["key"] for g in reviewing.queue(SLUG)["groups"] if len(g["numbers"]) == 3)
        given = reviewing.mark(NewMark(SLUG, group=key, criterion="question:why", level=0))

    assert sizes[0] == 3
    assert given["count"] == 3
    rows = gradebook(out)
    assert [rows[student][SLUG] for student in ("ann", "bob", "cho")] == ["13", "13", "13"]


def test_another_answer_than_the_one_that_was_seen_waits_again(graded, tmp_path, open_reviewing):
    folder = shutil.copytree(graded, tmp_path / "again")
    with open_review(folder / "out") as store:
        reviewing = open_reviewing(store)
        for number, *_ in reviewing.queue(SLUG)["students"]:
            reviewing.mark(NewMark(SLUG, number=number, criterion="question:why", level=0))
    hand_in(folder / "class", "ann", ANSWERS | {"why": "Something else."})

    grade_class(folder)

    with open_review(folder / "out") as store:
        reviewing = open_reviewing(store)
        queue = reviewing.queue(SLUG)["students"]
        marks = {name: reviewing.answer(SLUG, number)["marks"] for number, name, *_ in queue}
    assert (marks["ann"], marks["cho"]) == ({}, {"question:why": 0})

    rows = gradebook(folder / "out")
    assert (rows["ann"][SLUG], rows["cho"][SLUG]) == ("10", "13")


def test_a_reviewer_reads_the_whole_answer(out, open_reviewing):
    with open_review(out) as store:
        reviewing = open_reviewing(store)
        (number,) = (n for n, name, *_ in reviewing.queue(SLUG)["students"] if name == "eve")
        found = reviewing.answer(SLUG, number)

    (shown,) = (one["actual"] for one in found["findings"] if one["status"] == "pending")
    assert shown.startswith("Sunday <img src=x onerror=alert(1)>")  # as text: the page sets no HTML
    assert "\x1b" not in shown


def test_what_a_student_wrote_is_text_on_every_page(out):
    html, markdown = page(out, "eve"), page(out, "eve", ".md")

    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html
    assert "javascript:alert(2)" not in html.replace("(javascript:alert(2))", "")
    assert "\x1b" not in html + markdown
    assert "<img src=x" not in without_fences(markdown)


def without_fences(text):
    return "".join(text.split("```")[::2])


def test_in_the_browser_an_answer_is_text_and_a_digit_gives_its_points(out, browser):
    served = Served(out, COURSE)
    try:
        page = browser.new_context().new_page()
        page.goto(served.address())
        page.wait_for_selector("#queue [aria-current]")
        while who(page) != "eve":
            step(page)
        page.wait_for_function("document.body.innerText.includes('<img src=x onerror=alert(1)>')")
        assert page.locator("img[src=x]").count() == 0

        page.keyboard.press("2")
        page.wait_for_selector(".criterion [aria-pressed=true]")
        page.context.close()
    finally:
        assert served.end() == 0

    row = gradebook(out)["eve"]
    assert (row[SLUG], row["remark"]) == ("12", f"{SLUG}: wrong 1")
