"""Outcomes -> groups that one mistake explains: mend it, and all of them change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.model import Cause
from grader.model.question import QUESTION_PREFIX

from .advice import ABOUT_VALUES, unfilled_constants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.model import Outcome

    Key = tuple[object, ...]

_NAMED_FIRST = re.compile(r"([a-z_]\w*): ")  # `conv2d: the bias is added once.`
_UNKNOWN_NAME = re.compile(r"name '(\w{1,80})' is not defined")
# there is nothing to call, whichever check asks
ONE_FOR_ALL = frozenset(
    {
        *(Cause.NOT_ALLOWED, Cause.UNREADABLE, Cause.LOADING_TIMEOUT, Cause.TIME_USED_UP),
        *(Cause.NOT_HANDED_IN, Cause.FILE_UNREADABLE, Cause.LIBRARY_MISSING),
        *(Cause.INSTRUCTOR_ONLY, Cause.UNFINISHED, Cause.BROKEN_OFF),
    }
)
# what one mistake in a function can bring about in several checks of it
INHERITED = ABOUT_VALUES | {
    *(Cause.RAISED, Cause.WRONG_SHAPE, Cause.WRONG_LENGTH, Cause.NOT_FINITE, Cause.UNUSABLE),
}
_OUT_OF_TIME = frozenset({Cause.TIMEOUT, Cause.CPU_USED_UP})


class Group:
    """Outcomes with one explanation, and those that wait for one of them to pass."""

    def __init__(self, first: Outcome) -> None:
        self.outcomes = [first]
        self.waiting: list[Outcome] = []


def group(outcomes: Iterable[Outcome]) -> list[Group]:
    """Group outcomes that did not pass, in the order of the first of each group."""
    failed = list(outcomes)
    ideas: dict[str, str] = {}  # function -> the first wrong idea about it
    for outcome in failed:
        if outcome.misconception is not None:
            ideas.setdefault(function_of(outcome), outcome.misconception.en)
    groups: list[Group] = []
    by_key: dict[Key, Group] = {}
    for outcome in failed:
        waits_for = _waits_for(outcome)
        if waits_for in by_key:
            by_key[waits_for].waiting.append(outcome)
            by_key["check", outcome.check] = by_key[waits_for]
            continue
        own, also = _keys(outcome, ideas)
        found = by_key.get(own)
        if found is None:
            found = Group(outcome)
            groups.append(found)
        else:
            found.outcomes.append(outcome)
        for key in (own, *also, ("check", outcome.check)):
            by_key.setdefault(key, found)
    return groups


def function_of(outcome: Outcome) -> str:
    """The student's function that an outcome is about; empty if it is not known."""
    constants = unfilled_constants(outcome)
    if constants:
        return constants[0]
    named = outcome.message.values.get("function") if outcome.message is not None else None
    if named:
        return str(named)
    if outcome.calls:
        return outcome.calls[0].function
    found = _NAMED_FIRST.match(outcome.title.en)
    return found[1] if found else ""


def _keys(outcome: Outcome, ideas: dict[str, str]) -> tuple[Key, list[Key]]:
    """The key of an outcome's mistake, and keys by which later outcomes that show less join it.

    A hidden check shows no line of a fault, and seldom the idea behind it.
    """
    cause, function = outcome.cause, function_of(outcome)
    alone: Key = ("check", outcome.check)
    if cause is None:
        return alone, []
    if cause is Cause.UNREADABLE and outcome.message is not None:
        values = outcome.message.values
        return (cause, values.get("where"), values.get("line")), []
    if cause in ONE_FOR_ALL:
        return (cause,), []
    if outcome.check.startswith(QUESTION_PREFIX):
        return alone, []
    if cause is Cause.RAISED and outcome.message is not None:
        values = outcome.message.values
        kind = (cause, function, values.get("type"))
        text = " ".join(str(d.values.get("text", "")) for d in outcome.details)
        unknown = _UNKNOWN_NAME.search(text)
        place = (values.get("where"), values.get("line"), values.get("type"))
        return unknown.groups() if unknown else place if place[0] else kind, [kind]
    if outcome.misconception is not None:
        return ("idea", outcome.misconception.en), [("values", function)]
    if cause in ABOUT_VALUES and function:
        return ("idea", ideas[function]) if function in ideas else ("values", function), []
    if cause in ABOUT_VALUES or not function:
        return alone, []
    return ("time" if cause in _OUT_OF_TIME else cause, function), []


def _waits_for(outcome: Outcome) -> Key:
    if outcome.cause is not Cause.REQUIREMENT or outcome.message is None:
        return ()
    return "check", str(outcome.message.values.get("check", ""))
