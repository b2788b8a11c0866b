"""A submission's calls and their answers, kept as far as there is room."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.sandbox.exchange import Returned, parse_ending
from grader.sandbox.messages import Raised
from grader.worker import wire

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from grader.sandbox.exchange import How, Kind
    from grader.sandbox.student_process import Asked

    from .student import Interview

MAX_LOGGED_CELLS = 200_000
MAX_LOGGED_BYTES = 1 << 22
MAX_KEPT_CELLS = 300_000  # of all checks that failed, until their misconceptions are known


_SMALL = frozenset({type(None), bool, int, float, complex})


class EncodedCall(NamedTuple):
    """A call, or a variable that was read, and how it ended; encoded, so that nobody changes it.

    Attributes:
        words: of the exception, if it raised; see `Response`.
    """

    function: str
    by_driver: bool
    arguments: bytes
    body: bytes
    how: How = "call"
    keep: int = 0
    words: bytes = b""
    typed: str | None = None
    prints: bool = False
    cell: str = ""


def encoded_call(kind: Kind, arguments: bytes, body: bytes, words: bytes = b"") -> EncodedCall:
    """A call of this kind, and how it ended."""
    meant = kind.how, kind.keep
    terminal = kind.typed, kind.prints
    found = EncodedCall(kind.function, kind.by_driver, arguments, body, *meant, words, *terminal)
    return found._replace(cell=kind.cell) if kind.cell else found


class Call(NamedTuple):
    """A call that returned."""

    encoded: EncodedCall
    value: Any

    @property
    def function(self) -> str:
        """The name of the function, the student's or the driver's."""
        return self.encoded.function

    @property
    def is_value(self) -> bool:
        """Whether no call was made, but a variable read."""
        return self.encoded.how == "value"

    @property
    def has_terminal(self) -> bool:
        """Whether it could read what was typed, or its value comes with printed text."""
        one = self.encoded
        return one.typed is not None or one.prints or one.how == "run"

    @property
    def by_driver(self) -> bool:
        """Whether the driver was called."""
        return self.encoded.by_driver

    @property
    def arguments(self) -> bytes:
        """`[args, kwargs]`, encoded."""
        return self.encoded.arguments


def decode_calls(encoded: Iterable[EncodedCall], raised: Any = None) -> list[Call]:
    """Those of the calls that returned, as far as there is room for their values.

    Args:
        encoded: the calls.
        raised: in place of a value for calls that raised; without it, these are left out.
    """
    calls: list[Call] = []
    room = MAX_LOGGED_CELLS
    raising: set[bytes] = set()  # many raise alike
    for one in encoded:
        if one.body in raising:
            if raised is not None:
                calls.append(Call(one, raised))
            continue
        with contextlib.suppress(wire.WireError):
            ending = parse_ending(one.body)
            if isinstance(ending, Returned):
                room -= room_of(ending.value)
                if room < 0:
                    break
                calls.append(Call(one, ending.value))
            elif isinstance(ending, Raised):
                raising.add(one.body)
                if raised is not None:
                    calls.append(Call(one, raised))
    return calls


class AnswerLog:
    """A submission's answers in all checks of an exercise, as far as there is room."""

    def __init__(self) -> None:
        self._asked: list[Asked] = []
        self._others: list[EncodedCall] = []  # of checks that called otherwise than recorded
        self._found: dict[frozenset[tuple[str, bool]], list[EncodedCall]] = {}
        self._bytes = MAX_LOGGED_BYTES
        self._kept = MAX_KEPT_CELLS

    def add(self, interview: Interview) -> None:
        """Keep the answers to one check's recorded calls; if there are none, to those it made."""
        self._found.clear()
        is_recorded = bool(interview.asked) and not interview.has_diverged
        for asked in interview.asked if is_recorded else ():
            self._bytes -= asked.size
            if self._bytes < 0:
                return
            self._asked.append(asked)
        for call in () if is_recorded else interview.returned:
            self._bytes -= len(call.encoded.body)
            if self._bytes < 0:
                return
            self._others.append(call.encoded)

    def has_room_for(self, calls: Iterable[Call]) -> bool:
        """Whether these may be kept as well until all checks have ended."""
        self._kept -= sum(room_of(call.value) for call in calls)
        return self._kept >= 0

    def of_functions(self, calls: Iterable[Call]) -> list[EncodedCall]:
        """The calls of the same functions as these."""
        wanted = frozenset(map(_owner, calls))
        if wanted not in self._found:
            self._found[wanted] = self._of_owners(wanted)
        return self._found[wanted]

    def _of_owners(self, wanted: Collection[tuple[str, bool]]) -> list[EncodedCall]:
        found = [call for call in self._others if _owner(call) in wanted]
        # most submissions are right and never asked for these, so they are made only now
        for asked in self._asked:
            question, responses = asked.question, asked.responses
            kind = question.kind
            if _owner(kind) in wanted:
                found += [
                    encoded_call(kind, call, end.body, end.words)
                    for call, end in zip(question.calls, responses, strict=False)
                ]
        return found


def _owner(call: Call | EncodedCall | Kind) -> tuple[str, bool]:
    """The function; of an object's methods, the class."""
    return call.function.partition(".")[0], call.by_driver


def cells_in(value: Any) -> int:
    """The largest possible count of numbers in an answer."""
    if isinstance(value, (list, tuple)):
        return sum(map(cells_in, value))
    return int(value.size) if isinstance(value, np.ndarray) else 1


def room_of(value: Any) -> int:
    """The memory of an answer, as a count of numbers: 8 bytes in an array, up to 64 elsewhere."""
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(room_of, value))
    if isinstance(value, dict):
        return 1 + sum(room_of(key) + room_of(item) for key, item in value.items())
    if isinstance(value, (str, bytes)):
        return 1 + len(value) // 8
    if isinstance(value, np.ndarray) and value.dtype != object:
        # an empty array is an object and the one that it is a view of: 280 bytes
        return value.nbytes // 8 + 4
    if type(value) in _SMALL or isinstance(value, np.generic):
        return 1
    return len(wire.encode(value)) + 4  # sets, tables: about 8 bytes of memory for each of theirs
