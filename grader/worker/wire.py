"""Plain values <-> bytes, for a channel whose other end may lie.

Values cross by exact type: None, bool, int, float, complex, str, bytes, list, tuple, dict, NumPy
scalars and numeric arrays. Anything else (a subclass, an object array, a function) crosses as a
`Handle`, which names its type and can do nothing. A value is a tag byte and a body; a frame is a
four-byte length and a value. Decoding counts the values, their depth and their bytes before it
makes anything of them, so a small frame cannot become a large object.
"""

import os
import struct
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

MAX_FRAME_BYTES = 16 * 1024 * 1024
MAX_NODES = 200_000
MAX_DEPTH = 24
MAX_INT_BYTES = 512
MAX_DIMENSIONS = 8
MAX_HANDLE_NAME = 120

# dtype codes that may cross, in the byte order of little-endian machines on both ends
DTYPES = (
    "?",
    "b",
    "B",
    "<i2",
    "<u2",
    "<i4",
    "<u4",
    "<i8",
    "<u8",
    "<f2",
    "<f4",
    "<f8",
    "<c8",
    "<c16",
)
_NDARRAY = np.ndarray
_CODE_BY_DTYPE = {np.dtype(name): code for code, name in enumerate(DTYPES)}
_DTYPE_BY_CODE = [np.dtype(name) for name in DTYPES]
_U32 = struct.Struct("<I")
_I64 = struct.Struct("<q")
_F64 = struct.Struct("<d")


class WireError(ValueError):
    """Bytes that are no value, or a value that is too large to cross."""


class Handle:
    """What a value that may not cross leaves behind: the name of its type, and refusals.

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


def encode(value: object) -> bytes:
    """The value as bytes.

    Raises:
        WireError: the value is too large, too deep or has too many parts.
    """
    parts: list[bytes] = []
    room = [MAX_NODES, MAX_FRAME_BYTES]

    def put(part: bytes) -> None:
        room[1] -= len(part)
        if room[1] < 0:
            raise WireError(f"larger than {MAX_FRAME_BYTES // 2**20} MB")
        parts.append(part)

    def walk(item: Any, depth: int) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise WireError(f"more than {MAX_NODES} values")
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")
        kind = type(item)
        if kind is list or kind is tuple:
            put((b"l" if kind is list else b"t") + _U32.pack(len(item)))
            for member in item:
                walk(member, depth + 1)
        elif kind is dict:
            put(b"d" + _U32.pack(len(item)))
            for key, member in item.items():
                walk(key, depth + 1)
                walk(member, depth + 1)
        else:
            _encode_leaf(item, kind, put)

    walk(value, 0)
    return b"".join(parts)


def _encode_leaf(item: Any, kind: type, put: Callable[[bytes], None]) -> None:
    if item is None:
        put(b"n")
    elif kind is bool:
        put(b"T" if item else b"F")
    elif kind is int:
        _encode_int(item, put)
    elif kind is float:
        put(b"f" + _F64.pack(item))
    elif kind is complex:
        put(b"c" + _F64.pack(item.real) + _F64.pack(item.imag))
    elif kind is str:
        _encode_sized(b"s", item.encode("utf-8", "surrogatepass"), put)
    elif kind is bytes:
        _encode_sized(b"b", item, put)
    elif kind is _NDARRAY and item.dtype.newbyteorder("<") in _CODE_BY_DTYPE:
        _encode_array(item, put)
    elif isinstance(item, np.generic) and kind is item.dtype.type and item.dtype in _CODE_BY_DTYPE:
        put(b"g" + bytes([_CODE_BY_DTYPE[item.dtype]]) + np.asarray(item).tobytes())
    else:
        _encode_sized(b"h", _describe(item, kind).encode("utf-8", "replace"), put)


def _encode_sized(tag: bytes, body: bytes, put: Callable[[bytes], None]) -> None:
    put(tag + _U32.pack(len(body)))
    put(body)


def _encode_int(item: int, put: Callable[[bytes], None]) -> None:
    if -(2**63) <= item < 2**63:
        put(b"i" + _I64.pack(item))
        return
    size = item.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise WireError(f"an integer of more than {MAX_INT_BYTES} bytes")
    _encode_sized(b"I", item.to_bytes(size, "little", signed=True), put)


def _encode_array(item: Any, put: Callable[[bytes], None]) -> None:
    dtype = item.dtype.newbyteorder("<")
    if item.ndim > MAX_DIMENSIONS:
        raise WireError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    # checked before tobytes(): an array of strides 0 is small here and enormous there
    if item.size * dtype.itemsize > MAX_FRAME_BYTES:
        raise WireError(f"larger than {MAX_FRAME_BYTES // 2**20} MB")
    shape = b"".join(_U32.pack(side) for side in item.shape)
    put(b"a" + bytes([_CODE_BY_DTYPE[dtype], item.ndim]) + shape)
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
        return int(_U32.unpack(self.take(4))[0])

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
            if type(key) not in (str, int, float, bool, type(None)):
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
        if code >= len(_DTYPE_BY_CODE):
            raise WireError("unknown dtype")
        return _DTYPE_BY_CODE[code]

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
    b"i": lambda reader, _depth: _I64.unpack(reader.take(8))[0],
    b"I": lambda reader, _depth: reader.integer(),
    b"f": lambda reader, _depth: _F64.unpack(reader.take(8))[0],
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


def frame(value: object) -> bytes:
    """The value as a frame: its length in four bytes, then its bytes."""
    body = encode(value)
    return _U32.pack(len(body)) + body


def frame_size(head: bytes) -> int:
    """The length that a frame's first four bytes announce.

    Raises:
        WireError: it announces more than `MAX_FRAME_BYTES`.
    """
    size = int(_U32.unpack(head)[0])
    if size > MAX_FRAME_BYTES:
        raise WireError("frame too large")
    return size


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
