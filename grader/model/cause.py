"""Why a check did not pass, and why a file is remarked on.

Code decides by a cause and never by a sentence: a sentence is for people, and may be changed.
"""

from __future__ import annotations

import enum
from typing import Literal, Self

Status = Literal["passed", "failed", "error", "timeout", "crashed", "skipped", "broken"]


class Cause(enum.StrEnum):
    """A closed list; each cause of an outcome belongs to one status.

    A cause is decided by the kind of failure alone, as the message of an outcome is, so it shows
    no more of a hidden check than the message does.

    Attributes:
        status: of the outcomes that have this cause; None where only files have it.
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
    UNREADABLE = "unreadable", "failed"  # Python cannot read the place where it may be
    NOT_ALLOWED = "not_allowed", "error"  # it needs a library that the exercise does not allow

    # the call gave no value
    RAISED = "raised", "error"
    MEMORY = "memory", "error"  # it raised MemoryError
    TIMEOUT = "timeout", "timeout"
    LOADING_TIMEOUT = "loading_timeout", "timeout"
    TIME_USED_UP = "time_used_up", "timeout"  # the time of the whole exercise
    CPU_USED_UP = "cpu_used_up", "crashed"
    CRASHED = "crashed", "crashed"
    BROKE_RULES = "broke_rules", "crashed"  # the worker sent something that is no answer
    UNFINISHED = "unfinished", "crashed"  # the submission upset the grader itself
    CANNOT_CROSS = "cannot_cross", "failed"  # the value is too large or too deep

    # the value has another form than asked
    RETURNED_NONE = "returned_none", "failed"
    WRONG_TYPE = "wrong_type", "failed"
    WRONG_LENGTH = "wrong_length", "failed"
    WRONG_SHAPE = "wrong_shape", "failed"
    WRONG_DTYPE = "wrong_dtype", "failed"
    NOT_FINITE = "not_finite", "failed"
    UNUSABLE = "unusable", "failed"  # the check itself stumbled over the value

    # the form is right and the value is wrong
    WRONG_VALUES = "wrong_values", "failed"
    WRONG_PROPERTY = "wrong_property", "failed"  # in the words of the check's author
    WRONG_ANSWER = "wrong_answer", "failed"  # a plain `assert`, which says no more

    # the call did something else than asked
    SHOULD_RAISE = "should_raise", "failed"
    CHANGES_ARGUMENT = "changes_argument", "failed"
    RETURNS_ARGUMENT = "returns_argument", "failed"

    # networks: no model that can be judged
    NO_MODEL = "no_model", "failed"
    WRONG_INPUT = "wrong_input", "failed"
    BRANCHED = "branched", "failed"
    LAYER_NOT_ALLOWED = "layer_not_allowed", "failed"
    LAYERS_DO_NOT_FIT = "layers_do_not_fit", "failed"
    MODEL_TOO_LARGE = "model_too_large", "failed"
    MODEL_TOO_SLOW = "model_too_slow", "failed"
    MODEL_NOT_REBUILT = "model_not_rebuilt", "failed"  # it is not as the worker described it

    # networks: another model than asked, or one that learns badly
    WRONG_MODEL = "wrong_model", "failed"
    NOT_COMPILED = "not_compiled", "failed"
    WRONG_LOSS = "wrong_loss", "failed"
    LOSS_STAYED = "loss_stayed", "failed"
    BELOW_BAND = "below_band", "failed"

    # not tried
    REQUIREMENT = "requirement", "skipped"  # another check must pass first
    NOT_HANDED_IN = "not_handed_in", "skipped"
    FILE_UNREADABLE = "file_unreadable", "skipped"  # no text, no notebook, empty
    LIBRARY_MISSING = "library_missing", "skipped"  # on this machine
    INSTRUCTOR_ONLY = "instructor_only", "skipped"

    # the course's fault, or the grader's
    BROKEN = "broken", "broken"
    BROKEN_OFF = "broken_off", "broken"

    # remarks on files; of the causes above they have RAISED, UNREADABLE, NOT_ALLOWED and some of
    # what was not tried
    ENDED_AT_LOAD = "ended_at_load"  # a statement ended the process and was left out
    STUCK_AT_LOAD = "stuck_at_load"  # a statement took too long and was left out
    NOT_RUN = "not_run"  # lines for notebooks, and drawing: nobody's loss
    NOT_USED = "not_used"
    FILE_LEFT_OUT = "file_left_out"
    FILE_CHOSEN = "file_chosen"  # among several, or in spite of its name
    FILE_ENCODING = "file_encoding"
    NOTICE = "notice"  # on the whole submission, from where it is graded
