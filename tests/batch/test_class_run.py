"""A batch: whole files as they come, what is unchanged is kept, what breaks off is told."""

from __future__ import annotations

import concurrent.futures
import csv
import datetime
import functools
import pickle
import shutil
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from grader.batch.class_run import Settings, prepared
from grader.batch.grading import _best, _made_alike, _repeat, grade_encoded, grade_work
from grader.batch.job import Graders, Job, local_graders
from grader.batch.processes import ProcessKilledError
from grader.batch.summary import notes_in_terminal, summarise
from grader.batch.work import Work
from grader.course import load_course
from grader.errors import CourseError, GraderError
from grader.i18n import translate
from grader.model import Cause, Lateness, Problem, Score, message
from grader.model.remark import Comment
from grader.results.class_file import Repeats
from grader.results.code import load_code
from grader.results.comments import Journal
from grader.results.diff import find_changes_of_last_run
from grader.results.grade_file import load_grades, parse_grades
from grader.results.rebuild import examine_results, rebuild_index
from grader.results.store import BEFORE, ResultsWriter, open_results
from grader.submission import load_submission, reader
from tests.made_classes import grade_of, outcome_of
from tests.submission import costly
from tests.submission.test_reader import instead

WRONG = "def double(x):\n    return x * x\n"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are Linux's")


@pytest.fixture
def class_folder(tmp_path, right_answers):
    """A class of right, wrong, unreadable, missing and crashing answers."""
    files = {
        "kim/doubling.py": right_answers["doubling.py"],
        "kim/average.py": right_answers["average.py"],
        "lee/doubling.py": WRONG,
        "park/doubling.ipynb": "{",
        "choi/notes.py": "x = 1\n",
        "=kang/doubling.py": right_answers["doubling.py"],
    }
    for name, text in files.items():
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "class"


@pytest.fixture
def course(toy_course):
    return load_course(toy_course)


class Counting:
    """Grades in this process and remembers what it was asked; `trouble` may raise instead."""

    def __init__(self, grader, job):
        self.works = []
        self.trouble = lambda _work: None
        self._grade = functools.partial(grade_encoded, grader, job)
        self._lock = threading.Lock()

    def __call__(self, encoded):
        work = msgspec.msgpack.decode(encoded, type=Work)
        with self._lock:
            self.works.append((work.student, work.slugs))
            if not work.broken_off:
                self.trouble(work.student)
            return self._grade(encoded)


@pytest.fixture
def run(tmp_path, class_folder, course, toy_grader):
    """Runs a batch in this process; gives student -> how, and what was graded on the way."""

    def call(
        slugs=("01_double", "02_mean"), trouble=None, alive=lambda: None, pool=None, **settings
    ):
        exercises = tuple(e for e in course.exercises if e.slug in slugs)
        job = Job(course.folder, tuple(slugs), settings.get("language", "en"))
        counting = Counting(toy_grader, job)
        counting.trouble = trouble or counting.trouble
        with (
            prepared(
                class_folder, tmp_path / "out", course, exercises, Settings(**settings)
            ) as made,
            (pool or concurrent.futures.ThreadPoolExecutor)(1) as executor,
        ):
            graders = Graders(executor, counting, lambda: 2, lambda: None, alive)
            done = {each.student: each for each in made.grade(graders)}
            made.sum_up()
        return {name: each.how for name, each in done.items()}, counting.works

    return call


EVERYBODY = {"kim", "lee", "park", "choi", "=kang"}


def grades_of(tmp_path, student):
    return load_grades(tmp_path / "out" / "grades" / f"{student}.json")


def noted(tmp_path):
    """Student -> their row in the index."""
    with open_results(tmp_path / "out") as results:
        return {record.member.student: record for record in results.records()}


def test_everybody_gets_grades_and_a_report(run, tmp_path):
    how, _ = run()

    assert how == dict.fromkeys(EVERYBODY, "graded")
    assert [grade.score.earned for grade in grades_of(tmp_path, "kim")] == [4, 3]
    assert (tmp_path / "out" / "reports" / "lee.md").read_text("utf-8").startswith("# lee: 0 / 7")
    assert (tmp_path / "out" / "gradebook.csv").is_file()
    assert (tmp_path / "out" / "statistics.json").is_file()


def test_what_is_unchanged_is_kept(run):
    run()

    how, works = run()

    assert how == dict.fromkeys(EVERYBODY, "kept")
    assert works == []


def test_a_changed_hand_in_alone_is_graded_again(run, class_folder, tmp_path, right_answers):
    run()
    (class_folder / "lee" / "doubling.py").write_text(right_answers["doubling.py"])

    how, works = run()

    assert how == dict.fromkeys(EVERYBODY - {"lee"}, "kept") | {"lee": "graded"}
    assert [student for student, _ in works] == ["lee"]
    assert grades_of(tmp_path, "lee")[0].score.earned == 4


def codes_in(tmp_path):
    """Student -> exercise -> the code that was graded."""
    with open_results(tmp_path / "out") as results:
        found = {r.member.student: load_code(results.out, r) for r in results.each_result()}
    return {
        student: {slug: each.files[0].data.decode() for slug, each in codes.items()}
        for student, codes in found.items()
        if codes
    }


def test_the_code_of_a_grade_is_kept_beside_it(run, tmp_path, class_folder):
    run()
    assert codes_in(tmp_path)["lee"] == {"01_double": WRONG}

    (class_folder / "lee" / "doubling.py").write_text("x = 1\n")
    run()

    assert codes_in(tmp_path)["lee"] == {"01_double": "x = 1\n"}


def test_results_without_code_get_it_although_nothing_is_graded_again(run, tmp_path):
    run()
    before = codes_in(tmp_path)
    shutil.rmtree(tmp_path / "out" / "code")

    how, works = run()

    assert (how, works) == (dict.fromkeys(EVERYBODY, "kept"), [])
    assert codes_in(tmp_path) == before != {}


def test_a_changed_exercise_alone_is_graded_again(run, course, tmp_path):
    run()
    with (course.folder / "02_mean" / "test_public.py").open("a") as file:
        file.write("\n# mended\n")

    how, works = run()

    assert set(how.values()) == {"graded"}
    assert {slugs for _, slugs in works} == {("02_mean",)}
    assert [grade.exercise for grade in grades_of(tmp_path, "kim")] == ["01_double", "02_mean"]


def test_another_version_of_the_grader_grades_everything_again(run, monkeypatch):
    run()
    monkeypatch.setattr("grader.fingerprint.KEY_DIGITS", 31)  # any other key will do

    _, works = run()

    assert len(works) == len(EVERYBODY)


@pytest.mark.parametrize("harm", ["delete", "change", "report"])
def test_files_that_were_lost_or_changed_are_made_again(run, tmp_path, harm):
    run()
    path = tmp_path / "out" / "grades" / "kim.json"
    good = path.read_bytes()
    match harm:
        case "delete":
            path.unlink()
        case "change":
            path.write_bytes(good.replace(b'"earned": 4.0', b'"earned": 9.0'))
        case "report":
            (tmp_path / "out" / "reports" / "kim.md").unlink()

    how, works = run()

    assert how["kim"] == "graded"
    assert [slugs for _, slugs in works] == [() if harm == "report" else ("01_double", "02_mean")]
    assert [grade.score.earned for grade in grades_of(tmp_path, "kim")] == [4, 3]
    assert (tmp_path / "out" / "reports" / "kim.md").is_file()


def test_another_language_makes_reports_anew_and_grades_nothing(run, tmp_path):
    run()
    before = grades_of(tmp_path, "kim")

    _, works = run(language="ko")

    assert {slugs for _, slugs in works} == {()}
    assert "| 과제 | 점수 |" in (tmp_path / "out" / "reports" / "lee.md").read_text("utf-8")
    assert grades_of(tmp_path, "kim") == before


def test_force_grades_again_and_keeps_what_was_before_and_how_checks_ended(run, tmp_path):
    run()

    how, works = run(force=True)

    assert set(how.values()) == {"graded"}
    assert len(works) == len(EVERYBODY)
    assert (tmp_path / "out" / "before" / "kim.json").is_file()
    with open_results(tmp_path / "out") as results:
        repeats = results.repeats()
    assert [each.count for each in repeats] == 2 * [len(EVERYBODY)]
    assert not any(each.changed for each in repeats)


def test_a_regrade_says_whose_points_it_changed(run, class_folder, tmp_path, right_answers):
    run()
    (class_folder / "lee" / "doubling.py").write_text(right_answers["doubling.py"])
    run()

    (change,) = find_changes_of_last_run(tmp_path / "out")

    assert (change.student, change.exercise) == ("lee", "01_double")
    assert (change.before, change.after) == (0, 4)
    assert change.is_resubmitted


def test_only_grades_some_and_leaves_the_others_files(run, tmp_path):
    run()

    how, works = run(only=("kim",), force=True)

    assert how == {"kim": "graded"}
    assert [student for student, _ in works] == ["kim"]
    assert grades_of(tmp_path, "lee")


def test_grades_of_an_exercise_are_not_left_behind_without_a_word(run, tmp_path):
    run()

    with pytest.raises(GraderError, match="holds grades of 02_mean"):
        run(slugs=("01_double",))

    assert [g.exercise for g in grades_of(tmp_path, "kim")] == ["01_double", "02_mean"]
    assert set(noted(tmp_path)) == EVERYBODY


def test_an_exercise_more_is_added_to_the_others(run, tmp_path):
    run(slugs=("01_double",))

    run()

    assert [g.exercise for g in grades_of(tmp_path, "kim")] == ["01_double", "02_mean"]


@pytest.mark.parametrize("inner", ["", "out", "deep/out"])
def test_results_do_not_go_among_the_hand_ins(class_folder, course, inner):
    before = sorted(class_folder.rglob("*"))

    with (
        pytest.raises(GraderError, match="lies in the folder of the submissions"),
        prepared(class_folder, class_folder / inner, course, course.exercises),
    ):
        pass

    assert sorted(class_folder.rglob("*")) == before


def test_a_hidden_folder_among_the_hand_ins_is_nobody_s_and_takes_results(class_folder, course):
    for _ in range(2):
        with prepared(class_folder, class_folder / ".out", course, course.exercises) as made:
            assert {student.name for student in made.students} == EVERYBODY


def test_a_folder_that_is_not_there_leaves_nothing_behind(tmp_path, course):
    with pytest.raises(GraderError), prepared(tmp_path / "no", tmp_path / "out", course, ()):
        pass

    assert not (tmp_path / "out").exists()


def test_results_that_cannot_be_written_get_a_sentence(tmp_path, class_folder, course):
    (tmp_path / "file").write_text("")

    with (
        pytest.raises(GraderError, match=r"file/out cannot be written: "),
        prepared(class_folder, tmp_path / "file" / "out", course, course.exercises),
    ):
        pass


def test_other_rules_for_late_hand_ins_than_last_time_are_told(run, class_folder, tmp_path, course):
    run(lateness=Lateness(percent_a_day=10))
    with open_results(tmp_path / "out") as results:
        notes = results.class_file().notes
    with prepared(class_folder, tmp_path / "out", course, course.exercises) as made:
        told = made.found.notes

    assert [note.text for note in notes] == [
        "No submission is marked as late: --late counts from --due."
    ]
    assert [note.text for note in told] == [
        "Lateness counts otherwise than in the last run here, for everybody (--due, --late …)."
    ]


def test_who_is_no_longer_in_the_class_is_set_aside(run, class_folder, tmp_path):
    run()
    (class_folder / "lee" / "doubling.py").unlink()
    (class_folder / "lee").rmdir()

    how, _ = run()

    assert "lee" not in how
    assert (tmp_path / "out" / "earlier" / "grades" / "lee.json").is_file()


class Watching(concurrent.futures.ThreadPoolExecutor):
    """Remembers how many were on their way at once; the first waits a while for a second one."""

    most = 0

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.futures = []
        self.enough = threading.Event()

    def submit(self, function, work):
        self.futures.append(super().submit(self._patiently, function, work))
        running = sum(not future.done() for future in self.futures)
        Watching.most = max(Watching.most, running)
        if len(self.futures) >= 2:
            self.enough.set()
        return self.futures[-1]

    def _patiently(self, function, work):
        self.enough.wait(0.5)
        return function(work)


@pytest.mark.parametrize(("more", "at_once"), [(-1, 1), (0, 1), (1, 2)])
def test_no_more_is_read_than_may_be_held(run, monkeypatch, right_answers, more, at_once):
    first = len(right_answers["doubling.py"].encode())  # of =kang, who comes first
    monkeypatch.setattr("grader.batch.scheduler.MAX_BYTES_ON_THE_WAY", first + more)
    monkeypatch.setattr(Watching, "most", 0)

    run(only=("=kang", "kim"), pool=Watching)

    assert Watching.most == at_once


# -- a folder that an earlier version graded


EARLIER = Path(__file__).parents[1] / "results" / "earlier_version"


@pytest.fixture
def run_on_earlier(run, class_folder, tmp_path):
    """Grades its class into its folder, with the options that were given then."""
    shutil.rmtree(class_folder)
    shutil.copytree(EARLIER / "class", class_folder)
    shutil.copytree(EARLIER / "out", tmp_path / "out")
    due = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    return functools.partial(
        run,
        layout="gradescope",
        roster=EARLIER / "roster.csv",
        attempts="best",
        lateness=Lateness(due=due, percent_a_day=25),
    )


def test_an_earlier_version_s_class_is_graded_again_once_and_nobody_loses_a_point(
    run_on_earlier, tmp_path
):
    first, _ = run_on_earlier()
    again, _ = run_on_earlier()

    assert set(first) == {"2001", "2002", "2003", "2005", "=kang"}
    assert (set(first.values()), set(again.values())) == ({"graded"}, {"kept"})
    assert points_in(tmp_path / "out") == points_in(EARLIER / "out")


def points_in(out):
    """The gradebook without its remarks, whose words may change; a blank was nothing handed in."""
    text = (out / "gradebook.csv").read_text("utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return [{name: cell or "0" for name, cell in {**row, "remark": ""}.items()} for row in rows]


def test_what_students_had_in_an_earlier_version_is_what_a_regrade_is_compared_with(
    run_on_earlier, tmp_path
):
    run_on_earlier()

    before = load_grades(tmp_path / "out" / "before" / "2002.json")
    assert before == load_grades(EARLIER / "out" / "grades" / "2002.json")
    assert (tmp_path / "out" / "earlier" / "grades" / "2004.json").is_file()


# -- which of several attempts counts


def attempt(earned, *, bonus=0.0, file="doubling.py"):
    """The grades of one attempt at 01_double."""
    grade = grade_of("kim", score=Score(earned=earned, possible=4.0, bonus=bonus), file=file)
    return [grade]


def waiting_attempt(earned, waiting):
    """The same with an answer that a person has yet to look at."""
    answer = outcome_of(0, "-", status="pending", cause=Cause.TO_REVIEW, points=waiting)
    (grade,) = attempt(earned)
    return [msgspec.structs.replace(grade, outcomes=(answer,))]


@pytest.mark.parametrize(
    ("attempts", "lost", "counted"),
    [
        ([attempt(2), attempt(3), attempt(1)], (), 1),
        ([attempt(3), waiting_attempt(2, 2.0)], (), 1),  # who answers more loses nothing by it
        ([attempt(3), waiting_attempt(2, 0.5)], (), 0),
        ([attempt(3), attempt(3)], (), 1),  # of equal ones the last
        ([attempt(3, bonus=1), attempt(3)], (), 0),
        ([attempt(2, bonus=9), attempt(3)], (), 1),  # a bonus decides between equal ones alone
        ([attempt(0), attempt(0, file="")], (), 0),  # wrong is more than nothing
        ([attempt(0, file=""), attempt(0, file="")], (), 1),
        ([attempt(2), attempt(4)], (0.0, 50.0), 1),
        ([attempt(2), attempt(4)], (0.0, 50.1), 0),
        ([attempt(2), attempt(4)], (0.0, 100.0), 0),
    ],
)
def test_the_attempt_that_is_worth_most_after_lateness_counts(attempts, lost, counted):
    lost = {"01_double": lost} if lost else {}

    assert _best(attempts, lost) == {"01_double": counted}


@pytest.mark.parametrize(
    ("after", "is_repeat"),
    [
        ({}, True),
        ({"hashes": {"submission": "kim", "exercise": "2"}}, False),
        ({"versions": {"grader": "2"}}, False),
    ],
)
def test_the_same_work_graded_again_is_a_repeat_where_nothing_else_changed(after, is_repeat):
    before = grade_of("kim", outcome_of(0, "+"))

    assert _made_alike(before, msgspec.structs.replace(before, **after)) is is_repeat


def test_a_repeat_names_the_checks_that_ended_otherwise():
    before = grade_of("kim", outcome_of(0, "+"), outcome_of(1, "+"), outcome_of(2, "-"))
    after = grade_of("kim", outcome_of(0, "+"), outcome_of(1, "-"), outcome_of(3, "+"))

    assert _repeat(before, after) == Repeats(exercise="01_double", count=1, changed={"test_1": 1})


# -- what goes wrong


class Stumbling:
    """Raises for one student, so many times."""

    def __init__(self, student, times):
        self.left = times
        self.student = student

    def __call__(self, student):
        if student == self.student and self.left:
            self.left -= 1
            raise ProcessKilledError("exit code -9")


def test_who_was_in_a_killed_process_is_graded_again(run, tmp_path):
    how, works = run(trouble=Stumbling("kim", 1))

    assert how["kim"] == "graded"
    assert [student for student, _ in works].count("kim") == 2
    assert [grade.score.earned for grade in grades_of(tmp_path, "kim")] == [4, 3]


def test_who_is_graded_again_does_not_wait_for_the_rest_of_the_class(run):
    _, works = run(trouble=Stumbling("=kang", 1))

    order = [student for student, _ in works]
    assert order.index("=kang", 1) < order.index("lee")


def test_a_report_in_another_language_keeps_no_copy_of_the_grades(run, tmp_path):
    run()
    run(language="ko")
    assert not (tmp_path / "out" / BEFORE).exists()

    run(language="ko", force=True)
    assert (tmp_path / "out" / BEFORE / "kim.json").is_file()


def test_the_second_time_their_checks_are_broken_with_the_reason(run, tmp_path):
    how, _ = run(trouble=Stumbling("kim", 2))

    grades = grades_of(tmp_path, "kim")
    assert how["kim"] == "broken"
    assert all(o.status == "broken" for grade in grades for o in grade.outcomes)
    assert all(grade.score.possible == 0 for grade in grades)
    assert "exit code -9" in str(grades[0].outcomes[0].details)
    report = (tmp_path / "out" / "reports" / "kim.md").read_text("utf-8")
    assert "costs no points" in report
    gradebook = (tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig")
    assert "The grading process was killed twice" in gradebook


@pytest.fixture(params=[".html", ".md"])
def undrawable(request, monkeypatch):
    """Makes a report of a student fail; gives its ending, and what ends that."""
    from grader.reports.formats import markdown
    from grader.reports.pages import student_page

    places = {
        ".html": (student_page, "render_student_page"),
        ".md": (markdown, "render_markdown"),
    }
    module, name = places[request.param]
    render = getattr(module, name)

    def fail(grades, *rest):
        if grades[0].student == "kim":
            raise RuntimeError("no such picture")
        return render(grades, *rest)

    monkeypatch.setattr(module, name, fail)
    return request.param, lambda: monkeypatch.setattr(module, name, render)


def test_a_report_that_cannot_be_drawn_costs_no_grade(run, tmp_path, undrawable):
    how, works = run()

    reports = tmp_path / "out" / "reports"
    undrawn = {
        path.name for path in reports.iterdir() if "your points are kept" in path.read_text("utf-8")
    }
    assert set(how.values()) == {"graded"}
    assert len(works) == len(EVERYBODY)
    assert all(grade.all_passed() for grade in grades_of(tmp_path, "kim"))
    assert undrawn == {f"kim{undrawable[0]}"}
    for path in reports.iterdir():
        assert path.name in undrawn or "Twice as much" in path.read_text("utf-8")


def test_the_instructor_reads_whose_report_could_not_be_drawn_and_why(run, tmp_path, undrawable):
    run()

    page = (tmp_path / "out" / "class.html").read_text("utf-8")
    assert "kim: graded, but the report could not be drawn." in page
    assert "RuntimeError: no such picture" in page
    assert "lee: graded, but" not in page


def test_a_report_is_drawn_as_soon_as_it_can_be_and_nothing_is_graded_again(
    run, tmp_path, undrawable
):
    run()
    ending, mend = undrawable
    mend()

    how, works = run()

    assert (set(how.values()), works) == ({"kept"}, [])
    assert "Twice as much" in (tmp_path / "out" / "reports" / f"kim{ending}").read_text("utf-8")
    assert "no such picture" not in (tmp_path / "out" / "class.html").read_text("utf-8")


def test_who_was_given_up_is_tried_again_by_the_next_run(run, tmp_path):
    run(trouble=Stumbling("kim", 2))

    how, works = run()

    assert works == [("kim", ("01_double", "02_mean"))]
    assert how["kim"] == "graded"
    assert [grade.score.earned for grade in grades_of(tmp_path, "kim")] == [4, 3]
    with open_results(tmp_path / "out") as results:
        assert results.repeats() == []  # nothing was tried twice


def test_an_exercise_in_which_a_check_broke_is_tried_again_by_the_next_run(
    run, tmp_path, toy_grader, monkeypatch
):
    def broken(submission, slugs):
        return [
            toy_grader.grade_broken_off(submission, slug, message("no server"))
            if slug == "02_mean"
            else good(submission, [slug])[0]
            for slug in slugs
        ]

    good = toy_grader.grade_all
    monkeypatch.setattr(toy_grader, "grade_all", broken)
    run()
    monkeypatch.undo()

    how, works = run()

    assert {slugs for _, slugs in works} == {("02_mean",)}
    assert set(how.values()) == {"graded"}
    assert [grade.score.earned for grade in grades_of(tmp_path, "kim")] == [4, 3]


class Disturbed:
    """A grader of which some gradings end badly; it remembers what it was asked.

    Args:
        grader: who grades well.
        endings: how the first check of 01_double ends, one after the other; afterwards it is well.
    """

    def __init__(self, grader, *endings):
        self._grader = grader
        self._endings = list(endings)
        self.asked = []

    def grade_all(self, submission, slugs):
        self.asked.append(list(slugs))
        first, *others = self._grader.grade_all(submission, slugs)
        ending = self._endings.pop(0) if self._endings else None
        if ending is None or first.exercise != "01_double":
            return [first, *others]
        if ending == "ended at load":
            problem = Problem(Cause.ENDED_AT_LOAD, message("It ended."))
            return [msgspec.structs.replace(first, problems=(problem,)), *others]
        status, cause = ("crashed", Cause.KILLED) if ending == "killed" else (ending, None)
        outcome = first.outcomes[0]
        outcome = msgspec.structs.replace(outcome, status=status, cause=cause, earned=0.0)
        outcomes = (outcome, *first.outcomes[1:])
        return [msgspec.structs.replace(first, outcomes=outcomes), *others]


@pytest.fixture
def grade_disturbed(toy_grader, course, make_submission, right_answers):
    """Grades right answers while gradings end badly: 01's first status, and what was asked."""

    def call(*endings):
        grader = Disturbed(toy_grader, *endings)
        job = Job(course.folder, ("01_double", "02_mean"))
        attempt = make_submission(right_answers)
        result = grade_work(grader, job, Work("kim", job.slugs, (attempt,)))
        first = parse_grades(result.grades)[0]
        return first, grader.asked

    return call


BOTH = ["01_double", "02_mean"]


@pytest.mark.parametrize("ending", ["killed", "broken"])
def test_what_was_killed_from_outside_or_broke_is_graded_once_more_and_that_counts(
    grade_disturbed, ending
):
    grade, asked = grade_disturbed(ending)

    assert grade.outcomes[0].status == "passed"
    assert asked == [BOTH, ["01_double"]]


def test_a_file_that_ended_its_process_is_graded_once(grade_disturbed):
    grade, asked = grade_disturbed("ended at load")

    assert [problem.cause for problem in grade.problems] == [Cause.ENDED_AT_LOAD]
    assert asked == [BOTH]


@pytest.mark.attack
@pytest.mark.parametrize("dies", ["import os; os._exit(0)", "import os; os.abort()"])
def test_a_crash_buys_no_second_draw(forked_toy_grader, course, make_submission, dies):
    """A guess that hears of its failure, by a required check that never comes, and then dies."""
    grader = Disturbed(forked_toy_grader)
    source = f"def mean(values):\n    return 7.0\ndef spread(values):\n    {dies}\n"
    attempt = make_submission({"average.py": source})

    result = grade_work(
        grader, Job(course.folder, ("02_mean",)), Work("kim", ("02_mean",), (attempt,))
    )

    assert "crashed" in {o.status for o in parse_grades(result.grades)[0].outcomes}
    assert grader.asked == [["02_mean"]]


def test_what_is_killed_again_has_crashed(grade_disturbed):
    grade, asked = grade_disturbed("broken", "killed", "passed")

    assert grade.outcomes[0].status == "crashed"
    assert asked == [BOTH, ["01_double"]]


@pytest.mark.parametrize("ending", ["failed", "error", "timeout", "skipped", "crashed"])
def test_what_ended_as_the_students_code_made_it_is_graded_once(grade_disturbed, ending):
    grade, asked = grade_disturbed(ending)

    assert grade.outcomes[0].status == ending
    assert asked == [BOTH]


def test_an_interrupted_run_keeps_what_is_done_and_the_next_goes_on(run, tmp_path):
    def interrupt(student):
        if student == "lee":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(trouble=interrupt)
    done = {student for student, record in noted(tmp_path).items() if record.provenance}

    how, works = run()

    assert done
    assert "lee" not in done
    assert {student for student, kept in how.items() if kept == "kept"} == done
    assert {student for student, _ in works} == EVERYBODY - done


def test_grades_that_were_written_and_not_noted_are_made_again(run, tmp_path, monkeypatch):
    """As where the batch is killed between the two."""
    monkeypatch.setattr(ResultsWriter, "note", _end)
    with pytest.raises(KeyboardInterrupt):
        run(only=("kim",))
    monkeypatch.undo()
    written = grades_of(tmp_path, "kim")

    how, works = run(only=("kim",))

    assert (how, len(works)) == ({"kim": "graded"}, 1)
    assert [g.score for g in grades_of(tmp_path, "kim")] == [grade.score for grade in written]


def test_the_index_of_a_finished_run_says_what_the_files_say(run, tmp_path):
    run()
    run(force=True)
    with open_results(tmp_path / "out") as results:
        before = [*results.records(), *results.repeats()]

    assert examine_results(tmp_path / "out") == []
    rebuild_index(tmp_path / "out")
    with open_results(tmp_path / "out") as results:
        assert [*results.records(), *results.repeats()] == before


def _end(*_args, **_named):
    raise KeyboardInterrupt


def test_a_course_that_is_out_of_order_ends_the_run_at_once(run, course):
    def out_of_order(_student):
        raise CourseError(course.folder / "x", message("points do not add up."))

    with pytest.raises(CourseError):
        run(trouble=out_of_order)


def test_graders_that_are_gone_end_the_run(run):
    def gone():
        raise GraderError(message("The scheduler is gone."))

    with pytest.raises(GraderError, match="gone"):
        run(alive=gone)

    assert set(run()[0]) == EVERYBODY


def test_two_runs_do_not_write_into_one_folder(run, tmp_path, class_folder, course):
    first = prepared(class_folder, tmp_path / "out", course, course.exercises)

    with first, pytest.raises(GraderError, match="another `grade batch`"):
        run()

    assert run()[0]


def test_adjustments_that_are_not_in_order_are_told_before_anything_is_graded(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "adjustments.csv").write_text("student,exercise,points,reason\nkimm,01,1,x")

    with pytest.raises(GraderError, match="Did you mean kim"):
        run()

    assert not (tmp_path / "out" / "grades").exists()


def test_adjustments_stay_through_a_regrade(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "adjustments.csv").write_text(
        "student,exercise,points,reason\nlee,01,1.5,a good idea\n"
    )
    run()
    run(force=True)

    text = (tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig")
    assert '"lee","","1.5","0","0","0","1.5","1.5","7"' in text
    assert "a good idea" in text


@pytest.fixture
def hand_in_twice(class_folder):
    """Makes the class one student, with an attempt on the 21st and one on the 22nd."""

    def write(*texts: str) -> None:
        for path in sorted(class_folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        metadata = ""
        for number, text in enumerate(texts, 1):
            (class_folder / f"submission_{number}").mkdir()
            (class_folder / f"submission_{number}" / "doubling.py").write_text(text)
            metadata += (
                f"submission_{number}:\n  :submitters:\n  - :sid: kim\n"
                f"  :created_at: 2026-11-2{number} 00:00:00 Z\n"
            )
        (class_folder / "submission_metadata.yml").write_text(metadata)

    return write


def test_of_several_attempts_the_last_counts_or_the_best(
    run, hand_in_twice, tmp_path, right_answers
):
    hand_in_twice(right_answers["doubling.py"], WRONG)

    run(attempts="last")
    last = grades_of(tmp_path, "kim")[0].score.earned
    run(attempts="best")
    best = grades_of(tmp_path, "kim")[0].score.earned

    assert (last, best) == (0, 4)


DUE = Lateness(due=datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC), percent_a_day=25)


@pytest.mark.parametrize(
    ("texts", "points"),
    [
        (("right", "wrong"), "4"),  # what came in time costs nothing
        (("wrong", "right"), "3"),  # what was late costs, and is still the best
        (("right", "right "), "4"),  # the same points, but one was in time
    ],
)
def test_lateness_is_that_of_the_attempt_that_counted(
    run, hand_in_twice, tmp_path, right_answers, texts, points
):
    sources = {"right": right_answers["doubling.py"], "wrong": WRONG}
    hand_in_twice(*(sources[text.strip()] + text[5:] for text in texts))

    for _ in range(2):  # kept as it is by the second run
        run(slugs=("01_double",), attempts="best", lateness=DUE)

        assert points_of_kim(tmp_path) == points


def points_of_kim(tmp_path):
    text = (tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    return row["01_double"]


def test_a_late_attempt_that_was_not_graded_yet_costs_nothing(
    run, hand_in_twice, class_folder, tmp_path, right_answers, course
):
    hand_in_twice(right_answers["doubling.py"])
    run(slugs=("01_double",), lateness=DUE)
    hand_in_twice(right_answers["doubling.py"], right_answers["doubling.py"])

    exercises = course.exercises[:1]
    with prepared(
        class_folder, tmp_path / "out", course, exercises, Settings(lateness=DUE)
    ) as made:
        made.sum_up()  # as after an interruption

    assert points_of_kim(tmp_path) == "4"


def test_trouble_with_a_new_run_leaves_the_old_grade_what_it_was(
    run, hand_in_twice, tmp_path, right_answers
):
    hand_in_twice(right_answers["doubling.py"], WRONG)
    options = {"slugs": ("01_double",), "attempts": "best", "lateness": DUE}
    run(**options)

    how, _ = run(**options, force=True, pool=_Refusing)

    assert (how, points_of_kim(tmp_path)) == ({"kim": "no grade"}, "4")


class _Refusing(concurrent.futures.ThreadPoolExecutor):
    """Starts nothing, as where the system has no more processes."""

    def submit(self, *_args, **_named):
        future = concurrent.futures.Future()
        future.set_exception(ProcessKilledError("no more processes"))
        return future


def test_when_it_came_may_be_known_later(run, hand_in_twice, class_folder, tmp_path, right_answers):
    hand_in_twice(right_answers["doubling.py"])
    metadata = class_folder / "submission_metadata.yml"
    text = metadata.read_text()
    metadata.write_text("\n".join(text.splitlines()[:-1]))
    run(slugs=("01_double",), lateness=DUE)
    unknown = points_of_kim(tmp_path)
    metadata.write_text(text.replace("2026-11-21", "2026-11-22"))

    how, _ = run(slugs=("01_double",), lateness=DUE)

    assert (unknown, how, points_of_kim(tmp_path)) == ("4", {"kim": "kept"}, "3")


def test_other_rules_for_late_hand_ins_may_choose_another_attempt(
    run, hand_in_twice, tmp_path, right_answers
):
    hand_in_twice(right_answers["doubling.py"], right_answers["doubling.py"] + "\n")
    kept = []
    for lateness in (Lateness(), DUE, DUE, Lateness()):
        _, works = run(attempts="best", lateness=lateness)
        counted = noted(tmp_path)["kim"].provenance.counted
        kept.append((len(works), sorted(counted)))

    first = ["01_double"]  # of the second exercise nothing was handed in
    assert [counted for _, counted in kept] == [[], first, first, []]
    assert [count for count, _ in kept] == [1, 1, 0, 1]


def test_the_attempt_that_counted_is_kept_with_the_grade_that_is_kept(
    run, hand_in_twice, class_folder, course, tmp_path, right_answers
):
    hand_in_twice(right_answers["doubling.py"], right_answers["doubling.py"])
    (class_folder / "submission_1" / "average.py").write_text(right_answers["average.py"])
    run(attempts="best", lateness=DUE)
    with (course.folder / "01_double" / "test_public.py").open("a") as file:
        file.write("\n# mended\n")

    _, works = run(attempts="best", lateness=DUE)

    assert works == [("kim", ("01_double",))]
    assert noted(tmp_path)["kim"].provenance.counted == {"01_double": 0, "02_mean": 0}


def test_a_fault_of_the_course_keeps_its_words_between_processes(tmp_path):
    error = CourseError(
        tmp_path / "exercise.toml", message("points do not add up."), message("Mend them.")
    )

    copy = pickle.loads(pickle.dumps(error))

    assert str(copy) == str(error)
    assert (copy.path, copy.sentence, copy.tip) == (error.path, error.sentence, error.tip)


@pytest.mark.slow
def test_a_course_that_cannot_be_loaded_is_told_from_another_process(
    course, class_folder, tmp_path
):
    (course.folder / "01_double" / "test_public.py").write_text("broken(")
    job = Job(course.folder, ("01_double",))

    with (
        local_graders(job, 1) as graders,
        prepared(class_folder, tmp_path / "out", course, course.exercises[:1]) as made,
        pytest.raises(CourseError),
    ):
        list(made.grade(graders))


# -- submissions that cost much to read


@pytest.fixture
def reader_ends(monkeypatch):
    """Reading lee's files takes too much memory; gives the reader's ends that were no good ones."""
    ends = []

    class Ending(instead("held = bytearray(200 * 2**20)", "lee")):
        def _end(self):
            code = super()._end()
            ends.extend([code] if code else [])
            return code

    bounds = reader.Bounds(cpu_seconds=60, wall_seconds=60, memory_mb=128)
    monkeypatch.setattr(reader, "SUBMISSION", bounds)
    monkeypatch.setattr("grader.batch.class_run.Reader", Ending)
    return ends


@linux_only
@pytest.mark.attack
def test_a_submission_that_ends_its_reader_counts_as_nothing_and_is_named(
    run, reader_ends, tmp_path
):
    how, _ = run()

    assert how == dict.fromkeys(EVERYBODY, "graded")
    assert [grade.score.earned for grade in grades_of(tmp_path, "lee")] == [0, 0]
    assert [grade.score.earned for grade in grades_of(tmp_path, "kim")] == [4, 3]
    assert "could not be read within" in (tmp_path / "out/reports/lee.md").read_text("utf-8")
    assert reader_ends == [reader.OUT_OF_MEMORY]


@linux_only
@pytest.mark.attack
def test_the_next_run_does_not_meet_it_again(run, reader_ends):
    run()

    how, works = run()

    assert how == dict.fromkeys(EVERYBODY, "kept")
    assert works == []
    assert len(reader_ends) == 1


@linux_only
@pytest.mark.attack
@pytest.mark.parametrize("again", ["force", "changed"])
def test_forced_or_changed_it_is_read_again(run, reader_ends, class_folder, again):
    run()
    if again == "changed":
        (class_folder / "lee" / "doubling.py").write_text(WRONG + "\n")

    run(force=again == "force")

    assert len(reader_ends) == 2


@linux_only
@pytest.mark.attack
def test_handed_in_anew_it_is_graded(run, reader_ends, class_folder, monkeypatch, right_answers):
    run()
    monkeypatch.undo()
    (class_folder / "lee" / "doubling.py").write_text(right_answers["doubling.py"])

    how, _ = run()

    assert how == dict.fromkeys(EVERYBODY - {"lee"}, "kept") | {"lee": "graded"}


@linux_only
@pytest.mark.attack
def test_staff_are_told_who_could_not_be_read(run, reader_ends, tmp_path):
    run()

    with open_results(tmp_path / "out") as results:
        notes = notes_in_terminal(summarise(results, "en"))
        lines = [translate(note, "en") for note in notes]

    assert [line[:36] for line in lines] == ["lee: 0 points. This could not be rea"]


COSTLY = (costly.equal_archives, costly.archives_in_git, costly.zip64_record, costly.sparse_files)


@linux_only
@pytest.mark.attack
def test_costly_submissions_change_nobody_s_grade_and_not_their_own_honest_part(
    run, class_folder, tmp_path, right_answers
):
    run()
    neighbours = EVERYBODY - {"=kang"}
    before = {name: grades_of(tmp_path, name) for name in neighbours}
    for make in COSTLY:
        folder = class_folder / make.__name__
        folder.mkdir()
        (folder / "doubling.py").write_text(right_answers["doubling.py"])
        make(folder)

    how, _ = run()

    assert {name: grades_of(tmp_path, name) for name in neighbours} == before
    assert {how[name] for name in neighbours} == {"kept"}
    assert {grades_of(tmp_path, m.__name__)[0].score.earned for m in COSTLY} == {4}


@linux_only
def test_the_controller_opens_no_file_of_a_student_s_and_looks_into_no_repository(
    run, class_folder, opened_paths
):
    costly.archives_in_git(class_folder / "kim")

    with opened_paths(class_folder) as opened:
        run()

    assert opened == {"", "kim", "lee", "park", "choi", "=kang"}  # folders, listed for their layout


@linux_only
def test_that_would_be_seen(class_folder, opened_paths):
    """The control."""
    with opened_paths(class_folder) as opened:
        load_submission(class_folder / "kim")

    assert {"kim", "kim/doubling.py"} <= opened


# -- what a person said of it


def comment_for(out, *students, text="Well named.", points=0.5):
    comment = Comment("1", 1, students, "01_double", text, points)
    with Journal(out) as journal:
        journal.add([comment])


def test_points_of_a_review_stay_through_a_regrade_and_stand_in_the_gradebook(run, tmp_path):
    run()
    comment_for(tmp_path / "out", "kim", "lee")

    run(force=True)

    rows = {row["student"]: row for row in gradebook(tmp_path)}
    assert (rows["kim"]["adjusted"], rows["kim"]["01_double"]) == ("0.5", "4.5")
    assert "01_double +0.5: Well named." in rows["lee"]["remark"]
    assert rows["park"]["adjusted"] == "0"


def test_a_comment_stands_on_the_students_page_after_a_regrade(run, tmp_path):
    run()
    comment_for(tmp_path / "out", "kim")

    run(force=True)

    for ending in (".html", ".md"):
        reports = tmp_path / "out" / "reports"
        assert "Well named." in (reports / f"kim{ending}").read_text("utf-8")
        assert "Well named." not in (reports / f"lee{ending}").read_text("utf-8")


def test_a_comment_of_somebody_who_left_the_class_hurts_nobody(run, tmp_path):
    run()
    comment_for(tmp_path / "out", "kim", "gone")

    run()

    assert {row["adjusted"] for row in gradebook(tmp_path)} == {"0.5", "0"}


def gradebook(tmp_path):
    text = (tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
