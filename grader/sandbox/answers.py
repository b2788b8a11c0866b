"""What a check asks a student's process, and what it hears: in order, to be looked at once.

A question can be asked ahead of the check that asks it, where it is known what that check will ask;
the answers are then in hand when the check comes to it, and the student is asked only once.
"""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from grader.worker import wire

if TYPE_CHECKING:
    from .faults import CodeRaised, StudentFault


class ArgumentsCannotCrossError(ValueError):
    """A check asks with values that may not cross: its own, or what a student's call returned."""


def encode_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """The arguments of a call as they go over the wire.

    Raises:
        ArgumentsCannotCrossError: they may not.
    """
    try:
        return wire.encode([list(args), kwargs])
    except wire.WireError as error:
        raise ArgumentsCannotCrossError(f"The arguments cannot cross: {error}.") from error


class Question:
    """Calls of one function that travel together.

    Attributes:
        function: its name.
        by_driver: whether it is the driver's, and not the student's.
        calls: the arguments of each, `[args, kwargs]`, as they go over the wire.
        body: all of it as it goes over the wire; two questions of the same body are the same.
    """

    def __init__(
        self, function: str, calls: list[bytes], *, by_driver: bool = False, watched: bool = False
    ) -> None:
        """Args: watched: whether the worker is to say what became of the arguments."""
        self.function = function
        self.by_driver = by_driver
        self.calls = calls
        self.body = wire.encode((function, by_driver, watched, calls))


class Heard(NamedTuple):
    """How one call ended, as it came.

    Attributes:
        body: for `replies.parse_ending`; empty where no answer came, and `fault` says why.
        words: for `replies.parse_error`, if it raised.
        printed: what was printed before it.
        is_cut: whether more was printed than was kept.
        seconds: from the question's being sent to this answer's being read.
    """

    body: bytes
    words: bytes
    printed: str
    is_cut: bool
    seconds: float
    fault: StudentFault | None = None

    @classmethod
    def nothing(cls, fault: StudentFault, printed: str = "") -> Self:
        """No answer came."""
        return cls(b"", b"", printed, is_cut=False, seconds=0.0, fault=fault)

    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.body) + len(self.words)


class Answer(NamedTuple):
    """What a call returned.

    Attributes:
        changed: whether the worker says that the arguments were changed, where it watched them.
        aliased: whether the value is an argument, or lies in one; likewise.
        arguments: `[args, kwargs]` as they went over the wire, for a replay of the call.
        seconds: from the call's being sent to its answer's being read, where it was sent alone.
    """

    value: Any
    changed: bool
    aliased: bool
    arguments: bytes
    seconds: float


class Exchange:
    """A question and how its calls ended.

    Attributes:
        heard: fewer than there are calls where the worker did not outlive one.
        looked_at: how many of them somebody has looked at; what the rest printed is forgotten.
    """

    def __init__(self, question: Question, heard: list[Heard]) -> None:
        self.question = question
        self.heard = heard
        self.looked_at = 0

    @functools.cached_property
    def digest(self) -> bytes:
        """The answers in 32 bytes (SHA-256); none where one of them did not come."""
        digest = hashlib.sha256()
        for heard in self.heard:
            if heard.fault is not None:
                return b""
            digest.update(len(heard.body).to_bytes(8, "little"))
            digest.update(heard.body)
        return digest.digest()


class Transcript:
    """What one check has asked and heard.

    Attributes:
        exchanges: in order, those that the check has come to.
        told_more: whether the check was told more than answers: how long one took, why none came.
        raised: the exceptions that it was told of, by the names of their classes at first.
        has_strayed: whether something was asked ahead that the check did not ask.
    """

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.told_more = False
        self.raised: list[CodeRaised] = []
        self.has_strayed = False
        self._ahead: list[Exchange] = []

    def holds_for_others(self) -> bool:
        """Whether the check comes to the same for whoever gives the same answers."""
        return not self.told_more and not any(fault.was_read() for fault in self.raised)

    def put_ahead(self, exchange: Exchange) -> None:
        """Keeps what was asked before the check came to it."""
        self._ahead.append(exchange)

    def come_to(self, question: Question) -> Exchange | None:
        """The exchange of a question that was asked ahead; None if it was not."""
        if not self._ahead:
            return None
        if self._ahead[0].question.body != question.body:
            self.has_strayed = True
            self._ahead.clear()
            return None
        self.exchanges.append(self._ahead.pop(0))
        return self.exchanges[-1]
