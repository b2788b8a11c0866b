"""`rubric.toml`: criteria with levels; mistakes are named; it changes no grade."""

from __future__ import annotations

import pytest

from grader.course import load_course
from grader.course.rubric import RUBRIC, load_rubric
from grader.errors import CourseError
from grader.fingerprint import hash_exercise

STYLE = """
[[criteria]]
id = "style"
title = { ko = "코드 모양", en = "Style" }
levels = [
    { said = { ko = "좋다", en = "Good" }, points = 0 },
    { said = { ko = "나쁘다", en = "Bad" }, points = -0.5 },
]
"""


@pytest.fixture
def rubric_of(toy_course):
    """Reads a text as the rubric of 01_double."""

    def read(text: str):
        course = load_course(toy_course)
        (course.folder / "01_double" / RUBRIC).write_text(text, "utf-8")
        return load_rubric(course, "01_double")

    return read


def test_criteria_have_levels_with_points(rubric_of):
    (criterion,) = rubric_of(STYLE).criteria

    assert criterion.title.en == "Style"
    assert [level.points for level in criterion.levels] == [0, -0.5]


def test_an_exercise_without_the_file_has_no_criteria(toy_course):
    assert load_rubric(load_course(toy_course), "02_mean").criteria == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STYLE + STYLE, "two criteria are called 'style'"),
        (STYLE.replace("points = 0 }", "point = 0 }"), "Did you mean points"),
        (STYLE.replace("points = 0 }", "points = inf }"), "no number"),
        ('[[criteria]]\nid = "a"\ntitle = { ko = "", en = "" }\nlevels = []\n', "1 to 10 levels"),
        ("criteria = 3\n", "criteria"),
    ],
)
def test_a_mistake_is_named_with_the_file(rubric_of, text, said):
    with pytest.raises(CourseError) as refused:
        rubric_of(text)

    assert RUBRIC in str(refused.value)
    assert said in str(refused.value)


def test_a_rubric_changes_no_grade(toy_course):
    course = load_course(toy_course)
    before = hash_exercise(course, course.exercises[0])

    (course.folder / "01_double" / RUBRIC).write_text(STYLE, "utf-8")

    assert hash_exercise(course, course.exercises[0]) == before
