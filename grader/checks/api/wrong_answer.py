"""A wrong answer, as assertions report it: sentences, the values as text, the arrays compared."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grader.model import Cause, Message

NO_VALUE = object()  # None is a value
P = ParamSpec("P")
T = TypeVar("T")


class Arrays(NamedTuple):
    """The arrays that an assertion compared.

    Attributes:
        got: the student's, real numbers of any shape.
        wanted: of the same shape; None if the assertion failed before comparing cells.
        first_wrong: the index of the first wrong cell.
        right: the right array where the student's has another shape.
    """

    got: NDArray[Any]
    wanted: NDArray[Any] | None = None
    first_wrong: tuple[int, ...] | None = None
    right: NDArray[Any] | None = None


class WrongAnswerError(AssertionError):
    """A wrong answer.

    Args:
        cause: like the message, independent of any value.
        message: shows no value.
        details: the values: where, how far off, how many.
        expected: the right answer, as short text.
        actual: the student's answer, as short text.
        arrays: the student's array and the right one, if the answer is an array.
        value: the student's answer itself, by which its call is found.
    """

    def __init__(  # noqa: PLR0913 - one for each part of a finding
        self,
        cause: Cause,
        message: Message,
        details: tuple[Message, ...] = (),
        expected: str = "",
        actual: str = "",
        *,
        arrays: Arrays | None = None,
        value: object = NO_VALUE,
    ) -> None:
        super().__init__(message.text)
        self.cause = cause
        self.message = message
        self.details = details
        self.expected = expected
        self.actual = actual
        self.arrays = arrays
        self.value = value


def about_its_value(
    assertion: Callable[Concatenate[Any, P], T],
) -> Callable[Concatenate[Any, P], T]:
    """Have an assertion's error hold the value that it judged, so that its call can be found."""

    @functools.wraps(assertion)
    def judged(actual: Any, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return assertion(actual, *args, **kwargs)
        except WrongAnswerError as error:
            error.value = actual
            raise

    return judged
