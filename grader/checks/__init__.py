"""The names that a check may import; checks run in the grading process.

    from grader.checks import assert_close, check

A check is a pytest function. Its docstring is the title that the student reads; in a course in
Korean and another language, `ko` is the Korean one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

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
from .api.rules import avoids, uses
from .api.tensors import tensor
from .proxies import attribute_of, object_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def check(
    *,
    points: float,
    ko: str = "",
    hint: str = "",
    requires: Sequence[str] = (),
    builds_on: Sequence[str] = (),
    bonus: bool = False,
) -> Callable[[Any], Any]:
    """Mark a pytest function as a check.

    Args:
        points: earned if it passes.
        ko: its title in Korean, where the docstring is in another language of the course.
        hint: the id of a hint ladder in `exercise.toml`.
        requires: checks of the same exercise that must pass before.
        builds_on: checks of functions that this one's function may call. It is tried in any case;
            while one of them does not pass, its hints are left out.
        bonus: whether its points are a bonus, beside the exercise's.
    """
    return pytest.mark.check(
        points=points,
        ko=ko,
        hint=hint,
        requires=tuple(requires),
        builds_on=tuple(builds_on),
        bonus=bonus,
    )
