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
    SHAPES,
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
    data = b"".join(writer.parts)
    if len(data) > MAX_FRAME_BYTES:
        raise _too_large()
    return data


class _Writer:
    """The bytes so far and what is left of the budget.

    Values are counted by the container, and bytes where a single value can have many, because
    this is on the way of every call.
    """

    __slots__ = ("nodes", "parts", "room")

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.nodes = MAX_NODES
        self.room = MAX_FRAME_BYTES

    def value(self, item: Any, depth: int) -> None:
        _WRITERS.get(type(item), _write_other)(self, item, depth)

    def enter(self, count: int, depth: int) -> None:
        self.nodes -= count
        if self.nodes < 0:
            raise WireError(f"more than {MAX_NODES} values")
        if depth >= MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")

    def sized(self, tag: bytes, body: bytes) -> None:
        self.room -= len(body)
        if self.room < 0:
            raise _too_large()
        self.parts += (tag, U32.pack(len(body)), body)


def _too_large() -> WireError:
    return WireError(f"larger than {MAX_FRAME_BYTES // 2**20} MB")


def _write_list(writer: _Writer, item: Any, depth: int) -> None:
    writer.enter(len(item), depth)
    writer.parts.append((b"l" if type(item) is list else b"t") + U32.pack(len(item)))
    for member in item:
        _WRITERS.get(type(member), _write_other)(writer, member, depth + 1)


def _write_dict(writer: _Writer, item: Any, depth: int) -> None:
    writer.enter(2 * len(item), depth)
    writer.parts.append(b"d" + U32.pack(len(item)))
    for key, member in item.items():
        if not is_key(key):
            raise WireError("a dict with keys that are neither text nor whole numbers")
        writer.value(key, depth + 1)
        writer.value(member, depth + 1)


def _write_int(writer: _Writer, item: Any, _depth: int) -> None:
    if -(2**63) <= item < 2**63:
        writer.parts.append(b"i" + I64.pack(item))
        return
    size = item.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise WireError(f"an integer of more than {MAX_INT_BYTES} bytes")
    writer.sized(b"I", item.to_bytes(size, "little", signed=True))


def _write_complex(writer: _Writer, item: Any, _depth: int) -> None:
    writer.parts.append(b"c" + F64.pack(item.real) + F64.pack(item.imag))


def _write_array(writer: _Writer, item: Any, depth: int) -> None:
    dtype = item.dtype
    code = CODE_BY_DTYPE.get(dtype)
    if code is None:
        dtype = _little_endian(dtype)
        code = CODE_BY_DTYPE.get(dtype)
        if code is None:
            _write_other(writer, item, depth)
            return
        item = np.asarray(item, dtype=dtype)
    if item.ndim > MAX_DIMENSIONS:
        raise WireError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    if item.shape and max(item.shape) >= 2**32:
        raise _too_large()
    # checked before tobytes(): an array of strides 0 is small here and enormous there
    writer.room -= item.size * dtype.itemsize
    if writer.room < 0:
        raise _too_large()
    head = bytes((97, code, item.ndim))  # 97 is the tag "a"
    writer.parts += (head, SHAPES[item.ndim].pack(*item.shape), item.tobytes())


def _write_scalar(writer: _Writer, item: Any, _depth: int) -> None:
    code = CODE_BY_DTYPE[item.dtype]
    writer.parts.append(b"g" + bytes((code,)) + np.asarray(item).tobytes())


def _write_other(writer: _Writer, item: Any, depth: int) -> None:
    kind = type(item)
    if isinstance(item, np.generic) and kind is item.dtype.type and item.dtype in CODE_BY_DTYPE:
        _write_scalar(writer, item, depth)
    else:
        writer.sized(b"h", _describe(item, kind).encode("utf-8", "replace"))


def _little_endian(dtype: Any) -> Any:
    try:
        return dtype.newbyteorder("<")
    except TypeError:  # strings of variable width have no byte order
        return None


def _describe(item: Any, kind: type) -> str:
    name = str(getattr(kind, "__qualname__", "object"))[:MAX_HANDLE_NAME]
    if kind is _NDARRAY or isinstance(item, np.generic):
        return f"{name} of dtype {item.dtype}"[:MAX_HANDLE_NAME]
    if isinstance(item, _NDARRAY):
        return f"{name} (a subclass of numpy.ndarray)"[-MAX_HANDLE_NAME:]
    if kind is type(np):
        return "module"
    return name


# searched by exact type: a subclass of any of these is something else
_WRITERS: dict[type, Callable[[_Writer, Any, int], None]] = {
    type(None): lambda writer, _item, _depth: writer.parts.append(b"n"),
    bool: lambda writer, item, _depth: writer.parts.append(b"T" if item else b"F"),
    int: _write_int,
    float: lambda writer, item, _depth: writer.parts.append(b"f" + F64.pack(item)),
    complex: _write_complex,
    str: lambda writer, item, _depth: writer.sized(b"s", item.encode("utf-8", "surrogatepass")),
    bytes: lambda writer, item, _depth: writer.sized(b"b", item),
    list: _write_list,
    tuple: _write_list,
    dict: _write_dict,
    _NDARRAY: _write_array,
}
