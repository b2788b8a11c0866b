"""A question to a worker -> its answers, with what was printed before each.

Nothing a worker says is believed here but its form: an answer must carry its question's number,
come before the deadline, and not be buried in other messages.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, NamedTuple

from grader.worker.wire import WireError

from .base import ChannelTimeoutError
from .replies import Answered, Output, Running, parse_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .base import Channel
    from .replies import Reply

EMPTY_OUTPUT_CHARS = 8
MAX_MESSAGES = 100_000  # between a question and its answer; one for each statement while loading
FIRST_TOGETHER = 4
MAX_TOGETHER = 64
MAX_TOGETHER_BYTES = 1 << 22
MAX_ANSWERS_BYTES = 1 << 26  # of the answers to one question, which are kept until all have come


class Told(NamedTuple):
    """One answer, what was printed before it, and whether more was printed than was kept."""

    reply: Reply
    printed: str
    is_cut: bool


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

    def ask(
        self, question: object, number: int, count: int, deadline: float, room: int
    ) -> Iterator[Told]:
        """The answers to one question.

        Args:
            question: the request, which holds `number`.
            number: what every answer must repeat; see `new_number`.
            count: how many answers there will be.
            deadline: of the last answer (`time.monotonic`).
            room: how many characters may be printed.

        Raises:
            ChannelTimeoutError: the deadline passed.
            ChannelClosedError: the worker ended.
            WireError: it broke the rules.
        """
        self._room = room
        self.pieces, self.is_cut = [], False
        self.channel.send(question, deadline)
        left = MAX_ANSWERS_BYTES
        for _ in range(count):
            reply = self._next(deadline)
            if reply.number != number:
                raise WireError("an answer to another question")
            left -= len(reply.body) + len(reply.words) if isinstance(reply, Answered) else 0
            if left < 0:
                raise WireError("more than answers take")
            yield Told(reply, "".join(self.pieces), self.is_cut)
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
