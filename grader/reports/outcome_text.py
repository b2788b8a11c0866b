"""One outcome -> its sentences, calls and lines of code, in one language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_, gettext, pick, translate
from grader.model import Cause
from grader.model.relation import RELATION_NAMES

from .advice import hints_of, raises_itself, source_of, unfilled_constants, words_of
from .evidence_text import columns
from .grouping import ONE_FOR_ALL, function_of
from .python_words import explain_exception
from .syntax_words import explain_syntax

if TYPE_CHECKING:
    from grader.model import Frame, Language, Outcome

MAX_CHARS = 4000  # of one check; a class's file must stay below every reader's limit
MAX_ANSWER_CHARS = 400  # of an answer in words; its author knows the rest
QUESTIONS = {Cause.TO_REVIEW, Cause.WRONG_CHOICE, Cause.REVIEWED}
# after a name and a colon a sentence goes on with a small letter
_GOES_ON = re.compile(r"^(?:The|A|An|Your|Different)\b")


class ShownLine(NamedTuple):
    """A call: `label` says which one it is, if the check makes several."""

    label: str
    text: str


def text_of(outcome: Outcome, language: Language) -> str:
    """Say all about one check as plain text: the sentences, the line, the values, idea and hint."""
    lines = sentences_of(outcome, language)
    lines += [f"{label}: {text}" for label, text in calls_of(outcome, language)]
    where = where_of(outcome, language)
    if where is not None:
        lines += [f"{where[0]}:", *(f"    {line}" for line in where[1].splitlines())]
    yours = label_of(outcome)
    for label, text in (
        (gettext("expected", language), outcome.expected),
        (gettext(yours, language), actual_of(outcome)),
        (gettext("printed", language), outcome.output.rstrip()),
    ):
        if text:
            lines += [f"{label}:", *(f"    {line}" for line in text.splitlines())]
    if outcome.misconception is not None:
        lines.append(f"{gettext('Idea', language)}: {pick(outcome.misconception, language)}")
    lines += [f"{gettext('Hint', language)}: {hint}" for hint in hints_of(outcome, language)[:1]]
    text = "\n".join(lines)
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 2] + " …"


def label_of(outcome: Outcome) -> str:
    """The label above the student's value, or above the words of an answer."""
    return N_("your answer") if outcome.cause in QUESTIONS else N_("yours")


def actual_of(outcome: Outcome) -> str:
    """The student's answer; of one in words the beginning."""
    text = outcome.actual
    is_long = outcome.cause in QUESTIONS and len(text) > MAX_ANSWER_CHARS
    return f"{text[:MAX_ANSWER_CHARS]} …" if is_long else text


def sentences_of(outcome: Outcome, language: Language) -> list[str]:
    """Translate an outcome's message and its details."""
    constants = unfilled_constants(outcome)
    if len(constants) == 1:
        return [gettext("{name} has no value yet.", language, name=constants[0])]
    if constants:
        names = ", ".join(constants)
        return [gettext("These have no value yet: {names}.", language, names=names)]
    messages = [*([outcome.message] if outcome.message else []), *outcome.details]
    if outcome.relation is not None and not outcome.details:  # hidden: its name alone is left
        messages.append(RELATION_NAMES[outcome.relation])
    return [translate(message, language) for message in messages]


def calls_of(outcome: Outcome, language: Language) -> list[ShownLine]:
    """Give the calls that a failure is about, each with its place among the check's calls."""
    lines = []
    for call in outcome.calls:
        label = gettext("call", language)
        if call.count > 1:
            text = N_("call {number} of {count}")
            label = gettext(text, language, number=call.number, count=call.count)
        elif call.number > 1 or len(outcome.calls) > 1:
            label = gettext("call {number}", language, number=call.number)
        if call.text.isidentifier():  # a constant that the exercise's driver has read
            label = gettext("constant", language)
        lines.append(ShownLine(label, call.text))
    return lines


def where_of(outcome: Outcome, language: Language) -> tuple[str, str] | None:
    """Give the student's line that raised an exception, `(place, source)`, if it is known."""
    if not outcome.frames or not outcome.frames[-1].source:
        return None
    frame = outcome.frames[-1]
    place = gettext("{where}, line {line}", language, where=frame.where, line=frame.line)
    return place, frame.source + _caret(frame)


def _caret(frame: Frame) -> str:
    """A line below the source that points at the characters at fault; empty if it is all of it."""
    line = frame.source.rpartition("\n")[2]  # with the one above it where the margin is wrong
    before, fault = line[: frame.column - 1], line[frame.column - 1 : frame.end]
    if not frame.column or fault == frame.source:
        return ""
    return "\n" + " " * columns(before) + "^" * max(1, columns(fault))


def says_all(outcome: Outcome) -> bool:
    """Whether the check's author has put the form of the answer into a sentence of their own."""
    said = outcome.message
    return outcome.cause is Cause.UNUSABLE and said is not None and bool(said.ko)


def in_other_words(outcome: Outcome, language: Language) -> str:
    """What Python's own words mean; empty if they are rare, or there are none."""
    words = words_of(outcome)
    if outcome.cause in {Cause.RAISED, Cause.MEMORY} and outcome.message is not None:
        if raises_itself(outcome):
            return gettext("Your own code raises it, in this line.", language)
        kind = str(outcome.message.values.get("type", ""))
        return explain_exception(kind, words, language, by_check=not outcome.frames)
    if outcome.cause is Cause.UNREADABLE:
        return explain_syntax(words, source_of(outcome), language)
    return ""


def with_function(sentence: str, outcome: Outcome) -> str:
    """The sentence, with the name of the function in front if it does not name one."""
    function = "" if outcome.cause in ONE_FOR_ALL else function_of(outcome)
    if not function or function in sentence:
        return sentence
    return f"{function}: {_GOES_ON.sub(lambda found: found[0].lower(), sentence)}"
