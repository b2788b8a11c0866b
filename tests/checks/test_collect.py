"""Courses that contradict themselves are refused, with the file and the check that are at fault."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.checks import collect
from grader.checks.collect import collect_checks
from grader.course import load_course
from grader.errors import CourseError
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "def f(x):\n    return 2 * x\n"
ONE = '''
@check(points=1, ko="")
def test_one(student):
    """One."""
    assert_number(student.f(1), 2)
'''


def test_the_toy_course_is_in_order(toy_course, grade_course, right_answers):
    assert all(grade.all_passed() for grade in grade_course(toy_course, right_answers))


@pytest.mark.parametrize(
    ("course", "sentence"),
    [
        ({"public": ONE, "points": 2}, "points = 2, but the checks add up to 1"),
        ({"public": ONE.replace('"""One."""', ""), "points": 1}, "test_one has no docstring"),
        (
            {"public": ONE.replace("points=1,", "points=1, hint='h',"), "points": 1},
            "names the hint 'h'",
        ),
        (
            {"public": ONE.replace("points=1,", "points=1, requires=['test_two'],"), "points": 1},
            "requires 'test_two', which is no check",
        ),
        ({"public": ONE, "hidden": ONE, "points": 2}, "test_one exists twice"),
        ({"public": "def test_x(student):\n    pass\n", "points": 0}, "test_x has no @check"),
        ({"public": "def test_x(:\n", "points": 0}, "does not load"),
        ({"public": "import no_such_library\n" + ONE, "points": 1}, "no_such_library"),
        (
            {"public": ONE.replace("(student)", "(student, refrence)"), "points": 1},
            "'refrence', which is no fixture of checks. Did you mean reference?",
        ),
        (
            {"public": ONE.replace("(student)", "(training_run)"), "points": 1},
            "asks for `training_run`, and exercise.toml has no",
        ),
    ],
)
def test_a_course_that_contradicts_itself_is_refused(make_course, grade_course, course, sentence):
    folder = make_course(**course)

    with pytest.raises(CourseError, match=sentence.replace("(", r"\(")):
        grade_course(folder, {"answer.py": RIGHT})


@pytest.mark.parametrize(
    ("public", "sentence"),
    [
        (ONE.replace('"""One."""', ""), "test_one 검사에 docstring이 없습니다."),
        (
            ONE.replace("points=1,", "points=1, requires=['test_two'],"),
            "test_one 검사가 요구하는 'test_two' 검사는 없습니다.",
        ),
        (
            ONE.replace("points=1", "points=2"),
            "points = 1인데 검사의 배점을 더하면 2입니다.",
        ),
    ],
)
def test_the_refusal_is_told_in_korean(make_course, grade_course, public, sentence):
    folder = make_course(public=public, points=1)

    with pytest.raises(CourseError) as caught:
        grade_course(folder, {"answer.py": RIGHT})

    assert caught.value.render("ko").endswith(f": {sentence}")
    assert caught.value.render("ko").startswith(str(caught.value.path))


def test_a_check_cannot_require_one_that_comes_later(make_course, grade_course):
    public = ONE.replace("points=1,", "points=1, requires=['test_two'],")
    folder = make_course(public=public + ONE.replace("test_one", "test_two"), points=2)

    with pytest.raises(CourseError, match="comes after it"):
        grade_course(folder, {"answer.py": RIGHT})


@pytest.mark.parametrize(
    "mark", ["check(points='one', ko='')", "pytest.mark.check(points=1)", "pytest.mark.check"]
)
def test_a_mark_that_lacks_its_parts_is_named_with_its_check(make_course, grade_course, mark):
    public = "import pytest\n" + ONE.replace('check(points=1, ko="")', mark)
    folder = make_course(public=public, points=1)

    with pytest.raises(CourseError, match="test_one"):
        grade_course(folder, {"answer.py": RIGHT})


@pytest.mark.parametrize("file", ["exercises/01_f/test_public.py", "reference/01_f/test_hidden.py"])
def test_a_missing_file_of_checks_is_named(make_course, grade_course, file):
    folder = make_course(public=ONE, hidden=ONE.replace("one", "two"), points=2)
    (folder / file).unlink()

    with pytest.raises(CourseError, match=file.rpartition("/")[2]):
        grade_course(folder, {"answer.py": RIGHT})


def test_a_course_may_be_loaded_whose_exercise_is_not_graded(toy_course):
    course = load_course(toy_course)
    (course.folder / "02_mean" / "test_public.py").write_text("broken(")

    with Grader(course, course.exercises[:1], InProcessSandbox()) as grader:
        assert grader.judge.checks("01_double")


@pytest.mark.parametrize("folder", ["exercises", "tests/toy_course/exercises"])
def test_files_are_collected_alike_with_and_without_pytest(monkeypatch, folder):
    course = load_course(ROOT / folder)
    ours = collect_checks(course, course.exercises)
    monkeypatch.setattr(collect, "_NEEDS_PYTEST", re.compile(""))

    by_pytest = collect_checks(course, course.exercises)

    def told(collected):
        return {
            slug: [(name, one.check, one.fixtures, one.parameters) for name, one in checks.items()]
            for slug, checks in collected.items()
        }

    assert told(ours) == told(by_pytest)
    assert sum(map(len, ours.values())) > 4


A_DATACLASS = """
from dataclasses import dataclass
@dataclass
class Row:
    x: int
"""
A_BARE_ASSERT = ONE.replace("assert_number(student.f(1), 2)", "assert student.f(1) == 2")
IN_A_CLASS = "class TestAll:" + ONE.replace("\n", "\n    ").replace("(student)", "(self, student)")


@pytest.mark.parametrize(
    ("public", "names"),
    [
        (ONE, ["test_one"]),
        (ONE + A_DATACLASS, ["test_one"]),
        (ONE + "\ntested = 3\nhelper = lambda: 1\n", ["test_one"]),
        (
            "import pytest\n@pytest.mark.parametrize('x', [1, 2])"
            + ONE.replace("(student)", "(student, x)"),
            ["test_one[1]", "test_one[2]"],
        ),
        (A_BARE_ASSERT, ["test_one"]),
        (IN_A_CLASS, ["test_one"]),
    ],
    ids=["plain", "a dataclass", "other names", "parameters", "a bare assert", "a class"],
)
def test_what_pytest_alone_understands_is_left_to_it(make_course, public, names):
    course = load_course(make_course(public=public, points=len(names)))

    assert list(collect_checks(course, course.exercises)["01_f"]) == names


def test_a_file_of_checks_that_wants_to_end_the_grader_does_not_load(make_course, grade_course):
    folder = make_course(public="raise SystemExit('enough')\n", points=0)

    with pytest.raises(CourseError, match=r"test_public\.py:\d+: .*SystemExit: enough"):
        grade_course(folder, {"answer.py": RIGHT})


def test_an_interrupt_while_checks_are_collected_is_no_fault_of_the_course(make_course):
    course = load_course(make_course(public="raise KeyboardInterrupt\n", points=0))

    with pytest.raises(KeyboardInterrupt):
        collect_checks(course, course.exercises)


def test_checks_of_the_shipped_course_are_collected_without_loading_pytest():
    """Else a cold `grade check` takes half as long again."""
    code = (
        "import sys; from pathlib import Path; from grader.course import load_course;"
        "from grader.checks.collect import collect_checks;"
        "course = load_course(Path('exercises')); collect_checks(course, course.exercises);"
        "print('_pytest' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True
    )

    assert done.stdout == "False\n", done.stderr


@pytest.mark.parametrize("beside", ["", "import pytest\n"], ids=["plain", "by pytest"])
def test_a_file_that_was_changed_in_the_same_second_is_collected_anew(
    make_course, monkeypatch, beside
):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    course = load_course(make_course(public=beside + ONE, points=1))
    collect_checks(course, course.exercises)
    path = course.check_files("01_f")["public"]
    before = path.stat()
    path.write_text(path.read_text().replace("test_one", "test_two"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert list(collect_checks(course, course.exercises)["01_f"]) == ["test_two"]
