"""What was handed in: a path -> `Submission` -> one `HandIn` for each exercise found in it."""

from .class_folder import load_class
from .loading import load_submission
from .recognition import HandIn, find_hand_ins

__all__ = ["HandIn", "find_hand_ins", "load_class", "load_submission"]
