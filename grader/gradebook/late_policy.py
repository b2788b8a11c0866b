"""When a hand-in came -> what its lateness costs."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Arrival, Lateness


_DAY = datetime.timedelta(days=1)


def days_late(arrival: Arrival, lateness: Lateness) -> int:
    """How many days have begun since the hand-in was due; 0 where it is in time.

    Times decide where both are known. Else the channel's mark does, which does not say how late:
    it counts as one day.
    """
    if lateness.due is None or arrival.received is None:
        return int(arrival.is_late)
    late = arrival.received - lateness.due
    if late <= datetime.timedelta(minutes=lateness.grace_minutes):
        return 0
    return math.ceil(late / _DAY)


def points_lost(earned: float, days: int, lateness: Lateness) -> float:
    """What so many days cost of the points earned."""
    return round(earned * percent_lost(days, lateness) / 100, 4)


def percent_lost(days: int, lateness: Lateness) -> float:
    """What so many days cost, in per cent of the points earned."""
    return min(days * lateness.percent_a_day, lateness.most_percent)
