"""A list that lies on disk: what a class needs in memory does not grow with its students."""

from __future__ import annotations

import io
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES_IN_MEMORY = 64 * 1024

T = TypeVar("T")


def _as_text(path: Path) -> tuple[type[Path], tuple[str]]:
    return type(path), (str(path),)


# paths as texts: as the parts that pickle makes of them they take twice as long to read
_AS_TEXT = {type(Path()): _as_text}


class Spool(Sequence[T]):
    """Values in the order in which they were appended; each is made anew when it is asked for.

    They lie in a file without a name that ends with the list; a short list never leaves memory.
    """

    def __init__(self, values: Iterable[T] = ()) -> None:
        self._file = tempfile.SpooledTemporaryFile(MAX_BYTES_IN_MEMORY)  # noqa: SIM115 - below
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        for value in values:
            self.append(value)

    def append(self, value: T) -> None:
        """Puts a value behind the others."""
        buffer = io.BytesIO()
        pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = _AS_TEXT
        pickler.dump(value)
        packed = buffer.getvalue()
        self._file.seek(self._ends[-1])
        self._file.write(packed)
        self._ends.append(self._ends[-1] + len(packed))

    def __len__(self) -> int:
        """How many values there are."""
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        """The value at a place, or the values of a slice."""
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        place = range(len(self))[place]
        start, end = self._ends[place], self._ends[place + 1]
        self._file.seek(start)
        value: T = pickle.loads(self._file.read(end - start))  # noqa: S301 - our own, just written
        return value
