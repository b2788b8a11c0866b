"""Values beyond plain ones <-> plain values, by exact type: sets, dates, decimals, text arrays …

An object crosses as the number of its kind and plain values, from which the reader makes it anew.
Kinds are a closed list. No class is named by the sender, nothing is imported, nothing is called
but the constructors below, on values whose types and sizes have been looked at.
"""

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from .figures import FIGURES
from .frames import TABLES, NotSentError
from .tensors import made_tensor
from .values import MAX_NODES, NDARRAY, Masked, Tensor, WireError, check_members, over_budget

MAX_DIGITS = 1000  # of a decimal, and the largest power of ten beside them
MAX_CELL_BYTES = 4096  # of one cell of an array of text
_CELLS = re.compile(r"<U[1-9]\d{0,3}|\|S[1-9]\d{0,3}|<[mM]8\[(?:[YMWDhms]|ms|us|ns|ps|fs|as)\]")
_NO_OBJECT = "no such object"

Encode = Callable[[Any], bytes]


class Kind(NamedTuple):
    """How values of one type cross.

    Attributes:
        name: the module and the name of the type.
        parts: the values that are sent.
        made: the value, of parts that may be anything.
    """

    name: tuple[str, str]
    parts: Callable[[Any], tuple[Any, ...]]
    made: Callable[..., Any]


def _of(types: tuple[type, ...], parts: Iterable[Any]) -> None:
    """Require parts of these types.

    Raises:
        WireError: one is of another type.
    """
    if tuple(map(type, parts)) != types:
        raise WireError(_NO_OBJECT)


# -- the standard library's


def _members(value: Any) -> tuple[Any, ...]:
    check_members(value)
    return tuple(value)


def _set(*members: Any) -> set[Any]:
    check_members(members)
    found = set(members)
    if len(found) != len(members):  # two encodings of one value
        raise WireError(_NO_OBJECT)
    return found


def _frozenset(*members: Any) -> frozenset[Any]:
    return frozenset(_set(*members))


def _range_parts(value: range) -> tuple[Any, ...]:
    parts = (value.start, value.stop, value.step)
    if max(map(abs, parts)) >= 2**63:
        raise NotSentError
    if len(value) > MAX_NODES:
        raise over_budget([-1])
    return parts


def _range(*parts: Any) -> range:
    _of((int, int, int), parts)
    if max(map(abs, parts)) >= 2**63:
        raise WireError(_NO_OBJECT)
    found = range(*parts)
    if len(found) > MAX_NODES:  # a check may make a list of it
        raise over_budget([-1])
    return found


def _zone_parts(zone: Any) -> int | None:
    """Microseconds east of Greenwich."""
    if zone is None:
        return None
    if type(zone) is not dt.timezone:
        raise NotSentError
    return zone.utcoffset(None) // dt.timedelta(microseconds=1)


def _zone(offset: Any) -> dt.timezone | None:
    if offset is None:
        return None
    _of((int,), (offset,))
    return dt.timezone(dt.timedelta(microseconds=offset))


def _time_parts(value: Any) -> tuple[Any, ...]:
    parts = (value.hour, value.minute, value.second, value.microsecond)
    return (*parts, _zone_parts(value.tzinfo), value.fold)


def _time(*parts: Any) -> dt.time:
    hour, minute, second, microsecond, offset, fold = parts
    _of((int,) * 5, (hour, minute, second, microsecond, fold))
    return dt.time(hour, minute, second, microsecond, _zone(offset), fold=fold)


def _date(*parts: Any) -> dt.date:
    _of((int, int, int), parts)
    return dt.date(*parts)


def _datetime(*parts: Any) -> dt.datetime:
    day, time = _date(*parts[:3]), _time(*parts[3:])
    return dt.datetime.combine(day, time)


def _timedelta(*parts: Any) -> dt.timedelta:
    _of((int, int, int), parts)
    return dt.timedelta(*parts)


def _decimal_parts(value: Any) -> tuple[Any, ...]:
    sign, digits, exponent = value.as_tuple()
    if len(digits) > MAX_DIGITS or (type(exponent) is int and abs(exponent) > MAX_DIGITS):
        raise NotSentError
    return sign, bytes(digits), exponent


def _decimal(*parts: Any) -> Decimal:
    sign, digits, exponent = parts
    _of((int, bytes), parts[:2])
    is_number = type(exponent) is int
    # an integer made of a decimal would have as many digits
    if len(digits) > MAX_DIGITS or (is_number and abs(exponent) > MAX_DIGITS):
        raise WireError(_NO_OBJECT)
    return Decimal((sign, tuple(digits), exponent))


def _fraction(*parts: Any) -> Fraction:
    _of((int, int), parts)
    found = Fraction(*parts)
    if (found.numerator, found.denominator) != parts:
        raise WireError(_NO_OBJECT)
    return found


# -- NumPy's


def _cells_parts(array: Any) -> tuple[Any, ...]:
    """The parts of an array of text, bytes, dates or objects."""
    if array.dtype.kind not in "OUSmM":
        raise NotSentError
    kind = array.dtype.newbyteorder("<").str
    if kind == "|O":
        return kind, array.shape, tuple(array.ravel())
    if not _CELLS.fullmatch(kind) or array.dtype.itemsize > MAX_CELL_BYTES:
        raise NotSentError
    return kind, array.shape, np.asarray(array, dtype=kind).tobytes()


def _cells(*parts: Any) -> Any:
    kind, shape, cells = parts
    _of((str, tuple), parts[:2])
    _of((int,) * len(shape), shape)
    if kind == "|O":
        _of((tuple,), (cells,))
        flat = np.empty(len(cells), object)
        for number, cell in enumerate(cells):  # all at once, lists in cells would become axes
            flat[number] = cell
        return flat.reshape(shape)
    _of((bytes,), (cells,))
    if not _CELLS.fullmatch(kind) or min(shape, default=0) < 0:
        raise WireError(_NO_OBJECT)
    if kind[1] == "U" and np.frombuffer(cells, "<u4").max(initial=0) > sys.maxunicode:
        raise WireError(_NO_OBJECT)  # such text cannot even be shown
    return np.frombuffer(cells, kind).reshape(shape).copy()


def _masked_parts(value: Any) -> tuple[Any, ...]:
    if value.dtype.kind not in "biufc":
        raise NotSentError
    mask = np.ma.getmaskarray(value)
    data = np.array(value.data)
    data[mask] = np.zeros((), data.dtype)  # masked cells do not count
    return data, mask


def _masked(*parts: Any) -> Masked:
    _of((NDARRAY, NDARRAY), parts)
    data, mask = parts
    if mask.dtype != bool or mask.shape != data.shape:
        raise WireError(_NO_OBJECT)
    return Masked(data, mask)


def _tensor(*parts: Any) -> Any:
    _of((NDARRAY,), parts)
    return made_tensor(*parts)


# a kind's place is its number on the wire
KINDS = (
    Kind(("builtins", "set"), _members, _set),
    Kind(("builtins", "frozenset"), _members, _frozenset),
    Kind(("builtins", "range"), _range_parts, _range),
    Kind(("datetime", "date"), lambda v: (v.year, v.month, v.day), _date),
    Kind(("datetime", "time"), _time_parts, _time),
    Kind(("datetime", "datetime"), lambda v: (v.year, v.month, v.day, *_time_parts(v)), _datetime),
    Kind(("datetime", "timedelta"), lambda v: (v.days, v.seconds, v.microseconds), _timedelta),
    Kind(("decimal", "Decimal"), _decimal_parts, _decimal),
    Kind(("fractions", "Fraction"), lambda v: (v.numerator, v.denominator), _fraction),
    Kind(("numpy", "ndarray"), _cells_parts, _cells),
    Kind(("numpy.ma", "MaskedArray"), _masked_parts, _masked),
    *(Kind((module, name), parts, made) for module, name, parts, made in (*TABLES, *FIGURES)),
    Kind((Tensor.__module__, "Tensor"), lambda v: (v.data,), _tensor),
)
SORTED = frozenset({set, frozenset})  # their members have no order, and are sent in one


def _number_of(kind: type) -> int | None:
    """The place of a type among the kinds, if its library is loaded."""
    for number, (module, name) in enumerate(known.name for known in KINDS):
        loaded = sys.modules.get(module)
        if loaded is not None and vars(loaded).get(name) is kind:
            return number
    return None


def take_apart(value: Any, encode: Encode) -> tuple[int, tuple[Any, ...]] | None:
    """The number of an object's kind and its parts; None for a value that cannot cross.

    Args:
        value: of any type.
        encode: a member of a set -> bytes, to sort by.

    Raises:
        WireError: it is too large, or holds what cannot cross in it.
    """
    kind = type(value)
    number = _number_of(kind)
    if number is None:
        return None
    try:
        parts = KINDS[number].parts(value)
    except NotSentError:
        return None
    return number, (tuple(sorted(parts, key=encode)) if kind in SORTED else parts)


def put_together(number: int, parts: Any) -> Any:
    """The object of a kind that has these parts.

    Args:
        number: the kind's, as it came.
        parts: decoded, and not looked at.

    Raises:
        WireError: there is no such object.
    """
    _of((tuple,), (parts,))
    try:
        return KINDS[number].made(*parts)
    except WireError:
        raise
    except Exception as error:
        raise WireError(_NO_OBJECT) from error
