"""Keep what the names in a module meant to its functions, whatever later statements make of them.

A function finds `np`, `sum` or a helper by name, when it is called. An experiment below it that
says `sum = 0` or `conv1d = conv1d(x, k)` would break it. So a module is loaded as Python loads it,
and then such names get their meaning back. New functions, classes and imports do replace old ones.
"""

from __future__ import annotations

import builtins
import dis
import types
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tracebacks import Lines

_ABSENT: Any = object()
_STAR = ("*",)  # what `from x import *` imports
_BUILTINS = frozenset(vars(builtins))
_LOADS = frozenset({"LOAD_GLOBAL", "LOAD_NAME"})
_IN_PASSING = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
Place = tuple[str, int]
_MODULE_OF = type.__dict__["__module__"].__get__


class Kept(NamedTuple):
    """A name's meaning (`_ABSENT`: Python's own), and the statement that would have changed it."""

    value: Any
    where: str


class Statement(NamedTuple):
    """A statement and its place, `label:line`."""

    code: types.CodeType
    where: str

    def is_in_passing(self) -> bool:
        """Whether it gives names by a loop, or all those that a library has."""
        return _STAR in self.code.co_consts or any(
            step.opname == "FOR_ITER" for step in dis.get_instructions(self.code)
        )


class Bindings:
    """The names of one module while its statements run.

    Args:
        module: where they run.
        own: the submission's cells.
    """

    def __init__(self, module: types.ModuleType, own: Lines) -> None:
        self.module = module
        self._name = module.__name__
        self._own = own
        self._namespace = module.__dict__
        self._statements: list[types.CodeType] = []
        self._functions: list[types.CodeType] = []  # of the statements, as far as they were asked
        self._kept: dict[str, Kept] = {}
        # function -> `(label, line)` of its first and of its last definition
        self.redefined: dict[str, tuple[Place, Place]] = {}

    def run(self, code: types.CodeType, where: str) -> None:
        """Run one statement; what it raises is passed on.

        Args:
            code: of the statement.
            where: `label:line`.
        """
        namespace = self._namespace
        names: tuple[str, ...] = code.co_names
        if _STAR in code.co_consts:
            names = (*names, *(_BUILTINS | namespace.keys()).difference(names))
        before = [namespace.get(name, _ABSENT) for name in names]
        try:
            exec(code, namespace)
        finally:
            for name, old in zip(names, before, strict=True):
                new = namespace.get(name, _ABSENT)
                if new is not old:
                    self._changed(name, old, new, Statement(code, where))
            self._statements.append(code)
            if self._kept:
                self._forget_data(list(_functions(code)))

    def restore(self) -> dict[str, str]:
        """Give the names their meaning back; name -> the statement that had changed it."""
        for name, kept in self._kept.items():
            if kept.value is _ABSENT:
                self._namespace.pop(name, None)
            else:
                self._namespace[name] = kept.value
        return {name: kept.where for name, kept in self._kept.items()}

    def _changed(self, name: str, old: Any, new: Any, statement: Statement) -> None:
        meant = self._kept[name].value if name in self._kept else old
        is_builtin = name in _BUILTINS and meant is _ABSENT
        if old is _ABSENT and name not in _BUILTINS and name not in self._kept:
            return  # a new name, as most are
        if self._is_defined(new, name) and self._is_defined(old, name):
            self._note_redefinition(name, old, new)
        if _is_code(new) and (
            self._is_defined(new, name)
            or not (is_builtin or statement.is_in_passing() or _is_module(old) > _is_module(new))
        ):
            self._kept.pop(name, None)
        elif name not in self._kept:
            # `None` is a place for what comes later
            had_meaning = is_builtin or (old is not _ABSENT and old is not None)
            if self._is_defined(old, name) or (had_meaning and self._is_used(name)):
                self._kept[name] = Kept(old, statement.where)

    def _is_defined(self, value: Any, name: str) -> bool:
        """Whether a `def` or `class` of the submission gave the value its name."""
        if type(value) is types.FunctionType:
            code = value.__code__
            return value.__name__ == name == code.co_name and code.co_filename in self._own
        return type(value) is type and value.__name__ == name and value.__module__ == self._name

    def _note_redefinition(self, name: str, old: Any, new: Any) -> None:
        if type(old) is type(new) is types.FunctionType:
            places = [(f.__code__.co_filename, f.__code__.co_firstlineno) for f in (old, new)]
            first = self.redefined[name][0] if name in self.redefined else places[0]
            self.redefined[name] = first, places[1]

    def _is_used(self, name: str) -> bool:
        """Whether a function so far looks the name up in the module."""
        for code in self._statements:
            self._functions += _functions(code)
        self._statements.clear()
        return any(_looks_up(function, name) for function in self._functions)

    def _forget_data(self, functions: list[types.CodeType]) -> None:
        """A function defined after a value has changed means the new value."""
        for name, kept in list(self._kept.items()):
            is_data = kept.value is not _ABSENT and not _is_code(kept.value)
            if is_data and any(_looks_up(function, name) for function in functions):
                del self._kept[name]


def _is_code(value: Any) -> bool:
    """Whether a value is a function, a class, a module or the like; a network is none."""
    if _is_module(value):
        return True
    home = _MODULE_OF(type(value))
    return callable(value) and not (type(home) is str and home.startswith(("keras", "tensorflow")))


def _is_module(value: Any) -> bool:
    return issubclass(type(value), types.ModuleType)


def _functions(code: types.CodeType) -> Iterator[types.CodeType]:
    """The functions that a statement makes, and those within them."""
    waiting = [
        part
        for part in code.co_consts
        if type(part) is types.CodeType and part.co_name not in _IN_PASSING
    ]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += [inner for inner in part.co_consts if type(inner) is types.CodeType]


def _looks_up(code: types.CodeType, name: str) -> bool:
    if name not in code.co_names:  # quick, but attributes are among these names
        return False
    return any(step.opname in _LOADS and step.argval == name for step in dis.get_instructions(code))


def stored_names(code: types.CodeType) -> list[str]:
    """The names that a statement binds."""
    return [step.argval for step in dis.get_instructions(code) if step.opname == "STORE_NAME"]
