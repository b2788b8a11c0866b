"""A reference solution becomes what students are shown, and a copy of that is known again."""

from __future__ import annotations

import ast
import json
import re
import shutil

import pytest

from grader.course import load_course
from grader.course.solutions import NAME, load_solution, pack, released_text, unpack
from grader.errors import CourseError, GraderError
from grader.i18n import translate
from grader.model import File, Problem
from grader.model.released import as_released, is_released
from grader.submission.sources import read_source
from tests.conftest import SHIPPED

CODE = "def double(x):\n    return x * 2\n"


@pytest.fixture
def released(toy_course):
    """The toy course with the solution of its first exercise released."""
    path = toy_course / "exercises" / "course.toml"
    path.write_text('solutions = ["01"]\n' + path.read_text("utf-8"), "utf-8")
    return load_course(toy_course)


@pytest.mark.parametrize("slug", ["05_pooling", "11_keras_repair"])
def test_students_see_the_code_without_marks_and_without_what_was_to_repair(slug):
    course = load_course(SHIPPED)
    (exercise,) = (e for e in course.exercises if e.slug == slug)

    text = released_text(course, exercise)

    assert "SOLUTION" not in text
    assert "INSTEAD" not in text
    assert "NotImplementedError" not in text
    named = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    assert set(exercise.functions) <= named
    reference = course.solution(exercise).read_text("utf-8")
    kept = reference.partition("# INSTEAD")[0] if "# INSTEAD" in reference else reference
    code = (line.strip() for line in kept.splitlines() if "# BEGIN" not in line)
    lines = {line.strip() for line in text.splitlines()}
    assert {line for line in code if "# END" not in line} <= lines


COURSES = [
    (path.parents[1], path.parent.name)
    for path in sorted((SHIPPED.parent / "tests/courses").glob("*/exercises/*/exercise.toml"))
]


@pytest.mark.parametrize(("folder", "slug"), COURSES, ids=lambda value: str(value)[-20:])
def test_whatever_students_write_a_copy_of_the_solution_is_known(folder, slug):
    """Variables, classes, answers to questions, a solution that is made of a notebook."""
    course = load_course(folder)
    (exercise,) = (e for e in course.exercises if e.slug == slug)

    text = released_text(course, exercise)
    read = read_source(File(name=f"{exercise.module}.py", data=text.encode()))

    assert is_released("\n".join(cell for _label, cell in read.cells))
    assert not re.search("SOLUTION|HIDDEN TESTS|course stub", text)
    assert all(name in text for name in exercise.names)


def saved_as(form: str) -> File:
    text = as_released(CODE)
    texts = {
        "as it is": text.encode(),
        "windows": text.replace("\n", "\r\n").encode(),
        "powershell": text.encode("utf-16"),
        "byte order mark": text.encode("utf-8-sig"),
        "trailing blanks": text.replace("\n", "  \n").encode() + b"\n\n",
        "broken lines": text.replace("return x", "return\n x").encode(),
    }
    if form == "notebook":
        cells = [{"cell_type": "code", "source": text}]
        return File(name="double.ipynb", data=json.dumps({"cells": cells}).encode())
    return File(name="double.py", data=texts[form])


@pytest.mark.parametrize(
    "form",
    [
        "as it is",
        "windows",
        "powershell",
        "byte order mark",
        "trailing blanks",
        "broken lines",
        "notebook",
    ],
)
def test_a_copy_is_known_however_it_was_saved(form):
    read = read_source(saved_as(form))

    assert not isinstance(read, Problem)
    assert is_released("\n".join(text for _label, text in read.cells))


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        as_released(CODE).replace("* 2", "* 3"),
        as_released(CODE) + "\n\nprint(double(2))\n",
        "x = 1\n" + as_released(CODE),
        as_released(CODE).partition("\n")[2],
        "",
    ],
)
def test_what_somebody_has_changed_is_no_copy(text):
    assert is_released(as_released(CODE))

    assert not is_released(text)


@pytest.mark.parametrize("name", ["01", "1", "01_double", "doubling"])
def test_a_solution_is_released_by_any_name_of_its_exercise(toy_course, name):
    path = toy_course / "exercises" / "course.toml"
    path.write_text(f'solutions = ["{name}"]\n' + path.read_text("utf-8"), "utf-8")

    assert load_course(toy_course).solutions == ("01_double",)


def test_a_wrong_name_under_solutions_is_an_error_of_course_toml(toy_course):
    path = toy_course / "exercises" / "course.toml"
    path.write_text('solutions = ["01_doubel"]\n' + path.read_text("utf-8"), "utf-8")

    with pytest.raises(CourseError) as caught:
        load_course(toy_course)

    assert caught.value.path.name == "course.toml"
    assert "01_double" in translate(caught.value.tip, "en")


def test_staff_see_what_students_see(released):
    first, second = released.exercises

    assert load_solution(released, first) == released_text(released, first)
    with pytest.raises(GraderError, match=r"not released.*02_mean.*course\.toml"):
        load_solution(released, second)


def test_a_kit_shows_the_solution_that_it_carries_and_no_other(released):
    first, second = released.exercises
    (released.folder / first.slug / NAME).write_bytes(pack(released_text(released, first)))
    shutil.rmtree(released.reference)
    kit = load_course(released.folder)

    assert "return x * 2" in load_solution(kit, first)
    with pytest.raises(GraderError, match="has not released the solution of 02_mean"):
        load_solution(kit, second)


@pytest.mark.parametrize("data", [b"", b"nonsense", pack("x")[:-3], pack("x")[:20] + b"\xff" * 9])
def test_a_damaged_file_is_an_error_with_its_path(toy_course, data):
    shutil.rmtree(toy_course / "reference")
    kit = load_course(toy_course)
    (kit.folder / "01_double" / NAME).write_bytes(data)

    with pytest.raises(CourseError, match=r"solution\.bin: this file cannot be read"):
        load_solution(kit, kit.exercises[0])


def test_what_is_packed_comes_out_again_and_cannot_be_read_by_eye():
    assert unpack(pack(CODE)) == CODE
    assert b"double" not in pack(CODE)
