"""A check's failure -> the calls behind it, as a student can repeat them."""

from __future__ import annotations

import ast
import copy
import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.model import Cause, ShownCall
from grader.sandbox.faults import StudentFault
from grader.worker import wire
from grader.worker.values import Reference

from .api.as_python import as_python, describe_size
from .api.printed import FoundText
from .api.wrong_answer import NO_VALUE, WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .call_log import Call
    from .case import Case
    from .student import Interview

MAX_SHOWN = 3
MAX_ARGUMENT_CHARS = 210
MAX_CALL_CHARS = 420
MAX_LINE_CHARS = 100  # of the arguments of a call that stands in one line
MAX_WITHIN_CHARS = 24  # of an argument that stays within a longer call
MAX_TYPED = 100  # characters of typed text
MAX_LINES = 12  # about objects
_OF_FILES = frozenset({"read", "write"})
_OF_OBJECTS = frozenset({"make", "method", "attribute", "apply", "probe"})
# no call was made, or any other would have ended in the same way
_NOT_ABOUT_A_CALL = frozenset(
    {
        *(Cause.NOT_WRITTEN, Cause.MISSING, Cause.NO_CELL, Cause.UNREADABLE, Cause.NOT_ALLOWED),
        *(Cause.LOADING_TIMEOUT, Cause.TIME_USED_UP),
    }
)


def calls_behind(
    error: BaseException | None, interview: Interview, case: Case
) -> tuple[ShownCall, ...]:
    """The calls that a failure is about: most often one, none if that is not known.

    Args:
        error: raised by the check.
        interview: its calls.
        case: the submission.
    """
    ended = interview.ended
    if error is None or getattr(error, "cause", None) in _NOT_ABOUT_A_CALL:
        return ()
    found = numbers_behind(error, interview)
    if len(found) == 1:
        found = [*earlier_like(error, ended, found[0])[:1], *found]
    known = [n for n in found if ended[n].arguments]
    count = interview.planned if interview.planned >= len(ended) else 0
    writer = _Writer(case)
    asked = _History(ended)
    return tuple(
        asked.shown(n, count)
        if ended[n].encoded.how in _OF_OBJECTS
        else _shown(ended[n], writer, n + 1, count)
        for n in known
    )


def numbers_behind(error: BaseException, interview: Interview) -> list[int]:
    """The places of the calls among those that have ended."""
    ended = interview.ended
    everything = list(range(len(ended)))
    if isinstance(error, StudentFault):
        return [n for n in everything if ended[n].value is error][-1:]
    value = error.value if isinstance(error, WrongAnswerError) else NO_VALUE
    if isinstance(value, FoundText):
        pieces = [n for n in everything for piece in value.pieces if is_of(piece, ended[n].value)]
        return _with_writers(max(pieces), ended) if pieces else []
    if value is not NO_VALUE:
        # several calls may have returned the same object, as None: then each of them is true
        came_from = [n for n in everything if is_of(value, ended[n].value)]
        if came_from:
            return came_from[-1:]
    if interview.is_looping:  # the check has not asked for the next answer: it looks at the last
        return everything[-1:]
    return everything if len(everything) <= MAX_SHOWN else []


def earlier_like(error: BaseException | None, ended: list[Call], number: int) -> list[int]:
    """The earlier call of other arguments whose answer was the same, or begins this one; or none.

    Args:
        error: raised by the check.
        ended: the calls.
        number: the place of the one with the wrong answer.
    """
    arrays = error.arrays if isinstance(error, WrongAnswerError) else None
    if arrays is None or not _is_telling(ended[number].value):
        return []
    call, got = ended[number], ended[number].value
    wanted = arrays.wanted if arrays.right is None else arrays.right
    for place in range(number - 1, -1, -1):
        one, before = ended[place], ended[place].value
        is_other = one.function == call.function and one.arguments != call.arguments
        if is_other and _is_telling(before) and _begins(before, got):
            is_right = wanted is not None and _begins(before, np.asarray(wanted))
            return [] if is_right else [place]
    return []


def _is_telling(value: Any) -> bool:
    """Whether an answer is an array of different numbers, as two calls seldom share by chance."""
    is_numbers = isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.ndim > 0
    return is_numbers and value.size > 1 and len(np.unique(value[:100])) > 1


def _begins(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether an array is the beginning of another, or all of it."""
    if one.ndim != other.ndim:
        return False
    return one.shape[1:] == other.shape[1:] and np.array_equal(one, other[: len(one)])


def _with_writers(number: int, ended: list[Call]) -> list[int]:
    """The call; where it only read a file, with those before it that may have written that."""
    if ended[number].encoded.how != "read":
        return [number]
    others = [n for n in range(number) if ended[n].encoded.how != "read"]
    return [*others[1 - MAX_SHOWN :], number]


def is_of(value: Any, answer: Any) -> bool:
    """Whether a check's value is the answer, a part of it, or a view of it."""
    base = value.base if isinstance(value, np.ndarray) and value.base is not None else value
    inside = answer if isinstance(answer, (tuple, list)) else ()
    return any(value is one or base is one for one in (answer, *inside))


class _History:
    """A check's uses of objects, as lines of Python that can be run one after the other."""

    def __init__(self, ended: list[Call]) -> None:
        self._ended = ended
        self._names: dict[int, str] = {}

    def shown(self, number: int, count: int) -> ShownCall:
        """The call of this place with those before it that made its objects and changed them."""
        calls = self._ended[: number + 1]
        if calls[-1].encoded.how == "probe" and not _refers(calls[-1]):
            calls = calls[-1:]  # an expression changes no object that another one has
        lines = [self._line(call) for call in calls if call.arguments]
        left_out = len(lines) > MAX_LINES
        lines = ["…", *lines[-MAX_LINES:]] if left_out else lines
        text = "\n".join(lines)
        last = self._ended[number]
        function = f"`{last.function}`" if last.encoded.how == "probe" else last.function
        return ShownCall(function, text, runs=not left_out, number=number + 1, count=count)

    def _line(self, call: Call) -> str:
        args, kwargs = wire.decode(call.arguments)
        if call.encoded.how == "probe":
            return self._probe(call, kwargs)
        how, member = call.encoded.how, call.function.rpartition(".")[2]
        texts = [self._text(value) for value in args]
        parts = texts + [f"{name}={self._text(value)}" for name, value in kwargs.items()]
        if how in _OF_FILES:
            return _file_access(call, args)
        if how == "run":
            return f"python {call.function}{_typed(call)}"
        if how == "attribute":
            return f"{texts[0]}.{member}"
        if how == "method":
            text = f"{texts[0]}.{member}({', '.join(parts[1:])})"
        else:
            text = f"{member}({', '.join(parts)})"
        value = call.value[0] if call.encoded.prints and type(call.value) is tuple else call.value
        if how == "make" or isinstance(value, wire.Handle):
            text = f"{self._name(call)} = {text}"
        return text + _typed(call)

    def _probe(self, call: Call, kwargs: dict[str, Any]) -> str:
        """An expression, below the names that it is given."""
        given = {name: self._text(value) for name, value in kwargs.items()}
        lines = [f"{name} = {text}" for name, text in given.items() if text != name]
        is_object = isinstance(call.value, wire.Handle)
        shown = f"{self._name(call)} = {call.function}" if is_object else call.function
        return "\n".join([*_as_of(call), *lines, shown])

    def _name(self, call: Call) -> str:
        """A name for a new object: `stack`, `stack2` …"""
        if call.encoded.how == "probe":
            return self._names.setdefault(call.encoded.keep, f"found{len(self._names) + 1}")
        word = call.function.rpartition(".")[2].lower()
        taken = sum(name.rstrip("0123456789") == word for name in self._names.values())
        name = word if not taken else f"{word}{taken + 1}"
        return self._names.setdefault(call.encoded.keep, name)

    def _text(self, value: Any) -> str:
        if isinstance(value, Reference):
            return self._names.get(value.number, "…")
        return as_python(value, MAX_ARGUMENT_CHARS) or describe_size(value)


def _shown(call: Call, writer: _Writer, number: int, count: int) -> ShownCall:
    if call.is_value:
        name = call.function
        text = "\n".join([*_as_of(call), f"print({name})"])
        return ShownCall(name, text=text, runs=True, number=number, count=count)
    if call.encoded.how in _OF_FILES:
        text = _file_access(call, wire.decode(call.arguments)[0])
        return ShownCall(call.function, text=text, runs=True, number=number, count=count)
    if call.encoded.how == "run":
        text = f"python {call.function}{_typed(call)}"
        return ShownCall(call.function, text=text, runs=False, number=number, count=count)
    args, kwargs = wire.decode(call.arguments)
    texts = [as_python(value, MAX_ARGUMENT_CHARS) for value in (*args, *kwargs.values())]
    shown = writer(call, args, kwargs, texts)
    if len(shown.text) > MAX_CALL_CHARS:
        # a scalar says much in little
        texts = [text if len(text or "") <= MAX_CALL_CHARS // 10 else None for text in texts]
        shown = writer(call, args, kwargs, texts)
    return ShownCall(
        function=shown.function,
        text=shown.text + _typed(call),
        runs=None not in texts,
        number=number,
        count=count,
    )


def _refers(call: Call) -> bool:
    """Whether a call is given an object."""
    args, kwargs = wire.decode(call.arguments)
    return any(isinstance(value, Reference) for value in (*args, *kwargs.values()))


def _as_of(call: Call) -> list[str]:
    """A comment with the cell as of whose end a value was asked, if any."""
    cell = call.encoded.cell
    return [f"# at the end of the cell {cell}"] if cell else []


def _file_access(call: Call, args: list[Any]) -> str:
    """A file that is read, or that a check puts there."""
    if call.encoded.how == "read":
        return f"print(open({call.function!r}).read())"
    text = as_python(args[0].decode("utf-8", "replace"), MAX_ARGUMENT_CHARS) or "…"
    return f"open({call.function!r}, 'w').write({text})"


def _typed(call: Call) -> str:
    """The text that the call could read, as a comment behind it."""
    typed = call.encoded.typed
    if not typed:
        return ""
    lines = " ⏎ ".join(typed.removesuffix("\n").split("\n"))
    return f"  # input: {lines[:MAX_TYPED]}{' …' * (len(lines) > MAX_TYPED)}"


class _Written(NamedTuple):
    """The student's function, and a call of it as Python."""

    function: str
    text: str


class _Writer:
    """Write calls as the student would make them.

    Args:
        case: the submission; functions of the exercise's driver call the student's.
    """

    def __init__(self, case: Case) -> None:
        self._module = case.exercise.module
        self._driver = case.process.driver
        self._parameters = case.parameters

    def __call__(
        self, call: Call, args: tuple[Any, ...], kwargs: dict[str, Any], texts: list[str | None]
    ) -> _Written:
        """The call with these texts in place of its arguments; None stands for a long one."""
        inner = _inner_call(self._driver, call.function) if call.by_driver else None
        names = inner.parameters if inner else self._parameters.get(call.function, ())
        known = [*names[: len(args)], *[""] * (len(args) - len(names)), *kwargs]
        values = list(zip(known, texts, (*args, *kwargs.values()), strict=True))
        above: list[str] = []
        length = sum(len(text or "") for text in texts)
        if not call.by_driver and None not in texts and length > MAX_LINE_CHARS:
            above = _lines_of([one for one in values if _is_for_a_line(*one)])
            values = [(n, n if _is_for_a_line(n, t, v) else t, v) for n, t, v in values]
        # a long one by its name, too, where that is not written in front of it anyway
        written = [
            describe_size(value, "" if place >= len(args) else name) if text is None else text
            for place, (name, text, value) in enumerate(values)
        ]
        given = [*written[: len(args)]]
        named = dict(zip(kwargs, written[len(args) :], strict=True))
        parts = given + [f"{name}={text}" for name, text in named.items()]
        if not call.by_driver:
            lines = [*above, f"{call.function}({', '.join(parts)})"]
            return _Written(call.function, "\n".join(lines))
        if inner is not None:
            return inner.written(given, named)
        parts.insert(0, self._module)  # a driver's function takes the student's module
        return _Written(call.function, f"driver.{call.function}({', '.join(parts)})")


def _is_for_a_line(name: str, text: str | None, value: Any) -> bool:
    """Whether an argument of a long call has a line of its own above the call."""
    is_long = text is not None and len(text) > MAX_WITHIN_CHARS
    return is_long and bool(name) and isinstance(value, (np.ndarray, list, tuple))


def _lines_of(values: list[tuple[str, str | None, Any]]) -> list[str]:
    """The arguments as lines of Python below a comment with the shapes of the arrays."""
    arrays = {name: value for name, _, value in values if isinstance(value, np.ndarray)}
    shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim > 1)
    # nobody counts the brackets
    above = [f"# shape: {shapes}"] if shapes else []
    return [*above, *(f"{name} = {text}" for name, text, _ in values)]


class _InnerCall(NamedTuple):
    """The one use of the student's module in a function of the driver.

    Attributes:
        node: the call of the student's function, or `getattr` on the module.
        parameters: of the driver's function, without the module.
        tables: the values in the driver's tables, by expressions such as `FUNCTIONS['squares']`.
    """

    node: ast.Call
    parameters: tuple[str, ...]
    tables: Mapping[str, ast.expr]

    def written(self, given: list[str], named: dict[str, str]) -> _Written:
        """The call with texts in place of the parameters; a constant by its name."""
        texts = {**dict(zip(self.parameters, given, strict=False)), **named}
        if isinstance(self.node.func, ast.Name):
            name = texts.get(ast.unparse(self.node.args[1]), "").strip("'")
            return _Written(name, name)
        node = copy.deepcopy(self.node)
        for inside in list(ast.walk(node)):
            if isinstance(inside, ast.Name):
                inside.id = texts.get(inside.id, inside.id)
        # `*h` and `**options` of the driver's function take what its parameters do not name
        node.args = [one for one in node.args if not isinstance(one, ast.Starred)]
        node.args += [ast.Name(text) for text in given[len(self.parameters) :]]
        node.keywords = [one for one in node.keywords if one.arg]
        node.args = [self.tables.get(ast.unparse(one), one) for one in node.args]
        own = set(self.parameters)
        node.keywords += [ast.keyword(n, ast.Name(t)) for n, t in named.items() if n not in own]
        function = ast.unparse(node.func).partition(".")[2]
        return _Written(function, ast.unparse(node).partition(".")[2])


@functools.lru_cache(maxsize=64)
def _inner_call(driver: str, name: str) -> _InnerCall | None:
    """The one use of the student's module in a driver's function; None if there are more."""
    body = ast.parse(driver).body
    found = [n for n in body if isinstance(n, ast.FunctionDef) and n.name == name]
    if not found or not found[0].args.args:
        return None
    student, *parameters = [argument.arg for argument in found[0].args.args]
    raising = {id(n) for r in ast.walk(found[0]) if isinstance(r, ast.Raise) for n in ast.walk(r)}
    uses = [
        node
        for node in ast.walk(found[0])
        if isinstance(node, ast.Name) and node.id == student and id(node) not in raising
    ]
    calls = [n for n in ast.walk(found[0]) if isinstance(n, ast.Call) and _is_on(n, student)]
    if len(uses) != 1 or len(calls) != 1:
        return None
    tables = {
        f"{ast.unparse(node.targets[0])}[{ast.unparse(key)}]": value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for key, value in zip(node.value.keys, node.value.values, strict=True)
        if key is not None
    }
    return _InnerCall(calls[0], tuple(parameters), tables)


def _is_on(call: ast.Call, module: str) -> bool:
    """Whether it is `module.f(...)` or `getattr(module, name)`."""
    if isinstance(call.func, ast.Attribute):
        return isinstance(call.func.value, ast.Name) and call.func.value.id == module
    return ast.unparse(call.func) == "getattr" and ast.unparse(call.args[0]) == module
