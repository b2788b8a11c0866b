"""The values of names as they were at the end of a cell, kept before later cells change them.

A list or a table is changed in place, so each value is kept as the bytes in which it will cross.
Only cells that a check asks for are kept, and only the names that it may ask for.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from . import wire
from .split import FUTURES, marks_of
from .values import Masked

MAX_KEPT_BYTES = 1 << 24  # of all values of all cells
_CELLS = "__cells__"  # of a module of the course's
_TUPLE, _HANDLE = b"t", b"t\x01h"  # how the body of any value begins, and of a handle
Unit = tuple[str, CodeType]


class Place(NamedTuple):
    """Where a cell ends: before a line of the text of that label, with the text if it is line 0."""

    cell: str
    label: str
    line: int


class Wanted(NamedTuple):
    """The cells at whose ends values are kept, and the names of these values."""

    ends: tuple[Place, ...] = ()
    names: tuple[str, ...] = ()


NOTHING = Wanted()


class KeptCells:
    """The values that names had when cells ended; none before `prepare`."""

    def __init__(self) -> None:
        self._ends: dict[str, list[tuple[int, str]]] = {}
        self._names: tuple[str, ...] = ()
        self._bodies: dict[str, dict[str, bytes]] = {}
        self._staying: dict[str, dict[str, Any]] = {}  # objects that do not cross
        self._room = MAX_KEPT_BYTES

    def prepare(self, ends: Iterable[Sequence[Any]], names: Iterable[str]) -> None:
        """Set the cells and names; see `Wanted`."""
        self._names = tuple(names)
        for cell, label, line in ends:
            self._ends.setdefault(label, []).append((line, cell))

    def following(self, label: str, units: Iterator[Unit], space: dict[str, Any]) -> Iterator[Unit]:
        """The statements of a label; while they run, values are kept where a cell ends."""
        if label not in self._ends:
            return units
        return self._following(label, units, space)

    def _following(
        self, label: str, units: Iterator[Unit], space: dict[str, Any]
    ) -> Iterator[Unit]:
        waiting = sorted(self._ends[label])
        for unit in units:
            line = int(unit[0].rpartition(":")[2])
            for end, cell in [one for one in waiting if 0 < one[0] <= line]:
                waiting.remove((end, cell))
                self.keep(cell, space)
            yield unit
        for _, cell in waiting:
            self.keep(cell, space)

    def keep(self, cell: str, space: dict[str, Any]) -> None:
        """Keep the present values of the names."""
        bodies = self._bodies[cell] = {}
        staying = self._staying[cell] = {}
        for name in self._names:
            if name not in space:
                continue
            try:
                body = wire.encode((space[name],))
            except BaseException as error:  # a class of the student's may do anything here
                said = str(error) if type(error) is wire.WireError else "of a kind that is not kept"
                body = _unsendable(said)
            if len(body) > self._room:
                body = _unsendable("larger than what is kept of cells")
            self._room -= len(body)
            bodies[name] = body
            if body[:3] == _HANDLE:
                staying[name] = space[name]

    def body(self, cell: str, name: str) -> bytes | None:
        """The body of an answer with the value; None if the name had none."""
        return self._bodies.get(cell, {}).get(name)

    def value(self, cell: str, name: str) -> Any:
        """The value, made anew; a LookupError if there is none."""
        if name in self._staying[cell]:
            return self._staying[cell][name]
        (value,) = wire.decode(self._bodies[cell][name])
        return np.ma.MaskedArray(value.data, mask=value.mask) if type(value) is Masked else value

    def values(self, cell: str) -> dict[str, Any]:
        """All values of a cell, made anew; a KeyError if it has not ended."""
        bodies = self._bodies[cell]
        return {name: self.value(cell, name) for name in bodies if bodies[name][:1] == _TUPLE}


def _unsendable(text: str) -> bytes:
    return wire.encode({"event": "unsendable", "text": text})


def run_in_cells(source: str, path: str, space: dict[str, Any], names: Iterable[str]) -> None:
    """Run a file of the course's own; `cells_of` has the names' values at the end of each cell."""
    marks = marks_of(source)
    lines = [*(line for _, line in marks[1:]), 0]
    kept = space[_CELLS] = KeptCells()
    ends = [Place(cell, path, end) for (cell, _), end in zip(marks, lines, strict=False)]
    kept.prepare(ends, names)
    for _, code in kept.following(path, _statements(source, path), space):
        exec(code, space)


def cells_of(module: ModuleType | None) -> KeptCells:
    """The values as of the cells of a module of the course's; none where none were kept."""
    found = vars(module).get(_CELLS) if module is not None else None
    return found if isinstance(found, KeptCells) else KeptCells()


def _statements(source: str, path: str) -> Iterator[Unit]:
    flags = 0
    for node in ast.parse(source, path).body:
        code = compile(ast.Module([node], []), path, "exec", flags, dont_inherit=True)
        flags |= code.co_flags & FUTURES
        yield f"{path}:{node.lineno}", code
