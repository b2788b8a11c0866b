"""Bytes -> plain values, written for the worst sender.

The values, their depth and their bytes are counted before anything is made of them, so a small
frame cannot become a large object.
"""

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
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise WireError("bytes left over")
    return value


class _Reader:
    """A position in the bytes and what is left of the budget."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FRAME_BYTES:
            raise WireError("frame too large")
        self.data = data
        self.at = 0
        self.nodes = MAX_NODES

    def take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self.data):
            raise WireError("cut short")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def size(self) -> int:
        return int(U32.unpack(self.take(4))[0])

    def value(self, depth: int) -> Any:
        self.nodes -= 1
        if self.nodes < 0 or depth > MAX_DEPTH:
            raise WireError("too many values, or nested too deeply")
        read = _READERS.get(self.take(1))
        if read is None:
            raise WireError("unknown tag")
        return read(self, depth)

    def members(self, depth: int) -> list[Any]:
        count = self.size()
        if count > self.nodes:
            raise WireError("too many values")
        return [self.value(depth + 1) for _ in range(count)]

    def mapping(self, depth: int) -> dict[Any, Any]:
        count = self.size()
        if 2 * count > self.nodes:
            raise WireError("too many values")
        found: dict[Any, Any] = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if not is_key(key):
                raise WireError("a key that is not a plain value")
            found[key] = self.value(depth + 1)
        return found

    def integer(self) -> int:
        body = self.take(self.size())
        if not 0 < len(body) <= MAX_INT_BYTES:
            raise WireError("integer too large")
        return int.from_bytes(body, "little", signed=True)

    def text(self, errors: str) -> str:
        try:
            return self.take(self.size()).decode("utf-8", errors)
        except UnicodeDecodeError as error:
            raise WireError("not UTF-8") from error

    def dtype(self) -> Any:
        code = self.take(1)[0]
        if code >= len(DTYPE_BY_CODE):
            raise WireError("unknown dtype")
        return DTYPE_BY_CODE[code]

    def scalar(self) -> Any:
        dtype = self.dtype()
        return self._numbers(self.take(dtype.itemsize), dtype)[0]

    def array(self) -> Any:
        dtype = self.dtype()
        dimensions = self.take(1)[0]
        if dimensions > MAX_DIMENSIONS:
            raise WireError("too many dimensions")
        shape = [self.size() for _ in range(dimensions)]
        count = 1
        for side in shape:  # Python integers: a product that overflows nowhere
            count *= side
        body = self.take(count * dtype.itemsize)
        try:
            return self._numbers(body, dtype).reshape(shape)
        except ValueError as error:  # empty in one axis, absurd in another
            raise WireError("a shape that no array has") from error

    @staticmethod
    def _numbers(body: bytes, dtype: Any) -> Any:
        if dtype == np.bool_:  # a bool of value 7 would be neither True nor False
            return np.frombuffer(body, np.uint8) != 0
        return np.frombuffer(body, dtype).copy()

    def handle(self) -> Handle:
        name = self.text("replace")
        if len(name) > MAX_HANDLE_NAME:
            raise WireError("handle name too long")
        return Handle(name)


_READERS: dict[bytes, Callable[[_Reader, int], Any]] = {
    b"n": lambda _reader, _depth: None,
    b"T": lambda _reader, _depth: True,
    b"F": lambda _reader, _depth: False,
    b"i": lambda reader, _depth: I64.unpack(reader.take(8))[0],
    b"I": lambda reader, _depth: reader.integer(),
    b"f": lambda reader, _depth: F64.unpack(reader.take(8))[0],
    b"c": lambda reader, _depth: complex(*struct.unpack("<dd", reader.take(16))),
    b"s": lambda reader, _depth: reader.text("surrogatepass"),
    b"b": lambda reader, _depth: reader.take(reader.size()),
    b"l": lambda reader, depth: reader.members(depth),
    b"t": lambda reader, depth: tuple(reader.members(depth)),
    b"d": lambda reader, depth: reader.mapping(depth),
    b"g": lambda reader, _depth: reader.scalar(),
    b"a": lambda reader, _depth: reader.array(),
    b"h": lambda reader, _depth: reader.handle(),
}
