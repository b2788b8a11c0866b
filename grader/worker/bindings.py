"""Keep what the names in a module meant to its functions, whatever later statements make of them.

A function finds `np`, `sum` or a helper by name, when it is called. An experiment below it that
says `sum = 0` or `conv1d = conv1d(x, k)` would break it. So a module is loaded as Python loads it,
and then such names get their meaning back. New functions, classes and imports do replace old ones,
but for Python's own and for imported modules: those only in the same cell, or where later functions
use the new ones.
"""

from __future__ import annotations

import builtins
import dis
import re
import sys
import types
from typing import TYPE_CHECKING, Any, NamedTuple

from .tracebacks import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tracebacks import Lines

MAX_NAMES = 40
# a definition may stand behind a blank too many, or have parameters of types
_BOUND = re.compile(
    r"^(?:[ \t]*(?:async )?(?:def|class) +(\w{1,80})[\[(:]"
    r"|(?:import )?(\w{1,80})(?: *=[^=]|\(|:|$))",
    re.MULTILINE,
)
_ABSENT: Any = object()
_STAR = ("*",)  # what `from x import *` imports
_BUILTINS = frozenset(vars(builtins))
_LOADS = frozenset({"LOAD_GLOBAL", "LOAD_NAME"})
_SETS = frozenset({"STORE_ATTR", "DELETE_ATTR"})
_SET_STEPS = [bytes([dis.opmap[name]]) for name in sorted(_SETS)]
# names by which an attribute is set without its own syntax
_INDIRECT = frozenset(
    "setattr delattr vars __dict__ __setattr__ __delattr__ exec eval compile patch run_cell "
    "run_line_magic run_cell_magic reload".split()
)
_SHARED = ("builtins", "math", "numpy", "numpy.linalg", "numpy.random")
_IN_PASSING = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
Place = tuple[str, int]
_MODULE_OF = type.__dict__["__module__"].__get__


class Kept(NamedTuple):
    """A name's meaning, and the statement that would have changed it.

    Attributes:
        value: `_ABSENT` for Python's own.
        by_code: whether the new meaning is a function, a class or a module.
        by_import: whether an import gave it.
    """

    value: Any
    where: str
    by_code: bool = False
    by_import: bool = False


class Statement(NamedTuple):
    """A statement and its place, `label:line`."""

    code: types.CodeType
    where: str

    def cell(self) -> str:
        """The label of its cell."""
        return self.where.rpartition(":")[0]

    def has_in_sight(self, name: str) -> bool:
        """Whether it may bind a name itself, and not only a function that it calls."""
        return name in self.code.co_names or _STAR in self.code.co_consts

    def imports(self) -> bool:
        """Whether it may give names by an import."""
        return any(step.opname == "IMPORT_NAME" for step in dis.get_instructions(self.code))

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
        self.replaced: dict[str, str] = {}  # by code, for functions above it, too -> the statement

    def run(self, code: types.CodeType, where: str, *, is_plain: bool) -> None:
        """Run one statement; what it raises is passed on.

        Args:
            code: of the statement.
            where: `label:line`.
            is_plain: whether it binds no names but its own; see `only_defines`.
        """
        # a call may change any name: `globals()["f"] = 3`, or a function that says `global f`
        names = code.co_names if is_plain else None
        before = self._values(names)
        try:
            exec(code, self._namespace)
        finally:
            if self._kept:
                self._forget(list(_functions(code)))
            self._compare(before, self._values(names), Statement(code, where))
            self._statements.append(code)

    def _values(self, names: tuple[str, ...] | None) -> dict[str, Any]:
        """What names mean in the module now; None for all."""
        if names is None:
            return self._namespace.copy()
        return {name: self._namespace[name] for name in names if name in self._namespace}

    def _compare(self, before: dict[str, Any], after: dict[str, Any], statement: Statement) -> None:
        if not before.keys() <= after.keys():
            for name in before.keys() - after.keys():
                self._changed(name, before[name], _ABSENT, statement)
        for name, new in after.items():
            old = before.get(name, _ABSENT)
            # most names are new ones
            if new is not old and (old is not _ABSENT or name in _BUILTINS or name in self._kept):
                self._changed(name, old, new, statement)

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
        if not (is_builtin or _is_code(meant) or statement.has_in_sight(name)):
            return  # a function set it, by `global`
        if self._is_defined(new, name) and self._is_defined(old, name):
            self._note_redefinition(name, old, new)
        if _is_code(new) and self._may_replace(name, meant, new, statement):
            self._kept.pop(name, None)
        elif name not in self._kept:
            # `None` is a place for what comes later
            had_meaning = is_builtin or (old is not _ABSENT and old is not None)
            if self._is_defined(old, name) or (had_meaning and self._is_used(name)):
                by_code = _is_code(new)
                by_import = by_code and not statement.is_in_passing() and statement.imports()
                self._kept[name] = Kept(old, statement.where, by_code, by_import)

    def _may_replace(self, name: str, meant: Any, new: Any, statement: Statement) -> bool:
        """Whether a function, class or module takes the place of what a name meant."""
        is_builtin = name in _BUILTINS and meant is _ABSENT
        if not self._is_defined(new, name):
            if is_builtin or statement.is_in_passing() or _is_module(meant) > _is_module(new):
                return False
            # a library's function, to compare with, is no answer where an own one was
            if self._is_defined(meant, name) and not self._is_own(new) and statement.imports():
                return False
        elif type(new) is type and self._is_defined(meant, name):
            return type(meant) is type  # a class is no answer where a function was one
        if is_builtin or _is_module(meant):
            cells = self._cells_that_use(name)
            if statement.cell() in cells:
                self.replaced[name] = statement.where
            elif cells:
                return False
        return True

    def _is_defined(self, value: Any, name: str) -> bool:
        """Whether a `def` or `class` of the submission gave the value its name."""
        if type(value) is types.FunctionType:
            code = value.__code__
            return value.__name__ == name == code.co_name and code.co_filename in self._own
        return type(value) is type and value.__name__ == name and value.__module__ == self._name

    def _is_own(self, value: Any) -> bool:
        """Whether it is a function of the submission, by any name."""
        return type(value) is types.FunctionType and value.__code__.co_filename in self._own

    def _note_redefinition(self, name: str, old: Any, new: Any) -> None:
        if type(old) is type(new) is types.FunctionType:
            places = [(f.__code__.co_filename, f.__code__.co_firstlineno) for f in (old, new)]
            first = self.redefined[name][0] if name in self.redefined else places[0]
            self.redefined[name] = first, places[1]

    def _is_used(self, name: str) -> bool:
        """Whether a function so far looks the name up in the module."""
        return any(_looks_up(function, name) for function in self._functions_so_far())

    def _cells_that_use(self, name: str) -> set[str]:
        """The labels of the cells with such functions."""
        functions = self._functions_so_far()
        return {function.co_filename for function in functions if _looks_up(function, name)}

    def _functions_so_far(self) -> list[types.CodeType]:
        for code in self._statements:
            self._functions += _functions(code)
        self._statements.clear()
        return self._functions

    def _forget(self, functions: list[types.CodeType]) -> None:
        """A function defined after a name got another value, or a new function, means the new."""
        for name, kept in list(self._kept.items()):
            is_data = kept.value is not _ABSENT and not _is_code(kept.value)
            is_library = kept.by_import or (
                kept.by_code and (kept.value is _ABSENT or _is_module(kept.value))
            )
            if (is_data or is_library) and any(_looks_up(f, name) for f in functions):
                del self._kept[name]
                if is_library:
                    self.replaced[name] = kept.where


class Libraries:
    """The attributes of the modules that a submission shares with Python and NumPy.

    `np.sum = 0` in an experiment would break every function. What is new, as `np.float = float` for
    a file that was written for an older version, stays.
    """

    def __init__(self) -> None:
        self._before: list[tuple[types.ModuleType, dict[str, Any]]] = []
        self._calls: list[Statement] = []

    def begin(self, code: types.CodeType, where: str) -> None:
        """Prepare for a statement that may change them, or defines what may."""
        # to touch a thousand objects costs a forked process the pages that they lie in
        if self._calls or any(map(_may_set_attributes, (code, *_functions(code)))):
            if not self._calls:
                loaded = (sys.modules.get(name) for name in _SHARED)
                self._before = [(module, dict(vars(module))) for module in loaded if module]
            self._calls.append(Statement(code, where))

    def restore(self) -> dict[str, str]:
        """Undo all changes; the name of each attribute -> the statement that had changed it."""
        changed = {}
        for module, before in self._before:
            now = vars(module)
            for name, value in before.items():
                new = now.get(name, _ABSENT)
                # an import may put a module of the library in its place again
                if new is not value and not (name.startswith("__") or _is_module(new)):
                    now[name] = value
                    changed[f"{module.__name__}.{name}"] = self._place_of(name)
        return changed

    def _place_of(self, name: str) -> str:
        """The statement that sets or deletes an attribute, or else one with its name in a text."""
        parts = [(part, where) for code, where in self._calls for part in (code, *_functions(code))]
        for part, where in parts:
            steps = dis.get_instructions(part)
            if any(step.opname in _SETS and step.argval == name for step in steps):
                return where
        named = (where for part, where in parts if name in part.co_consts)
        return next(named, self._calls[-1].where if self._calls else "")


def _may_set_attributes(code: types.CodeType) -> bool:
    if not _INDIRECT.isdisjoint(code.co_names):
        return True
    steps = code.co_code[::2]
    return any(step in steps for step in _SET_STEPS)


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


def written_names(text: str) -> list[str]:
    """The names that a text, which need be no Python, seems to bind."""
    return [defined or bound for defined, bound in _BOUND.findall(text)]


def named_by(code: types.CodeType) -> dict[str, Any]:
    """The names that a statement would bind, and whether it defines one of them."""
    names = [plain(name)[:100] for name in stored_names(code)[:MAX_NAMES]]
    return {"names": names, "defines": bool(defined_names(code))}


def defined_names(code: types.CodeType) -> set[str]:
    """The functions and classes that a statement defines."""
    inner = {part.co_name for part in code.co_consts if type(part) is types.CodeType}
    return inner & set(stored_names(code))
