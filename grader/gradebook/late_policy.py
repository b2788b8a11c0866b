"""The time of a submission -> the points that its lateness costs."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Arrival, Lateness


_DAY = datetime.timedelta(days=1)


def days_late(
    arrival: Arrival, lateness: Lateness, extended: datetime.datetime | None = None
) -> int:
    """The days begun since the submission was due; 0 if it was in time.

    Args:
        extended: the deadline of this student alone, if they have one.
    """
    due = extended or lateness.due
    # Without both times the download's mark decides; it does not say how late, so it is one day.
    # The mark is of the deadline of all, so it says nothing of one that was extended.
    if due is None or arrival.received is None:
        return int(arrival.is_late and extended is None)
    late = arrival.received - due
    if late <= datetime.timedelta(minutes=lateness.grace_minutes):
        return 0
    return math.ceil(late / _DAY)


def points_lost(earned: float, days: int, lateness: Lateness) -> float:
    """The points that so many days cost."""
    return round(earned * percent_lost(days, lateness) / 100, 4)


def percent_lost(days: int, lateness: Lateness) -> float:
    """The per cent of the earned points that so many days cost."""
    return min(days * lateness.percent_a_day, lateness.most_percent)
