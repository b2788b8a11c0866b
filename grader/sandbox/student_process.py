"""One hand-in behind the seam: loads it, calls it, and turns every way it can end into a fault."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Self

from grader.errors import SandboxError
from grader.i18n import N_
from grader.model import message
from grader.worker import wire
from grader.worker.wire import WireError

from .channel import ChannelClosedError, ChannelTimeoutError, Ended
from .clock import Clock
from .exchange import (
    MAX_ANSWERS_BYTES,
    Answer,
    Conversation,
    Exchange,
    Question,
    Response,
    Transcript,
    encode_arguments,
    in_batches,
    new_number,
)
from .explain import KnownCode, broke_the_rules, left_out, not_called_again, worker_died
from .faults import CodeRaised, Crashed, StudentFault, TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.model import Exercise, Limits, Message

    from .channel import Sandbox
    from .explain import Sources
    from .messages import Loaded

MAX_RELOADS = 3  # statements that kill the worker while loading, each left out of the next try
MAX_TIMEOUTS = (
    2  # of one function; after that it is not called again, so that a class is not held up
)

Arguments = tuple[tuple[Any, ...], dict[str, Any]]


class StudentProcess:
    """A student's module in a worker; a new worker takes over after a timeout or a crash.

    Args:
        sandbox: where workers come from.
        exercise: whose module is loaded, under whose limits.
        sources: module name -> cells, as `grader.submission` found them.
        driver: the source of the exercise's `driver.py`; empty where it has none.
    """

    def __init__(
        self, sandbox: Sandbox, exercise: Exercise, sources: Sources, driver: str = ""
    ) -> None:
        self._sandbox = sandbox
        self._exercise = exercise
        self._driver = driver
        self._limits: Limits = exercise.limits
        self._code = KnownCode(exercise, sources)
        self._clock = Clock(exercise.limits)
        self._conversation: Conversation | None = None
        self._spoken_of = ""
        self._skip: list[str] = []
        self._running = ""
        self._timeouts: Counter[str] = Counter()
        self._output: list[str] = []
        self._is_cut = False
        self._load_fault: StudentFault | None = None
        self.problems: tuple[Message, ...] = ()
        self._begin_transcript()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._begin_transcript()  # the last check's answers are nobody's any more

    def load(self) -> None:
        """Runs the student's cells; what went wrong there is in `problems` afterwards.

        A statement that hangs or kills the worker is left out and the rest is tried again.
        """
        skipped: list[Message] = []
        for attempt in range(MAX_RELOADS + 1):
            self._clock.begin_load(attempt)
            try:
                _, said = self._open()
            except (TimedOut, Crashed) as fault:
                self._load_fault = fault
                if not self._running or self._running in self._skip:
                    break
                self._skip.append(self._running)
                skipped.append(left_out(self._running, fault))
            else:
                self._load_fault = None
                self.problems = self._code.loaded(said)
                break
        self.problems = (*skipped, *self.problems)
        self._clock.begin_checks()

    def begin_check(self) -> None:
        """Gives the next check its full time, and a transcript of its own."""
        self._clock.begin_check()
        self._begin_transcript()

    def _begin_transcript(self) -> None:
        self.transcript = Transcript()
        self._room = self._limits.output_kb * 1024  # characters that may be printed
        self._answers_left = MAX_ANSWERS_BYTES

    @contextlib.contextmanager
    def on_behalf_of(self, function: str, seconds: float) -> Iterator[None]:
        """The driver's calls within are about one function of the student's, with their own time.

        Sentences name that function; the check that happens to come first does not pay for what
        the others share, only the exercise as a whole does.
        """
        self._spoken_of = function
        try:
            with self._clock.allowing(seconds):
                yield
        finally:
            self._spoken_of = ""

    def fingerprint(self) -> bytes:
        """SHA-256 of the student's sources: the same for the same work, wherever it is graded."""
        return hashlib.sha256(wire.encode(self._code.sources)).digest()

    def beside(self, exercise: Exercise, source: str, label: str, driver: str = "") -> Self:
        """A process in the same sandbox for another module, of the course's or of ours."""
        return type(self)(self._sandbox, exercise, {exercise.module: [(label, source)]}, driver)

    def twin(self, source: str, label: str) -> Self:
        """A process for another solution of the same exercise."""
        return self.beside(self._exercise, source, label, self._driver)

    def take_output(self) -> str:
        """What has been printed since this was last asked."""
        text = "".join(self._output) + ("\n[…]\n" if self._is_cut else "")
        self._output.clear()
        self._is_cut = False
        return text

    def call(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        by_driver: bool = False,
    ) -> Answer:
        """The student's function, or the driver's, on copies of the arguments.

        Raises:
            StudentFault: no value came; which kind says why.
        """
        end = next(self.calls(function, [(args, kwargs)], by_driver=by_driver))
        if isinstance(end, StudentFault):
            raise end
        return end

    def calls(
        self,
        function: str,
        calls: Iterable[Arguments],
        *,
        by_driver: bool = False,
        watched: bool = False,
    ) -> Iterator[Answer | StudentFault]:
        """How each of some calls ends, on copies of its arguments, in their order.

        Several travel together, so a few more may be made than are looked at; what those print
        or do wrong is forgotten.
        """
        for batch in in_batches(encode_arguments(*call) for call in calls):
            question = Question(function, batch, by_driver=by_driver, watched=watched)
            exchange = self.transcript.come_to(question) or self._come_to(question)
            for arguments, responses in zip(batch, exchange.responses, strict=False):
                self.look_at(exchange, 1)
                end = self._understand(question, responses, arguments)
                self._take_note(end)
                yield end

    def _take_note(self, end: Answer | StudentFault) -> None:
        """Of what the check is told beyond answers, for whoever asks later what it depends on."""
        if isinstance(end, CodeRaised) and "NameError" not in end.bases:  # that may be a library's
            self.transcript.raised.append(end)
        elif isinstance(end, StudentFault):
            self.transcript.told_more = True

    def _come_to(self, question: Question) -> Exchange:
        self.transcript.exchanges.append(self._ask_question(question))
        return self.transcript.exchanges[-1]

    def ask_ahead(self, question: Question) -> Exchange:
        """Asks what a check is going to ask; when it does, the answers are in hand."""
        exchange = self._ask_question(question)
        self.transcript.put_ahead(exchange)
        return exchange

    def look_at(self, exchange: Exchange, count: int) -> None:
        """Takes note of what the next of an exchange's calls printed, and if they were in time."""
        for responses in exchange.responses[exchange.looked_at : exchange.looked_at + count]:
            if responses.printed:
                self._output.append(responses.printed)
                self._is_cut = self._is_cut or responses.is_cut
            self._timeouts[exchange.question.function] += isinstance(responses.fault, TimedOut)
        exchange.looked_at += count

    def _ask_question(self, question: Question) -> Exchange:
        """How the calls of a question end, up to a fault that the worker does not outlive."""
        function = question.function
        if self._load_fault is not None:
            return Exchange(question, [Response.nothing(self._load_fault)])
        if self._timeouts[function] >= MAX_TIMEOUTS:
            return Exchange(question, [Response.nothing(not_called_again(function, MAX_TIMEOUTS))])
        responses: list[Response] = []
        conversation = None
        try:
            conversation = self._conversation or self._open()[0]
            with self._talking(self._spoken_of or function) as deadline:
                for one in conversation.ask(question, deadline, self._room, self._answers_left):
                    responses.append(one)
                    self._room -= len(one.printed)
                    self._answers_left -= one.size()
        except StudentFault as fault:
            last = "".join(conversation.pieces) if conversation else ""
            responses.append(Response.nothing(fault, last))
        return Exchange(question, responses)

    def _understand(
        self, question: Question, responses: Response, arguments: bytes
    ) -> Answer | StudentFault:
        """What a call returned, or why it did not."""
        function, by_driver = self._spoken_of or question.function, question.by_driver
        try:
            with self._clock.reading():
                return self._code.understand(function, responses, arguments, by_driver=by_driver)
        except ChannelTimeoutError:
            return responses.fault or self._clock.too_slow(function)
        except WireError:
            self._end()
            return broke_the_rules()

    def missing(self, function: str) -> StudentFault:
        """What is to be said where there is no such function."""
        return self._code.missing(function)

    # -- the worker's life

    def _open(self) -> tuple[Conversation, Loaded]:
        """Makes a fresh worker with the student's module in it; and what it says of that."""
        self._running = ""
        conversation = Conversation(self._sandbox.open_channel(self._limits))
        self._conversation = conversation
        request = {
            "number": new_number(),
            "module": self._exercise.module,
            "sources": self._code.sources,
            "allowed": list(self._exercise.packages),
            "skip": self._skip,
            "driver": self._driver,
        }
        with self._talking("") as deadline:
            # what the cells print is no check's output
            return conversation, conversation.load(request, deadline, self._room)

    def _end(self) -> Ended:
        conversation, self._conversation = self._conversation, None
        if conversation is None:
            return Ended()
        self._running = conversation.running
        return conversation.channel.close()

    @contextlib.contextmanager
    def _talking(self, function: str) -> Iterator[float]:
        """Gives the deadline; what goes wrong on the channel becomes the student's fault.

        Args:
            function: what sentences name.
        """
        try:
            with self._clock.running() as deadline:
                yield deadline
        except ChannelTimeoutError:
            self._end()
            raise self._clock.too_slow(function) from None
        except ChannelClosedError:
            ended = self._end()
            if ended.lost:
                text = N_("The fork server ended while a worker was busy.")
                raise SandboxError(message(text)) from None
            raise worker_died(ended, self._limits) from None
        except WireError:
            self._end()
            raise broke_the_rules() from None
