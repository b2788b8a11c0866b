"""Hints are shown at once where a value is wrong, and not where its form is."""

from __future__ import annotations

import pytest

from grader.model import Cause, Text
from grader.reports.view import ABOUT_VALUES, hints_of, next_hint

HINT = Text(ko="힌트", en="A hint.")


@pytest.mark.parametrize("cause", sorted(ABOUT_VALUES))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_hints_follow_a_wrong_value(make_outcome, cause, language):
    outcome = make_outcome(cause=cause, hints=(HINT,))

    assert hints_of(outcome, language) == [getattr(HINT, language)]


@pytest.mark.parametrize("cause", sorted(set(Cause) - ABOUT_VALUES))
def test_hints_do_not_follow_anything_else(make_outcome, cause):
    outcome = make_outcome(status=cause.status or "failed", cause=cause, hints=(HINT,))

    assert hints_of(outcome, "en") == []


def test_hints_are_about_failed_checks_only():
    assert {cause.status for cause in ABOUT_VALUES} == {"failed"}


def test_the_next_hint_is_the_first_failed_checks(make_grade, make_outcome):
    passed = make_outcome(check="test_a", status="passed", hints=(HINT,))
    broken = make_outcome(check="test_b", status="broken", hints=(HINT,))
    failed = make_outcome(check="test_c", hints=(HINT, HINT, HINT))

    found = next_hint([make_grade(passed, broken), make_grade(failed, exercise="02")], 2, "en")

    assert (found.exercise, found.texts, found.has_more) == ("02", ["A hint."] * 2, True)


def test_where_everything_passes_there_is_no_next_hint(make_grade, make_outcome):
    assert next_hint([make_grade(make_outcome(status="passed"))], 1, "en") is None
