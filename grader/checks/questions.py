"""The answers to an exercise's questions -> outcomes.

An answer in words waits for a person. A choice is judged at once where the solution says which is
right: here, so the right choices never enter a worker, and a students' kit has no solution.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from grader.i18n import N_
from grader.model import Cause, Check, Message, message
from grader.model.question import Constant, written_in
from grader.text import clean

from .outcomes import not_tried, passed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Choice, Course, Exercise, Outcome, Question
    from grader.submission.answers import Answer

MAX_WORDS = 50  # of an answer that is a choice
_TICKED = re.compile(r"^[ \t]*[-*+][ \t]*\[[xXvV✓✔]\][ \t]*(.{0,500})$", re.MULTILINE)
_UNTICKED = re.compile(r"^[ \t]*[-*+][ \t]*\[[ \t]?\].{0,500}$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_AND = {"and", "와", "과", "및", "그리고"}

Choices = frozenset[str]
Right = dict[str, Choices]


def load_right_choices(course: Course, exercise: Exercise) -> Right:
    """The right choices by question, as the solution picks them; none without a `reference/`."""
    path = course.solution(exercise)
    asked = [question for question in exercise.questions if question.choices]
    if path is None or not asked or not path.is_file():
        return {}
    source = path.read_text("utf-8")
    right = {}
    for question in asked:
        place = Constant(question.id).find(source)
        picked = picked_choices(question, place.text) if place is not None else None
        if picked:
            right[question.id] = picked
    return right


def question_checks(exercise: Exercise, right: Right) -> list[Check]:
    """The questions as checks, for outcomes and sums of points."""
    return [
        Check(
            id=question.check,
            title=question.text,
            points=question.points,
            visibility="hidden" if question.id in right else "public",
        )
        for question in exercise.questions
    ]


def judge_answers(exercise: Exercise, answers: Mapping[str, Answer], right: Right) -> list[Outcome]:
    """An outcome for each question, with the student's text cleaned and otherwise as it is."""
    checks = question_checks(exercise, right)
    return [
        _judge(question, check, answers[question.id], right.get(question.id))
        for question, check in zip(exercise.questions, checks, strict=True)
    ]


def _judge(question: Question, check: Check, answer: Answer, right: Choices | None) -> Outcome:
    if not answer.text:
        return not_tried(check, Cause.NOT_ANSWERED, _not_answered(check))
    text = clean(answer.text)
    if not question.choices:
        return _waiting(check, text, message("A person will look at this answer."))
    picked = None if answer.is_stray else picked_choices(question, text)
    if picked is None:
        said = N_(
            "No choice can be read from this answer, so a person will look at it. The letter of a "
            "choice alone can be read."
        )
        return _waiting(check, text, message(said))
    if question.kind == "one" and len(picked) > 1:
        return _wrong(check, text, message("One choice is asked for, and several are picked."))
    if right is None:
        read = ", ".join(one.id for one in question.choices if one.id.lower() in picked)
        said = N_("Your answer is read as {choices}, and judged after you hand in.")
        return _waiting(check, text, message(said, choices=read))
    if picked == right:
        return passed(check)
    return _wrong(check, text, message("This is not the right choice."))


def _not_answered(check: Check) -> Message:
    return Message(
        text=N_("Not answered yet: {title}"),
        values={"title": check.title.en, "title_ko": check.title.ko},
        ko="아직 답하지 않은 질문: {title_ko}",
    )


def _waiting(check: Check, text: str, said: Message) -> Outcome:
    outcome = not_tried(check, Cause.TO_REVIEW, said)
    return msgspec.structs.replace(outcome, actual=text, visibility="public")


def _wrong(check: Check, text: str, said: Message) -> Outcome:
    return msgspec.structs.replace(not_tried(check, Cause.WRONG_CHOICE, said), actual=text)


def picked_choices(question: Question, text: str) -> Choices | None:
    """The choices that an answer names by ticks, by letters, or by their texts; None if unclear."""
    ticked = _TICKED.findall(text)
    if ticked or _UNTICKED.search(text):
        lines = ticked
    else:
        lines = [line for line in written_in(text).splitlines() if line.strip()]
    picked: set[str] = set()
    for line in lines:
        named = _choices_in(line, question.choices)
        if named is None:
            return None
        picked |= named
    return frozenset(picked) or None


def _choices_in(line: str, choices: tuple[Choice, ...]) -> set[str] | None:
    words = [word.lower() for word in _WORD.findall(line)[:MAX_WORDS]]
    ids = {choice.id.lower() for choice in choices}
    for choice in choices:
        for text in (choice.text.ko, choice.text.en):
            whole = [word.lower() for word in _WORD.findall(text)]
            if words in (whole, [choice.id.lower(), *whole]):
                return {choice.id.lower()}
    named = {word for word in words if word not in _AND}
    return named if named and named <= ids else None
