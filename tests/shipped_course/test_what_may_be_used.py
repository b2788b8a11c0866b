"""Every statement says alike what may not be used, and the worker refuses just that."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.release import make_kit
from grader.course import load_course
from grader.sandbox.pool import open_sandbox
from grader.worker.policy import REFUSED

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
STATEMENTS = sorted((ROOT / "exercises").glob("*/statement.*.md"))
NAMED = ("subprocess", "multiprocessing", "socket", "asyncio", "ctypes", "sqlite3", "tkinter")
LIST = ", ".join(f"`{name}`" for name in NAMED)
SENTENCES = {
    "en": (
        "Modules for processes, the network, the operating system and windows are not allowed "
        f"({LIST} and others), and no file can be opened."
    ),
    "ko": (
        f"프로세스, 네트워크, 운영체제, 창을 다루는 모듈({LIST} 등)은 쓸 수 없고, "
        "파일도 열 수 없습니다."
    ),
}
TRIED = """
def f(what):
    if what == "file":
        return open("answer.py").read()
    __import__(what)
    return 0
"""


def text_of(path: Path) -> str:
    return " ".join(path.read_text("utf-8").split())


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_statement_says_in_the_common_words_what_may_not_be_used(path):
    text = text_of(path)

    assert text.count(SENTENCES[path.name.split(".")[1]]) == 1
    assert "any function" not in text.lower()
    assert "함수는 무엇이든" not in text
    assert "어떤 함수든" not in text


def test_there_is_a_statement_in_each_language_for_each_exercise():
    assert len(STATEMENTS) == 24


def test_the_students_page_and_the_readme_of_the_kit_say_it_too(tmp_path):
    make_kit(load_course(ROOT / "exercises"), tmp_path)
    readme = text_of(tmp_path / "student-kit" / "README.md")

    assert SENTENCES["en"] in text_of(ROOT / "docs" / "students.md")
    assert SENTENCES["en"] in readme
    assert SENTENCES["ko"] in readme


def test_what_is_named_is_refused_as_the_sentence_says():
    assert set(NAMED) <= REFUSED


@pytest.mark.parametrize("what", [*NAMED, "file"])
def test_the_worker_refuses_it(what, make_course, grade_course):
    checks = f"""
    @check(points=1, ko="가")
    def test_it(student):
        \"\"\"It.\"\"\"
        assert_number(student.f({what!r}), 0)
    """
    course = make_course(public=checks, points=1)

    (grade,) = grade_course(course, {"answer.py": TRIED}, open_sandbox())

    assert grade.outcomes[0].status == "error"
    assert grade.score.earned == 0


@pytest.mark.parametrize("what", ["math", "itertools", "functools", "random", "threading", "re"])
def test_the_rest_of_the_standard_library_is_there(what, make_course, grade_course):
    checks = f"""
    @check(points=1, ko="가")
    def test_it(student):
        \"\"\"It.\"\"\"
        assert_number(student.f({what!r}), 0)
    """
    course = make_course(public=checks, points=1)

    (grade,) = grade_course(course, {"answer.py": TRIED}, open_sandbox())

    assert grade.score.earned == 1
