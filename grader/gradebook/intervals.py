"""Counts and correlations -> intervals of 95 per cent: how much a small class can tell."""

from __future__ import annotations

import math

Interval = tuple[float, float]
_Z = 1.959964  # standard deviations of a normal distribution on each side


def wilson(hits: float, count: int) -> Interval | None:
    """The interval of a proportion (Wilson, 1927, JASA 22, 209-212); None of nothing.

    Where each counts by a share and not as 0 or 1, it is rather too wide: no distribution between
    them varies more.
    """
    if not count:
        return None
    share, square = hits / count, _Z**2 / count
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / count + square / (4 * count))
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


def fisher(correlation: float, count: int) -> Interval | None:
    """The interval of a correlation (Fisher's z, 1921, Metron 1, 3-32); None below four pairs."""
    if count < 4:
        return None
    # five pairs on a line do not prove a correlation of 1, as the formula would have it
    most = 1 - 1 / count**2
    middle = math.atanh(max(-most, min(correlation, most)))
    half = _Z / math.sqrt(count - 3)
    return round(math.tanh(middle - half), 4), round(math.tanh(middle + half), 4)


class RunningStats:
    """Running mean and correlation (Welford's method, which loses no digits)."""

    def __init__(self) -> None:
        self.count = 0
        self._mean_x = 0.0
        self._mean_y = 0.0
        self._xx = 0.0
        self._yy = 0.0
        self._xy = 0.0

    def add(self, x: float, y: float = 0.0) -> None:
        """Add a pair."""
        self.count += 1
        before_x, before_y = x - self._mean_x, y - self._mean_y
        self._mean_x += before_x / self.count
        self._mean_y += before_y / self.count
        self._xx += before_x * (x - self._mean_x)
        self._yy += before_y * (y - self._mean_y)
        self._xy += before_x * (y - self._mean_y)

    def mean(self) -> float:
        """The mean of x; 0 without any."""
        return self._mean_x

    def correlation(self) -> float | None:
        """Pearson's correlation, to four digits; None if x or y never changes."""
        # smaller ones are left by rounding
        if self._xx < 1e-12 or self._yy < 1e-12:
            return None
        return round(self._xy / math.sqrt(self._xx * self._yy), 4)
