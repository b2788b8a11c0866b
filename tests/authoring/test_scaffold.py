"""A new exercise joins the course and overwrites nothing."""

import pytest

from grader.authoring.scaffold import new_exercise
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
