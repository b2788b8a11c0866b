"""The kit of the shipped course tells its most instructive idea where students see it first."""

from pathlib import Path

import pytest

from grader.authoring.kit_ideas import write_ideas
from grader.authoring.release import copy_exercises
from grader.course import load_course
from grader.reports.formats.markdown import render_markdown

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_flipped_kernel_is_told_in_each_finding_and_both_languages(
    tmp_path, wrong_solution, grade_course
):
    course = load_course(ROOT / "exercises")
    copy_exercises(course, course.exercises[:1], tmp_path / "exercises")
    write_ideas(course, tmp_path / "exercises", lambda words: None)

    source = wrong_solution("01_convolution", "kernel_flipped")
    (grade,) = grade_course(tmp_path, {"convolution.py": source})

    failed = [outcome for outcome in grade.outcomes if outcome.status == "failed"]
    assert {outcome.check for outcome in failed} == {
        "test_worked_signal",
        "test_worked_3x3",
        "test_worked_channels",
    }
    assert {outcome.misconception for outcome in failed} == {failed[0].misconception}
    assert "Your values are those of a flipped kernel." in render_markdown([grade], "en")
    assert "값이 커널을 뒤집어 계산한 것과 같습니다." in render_markdown([grade], "ko")
