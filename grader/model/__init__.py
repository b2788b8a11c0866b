"""The values that everything else passes on: a course's parts, a submission's, a grade's.

All are frozen. A `Grade` is computed once; every report is a pure function of it. Decoding is
strict (msgspec): an unknown key or a wrong type is an error with its place.
"""

from .base import Language, Message, Text, Value, message
from .course import (
    CHECK_FILES,
    Band,
    Check,
    Course,
    Exercise,
    ExerciseFile,
    HintLadder,
    Limits,
    Plan,
    Training,
    Visibility,
)
from .evidence import Exhibits, Frame, Grid, LayerRow, LayerTable, Measured, TrainingRecord
from .grade import Grade, Isolation, Level, Outcome, Score, Status
from .submission import Arrival, File, Lateness, Submission

__all__ = [
    "CHECK_FILES",
    "Arrival",
    "Band",
    "Check",
    "Course",
    "Exercise",
    "ExerciseFile",
    "Exhibits",
    "File",
    "Frame",
    "Grade",
    "Grid",
    "HintLadder",
    "Isolation",
    "Language",
    "Lateness",
    "LayerRow",
    "LayerTable",
    "Level",
    "Limits",
    "Measured",
    "Message",
    "Outcome",
    "Plan",
    "Score",
    "Status",
    "Submission",
    "Text",
    "Training",
    "TrainingRecord",
    "Value",
    "Visibility",
    "message",
]
