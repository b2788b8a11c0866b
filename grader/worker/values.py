"""What may cross between the processes, and how much of it; shared by both directions."""

import struct
from typing import NoReturn

import numpy as np

MAX_FRAME_BYTES = 16 * 1024 * 1024
MAX_NODES = 200_000
MAX_DEPTH = 24
MAX_INT_BYTES = 512
MAX_DIMENSIONS = 8
MAX_HANDLE_NAME = 120

# dtype codes that may cross, in the byte order of little-endian machines on both ends
DTYPES = "? b B <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16".split()
DTYPE_BY_CODE = [np.dtype(name) for name in DTYPES]
CODE_BY_DTYPE = {dtype: code for code, dtype in enumerate(DTYPE_BY_CODE)}

U32 = struct.Struct("<I")
I64 = struct.Struct("<q")
F64 = struct.Struct("<d")
SHAPES = [struct.Struct(f"<{n}I") for n in range(MAX_DIMENSIONS + 1)]


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


def is_key(key: object) -> bool:
    """Whether a dict may have the key; large integers could be chosen to share one hash."""
    if type(key) is int:
        return -(2**63) <= key < 2**63
    return type(key) in (str, bool, type(None))
