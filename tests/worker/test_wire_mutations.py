"""Take one check out of the decoder, and a hostile frame that it refused is taken for a value.

The decoder's own source is read; each `if ...: raise WireError(...)` in it is a rule. For each a
copy is made without it, and at least one of the frames below must then end otherwise.
"""

from __future__ import annotations

import ast
import struct
import sys
import types
from pathlib import Path

import pytest

from grader.worker import decoding, wire
from grader.worker.values import (
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_HANDLE_NAME,
    MAX_INT_BYTES,
    MAX_NODES,
)

U32 = struct.Struct("<I").pack
FLOAT = bytes([12])  # the code of <f8
HOSTILE = {
    "too large": lambda: b"b" + U32(MAX_FRAME_BYTES) + bytes(MAX_FRAME_BYTES),
    "left over": lambda: b"nn",
    "cut short": lambda: b"b" + U32(10) + b"short",
    "cut short in a number": lambda: b"i\1",
    "empty": lambda: b"",
    "unknown tag": lambda: b"?",
    "too many values": lambda: b"l" + U32(MAX_NODES + 1) + b"n" * (MAX_NODES + 1),
    "too many in two lists": lambda: (
        (b"l" + U32(2)) + 2 * (b"l" + U32(MAX_NODES - 2) + b"n" * (MAX_NODES - 2))
    ),
    "a count without values": lambda: b"l" + U32(2**32 - 1),
    "too many pairs": lambda: b"d" + U32(MAX_NODES) + b"nn" * MAX_NODES,
    "nested too deeply": lambda: (b"l" + U32(1)) * (MAX_DEPTH + 2) + b"n",
    "a key that is a list": lambda: b"d" + U32(1) + b"t" + U32(0) + b"n",
    "an empty integer": lambda: b"I" + U32(0),
    "a large integer": lambda: b"I" + U32(MAX_INT_BYTES + 1) + b"\1" * (MAX_INT_BYTES + 1),
    "text that is none": lambda: b"s" + U32(1) + b"\xff",
    "an unknown dtype": lambda: b"g\xff" + bytes(8),
    "too many dimensions": lambda: (
        b"a" + FLOAT + bytes([MAX_DIMENSIONS + 1]) + U32(1) * (MAX_DIMENSIONS + 1) + bytes(8)
    ),
    "an absurd shape": lambda: b"a" + FLOAT + bytes([3]) + U32(0) + 2 * U32(2**32 - 1),
    "a long handle": lambda: b"h" + U32(MAX_HANDLE_NAME + 1) + b"x" * (MAX_HANDLE_NAME + 1),
    "a bool that is neither": lambda: b"g\0\7",
}


def rules_of(module) -> list[int]:
    """The lines of the module's `if` statements that only raise a WireError."""
    tree = ast.parse(_source(module))
    return [node.lineno for node in ast.walk(tree) if _is_rule(node)]


def _source(module) -> str:
    return Path(module.__file__).read_text("utf-8")


def _is_rule(node: ast.AST) -> bool:
    if not isinstance(node, ast.If) or len(node.body) != 1 or node.orelse:
        return False
    return isinstance(node.body[0], ast.Raise) and "WireError" in ast.dump(node.body[0])


def without_rule(module, line: int):
    """A copy of the module without the rule that begins in a line."""

    class Taken(ast.NodeTransformer):
        def visit_If(self, node):
            self.generic_visit(node)
            return ast.Pass() if _is_rule(node) and node.lineno == line else node

    tree = ast.fix_missing_locations(Taken().visit(ast.parse(_source(module))))
    copy = types.ModuleType(module.__name__)
    copy.__package__ = module.__package__
    exec(compile(tree, module.__file__, "exec"), copy.__dict__)
    return copy


def end_of(decode, data: bytes) -> str:
    """How decoding ends: what is raised, or what kind of value comes."""
    try:
        return f"value {type(decode(data))} {str(decode(data))[:40]}"
    except wire.WireError as error:
        return f"refused: {error}"
    except Exception as error:  # noqa: BLE001 - which one is the question
        return f"raised {type(error).__name__}"


def test_every_hostile_frame_is_refused_as_it_is():
    ends = {name: end_of(wire.decode, frame()) for name, frame in HOSTILE.items()}

    accepted = [name for name, end in ends.items() if not end.startswith("refused")]

    assert accepted == ["a bool that is neither"]  # it becomes a bool
    assert (
        ends["a bool that is neither"] == f"value {type(wire.decode(HOSTILE[accepted[0]]()))} True"
    )


def test_the_decoder_has_rules():
    assert len(rules_of(decoding)) >= 8


@pytest.mark.parametrize("line", rules_of(decoding))
def test_without_a_rule_of_the_decoder_a_hostile_frame_ends_otherwise(line, monkeypatch):
    copy = without_rule(decoding, line)
    monkeypatch.setitem(sys.modules, decoding.__name__, copy)

    turned = [
        name
        for name, frame in HOSTILE.items()
        if end_of(copy.decode, frame()) != end_of(decoding.decode, frame())
    ]

    assert turned


@pytest.mark.parametrize("line", rules_of(wire))
def test_without_a_rule_of_the_frames_a_length_is_believed(line):
    copy = without_rule(wire, line)
    head = U32(MAX_FRAME_BYTES + 1)

    assert end_of(wire.frame_size, head).startswith("refused")
    assert not end_of(copy.frame_size, head).startswith("refused")
