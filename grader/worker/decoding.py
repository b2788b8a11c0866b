"""Bytes -> plain values, written for the worst sender.

The values, their depth and their bytes are counted before anything is made of them, so a small
frame cannot become a large object.
"""

import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from .values import (
    DTYPE_BY_CODE,
    F64,
    I64,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_HANDLE_NAME,
    MAX_INT_BYTES,
    MAX_NODES,
    SHAPES,
    U32,
    Handle,
    WireError,
    is_key,
)


def decode(data: bytes) -> Any:
    """The value that the bytes describe, made anew; arrays are writable and own their memory.

    Raises:
        WireError: the bytes are not exactly one value within the limits.
    """
    if len(data) > MAX_FRAME_BYTES:
        raise WireError("frame too large")
    reader = _Reader(data)
    try:
        value = reader.value(0)
    except (IndexError, struct.error) as error:  # read past the end
        raise WireError("cut short") from error
    if reader.at != len(data):
        raise WireError("bytes left over")
    return value


class _Reader:
    """A position in the bytes and what is left of the budget of values."""

    __slots__ = ("at", "data", "nodes")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.nodes = MAX_NODES

    def value(self, depth: int) -> Any:
        tag = self.data[self.at]
        self.at += 1
        read = _READERS[tag]
        if read is None:
            raise WireError("unknown tag")
        return read(self, depth)

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def size(self) -> int:
        (size,) = U32.unpack_from(self.data, self.at)
        self.at += 4
        return int(size)

    def take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self.data):
            raise WireError("cut short")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def enter(self, depth: int, values_each: int) -> int:
        """How many members a container has; paid for before any is made."""
        count = self.size()
        self.nodes -= count * values_each
        if self.nodes < 0 or depth >= MAX_DEPTH:
            raise WireError("too many values, or nested too deeply")
        return count


def _read_int(reader: _Reader, _depth: int) -> int:
    reader.at += 8
    return int(I64.unpack_from(reader.data, reader.at - 8)[0])


def _read_large_int(reader: _Reader, _depth: int) -> int:
    body = reader.take(reader.size())
    if not 0 < len(body) <= MAX_INT_BYTES:
        raise WireError("integer too large")
    return int.from_bytes(body, "little", signed=True)


def _read_float(reader: _Reader, _depth: int) -> float:
    reader.at += 8
    return float(F64.unpack_from(reader.data, reader.at - 8)[0])


def _read_complex(reader: _Reader, depth: int) -> complex:
    return complex(_read_float(reader, depth), _read_float(reader, depth))


def _read_text(reader: _Reader, _depth: int) -> str:
    try:
        return reader.take(reader.size()).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise WireError("not UTF-8") from error


def _read_list(reader: _Reader, depth: int) -> list[Any]:
    return [reader.value(depth + 1) for _ in range(reader.enter(depth, 1))]


def _read_dict(reader: _Reader, depth: int) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for _ in range(reader.enter(depth, 2)):
        key = reader.value(depth + 1)
        if not is_key(key):
            raise WireError("a key that is not a plain value")
        found[key] = reader.value(depth + 1)
    return found


def _read_scalar(reader: _Reader, _depth: int) -> Any:
    dtype = _read_dtype(reader)
    return _numbers(reader.take(dtype.itemsize), dtype)[0]


def _read_array(reader: _Reader, _depth: int) -> Any:
    dtype = _read_dtype(reader)
    dimensions = reader.byte()
    if dimensions > MAX_DIMENSIONS:
        raise WireError("too many dimensions")
    shape = SHAPES[dimensions].unpack_from(reader.data, reader.at)
    reader.at += 4 * dimensions
    body = reader.take(math.prod(shape) * dtype.itemsize)  # of Python's integers: no overflow
    try:
        return _numbers(body, dtype).reshape(shape)
    except ValueError as error:  # empty in one axis, absurd in another
        raise WireError("a shape that no array has") from error


def _read_dtype(reader: _Reader) -> Any:
    code = reader.byte()
    if code >= len(DTYPE_BY_CODE):
        raise WireError("unknown dtype")
    return DTYPE_BY_CODE[code]


def _numbers(body: bytes, dtype: Any) -> Any:
    if dtype.kind == "b":  # a bool of value 7 would be neither True nor False
        return np.frombuffer(body, np.uint8) != 0
    return np.frombuffer(body, dtype).copy()


def _read_handle(reader: _Reader, _depth: int) -> Handle:
    name = reader.take(reader.size()).decode("utf-8", "replace")
    if len(name) > MAX_HANDLE_NAME:
        raise WireError("handle name too long")
    return Handle(name)


_BY_TAG: dict[str, Callable[[_Reader, int], Any]] = {
    "n": lambda _reader, _depth: None,
    "T": lambda _reader, _depth: True,
    "F": lambda _reader, _depth: False,
    "i": _read_int,
    "I": _read_large_int,
    "f": _read_float,
    "c": _read_complex,
    "s": _read_text,
    "b": lambda reader, _depth: reader.take(reader.size()),
    "l": _read_list,
    "t": lambda reader, depth: tuple(_read_list(reader, depth)),
    "d": _read_dict,
    "g": _read_scalar,
    "a": _read_array,
    "h": _read_handle,
}
_READERS = [_BY_TAG.get(chr(tag)) for tag in range(256)]
