"""A class's grades -> what is said of the class: statistics, gradebooks, what a regrade changed."""

from .statistics import ClassStatistics, render_statistics
from .tally import class_statistics

__all__ = ["ClassStatistics", "class_statistics", "render_statistics"]
