"""The messages between a kernel and the grader beside it: frames of MessagePack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.model.message import Value

if TYPE_CHECKING:
    from typing import IO

MAX_BYTES = 64 * 1024 * 1024
_HEAD = 4


class Hello(Value, frozen=True, tag=True):
    """Asks which functions the course knows."""

    language: str = "en"


class Work(Value, frozen=True, tag=True):
    """Asks for a judgment, or for a hint.

    Attributes:
        cells: `(In number, source)` of the cells that count, in order.
        unread: `(In number, functions)` of cells that Python could not read.
        what: a function, or an exercise by its number or name; everything if empty.
        everything: show every finding in full.
        steps: of hints; 0 for a judgment.
        language: `ko` or `en`.
    """

    cells: tuple[tuple[int, str], ...]
    unread: tuple[tuple[int, str], ...] = ()
    what: str = ""
    everything: bool = False
    steps: int = 0
    language: str = "en"


class Welcome(Value, frozen=True, tag=True):
    """The course was found."""

    functions: tuple[str, ...]


class Card(Value, frozen=True, tag=True):
    """A judgment to show: a piece of HTML, and the same as text."""

    html: str
    text: str
    passed: bool = False


class Refusal(Value, frozen=True, tag=True):
    """Something that the student can mend: a sentence and a tip, in their language."""

    sentence: str
    tip: str


class Crash(Value, frozen=True, tag=True):
    """A fault of ours, to be reported."""

    trace: str


Request = Hello | Work
Answer = Welcome | Card | Refusal | Crash


def send(stream: IO[bytes], said: Request | Answer) -> None:
    """Write one frame."""
    data = msgspec.msgpack.encode(said)
    stream.write(len(data).to_bytes(_HEAD, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one frame.

    Raises:
        EOFError: the other side has ended, or says more than it may.
    """
    head = stream.read(_HEAD)
    size = int.from_bytes(head, "big")
    if len(head) < _HEAD or size > MAX_BYTES:
        raise EOFError
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
