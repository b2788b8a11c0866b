"""A path -> a `Submission` -> an `ExerciseAnswer` for each exercise in it."""

from .loading import load_submission
from .reader import read_submission
from .recognition import ExerciseAnswer, find_answers

__all__ = ["ExerciseAnswer", "find_answers", "load_submission", "read_submission"]
