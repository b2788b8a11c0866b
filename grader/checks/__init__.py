"""The names that a check may import; checks run in the grading process.

    from grader.checks import assert_close, check

A check is a test function as pytest has it. Its docstring is the title that the student reads; in
a course in Korean and another language, `ko` is the Korean one.
"""

from __future__ import annotations

from grader.training import Network

from .api.assertions import (
    array_of,
    assert_close,
    assert_different,
    assert_dtype,
    assert_integer,
    assert_integers,
    assert_number,
    assert_rows,
    assert_true,
)
from .api.calls import (
    answer_of,
    assert_alike,
    assert_all_untouched,
    assert_same,
    assert_untouched,
    assert_value_error,
    assert_value_errors,
)
from .api.equality import assert_equal, assert_text
from .api.mark import check
from .api.rules import avoids, uses
from .api.tensors import tensor
from .proxies import attribute_of, object_of

__all__ = [
    "Network",
    "answer_of",
    "array_of",
    "assert_alike",
    "assert_all_untouched",
    "assert_close",
    "assert_different",
    "assert_dtype",
    "assert_equal",
    "assert_integer",
    "assert_integers",
    "assert_number",
    "assert_rows",
    "assert_same",
    "assert_text",
    "assert_true",
    "assert_untouched",
    "assert_value_error",
    "assert_value_errors",
    "attribute_of",
    "avoids",
    "check",
    "object_of",
    "tensor",
    "uses",
]
