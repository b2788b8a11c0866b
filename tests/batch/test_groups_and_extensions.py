"""A class of groups, extensions and points by hand: who gets what, in every place that says it."""

from __future__ import annotations

import concurrent.futures
import csv
import datetime
import functools
import io
import threading

import msgspec
import pytest

from grader.batch.class_run import Settings, prepared
from grader.batch.grading import grade_encoded
from grader.batch.job import Graders, Job
from grader.batch.work import Work
from grader.course import load_course
from grader.errors import GraderError
from grader.i18n import translate
from grader.model import Lateness
from grader.results.grade_file import load_grades

WRONG = "def double(x):\n    return x * x\n"
DUE = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
LATE = Lateness(due=DUE, percent_a_day=10)
ROSTER = "student,name,group,received\n"


@pytest.fixture
def submissions(tmp_path):
    return tmp_path / "class"


@pytest.fixture
def hand_in(submissions):
    """Writes one student's answers to the toy course."""

    def made(student, **files):
        (submissions / student).mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (submissions / student / f"{name}.py").write_text(text)

    return made


@pytest.fixture
def run(tmp_path, submissions, toy_course, toy_grader):
    """Runs a batch in this process; gives student -> how, whose work was graded, and the notes."""
    course = load_course(toy_course)
    job = Job(course.folder, ("01_double", "02_mean"))

    def call(roster="", **settings):
        graded = []
        lock = threading.Lock()
        grade = functools.partial(grade_encoded, toy_grader, job)

        def counting(encoded):
            with lock:
                work = msgspec.msgpack.decode(encoded, type=Work)
                graded.extend((work.student, slug) for slug in work.slugs)
                return grade(encoded)

        if roster:
            (tmp_path / "roster.csv").write_text(roster, "utf-8")
            settings["roster"] = tmp_path / "roster.csv"
        out = tmp_path / "out"
        with (
            prepared(submissions, out, course, course.exercises, Settings(**settings)) as made,
            concurrent.futures.ThreadPoolExecutor(1) as executor,
        ):
            graders = Graders(executor, counting, lambda: 2, lambda: None, lambda: None)
            done = {each.student: each.how for each in made.grade(graders)}
            summary = made.sum_up()
            notes = [translate(note, "en") for note in summary.notes]
        return done, graded, notes

    return call


def gradebook(tmp_path):
    text = (tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def write(tmp_path, name, text):
    (tmp_path / "out").mkdir(exist_ok=True)
    (tmp_path / "out" / name).write_text(text, "utf-8")


TEAM = ROSTER + "choi,Choi,Team 1,\nkim,Kim,Team 1,\nlee,Lee,Team 1,\npark,Park,,\n"


# -- groups


def test_what_one_of_a_group_hands_in_counts_for_all_and_is_graded_once(
    run, hand_in, tmp_path, right_answers
):
    hand_in("kim", doubling=right_answers["doubling.py"])
    hand_in("park", doubling=WRONG)

    done, graded, notes = run(TEAM)

    rows = gradebook(tmp_path)
    assert {name: rows[name]["01_double"] for name in rows} == {
        "choi": "4",
        "kim": "4",
        "lee": "4",
        "park": "0",
    }
    assert done == dict.fromkeys(rows, "graded")
    assert graded.count(("choi", "01_double")) == 1
    assert {name for name, _ in graded} == {"choi", "park"}
    assert any("Team 1 (choi, kim, lee)" in note for note in notes)
    assert not any(note.startswith("Nothing handed in") for note in notes)
    for name in ("choi", "kim", "lee"):
        (first, _) = load_grades(tmp_path / "out" / "grades" / f"{name}.json")
        assert (first.student, first.score.earned) == (name, 4)


def test_a_group_that_is_unchanged_is_kept_and_who_joins_it_gets_its_grade(
    run, hand_in, tmp_path, right_answers
):
    hand_in("kim", doubling=right_answers["doubling.py"])
    hand_in("park", doubling=WRONG)
    run(TEAM)

    done, graded, _ = run(TEAM)
    joined, again, _ = run(TEAM.replace("park,Park,,", "park,Park,,\nzoe,Zoe,Team 1,"))

    assert (set(done.values()), graded) == ({"kept"}, [])
    assert (joined["zoe"], again) == ("kept", [])
    assert gradebook(tmp_path)["zoe"]["01_double"] == "4"


def test_of_two_members_submissions_the_last_counts_for_all_and_is_named(
    run, hand_in, tmp_path, right_answers
):
    hand_in("kim", doubling=right_answers["doubling.py"])
    hand_in("lee", doubling=WRONG)
    times = TEAM.replace("Kim,Team 1,", "Kim,Team 1,2026-11-20T10:00+00:00")
    times = times.replace("Lee,Team 1,", "Lee,Team 1,2026-11-20T11:00+00:00")

    _, _, notes = run(times)

    rows = gradebook(tmp_path)
    assert [rows[name]["01_double"] for name in ("choi", "kim", "lee")] == ["0", "0", "0"]
    assert any("kim, lee each handed in" in note for note in notes)


def test_where_no_time_is_known_the_best_of_a_group_counts(run, hand_in, tmp_path, right_answers):
    hand_in("kim", doubling=right_answers["doubling.py"])
    hand_in("lee", doubling=WRONG)

    run(TEAM)

    rows = gradebook(tmp_path)
    assert [rows[name]["01_double"] for name in ("choi", "kim", "lee")] == ["4", "4", "4"]


def test_groups_in_which_each_handed_in_alone_are_no_groups(run, hand_in, tmp_path, right_answers):
    for name in ("a", "b", "c", "d"):
        right = name in "ac"
        hand_in(name, doubling=right_answers["doubling.py"] if right else f"{WRONG}#{name}\n")
    roster = "student,group\na,1\nb,1\nc,2\nd,2\n"

    _, _, notes = run(roster)

    rows = gradebook(tmp_path)
    assert [rows[name]["01_double"] for name in "abcd"] == ["4", "0", "4", "0"]
    assert any("`group` is not used" in note for note in notes)


def test_a_submission_named_like_the_group_is_its_members(run, hand_in, tmp_path, right_answers):
    hand_in("team1", doubling=right_answers["doubling.py"])
    hand_in("park", doubling=WRONG)

    run(TEAM)

    rows = gradebook(tmp_path)
    assert {name: rows[name]["01_double"] for name in rows} == {
        "choi": "4",
        "kim": "4",
        "lee": "4",
        "park": "0",
    }


def test_an_adjustment_may_differ_for_one_of_a_group(run, hand_in, tmp_path, right_answers):
    hand_in("kim", doubling=right_answers["doubling.py"])
    hand_in("park", doubling=WRONG)
    write(tmp_path, "adjustments.csv", "student,exercise,points,reason\nLee,01,-1,did nothing\n")

    run(TEAM)

    rows = gradebook(tmp_path)
    assert [rows[name]["01_double"] for name in ("choi", "kim", "lee")] == ["4", "4", "3"]


# -- extensions


@pytest.fixture
def late(run, hand_in, right_answers):
    """Two who handed in a day and a half late."""
    roster = ROSTER + "".join(
        f"{name},{name.title()},,2026-11-22T00:00+00:00\n" for name in ("kim", "lee")
    )
    for name in ("kim", "lee"):
        hand_in(name, doubling=right_answers["doubling.py"], average=right_answers["average.py"])
    return functools.partial(run, roster, lateness=LATE)


@pytest.mark.parametrize(
    ("due", "points"),
    [
        ("2026-11-22T00:00+00:00", "4"),
        ("2026-11-21 23:00+00:00", "3.6"),
        ("2026-11-20T00:00+00:00", "3.2"),
    ],
)
def test_lateness_follows_the_extension(late, tmp_path, due, points):
    write(tmp_path, "extensions.csv", f"student,exercise,due\nKim,01,{due}\n")

    late()

    kim, lee = (gradebook(tmp_path)[name] for name in ("kim", "lee"))
    assert (kim["01_double"], lee["01_double"]) == (points, "3.2")
    assert kim["02_mean"] == lee["02_mean"] == "2.4"
    assert "by an extension" in kim["remark"]


def test_a_row_of_one_exercise_goes_before_one_of_all(late, tmp_path):
    text = "학번;과제;마감\nkim;전체;2026-11-30 오후 11:59\nkim;02;면제\n"
    write(tmp_path, "extensions.csv", text)

    late()

    kim = gradebook(tmp_path)["kim"]
    assert (kim["01_double"], kim["02_mean"], kim["total"], kim["possible"]) == (
        *("4", "EX"),
        *("4", "4"),
    )


def test_who_is_excused_is_in_no_mean_and_has_no_zero(late, hand_in, tmp_path):
    hand_in("lee", average="def mean(xs):\n    return 0\n")
    write(tmp_path, "extensions.csv", "student,exercise,due\nlee,02,excused\n")

    late()

    found = msgspec.json.decode((tmp_path / "out" / "statistics.json").read_bytes())
    second = next(each for each in found["exercises"] if each["exercise"] == "02_mean")
    assert (second["students"], second["scores"]["mean"]) == (1, 3)
    assert (found["totals"]["count"], found["totals"]["mean"]) == (1, 7)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kimm,01,2026-11-30T23:59", "line 2: there is no student kimm in this class."),
        ("kim,03,2026-11-30T23:59", "line 2: there is no exercise 03."),
        ("kim,01,30/11/2026", "line 2: 30/11/2026 is no due date."),
        ("kim,01,2026-11-30", "line 2: 2026-11-30 is no due date."),
        ("kim,01,", "line 2: the due date is missing."),
        ("kim,01,excused\nkim,1,2026-11-30T23:59", "line 3: kim has another due date further up."),
    ],
)
def test_a_mistake_names_its_row_and_nothing_is_lost(late, tmp_path, line, said):
    late()
    before = {
        path: path.read_bytes() for path in sorted((tmp_path / "out").rglob("*")) if path.is_file()
    }
    write(tmp_path, "extensions.csv", f"student,exercise,due\n{line}\n")

    with pytest.raises(GraderError) as caught:
        late()

    assert said in caught.value.render("en")
    assert translate(caught.value.tip, "en")
    after = {path: path.read_bytes() for path in before}
    assert after == before


def test_a_mark_of_the_platform_says_nothing_of_an_extension_and_staff_are_told(
    run, submissions, tmp_path, right_answers
):
    submissions.mkdir()
    for at, name in enumerate(("kim", "lee", "park")):
        path = submissions / f"{name}_LATE_{100 + at}_{900 + at}_doubling.py"
        path.write_text(right_answers["doubling.py"])
    write(tmp_path, "extensions.csv", "student,exercise,due\nkim_100,all,2026-11-30T23:59\n")

    _, _, notes = run(lateness=Lateness(percent_a_day=50))

    rows = gradebook(tmp_path)
    assert [rows[name]["01_double"] for name in ("kim_100", "lee_101")] == ["4", "2"]
    assert any(note.endswith("with an extension it counts as in time: kim_100.") for note in notes)


def test_an_extension_decides_which_attempt_is_the_best(run, submissions, tmp_path, right_answers):
    for number, (hour, text) in enumerate(((10, "def double(x):\n    return 0\n"), (23, "")), 1):
        folder = submissions / f"submission_{number}"
        folder.mkdir(parents=True)
        (folder / "doubling.py").write_text(text or right_answers["doubling.py"])
        with (submissions / "submission_metadata.yml").open("a") as file:
            file.write(
                f"submission_{number}:\n  :submitters:\n  - :name: Kim\n    :sid: '7'\n"
                f"  :created_at: 2026-11-20 {hour}:00:00.0 Z\n"
            )
    strict = Lateness(due=DUE, percent_a_day=100)

    run(attempts="best", lateness=strict)
    before = gradebook(tmp_path)["7"]
    write(tmp_path, "extensions.csv", "student,exercise,due\n7,01,2026-11-21T00:00+00:00\n")
    run(attempts="best", lateness=strict)
    after = gradebook(tmp_path)["7"]

    assert float(before["01_double"]) < 4
    assert after["01_double"] == "4"


# -- what students read


PLACES = {
    "page": lambda out, name: (out / "reports" / f"{name}.html").read_text("utf-8"),
    "markdown": lambda out, name: (out / "reports" / f"{name}.md").read_text("utf-8"),
    "gradebook": lambda out, name: gradebook(out.parent)[name]["remark"],
    "class page": lambda out, name: next(
        line
        for line in (out / "class.html").read_text("utf-8").split("<tr")
        if f"reports/{name}.html" in line
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_says_what_changed_the_points(late, hand_in, tmp_path, right_answers, place):
    write(tmp_path, "adjustments.csv", "student,exercise,points,reason\nKim,01,-0.5,a <b> typo\n")
    write(tmp_path, "extensions.csv", "student,exercise,due\nkim,01,2026-11-21T12:00+00:00\n")

    late()

    text = PLACES[place](tmp_path / "out", "kim")
    said = {"page": "a &lt;b&gt; typo", "class page": "a &lt;b&gt; typo"}.get(place, "a <b> typo")
    said = "a &lt;b&gt; typo" if place == "markdown" else said
    assert said in text
    assert "late, days begun: 2, points lost: 1" in text
    assert "by an extension" in text


def test_the_student_s_page_follows_points_by_hand_without_a_new_grade(late, tmp_path):
    late()
    page = tmp_path / "out" / "reports" / "kim.html"
    first = page.read_text("utf-8")
    write(tmp_path, "adjustments.csv", "student,exercise,points,reason\nkim,01,+1,a misprint\n")

    _, graded, _ = late()
    second = page.read_text("utf-8")
    (tmp_path / "out" / "adjustments.csv").unlink()
    late()

    assert graded == []
    assert "a misprint" not in first
    assert "6.6 of 7 points count" in second
    assert page.read_text("utf-8") == first


def test_a_page_that_nothing_changed_is_not_written_again(run, hand_in, tmp_path, right_answers):
    hand_in("kim", doubling=right_answers["doubling.py"])
    run()
    page = tmp_path / "out" / "reports" / "kim.html"
    written = page.stat().st_mtime_ns

    run()

    assert page.stat().st_mtime_ns == written
    assert "What counts" not in page.read_text("utf-8")
