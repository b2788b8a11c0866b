"""A check's finding that the student's answer is wrong, in parts that reports can arrange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grader.model import Message


class Arrays(NamedTuple):
    """The arrays that an assertion looked at.

    Attributes:
        got: the student's, real numbers of any size and shape.
        wanted: of the same shape; None where the assertion did not get as far as that.
        first_wrong: the index of the first wrong cell.
    """

    got: NDArray[Any]
    wanted: NDArray[Any] | None = None
    first_wrong: tuple[int, ...] | None = None


class WrongAnswerError(AssertionError):
    """The answer is wrong.

    Args:
        message: what is wrong, without any value.
        details: values: where, how far off, how many.
        expected: what was wanted, as short text.
        actual: what came, as short text.
        arrays: where the answer is an array, it and the one that was wanted.
    """

    def __init__(
        self,
        message: Message,
        details: tuple[Message, ...] = (),
        expected: str = "",
        actual: str = "",
        *,
        arrays: Arrays | None = None,
    ) -> None:
        super().__init__(message.text)
        self.message = message
        self.details = details
        self.expected = expected
        self.actual = actual
        self.arrays = arrays
