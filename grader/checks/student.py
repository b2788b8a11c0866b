"""`student` in a check: functions that run in the worker; no answer changes which are called.

A check that fails stops calling, and a worker that sees its check stop would know that it was
wrong. So the calls of each check are recorded once, with the reference, and made for every
submission before the check begins.
"""

from __future__ import annotations

import contextlib
import io
import itertools
from collections import deque
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.errors import GraderError
from grader.sandbox.exchange import (
    MAX_ANSWERS_BYTES,
    Answer,
    Kind,
    Question,
    encode_arguments,
    in_batches,
)
from grader.sandbox.faults import CodeRaised, Crashed, Places, StudentFault, TimedOut
from grader.worker import wire
from grader.worker.cells import cells_of
from grader.worker.kept import Kept, at_terminal, called

from .call_log import Call, EncodedCall, encoded_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from grader.sandbox.code_reader import CodeReader
    from grader.sandbox.student_process import Asked, StudentProcess

    Cases = Iterable[tuple[Any, ...]]
    Ends = Iterator[Answer | StudentFault]

MAX_SCRIPT_BYTES = 1 << 24  # of one check; one that asks for more is asked as it goes
# Bytes of answers that a check is given. As lists of Python's numbers, or of complex ones, right
# answers take up to nine times what the reference's arrays take.
ROOM_SHARE = 16
LEAST_ROOM = 1 << 19


class Batch(NamedTuple):
    """A question, and the number of the check's loop that asks it, from 0."""

    loop: int
    question: Question


class Script(NamedTuple):
    """The questions of one check.

    Attributes:
        batches: in order; empty where that is not known.
        room: how many bytes the answers may take together.
    """

    batches: tuple[Batch, ...]
    room: int


NO_SCRIPT = Script((), MAX_ANSWERS_BYTES)


class Interview:
    """The calls of one check; the recorded ones have been made when it begins.

    Args:
        process: the student's.
        script: the check's recorded calls.

    Attributes:
        asked: the recorded calls, up to one that killed the worker.
        lost: why the sandbox could not make them.
        returned: the calls that returned a value to the check, in order.
        ended: all calls, in order, with the fault in place of a missing value; the arguments of a
            call after a crash are empty where they are not known.
        is_looping: whether the check is in the middle of a loop over answers.
        planned: the number of recorded calls.
        has_diverged: whether the check made other calls than recorded.
        is_beyond: whether it made any that are not among `asked`, more than recorded included, or
            looked at the student's text.
    """

    def __init__(self, process: StudentProcess, script: Script = NO_SCRIPT) -> None:
        self._process = process
        self.asked: list[Asked] = []
        self.lost: GraderError | None = None
        try:
            self.asked += process.ask_all(batch.question for batch in script.batches)
        except GraderError as error:
            self.lost = error
        self._unread = list(zip_longest(script.batches, self.asked))
        self._loops = 0  # begun by the check
        self.has_diverged = False
        self.is_beyond = False
        self.returned: list[Call] = []
        self.ended: list[Call] = []
        self.is_looping = False
        self._numbers = itertools.count()
        self.planned = sum(len(batch.question.calls) for batch in script.batches)

    @property
    def read_count(self) -> int:
        """The number of recorded questions whose answers the check has read, or begun to."""
        return len(self.asked) - len(self._unread)

    def new_number(self) -> int:
        """A number for a value that the worker keeps."""
        return next(self._numbers)

    def code(self) -> CodeReader:
        """A reader of the student's text."""
        self.is_beyond = True  # equal answers come from unequal texts
        return self._process.code

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """Make the calls; yields the end of each, in order.

        Args:
            kind: the function.
            cases: the positional arguments of each call.
            kwargs: the same for all.
        """
        drawn: deque[bytes] = deque()

        def draw() -> Iterator[bytes]:
            for case in cases:
                drawn.append(encode_arguments(case, kwargs))
                yield drawn[-1]

        for number, end in enumerate(self._ask(kind, draw())):
            arguments = drawn.popleft() if drawn else b""
            if isinstance(end, StudentFault):
                faulty = encoded_call(kind, arguments, b"")
                self.ended.append(Call(faulty, end))
                if isinstance(end, (TimedOut, Crashed)):
                    drawn.clear()  # the calls after it in the same batch have no end
            else:
                self.returned.append(Call(encoded_call(kind, end.arguments, end.body), end.value))
                self.ended.append(self.returned[-1])
            self.is_looping = number > 0
            yield end
        self.is_looping = False

    def _ask(self, kind: Kind, calls: Iterator[bytes]) -> Ends:
        """Give the ends of recorded calls while the check draws the same, then ask as it goes."""
        loop = self._loops
        self._loops += 1
        while (pair := self._next_batch(loop, kind)) is not None:
            batch, asked = pair
            ends = self._process.read(asked) if asked else self._process.ask(batch.question)
            for recorded in batch.question.calls:
                call = next(calls, None)
                if call is None:
                    return
                self.has_diverged = self.has_diverged or call != recorded
                end = next(ends, None) if call == recorded else None
                if end is None:  # another call than recorded, or the worker died
                    self._unread.clear()
                    yield from self._ask_as_it_goes(kind, chain([call], calls))
                    return
                yield end
        yield from self._ask_as_it_goes(kind, calls)

    def _next_batch(self, loop: int, kind: Kind) -> tuple[Batch, Asked | None] | None:
        """Take the next recorded batch of a loop; a check may run two loops by turns."""
        for index, (batch, _) in enumerate(self._unread):
            if batch.loop == loop:
                return self._unread.pop(index) if batch.question.kind == kind else None
        return None

    def _ask_as_it_goes(self, kind: Kind, calls: Iterator[bytes]) -> Ends:
        for batch in in_batches(calls):
            self.is_beyond = True
            yield from self._process.ask(Question(kind, batch))


class Recorder:
    """An interview of the reference that records a check's calls.

    Args:
        module: the reference.
        driver: the exercise's driver, if it has one.

    Attributes:
        yes_or_no: expressions whose values are true or false.
    """

    def __init__(self, module: ModuleType, driver: ModuleType | None) -> None:
        self.yes_or_no: list[str] = []
        self._module = module
        self._driver = driver
        self._asked: list[tuple[Kind, list[bytes], list[int]]] = []
        self._count = 0
        self._answered = 0  # bytes
        self._numbers = itertools.count()
        self._kept = Kept(cells_of(module))
        self.returned: list[Call] = []

    def new_number(self) -> int:
        """As `Interview.new_number`."""
        return next(self._numbers)

    def code(self) -> None:
        """Nothing: the reference's text is read when it is graded like a submission."""

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """As `Interview.ends`, of the reference."""
        asked: list[bytes] = []
        times: list[int] = []
        self._asked.append((kind, asked, times))
        for case in cases:
            call = encode_arguments(case, kwargs)
            asked.append(call)
            times.append(self._count)
            self._count += 1
            yield self._answer(kind, call)

    def script(self) -> Script:
        """The recorded calls; none if they are too many to keep."""
        room = min(max(LEAST_ROOM, ROOM_SHARE * self._answered), MAX_ANSWERS_BYTES)
        if sum(len(call) for _, asked, _ in self._asked for call in asked) > MAX_SCRIPT_BYTES:
            return Script((), room)
        timed: list[tuple[int, Batch]] = []  # a batch is sent when its first call is due
        for loop, (kind, asked, times) in enumerate(self._asked):
            first = 0
            for calls in in_batches(iter(asked), first=None):
                timed.append((times[first], Batch(loop, Question(kind, calls))))
                first += len(calls)
        return Script(tuple(batch for _, batch in sorted(timed, key=lambda pair: pair[0])), room)

    def _answer(self, kind: Kind, call: bytes) -> Answer | StudentFault:
        args, kwargs = wire.decode(call)
        module = self._module if not kind.by_driver else self._driver
        given = (self._module, *args) if kind.by_driver else args
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                function = at_terminal(called(module, kind, self._kept), kind)
                value = function(*given, **kwargs)
            if kind.how == "probe" and isinstance(value, bool | np.bool_):
                self.yes_or_no.append(kind.function)
            packed = wire.encode(value)
        except Exception as error:  # noqa: BLE001 - checks of errors make the reference raise
            bases = [base.__name__ for base in type(error).__mro__]
            return CodeRaised(kind.function, bases, b"", Places({}))
        self._answered += len(packed)
        copied = wire.decode(packed)
        return Answer(
            copied, changed=False, aliased=False, reused=False, arguments=call, seconds=0.0
        )


def listener(calls: list[Call]) -> Callable[[str, Answer], None]:
    """A listener that keeps the answers to a training run like those to the check's own calls."""

    def listen(function: str, answer: Answer) -> None:
        encoded = EncodedCall(function, True, answer.arguments, answer.body)  # noqa: FBT003
        calls.append(Call(encoded, answer.value))

    return listen
