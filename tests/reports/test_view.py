"""Hints follow the fault: the check's own where a value is wrong, else advice on its form."""

from __future__ import annotations

import pytest

from grader.model import Cause, Text
from grader.reports.advice import ABOUT_VALUES, hints_of
from grader.reports.view import next_hint

HINT = Text(ko="힌트", en="A hint.")


@pytest.mark.parametrize("cause", sorted(ABOUT_VALUES))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_hints_follow_a_wrong_value(make_outcome, cause, language):
    outcome = make_outcome(cause=cause, hints=(HINT,))

    assert hints_of(outcome, language) == [getattr(HINT, language)]


@pytest.mark.parametrize("cause", sorted(set(Cause) - ABOUT_VALUES))
def test_the_check_s_hints_follow_nothing_else(make_outcome, cause):
    outcome = make_outcome(status=cause.status or "failed", cause=cause, hints=(HINT,))

    assert "A hint." not in hints_of(outcome, "en")


WITHOUT_ADVICE = {
    *(Cause.KILLED, Cause.BROKE_RULES, Cause.UNFINISHED, Cause.MODEL_NOT_REBUILT),
    *(cause for cause in Cause if cause.status in {None, "skipped", "broken"}),
}


@pytest.mark.parametrize("cause", sorted(set(Cause) - ABOUT_VALUES - WITHOUT_ADVICE))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_fault_that_a_student_can_mend_has_advice_of_its_own(make_outcome, cause, language):
    outcome = make_outcome(status=cause.status, cause=cause, hints=(HINT,))

    advice = hints_of(outcome, language)

    others = {c: hints_of(make_outcome(cause=c), language) for c in set(Cause) - {cause}}
    assert advice
    assert advice not in others.values()


@pytest.mark.parametrize("cause", sorted(WITHOUT_ADVICE))
def test_what_a_student_cannot_mend_has_no_advice(make_outcome, cause):
    assert hints_of(make_outcome(cause=cause, hints=(HINT,)), "en") == []


def test_hints_are_about_failed_checks_only():
    assert {cause.status for cause in ABOUT_VALUES} == {"failed"}


LADDER = tuple(Text(ko=f"힌트 {n}", en=f"Hint {n}.") for n in range(1, 4))


def test_the_next_hint_is_the_first_failed_checks_second_because_check_has_shown_one(
    make_grade, make_outcome
):
    passed = make_outcome(check="test_a", status="passed", hints=LADDER)
    broken = make_outcome(check="test_b", status="broken", hints=LADDER)
    skipped = make_outcome(check="test_s", status="skipped", hints=LADDER)
    failed = make_outcome(check="test_c", hints=LADDER)
    grades = [make_grade(passed, broken, skipped), make_grade(failed, exercise="02")]

    one, two = next_hint(grades, 1, "en"), next_hint(grades, 2, "en")

    assert (one.exercise, one.texts, one.has_more) == ("02", ["Hint 2."], True)
    assert (two.texts, two.has_more) == (["Hint 2.", "Hint 3."], False)


def test_the_hint_for_another_function_begins_with_the_first_step(make_grade, make_outcome):
    def failed(name):
        title = Text(ko=f"{name}: 값", en=f"{name}: the value.")
        return make_outcome(check=f"test_{name}", title=title, hints=LADDER)

    grade = make_grade(failed("first"), failed("second"))

    found = next_hint([grade], 1, "en", "second")

    assert (found.title, found.texts) == ("second: the value.", ["Hint 1."])
    assert next_hint([grade], 1, "en", "third") is None


def test_where_everything_passes_there_is_no_next_hint(make_grade, make_outcome):
    assert next_hint([make_grade(make_outcome(status="passed"))], 1, "en") is None
