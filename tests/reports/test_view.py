"""Hints are shown at once where what is in an answer is wrong, and not where its form is."""

from __future__ import annotations

import pytest

from grader.feedback import ABOUT_VALUES
from grader.model import Message, Text, message
from grader.reports.view import hints_of

HINT = Text(ko="힌트", en="A hint.")


@pytest.mark.parametrize("text", sorted(ABOUT_VALUES))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_hints_follow_what_is_wrong_in_an_answer(make_outcome, text, language):
    outcome = make_outcome(status="failed", message=message(text, function="f"), hints=(HINT,))

    assert hints_of(outcome, language) == [getattr(HINT, language)]


def test_hints_follow_an_authors_own_sentence(make_outcome):
    said = Message(text="It should be symmetric.", ko="대칭이어야 합니다.")

    assert hints_of(make_outcome(status="failed", message=said, hints=(HINT,)), "en") == ["A hint."]


@pytest.mark.parametrize(
    ("status", "text"),
    [("failed", "The array has the wrong shape."), ("error", "The values are wrong.")],
)
def test_hints_do_not_follow_a_wrong_form_or_an_exception(make_outcome, status, text):
    outcome = make_outcome(status=status, message=message(text), hints=(HINT,))

    assert hints_of(outcome, "en") == []
