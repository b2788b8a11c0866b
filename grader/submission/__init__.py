"""What was handed in: a path -> `Submission` -> one `HandIn` for each exercise found in it."""

from .class_folder import load_class
from .handin import HandIn, find_hand_ins
from .loading import load_submission

__all__ = ["HandIn", "find_hand_ins", "load_class", "load_submission"]
