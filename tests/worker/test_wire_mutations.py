"""Take one check out of the codec, and something that it refused crosses, or ends in another error.

The codec's own source is read; each `if ...: raise ...` in it is a rule, and so is each part of
one that has several joined by `or`. For each a copy is made without it, and at least one of the
frames and values below must then end otherwise.
"""

from __future__ import annotations

import ast
import functools
import struct
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from grader.worker import codec, values, wire
from grader.worker.values import (
    DTYPES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_HANDLE_NAME,
    MAX_INT_BYTES,
    MAX_NODES,
)

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
    "a key that is a list": lambda: b"d\1t\0n",
    "a key that is a float": lambda: b"d\1f" + bytes(8) + b"n",
    "a key that is a large integer": lambda: b"d\1I\x09" + b"\1" * 9 + b"n",
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
    "a key that is a tuple": lambda: {(1, 2): 3},
    "a key that is a float": lambda: {0.5: 1},
    "a key that is a large integer": lambda: {2**63: 1},
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
    without = Without(line, part)
    if module is codec:
        return copy_of(codec, without)
    monkeypatch.setitem(sys.modules, values.__name__, copy_of(values, without))
    return copy_of(codec)


def end_of(function, given) -> str:
    """How a call ends: what is raised, or what kind of value comes."""
    try:
        value = function(given)
    except Exception as error:  # noqa: BLE001 - which one is the question
        is_refusal = type(error).__name__ == "WireError"
        return f"refused: {error}" if is_refusal else f"raised {type(error).__name__}"
    return f"value {type(value).__name__} {str(value)[:40]}"


def ends_of(copy) -> dict[str, str]:
    ends = {f"frame {name}": end_of(copy.decode, make()) for name, make in FRAMES.items()}
    ends["a length above the limit"] = end_of(copy.frame_size, U32(MAX_FRAME_BYTES + 1))
    return ends | {f"value {name}": end_of(copy.encode, make()) for name, make in VALUES.items()}


@functools.cache
def true_ends() -> dict[str, str]:
    return ends_of(codec)


def test_everything_hostile_is_refused_as_it_is():
    accepted = [name for name, end in true_ends().items() if not end.startswith("refused")]

    assert accepted == ["frame a bool that is neither"]
    assert wire.decode(FRAMES["a bool that is neither"]()) is np.True_  # it becomes a bool


def test_the_codec_has_rules():
    assert len(rules_of(codec)) >= 10
    assert len(rules_of(values)) >= 4


@pytest.mark.parametrize(("module", "line", "part"), rules_of(codec) + rules_of(values))
def test_without_a_rule_something_hostile_ends_otherwise(module, line, part, monkeypatch):
    copy = codec_without(monkeypatch, module, line, part)

    assert ends_of(copy) != true_ends()
