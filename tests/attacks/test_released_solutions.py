"""A released solution that lies in a student's folder earns nothing, however it is handed in."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest

from grader.authoring.release import copy_exercises
from grader.cli import run
from grader.course import load_course
from grader.course.solutions import load_solution
from grader.model import Cause
from grader.results.grade_file import load_grades
from grader.submission import read_submission
from grader.submission.class_folder import load_class
from grader.submission.intake import Allowance
from grader.submission.loading import load_items
from grader.submission.recognition import recognise
from tests.conftest import RIGHT, submission_of

pytestmark = pytest.mark.attack


@pytest.fixture
def released(toy_course):
    """The toy course with all its solutions released."""
    path = toy_course / "exercises" / "course.toml"
    path.write_text('solutions = ["01", "02"]\n' + path.read_text("utf-8"), "utf-8")
    return load_course(toy_course)


@pytest.fixture
def kit(released, tmp_path):
    """A student's kit of it: untouched starters, and the solutions."""
    copy_exercises(released, released.exercises, tmp_path / "kit" / "exercises")
    assert len(list((tmp_path / "kit").rglob("solution.bin"))) == 2
    return tmp_path / "kit"


@pytest.fixture
def shown(released):
    """What `grade solution` prints: module -> text."""
    return {e.module: load_solution(released, e) for e in released.exercises}


def packed(folder, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder.parent))
    return target


def moved(folder, target):
    shutil.copytree(folder, target)
    return target


FORMS = {
    "folder": lambda kit, there: moved(kit, there / "kim"),
    "zip": lambda kit, there: packed(kit, there / "kim.zip"),
    "zip in a folder": lambda kit, there: packed(kit, there / "kim" / "homework.zip").parent,
    "kit inside work": lambda kit, there: moved(kit, there / "kim" / "student-kit").parent,
    "exercises alone": lambda kit, there: moved(kit / "exercises", there / "kim"),
    "one exercise": lambda kit, there: moved(kit / "exercises" / "01_double", there / "kim"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_kit_that_is_handed_in_earns_nothing_and_work_in_it_earns_its_points(
    form, kit, toy_grader, tmp_path
):
    untouched = FORMS[form](kit, tmp_path / "untouched")
    (kit / "exercises/01_double/doubling.py").write_text(RIGHT["doubling.py"])
    worked = FORMS[form](kit, tmp_path / "worked")

    nothing = toy_grader.grade_all(read_submission(untouched))
    something = toy_grader.grade_all(read_submission(worked))

    assert [grade.score.earned for grade in nothing] == [0, 0]
    assert something[0].score.earned == something[0].score.possible > 0
    assert something[1].score.earned == 0


LAYOUTS = {  # how a platform names a student's file
    "canvas": "{student}_{number}_9001_{file}",
    "moodle": "{student} Kim_{number}_assignsubmission_file_/{file}",
    "blackboard": "Quiz 3_{student}{number}_attempt_2026-11-20-10-00-00_{file}",
    "plain": "{student}/{file}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_the_download_of_a_platform_a_solution_is_nobody_s_answer(
    layout, kit, toy_grader, tmp_path
):
    """Three students hand in the kit, the file of the solution itself, and that beside work."""
    folder = tmp_path / "class"

    def place(student, number, file):
        path = folder / LAYOUTS[layout].format(student=student, number=number, file=file)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    packed(kit, place("aha", 101, "student-kit.zip"))
    solution = kit / "exercises" / "01_double" / "solution.bin"
    shutil.copy(solution, place("beh", 102, "solution.bin"))
    shutil.copy(kit / "exercises/01_double/doubling.py", place("beh", 102, "doubling.py"))
    shutil.copy(solution, place("cor", 103, "solution.bin"))
    place("cor", 103, "doubling.py").write_text(RIGHT["doubling.py"])

    found = load_class(folder, layout)

    earned = {
        student.name[:3]: toy_grader.grade_all(
            load_items(student.name, student.attempts[-1].items, Allowance())
        )[0].score.earned
        for student in found.students
    }
    assert earned == {"aha": 0, "beh": 0, "cor": 4}


@pytest.mark.slow
def test_a_class_of_kits_in_a_batch_earns_what_was_written(kit, released, tmp_path):
    moved(kit, tmp_path / "class" / "kim")
    packed(kit, tmp_path / "class" / "lee.zip")
    moved(kit, tmp_path / "class" / "park")
    (tmp_path / "class/park/doubling.py").write_text(RIGHT["doubling.py"])
    course = str(released.folder.parent)

    run(["batch", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--course", course])

    earned = {
        name: [g.score.earned for g in load_grades(tmp_path / "out" / "grades" / f"{name}.json")]
        for name in ("kim", "lee", "park")
    }
    assert earned["kim"] == earned["lee"] == [0, 0]
    assert earned["park"][0] > earned["park"][1] == 0


@pytest.mark.slow
def test_a_checkout_with_solutions_in_it_earns_nothing_in_ci(kit, released, monkeypatch, tmp_path):
    monkeypatch.chdir(kit)
    course = str(released.folder.parent)

    run(["ci", "--course", course, "--out", str(tmp_path / "out")])

    grades = load_grades(tmp_path / "out" / "grades.json")
    assert [grade.score.earned for grade in grades] == [0] * len(grades)


def test_grade_in_the_kit_does_not_take_a_solution_for_work(kit, monkeypatch, capsys):
    monkeypatch.setenv("GRADE_LANG", "en")
    monkeypatch.delenv("GRADE_COURSE", raising=False)
    monkeypatch.chdir(kit)

    assert run(["check"]) == 2
    assert "nothing to grade" in capsys.readouterr().err
    (kit / "doubling.py").write_text(RIGHT["doubling.py"])
    run(["check"])
    assert "01_double" in capsys.readouterr().out


def notebook(text):
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]})


@pytest.mark.parametrize(
    "name", ["doubling.py", "doubling_solution.py", "solution.py", "doubling.ipynb", "my/x.py"]
)
def test_a_saved_copy_is_no_answer_and_is_named(toy_grader, shown, name):
    text = shown["doubling"]
    wrap = notebook if name.endswith(".ipynb") else str

    copy = toy_grader.grade_all(submission_of({name: wrap(text)}))[0]
    own = toy_grader.grade_all(submission_of({name: wrap(text.partition("\n")[2])}))[0]

    assert copy.score.earned == 0
    assert any(
        problem.cause is Cause.FILE_NOT_GRADED and problem.message.values["names"] == name
        for problem in copy.problems
    )
    assert own.score.earned == own.score.possible  # the very same code, as a student's own


@pytest.mark.parametrize("saved", ["solution.py", "average_solution.py", "a.py", "z/average.py"])
def test_a_saved_copy_never_hides_work_that_is_half_done(toy_grader, shown, saved):
    half = "def mean(values):\n    return sum(values) / len(values)\n"

    beside = toy_grader.grade_all(submission_of({"average.py": half, saved: shown["average"]}))[1]
    alone = toy_grader.grade_all(submission_of({"average.py": half}))[1]

    assert beside.file == "average.py"
    assert 0 < beside.score.earned == alone.score.earned < beside.score.possible


def test_an_answer_cannot_import_a_saved_copy(toy_grader, shown):
    answer = "from solution import double\n"
    own = shown["doubling"].partition("\n")[2]

    with_copy = submission_of({"doubling.py": answer, "solution.py": shown["doubling"]})
    with_own = submission_of({"doubling.py": answer, "solution.py": own})

    assert toy_grader.grade_all(with_copy)[0].score.earned == 0
    assert toy_grader.grade_all(with_own)[0].score.earned > 0


def test_the_only_file_for_the_only_exercise_is_no_answer_if_it_is_a_copy(released, shown):
    exercise = released.exercises[0]
    text = shown["doubling"]

    def answers(source):
        found = recognise(
            submission_of({"anything.py": source}), (exercise,), released.exercises, any_name=True
        )
        return [answer.file for answer in found.answers]

    assert answers(text) == []
    assert answers(text.partition("\n")[2]) == ["anything.py"]
