"""A session of `grade watch`: fake events and files go in, and the text of its screen comes out."""

import io

import pytest

from grader.authoring.release import copy_exercises
from grader.course import load_course
from grader.course.solutions import load_solution
from grader.errors import SandboxError, SubmissionError
from grader.model import message
from grader.reports.terminal.grades import make_console
from grader.reports.terminal.watch_screen import WatchScreen
from grader.watch import Files, Key, Saved, Session, session
from tests.conftest import TOY, submission_of

WRONG = "def double(x):\n    return x * 3\n"
RIGHT = "def double(x):\n    return x * 2\n"
MEAN = "def mean(values):\n    return sum(values) / len(values)\n"


class Work:
    """A student's folder, a session that looks at it, and what the screen has shown so far."""

    def __init__(self, grader, *, has_keys=True, course=None):
        self.grader = grader
        self.files = {}
        self.looks = []  # what the next looks see, instead of the files
        self.out = io.StringIO()
        course = course or load_course(TOY)
        console = make_console(self.out, width=100)
        self.screen = WatchScreen(console, course.exercises, "en", has_keys=has_keys)
        files = Files(self.load, self.snapshot)
        self.session = Session(course, self, files, self.screen, pause=lambda seconds: None)
        self.exercises = grader.exercises
        self.graded = []

    exercises = load_course(TOY).exercises

    def load(self):
        found = self.looks.pop(0) if self.looks else self.files
        if isinstance(found, Exception):
            raise found
        return submission_of(found)

    def snapshot(self):
        """What the next look sees."""
        return str(self.looks[0] if self.looks else self.files)

    def grade_all(self, submission, slugs):
        """As the grader's own, but noted."""
        self.graded += slugs
        return self.grader.grade_all(submission, slugs)

    def after(self, *steps):
        """What is shown after these steps: a dictionary is saved, a letter is pressed."""

        def events():
            for step in steps:
                self.out.truncate(self.out.seek(0))
                if isinstance(step, dict):
                    self.files = step
                    yield Saved()
                else:
                    yield Key(step)

        self.session.run(events())
        return self.out.getvalue()


@pytest.fixture
def work(toy_grader):
    return Work(toy_grader)


def test_what_is_there_is_graded_before_anything_is_saved(work):
    work.files = {"doubling.py": RIGHT}

    assert "4 / 4" in work.after()


def test_a_saved_mistake_is_shown_with_the_progress_of_the_course(work):
    text = work.after({"doubling.py": WRONG})

    assert "should" in text or "wrong" in text
    assert "01✗ 02·  0 of 2 exercises pass, 0 points" in text


def test_mending_it_passes(work):
    text = work.after({"doubling.py": WRONG}, {"doubling.py": RIGHT})

    assert "01✓ 02·  1 of 2 exercises pass, 4 points" in text


def test_saving_the_same_again_grades_nothing(work):
    text = work.after({"doubling.py": RIGHT}, {"doubling.py": RIGHT})

    assert work.graded == ["01_double"]
    assert text == ""


def test_only_the_exercise_whose_file_changed_is_graded(work):
    work.after(
        {"doubling.py": RIGHT, "average.py": MEAN}, {"doubling.py": WRONG, "average.py": MEAN}
    )

    # files beside an answer are its helpers, so that of 02 has changed as well
    assert work.graded[:2] == ["01_double", "02_mean"]
    assert "01_double" in work.graded[2:]


def test_a_file_that_is_removed_counts_as_not_begun(work):
    text = work.after({"doubling.py": RIGHT}, {})

    assert "01· 02·  0 of 2 exercises pass" in text
    assert "grade start 01" in text


def test_an_empty_folder_says_how_to_begin(work):
    assert "Begin with: grade start 01" in work.after()


def test_a_file_that_is_emptied_before_it_is_written_is_not_graded_empty(work):
    work.files = {"doubling.py": WRONG}
    work.after()
    work.looks = [{"doubling.py": ""}, {"doubling.py": ""}, {"doubling.py": ""}]

    text = work.after({"doubling.py": RIGHT})

    assert "4 / 4" in text
    assert work.graded == ["01_double"] * 2


def test_a_file_that_still_grows_is_read_again(work):
    work.looks = [{}, {"doubling.py": "def dou"}, {"doubling.py": RIGHT[:20]}]

    work.after({"doubling.py": RIGHT})

    assert work.graded == ["01_double"]


def test_a_file_that_stays_empty_is_graded_in_the_end(work):
    text = work.after({"doubling.py": RIGHT}, {"doubling.py": ""})

    assert "01✗" in text


def test_a_path_that_is_gone_while_an_editor_renames_is_waited_for(work):
    gone = SubmissionError(message("There is no such file."))
    work.looks = [gone, gone]

    text = work.after({"doubling.py": RIGHT})

    assert "4 / 4" in text
    assert "no such file" not in text


def test_a_path_that_stays_away_is_told_and_waited_for(work):
    gone = SubmissionError(message("There is no such file."))
    work.files = {"doubling.py": RIGHT}
    work.looks = [gone] * session.MAX_LOOKS

    assert "There is no such file." in work.after()
    assert "4 / 4" in work.after()


def test_a_dead_fork_server_is_survived(work, monkeypatch):
    calls = []

    def grade_all(submission, slugs):
        calls.append(slugs)
        if len(calls) == 1:
            raise SandboxError(message("The fork server ended."))
        return work.grader.grade_all(submission, slugs)

    monkeypatch.setattr(work, "grade_all", grade_all)

    assert "4 / 4" in work.after({"doubling.py": RIGHT})


def test_a_sandbox_that_stays_dead_is_told_and_tried_again_at_the_next_saving(work, monkeypatch):
    def refuse(submission, slugs):
        raise SandboxError(message("The fork server ended."))

    with monkeypatch.context() as patch:
        patch.setattr(work, "grade_all", refuse)
        assert "The fork server ended." in work.after({"doubling.py": RIGHT})

    assert "4 / 4" in work.after()


def test_h_gives_one_hint_more_each_time(work):
    first = work.after({"doubling.py": WRONG}, "h")
    second = work.after("h")

    assert "What do you add or multiply" in first
    assert "Those are all the hints." in second


def test_saving_begins_the_hints_again(work):
    work.after({"doubling.py": WRONG}, "h", "h")

    assert "Hint 1" in work.after({"doubling.py": WRONG + "# again\n"}, "h")


def test_n_turns_to_the_next_exercise_and_from_the_last_to_the_first(work):
    work.files = {"doubling.py": RIGHT}

    assert "grade start 02" in work.after("n")
    assert "4 / 4" in work.after("n")


def test_a_shows_all_findings_and_then_the_first_again(work):
    source = "def double(x):\n    return 5.0 if type(x) is float else list(x)\n"
    short = work.after({"doubling.py": source})
    everything = work.after("a")
    again = work.after("a")

    assert "Found by:" in everything
    assert "Found by:" not in short
    assert again == short


def test_an_untouched_copy_of_a_released_solution_counts_as_not_begun(work, toy_course, tmp_path):
    path = toy_course / "exercises" / "course.toml"
    path.write_text('solutions = ["01"]\n' + path.read_text("utf-8"), "utf-8")
    course = load_course(toy_course)
    copy_exercises(course, course.exercises, tmp_path / "kit" / "exercises")
    kit = load_course(tmp_path / "kit")
    released = load_solution(kit, kit.exercises[0])
    work = Work(work.grader, course=kit)

    copied = work.after({"doubling.py": released})
    changed = work.after({"doubling.py": released.replace("x * 2", "2 * x")})

    assert "Not graded: doubling.py. This is the course's own solution" in copied
    assert "01· 02·  0 of 2 exercises pass" in copied
    assert "01✓ 02·  1 of 2 exercises pass" in changed


def test_q_ends_the_session(work):
    work.after("q", {"doubling.py": RIGHT})

    assert work.graded == []


def test_where_keys_do_not_work_it_is_said_once(toy_grader):
    work = Work(toy_grader, has_keys=False)
    work.screen.greet("/home/kim")
    greeting = work.out.getvalue()

    text = work.after({"doubling.py": WRONG}, {"doubling.py": RIGHT})

    assert greeting.count("Keys do not work here.") == 1
    assert "Keys" not in text
    assert "h hint" not in text


def test_where_there_is_no_terminal_nothing_is_cleared(work):
    assert "\x1b" not in work.after({"doubling.py": WRONG})
