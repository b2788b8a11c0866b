"""The values that all other packages pass on: courses, submissions, grades.

All are frozen. A `Grade` is computed once, and every report is a pure function of it. Decoding is
strict (msgspec): an unknown key or a wrong type is an error that names its place.
"""

from .account import Account
from .cause import Cause, Status
from .course import (
    CHECK_FILES,
    Band,
    Check,
    Course,
    DataFiles,
    Exercise,
    ExerciseFile,
    HintLadder,
    Limits,
    Training,
    TrainingPlan,
    Visibility,
    WindowRule,
    language_for,
)
from .evidence import (
    ArrayView,
    Evidence,
    FirstKernels,
    Frame,
    LayerRow,
    LayerTable,
    Measured,
    Problem,
    ShownCall,
    TrainingRecord,
    WindowPlane,
    WrongWindow,
)
from .grade import Grade, Isolation, Level, Outcome, Score
from .message import Language, Message, Text, Value, message
from .question import Choice, Question
from .relation import Relation
from .submission import Arrival, File, Lateness, Submission

__all__ = [
    "CHECK_FILES",
    "Account",
    "ArrayView",
    "Arrival",
    "Band",
    "Cause",
    "Check",
    "Choice",
    "Course",
    "DataFiles",
    "Evidence",
    "Exercise",
    "ExerciseFile",
    "File",
    "FirstKernels",
    "Frame",
    "Grade",
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
    "Problem",
    "Question",
    "Relation",
    "Score",
    "ShownCall",
    "Status",
    "Submission",
    "Text",
    "Training",
    "TrainingPlan",
    "TrainingRecord",
    "Value",
    "Visibility",
    "WindowPlane",
    "WindowRule",
    "WrongWindow",
    "language_for",
    "message",
]
