"""`student` in a check: functions to call, variables to read, classes to make objects of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from grader.i18n import N_
from grader.model import Cause, message
from grader.sandbox.exchange import Answer, Kind
from grader.sandbox.faults import StudentFault
from grader.worker import wire
from grader.worker.values import Masked, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.model import Exercise
    from grader.sandbox.code_reader import CodeReader

    from .student import Cases, Ends

    Code = CodeReader | None


_NO_VALUES = {
    "function": N_("{name} is a function; a value was asked."),
    "builtin_function_or_method": N_("{name} is a function; a value was asked."),
    "type": N_("{name} is a class; a value was asked."),
    "module": N_("{name} is a module; a value was asked."),
}


class Respondent(Protocol):
    """Who answers a check's calls: a worker, the reference, or the baseline's worker."""

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """Make the calls; yields the end of each, in order."""

    def new_number(self) -> int:
        """A number of the check for a value that the worker keeps; the first is 0."""

    def code(self) -> CodeReader | None:
        """A reader of the submission's text, if there is a submission."""


class StudentProxy:
    """The student's module, or the exercise's driver, as a check sees it.

    Args:
        interview: answers.
        by_driver: whether it is the driver.
        exercise: tells which names are variables and classes; all others are functions.
    """

    # all names are underscored, because they must not hide the student's

    def __init__(
        self, interview: Respondent, *, by_driver: bool = False, exercise: Exercise | None = None
    ) -> None:
        self._interview = interview
        self._by_driver = by_driver
        self._variables = exercise.variables if exercise is not None else ()
        self._classes = exercise.classes if exercise is not None else ()

    def __getattr__(self, name: str) -> Any:
        """A function or class that can be called, or the value of a variable.

        Raises:
            StudentFault: there is no such variable, or it holds what cannot leave the worker.
        """
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._variables:
            return value_of(self._interview, Kind(name, how="value"))
        if name in self._classes:
            return StudentClass(self._interview, name)
        # a check may have drawn the name from a NumPy array
        return StudentFunction(self._interview, str(name), by_driver=self._by_driver)


class NoValue:
    """A thing without a value outside the worker, which refuses to be compared or counted."""

    name: str
    _word = "function"

    def _refuse(self, *_: object) -> NoReturn:
        raise self._fault()

    def _fault(self) -> StudentFault:
        return no_value(*self._what())

    def _what(self) -> tuple[str, str]:
        return self.name, self._word

    # `assert student.ready` without a call would be true of any function
    __bool__ = __len__ = __iter__ = __int__ = __float__ = __index__ = __array__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __neg__ = _refuse
    __hash__ = object.__hash__


class StudentFunction(NoValue):
    """A function of the student's; its value is built anew in this process."""

    def __init__(self, interview: Respondent, name: str, *, by_driver: bool) -> None:
        self._interview = interview
        self._by_driver = by_driver
        self.name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function; some of its arguments may be objects of the student's.

        Raises:
            StudentFault: it raised, hung, died or is missing.
        """
        _refuse_handles(self.name, (*args, *kwargs.values()))
        if any(map(_holds_object, (*args, *kwargs.values()))):
            return self.kept(args, kwargs)
        return next(self.each([args], **kwargs))

    def kept(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the function; a value that cannot cross stays in the worker, as an object to ask."""
        number = self._interview.new_number()
        kind = Kind(self.name, self._by_driver, how="apply", keep=number)
        return ask(self._interview, kind, args, kwargs)

    def answer(self, *args: Any, **kwargs: Any) -> Answer:
        """Call the function; returns its value and its time."""
        kind = self._kind()._replace(timed=True)
        (end,) = self._interview.ends(kind, [args], kwargs)
        if isinstance(end, StudentFault):
            raise end
        return end

    def each(self, cases: Iterable[tuple[Any, ...]], **kwargs: Any) -> Iterator[Any]:
        """Call the function for each case, much faster than by single calls; yields the values.

        Args:
            cases: the positional arguments of each call; `zip(values)` for one argument.
            kwargs: the same for all.

        Raises:
            StudentFault: at the first call without a value, when the check reaches it.
        """
        for end in self.ends(cases, **kwargs):
            if isinstance(end, StudentFault):
                raise end
            yield end.value

    def ends(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """As `each`, but yields faults, too; only `answer` measures the time."""
        if isinstance(cases, list) and any(map(_holds_object, cases)):
            kind = self._kind()._replace(how="apply")
            return _ends(self._interview, kind, cases, kwargs)
        return self._interview.ends(self._kind(), cases, kwargs)

    def watched(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """As `ends`, and the worker reports changed arguments and results that are not new."""
        return self._interview.ends(self._kind()._replace(watched=True), cases, kwargs)

    def _kind(self) -> Kind:
        return Kind(self.name, self._by_driver)


class StudentClass(NoValue):
    """A class of the student's; objects of it stay in the worker."""

    _word = "type"

    def __init__(self, interview: Respondent, name: str) -> None:
        self._interview = interview
        self.name = name

    def __call__(self, *args: Any, **kwargs: Any) -> StudentObject:
        """Make an object.

        Raises:
            StudentFault: that raised, hung or died, or there is no such class.
        """
        number = self._interview.new_number()
        ask(self._interview, Kind(self.name, how="make", keep=number), args, kwargs)
        return StudentObject(self._interview, self.name, number)

    def ends(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """Make an object for each case; yields the end of each call."""
        return _ends(self._interview, Kind(self.name, how="make"), cases, kwargs)


class StudentObject(NoValue):
    """An object of the student's: its methods are called as usual, their values cross."""

    # names that are no methods of the student's are underscored

    _word = "object"

    def __init__(self, interview: Respondent, class_name: str, number: int) -> None:
        self._interview = interview
        self._number = number
        self.name = class_name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object itself, as `model(x)` does."""
        return StudentMethod(self, "__call__")(*args, **kwargs)

    def __getattr__(self, name: str) -> StudentMethod:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentMethod(self, name)


class StudentMethod(NoValue):
    """A method of an object of the student's."""

    def __init__(self, owner: StudentObject, name: str) -> None:
        self._owner = owner
        self.name = f"{owner.name}.{name}"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the method.

        Raises:
            StudentFault: it raised, hung, died or is missing.
        """
        interview = self._owner._interview  # noqa: SLF001
        kind = Kind(self.name, how="method", keep=interview.new_number())
        return ask(interview, kind, (self._owner, *args), kwargs)

    def _fault(self) -> StudentFault:
        owner, _, name = self.name.rpartition(".")
        text = N_('A check reads an attribute so: attribute_of({owner}, "{name}")')
        fault = super()._fault()
        fault.details = (message(text, owner=owner.lower(), name=name),)
        return fault

    def ends(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """Call the method for each case; yields the end of each call."""
        calls = ((self._owner, *case) for case in cases)
        interview = self._owner._interview  # noqa: SLF001
        return _ends(interview, Kind(self.name, how="method"), calls, kwargs)


def object_of(function: StudentFunction, *args: Any, **kwargs: Any) -> Any:
    """Call a function that makes an object, such as a fitted model; the object can be asked.

    Raises:
        StudentFault: it raised, hung, died or is missing.
    """
    return function.kept(args, kwargs)


def attribute_of(owner: StudentObject, name: str) -> Any:
    """The value of an attribute of an object of the student's.

    Raises:
        StudentFault: there is none.
    """
    interview = owner._interview  # noqa: SLF001
    kind = Kind(f"{owner.name}.{name}", how="attribute", keep=interview.new_number())
    return ask(interview, kind, (owner,), {})


def code_of(target: StudentProxy | StudentFunction | StudentClass | StudentMethod) -> Code:
    """A reader of the text that defines the student's things; None where there is no submission.

    Raises:
        TypeError: it is the driver's.
    """
    owner = target._owner if isinstance(target, StudentMethod) else target  # noqa: SLF001
    if getattr(owner, "_by_driver", False):
        raise TypeError("a rule is about what students write, not about the driver")
    return owner._interview.code()  # noqa: SLF001


def value_of(interview: Respondent, variable: Kind) -> Any:
    """The value of a variable.

    Raises:
        StudentFault: it has none, or one that cannot leave the worker.
    """
    (end,) = interview.ends(variable, [()], {})
    if isinstance(end, StudentFault):
        raise end
    if isinstance(end.value, wire.Handle) and not isinstance(end.value, Masked):
        raise no_value(variable.function, end.value.type_name)
    return end.value


def no_value(name: str, type_name: str) -> StudentFault:
    """The fault of a name that was asked for its value and holds something else.

    Args:
        name: the variable's.
        type_name: the worker's word for its type.
    """
    if type_name == "ellipsis":
        text = N_("{name} is still `...`: give it a value.")
        return StudentFault(Cause.NOT_WRITTEN, message(text, name=name))
    # a class may be called anything, so its own name is not told
    text = _NO_VALUES.get(
        type_name, N_("{name} is an object of a kind that is not looked at here.")
    )
    return StudentFault(Cause.WRONG_TYPE, message(text, name=name))


def ask(interview: Respondent, kind: Kind, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Ask a question that is no plain call; a value that cannot cross becomes an object to ask."""
    end = _end(interview, kind, args, kwargs)
    if isinstance(end, StudentFault):
        raise end
    if type(end.value) is wire.Handle:
        return StudentObject(interview, end.value.type_name, kind.keep)
    return end.value


def _ends(
    interview: Respondent, kind: Kind, cases: Iterable[tuple[Any, ...]], kwargs: dict[str, Any]
) -> Iterator[Answer | StudentFault]:
    """Ask one after the other, because each call may change an object."""
    for args in cases:
        yield _end(interview, kind._replace(keep=interview.new_number()), args, kwargs)


def _end(
    interview: Respondent, kind: Kind, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Answer | StudentFault:
    _refuse_handles(kind.function, (*args, *kwargs.values()))
    given = tuple(map(_referred, args)), {key: _referred(value) for key, value in kwargs.items()}
    (end,) = interview.ends(kind, [given[0]], given[1])
    return end


def _refuse_handles(function: str, values: tuple[Any, ...]) -> None:
    """Refuse objects that plain calls returned and did not keep: only their types left the worker.

    Raises:
        StudentFault: with what the author can do; the course's, if the reference ends alike.
    """
    if any(map(_holds_handle, values)):
        text = N_("{function} was to be given an object that was not kept.")
        tip = message("A check keeps an object that a function returns so: object_of(student.f, …)")
        raise StudentFault(Cause.CANNOT_CROSS, message(text, function=function), (tip,))


def _holds_handle(value: Any) -> bool:
    if type(value) in (list, tuple):
        return any(map(_holds_handle, value))
    return type(value) is wire.Handle


def _holds_object(value: Any) -> bool:
    if type(value) in (list, tuple):
        return any(map(_holds_object, value))
    return isinstance(value, StudentObject)


def _referred(value: Any) -> Any:
    """The value with references in place of the student's objects."""
    if isinstance(value, StudentObject):
        return Reference(value._number)  # noqa: SLF001
    if type(value) in (list, tuple):
        return type(value)(map(_referred, value))
    return value
