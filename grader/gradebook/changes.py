"""The changes of a student's points after the checks -> sentences, the same in every report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_, points
from grader.model import message

from .extensions import is_excused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grader.model import Message
    from grader.results.store import Result

    from .adjustments import Adjustment
    from .extensions import Extension


class Late(NamedTuple):
    """A student's lateness over all exercises: the most days, and the points that it cost."""

    days: int
    lost: float


def changes_of(
    result: Result,
    late: Late,
    extensions: Mapping[str, Extension],
    adjustments: Sequence[Adjustment],
) -> tuple[Message, ...]:
    """The sentences of one student.

    Args:
        extensions: exercise -> the student's own.
        adjustments: the student's own.
    """
    changes = []
    if late.days:
        text = N_("late, days begun: {days}, points lost: {lost}")
        changes.append(message(text, days=late.days, lost=points(late.lost)))
    changes += _extended(extensions)
    for each in adjustments:
        if is_excused(extensions.get(each.exercise)):
            continue
        given = f"{each.points:+g}"
        text = N_("{exercise} {points}: {reason}")
        changes.append(message(text, exercise=each.exercise, points=given, reason=each.reason))
    if group := result.member.person.group:
        changes.append(message("group {group}", group=group))
    return (*changes, *_which_attempts(result))


def _extended(extensions: Mapping[str, Extension]) -> Iterator[Message]:
    for slug, extension in sorted(extensions.items()):
        if extension.due is None:
            yield message("{exercise}: excused, it does not count", exercise=slug)
        else:
            due = f"{extension.due.astimezone():%Y-%m-%d %H:%M}"  # this machine's, as --due
            yield message("{exercise}: due {due}, by an extension", exercise=slug, due=due)


def _which_attempts(result: Result) -> list[Message]:
    """The attempt that counted in each exercise, of students who made several."""
    made = result.provenance
    if made is None or len(made.arrivals) < 2:
        return []
    counted = {slug: made.counted[slug] + 1 for slug in sorted(made.counted)}
    count = len(made.arrivals)
    if len(set(counted.values())) == 1:
        number = next(iter(counted.values()))
        return [message("attempt {number} of {count} counted", number=number, count=count)]
    text = N_("{exercise}: attempt {number} of {count} counted")
    return [
        message(text, exercise=slug, number=number, count=count) for slug, number in counted.items()
    ]
