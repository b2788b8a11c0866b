"""Causes of outcomes and of remarks on files, and the status of each.

Code decides by a cause, never by a sentence: sentences are for people, and may change.
"""

from __future__ import annotations

import enum
from typing import Literal, Self

Status = Literal["passed", "failed", "error", "timeout", "crashed", "skipped", "broken", "pending"]


class Cause(enum.StrEnum):
    """The reason why a check did not pass, or for a remark on a file.

    Like an outcome's message, it depends on the kind of failure alone, so it shows no value of a
    hidden check.

    Attributes:
        status: of the outcomes with this cause; None if only files have it.
    """

    status: Status | None

    def __new__(cls, name: str, status: Status | None = None) -> Self:
        """Give each member its status beside its name."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.status = status
        return member

    # the function cannot be called
    NOT_WRITTEN = "not_written", "error"  # it raises NotImplementedError, as the starter does
    MISSING = "missing", "failed"
    UNREADABLE = "unreadable", "failed"  # a syntax error hides it
    NO_CELL = "no_cell", "failed"  # as of which a value was asked
    NOT_ALLOWED = "not_allowed", "error"  # it needs a library that the exercise does not allow

    # the call gave no value
    RAISED = "raised", "error"
    MEMORY = "memory", "error"  # it raised MemoryError
    TIMEOUT = "timeout", "timeout"
    LOADING_TIMEOUT = "loading_timeout", "timeout"
    TIME_USED_UP = "time_used_up", "timeout"  # the time of the whole exercise
    CPU_USED_UP = "cpu_used_up", "crashed"
    CRASHED = "crashed", "crashed"
    KILLED = "killed", "crashed"  # from outside: the one crash that is graded again
    BROKE_RULES = "broke_rules", "crashed"  # the worker sent something that is no answer
    UNFINISHED = "unfinished", "crashed"  # the submission upset the grader itself
    CANNOT_CROSS = "cannot_cross", "failed"  # the value is too large or too deep

    # the value has the wrong form
    RETURNED_NONE = "returned_none", "failed"
    WRONG_TYPE = "wrong_type", "failed"
    WRONG_LENGTH = "wrong_length", "failed"
    WRONG_SHAPE = "wrong_shape", "failed"
    WRONG_DTYPE = "wrong_dtype", "failed"
    NOT_FINITE = "not_finite", "failed"
    UNUSABLE = "unusable", "failed"  # the check itself raised on it, or its author says so

    # the form is right and the value is wrong
    WRONG_VALUES = "wrong_values", "failed"
    WRONG_PROPERTY = "wrong_property", "failed"  # in the words of the check's author
    WRONG_ANSWER = "wrong_answer", "failed"  # from a plain `assert`

    # the call did the wrong thing
    SHOULD_RAISE = "should_raise", "failed"
    CHANGES_ARGUMENT = "changes_argument", "failed"
    RETURNS_ARGUMENT = "returns_argument", "failed"

    # the code is not as a rule says, whatever it answers
    AGAINST_RULE = "against_rule", "failed"

    # networks: no model that can be judged
    NO_MODEL = "no_model", "failed"
    WRONG_INPUT = "wrong_input", "failed"
    BRANCHED = "branched", "failed"
    LAYER_NOT_ALLOWED = "layer_not_allowed", "failed"
    LAYERS_DO_NOT_FIT = "layers_do_not_fit", "failed"
    MODEL_TOO_LARGE = "model_too_large", "failed"
    MODEL_TOO_SLOW = "model_too_slow", "failed"
    MODEL_NOT_REBUILT = "model_not_rebuilt", "failed"  # it differs from the worker's description

    # networks: the wrong model, or one that learns badly
    WRONG_MODEL = "wrong_model", "failed"
    NOT_COMPILED = "not_compiled", "failed"
    WRONG_LOSS = "wrong_loss", "failed"
    LOSS_STAYED = "loss_stayed", "failed"
    BELOW_BAND = "below_band", "failed"

    # questions
    TO_REVIEW = "to_review", "pending"  # a person looks at it; it has no points until then
    NOT_ANSWERED = "not_answered", "failed"
    WRONG_CHOICE = "wrong_choice", "failed"
    REVIEWED = "reviewed", "failed"  # a person gave less than all points

    # not tried
    REQUIREMENT = "requirement", "skipped"  # another check must pass first
    NOT_HANDED_IN = "not_handed_in", "skipped"
    FILE_UNREADABLE = "file_unreadable", "skipped"  # no text, no notebook, empty
    LIBRARY_MISSING = "library_missing", "skipped"  # on this machine
    INSTRUCTOR_ONLY = "instructor_only", "skipped"

    # the course's fault, or the grader's
    BROKEN = "broken", "broken"
    BROKEN_OFF = "broken_off", "broken"

    # remarks on files; RAISED, UNREADABLE, NOT_ALLOWED and some causes of "not tried" are, too
    ENDED_AT_LOAD = "ended_at_load"  # a statement ended the process and was left out
    STUCK_AT_LOAD = "stuck_at_load"  # a statement took too long and was left out
    NOT_RUN = "not_run"  # magics and drawing, which no check needs
    NOT_USED = "not_used"
    FILE_LEFT_OUT = "file_left_out"
    FILE_CHOSEN = "file_chosen"  # in spite of its name, or of what its ending says
    FILE_NOT_GRADED = "file_not_graded"  # another one counted, or it answers no exercise
    FILE_ENCODING = "file_encoding"
    MANY_NUMBERS = "many_numbers"  # for staff to look at: more than a training needs
    ANSWER_ELSEWHERE = "answer_elsewhere"  # to a question, and not in its place
    NOTICE = "notice"  # from CI, on the whole submission
