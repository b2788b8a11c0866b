"""A question to a worker -> its responses, each with the text printed before it.

Only the form of a response is checked here: it must carry the question's number, come before the
deadline, and not be buried in other messages. Nothing in it is believed.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

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
    """Questions and responses over one worker's channel.

    Attributes:
        running: the line that the worker last announced since it was asked; empty if none.
        printed: the texts printed since the last response.
        is_cut: whether more was printed than was kept.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.running = ""
        self.printed: list[str] = []
        self.is_cut = False
        self._room = 0

    def load(self, request: dict[str, Any], deadline: float, room: int) -> Loaded:
        """Have the worker load cells; returns its report.

        Args:
            request: with a `new_number`, which the report must repeat.
            deadline: of the report (`time.monotonic`).
            room: characters that may be printed.

        Raises:
            ChannelTimeoutError: the deadline passed.
            ChannelClosedError: the worker ended.
            WireError: it broke the rules.
        """
        self._begin(room)
        self.channel.send(request, deadline)
        report = self._next(deadline)
        if not isinstance(report, Loaded) or report.number != request["number"]:
            raise WireError("an answer to another question")
        return report

    def ask(
        self, question: Question, deadline: float, room: int, most: int
    ) -> Iterator[list[Response]]:
        """Ask a question; returns the response to each call, those that came together in a list.

        Args:
            question: the calls.
            deadline: of the last response.
            room: characters that may be printed.
            most: bytes that the responses may take.

        Raises:
            ChannelTimeoutError, ChannelClosedError, WireError: as for `load`.
            FrameRefusedError: what came is larger than the channel takes.
        """
        self._begin(room)
        number = new_number()
        stopwatch = self.channel.stopwatch() if question.kind.timed else None
        self.channel.send((number, question.body), deadline)
        missing = len(question.calls)
        while missing > 0:
            answered = self._next(deadline)
            if not isinstance(answered, Answered) or answered.number != number:
                raise WireError("an answer to another question")
            bodies, words = answered.parts[::2], answered.parts[1::2]
            most -= sum(map(len, answered.parts))
            missing -= len(bodies)
            if most < 0 or missing < 0 or max(map(len, words)) > MAX_WORDS_BYTES:
                raise WireError("more than answers take")
            seconds = 0.0 if stopwatch is None else stopwatch()
            responses = [
                Response(body, text, "", is_cut=False, seconds=seconds)
                for body, text in zip(bodies, words, strict=True)
            ]
            if self.printed:
                text, is_cut = "".join(self.printed), self.is_cut
                responses[0] = responses[0]._replace(printed=text, is_cut=is_cut)
                self.printed, self.is_cut = [], False
            yield responses

    def _begin(self, room: int) -> None:
        self._room = room
        self.printed, self.is_cut = [], False
        self.running = ""  # a line of what ran before is no line of what runs now

    def _next(self, deadline: float) -> Loaded | Answered:
        for _ in range(MAX_MESSAGES):
            raw = self.channel.receive(deadline)
            message = parse_answered(raw) if type(raw) is tuple else parse_event(raw)
            if time.monotonic() >= deadline:  # decoding takes time, too
                raise ChannelTimeoutError
            if isinstance(message, Output):
                self._keep(message)
            elif isinstance(message, Running):
                self.running = message.where[:300]
            else:
                return message
        raise WireError("too many messages")

    def _keep(self, output: Output) -> None:
        self._room -= len(output.text) or EMPTY_OUTPUT_CHARS  # an empty text is not free either
        if self._room < 0:
            raise WireError("more output than a worker sends")
        self.printed.append(output.text)
        self.is_cut = self.is_cut or output.cut


def new_number() -> int:
    """A question's number; random, so that no answer can be sent ahead of its question."""
    return secrets.randbits(62)


def in_batches(calls: Iterable[bytes], first: int | None = FIRST_TOGETHER) -> Iterator[list[bytes]]:
    """Group calls, in order, into batches that are small enough to send.

    Args:
        calls: encoded.
        first: calls in the first batch; each further one takes four times as many. None for as
            many as possible from the start.
    """
    # a wrong answer mostly comes early, and then few calls were made for nothing
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
    """A worker's message that some calls ended.

    Attributes:
        parts: for each call its body (`parse_ending`), then its words (`parse_error`).
    """

    number: int
    parts: list[bytes]


class Returned(NamedTuple):
    """The end of a call that returned; its value is decoded and not checked further."""

    value: Any
    changed: bool = False
    aliased: bool = False
    reused: bool = False


def parse_answered(raw: tuple[Any, ...]) -> Answered:
    """Read a decoded tuple as the message that calls ended; their bodies stay encoded.

    Raises:
        WireError: it is no such message.
    """
    if len(raw) == 2 and type(raw[0]) is int and type(raw[1]) is list:
        number, parts = raw
        if len(parts) % 2 == 0 and set(map(type, parts)) == {bytes}:
            return Answered(number, parts)
    raise WireError("not a message")


def parse_ending(body: bytes) -> Returned | Failure:
    """Read how a call ended from the body of its response.

    Raises:
        WireError: the body does not say.
    """
    raw = wire.decode(body)
    if type(raw) is tuple:
        match raw:
            case (value,):
                return Returned(value)
            case (value, bool(changed), bool(aliased), bool(reused)):
                return Returned(value, changed, aliased, reused)
    return parse_failure(raw)


class ArgumentsCannotCrossError(ValueError):
    """Arguments of a check that no message can hold."""


def encode_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Encode the arguments of a call.

    Raises:
        ArgumentsCannotCrossError: they cannot be encoded; a check may pass on an answer.
    """
    try:
        return wire.encode([list(args), kwargs])
    except wire.WireError as error:
        raise ArgumentsCannotCrossError(f"The arguments cannot cross: {error}.") from error


How = Literal[
    "call", "value", "make", "method", "attribute", "apply", "run", "read", "write", "probe"
]


class Kind(NamedTuple):
    """The function that a question calls, or the variable that it reads.

    Attributes:
        function: its name; of an object's, `Class.name`; an expression.
        by_driver: whether it is the driver's, not the student's.
        watched: whether the worker reports changed arguments and results that are not new.
        timed: whether the worker's seconds are counted; it is not told.
        how: whether a function is called, a variable read, an object made, a method of it called,
            an attribute of it read, a function applied to arguments of which some are objects, or
            the whole file run as a program,
            the file of that name read or written, or an expression evaluated.
        keep: the number under which the worker keeps what comes of it, to be referred to.
        typed: what the call reads from the keyboard; None if nothing is there to be read.
        prints: whether the value comes with the text that the call printed (`terminal.Printed`).
        cell: as of whose end a variable is read, or an expression evaluated; empty for now.
    """

    function: str
    by_driver: bool = False
    watched: bool = False
    timed: bool = False
    how: How = "call"
    keep: int = 0
    typed: str | None = None
    prints: bool = False
    cell: str = ""

    @property
    def said(self) -> str:
        """The function's name in sentences; an expression stands in backticks."""
        return f"`{self.function}`" if self.how == "probe" else self.function


class Question:
    """Calls of one function in one message.

    Attributes:
        kind: the function.
        calls: the encoded arguments `[args, kwargs]` of each call.
        body: all of it, encoded.
    """

    def __init__(self, kind: Kind, calls: list[bytes]) -> None:
        self.kind = kind
        self.calls = calls
        more: tuple[Any, ...] = () if kind.how == "call" else (kind.how, kind.keep)
        if kind.typed is not None or kind.prints or kind.cell:
            more = (kind.how, kind.keep, kind.typed, kind.prints)
        if kind.cell:
            more = (*more, kind.cell)
        self.body = wire.encode((kind.function, kind.by_driver, kind.watched, calls, *more))


class Response(NamedTuple):
    """The worker's response to one call, not yet read.

    Attributes:
        body: for `parse_ending`; empty if none came, with the reason in `fault`.
        words: for `messages.parse_error`, if the call raised.
        printed: the text printed before it.
        is_cut: whether more was printed than was kept.
        seconds: spent by the worker since the question, if they were counted.
    """

    body: bytes
    words: bytes
    printed: str
    is_cut: bool
    seconds: float
    fault: StudentFault | None = None

    @classmethod
    def nothing(cls, fault: StudentFault, printed: str = "") -> Self:
        """A response that never came."""
        return cls(b"", b"", printed, is_cut=False, seconds=0.0, fault=fault)

    def without_value(self, fault: StudentFault) -> Self:
        """The response without what it brought, for a check that has no room for it."""
        return self._replace(body=b"", words=b"", fault=fault)


class Answer(NamedTuple):
    """The value that a call returned.

    Attributes:
        changed: whether the call changed its arguments; the worker's word, if it watched.
        aliased: whether the value is an argument or shares its memory; likewise.
        reused: whether it is, or shares memory with, the value of an earlier call of the question.
        arguments: `[args, kwargs]`, encoded, to replay the call.
        seconds: spent by the worker on the call, if they were counted; see `Channel.stopwatch`.
        body: the value and the worker's words, encoded as they came.
    """

    value: Any
    changed: bool
    aliased: bool
    reused: bool
    arguments: bytes
    seconds: float
    body: bytes = b""
