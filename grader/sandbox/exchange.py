"""A question to a worker -> its answers, with what was printed before each.

Nothing a worker says is believed here but its form: an answer must carry its question's number,
come before the deadline, and not be buried in other messages.
"""

from __future__ import annotations

import functools
import hashlib
import secrets
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from grader.worker import wire
from grader.worker.wire import WireError

from .channel import ChannelTimeoutError
from .messages import MAX_WORDS_BYTES, Answered, Loaded, Output, Running, parse_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .channel import Channel
    from .faults import CodeRaised, StudentFault
    from .messages import Reply

EMPTY_OUTPUT_CHARS = 8
MAX_MESSAGES = 100_000  # between a question and its answer; one for each statement while loading
FIRST_TOGETHER = 4
MAX_TOGETHER = 64
MAX_TOGETHER_BYTES = 1 << 22
MAX_ANSWERS_BYTES = 1 << 26  # of all answers to a check, which are kept until it has ended


class Conversation:
    """What is said over one worker's channel.

    Attributes:
        running: the statement that the worker last said it was about to run.
        pieces: what has been printed since the last answer; if the worker dies, since it began.
        is_cut: whether the rest of that was dropped.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.running = ""
        self.pieces: list[str] = []
        self.is_cut = False
        self._room = 0

    def load(self, request: dict[str, Any], deadline: float, room: int) -> Loaded:
        """What the worker says of the cells that it is sent.

        Args:
            request: holds a `number`, which the answer must repeat; see `new_number`.
            deadline: of the answer (`time.monotonic`).
            room: how many characters may be printed.

        Raises:
            ChannelTimeoutError: the deadline passed.
            ChannelClosedError: the worker ended.
            WireError: it broke the rules.
        """
        self._begin(room)
        self.channel.send(request, deadline)
        reply = self._next(deadline)
        if not isinstance(reply, Loaded) or reply.number != request["number"]:
            raise WireError("an answer to another question")
        return reply

    def ask(self, question: Question, deadline: float, room: int, most: int) -> Iterator[Response]:
        """How each call of a question ended.

        Args:
            question: the calls.
            deadline: of the last of them.
            room: how many characters may be printed.
            most: how many bytes the answers may take.

        Raises:
            ChannelTimeoutError, ChannelClosedError, WireError: as for `load`.
        """
        self._begin(room)
        number, started = new_number(), time.monotonic()
        self.channel.send((number, question.body), deadline)
        missing = len(question.calls)
        while missing > 0:
            reply = self._next(deadline)
            if not isinstance(reply, Answered) or reply.number != number:
                raise WireError("an answer to another question")
            most -= sum(map(len, reply.parts))
            missing -= len(reply.parts) // 2
            if most < 0 or missing < 0 or max(map(len, reply.parts[1::2])) > MAX_WORDS_BYTES:
                raise WireError("more than answers take")
            for body, words in zip(reply.parts[::2], reply.parts[1::2], strict=True):
                seconds = time.monotonic() - started
                yield Response(body, words, "".join(self.pieces), self.is_cut, seconds)
                if self.pieces:
                    self.pieces, self.is_cut = [], False

    def _begin(self, room: int) -> None:
        self._room = room
        self.pieces, self.is_cut = [], False

    def _next(self, deadline: float) -> Reply:
        for _ in range(MAX_MESSAGES):
            said = parse_said(self.channel.receive(deadline))
            if time.monotonic() >= deadline:
                raise ChannelTimeoutError
            if isinstance(said, Output):
                self._keep(said)
            elif isinstance(said, Running):
                self.running = said.where[:300]
            else:
                return said
        raise WireError("too many messages")

    def _keep(self, said: Output) -> None:
        self._room -= len(said.text) or EMPTY_OUTPUT_CHARS  # an empty piece is not free either
        if self._room < 0:
            raise WireError("more output than a worker sends")
        self.pieces.append(said.text)
        self.is_cut = self.is_cut or said.cut


def new_number() -> int:
    """A question's number; no answer can be sent ahead, because nobody can know it."""
    return secrets.randbits(62)


def in_batches(calls: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The calls in the order they came, first four together, then sixteen and more at once.

    Asking together saves the way there and back. Whoever is wrong is mostly wrong at once, so few
    calls are made for nothing: three, or four times those that were right.
    """
    batch: list[bytes] = []
    size, room = FIRST_TOGETHER, MAX_TOGETHER_BYTES
    for call in calls:
        if len(batch) == size or (batch and len(call) > room):
            yield batch
            batch, size, room = [], min(4 * size, MAX_TOGETHER), MAX_TOGETHER_BYTES
        batch.append(call)
        room -= len(call)
    if batch:
        yield batch


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


class Response(NamedTuple):
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

    def __init__(self, question: Question, responses: list[Response]) -> None:
        self.question = question
        self.responses = responses
        self.looked_at = 0

    @functools.cached_property
    def digest(self) -> bytes:
        """The answers in 32 bytes (SHA-256); none where one of them did not come."""
        digest = hashlib.sha256()
        for responses in self.responses:
            if responses.fault is not None:
                return b""
            digest.update(len(responses.body).to_bytes(8, "little"))
            digest.update(responses.body)
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
