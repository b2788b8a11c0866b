"""All formats of `grade report`: the same text for the same grades, and no hidden value in it."""

from __future__ import annotations

import pytest

from grader.reports.formats import REPORTS


@pytest.mark.parametrize("form", sorted(REPORTS))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_same_grades_give_the_same_text(form, language, mixed_grades):
    assert REPORTS[form](mixed_grades, language) == REPORTS[form](mixed_grades, language)


@pytest.mark.parametrize("form", sorted(set(REPORTS) - {"json"}))
def test_no_format_tells_a_hidden_value(form, make_grade, make_outcome):
    secret = "31337"
    hidden = make_outcome(
        visibility="hidden", expected=secret, actual=secret, output=secret, details=()
    )
    public = make_outcome(check="test_two", expected=secret, actual="1")
    grade = make_grade(hidden)

    assert secret not in REPORTS[form]([grade.for_student()], "en")
    if form in {"html", "markdown", "junit", "gradescope"}:
        assert secret in REPORTS[form]([make_grade(public)], "en")
