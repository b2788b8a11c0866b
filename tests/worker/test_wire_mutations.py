"""Take one check out of the codec, and something that it refused crosses, or ends in another error.

The codec's own source is read; each `if ...: raise ...` in it is a rule, and so is each part of
one that has several joined by `or`. For each a copy is made without it, and at least one of the
frames and values below must then end otherwise.
"""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import functools
import struct
import sys
import types
import zoneinfo
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

try:
    import pandas
except ImportError:
    pandas = None

try:
    from matplotlib.figure import Figure
except ImportError:
    Figure = None

from grader.worker import codec, figures, frames, objects, tensors, values, wire
from grader.worker.values import (
    DTYPES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_HANDLE_NAME,
    MAX_INT_BYTES,
    MAX_NODES,
    Handle,
)

MODULES = (values, frames, figures, tensors, objects, codec)  # each imports those before it
U32 = struct.Struct("<I").pack
FLOAT = bytes([DTYPES.index("<f8")])


def long(size: int) -> bytes:
    """A size that takes more than a byte."""
    return b"\xff" + U32(size)


FRAMES = {
    "too large": lambda: b"b" + long(MAX_FRAME_BYTES) + bytes(MAX_FRAME_BYTES),
    "left over": lambda: b"nn",
    "cut short": lambda: b"b\x0ashort",
    "cut short in a number": lambda: b"i\1",
    "empty": lambda: b"",
    "unknown tag": lambda: b"?",
    "unknown run": lambda: b"L\2?",
    "too many values": lambda: b"L" + long(MAX_NODES + 1) + b"*" + b"n" * (MAX_NODES + 1),
    "too many in short lists": lambda: b"L" + long(1000) + b"*" + (b"l\xfe" + b"n" * 254) * 1000,
    "a count without values": lambda: b"L" + long(2**32 - 1) + b"*",
    "too many pairs": lambda: b"d" + long(MAX_NODES) + b"nn" * MAX_NODES,
    "nested too deeply": lambda: b"l\1" * (MAX_DEPTH + 2) + b"n",
    "nested too deeply in long lists": lambda: b"L\1*" * (MAX_DEPTH + 2) + b"n",
    "a key that is a list": lambda: b"d\1l\0n",
    "a key that holds a list": lambda: b"d\1t\1l\0n",
    "more keys of one hash than a table bears": lambda: (
        b"d" + long(1001) + b"".join(b"t\1i" + struct.pack("<q", n) + b"n" for n in range(1001))
    ),
    "an empty integer": lambda: b"I\0",
    "a large integer": lambda: b"I" + long(MAX_INT_BYTES + 1) + b"\1" * (MAX_INT_BYTES + 1),
    "text that is none": lambda: b"s\1\xff",
    "an unknown dtype": lambda: b"g\xff" + bytes(8),
    "an array without cells": lambda: b"a\0" + FLOAT,
    "too many dimensions": lambda: (
        b"a" + bytes([MAX_DIMENSIONS + 1]) + FLOAT + U32(1) * (MAX_DIMENSIONS + 1) + bytes(8)
    ),
    "an absurd shape": lambda: b"a\3" + FLOAT + U32(0) + 2 * U32(2**32 - 1),
    "a long handle": lambda: b"h" + bytes([MAX_HANDLE_NAME + 1]) + b"x" * (MAX_HANDLE_NAME + 1),
    "a bool that is neither": lambda: b"g\0\7",
}


def nested(depth: int, wrap):
    value = None
    for _ in range(depth):
        value = wrap(value)
    return value


VALUES = {
    "too large in short parts": lambda: ["x" * 254] * 70_000,
    "an array that is small here": lambda: np.broadcast_to(0.0, (10**9, 10**9)),
    "too many values": lambda: [None] * (MAX_NODES + 1),
    "too many in short lists": lambda: nested(18, lambda value: [value, value]),
    "nested too deeply": lambda: nested(MAX_DEPTH + 1, lambda value: [value]),
    "nested too deeply in dicts": lambda: nested(MAX_DEPTH + 1, lambda value: {"a": value}),
    "a large integer": lambda: 1 << (8 * MAX_INT_BYTES),
    "too many dimensions": lambda: np.zeros((1,) * (MAX_DIMENSIONS + 1)),
    "a long side": lambda: np.zeros((0, 2**32)),
    "more keys of one hash than a table bears": lambda: {(n,): 1 for n in range(1001)},
    "a key of the student's own": lambda: {object(): 1},
    "a range of more values than cross": lambda: range(MAX_NODES + 1),
}
LEFT_BEHIND = {
    "an endless range": lambda: range(2**70),
    "a moment in a zone of rules": lambda: dt.datetime.now(zoneinfo.ZoneInfo("Asia/Seoul")),
    "a decimal of many digits": lambda: Decimal("1" * 1001),
    "a decimal with an enormous power": lambda: Decimal("1e9999"),
    "long cells of text": lambda: np.array(["x" * 2000]),
    "cells of text of any length": lambda: np.array(["a"], np.dtypes.StringDType()),
    "dates without a unit": lambda: np.zeros(1, "M8"),
    "masked text": lambda: np.ma.masked_array(["a"], [True]),
    "cells of several fields": lambda: np.zeros(1, "i4,f8"),
}
if pandas:
    LEFT_BEHIND |= {
        "months": lambda: pandas.period_range("2026-01", periods=2, freq="M"),
        "rows by months": lambda: pandas.period_range("2026-01", periods=2, freq="M").to_frame(),
        "an index of intervals": lambda: pandas.interval_range(0, 2),
        "rows of months": lambda: pandas.Series(pandas.period_range("2026-01", periods=2)),
        "a moment in an odd zone": lambda: pandas.Timestamp(
            0, tz=dt.timezone(dt.timedelta(minutes=7))
        ),
    }
    VALUES["a table of too many rows"] = lambda: pandas.DataFrame(index=range(MAX_NODES + 1))


if Figure:

    def taken_apart():
        figure = Figure()
        figure.add_subplot().set_title = None
        figure.axes[0].get_title = None
        return figure

    LEFT_BEHIND["a figure that was taken apart"] = taken_apart


def object_of(kind: str, *parts) -> bytes:
    """The bytes of an object that claims these parts."""
    number = [known.name[1] for known in objects.KINDS].index(kind)
    return b"x" + bytes([number]) + codec.encode(parts)


U4 = struct.Struct("<I").pack(0x110000)
FRAMES |= {
    "an object of no kind": lambda: b"x\xff" + codec.encode(()),
    "an object without parts": lambda: b"x\0n",
    "objects in objects": lambda: nested(
        MAX_DEPTH + 1, lambda inner: b"x" + bytes([9]) + b"t\3s\2|Ot\1j\1t\1" + (inner or b"n")
    ),
    "a set that is no set": lambda: object_of("set", 1, 1),
    "a set of lists": lambda: object_of("set", [1]),
    "a set of one hash": lambda: object_of("set", *((n,) for n in range(1001))),
    "a range of floats": lambda: object_of("range", 0.0, 1.0, 1.0),
    "a range without end": lambda: object_of("range", 0, 2**62, 1),
    "a range of large numbers": lambda: object_of("range", 2**70, 2**70 + 1, 1),
    "a range without step": lambda: object_of("range", 0, 1, 0),
    "a day that never was": lambda: object_of("date", 2026, 2, 30),
    "a date of text": lambda: object_of("date", "2026", 1, 1),
    "a time in a zone of text": lambda: object_of("time", 1, 1, 1, 1, "UTC", 0),
    "a decimal with an enormous power": lambda: object_of("Decimal", 0, b"\1", 10**9),
    "a decimal of many digits": lambda: object_of("Decimal", 0, bytes(1001), 0),
    "a decimal of no digits": lambda: object_of("Decimal", 0, b"\x0b", 0),
    "a decimal of a list": lambda: object_of("Decimal", 0, [1], 0),
    "a fraction of nothing": lambda: object_of("Fraction", 1, 0),
    "a fraction that is not reduced": lambda: object_of("Fraction", 2, 4),
    "a fraction of text": lambda: object_of("Fraction", "1", 2),
    "cells of code": lambda: object_of("ndarray", "V8", (1,), bytes(8)),
    "cells of negative sides": lambda: object_of("ndarray", "<U1", (-1,), bytes(4)),
    "cells that are no letters": lambda: object_of("ndarray", "<U1", (1,), U4),
    "cells without their bytes": lambda: object_of("ndarray", "<U1", (2,), bytes(4)),
    "cells that are a list": lambda: object_of("ndarray", "|O", (1,), [1]),
    "cells of text as text": lambda: object_of("ndarray", "<U1", (1,), "a"),
    "cells of a shape of floats": lambda: object_of("ndarray", "<U1", (1.0,), bytes(4)),
    "a mask of numbers": lambda: object_of("MaskedArray", np.zeros(2), np.zeros(2)),
    "a mask of another shape": lambda: object_of("MaskedArray", np.zeros(2), np.zeros(1, bool)),
    "a mask without an array": lambda: object_of("MaskedArray", [0.0], np.zeros(1, bool)),
}
PLACES = np.zeros(2)


def drawn(words=("", "", ""), legend=(), lines=(), clouds=(), groups=(), scales=("", "")) -> bytes:
    return object_of("Figure", "", ((words, legend, lines, clouds, groups, scales),))


FRAMES |= {
    "a figure with a title that is none": lambda: object_of("Figure", 1, ()),
    "a figure whose panels are a list": lambda: object_of("Figure", "", []),
    "a panel with a list of words": lambda: drawn(words=["", "", ""]),
    "a panel with a title that is a number": lambda: drawn(words=(1, "", "")),
    "a line that is a list": lambda: drawn(lines=(["", PLACES, PLACES, ()],)),
    "a line of numbers": lambda: drawn(lines=(("", 1, 2, ()),)),
    "a line with a label that is a number": lambda: drawn(lines=((1, PLACES, PLACES, ()),)),
    "a line of squares": lambda: drawn(lines=(("", np.ones((1, 1)), np.ones((1, 1)), ()),)),
    "a line of two lengths": lambda: drawn(lines=(("", PLACES, np.zeros(3), ()),)),
    "a tensor of a list": lambda: object_of("Tensor", [1]),
}
TABLES = {
    "a column that is a list": lambda: object_of("Series", "a", ((None,), (0, 1, 1)), (0, [1])),
    "a column of two axes": lambda: object_of(
        "Series", "a", ((None,), (0, 1, 1)), (0, np.zeros((1, 1)))
    ),
    "a name that is a list": lambda: object_of("Series", [], ((None,), (0, 1, 1)), (0, np.ones(1))),
    "labels that are a list": lambda: object_of("RangeIndex", ([],), (0, 1, 1)),
    "an endless index": lambda: object_of("RangeIndex", (None,), (0, 2**40, 1)),
    "an index of another length": lambda: object_of(
        "Series", "a", ((None,), (0, 9, 1)), (0, np.ones(1))
    ),
    "a zone that is a path": lambda: object_of("Timestamp", "s", 0, "../../etc/localtime"),
    "a zone that is a number": lambda: object_of("Timestamp", "s", 0, 1),
    "a unit that is none": lambda: object_of("Timedelta", "fortnight", 0),
    "a unit that is a number": lambda: object_of("Timedelta", 1, 0),
    "text that is a number": lambda: object_of("Index", (None,), (1, False, (1,))),
    "missing cells by a list": lambda: object_of(
        "Index", (None,), (4, "Int64", np.zeros(1, "i8"), [True])
    ),
    "missing cells by numbers": lambda: object_of(
        "Index", (None,), (4, "Int64", np.zeros(1, "i8"), np.zeros(1))
    ),
    "missing cells in a list": lambda: object_of(
        "Index", (None,), (4, "Int64", [1], np.zeros(1, bool))
    ),
    "a code without a category": lambda: object_of(
        "Index", (None,), (2, np.full(1, 7), (0, np.ones(1)), False)
    ),
    "a kind of column that is none": lambda: object_of("Index", (None,), (9, 9)),
}


class Without(ast.NodeTransformer):
    """Takes out the rule of a line, or one of its parts."""

    def __init__(self, line: int, part: int | None) -> None:
        self.line, self.part = line, part

    def visit_If(self, node):
        self.generic_visit(node)
        if not is_rule(node) or node.lineno != self.line:
            return node
        if self.part is None:
            return ast.Pass()
        node.test.values[self.part] = ast.Constant(value=False)
        return node


def is_rule(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and len(node.body) == 1
        and not node.orelse
        and isinstance(node.body[0], ast.Raise)
        and "EOFError" not in ast.dump(node.body[0])  # a closed channel is no forged one
    )


def tree_of(module) -> ast.Module:
    return ast.parse(Path(module.__file__).read_text("utf-8"))


def rules_of(module) -> list:
    """Where the module's rules are: the line, and which part of it."""
    found = []
    for node in filter(is_rule, ast.walk(tree_of(module))):
        several = isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or)
        parts = [*range(len(node.test.values))] if several else [None]
        found += [pytest.param(module, node.lineno, part) for part in parts]
    return found


def copy_of(module, change: ast.NodeTransformer | None = None):
    tree = tree_of(module)
    if change:
        tree = ast.fix_missing_locations(change.visit(tree))
    copy = types.ModuleType(module.__name__)
    copy.__package__ = module.__package__
    exec(compile(tree, module.__file__, "exec"), copy.__dict__)
    return copy


def codec_without(monkeypatch, module, line: int, part: int | None):
    """A copy of the codec that lacks one rule, of its own or of what it imports."""
    copy = None
    for one in MODULES[MODULES.index(module) :]:
        copy = copy_of(one, Without(line, part) if one is module else None)
        monkeypatch.setitem(sys.modules, one.__name__, copy)
    return copy


def end_of(function, given) -> str:
    """How a call ends: what is raised, or what kind of value comes."""
    try:
        value = function(given)
    except Exception as error:  # noqa: BLE001 - which one is the question
        is_refusal = type(error).__name__ == "WireError"
        return f"refused: {error}" if is_refusal else f"raised {type(error).__name__}"
    with contextlib.suppress(SystemError):  # text of what are no letters
        return f"value {type(value).__name__} {str(value)[:40]}"
    return "value that cannot be shown"


def ends_of(copy) -> dict[str, str]:
    sent = FRAMES | (TABLES if pandas else {})
    ends = {f"frame {name}": end_of(copy.decode, make()) for name, make in sent.items()}
    given = VALUES | LEFT_BEHIND
    return ends | {f"value {name}": end_of(copy.encode, make()) for name, make in given.items()}


@functools.cache
def true_ends() -> dict[str, str]:
    return ends_of(codec)


def test_everything_hostile_is_refused_as_it_is():
    accepted = [name for name, end in true_ends().items() if not end.startswith("refused")]

    left = [f"value {name}" for name in LEFT_BEHIND]
    assert accepted == ["frame a bool that is neither", *left]
    assert all(type(wire.decode(wire.encode(make()))) is Handle for make in LEFT_BEHIND.values())
    assert wire.decode(FRAMES["a bool that is neither"]()) is np.True_  # it becomes a bool


def test_the_codec_has_rules():
    assert len(rules_of(codec)) >= 8
    assert len(rules_of(values)) >= 4
    assert len(rules_of(objects)) >= 9


def test_tables_are_refused_where_pandas_is_not_loaded(monkeypatch):
    monkeypatch.delitem(sys.modules, "pandas", raising=False)

    ends = {name: end_of(wire.decode, make()) for name, make in TABLES.items()}

    assert {end.split(":")[0] for end in ends.values()} == {"refused"}


@pytest.mark.parametrize(
    ("module", "line", "part"), [rule for module in MODULES for rule in rules_of(module)]
)
def test_without_a_rule_something_hostile_ends_otherwise(module, line, part, monkeypatch):
    copy = codec_without(monkeypatch, module, line, part)

    assert ends_of(copy) != true_ends()
