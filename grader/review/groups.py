"""A grade -> the groups of alike answers that it belongs to, one for each of its mistakes.

Answers are alike by a wrong idea that the diagnosis named. Without one they are alike if the same
checks failed in the same way with the same wrong answers.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import translate
from grader.model import Cause, Text
from grader.reports.grouping import ONE_FOR_ALL, function_of, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Grade, Outcome
    from grader.reports.grouping import Group

KEY_DIGITS = 16
_WORD = re.compile(r"\w+")
MAX_DETAIL = 120


class Membership(NamedTuple):
    """A group, as one of its members shows it.

    Attributes:
        key: the same for all members.
        title: the wrong idea, or the title of the first check that failed.
        detail: the wrong answer or what happened, on one line; empty for an idea.
        is_idea: whether the diagnosis named it.
    """

    key: str
    title: Text
    detail: Text
    is_idea: bool


def memberships(grade: Grade) -> list[Membership]:
    """The groups of a grade, each once, in the order of its findings."""
    noted = [problem.message for problem in grade.problems]
    failed = (o for o in grade.outcomes if o.status not in {"passed", "broken"} and grade.file)
    found = (one for one in group(failed) if one.outcomes[0].message not in noted)
    return list({one.key: one for one in map(_membership, found)}.values())


def _membership(found: Group) -> Membership:
    first = found.outcomes[0]
    for outcome in found.outcomes:
        if outcome.misconception is not None:
            idea = outcome.misconception
            return Membership(_key("idea", idea.en), idea, Text(ko="", en=""), is_idea=True)
    if first.cause in ONE_FOR_ALL and first.message is not None:
        return Membership(
            _key("all", first.cause.name), first.title, _sentence_of(first), is_idea=False
        )
    alike = [(o.check, o.status, str(o.cause), *_answer(o)) for o in found.outcomes]
    key = _key("answers", function_of(first), *map(repr, alike))
    shown = " ".join(first.actual.split())[:MAX_DETAIL]
    detail = Text(ko=shown, en=shown) if shown else _sentence_of(first)
    return Membership(key, first.title, detail, is_idea=False)


def _answer(outcome: Outcome) -> Iterator[str]:
    """The student's answer, as far as the grade keeps it, in numbers or in words."""
    if outcome.cause is Cause.TO_REVIEW:
        yield " ".join(_WORD.findall(outcome.actual.lower()))
        return
    yield outcome.actual
    if outcome.cause is Cause.RAISED and outcome.message is not None:
        yield str(outcome.message.values.get("type", ""))
    else:
        # the largest difference and the first wrong place tell answers apart that look the same
        for detail in outcome.details:
            yield detail.text
            yield repr(sorted(detail.values.items(), key=lambda item: item[0]))


def _sentence_of(outcome: Outcome) -> Text:
    if outcome.message is None:
        return Text(ko="", en="")
    said = outcome.message
    return Text(ko=translate(said, "ko")[:MAX_DETAIL], en=translate(said, "en")[:MAX_DETAIL])


def _key(*parts: str) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()[:KEY_DIGITS]
