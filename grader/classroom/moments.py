"""Pairs of numbers, one after the other -> their mean and correlation, without keeping them."""

from __future__ import annotations

import math


class Moments:
    """Running means and products of deviations (Welford's method, which loses no digits)."""

    def __init__(self) -> None:
        self.count = 0
        self._mean_x = 0.0
        self._mean_y = 0.0
        self._xx = 0.0
        self._yy = 0.0
        self._xy = 0.0

    def add(self, x: float, y: float = 0.0) -> None:
        """Takes in a pair."""
        self.count += 1
        before_x, before_y = x - self._mean_x, y - self._mean_y
        self._mean_x += before_x / self.count
        self._mean_y += before_y / self.count
        self._xx += before_x * (x - self._mean_x)
        self._yy += before_y * (y - self._mean_y)
        self._xy += before_x * (y - self._mean_y)

    def mean(self) -> float:
        """The mean of the first numbers; 0 where there are none."""
        return self._mean_x

    def correlation(self) -> float | None:
        """Pearson's correlation, to four digits; None where one side never changes."""
        # what is left of rounding is no spread
        if self._xx < 1e-12 or self._yy < 1e-12:
            return None
        return round(self._xy / math.sqrt(self._xx * self._yy), 4)
