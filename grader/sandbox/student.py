"""One hand-in behind the seam: loads it, calls it, and turns every way it can end into a fault."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Self, assert_never

from grader.errors import SandboxError
from grader.model import message
from grader.worker import wire
from grader.worker.wire import WireError

from .base import ChannelClosedError, ChannelTimeoutError, Ended
from .endings import (
    broke_the_rules,
    call_too_slow,
    file_unreadable,
    function_missing,
    left_out,
    not_called_again,
    time_used_up,
    worker_died,
)
from .faults import (
    CannotCross,
    CodeRaised,
    Crashed,
    StudentFault,
    TimedOut,
    lines_with_code,
)
from .problems import describe_problems, first_unreadable
from .replies import (
    Loaded,
    Missing,
    Output,
    RaisedSaid,
    Reply,
    Returned,
    Running,
    Unsendable,
    parse_said,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Exercise, Limits, Message

    from .base import Channel, Sandbox
    from .replies import ProblemSaid

EMPTY_OUTPUT_CHARS = 8
MAX_RELOADS = 3  # statements that kill the worker while loading, each left out of the next try
MAX_TIMEOUTS = (
    2  # of one function; after that it is not called again, so that a class is not held up
)
MAX_MESSAGES = 100_000  # between a question and its answer; one for each statement while loading

Sources = dict[str, list[tuple[str, str]]]


class Answer(NamedTuple):
    """What a call returned, and what the worker says of the arguments.

    Attributes:
        arguments: `[args, kwargs]` as they went over the wire, for a replay of the call.
        seconds: from the call's being sent to its answer's being read.
    """

    value: Any
    changed: bool
    aliased: bool
    arguments: bytes = b""
    seconds: float = 0.0


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
        self._sources = sources
        self._driver = driver
        self._limits: Limits = exercise.limits
        self._channel: Channel | None = None
        self._wall_left = exercise.limits.wall_seconds
        self._check_left = exercise.limits.check_seconds
        self._allowed_seconds = exercise.limits.check_seconds
        self._spoken_of = ""
        self._skip: list[str] = []
        self._skipped: list[Message] = []
        self._running = ""
        self._names: list[str] = []
        self._places = {
            label: lines_with_code(source) for cells in sources.values() for label, source in cells
        }
        self._timeouts: Counter[str] = Counter()
        self._output: list[str] = []
        self._is_cut = False
        self._load_fault: StudentFault | None = None
        self._unreadable: tuple[str, int] | None = None
        self.problems: tuple[Message, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def load(self) -> None:
        """Runs the student's cells; what went wrong there is in `problems` afterwards.

        A statement that hangs or kills the worker is left out and the rest is tried again.
        """
        for _ in range(MAX_RELOADS + 1):
            self.begin_check()
            self._wall_left = self._limits.wall_seconds
            try:
                problems = self._open()
            except (TimedOut, Crashed) as fault:
                self._load_fault = fault
                if not self._running or self._running in self._skip:
                    break
                self._skip.append(self._running)
                self._skipped.append(left_out(self._running, fault))
            else:
                self._load_fault = None
                self.problems = describe_problems(problems)
                self._unreadable = first_unreadable(problems)
                break
        self.problems = (*self._skipped, *self.problems)
        self._wall_left = self._limits.wall_seconds  # loading is no check's time

    def begin_check(self) -> None:
        """Gives the next check its full time."""
        self._check_left = self._allowed_seconds = self._limits.check_seconds

    @contextlib.contextmanager
    def on_behalf_of(self, function: str, seconds: float) -> Iterator[None]:
        """The driver's calls within are about one function of the student's, with their own time.

        Sentences name that function; the check that happens to come first does not pay for what
        the others share, only the exercise as a whole does.
        """
        saved = self._check_left, self._allowed_seconds
        self._spoken_of, self._check_left, self._allowed_seconds = function, seconds, seconds
        try:
            yield
        finally:
            self._spoken_of = ""
            self._check_left, self._allowed_seconds = saved

    def fingerprint(self) -> bytes:
        """SHA-256 of the student's sources: the same for the same work, wherever it is graded."""
        return hashlib.sha256(wire.encode(self._sources)).digest()

    def twin(self, source: str, label: str) -> StudentProcess:
        """A process for another solution of the same exercise, in the same sandbox."""
        sources = {self._exercise.module: [(label, source)]}
        return StudentProcess(self._sandbox, self._exercise, sources, self._driver)

    def evaluator(self, exercise: Exercise, source: str) -> StudentProcess:
        """A process in the same sandbox that holds a module of ours instead of the student's."""
        sources = {exercise.module: [(f"{exercise.module}.py", source)]}
        return StudentProcess(self._sandbox, exercise, sources)

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
        if self._load_fault is not None:
            raise self._load_fault
        if self._timeouts[function] >= MAX_TIMEOUTS:
            raise not_called_again(function, MAX_TIMEOUTS)
        if self._channel is None:
            self._open()
        try:
            arguments = wire.encode([list(args), kwargs])
        except WireError as error:  # the check's own values, so never the student's fault
            text = "The arguments of a check cannot cross: {reason}."
            raise SandboxError(message(text, reason=str(error))) from error
        number = _number()
        started = time.monotonic()
        about = self._spoken_of or function
        try:
            reply = self._ask((number, function, by_driver, arguments), number, about)
        except TimedOut:
            self._timeouts[function] += 1
            raise
        answer = self._judge(about, reply, by_driver=by_driver)
        return answer._replace(arguments=arguments, seconds=time.monotonic() - started)

    def _judge(self, function: str, reply: Reply, *, by_driver: bool) -> Answer:
        match reply:
            case Returned(value=value, changed=changed, aliased=aliased):
                return Answer(value, changed, aliased)
            case RaisedSaid(error=error):
                if by_driver and function not in self._exercise.functions:
                    function = self._exercise.module  # the driver's own name tells nobody anything
                raise CodeRaised(function, error, self._places)
            case Missing():
                raise self.missing(function)
            case Unsendable(text=text):
                raise CannotCross(
                    message(
                        "{function} returned something that cannot be judged.", function=function
                    ),
                    (message("It is {reason}.", reason=text),),
                )
            case Loaded():
                self._end()
                raise broke_the_rules()
            case _:
                assert_never(reply)

    def missing(self, function: str) -> StudentFault:
        """What is to be said where there is no such function."""
        if self._unreadable is not None:
            return file_unreadable(*self._unreadable)
        label = self._sources[self._exercise.module][0][0]
        file = label.replace(".ipynb cell ", ".ipynb\n").partition("\n")[0]
        return function_missing(function, file, self._names, self._exercise.functions)

    # -- the worker's life

    def _open(self) -> list[ProblemSaid]:
        """Makes a fresh worker with the student's module in it; what it says of the cells."""
        self._running = ""
        self._channel = self._sandbox.open_channel(self._limits)
        number = _number()
        request = {
            "number": number,
            "module": self._exercise.module,
            "sources": self._sources,
            "allowed": list(self._exercise.packages),
            "skip": self._skip,
            "driver": self._driver,
        }
        reply = self._ask(request, number, "")
        self._output.clear()  # what the cells print is no check's output
        if not isinstance(reply, Loaded):
            self._end()
            raise broke_the_rules()
        self._names = reply.names
        return reply.problems

    def _end(self) -> Ended:
        channel, self._channel = self._channel, None
        return channel.close() if channel is not None else Ended()

    def _ask(self, request: object, number: int, function: str) -> Reply:
        """Sends a request and waits for its own reply, within what is left of the time."""
        assert self._channel is not None
        seconds = min(self._check_left, self._wall_left)
        if seconds <= 0:
            raise self._too_slow(function)
        try:
            return self._exchange(request, number, seconds)
        except ChannelTimeoutError:
            self._end()
            raise self._too_slow(function) from None
        except ChannelClosedError:
            ended = self._end()
            if ended.lost:
                text = "The fork server ended while a worker was busy."
                raise SandboxError(message(text)) from None
            raise worker_died(ended, self._limits) from None
        except WireError:
            self._end()
            raise broke_the_rules() from None

    def _exchange(self, request: object, number: int, seconds: float) -> Reply:
        """One question and its answer; the time it takes is the student's, however it ends."""
        assert self._channel is not None
        started = time.monotonic()
        try:
            self._channel.send(request, started + seconds)
            return self._await(number, started + seconds)
        finally:
            spent = time.monotonic() - started
            self._check_left -= spent
            self._wall_left -= spent

    def _too_slow(self, function: str) -> StudentFault:
        if self._wall_left <= min(self._check_left, 0):
            return time_used_up(self._limits)
        return call_too_slow(function, self._allowed_seconds)

    def _await(self, number: int, deadline: float) -> Reply:
        assert self._channel is not None
        room = self._limits.output_kb * 1024 - sum(map(len, self._output))
        for _ in range(MAX_MESSAGES):
            said = parse_said(self._channel.receive(deadline))
            if time.monotonic() >= deadline:
                raise ChannelTimeoutError
            if isinstance(said, Output):
                room -= len(said.text) or EMPTY_OUTPUT_CHARS  # an empty piece is not free either
                if room < 0:
                    raise WireError("more output than a worker sends")
                self._output.append(said.text)
                self._is_cut = self._is_cut or said.cut
            elif isinstance(said, Running):
                self._running = said.where[:300]
            elif said.number != number:
                raise WireError("an answer to another question")
            else:
                return said
        raise WireError("too many messages")


def _number() -> int:
    """A request's number, which its reply repeats: nobody can send one ahead."""
    return secrets.randbits(62)
