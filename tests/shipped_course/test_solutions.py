"""The shipped exercises hold: right answers earn everything, starters nothing, wrong ideas lose."""

import zipfile
from pathlib import Path

import pytest

from grader.authoring.verify import verify_exercise
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.course.starters import make_notebook, stale_starters
from grader.i18n import translate
from grader.model import File, Submission
from grader.submission import load_submission

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT / "exercises")
# what trains networks is in test_keras_exercises.py
SLUGS = [exercise.slug for exercise in COURSE.exercises if exercise.training is None]


def exercise_of(course, slug):
    return next(exercise for exercise in course.exercises if exercise.slug == slug)


def grade_source(grader, course, slug, source: str, ending: str = ".py"):
    name = exercise_of(course, slug).module + ending
    submission = Submission(student="t", files=(File(name=name, data=source.encode()),))
    (grade,) = grader.grade(submission)
    return grade


def reference_source(course, slug) -> str:
    return (course.reference / slug / f"{exercise_of(course, slug).module}.py").read_text("utf-8")


def troubles(grade):
    return [
        (o.check, o.status, o.message)
        for o in grade.outcomes
        if o.status != "passed" and not o.bonus
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_reference_earns_everything(grader, course, slug):
    grade = grade_source(grader, course, slug, reference_source(course, slug))

    assert troubles(grade) == []
    assert grade.score.earned == grade.score.possible == 10


@pytest.mark.parametrize("slug", SLUGS)
def test_the_reference_as_a_notebook_earns_everything(grader, course, slug):
    notebook = make_notebook(reference_source(course, slug), exercise_of(course, slug))

    grade = grade_source(grader, course, slug, notebook, ".ipynb")

    assert troubles(grade) == []
    assert grade.score.earned == 10


@pytest.mark.parametrize("ending", [".py", ".ipynb"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_starter_earns_nothing_and_nothing_crashes(grader, course, slug, ending):
    starter = course.folder / slug / (exercise_of(course, slug).module + ending)

    (grade,) = grader.grade(load_submission(starter))

    assert grade.score.earned == 0
    assert {o.status for o in grade.outcomes} <= {"error", "skipped"}


def test_all_in_one_zip_is_graded_like_the_files(grader, course, tmp_path):
    path = tmp_path / "kim.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for slug in SLUGS:
            module = exercise_of(course, slug).module
            archive.writestr(f"homework/{module}.py", reference_source(course, slug))

    grades = grader.grade(load_submission(path))

    assert [grade.exercise for grade in grades] == SLUGS
    assert [grade.score.earned for grade in grades] == [10] * len(SLUGS)


def test_starters_in_a_zip_earn_nothing(grader, course, tmp_path):
    path = tmp_path / "kim.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for slug in SLUGS:
            module = exercise_of(course, slug).module
            archive.write(course.folder / slug / f"{module}.ipynb", f"{module}.ipynb")

    grades = grader.grade(load_submission(path))

    assert [grade.score.earned for grade in grades] == [0] * len(SLUGS)


def test_the_starters_are_what_the_reference_makes(course):
    assert stale_starters(course, course.exercises) == []


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_the_exercise_verifies(course, slug):
    """Everything that `grade course verify` looks at: wrong ideas, right styles, mutants, texts."""
    verified = verify_exercise(course, exercise_of(course, slug))

    found = [f"{f.path.name}:{f.line} {translate(f.what, 'en')}" for f in verified.findings]
    assert found == []
    assert verified.mutants.share_caught >= 0.95
    # no misconception costs more than its header allows
    assert [warning.path.name for warning in verified.warnings] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_has_enough_wrong_and_right_solutions(course, slug):
    equivalents = (course.reference / slug / "equivalents").glob("*.py")

    assert len(load_misconceptions(course, exercise_of(course, slug))) >= 6
    assert len(list(equivalents)) >= 3


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_hand_in_gets_the_same_grade_twice(grader, course, slug):
    text = load_misconceptions(course, exercise_of(course, slug))[0].source

    first, second = (grade_source(grader, course, slug, text) for _ in range(2))

    assert [(o.check, o.status, o.message, o.details) for o in first.outcomes] == [
        (o.check, o.status, o.message, o.details) for o in second.outcomes
    ]
