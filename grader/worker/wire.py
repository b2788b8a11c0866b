"""Frames of plain values, for a channel whose other end may lie: a four-byte length and a value."""

import os
from typing import Any

from .codec import decode, encode
from .values import MAX_FRAME_BYTES, U32, Handle, WireError

__all__ = [
    "MAX_FRAME_BYTES",
    "Handle",
    "WireError",
    "decode",
    "encode",
    "frame",
    "frame_size",
    "read_exactly",
    "read_frame",
    "write_all",
]


def frame(value: object) -> bytes:
    """The value as a frame: its length in four bytes, then its bytes."""
    body = encode(value)
    return U32.pack(len(body)) + body


def frame_size(head: bytes) -> int:
    """The length that a frame's first four bytes announce.

    Raises:
        WireError: it announces more than `MAX_FRAME_BYTES`.
    """
    size = int(U32.unpack(head)[0])
    if size > MAX_FRAME_BYTES:
        raise WireError("frame too large")
    return size


def read_frame(descriptor: int) -> Any:
    """The next value from a descriptor that blocks.

    Raises:
        EOFError: the other end is closed.
        WireError: what came is no frame.
    """
    return decode(read_exactly(descriptor, frame_size(read_exactly(descriptor, 4))))


def write_all(descriptor: int, data: bytes) -> None:
    """Writes all of the data to a descriptor that blocks."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_exactly(descriptor: int, size: int) -> bytes:
    """So many bytes from a descriptor that blocks; EOFError if the other end closes before."""
    parts = []
    while size:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError("the other end is closed")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
