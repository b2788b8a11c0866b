"""Plain values <-> bytes, by exact type, in the form of `values`; written for the worst sender.

Values, their depth and their bytes are counted before anything is made of them, so that no small
frame becomes a large object.
"""

import math
import struct
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

import numpy as np

from .objects import put_together, take_apart
from .tensors import array_of_tensor
from .values import (
    CODE_BY_DTYPE,
    COMPLEX,
    DTYPE_BY_CODE,
    F64,
    I64,
    LARGE,
    LONG,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_HANDLE_NAME,
    MAX_INT_BYTES,
    MAX_NODES,
    NDARRAY,
    NUMBERS,
    SCALARS,
    SHAPES,
    U32,
    VALUES,
    Handle,
    Reference,
    WireError,
    check_members,
    name_of_type,
    over_budget,
    pay,
    pay_bytes,
    too_large,
)

# -- values to bytes

_SEVERAL = 6  # values from which on it pays to look whether they have one type
_TAG_I64, _TAG_F64, _LONG_SIZE = map(struct.Struct, ("<cq", "<cd", "<BI"))
_SMALL_INTS, _SHORT_TEXTS, _SHORT_BYTES, _SHORT_LISTS, _SHORT_TUPLES = (
    [bytes((tag, n)) for n in range(256)] for tag in b"jsblt"
)


def encode(value: Any) -> bytes:
    """The value as bytes.

    Raises:
        WireError: the value is too large, too deep or has too many parts.
    """
    parts: list[Any] = []
    left = [MAX_NODES, MAX_FRAME_BYTES]
    kind = type(value)
    if (kind is tuple or kind is list) and len(value) < _SEVERAL:
        # most frames: their values are written without a round for the container
        left[VALUES] -= len(value)
        parts.append((_SHORT_LISTS if kind is list else _SHORT_TUPLES)[len(value)])
        _write_values(parts, left, value, 1)
    else:
        _write_values(parts, left, (value,), 0)
    data = b"".join(parts)
    if len(data) > MAX_FRAME_BYTES:
        raise too_large()
    return data


# a call costs as much as writing a small value: what crosses most is written in this one loop
def _write_values(parts: list[Any], left: list[int], items: Iterable[Any], depth: int) -> None:
    for item in items:
        kind = type(item)
        if kind is NDARRAY and item.nbytes < LARGE and item.dtype in CODE_BY_DTYPE:
            parts.append(_array_head(item.dtype, item.shape))
            parts.append(item.tobytes())
        elif kind is int and -(2**63) <= item < 2**63:
            parts.append(_SMALL_INTS[item] if 0 <= item < 256 else _TAG_I64.pack(b"i", item))
        elif kind is str or kind is bytes:
            body = item if kind is bytes else item.encode("utf-8", "surrogatepass")
            size = len(body)
            if size < LONG:  # not counted, because the values are
                parts.append((_SHORT_BYTES if kind is bytes else _SHORT_TEXTS)[size])
            else:
                pay_bytes(left, size)
                parts.append((b"b" if kind is bytes else b"s") + _size(size))
            parts.append(body)
        elif (kind is list or kind is tuple) and len(item) < _SEVERAL:
            left[VALUES] -= len(item)
            if left[VALUES] < 0 or depth >= MAX_DEPTH:
                raise over_budget(left)
            parts.append((_SHORT_LISTS if kind is list else _SHORT_TUPLES)[len(item)])
            _write_values(parts, left, item, depth + 1)
        elif kind is float:
            parts.append(_TAG_F64.pack(b"f", item))
        elif kind is bool:
            parts.append(b"T" if item else b"F")
        else:
            _WRITERS.get(kind, _write_other)(parts, left, item, depth)


def _write_sequence(parts: list[Any], left: list[int], items: Any, depth: int) -> None:
    pay(left, len(items), depth)
    parts += (b"L" if type(items) is list else b"U", _size(len(items)))
    kind = type(items[0])
    if kind is type(items[-1]) and kind in _RUNS and len(set(map(type, items))) == 1:
        try:
            _RUNS[kind](parts, left, items)
        except struct.error:  # an integer of more than 64 bits
            pass
        else:
            return
    parts.append(b"*")
    _write_values(parts, left, items, depth + 1)


def _write_numbers(parts: list[Any], _left: list[int], items: Any) -> None:
    letter = NUMBERS[type(items[0])]
    parts.append(struct.pack(f"<c{len(items)}{letter}", letter.encode(), *items))


def _write_many_bytes(parts: list[Any], left: list[int], items: Any) -> None:
    sizes = list(map(len, items))
    pay_bytes(left, sum(sizes))
    parts.append(struct.pack(f"<c{len(sizes)}I", b"b", *sizes))
    parts += items


def _write_dict(parts: list[Any], left: list[int], item: Any, depth: int) -> None:
    if not item:
        parts.append(b"e")
        return
    pay(left, 2 * len(item), depth)
    check_members(item)
    parts += (b"d", _size(len(item)))
    _write_values(parts, left, chain.from_iterable(item.items()), depth + 1)


def _write_array(parts: list[Any], left: list[int], item: Any, depth: int) -> None:
    """Write an array that is large, or in another byte order, or nothing that may cross."""
    dtype = item.dtype
    if dtype not in CODE_BY_DTYPE:
        try:
            dtype = dtype.newbyteorder("<")
        except TypeError:  # strings of variable width have no byte order
            dtype = None
        if dtype not in CODE_BY_DTYPE:
            _write_other(parts, left, item, depth)
            return
    # before any copy: an array of strides 0 is small here and enormous there
    pay_bytes(left, item.nbytes)
    item = np.asarray(item, dtype=dtype)
    parts.append(_array_head(dtype, item.shape))
    parts.append(item if item.flags.c_contiguous else item.tobytes())


@lru_cache(maxsize=512)
def _array_head(dtype: Any, shape: tuple[int, ...]) -> bytes:
    if len(shape) > MAX_DIMENSIONS:
        raise WireError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    if shape and max(shape) >= 2**32:
        raise too_large()
    head = bytes((ord("a"), len(shape), CODE_BY_DTYPE[dtype]))
    return head + SHAPES[len(shape)].pack(*shape)


def _write_large_int(parts: list[Any], _left: list[int], item: Any, _depth: int) -> None:
    size = item.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise WireError(f"an integer of more than {MAX_INT_BYTES} bytes")
    parts += (b"I", _size(size), item.to_bytes(size, "little", signed=True))


def _write_other(parts: list[Any], left: list[int], item: Any, depth: int) -> None:
    kind = type(item)
    if kind in SCALARS:
        parts += (b"g", SCALARS[kind], item)
    elif (array := array_of_tensor(item)) is not None:
        _write_values(parts, left, (array,), depth)
    elif (taken := take_apart(item, encode)) is not None:
        number, members = taken
        pay(left, 1, depth)
        parts += (b"x", bytes((number,)))
        _write_values(parts, left, (members,), depth + 1)
    else:
        body = name_of_type(item).encode("utf-8", "replace")
        parts += (b"h", _size(len(body)), body)


def _size(size: int) -> bytes:
    return bytes((size,)) if size < LONG else _LONG_SIZE.pack(LONG, size)


# searched by exact type: a subclass of any of these is something else
_WRITERS: dict[type, Callable[[list[Any], list[int], Any, int], None]] = {
    type(None): lambda parts, _left, _item, _depth: parts.append(b"n"),
    int: _write_large_int,
    complex: lambda parts, _left, item, _depth: parts.extend(
        (b"c", COMPLEX.pack(item.real, item.imag))
    ),
    list: _write_sequence,
    tuple: _write_sequence,
    dict: _write_dict,
    NDARRAY: _write_array,
    Reference: lambda parts, _left, item, _depth: parts.extend((b"o", U32.pack(item.number))),
}
_RUNS: dict[type, Callable[[list[Any], list[int], Any], None]] = {
    **dict.fromkeys(NUMBERS, _write_numbers),
    bytes: _write_many_bytes,
}


# -- bytes to values

_ARRAY, _INT, _BYTES, _LIST, _LONG_LIST, _EMPTY_DICT = b"ajblLe"
_BODIES, _SHORT_SEQUENCES = frozenset(b"sb"), frozenset(b"lt")
_EIGHT_BYTES = {ord("f"): F64, ord("i"): I64}
_CONSTANTS = {ord("n"): None, ord("T"): True, ord("F"): False}
_BOOL = DTYPE_BY_CODE[0]
_TRUTH = bytes(map(bool, range(256)))  # a bool of value 7 would be neither True nor False


def decode(data: bytes) -> Any:
    """The value that the bytes describe, made anew; arrays are writable and own their memory.

    Raises:
        WireError: the bytes are not exactly one value within the limits.
    """
    if len(data) > MAX_FRAME_BYTES:
        raise WireError("frame too large")
    left = [MAX_NODES]
    value: Any
    try:
        tag = data[0]
        if tag in _SHORT_SEQUENCES:
            # most frames: their values are read without a round for the container
            left[VALUES] -= data[1]
            value, at = _read_values(data, 2, data[1], 1, left)
            value = value if tag == _LIST else tuple(value)
        else:
            (value,), at = _read_values(data, 0, 1, 0, left)
    except WireError:
        raise
    # cut short, or an unknown tag, dtype or number of dimensions, or no UTF-8, or an absurd shape
    except (LookupError, ValueError, struct.error) as error:
        raise WireError("no value") from error
    # a slice that reaches behind the end is only short; that it did is found out here
    if at != len(data):
        raise WireError("cut short, or bytes left over")
    return value


# a call costs as much as reading a small value: what crosses most is read in this one loop
def _read_values(  # noqa: C901, PLR0912
    data: bytes, at: int, count: int, depth: int, left: list[int]
) -> tuple[list[Any], int]:
    found: list[Any] = []
    for _ in repeat(None, count):
        tag = data[at]
        if tag == _ARRAY:
            start = at + 3 + 4 * data[at + 1]
            shape, dtype, size = _array_layout(data[at + 1 : start])
            at = start + size
            if at > len(data):
                raise WireError("cut short")
            if dtype is _BOOL:
                found.append(NDARRAY(shape, dtype, bytearray(data[start:at].translate(_TRUTH))))
            elif size < LARGE:
                found.append(NDARRAY(shape, dtype, bytearray(data[start:at])))
            else:  # one copy instead of two
                found.append(NDARRAY(shape, dtype, data, start).copy())
        elif tag == _INT:
            found.append(data[at + 1])
            at += 2
        elif tag in _BODIES:
            start, size = at + 2, data[at + 1]
            if size == LONG:
                start, size = at + 6, U32.unpack_from(data, start)[0]
            at = start + size
            body = data[start:at]
            found.append(body if tag == _BYTES else body.decode("utf-8", "surrogatepass"))
        elif tag in _SHORT_SEQUENCES:
            members = data[at + 1]
            left[VALUES] -= members
            if left[VALUES] < 0 or depth >= MAX_DEPTH:
                raise over_budget(left)
            value, at = _read_values(data, at + 2, members, depth + 1, left)
            found.append(value if tag == _LIST else tuple(value))
        elif tag in _EIGHT_BYTES:
            found += _EIGHT_BYTES[tag].unpack_from(data, at + 1)
            at += 9
        elif tag == _EMPTY_DICT:
            found.append({})
            at += 1
        elif tag in _CONSTANTS:
            found.append(_CONSTANTS[tag])
            at += 1
        else:
            value, at = _READERS[tag](data, at + 1, depth, left)
            found.append(value)
    return found, at


@lru_cache(maxsize=512)
def _array_layout(head: bytes) -> tuple[tuple[int, ...], Any, int]:
    """An array's shape, its dtype and its size in bytes."""
    shape, dtype = SHAPES[head[0]].unpack_from(head, 2), DTYPE_BY_CODE[head[1]]
    return shape, dtype, math.prod(shape) * dtype.itemsize  # of Python's integers: no overflow


def _read_scalar(data: bytes, at: int, _depth: int, _left: list[int]) -> tuple[Any, int]:
    dtype = DTYPE_BY_CODE[data[at]]
    return np.frombuffer(data, dtype, 1, at + 1)[0], at + 1 + dtype.itemsize


def _read_sequence(data: bytes, at: int, depth: int, left: list[int]) -> tuple[Any, int]:
    make = list if data[at - 1] == _LONG_LIST else tuple
    count, at = _read_size(data, at)
    pay(left, count, depth)
    tag, at = chr(data[at]), at + 1
    found: Any
    if tag in NUMBERS.values():
        numbers = struct.Struct(f"<{count}{tag}")
        found, at = numbers.unpack_from(data, at), at + numbers.size
    elif tag == "b":
        found, at = _read_many_bytes(data, at, count)
    elif tag == "*":
        found, at = _read_values(data, at, count, depth + 1, left)
    else:
        raise WireError("unknown tag")
    return make(found), at


def _read_many_bytes(data: bytes, at: int, count: int) -> tuple[list[bytes], int]:
    sizes = struct.unpack_from(f"<{count}I", data, at)
    at += 4 * count
    found = []
    for size in sizes:
        found.append(data[at : at + size])
        at += size
    return found, at


def _read_dict(data: bytes, at: int, depth: int, left: list[int]) -> tuple[Any, int]:
    count, at = _read_size(data, at)
    pay(left, 2 * count, depth)
    found, at = _read_values(data, at, 2 * count, depth + 1, left)
    keys = found[::2]
    check_members(keys)
    return dict(zip(keys, found[1::2], strict=True)), at


def _read_large_int(data: bytes, at: int, _depth: int, _left: list[int]) -> tuple[int, int]:
    size, at = _read_size(data, at)
    if not 0 < size <= MAX_INT_BYTES:
        raise WireError("integer too large")
    return int.from_bytes(data[at : at + size], "little", signed=True), at + size


def _read_object(data: bytes, at: int, depth: int, left: list[int]) -> tuple[Any, int]:
    pay(left, 1, depth)
    (parts,), end = _read_values(data, at + 1, 1, depth + 1, left)
    return put_together(data[at], parts), end


def _read_handle(data: bytes, at: int, _depth: int, _left: list[int]) -> tuple[Handle, int]:
    size, at = _read_size(data, at)
    name = data[at : at + size].decode("utf-8", "replace")
    if len(name) > MAX_HANDLE_NAME:
        raise WireError("handle name too long")
    return Handle(name), at + size


def _read_size(data: bytes, at: int) -> tuple[int, int]:
    if data[at] < LONG:
        return data[at], at + 1
    return U32.unpack_from(data, at + 1)[0], at + 5


_READERS: dict[int, Callable[[bytes, int, int, list[int]], tuple[Any, int]]] = {
    ord("I"): _read_large_int,
    ord("c"): lambda data, at, _depth, _left: (complex(*COMPLEX.unpack_from(data, at)), at + 16),
    ord("L"): _read_sequence,
    ord("U"): _read_sequence,
    ord("d"): _read_dict,
    ord("g"): _read_scalar,
    ord("x"): _read_object,
    ord("o"): lambda data, at, _depth, _left: (Reference(*U32.unpack_from(data, at)), at + 4),
    ord("h"): _read_handle,
}
