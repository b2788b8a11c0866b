"""Whole runs: submissions in the real sandbox, and the grades that must come of them.

Each folder in `cases/` is a submission for the toy course with its expected outcomes.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.course import load_course
from grader.errors import CourseError
from grader.i18n import translate
from grader.pipeline import Grader
from grader.reports.formats.markdown import render_markdown
from grader.results.grade_file import parse_grades, render_json
from grader.sandbox.inprocess import InProcessSandbox
from grader.submission import read_submission

RIGHT = "def double(x):\n    return 2 * x\n"
CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.toml"))


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request):
    """A case's expected outcomes, and the folder of its submission."""
    expected = msgspec.toml.decode((request.param / "expected.toml").read_bytes())
    return expected, request.param / "submission"


@pytest.fixture
def grades(case, forked_toy_grader):
    """Exercise -> grade of the case."""
    return {g.exercise: g for g in forked_toy_grader.grade_all(read_submission(case[1], "kim"))}


def test_a_case_ends_as_it_says(case, grades):
    expected, _ = case
    asked = {slug: wanted for slug, wanted in expected.items() if slug != "claim"}

    found = {
        slug: {
            "file": grades[slug].file,
            "earned": grades[slug].score.earned,
            "statuses": [outcome.status for outcome in grades[slug].outcomes],
        }
        for slug in asked
    }

    assert asked
    assert found == {
        slug: {key: wanted[key] for key in ("file", "earned", "statuses")}
        for slug, wanted in asked.items()
    }


def test_a_case_is_told_what_it_says_and_not_what_it_does_not(case, grades):
    expected, _ = case

    for slug, wanted in expected.items():
        if slug != "claim":
            told = [problem.message for problem in grades[slug].problems]
            told += [o.message for o in grades[slug].outcomes if o.message is not None]
            text = "\n".join(translate(message, "en") for message in told)
            assert [part for part in wanted.get("says", []) if part not in text] == []
            assert [part for part in wanted.get("never", []) if part in text] == []


def test_a_case_names_the_misconceptions_that_it_says(case, grades):
    expected, _ = case

    for slug, grade in grades.items():
        named = {o.misconception.en for o in grade.outcomes if o.misconception is not None}
        assert named == set(expected.get(slug, {}).get("misconceptions", []))


def test_a_case_can_be_kept_and_reported_in_both_languages(grades):
    made = tuple(grades.values())

    assert parse_grades(render_json(made)) == made
    for language in ("ko", "en"):
        assert render_markdown([grade.for_student() for grade in made], language).startswith(
            "# kim"
        )


def test_there_are_cases():
    assert len(CASES) >= 50


# -- submissions that once hurt the grader


@pytest.mark.attack
def test_a_huge_answer_is_wrong_and_the_next_submission_is_graded(grade_text_forked):
    grade = grade_text_forked("import numpy as np\ndef double(x): return np.zeros(10**7, 'u1')\n")

    assert {o.status for o in grade.outcomes} <= {"failed", "skipped"}
    assert grade_text_forked(RIGHT).all_passed()


@pytest.mark.attack
def test_a_statement_reported_with_a_strange_number_is_left_out(grade_text_forked):
    source = (
        "import os, struct\n"
        "def send(text):\n"
        "    body = b'd' + bytes([2])\n"
        "    for word in ('event', 'running', 'where', text):\n"
        "        raw = word.encode()\n"
        "        body += b's' + bytes([len(raw)]) + raw\n"
        "    for fd in range(3, 64):\n"
        "        try: os.write(fd, struct.pack('<I', len(body)) + body)\n"
        "        except OSError: pass\n"
        "send('x:²'); os._exit(0)\n"
    )

    grade = grade_text_forked(source + RIGHT)

    assert grade.outcomes
    assert grade_text_forked(RIGHT).all_passed()


@pytest.mark.attack
def test_a_line_number_of_an_absurdly_long_file_is_not_shown(grade_text_forked):
    source = (
        "def double(x):\n"
        "    n = 150_000\n"
        "    exec(compile('\\n' * (n - 1) + '1 / 0', 'doubling.py', 'exec'))\n" + "\n" * 200_000
    )

    grade = grade_text_forked(source)

    hidden = [o for o in grade.for_student().outcomes if o.visibility == "hidden" and o.message]
    assert hidden
    assert not any("150000" in str(o) for o in hidden)


def test_checks_on_demand_are_collected_when_their_exercise_is_graded_first(
    toy_course, make_submission
):
    (toy_course / "exercises/02_mean/test_public.py").write_text("this is no Python\n")
    course = load_course(toy_course)
    submission = make_submission({"doubling.py": RIGHT})

    with Grader(course, course.exercises, InProcessSandbox(), on_demand=True) as grader:
        (grade,) = grader.grade_all(submission, ["01_double"])

        assert grade.all_passed()
        with pytest.raises(CourseError, match="does not load"):
            grader.grade_all(submission, ["02_mean"])
    with pytest.raises(CourseError), Grader(course, course.exercises, InProcessSandbox()):
        pass
