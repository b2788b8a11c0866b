"""One hand-in behind the seam: loads it, calls it, and turns every way it can end into a fault."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Self, assert_never

from grader.errors import SandboxError
from grader.model import message
from grader.worker import wire
from grader.worker.wire import WireError

from .base import ChannelClosedError, ChannelTimeoutError, Ended
from .conversation import Conversation, in_batches, new_number
from .endings import (
    broke_the_rules,
    call_too_slow,
    file_unreadable,
    function_missing,
    left_out,
    library_refused,
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
from .problems import describe_problems, first_unreadable, refused_library
from .replies import Loaded, Missing, RaisedSaid, Returned, Unsendable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.model import Exercise, Limits, Message

    from .base import Sandbox
    from .conversation import Heard
    from .replies import ProblemSaid, Reply

MAX_RELOADS = 3  # statements that kill the worker while loading, each left out of the next try
LEAST_LOAD_SECONDS = 1.0
MAX_TIMEOUTS = (
    2  # of one function; after that it is not called again, so that a class is not held up
)

Sources = dict[str, list[tuple[str, str]]]
Arguments = tuple[tuple[Any, ...], dict[str, Any]]


class Answer(NamedTuple):
    """What a call returned, and what the worker says of the arguments.

    Attributes:
        arguments: `[args, kwargs]` as they went over the wire, for a replay of the call.
        seconds: from the call's being sent to its answer's being read, where it was sent alone.
    """

    value: Any
    changed: bool
    aliased: bool
    arguments: bytes
    seconds: float


class _End(NamedTuple):
    """How one call ended, and what it printed."""

    end: Answer | StudentFault
    printed: str = ""
    is_cut: bool = False


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
        self._conversation: Conversation | None = None
        self._wall_left = exercise.limits.wall_seconds
        self._check_left = exercise.limits.check_seconds
        self._allowed_seconds = exercise.limits.check_seconds
        self._spoken_of = ""
        self._skip: list[str] = []
        self._skipped: list[Message] = []
        self._running = ""
        self._names: list[str] = []
        self._cells = {label: source for cells in sources.values() for label, source in cells}
        self._places = {label: lines_with_code(source) for label, source in self._cells.items()}
        self._timeouts: Counter[str] = Counter()
        self._output: list[str] = []
        self._is_cut = False
        self._load_fault: StudentFault | None = None
        self._unreadable: tuple[str, int] | None = None
        self._said: list[ProblemSaid] = []  # of the cells, by the worker that loaded them first
        self.problems: tuple[Message, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def load(self) -> None:
        """Runs the student's cells; what went wrong there is in `problems` afterwards.

        A statement that hangs or kills the worker is left out and the rest is tried again.
        """
        for attempt in range(MAX_RELOADS + 1):
            self.begin_check()
            # however many statements hang, loading takes little longer than two checks
            least = min(self._check_left, LEAST_LOAD_SECONDS)
            self._check_left = max(self._check_left / 2**attempt, least)
            self._wall_left = self._limits.wall_seconds
            try:
                _, problems = self._open()
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
                self._said = problems
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
        self, function: str, calls: Iterable[Arguments], *, by_driver: bool = False
    ) -> Iterator[Answer | StudentFault]:
        """How each of some calls ends, on copies of its arguments, in their order.

        Several travel together, so a few more may be made than are looked at; what those print
        or do wrong is forgotten.
        """
        for batch in in_batches(_encode_arguments(*call) for call in calls):
            for end, printed, is_cut in self._make_calls(function, batch, by_driver=by_driver):
                self._output.append(printed)
                self._is_cut = self._is_cut or is_cut
                self._timeouts[function] += isinstance(end, TimedOut)
                yield end

    def _make_calls(self, function: str, batch: list[bytes], *, by_driver: bool) -> list[_End]:
        """The ends of calls that travel together, up to a fault that the worker did not outlive."""
        if self._load_fault is not None:
            return [_End(self._load_fault)]
        if self._timeouts[function] >= MAX_TIMEOUTS:
            return [_End(not_called_again(function, MAX_TIMEOUTS))]
        ends: list[_End] = []
        conversation = None
        try:
            conversation = self._conversation or self._open()[0]
            number = new_number()
            question = (number, function, by_driver, batch)
            about = self._spoken_of or function
            started = time.monotonic()
            for heard in self._ask(conversation, question, number, len(batch), about):
                end = self._judge(about, heard.reply, by_driver=by_driver)
                if isinstance(end, Answer):
                    seconds = time.monotonic() - started
                    end = end._replace(arguments=batch[len(ends)], seconds=seconds)
                ends.append(_End(end, heard.printed, heard.is_cut))
        except StudentFault as fault:
            last = "".join(conversation.pieces) if conversation else ""
            ends.append(_End(fault, last))
        return ends

    def _judge(self, function: str, reply: Reply, *, by_driver: bool) -> Answer | StudentFault:
        match reply:
            case Returned(value=value, changed=changed, aliased=aliased):
                return Answer(value, changed, aliased, b"", 0.0)
            case RaisedSaid(error=error):
                if by_driver and function not in self._exercise.functions:
                    function = self._exercise.module  # the driver's own name tells nobody anything
                library = refused_library(error, self._said, self._cells)
                if library:
                    return library_refused(function, library)
                return CodeRaised(function, error, self._places)
            case Missing():
                return self.missing(function)
            case Unsendable(text=why):
                text = "{function} returned something that cannot be judged."
                return CannotCross(
                    message(text, function=function), (message("It is {reason}.", reason=why),)
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

    def _open(self) -> tuple[Conversation, list[ProblemSaid]]:
        """Makes a fresh worker with the student's module in it; and what it says of the cells."""
        self._running = ""
        conversation = Conversation(self._sandbox.open_channel(self._limits))
        self._conversation = conversation
        number = new_number()
        question = {
            "number": number,
            "module": self._exercise.module,
            "sources": self._sources,
            "allowed": list(self._exercise.packages),
            "skip": self._skip,
            "driver": self._driver,
        }
        # what the cells print is no check's output
        [(reply, _, _)] = self._ask(conversation, question, number, 1, "")
        if not isinstance(reply, Loaded):
            self._end()
            raise broke_the_rules()
        self._names = reply.names
        return conversation, reply.problems

    def _end(self) -> Ended:
        conversation, self._conversation = self._conversation, None
        if conversation is None:
            return Ended()
        self._running = conversation.running
        return conversation.channel.close()

    def _ask(
        self, conversation: Conversation, question: object, number: int, count: int, function: str
    ) -> Iterator[Heard]:
        """The answers to a question, within what is left of the time.

        The time it takes is the student's, however it ends.
        """
        try:
            with self._on_the_clock() as deadline:
                room = self._limits.output_kb * 1024 - sum(map(len, self._output))
                yield from conversation.ask(question, number, count, deadline, room)
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

    @contextlib.contextmanager
    def _on_the_clock(self) -> Iterator[float]:
        """The deadline by what is left of the time; what passes is the student's, however it ends.

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

    def _too_slow(self, function: str) -> StudentFault:
        if self._wall_left <= min(self._check_left, 0):
            return time_used_up(self._limits)
        return call_too_slow(function, self._allowed_seconds)


def _encode_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    try:
        return wire.encode([list(args), kwargs])
    except WireError as error:  # the check's own values, so never the student's fault
        text = "The arguments of a check cannot cross: {reason}."
        raise SandboxError(message(text, reason=str(error))) from error
