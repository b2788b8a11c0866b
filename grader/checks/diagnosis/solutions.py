"""A solution that runs in this process -> its answers to a student's calls."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.worker import wire
from grader.worker.cells import cells_of
from grader.worker.kept import Kept, at_terminal, called

from .memory import can_remember
from .raised import Raised, raised_here
from .same_answer import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from types import ModuleType

    from grader.checks.call_log import Call

MAX_KEPT_BYTES = 1 << 17  # of one solution's encoded answers
OVERHEAD_BYTES = 200  # of a kept answer


class Answer(NamedTuple):
    """A solution's answer, encoded and decoded."""

    packed: bytes
    value: Any


class Solution:
    """A solution that keeps its answers: a whole class is asked the same.

    Args:
        make: the solution as a module, fresh if it is a misconception.
        driver: the exercise's driver, if it has one.
        functions: those of the exercise.
        has_state: False for one that is known to keep nothing between calls.
    """

    def __init__(
        self,
        make: Callable[[], ModuleType],
        driver: ModuleType | None,
        functions: Collection[str],
        *,
        has_state: bool = True,
    ) -> None:
        self._make = make
        self._driver = driver
        self._functions = functions
        self._remembers: dict[str, bool] = {} if has_state else dict.fromkeys(functions, False)
        self._kept: dict[bytes, Answer] = {}
        self._room = MAX_KEPT_BYTES

    @cached_property
    def _module(self) -> ModuleType:
        return self._make()

    def can_remember(self, call: Call) -> bool:
        """Whether a call like this may depend on those before it, or change later ones."""
        if call.by_driver or call.encoded.how != "call":  # objects, files and programs have state
            return True
        name = call.function
        if name not in self._remembers:
            self._remembers[name] = can_remember(self._module, name)
        return self._remembers[name]

    def answer(self, call: Call, key: bytes) -> Answer:
        """Answer a call that depends on no other.

        Args:
            call: the call.
            key: its hash.
        """
        answer = self._kept.get(key)
        if answer is None:
            answer = _answer_of(self._replay(self._module, call, Kept()))
            self._keep(key, answer)
        return answer

    def answers(self, calls: list[Call], keys: list[bytes]) -> Iterator[Answer]:
        """Answer the calls in order.

        Args:
            calls: the calls.
            keys: a hash of each call and all before it.
        """
        # a misconception may be about state, so an answer depends on the calls before it
        module = None
        kept = Kept()  # of the module, once it is there
        done = 0  # calls made of the module
        for number, key in enumerate(keys):
            answer = self._kept.get(key)
            if answer is None:
                if module is None:
                    module = self._make()
                    kept = Kept(cells_of(module))
                for call in calls[done:number]:
                    self._replay(module, call, kept)
                answer = _answer_of(self._replay(module, calls[number], kept))
                done = number + 1
                self._keep(key, answer)
            yield answer

    def _replay(self, module: ModuleType, call: Call, kept: Kept) -> Any:
        try:
            return _made(module, call, self._driver, kept)
        except Exception as error:  # noqa: BLE001 - a wrong solution may raise anything
            return raised_here(error, getattr(module, "__file__", ""), self._functions)

    def _keep(self, key: bytes, answer: Answer) -> None:
        size = len(answer.packed) + OVERHEAD_BYTES
        if size <= self._room:
            self._room -= size
            self._kept[key] = answer


def key_of(call: Call) -> bytes:
    """A hash of what is asked, without how it ended."""
    one = call.encoded
    kind = f"{one.function} {one.by_driver:d} {one.how} {one.keep} {one.typed!r} {one.prints:d} "
    kind += f"{one.cell} "
    return hashlib.sha256(kind.encode() + one.arguments).digest()


def digest(before: bytes, key: bytes) -> bytes:
    """A hash of a call and all before it, whose hash this is."""
    return hashlib.sha256(before + key).digest()


def _answer_of(value: Any) -> Answer:
    """A copy of the answer, so that later calls do not change it."""
    if isinstance(value, Raised):  # no value is encoded like this
        return Answer(f"raised {value.kind} {value.function}".encode(), value)
    try:
        packed = wire.encode(value)
    except (wire.WireError, RecursionError):  # no student's answer can be equal to this
        packed = b""
    return Answer(packed, wire.decode(packed) if packed else NOTHING)


def replay(module: ModuleType, call: Call, driver: ModuleType | None) -> Any:
    """The module's own answer to a student's call; `NOTHING` if it raises."""
    try:
        return _made(module, call, driver, Kept(cells_of(module)))
    except Exception:  # noqa: BLE001 - a wrong solution may raise anything
        return NOTHING


def _made(module: ModuleType, call: Call, driver: ModuleType | None, kept: Kept) -> Any:
    """Make a student's call of another module."""
    args, kwargs = wire.decode(call.arguments)
    if call.by_driver:
        function = at_terminal(called(driver, call.encoded, kept), call.encoded)
        return function(module, *args, **kwargs)
    return at_terminal(called(module, call.encoded, kept), call.encoded)(*args, **kwargs)
