"""`student` in a check: functions that run in the worker, called as often whatever they answer.

A check that fails stops calling, and a worker that sees its check stop would know that it was
wrong. So the calls of each check are recorded once, with the reference, and made for every
submission before the check begins.
"""

from __future__ import annotations

import contextlib
import io
from collections import deque
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol

from grader.errors import GraderError
from grader.sandbox.exchange import (
    MAX_ANSWERS_BYTES,
    Answer,
    Kind,
    Question,
    encode_arguments,
    in_batches,
)
from grader.sandbox.explain import no_value
from grader.sandbox.faults import CodeRaised, Crashed, Places, StudentFault, TimedOut
from grader.worker import wire
from grader.worker.values import Masked

from .call_log import Call, EncodedCall

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from types import ModuleType

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
    """What one check asks.

    Attributes:
        batches: in order; empty where that is not known.
        room: how many bytes the answers may take together.
    """

    batches: tuple[Batch, ...]
    room: int


NO_SCRIPT = Script((), MAX_ANSWERS_BYTES)


class Respondent(Protocol):
    """Who answers a check's calls: a worker, the reference, or the baseline's worker."""

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """Make the calls; yields the end of each, in order."""


class StudentProxy:
    """The student's module, or the exercise's driver, as a check sees it.

    Args:
        interview: answers.
        by_driver: whether it is the driver.
        variables: the names whose values a check reads; all others are functions.
    """

    # all names are underscored, because they must not hide the student's

    def __init__(
        self, interview: Respondent, *, by_driver: bool = False, variables: Collection[str] = ()
    ) -> None:
        self._interview = interview
        self._by_driver = by_driver
        self._variables = variables

    def __getattr__(self, name: str) -> Any:
        """A function that can be called, or the value of a variable.

        Raises:
            StudentFault: there is no such variable, or it holds what cannot leave the worker.
        """
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._variables:
            return self._value(name)
        # a check may have drawn the name from a NumPy array
        return StudentFunction(self._interview, str(name), by_driver=self._by_driver)

    def _value(self, name: str) -> Any:
        (end,) = self._interview.ends(Kind(name, how="value"), [()], {})
        if isinstance(end, StudentFault):
            raise end
        if isinstance(end.value, wire.Handle) and not isinstance(end.value, Masked):
            raise no_value(name, end.value.type_name)
        return end.value


class StudentFunction:
    """A function of the student's; its value is built anew in this process."""

    def __init__(self, interview: Respondent, name: str, *, by_driver: bool) -> None:
        self._interview = interview
        self._by_driver = by_driver
        self.name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function.

        Raises:
            StudentFault: it raised, hung, died or is missing.
        """
        return next(self.each([args], **kwargs))

    def answer(self, *args: Any, **kwargs: Any) -> Answer:
        """Call the function; returns its value and its time."""
        kind = self._kind()._replace(timed=True)
        (end,) = self._interview.ends(kind, [args], kwargs)
        if isinstance(end, StudentFault):
            raise end
        return end

    def each(self, cases: Iterable[tuple[Any, ...]], **kwargs: Any) -> Iterator[Any]:
        """Call the function for each case, much faster than by single calls; yields the values.

        Args:
            cases: the positional arguments of each call; `zip(values)` for one argument.
            kwargs: the same for all.

        Raises:
            StudentFault: at the first call without a value, when the check reaches it.
        """
        for end in self.ends(cases, **kwargs):
            if isinstance(end, StudentFault):
                raise end
            yield end.value

    def ends(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """As `each`, but yields faults, too; only `answer` measures the time."""
        return self._interview.ends(self._kind(), cases, kwargs)

    def watched(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """As `ends`, and the worker reports changed arguments and results that are not new."""
        return self._interview.ends(self._kind()._replace(watched=True), cases, kwargs)

    def _kind(self) -> Kind:
        return Kind(self.name, self._by_driver)

    def _refuse(self, *_: object) -> NoReturn:
        raise no_value(self.name, "function")

    # whoever writes `assert student.ready` would get what is true of any function
    __bool__ = __len__ = __iter__ = __int__ = __float__ = __index__ = __array__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __neg__ = _refuse
    __hash__ = object.__hash__


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
        is_beyond: whether it made any that are not among `asked`, more than recorded included.
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
        self.planned = sum(len(batch.question.calls) for batch in script.batches)

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
                faulty = EncodedCall(kind.function, kind.by_driver, arguments, b"", kind.how)
                self.ended.append(Call(faulty, end))
                if isinstance(end, (TimedOut, Crashed)):
                    drawn.clear()  # the calls after it in the same batch have no end
            else:
                encoded = EncodedCall(
                    kind.function, kind.by_driver, end.arguments, end.body, kind.how
                )
                self.returned.append(Call(encoded, end.value))
                self.ended.append(self.returned[-1])
            self.is_looping = number > 0
            yield end
        self.is_looping = False

    def all_calls(self) -> Iterator[EncodedCall]:
        """The recorded calls, read or not; those that the check read, if none were recorded."""
        if not self.asked or self.has_diverged:
            yield from (call.encoded for call in self.returned)
            return
        for question, responses, _ in self.asked:
            kind = question.kind
            for call, response in zip(question.calls, responses, strict=False):
                yield EncodedCall(kind.function, kind.by_driver, call, response.body, kind.how)

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
    """

    def __init__(self, module: ModuleType, driver: ModuleType | None) -> None:
        self._module = module
        self._driver = driver
        self._asked: list[tuple[Kind, list[bytes], list[int]]] = []
        self._count = 0
        self._answered = 0  # bytes
        self.returned: list[Call] = []

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
        module = self._driver if kind.by_driver else self._module
        given = (self._module, *args) if kind.by_driver else args
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                value = getattr(module, kind.function)
                if kind.how == "call":
                    value = value(*given, **kwargs)
            packed = wire.encode(value)
        except Exception as error:  # noqa: BLE001 - checks of errors make the reference raise
            bases = [base.__name__ for base in type(error).__mro__]
            return CodeRaised(kind.function, bases, b"", Places({}))
        self._answered += len(packed)
        copied = wire.decode(packed)
        return Answer(
            copied, changed=False, aliased=False, reused=False, arguments=call, seconds=0.0
        )
