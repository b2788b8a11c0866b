"""A path -> a `Submission` -> an `ExerciseAnswer` for each exercise in it."""

from .class_folder import load_class
from .loading import load_submission
from .reader import read_submission
from .recognition import ExerciseAnswer, find_answers

__all__ = ["ExerciseAnswer", "find_answers", "load_class", "load_submission", "read_submission"]
