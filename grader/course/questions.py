"""The questions of an exercise: their faults, and their text for students."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from grader.i18n import N_, gettext, in_languages, pick, points
from grader.model import message
from grader.model.question import PLACEHOLDERS, Constant, comment_of, constant_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model import Language, Message, Question

_ID = re.compile(r"[A-Za-z]\w{0,39}", re.ASCII)
_CHOICE = re.compile(r"[A-Za-z0-9]{1,20}")
_HOW = {
    "text": "",
    "one": N_("Write the letter of your choice below, and nothing else."),
    "several": N_("Write the letters of all that are right below, and nothing else."),
}


def wrong_questions(questions: Sequence[Question]) -> Iterator[tuple[str, Message]]:
    """Faults of questions, each with the id of its question."""
    times = Counter(question.id for question in questions)
    for question in questions:
        name, ids = question.id, [choice.id.lower() for choice in question.choices]
        if not _ID.fullmatch(name):
            yield name, message("question {id!r}: an id is letters, digits and _.", id=name)
        if times[name] > 1:
            yield name, message("two questions are called {id!r}.", id=name)
        if not (math.isfinite(question.points) and question.points > 0):
            yield name, message("question {id!r} needs points above 0.", id=name)
        if question.kind == "text" and ids:
            text = N_('question {id!r} has choices, so it needs kind = "one" or "several".')
            yield name, message(text, id=name)
        if question.kind != "text" and len(ids) < 2:
            yield name, message("question {id!r} needs at least two choices.", id=name)
        if len(set(ids)) < len(ids) or not all(map(_CHOICE.fullmatch, ids)):
            text = N_("question {id!r}: each choice needs an id of its own, such as a, b and c.")
            yield name, message(text, id=name)


def question_text(question: Question, language: Language) -> str:
    """A question as Markdown, with its points and choices."""
    text = N_("**Question** ({points} pt): {text}")
    worth = points(question.points)
    lines = [gettext(text, language, points=worth, text=pick(question.text, language)), ""]
    lines += [f"- {choice.id}) {pick(choice.text, language)}" for choice in question.choices]
    if how := _HOW[question.kind]:
        lines += ["", gettext(how, language)]
    return "\n".join(lines).strip()


def answer_cell(question: Question, readers: Sequence[Language]) -> str:
    """The text of the cell into which students write."""
    return f"{comment_of('answer', question.id)}\n{in_languages(*PLACEHOLDERS, readers)}"


def with_open_answers(
    source: str, questions: Sequence[Question], readers: Sequence[Language]
) -> str:
    """A solution with an empty place for each answer; those that it has none of come at its end."""
    for question in questions:
        place = _place(question, readers)
        found = Constant(question.id).find(source)
        if found is None:
            source = f"{source.rstrip()}\n\n\n{place}\n"
        else:
            source = source[: found.begin] + place + source[found.end :]
    return source


def without_answers(source: str, questions: Sequence[Question]) -> str:
    """A solution without its answers, for a notebook: they have cells of their own there."""
    for question in questions:
        found = Constant(question.id).find(source)
        if found is not None:
            source = source[: found.begin] + source[found.end :]
    return source.strip() + "\n"


def _place(question: Question, readers: Sequence[Language]) -> str:
    """A question as comments of a Python file, and the text for its answer."""
    texts = dict.fromkeys(question_text(question, reader) for reader in readers)
    lines = [line for text in texts for line in text.splitlines() if line]
    comments = [f"# {line.replace('**', '')}" for line in lines]
    return "\n".join([*comments, constant_of(question.id, in_languages(*PLACEHOLDERS, readers))])
