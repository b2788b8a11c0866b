"""`grade solution` shows what the course released, and says why there is nothing to show."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from grader.authoring.release import copy_exercises
from grader.course import load_course
from grader.course.solutions import load_solution
from grader.reports.terminal.statement import print_code


@pytest.fixture
def kit(toy_course, tmp_path, monkeypatch, folder):
    """A kit of the toy course, in which the first exercise's solution is released."""
    path = toy_course / "exercises" / "course.toml"
    path.write_text('solutions = ["01"]\n' + path.read_text("utf-8"), "utf-8")
    course = load_course(toy_course)
    copy_exercises(course, course.exercises, tmp_path / "kit" / "exercises")
    monkeypatch.setenv("GRADE_COURSE", str(tmp_path / "kit"))
    return load_course(tmp_path / "kit")


def test_what_is_piped_is_the_solution_as_python(grade, kit):
    ran = grade("solution", "01")

    names: dict = {}
    exec(ran.out, names)
    assert ran.code == 0
    assert names["double"](4) == 8
    assert ran.out == load_solution(kit, kit.exercises[0])


@pytest.mark.parametrize(
    ("language", "said", "tip"),
    [
        ("en", "Your course has not released the solution of 02_mean yet.", "a new kit"),
        ("ko", "02_mean 과제의 모범 답안은 아직 공개되지 않았습니다.", "새 꾸러미"),
    ],
)
def test_a_student_reads_why_there_is_no_solution_and_what_helps(grade, kit, language, said, tip):
    ran = grade("solution", "02", "--lang", language)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert tip in ran.err
    assert "grade statement 02" in ran.err


def test_staff_read_how_to_release_it(grade):
    ran = grade("solution", "05")

    assert (ran.code, ran.out) == (2, "")
    assert "reference/05_pooling/pooling.py" in ran.err
    assert "exercises/course.toml" in ran.err


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_on_a_terminal_it_is_coloured_and_nothing_is_cut(kit, width):
    code = load_solution(kit, kit.exercises[0])
    file = io.StringIO()

    print_code(Console(file=file, force_terminal=True, width=width, color_system="standard"), code)

    shown = re.sub(r"\x1b\[[\d;]*m", "", file.getvalue())
    assert "\x1b[1;34mdef" in file.getvalue()
    assert "".join(shown.split()) == "".join(code.split())
    assert max(map(len, shown.splitlines())) <= width


def test_a_solution_becomes_a_page_in_both_languages(grade, kit, folder):
    ran = grade("solution", "doubling", "--html", "s.html")

    page = (folder / "s.html").read_text("utf-8")
    assert ran.code == 0
    assert '<article lang="ko"><h1' in page
    assert page.count("return x * 2") == 2
    assert "<script" not in page.partition("<article")[2].partition("</article")[0]
