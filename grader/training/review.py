"""A submission's sources -> a remark where they hold more numbers than any honest training needs.

Weights that are brought along earn nothing (see `trainer`). That somebody tried is for people to
judge, so it is named and costs no points.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Cause, Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NUMBERS = 2_000  # right solutions to exercises 10 and 11 hold some hundred
RUN_CHARS = 300  # no word or address is so long
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RUN = re.compile(rf"\S{{{RUN_CHARS},}}")
_CHARS_A_NUMBER = 4  # of a packed one, such as base64 of float16


def numbers_in(text: str) -> int:
    """About how many numbers a text holds, written out or packed into long strings."""
    packed = sum(len(run) for run in _RUN.findall(text)) // _CHARS_A_NUMBER
    return max(len(_NUMBER.findall(text)), packed)


def named_for_review(sources: Iterable[str]) -> tuple[Problem, ...]:
    """The remark; empty for an honest number of numbers."""
    found = sum(map(numbers_in, sources))
    if found <= MAX_NUMBERS:
        return ()
    text = N_("The code holds some {count} numbers. No training needs them; staff may ask why.")
    return (Problem(Cause.MANY_NUMBERS, message(text, count=found)),)
