"""One hand-in behind the seam: loads it, calls it, and turns every way it can end into a fault."""

from __future__ import annotations

import difflib
import secrets
import signal
import time
from collections import Counter
from typing import Any, NamedTuple, Self, assert_never

from grader.model import Exercise, Limits, Message, message
from grader.worker import wire
from grader.worker.wire import WireError

from .base import Channel, ChannelClosedError, ChannelTimeoutError, Ended, Sandbox
from .faults import CannotCross, CodeRaised, Crashed, FunctionMissing, StudentFault, TimedOut
from .problems import describe_problem
from .replies import (
    Loaded,
    Missing,
    Output,
    ProblemSaid,
    RaisedSaid,
    Reply,
    Returned,
    Running,
    Unsendable,
    parse_said,
)

MAX_RELOADS = 3  # statements that kill the worker while loading, each left out of the next try
MAX_TIMEOUTS = (
    2  # of one function; after that it is not called again, so that a class is not held up
)
MAX_MESSAGES = 20_000  # between a question and its answer

Sources = dict[str, list[tuple[str, str]]]


class Answer(NamedTuple):
    """What a call returned, and what the worker says of the arguments.

    Attributes:
        arguments: `[args, kwargs]` as they went over the wire, for a replay of the call.
    """

    value: Any
    changed: bool
    aliased: bool
    arguments: bytes


class StudentProcess:
    """A student's module in a worker; a new worker takes over after a timeout or a crash.

    Args:
        sandbox: where workers come from.
        exercise: whose module is loaded, under whose limits.
        sources: module name -> cells, as `grader.submission` found them.
    """

    def __init__(self, sandbox: Sandbox, exercise: Exercise, sources: Sources) -> None:
        self._sandbox = sandbox
        self._exercise = exercise
        self._sources = sources
        self._limits: Limits = exercise.limits
        self._channel: Channel | None = None
        self._wall_left = exercise.limits.wall_seconds
        self._check_left = exercise.limits.check_seconds
        self._skip: list[str] = []
        self._skipped: list[Message] = []
        self._running = ""
        self._names: list[str] = []
        self._timeouts: Counter[str] = Counter()
        self._output: list[str] = []
        self._load_fault: StudentFault | None = None
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
            self._wall_left = self._limits.wall_seconds  # loading is not any check's time
            try:
                self._open()
            except (TimedOut, Crashed) as fault:
                self._load_fault = fault
                if not self._running or self._running in self._skip:
                    break
                self._skip.append(self._running)
                self._skipped.append(_left_out(self._running, fault))
            else:
                self._load_fault = None
                break
        self.problems = (*self._skipped, *self.problems)

    def begin_check(self) -> None:
        """Gives the next check its full time."""
        self._check_left = self._limits.check_seconds

    def take_output(self) -> str:
        """What has been printed since this was last asked."""
        text = "".join(self._output)
        self._output.clear()
        return text

    def call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Answer:
        """The student's function on copies of the arguments.

        Raises:
            StudentFault: no value came; which kind says why.
        """
        if self._load_fault is not None:
            raise self._load_fault
        if self._timeouts[function] >= MAX_TIMEOUTS:
            raise TimedOut(
                message(
                    "{function} did not return in {count} earlier checks and was not called again.",
                    function=function,
                    count=MAX_TIMEOUTS,
                )
            )
        if self._channel is None:
            self._open()
        arguments = wire.encode([list(args), kwargs])
        request = {"op": "call", "function": function, "arguments": arguments}
        try:
            reply = self._ask(request, function)
        except TimedOut:
            self._timeouts[function] += 1
            raise
        return self._judge(function, reply, arguments)

    def _judge(self, function: str, reply: Reply, arguments: bytes) -> Answer:
        match reply:
            case Returned(value=value, changed=changed, aliased=aliased):
                return Answer(value, changed, aliased, arguments)
            case RaisedSaid(error=error):
                raise CodeRaised(function, error)
            case Missing():
                raise self._missing(function)
            case Unsendable(text=text):
                raise CannotCross(
                    message(
                        "{function} returned something that cannot be judged: {reason}.",
                        function=function,
                        reason=text,
                    )
                )
            case Loaded():
                self._end()
                raise self._broke_the_rules()
            case _:
                assert_never(reply)

    def _missing(self, function: str) -> FunctionMissing:
        near = difflib.get_close_matches(function, self._names, n=1)
        hint = (message("Did you mean {name}?", name=near[0]),) if near else ()
        values: dict[str, str | float] = {
            "function": function,
            "module": self._exercise.module,
        }
        return FunctionMissing(
            message("There is no function {function} in your {module}.", **values), hint
        )

    # -- the worker's life

    def _open(self) -> None:
        """A fresh worker with the student's module in it."""
        self._running = ""
        self._channel = self._sandbox.open_channel(self._limits)
        request = {
            "op": "load",
            "module": self._exercise.module,
            "sources": self._sources,
            "allowed": list(self._exercise.packages),
            "skip": self._skip,
        }
        reply = self._ask(request, "")
        self._output.clear()  # what the cells print is no check's output
        if not isinstance(reply, Loaded):
            self._end()
            raise self._broke_the_rules()
        self._names = reply.names
        self.problems = tuple(describe_problem(problem) for problem in _distinct(reply.problems))

    def _end(self) -> Ended:
        channel, self._channel = self._channel, None
        return channel.close() if channel is not None else Ended()

    def _ask(self, request: dict[str, Any], function: str) -> Reply:
        """Sends a request and waits for its own reply, within what is left of the time."""
        assert self._channel is not None
        seconds = max(min(self._check_left, self._wall_left), 0.0)
        if seconds == 0.0:
            raise self._timed_out(function)
        number = secrets.randbits(62)  # a reply sent ahead cannot know it
        started = time.monotonic()
        try:
            self._channel.send({**request, "number": number}, started + seconds)
            reply = self._await(number, started + seconds)
        except ChannelTimeoutError:
            self._end()
            raise self._timed_out(function) from None
        except ChannelClosedError:
            raise self._crashed(self._end()) from None
        except WireError:
            self._end()
            raise self._broke_the_rules() from None
        finally:
            spent = time.monotonic() - started
            self._check_left -= spent
            self._wall_left -= spent
        return reply

    def _await(self, number: int, deadline: float) -> Reply:
        assert self._channel is not None
        room = self._limits.output_kb * 1024
        for _ in range(MAX_MESSAGES):
            said = parse_said(self._channel.receive(deadline))
            if isinstance(said, Output):
                if sum(map(len, self._output)) + len(said.text) > room:
                    raise WireError("more output than a worker sends")
                self._output.append(said.text + ("\n[…]\n" if said.cut else ""))
                room += 8
            elif isinstance(said, Running):
                self._running = said.where[:300]
            elif said.number != number:
                raise WireError("an answer to another question")
            else:
                return said
        raise WireError("too many messages")

    # -- words for the ways to end

    def _timed_out(self, function: str) -> TimedOut:
        if self._wall_left <= 0 < self._check_left:
            return TimedOut(
                message(
                    "The time for the whole exercise ({seconds} s) is used up.",
                    seconds=self._limits.wall_seconds,
                )
            )
        if not function:
            return TimedOut(
                message(
                    "Your file did not finish loading within {seconds} s.",
                    seconds=self._limits.check_seconds,
                )
            )
        return TimedOut(
            message(
                "{function} did not return within {seconds} s. Is there a loop that never ends?",
                function=function,
                seconds=self._limits.check_seconds,
            )
        )

    def _crashed(self, ended: Ended) -> Crashed:
        if (
            ended.signal == getattr(signal, "SIGXCPU", 24)
            or ended.cpu_seconds >= self._limits.cpu_seconds
        ):
            text = "Your code used more than {seconds} s of processor time and was stopped."
            return Crashed(message(text, seconds=self._limits.cpu_seconds))
        if ended.signal:
            name = _signal_name(ended.signal)
            text = "The process with your code was ended by {signal}."
            return Crashed(message(text, signal=name))
        text = "Your code ended the Python process (exit code {code}) instead of returning."
        return Crashed(message(text, code=ended.exit_code))

    @staticmethod
    def _broke_the_rules() -> Crashed:
        return Crashed(message("The process with your code sent something that is no answer."))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _left_out(running: str, fault: StudentFault) -> Message:
    where, _, line = running.removesuffix(":cell").rpartition(":")
    text = "{where}, line {line}: this statement ended the process and was left out."
    if isinstance(fault, TimedOut):
        text = "{where}, line {line}: this statement took too long and was left out."
    return message(text, where=where, line=int(line) if line.isdigit() else 0)


def _distinct(problems: list[ProblemSaid]) -> list[ProblemSaid]:
    """Without the statements that an earlier worker died of; they have their own message."""
    return [problem for problem in problems[:50] if problem.kind != "skipped"]
