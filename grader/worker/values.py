"""The values that may cross between the processes, their sizes and their form.

A value is a tag and a body. A size or a count is one byte, or 255 and four more.

    n T F e     None, True, False, an empty dictionary
    j i I       an integer of one byte, of eight, of any size
    f c         a float, a complex number
    s b         text, bytes: a size, and the body
    l t         a short list, a short tuple: a count of one byte, and the values
    L U         a longer list, a longer tuple: a count, and behind one more tag numbers of one type
                (`q d ?`, as in `struct`), bytes (`b`: all sizes, all bodies) or any values (`*`)
    d           a dictionary: a count, and each key before its value
    a g         a NumPy array: dimensions, dtype, shape, cells; a NumPy scalar: dtype, cell
    x           an object of another type: the number of its kind, and its parts (see `objects`)
    h           a `Handle`: the name of a type
    o           a `Reference`: the number of an object that the worker keeps

A value has one encoding, so equal bytes are equal values.
"""

import struct
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, NoReturn

import numpy as np

MAX_FRAME_BYTES = 16 * 1024 * 1024
MAX_NODES = 200_000
MAX_DEPTH = 24
MAX_INT_BYTES = 512
MAX_DIMENSIONS = 8
MAX_HANDLE_NAME = 120
MAX_ODD_MEMBERS = 1000  # of a set, or keys of a dict, that are neither text nor small numbers

NDARRAY = np.ndarray  # taken before a student can put something else in its place

# dtypes that may cross, in the byte order of little-endian machines on both ends
DTYPES = "? b B <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16".split()
DTYPE_BY_CODE = [np.dtype(name) for name in DTYPES]
CODE_BY_DTYPE = {dtype: code for code, dtype in enumerate(DTYPE_BY_CODE)}
SCALARS = {
    kind: bytes((CODE_BY_DTYPE[np.dtype(kind)],))
    for kind in set(np.sctypeDict.values())
    if np.dtype(kind) in CODE_BY_DTYPE
}
HASHED = frozenset(
    {
        *(type(None), bool, int, float, complex, str, bytes, frozenset, range),
        *(date, time, datetime, timedelta, Decimal, Fraction, *SCALARS),
    }
)
NUMBERS = {int: "q", float: "d", bool: "?"}
U32, I64, F64, COMPLEX = map(struct.Struct, ("<I", "<q", "<d", "<dd"))
SHAPES = [struct.Struct(f"<{n}I") for n in range(MAX_DIMENSIONS + 1)]

LONG = 255  # the one-byte size that says that the true one follows
LARGE = 4096  # bytes of an array from which on it pays to look for the way with fewer copies
VALUES, BYTES = 0, 1  # a frame's two budgets: their places in the list of remainders


class WireError(ValueError):
    """Bytes that are no value, or a value that is too large to cross."""


class Handle:
    """The stand-in of a value that may not cross: the name of its type, and refusals.

    Attributes:
        type_name: the sender's word for the type, at most `MAX_HANDLE_NAME` characters.
    """

    __slots__ = ("type_name",)

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<a {self.type_name} that stayed in the worker>"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError(f"a {self.type_name} cannot be used outside the worker")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __len__ = __iter__ = __int__ = __float__ = __index__ = __hash__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _refuse
    __array__ = __getitem__ = __call__ = __neg__ = __abs__ = _refuse


class Reference(Handle):
    """An object that stayed in the worker, as an argument of a call.

    Attributes:
        number: under which the worker keeps it.
    """

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        super().__init__("reference")
        self.number = number


class Masked(Handle):
    """A masked array as it crossed; nothing is computed with it outside the worker.

    Whether all cells of one are equal is often neither true nor false, so a check compares it by
    `assert_equal` alone.

    Attributes:
        data: its cells; 0 where they are masked.
        mask: True where a cell is masked; of the same shape.
    """

    __slots__ = ("data", "mask")

    def __init__(self, data: Any, mask: Any) -> None:
        super().__init__("MaskedArray")
        self.data = data
        self.mask = mask


class Tensor(Handle):
    """A tensor of PyTorch, as a check sends it: made by the worker, of this array.

    Attributes:
        data: its cells.
    """

    __slots__ = ("data",)

    def __init__(self, data: Any) -> None:
        super().__init__("Tensor")
        self.data = data


class Series(NamedTuple):
    """A line of a panel: its label, its points, and the names of the places on the axis of text."""

    label: str
    x: Any
    y: Any
    names: tuple[str, ...]


class Points(NamedTuple):
    """A scatter plot."""

    label: str
    x: Any
    y: Any


class Bars(NamedTuple):
    """Bars: the middle and the length of each, and their names on an axis of text."""

    label: str
    places: Any
    lengths: Any
    names: tuple[str, ...]
    horizontal: bool


class Panel(NamedTuple):
    """The drawing in one coordinate system."""

    title: str
    xlabel: str
    ylabel: str
    legend: tuple[str, ...]
    lines: tuple[Series, ...]
    points: tuple[Points, ...]
    bars: tuple[Bars, ...]
    scales: tuple[str, str]


class Drawing:
    """The drawing in a figure of matplotlib.

    Attributes:
        title: over all panels.
        panels: each is a `Panel`; subplots in the order in which they were made.
    """

    # no tuple: a student's own tuple must not be taken for a figure
    __slots__ = ("panels", "title")

    def __init__(self, title: str, panels: tuple[Panel, ...]) -> None:
        self.title = title
        self.panels = panels

    def __repr__(self) -> str:
        return f"<a figure of {len(self.panels)} panels>"


def name_of_type(item: Any) -> str:
    """The word that a handle has for a value's type."""
    kind = type(item)
    name = str(getattr(kind, "__qualname__", "object"))[:MAX_HANDLE_NAME]
    if kind is NDARRAY or isinstance(item, np.generic):
        return f"{name} of dtype {item.dtype}"[:MAX_HANDLE_NAME]
    if isinstance(item, NDARRAY):
        return f"{name} (a subclass of numpy.ndarray)"[-MAX_HANDLE_NAME:]
    if kind is type(np):
        return "module"
    return name


def pay(left: list[int], count: int, depth: int) -> None:
    """Take a container's values from the budget, before any is made.

    Raises:
        WireError: too many values, or too many containers in containers.
    """
    left[VALUES] -= count
    if left[VALUES] < 0 or depth >= MAX_DEPTH:
        raise over_budget(left)


def over_budget(left: list[int]) -> WireError:
    """Why a container could not be paid for."""
    if left[VALUES] < 0:
        return WireError(f"more than {MAX_NODES} values")
    return WireError(f"nested deeper than {MAX_DEPTH} levels")


def pay_bytes(left: list[int], size: int) -> None:
    """Take bytes from the budget, before they are copied.

    Raises:
        WireError: too many.
    """
    left[BYTES] -= size
    if left[BYTES] < 0:
        raise too_large()


def too_large() -> WireError:
    """The error for a value that is larger than a frame."""
    return WireError(f"larger than {MAX_FRAME_BYTES // 2**20} MB")


def check_members(members: Iterable[Any]) -> None:
    """Let only plain values into a set, or be the keys of a dictionary.

    Raises:
        WireError: one has no hash, or there are too many whose hashes can be chosen.
    """
    odd = 0
    for member in members:
        kind = type(member)
        if kind is str or kind is bool or kind is bytes or member is None:
            continue
        if kind is int and -(2**63) <= member < 2**63:
            continue
        # with the same hash for each, a table of them takes the square of their number
        odd += 1
        if not _has_hash(member) or odd > MAX_ODD_MEMBERS:
            raise WireError("a set or dict with members or keys that cannot cross in it")


def _has_hash(value: Any) -> bool:
    if type(value) is tuple:
        return all(map(_has_hash, value))
    return type(value) in HASHED
