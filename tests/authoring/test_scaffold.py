"""A new exercise joins the course and overwrites nothing."""

import pytest

from grader.authoring.scaffold import KINDS, new_course, new_exercise
from grader.authoring.verify import Effort, verify_exercise
from grader.course import load_course
from grader.errors import GraderError


def loaded(made):
    return load_course(made.root / "exercises")


def test_a_second_exercise_joins_the_list_and_the_first_stays(made):
    new_exercise(loaded(made), "02_thrice")

    assert [exercise.slug for exercise in loaded(made).exercises] == ["01_twice", "02_thrice"]


def test_the_lists_comments_and_form_are_kept(made):
    manifest = made.root / "exercises" / "course.toml"
    text = '# mine\nexercises = [\n    "01_twice",\n]\ntitle = { ko = "강좌", en = "Course" }\n'
    manifest.write_text(text, "utf-8")

    new_exercise(loaded(made), "02_thrice")

    assert manifest.read_text("utf-8") == text.replace(
        '    "01_twice",\n', '    "01_twice",\n    "02_thrice",\n'
    )


@pytest.mark.parametrize("name", ["twice", "1_twice", "02_Thrice", "02_thrice!", "../02_x"])
def test_a_name_that_is_none_is_refused(made, name):
    with pytest.raises(GraderError, match="not a valid name"):
        new_exercise(loaded(made), name)


def test_an_exercise_is_never_overwritten(made):
    with pytest.raises(GraderError, match="there already"):
        new_exercise(loaded(made), "01_twice")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_exercise_of_each_kind_verifies_without_a_finding(tmp_path, kind):
    new_course(tmp_path, "A course")
    course = load_course(tmp_path / "exercises")
    new_exercise(course, "02_second", kind)
    course = load_course(tmp_path / "exercises")

    verified = verify_exercise(
        course,
        course.exercises[1],
        Effort(repeats=2, secrets=2, mutants=True),
        progress=lambda _words: None,
    )

    assert verified.findings == []
    assert not verified.warnings


def test_a_new_course_has_a_secret_of_its_own_and_says_how_students_begin(tmp_path):
    for name in ("one", "two"):
        new_course(tmp_path / name, 'A "quoted" 과정\\')
    one, two = (load_course(tmp_path / name / "exercises") for name in ("one", "two"))

    assert len(one.secret) > 20
    assert one.secret != two.secret
    assert one.title.en == 'A "quoted" 과정\\'
    assert "grade start" in (tmp_path / "one" / "README.md").read_text("utf-8")
    assert ".venv/" in (tmp_path / "one" / ".gitignore").read_text("utf-8").splitlines()


def test_what_is_in_the_folder_stays(tmp_path):
    (tmp_path / "README.md").write_text("mine", "utf-8")

    new_course(tmp_path, "A course")

    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize("below", [".", "exercises", "notes/deep"])
def test_a_course_is_not_begun_inside_another(tmp_path, below):
    new_course(tmp_path, "A course")

    with pytest.raises(GraderError, match="a course already"):
        new_course(tmp_path / below, "Another")
