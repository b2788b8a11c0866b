"""Plain values -> bytes, by exact type; what may not cross leaves a `Handle`'s name."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .values import (
    CODE_BY_DTYPE,
    F64,
    I64,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_HANDLE_NAME,
    MAX_INT_BYTES,
    MAX_NODES,
    U32,
    WireError,
    is_key,
)

_NDARRAY = np.ndarray  # taken before a student can put something else in its place


def encode(value: object) -> bytes:
    """The value as bytes.

    Raises:
        WireError: the value is too large, too deep or has too many parts.
    """
    writer = _Writer()
    writer.value(value, 0)
    return b"".join(writer.parts)


class _Writer:
    """The bytes so far and what is left of the budget."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.nodes = MAX_NODES
        self.room = MAX_FRAME_BYTES

    def put(self, part: bytes) -> None:
        self.room -= len(part)
        if self.room < 0:
            raise WireError(f"larger than {MAX_FRAME_BYTES // 2**20} MB")
        self.parts.append(part)

    def value(self, item: Any, depth: int) -> None:
        self.nodes -= 1
        if self.nodes < 0:
            raise WireError(f"more than {MAX_NODES} values")
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")
        kind = type(item)
        if kind is list or kind is tuple:
            self.put((b"l" if kind is list else b"t") + U32.pack(len(item)))
            for member in item:
                self.value(member, depth + 1)
        elif kind is dict:
            self.mapping(item, depth)
        else:
            _encode_leaf(item, kind, self.put)

    def mapping(self, item: dict[Any, Any], depth: int) -> None:
        self.put(b"d" + U32.pack(len(item)))
        for key, member in item.items():
            if not is_key(key):
                raise WireError("a dict with keys that are neither text nor whole numbers")
            self.value(key, depth + 1)
            self.value(member, depth + 1)


def _encode_leaf(item: Any, kind: type, put: Callable[[bytes], None]) -> None:
    if item is None:
        put(b"n")
    elif kind is bool:
        put(b"T" if item else b"F")
    elif kind is int:
        _encode_int(item, put)
    elif kind is float:
        put(b"f" + F64.pack(item))
    elif kind is complex:
        put(b"c" + F64.pack(item.real) + F64.pack(item.imag))
    elif kind is str:
        _encode_sized(b"s", item.encode("utf-8", "surrogatepass"), put)
    elif kind is bytes:
        _encode_sized(b"b", item, put)
    elif kind is _NDARRAY and _little_endian(item.dtype) in CODE_BY_DTYPE:
        _encode_array(item, put)
    elif isinstance(item, np.generic) and kind is item.dtype.type and item.dtype in CODE_BY_DTYPE:
        put(b"g" + bytes([CODE_BY_DTYPE[item.dtype]]) + np.asarray(item).tobytes())
    else:
        _encode_sized(b"h", _describe(item, kind).encode("utf-8", "replace"), put)


def _little_endian(dtype: Any) -> Any:
    try:
        return dtype.newbyteorder("<")
    except TypeError:  # strings of variable width have no byte order
        return None


def _encode_sized(tag: bytes, body: bytes, put: Callable[[bytes], None]) -> None:
    put(tag + U32.pack(len(body)))
    put(body)


def _encode_int(item: int, put: Callable[[bytes], None]) -> None:
    if -(2**63) <= item < 2**63:
        put(b"i" + I64.pack(item))
        return
    size = item.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise WireError(f"an integer of more than {MAX_INT_BYTES} bytes")
    _encode_sized(b"I", item.to_bytes(size, "little", signed=True), put)


def _encode_array(item: Any, put: Callable[[bytes], None]) -> None:
    dtype = _little_endian(item.dtype)
    if item.ndim > MAX_DIMENSIONS:
        raise WireError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    # checked before tobytes(): an array of strides 0 is small here and enormous there
    if item.size * dtype.itemsize > MAX_FRAME_BYTES:
        raise WireError(f"larger than {MAX_FRAME_BYTES // 2**20} MB")
    shape = b"".join(U32.pack(side) for side in item.shape)
    put(b"a" + bytes([CODE_BY_DTYPE[dtype], item.ndim]) + shape)
    put(np.asarray(item, dtype=dtype).tobytes())


def _describe(item: Any, kind: type) -> str:
    name = str(getattr(kind, "__qualname__", "object"))[:MAX_HANDLE_NAME]
    if kind is _NDARRAY or isinstance(item, np.generic):
        return f"{name} of dtype {item.dtype}"[:MAX_HANDLE_NAME]
    if isinstance(item, _NDARRAY):
        return f"{name} (a subclass of numpy.ndarray)"[-MAX_HANDLE_NAME:]
    if kind is type(np):
        return "module"
    return name
