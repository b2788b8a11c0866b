"""One check's questions to a student's process, asked in full whatever is answered.

A check that fails stops asking, and a worker that sees its check stop would know that it was
wrong. So what a check asks is recorded once, against the reference, and every submission is asked
all of it: the questions that a failed check never came to are asked when it has ended.
"""

from __future__ import annotations

import contextlib
import io
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.errors import GraderError
from grader.sandbox.exchange import Answer, Question, encode_arguments, in_batches
from grader.sandbox.faults import CodeRaised, Crashed, Places, StudentFault, TimedOut
from grader.worker import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from grader.sandbox.student_process import StudentProcess

    Cases = Iterable[tuple[Any, ...]]
    Ends = Iterator[Answer | StudentFault]

MAX_SCRIPT_BYTES = 1 << 24  # of one check; one that asks for more is asked as it goes

# What one place in a check asks, in batches that travel together.
Site = tuple[Question, ...]
Script = tuple[Site, ...]


class Call(NamedTuple):
    """A call that returned, kept for the diagnosis; arguments as bytes, which nobody changes."""

    function: str
    arguments: bytes
    value: Any
    by_driver: bool


class Interview:
    """The calls that one check makes.

    Args:
        process: the student's.
        script: what the check asked of the reference; empty where that is not known.

    Attributes:
        returned: the calls that returned a value, in order.
    """

    def __init__(self, process: StudentProcess, script: Script = ()) -> None:
        self._process = process
        self._unasked = deque(script)
        self._begun: list[deque[Question]] = []  # what is left of the sites that the check came to
        self.returned: list[Call] = []

    def ends(
        self,
        function: str,
        cases: Cases,
        kwargs: dict[str, Any],
        *,
        by_driver: bool = False,
        watched: bool = False,
    ) -> Ends:
        """How each call ends, in order.

        Args:
            function: the student's, or the driver's where `by_driver`.
            cases: the positional arguments of each call.
            kwargs: the same for all.
            by_driver: whether the exercise's driver is called.
            watched: whether the worker is to say if arguments were changed or shared.
        """
        calls = (encode_arguments(case, kwargs) for case in cases)
        kind = Question(function, [], by_driver, watched)
        for end in self._ask(kind, calls):
            if not isinstance(end, StudentFault):
                self.returned.append(Call(function, end.arguments, end.value, by_driver))
            yield end

    def finish(self) -> None:
        """Ask what the check has not come to; the answers are forgotten.

        A worker that died has forgotten everything, too, so what comes after is not asked.
        """
        left = chain(chain.from_iterable(self._begun), chain.from_iterable(self._unasked))
        with contextlib.suppress(GraderError):  # a sandbox that is lost is the next check's to tell
            for question in left:
                if isinstance(self._process.ask_in_vain(question), (TimedOut, Crashed)):
                    break

    def _ask(self, kind: Question, calls: Iterator[bytes]) -> Ends:
        if not self._unasked or self._unasked[0][0]._replace(calls=[]) != kind:
            return self._ask_as_it_goes(kind, calls)
        left = deque(self._unasked.popleft())
        self._begun.append(left)
        return self._ask_as_recorded(kind, calls, left)

    def _ask_as_recorded(
        self, kind: Question, calls: Iterator[bytes], left: deque[Question]
    ) -> Ends:
        """Ask whole batches before the check has drawn its cases, and hold it to them."""
        while left:
            question = left.popleft()
            ends = self._process.ask(question)
            for recorded in question.calls:
                call = next(calls, None)
                if call is None:
                    return
                end = next(ends, None) if call == recorded else None
                if end is None:  # another question, or a worker that died on the way
                    left.clear()
                    yield from self._ask_as_it_goes(kind, chain([call], calls))
                    return
                yield end
        yield from self._ask_as_it_goes(kind, calls)

    def _ask_as_it_goes(self, kind: Question, calls: Iterator[bytes]) -> Ends:
        for batch in in_batches(calls):
            yield from self._process.ask(kind._replace(calls=batch))


class Recorder:
    """Stands in for an interview where a check asks the reference, and keeps what it asks.

    Args:
        module: the reference.
        driver: the exercise's driver, if it has one.
    """

    def __init__(self, module: ModuleType, driver: ModuleType | None) -> None:
        self._module = module
        self._driver = driver
        self._asked: list[tuple[Question, list[bytes]]] = []
        self.returned: list[Call] = []

    def ends(
        self,
        function: str,
        cases: Cases,
        kwargs: dict[str, Any],
        *,
        by_driver: bool = False,
        watched: bool = False,
    ) -> Ends:
        """As `Interview.ends`, of the reference."""
        asked: list[bytes] = []
        self._asked.append((Question(function, [], by_driver, watched), asked))
        for case in cases:
            call = encode_arguments(case, kwargs)
            asked.append(call)
            yield self._answer(function, call, by_driver=by_driver)

    def script(self) -> Script:
        """What was asked; nothing where that is too much to keep."""
        if sum(len(call) for _, asked in self._asked for call in asked) > MAX_SCRIPT_BYTES:
            return ()
        return tuple(
            tuple(kind._replace(calls=batch) for batch in in_batches(iter(asked), first=None))
            for kind, asked in self._asked
            if asked
        )

    def _answer(self, function: str, call: bytes, *, by_driver: bool) -> Answer | StudentFault:
        args, kwargs = wire.decode(call)
        module = self._driver if by_driver else self._module
        given = (self._module, *args) if by_driver else args
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                value = getattr(module, function)(*given, **kwargs)
            packed = wire.decode(wire.encode(value))
        except Exception as error:  # noqa: BLE001 - whatever it raises is an answer of the reference
            bases = [base.__name__ for base in type(error).__mro__]
            return CodeRaised(function, bases, b"", Places({}))
        return Answer(packed, changed=False, aliased=False, arguments=call, seconds=0.0)
