"""A check's finding that the student's answer is wrong, in parts that reports can arrange."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Message


class WrongAnswerError(AssertionError):
    """The answer is wrong.

    Args:
        message: what is wrong, without any value.
        details: values: where, how far off, how many.
        expected: what was wanted, as short text.
        actual: what came, as short text.
    """

    def __init__(
        self,
        message: Message,
        details: tuple[Message, ...] = (),
        expected: str = "",
        actual: str = "",
    ) -> None:
        super().__init__(message.text)
        self.message = message
        self.details = details
        self.expected = expected
        self.actual = actual
