"""A question to a worker -> its answers, with what was printed before each.

Nothing a worker says is believed here but its form: an answer must carry its question's number,
come before the deadline, and not be buried in other messages.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from grader.worker import wire
from grader.worker.wire import WireError

from .channel import ChannelTimeoutError
from .messages import MAX_WORDS_BYTES, Loaded, Output, Running, parse_event, parse_failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .channel import Channel
    from .faults import StudentFault
    from .messages import Failure

EMPTY_OUTPUT_CHARS = 8
MAX_MESSAGES = 100_000  # between a question and its answer; one for each statement while loading
FIRST_TOGETHER = 4
MAX_TOGETHER = 64
MAX_TOGETHER_BYTES = 1 << 22
MAX_ANSWERS_BYTES = 1 << 26  # of all answers to a check, which are kept until it has ended
WORDS_BESIDE = 1 << 20  # bytes of exceptions that come in one frame with answers


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
            FrameRefusedError: what came is larger than the channel takes.
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

    def _next(self, deadline: float) -> Loaded | Answered:
        for _ in range(MAX_MESSAGES):
            raw = self.channel.receive(deadline)
            said = parse_answered(raw) if type(raw) is tuple else parse_event(raw)
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


def in_batches(calls: Iterable[bytes], first: int | None = FIRST_TOGETHER) -> Iterator[list[bytes]]:
    """The calls in the order they came, in batches that are not too large to travel.

    Args:
        calls: encoded.
        first: how many travel in the first batch, with four times as many in each that follows.
            A wrong answer mostly comes early, and then few calls were made for nothing. As many
            as can travel where it is None.
    """
    batch: list[bytes] = []
    size, room = first or MAX_TOGETHER, MAX_TOGETHER_BYTES
    for call in calls:
        if len(batch) == size or (batch and len(call) > room):
            yield batch
            batch, size, room = [], min(4 * size, MAX_TOGETHER), MAX_TOGETHER_BYTES
        batch.append(call)
        room -= len(call)
    if batch:
        yield batch


class Answered(NamedTuple):
    """Some calls ended: a body for `parse_ending`, words for `parse_error` if it raised, and on."""

    number: int
    parts: list[bytes]


class Returned(NamedTuple):
    """A call returned; `value` is decoded and no more than that."""

    value: Any
    changed: bool = False
    aliased: bool = False


def parse_answered(raw: tuple[object, ...]) -> Answered:
    """The message that a decoded tuple is; the ends of the calls in it are left closed.

    Raises:
        WireError: it is none.
    """
    match raw:
        case (int(number), list(parts)) if parts and len(parts) % 2 == 0:
            if set(map(type, parts)) == {bytes}:
                return Answered(number, parts)
    raise WireError("not a message")


def parse_ending(body: bytes) -> Returned | Failure:
    """How a call ended, by the body of its answer.

    Raises:
        WireError: the body says nothing of the kind.
    """
    raw = wire.decode(body)
    if type(raw) is tuple:
        match raw:
            case (value,):
                return Returned(value)
            case (value, bool(changed), bool(aliased)):
                return Returned(value, changed, aliased)
    return parse_failure(raw)


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


class Kind(NamedTuple):
    """What is asked, but for the arguments.

    Attributes:
        function: its name.
        by_driver: whether it is the driver's, and not the student's.
        watched: whether the worker is to say if arguments were changed or shared.
    """

    function: str
    by_driver: bool = False
    watched: bool = False


class Question:
    """Calls of one function that travel together.

    Attributes:
        kind: the function.
        calls: the arguments of each call, `[args, kwargs]`, as they go over the wire.
        body: all of it as it goes over the wire.
    """

    def __init__(self, kind: Kind, calls: list[bytes]) -> None:
        self.kind = kind
        self.calls = calls
        self.body = wire.encode((*kind, calls))


class Response(NamedTuple):
    """How one call ended, as it came.

    Attributes:
        body: for `parse_ending`; empty where no answer came, and `fault` says why.
        words: for `messages.parse_error`, if it raised.
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
