"""A right solution -> many that are wrong in one place, to see whether the checks notice.

A mutant changes one thing that people get wrong: an operator, a bound by one, an axis, a condition,
a statement left out. Only what a student writes is changed, never the sentence of an error. A
mutant's name says function, place and change, so that a waiver can mean this one and no other.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.course.starters import solution_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NAME_CHARS = 60
_COMMUTATIVE = {"max", "min", "maximum", "minimum", "add", "multiply", "allclose", "array_equal"}
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}
_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_NAMES = {"max": "min", "min": "max", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
_NAMES |= {"maximum": "minimum", "minimum": "maximum", "sum": "mean", "mean": "sum"}
_NAMES |= {"zeros": "ones", "ones": "zeros", "argmax": "argmin"}


class Mutant(NamedTuple):
    """A wrong solution that differs from the reference in one place.

    Attributes:
        name: `conv2d: h - kh + 1 -> h - kh - 1`; with `#2` and so on where that comes again.
        line: of the reference, where the change is.
    """

    name: str
    line: int
    source: str


def make_mutants(source: str) -> list[Mutant]:
    """Every mutant of a solution, by line; changes that come to the same text only once."""
    tree = _mark_order_free(ast.parse(source))
    inside = solution_lines(source)
    seen = {ast.unparse(tree)}
    counts: Counter[str] = Counter()
    found = []
    for position, (function, node) in enumerate(_places(tree)):
        if getattr(node, "lineno", 0) not in inside:
            continue
        for changed in _changes(node):
            text = _replaced(tree, position, changed)
            if text in seen:
                continue
            seen.add(text)
            name = f"{function}: {_short(node)} -> {_short(changed)}"
            counts[name] += 1
            label = name if counts[name] == 1 else f"{name} #{counts[name]}"
            found.append(Mutant(label, getattr(node, "lineno", 0), text))
    return sorted(found, key=lambda mutant: mutant.line)


def _places(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    """Every node that may be changed, with the name of its function, always in the same order."""
    return [
        (getattr(statement, "name", "module"), node)
        for statement in tree.body
        for node in _changeable(statement)
    ]


def _changeable(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, but what no check judges and what has no order to swap."""
    if not _is_order_free(node):
        yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"} or isinstance(node, ast.JoinedStr):
            continue
        if isinstance(node, ast.Raise):
            continue  # the type of an error is judged by leaving it out; its sentence never is
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _changeable(child)


def _is_order_free(node: ast.AST) -> bool:
    return getattr(node, "order_free", False)


def _mark_order_free(tree: ast.Module) -> ast.Module:
    """Marks tuples and calls whose parts may stand in any order: swapping them changes nothing."""
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            parts = list(node.comparators)
        elif isinstance(node, ast.keyword) and node.arg in {"axis", "axes"}:
            parts = [node.value]
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            parts = [node.args[1]] if name == "isinstance" and len(node.args) == 2 else []
            if name in _COMMUTATIVE:
                parts = [node]
        for part in parts:
            if isinstance(part, (ast.Tuple, ast.Call)):
                part.order_free = True  # type: ignore[union-attr]
    return tree


def _replaced(tree: ast.Module, position: int, changed: ast.AST) -> str:
    """The source with the node at a position replaced."""
    clone = copy.deepcopy(tree)
    target = _places(clone)[position][1]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return changed if node is target else self.generic_visit(node)

    return ast.unparse(ast.fix_missing_locations(Replace().visit(clone)))


def _changes(node: ast.AST) -> list[ast.AST]:  # noqa: C901, PLR0912 - one case each
    """What one node could wrongly be."""
    match node:
        case ast.BinOp():
            return [_with(node, op=_BINARY[type(node.op)]())] if type(node.op) in _BINARY else []
        case ast.Compare():
            return _comparisons(node)
        case ast.Constant(value=bool() as value):
            return [ast.Constant(not value)]
        case ast.Constant(value=int() as value):
            return [ast.Constant(value + 1), ast.Constant(value - 1)]
        case ast.Constant(value=float() as value):
            return [ast.Constant(value * 2 + 1.0)]
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            return [node.operand]
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return [_with(node, op=other)]
        case ast.If() | ast.While() | ast.IfExp():
            return [_with(node, test=ast.UnaryOp(ast.Not(), node.test))]
        case ast.Raise():
            return [ast.Pass()]
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in _NAMES:
            field = "id" if isinstance(node, ast.Name) else "attr"
            return [_with(node, **{field: _NAMES[name]})]
        case ast.AugAssign():
            return [ast.Assign([node.target], node.value, lineno=node.lineno)]
        case ast.Tuple(elts=[first, second], ctx=ast.Load()):
            return [_with(node, elts=[second, first])]
        case ast.Call(args=[_, _, *_]):
            swapped = [node.args[1], node.args[0], *node.args[2:]]
            return [_with(node, args=swapped)]
    return []


def _comparisons(node: ast.Compare) -> list[ast.AST]:
    changed: list[ast.AST] = []
    for index, op in enumerate(node.ops):
        for other in _COMPARE.get(type(op), ()):
            ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
            changed.append(_with(node, ops=ops))
    return changed


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _short(node: ast.AST) -> str:
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        return f"if {_short(node.test)}"
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= MAX_NAME_CHARS else text[: MAX_NAME_CHARS - 1] + "…"
