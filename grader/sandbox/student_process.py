"""A submission in a worker: loaded, called, and every way in which that can end made a fault."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Self

from grader.errors import SandboxError
from grader.i18n import N_
from grader.model import message
from grader.worker import wire
from grader.worker.wire import WireError

from .channel import ChannelClosedError, ChannelTimeoutError, Ended, FrameRefusedError
from .exchange import (
    MAX_ANSWERS_BYTES,
    WORDS_BESIDE,
    Answer,
    Conversation,
    Kind,
    Question,
    Response,
    Returned,
    encode_arguments,
    new_number,
    parse_ending,
)
from .explain import (
    KnownCode,
    broke_the_rules,
    call_too_slow,
    left_out,
    not_called_again,
    time_used_up,
    too_large,
    worker_died,
)
from .faults import Crashed, StudentFault, TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Exercise, Limits, Problem

    from .channel import Sandbox
    from .explain import Sources
    from .messages import Loaded

LEAST_LOAD_SECONDS = 1.0
READ_SECONDS = 2.0  # for all answers to a check; honest ones take hundredths
MAX_RELOADS = 3  # statements that kill the worker while loading, each left out of the next try
MAX_TIMEOUTS = (
    2  # of one function; after that it is not called again, so that a class is not held up
)


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
        self.problems: tuple[Problem, ...] = ()
        self._make_room()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def load(self) -> None:
        """Runs the student's cells; what went wrong there is in `problems` afterwards.

        A statement that hangs or kills the worker is left out and the rest is tried again.
        """
        skipped: list[Problem] = []
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

    def begin_check(self, room: int = MAX_ANSWERS_BYTES) -> None:
        """Gives the next check its full time, and room for output and answers.

        Args:
            room: how many bytes its answers may take. What goes beyond is not kept, since a check
                may make of a byte many times that.
        """
        self._clock.begin_check()
        self._make_room(room)

    def _make_room(self, room: int = MAX_ANSWERS_BYTES) -> None:
        self._room = self._limits.output_kb * 1024  # characters that may be printed
        self._answers_left = MAX_ANSWERS_BYTES
        self._values_left = room

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
        question = Question(Kind(function, by_driver), [encode_arguments(args, kwargs)])
        end = next(self.ask(question))
        if isinstance(end, StudentFault):
            raise end
        return end

    def ask(self, question: Question) -> Iterator[Answer | StudentFault]:
        """How each call of a question ends, in order, up to the first that the worker dies of.

        All are made at once. Those that nobody looks at print nothing that anybody sees.
        """
        responses = self._ask(question)
        return map(functools.partial(self._look_at, question), question.calls, responses)

    def ask_in_vain(self, question: Question) -> list[Response]:
        """Ask where no verdict depends on the answers; what is printed meanwhile is forgotten."""
        responses = self._ask(question)
        self._timeouts[question.kind.function] += isinstance(responses[-1].fault, TimedOut)
        return responses

    def _look_at(
        self, question: Question, arguments: bytes, response: Response
    ) -> Answer | StudentFault:
        self._note(question.kind.function, response)
        return self._understand(question, response, arguments)

    def _note(self, function: str, response: Response) -> None:
        """Keeps what the call printed, and counts the calls that were too slow."""
        if response.printed:
            self._output.append(response.printed)
            self._is_cut = self._is_cut or response.is_cut
        self._timeouts[function] += isinstance(response.fault, TimedOut)

    def _ask(self, question: Question) -> list[Response]:
        """How the calls of a question end, up to a fault that the worker does not outlive."""
        function = question.kind.function
        if self._load_fault is not None:
            return [Response.nothing(self._load_fault)]
        if self._timeouts[function] >= MAX_TIMEOUTS:
            return [Response.nothing(not_called_again(function, MAX_TIMEOUTS))]
        responses: list[Response] = []
        conversation = None
        try:
            conversation = self._conversation or self._open()[0]
            most = max(self._values_left, 0) + WORDS_BESIDE
            conversation.channel.most_bytes = min(most, wire.MAX_FRAME_BYTES)
            with self._talking(self._spoken_of or function) as deadline:
                for one in conversation.ask(question, deadline, self._room, self._answers_left):
                    self._room -= len(one.printed)
                    self._answers_left -= one.size()
                    responses.append(self._within_room(question.kind.function, one))
        except StudentFault as fault:
            last = "".join(conversation.pieces) if conversation else ""
            responses.append(Response.nothing(fault, last))
        return responses

    def _within_room(self, function: str, response: Response) -> Response:
        """The response; without what it brought where that is more than the check has room for."""
        self._values_left -= len(response.body)
        if self._values_left >= 0:
            return response
        return response._replace(body=b"", words=b"", fault=too_large(self._spoken_of or function))

    def _understand(
        self, question: Question, response: Response, arguments: bytes
    ) -> Answer | StudentFault:
        """What a call returned, or why it did not."""
        if response.fault is not None:
            return response.fault
        function, by_driver = self._spoken_of or question.kind.function, question.kind.by_driver
        try:
            with self._clock.reading():
                ending = parse_ending(response.body)
                if isinstance(ending, Returned):
                    return Answer(*ending, arguments, response.seconds)
                return self._code.explain(function, ending, response.words, by_driver=by_driver)
        except ChannelTimeoutError:
            return self._clock.too_slow(function)
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
        except FrameRefusedError:
            self._end()
            raise too_large(function) from None
        except WireError:
            self._end()
            raise broke_the_rules() from None


class Clock:
    """Two allowances, in seconds, that pass together while a student's code is waited for.

    Args:
        limits: of the exercise.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._check_left = self._allowed = limits.check_seconds
        self._wall_left = limits.wall_seconds
        self._reading_left = READ_SECONDS

    def begin_load(self, attempt: int) -> None:
        """Time to load; however many statements hang, all tries take little longer than two checks.

        Args:
            attempt: from 0.
        """
        self.begin_check()
        least = min(self._check_left, LEAST_LOAD_SECONDS)
        self._check_left = max(self._check_left / 2**attempt, least)
        self.begin_checks()

    def begin_checks(self) -> None:
        """Gives all checks together their full time: loading is no check's."""
        self._wall_left = self._limits.wall_seconds

    def begin_check(self) -> None:
        """Gives the next check its full time."""
        self._check_left = self._allowed = self._limits.check_seconds
        self._reading_left = READ_SECONDS

    @contextlib.contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """A time of its own for what the check at hand need not pay for."""
        saved = self._check_left, self._allowed
        self._check_left = self._allowed = seconds
        try:
            yield
        finally:
            self._check_left, self._allowed = saved

    @contextlib.contextmanager
    def running(self) -> Iterator[float]:
        """The deadline by what is left; what passes is the student's, however it ends.

        Raises:
            ChannelTimeoutError: nothing is left.
        """
        started = time.monotonic()
        seconds = min(self._check_left, self._wall_left)
        if seconds <= 0:
            raise ChannelTimeoutError
        try:
            yield started + seconds
        finally:
            spent = time.monotonic() - started
            self._check_left -= spent
            self._wall_left -= spent

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Time to read answers, apart from all other: it is the same for whoever answers the same.

        Raises:
            ChannelTimeoutError: nothing is left.
        """
        if self._reading_left <= 0:
            raise ChannelTimeoutError
        started = time.monotonic()
        try:
            yield
        finally:
            self._reading_left -= time.monotonic() - started

    def too_slow(self, function: str) -> TimedOut:
        """What is to be said when the time is over; no function means while loading."""
        if self._wall_left <= min(self._check_left, 0):
            return time_used_up(self._limits)
        return call_too_slow(function, self._allowed)
