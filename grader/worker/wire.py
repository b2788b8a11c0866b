"""Frames of plain values, for a channel whose other end may lie: a four-byte length and a value."""

import os
from typing import Any

from .codec import decode, encode, frame, frame_size
from .values import MAX_FRAME_BYTES, Handle, WireError

__all__ = [
    "MAX_FRAME_BYTES",
    "Handle",
    "WireError",
    "decode",
    "encode",
    "frame",
    "frame_size",
    "read_frame",
    "write_all",
]


def read_frame(descriptor: int) -> Any:
    """The next value from a descriptor that blocks.

    Raises:
        EOFError: the other end is closed.
        WireError: what came is no frame.
    """
    return decode(_read_exactly(descriptor, frame_size(_read_exactly(descriptor, 4))))


def write_all(descriptor: int, data: bytes) -> None:
    """Writes all of the data to a descriptor that blocks."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _read_exactly(descriptor: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError("the other end is closed")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
