"""What may not cross the wire arrives as a handle, which names its type and refuses everything."""

from __future__ import annotations

import operator
from collections import OrderedDict, namedtuple
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from grader.worker import values
from grader.worker.wire import Handle, decode, encode

Point = namedtuple("Point", "x y")  # noqa: PYI024 - what students write


def crossed(value):
    return decode(encode(value))


class Int(int):
    pass


class Float(float):
    pass


class Str(str):  # noqa: SLOT000 - a student's
    pass


class List(list):
    pass


class Dict(dict):
    pass


class Tuple(tuple):  # noqa: SLOT001 - a student's
    pass


class Array(np.ndarray):
    pass


class Number(np.float64):
    pass


class Set(set):
    pass


class Date(date):
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Int(1), "Int"),
        (Float(1.0), "Float"),
        (Str("a"), "Str"),
        (List(), "List"),
        (Dict(), "Dict"),
        (Tuple(), "Tuple"),
        (Point(1, 2), "Point"),
        (OrderedDict(), "OrderedDict"),
        (np.zeros(2).view(Array), "Array"),
        (Number(1.0), "Number"),
        (object(), "object"),
        (Set(), "Set"),
        (Date(2026, 1, 1), "Date"),
        (datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Seoul")), "datetime"),
        (len, "builtin_function_or_method"),
        (int, "type"),
        (np, "module"),
        (bytearray(b"x"), "bytearray"),
        (np.zeros(1, "i4,f8"), "ndarray"),
        (np.longdouble(1), "longdouble"),
        (np.str_("a"), "str_"),
    ],
    ids=lambda v: type(v).__name__ if not isinstance(v, str) else v,
)
def test_anything_else_arrives_as_a_handle_that_names_its_type(value, name):
    arrived = crossed([value])[0]

    assert type(arrived) is Handle
    assert name in arrived.type_name


def test_an_array_of_variable_strings_arrives_as_a_handle():
    if not hasattr(np.dtypes, "StringDType"):
        pytest.skip("this NumPy has no such dtype")

    arrived = crossed(np.array(["a"], dtype=np.dtypes.StringDType()))

    assert type(arrived) is Handle


@pytest.mark.parametrize("character", ["x", "한"])
def test_a_long_type_name_is_cut(character):
    kind = type(character * 10_000, (), {})

    assert len(crossed(kind()).type_name) <= values.MAX_HANDLE_NAME


REFUSED = {
    "==": lambda h: h == 1,
    "== itself": lambda h: h == h,  # noqa: PLR0124 - also this
    "!=": lambda h: h != 1,
    "<": lambda h: h < 1,
    ">=": lambda h: h >= 1,
    "reflected <": lambda h: h > 1,
    "bool": bool,
    "not": operator.not_,
    "len": len,
    "iter": iter,
    "in": lambda h: 1 in h,
    "in a list": lambda h: h in [0, 1],
    "int": int,
    "float": float,
    "complex": complex,
    "index": operator.index,
    "round": round,
    "hash": hash,
    "+": lambda h: h + 1,
    "reflected +": lambda h: 1 + h,
    "-": lambda h: h - 1,
    "reflected -": lambda h: 1 - h,
    "*": lambda h: h * 2,
    "/": lambda h: h / 2,
    "reflected /": lambda h: 1 / h,
    "//": lambda h: h // 2,
    "%": lambda h: h % 2,
    "**": lambda h: h**2,
    "@": lambda h: h @ np.ones(2),
    "negation": operator.neg,
    "abs": abs,
    "item": lambda h: h[0],
    "call": lambda h: h(),
    "asarray": np.asarray,
    "isfinite": np.isfinite,
    "allclose": lambda h: np.allclose(h, 1.0),
    "array_equal": lambda h: np.testing.assert_array_equal(h, 1.0),
    "difference": lambda h: np.ones(2) - h,
    "sorted": lambda h: sorted([h, h]),
    "max": lambda h: max([h, h]),
    "sum": lambda h: sum([h]),
    "any": lambda h: any([h]),
}


@pytest.mark.parametrize("operation", REFUSED)
def test_a_handle_refuses(operation):
    handle = crossed(object())

    with pytest.raises(TypeError):
        REFUSED[operation](handle)


def test_a_handle_can_be_shown():
    assert "object" in repr(crossed(object()))


def test_a_masked_array_arrives_as_its_parts_and_refuses_everything_else():
    sent = np.ma.masked_array([1.0, 2.0], [False, True])

    arrived = crossed(sent)

    assert isinstance(arrived, values.Masked)
    assert arrived.data.tolist() == [1.0, 0.0]
    assert arrived.mask.tolist() == [False, True]
    with pytest.raises(TypeError):
        _ = arrived == sent
