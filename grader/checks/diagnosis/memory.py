"""Whether a solution's function can remember earlier calls.

One that cannot gives the same answer to a call whatever was asked before. So its answers may be
asked in any order, and be kept for each call alone.
"""

from __future__ import annotations

import dis
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMMUTABLE = (type(None), type(...), bool, int, float, complex, str, bytes, range, np.dtype)
_GROUPS = (tuple, frozenset)
_OF_NUMPY = (np.ufunc, type(np.pad))
_STORES = ("STORE_GLOBAL", "DELETE_GLOBAL", "STORE_ATTR", "DELETE_ATTR")
_WRITES = {dis.opmap[name] for name in _STORES}
# of Python and its libraries: what is kept outside of a function, or leads there
_KEEPERS = frozenset(
    """
    random secrets uuid time datetime os sys open input tempfile pathlib shelve sqlite3 gc weakref
    inspect importlib __import__ threading warnings logging contextvars builtins
    globals vars setattr delattr getattr exec eval compile id
    __dict__ __globals__ __defaults__ __kwdefaults__ __code__ __builtins__ __setattr__
    seterr seterrcall setbufsize set_printoptions
    """.split()
)


def can_remember(module: ModuleType, name: str) -> bool:
    """Whether a call of this function might change the answer to a later one.

    True where that cannot be told from its code and from what the code names.

    Args:
        module: a solution that has been run.
        name: a name in it; False if it is none.
    """
    known, path = vars(module), getattr(module, "__file__", None)
    seen: set[str] = set()
    left = [name]
    while left:
        name = left.pop()
        if name in seen or name not in known:
            continue
        seen.add(name)
        value = known[name]
        if type(value) is FunctionType and value.__code__.co_filename == path:
            codes = list(_codes_in(value.__code__))
            if _holds_anything(value, module) or any(map(_writes, codes)):
                return True
            left += [used for code in codes for used in code.co_names]
        elif not _keeps_nothing(value, module):
            return True
    return False


def _keeps_nothing(value: Any, module: ModuleType) -> bool:
    if type(value) in _GROUPS:
        return all(_keeps_nothing(part, module) for part in value)
    if isinstance(value, ModuleType):  # under whatever name it was imported
        return _KEEPERS.isdisjoint(value.__name__.split("."))
    if isinstance(value, BuiltinFunctionType) and not isinstance(value.__self__, ModuleType):
        return False  # a method, as `random.random` is
    if isinstance(value, (FunctionType, BuiltinFunctionType, type)):
        # a class of the module's own may hold values
        home = value.__module__ or ""
        return home != module.__name__ and _KEEPERS.isdisjoint(home.split("."))
    return isinstance(value, (*_IMMUTABLE, *_OF_NUMPY))


def _holds_anything(function: FunctionType, module: ModuleType) -> bool:
    """Whether a function has attributes, variables of a scope around it, or mutable defaults."""
    defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    has_plain = all(_keeps_nothing(value, module) for value in defaults)
    return bool(vars(function) or function.__closure__) or not has_plain


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of those inside it."""
    yield code
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from _codes_in(constant)


def _writes(code: CodeType) -> bool:
    """Whether code stores something outside of its own variables, or names what might."""
    return not (_WRITES.isdisjoint(code.co_code[::2]) and _KEEPERS.isdisjoint(code.co_names))
