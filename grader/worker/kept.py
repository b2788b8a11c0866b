"""Objects of the student's that stay in the worker, known outside by their numbers.

A question that is no plain call says how it is meant and under which number its value is kept:

    value       a variable is read
    make        an object of a class is made
    method      a method is called of the object that is the first argument
    attribute   an attribute of that object is read
    apply       a function is called with arguments of which some are objects
    run         the whole file runs as a program (the worker does that itself)
    read        the file of that name in the working folder is read
    write       it is written
    probe       an expression is evaluated, with names of its own beside the module's

A variable and an expression may be asked for as of the end of a cell (see `cells`).
"""

import builtins
import contextlib
from collections.abc import Callable
from functools import partial
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from . import wire
from .cells import KeptCells
from .files import access_to
from .terminal import Terminal
from .values import Masked, Reference

SCRIPT = "__script__"  # the name of a program's code in the module of a solution
PROBE = "<probe>"  # the file of an expression's code
_BUILTINS = dict(vars(builtins))  # taken before a student can put something else in their place


def called(module: ModuleType | None, question: Any, kept: "Kept") -> Callable[..., Any]:
    """The function that a question calls, in this very process.

    Args:
        module: the solution's, or the driver's.
        question: with `function`, `how`, `keep` and `cell`.
        kept: the objects so far.

    Raises:
        AttributeError: there is no such name.
    """
    if question.how == "run":
        return partial(run_here, module or ModuleType("no script"))
    if question.how == "call":
        found = getattr(module, question.function)
    else:
        own = module or ModuleType("no driver")
        asked = question.function, question.how, question.keep, question.cell
        found = kept.callable_for(own, *asked)
    if found is None:
        raise AttributeError(question.function)
    if isinstance(found, bytes):
        (value,) = wire.decode(found)
        return lambda: value
    return found  # type: ignore[no-any-return]


def run_here(module: ModuleType) -> None:
    """Run a solution's code in this very process; the module gets its names."""
    names = {"__name__": "__main__", "__builtins__": builtins}
    with contextlib.suppress(SystemExit):
        exec(module.__dict__[SCRIPT], names)
    vars(module).update({name: value for name, value in names.items() if name[:2] != "__"})


def at_terminal(function: Callable[..., Any], question: Any) -> Callable[..., Any]:
    """The function with a terminal of its own in this process, if a question needs one.

    Args:
        function: what the question calls.
        question: with `typed` and `prints`.
    """
    if question.typed is None and not question.prints:
        return function
    terminal = Terminal()
    used = terminal.using(function, question.typed, prints=question.prints)

    def call(*args: Any, **kwargs: Any) -> Any:
        with terminal.attached():
            return used(*args, **kwargs)

    return call


class Kept:
    """The objects of one worker; a number that is used again forgets what it stood for.

    Args:
        cells: values as of cells.
    """

    def __init__(self, cells: KeptCells | None = None) -> None:
        self._objects: dict[int, Any] = {}
        self._cells = cells or KeptCells()

    def callable_for(
        self, module: ModuleType, name: str, how: str, number: int, cell: str = ""
    ) -> Callable[..., Any] | bytes | None:
        """A function that does what a question asks; None if there is no such name.

        Args:
            module: the student's.
            name: of a function, variable or class; `Class.name` of a method or attribute; an
                expression.
            how: the kind of the question.
            number: under which the value is kept.
            cell: as of whose end a variable is read, or an expression evaluated; empty for now. A
                variable's value as of a cell is given as the body of an answer.
        """
        if cell and how == "value":
            return self._cells.body(cell, name)
        if how == "probe":
            return self._keeping(number, self._expression(module, name, cell))
        if how in {"read", "write"}:
            return access_to(name, how)
        member = name.rpartition(".")[2]
        if how == "method":
            return self._keeping(number, lambda own, *a, **k: getattr(own, member)(*a, **k))
        if how == "attribute":
            return self._keeping(number, lambda own: getattr(own, member))
        found = vars(module)
        if name not in found:
            return None
        if how == "value":
            return lambda: found[name]
        if how == "make" and not isinstance(found[name], type):
            return None  # a function that makes an object is another exercise
        return self._keeping(number, found[name])

    def _expression(self, module: ModuleType, text: str, cell: str) -> Callable[..., Any]:
        """A function that evaluates an expression among a module's names.

        Names of Python's own mean Python's: a check's `len` is no variable of the student's.
        """

        def evaluate(**names: Any) -> Any:
            code = compile(text, PROBE, "eval", dont_inherit=True)
            space = {**vars(module), **(self._cells.values(cell) if cell else {})}
            for name in _names_in(code):
                if name in _BUILTINS:
                    space[name] = _BUILTINS[name]
            return eval(code, {**space, **names})  # noqa: S307 - beside the student's own code

        return evaluate

    def _keeping(self, number: int, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            own = {name: self._own(value) for name, value in kwargs.items()}
            value = function(*map(self._own, args), **own)
            self._objects[number] = value
            return value

        return call

    def _own(self, value: Any) -> Any:
        """The value with the objects in place of their references."""
        if type(value) is Reference:
            return self._objects[value.number]
        if type(value) is Masked:
            return np.ma.MaskedArray(value.data, mask=value.mask)
        if type(value) in (list, tuple):
            return type(value)(map(self._own, value))
        return {k: self._own(v) for k, v in value.items()} if type(value) is dict else value


def _names_in(code: CodeType) -> set[str]:
    """The names that an expression looks up, and those of attributes."""
    inner = (part for part in code.co_consts if type(part) is CodeType)
    return {*code.co_names}.union(*map(_names_in, inner))
