"""Without TensorFlow: these exercises are skipped and say how to install it; others are graded."""

import html
import importlib.util
import io
from pathlib import Path

import pytest

from grader.batch.summary import _not_tried
from grader.cli import run
from grader.course import load_course
from grader.errors import install_keras
from grader.i18n import translate
from grader.model import Cause, File, Submission
from grader.pipeline import Grader
from grader.reports.pages.student_page import render_student_page
from grader.reports.terminal.grades import make_console, print_grades
from grader.reports.view import view
from grader.sandbox import pool
from grader.sandbox.inprocess import InProcessSandbox

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
PADDING = (EXERCISES.parent / "reference" / "03_padding" / "padding.py").read_bytes()
KERAS = (EXERCISES.parent / "reference" / "10_keras_mnist" / "keras_mnist.py").read_bytes()


@pytest.fixture
def without_tensorflow(monkeypatch):
    """As on a machine where neither Keras nor TensorFlow is installed."""
    real = importlib.util.find_spec

    def find_spec(name, *rest):
        return None if name in {"keras", "tensorflow"} else real(name, *rest)

    monkeypatch.setattr(pool.importlib.util, "find_spec", find_spec)


@pytest.fixture
def grades(without_tensorflow):
    course = load_course(EXERCISES)
    asked = tuple(e for e in course.exercises if e.slug in {"03_padding", "10_keras_mnist"})
    files = (File(name="padding.py", data=PADDING), File(name="keras_mnist.py", data=KERAS))
    with Grader(course, asked, InProcessSandbox()) as grader:
        return {g.exercise: g for g in grader.grade_all(Submission(student="kim", files=files))}


def test_the_exercise_is_skipped_and_says_how_to_install_what_it_needs(grades):
    grade = grades["10_keras_mnist"]

    assert {outcome.status for outcome in grade.outcomes} == {"skipped"}
    assert {outcome.cause for outcome in grade.outcomes} == {Cause.LIBRARY_MISSING}
    assert not grade.complete
    assert grade.missing == ("keras", "tensorflow")
    (note,) = view(grade, "en").notes
    assert install_keras() in note


@pytest.fixture
def both(without_tensorflow):
    """The grades of both exercises with networks, and of one without."""
    course = load_course(EXERCISES)
    asked = tuple(e for e in course.exercises if e.slug[:2] in {"03", "10", "11"})
    repair = (EXERCISES.parent / "reference" / "11_keras_repair" / "keras_repair.py").read_bytes()
    files = (
        File(name="padding.py", data=PADDING),
        File(name="keras_mnist.py", data=KERAS),
        File(name="keras_repair.py", data=repair),
    )
    with Grader(course, asked, InProcessSandbox()) as grader:
        return grader.grade_all(Submission(student="kim", files=files))


@pytest.mark.parametrize("width", [40, 60, 120])
def test_the_terminal_says_once_what_to_install_in_a_line_to_copy(both, width):
    file = io.StringIO()

    print_grades(make_console(file, width=width), both, "en")

    lines = [line.strip() for line in file.getvalue().splitlines()]
    said = " ".join(lines)
    assert lines.count(install_keras()) == 1
    assert said.count("not installed here") == 1
    assert "Not tried: 10_keras_mnist, 11_keras_repair" in said
    assert "Total" not in file.getvalue()  # of what was tried there is one exercise


def test_the_page_says_once_what_to_install(both):
    page = html.unescape(render_student_page(both, "en"))

    assert page.count(install_keras()) == 1


def test_a_hint_says_what_to_install_and_not_that_all_is_well(without_tensorflow, capsys):
    path = EXERCISES.parent / "reference" / "10_keras_mnist" / "keras_mnist.py"

    run(["hint", str(path), "-e", "10", "--lang", "en"])

    said = capsys.readouterr().out
    assert install_keras() in said
    assert "Everything passes" not in said


def test_a_class_is_told_once_what_to_install(both):
    grades = {grade.exercise: grade for grade in both if grade.missing}

    (note,) = _not_tried(grades)

    assert translate(note, "en") == (
        "Not tried: 10_keras_mnist, 11_keras_repair. Not installed here: keras, tensorflow. "
        f"Install with: {install_keras()}"
    )


def test_nothing_else_is_affected(grades):
    grade = grades["03_padding"]

    assert grade.complete
    assert grade.score.earned == grade.score.possible == 10


def test_the_command_says_so_and_that_not_all_is_well(without_tensorflow, capsys):
    path = EXERCISES.parent / "reference" / "10_keras_mnist" / "keras_mnist.py"

    code = run(["submission", str(path), "-e", "10", "--lang", "ko"])

    assert code == 1
    assert install_keras() in " ".join(capsys.readouterr().out.split())


def test_a_grade_made_without_it_is_another_than_one_with_it(without_tensorflow, monkeypatch):
    """So that a class that is graded again, with TensorFlow now, does not keep the old grades."""
    from grader.fingerprint import hash_exercise

    course = load_course(EXERCISES)
    exercise = next(e for e in course.exercises if e.slug == "10_keras_mnist")
    without = hash_exercise(course, exercise)
    monkeypatch.setattr(pool.importlib.util, "find_spec", lambda _name: object())

    assert hash_exercise(course, exercise) != without


def test_the_command_that_installs_it_needs_no_index_with_the_grader_in_it():
    command = install_keras()

    assert "cnn-grader" not in command
    assert "keras" in command
    assert "tensorflow" in command
    assert "pytest" not in command  # what every student has is not named
