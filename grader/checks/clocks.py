"""Whether a check can tell the time: then a verdict is no matter of answers alone."""

from __future__ import annotations

from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOCKS = {"time", "timeit", "datetime"}


def reads_clock(function: object) -> bool:
    """Whether a function, or one of its file's that it uses, names a clock of Python's.

    `answer_of` is none of them: who asks it is known when it is asked.
    """
    return isinstance(function, FunctionType) and any(
        name in _CLOCKS or _is_clock(value) for name, value in _used(function, set())
    )


def _is_clock(value: object) -> bool:
    if isinstance(value, ModuleType):
        return value.__name__ in _CLOCKS
    is_from_one = getattr(value, "__module__", None) in _CLOCKS
    return is_from_one and isinstance(value, (BuiltinFunctionType, FunctionType, type))


def _used(function: FunctionType, seen: set[CodeType]) -> Iterator[tuple[str, Any]]:
    """What the names in a function stand for, and in those of the same file that it uses."""
    if function.__code__ in seen:
        return
    seen.add(function.__code__)
    for name in _names(function.__code__):
        value = function.__globals__.get(name)
        yield name, value
        if isinstance(value, FunctionType) and value.__globals__ is function.__globals__:
            yield from _used(value, seen)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
