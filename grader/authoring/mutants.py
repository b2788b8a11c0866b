"""A right solution -> wrong ones that differ in one place, and those that no check catches.

A mutant changes one thing that people get wrong: an operator, a bound by one, an axis, a condition,
a text, a key, an entry or a statement left out. Only the lines that students write are changed, and
no error's sentence. Some mutants compute the same as the solution: these are waived by name, with a
reason, in `waivers.toml`.
"""

from __future__ import annotations

import ast
import copy
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.course.starters import solution_lines, with_marks, with_marks_as_text
from grader.errors import CourseError
from grader.model import message

from .trial_grader import VerifyFinding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .trial_grader import TrialGrader

MUTANTS_CAUGHT = 0.95  # the least share
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
        name: unique, for waivers: `conv2d: h - kh + 1 -> h - kh - 1`, repeated ones with `#2` on.
        line: of the change, in the reference.
    """

    name: str
    line: int
    source: str


class MutantReport(NamedTuple):
    """Mutants made, waived and not caught.

    Attributes:
        waived: mutants waived by name, and not tried.
        survived: mutants that no check caught, by line.
        stale_waivers: names of waivers without a mutant.
    """

    made: int
    waived: int
    survived: list[Mutant]
    stale_waivers: list[str]

    @property
    def share_caught(self) -> float:
        """The caught share of the mutants that are not waived; 1 if there are none."""
        counted = self.made - self.waived
        return 1 - len(self.survived) / counted if counted else 1.0


def try_mutants(trial: TrialGrader) -> MutantReport:
    """Grade every mutant of the reference until the first check fails.

    Raises:
        CourseError: a waiver without a reason.
    """
    waivers = _load_waivers(_waivers_path(trial))
    mutants = make_mutants(trial.source)
    survived = []
    waived = 0
    for number, mutant in enumerate(mutants, 1):
        trial.progress(message("mutant {number} of {count}", number=number, count=len(mutants)))
        if mutant.name in waivers:
            waived += 1
        elif not trial.is_caught(mutant.source):
            survived.append(mutant)
    names = {mutant.name for mutant in mutants}
    stale = [name for name in waivers if name not in names]
    return MutantReport(len(mutants), waived, survived, stale)


def mutant_findings(trial: TrialGrader, report: MutantReport) -> Iterator[VerifyFinding]:
    """Each survivor, if too many survived, and each stale waiver."""
    if report.share_caught < MUTANTS_CAUGHT:
        tip = message("Add a check that catches it, or waive it with a reason in waivers.toml.")
        for mutant in report.survived:
            what = message("no check catches: {change}", change=mutant.name)
            yield VerifyFinding(trial.solution, mutant.line, what, tip)
    for name in report.stale_waivers:
        what = message("waives {name!r}, but there is no such mutant.", name=name)
        yield VerifyFinding(_waivers_path(trial), 0, what, message("Remove it."))


def make_mutants(source: str) -> list[Mutant]:
    """Every mutant of a solution, by line; equal texts only once."""
    tree = _marked(ast.parse(with_marks_as_text(source)))
    inside = solution_lines(source)
    seen = {with_marks(ast.unparse(tree))}  # a mutant with the solution's own text would survive
    counts: Counter[str] = Counter()
    found = []
    for position, (function, node) in enumerate(_targets(tree)):
        if getattr(node, "lineno", 0) not in inside:
            continue
        for changed in _changes(node):
            # by position, because a copy of the tree has the same nodes in the same order
            text = _replaced(tree, position, changed)
            if text in seen:
                continue
            seen.add(text)
            name = f"{function}: {_short(node)} -> {_short(changed)}"
            counts[name] += 1
            label = name if counts[name] == 1 else f"{name} #{counts[name]}"
            found.append(Mutant(label, getattr(node, "lineno", 0), text))
    return sorted(found, key=lambda mutant: mutant.line)


def _load_waivers(path: Path) -> dict[str, str]:
    """The reason of each waived mutant by its name; none without a file.

    Raises:
        CourseError: a waiver without a reason.
    """
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("waivers", {})
    except tomllib.TOMLDecodeError as error:
        sentence = message("this file cannot be read: {error}.", error=str(error))
        raise CourseError(path, sentence) from error
    for name, reason in found.items():
        if not isinstance(reason, str) or not reason.strip():
            sentence = message("the waiver of {name!r} gives no reason.", name=name)
            raise CourseError(path, sentence, message("Say why."))
    return dict(found)


def _waivers_path(trial: TrialGrader) -> Path:
    return trial.reference / "waivers.toml"


# -- one change at a time


def _targets(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    """Every node that may be changed, and the name of its function, in a fixed order."""
    found: list[tuple[str, ast.AST]] = []
    for statement in tree.body:
        name = getattr(statement, "name", "module")
        inside = statement.body if isinstance(statement, ast.ClassDef) else [statement]
        for part in inside:
            is_method = isinstance(part, ast.FunctionDef) and part is not statement
            full = f"{name}.{getattr(part, 'name', '')}" if is_method else name
            found += [(full, node) for node in _changeable(part)]
    return found


def _changeable(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without annotations, sentences and parts that are left alone."""
    if _is_docstring(node):
        return
    if not _is_left_alone(node):
        yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"} or isinstance(node, ast.JoinedStr):
            continue
        if isinstance(node, ast.Raise):
            continue  # the whole statement is left out instead; no check judges its sentence
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _changeable(child)


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_left_alone(node: ast.AST) -> bool:
    return getattr(node, "left_alone", False)


def _marked(tree: ast.Module) -> ast.Module:
    """Mark the nodes that no mutant changes: a copy of the tree has the marks, too."""
    for node in [*_in_free_order(tree), *_words_of_errors(tree)]:
        node.left_alone = True  # type: ignore[attr-defined]
    return tree


def _in_free_order(tree: ast.Module) -> Iterator[ast.AST]:
    """Tuples and calls with parts in free order: swapping those changes nothing."""
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
        yield from (part for part in parts if isinstance(part, (ast.Tuple, ast.Call)))


def _words_of_errors(tree: ast.Module) -> Iterator[ast.AST]:
    """Texts that are given to the solution's own functions: most are words for their errors."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in own:
            for given in (*node.args, *(one.value for one in node.keywords)):
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given


def _replaced(tree: ast.Module, position: int, changed: ast.AST) -> str:
    """The source with the node at a position replaced."""
    clone = copy.deepcopy(tree)
    target = _targets(clone)[position][1]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return changed if node is target else self.generic_visit(node)

    return with_marks(ast.unparse(ast.fix_missing_locations(Replace().visit(clone))))


def _changes(node: ast.AST) -> list[ast.AST]:  # noqa: C901, PLR0912 - one case each
    """Wrong versions of one node."""
    match node:
        case ast.BinOp():
            return [_with(node, op=_BINARY[type(node.op)]())] if type(node.op) in _BINARY else []
        case ast.Compare():
            return _comparisons(node)
        case ast.Constant(value=bool() as value):  # before int, which a bool is, too
            return [ast.Constant(not value)]
        case ast.Constant(value=int() as value):
            return [ast.Constant(value + 1), ast.Constant(value - 1)]
        case ast.Constant(value=float() as value):
            return [ast.Constant(value * 2 + 1.0)]  # literals are not negative, so it differs
        case ast.Constant(value=str() as value):
            return [ast.Constant(f"{value}?")]
        case ast.JoinedStr():
            return _other_texts(node)
        case ast.List(elts=[_, _, *_], ctx=ast.Load()) | ast.Set(elts=[_, _, *_]):
            return [_with(node, elts=node.elts[:-1])]
        case ast.Dict(keys=[_, _, *_]):
            return [_with(node, keys=node.keys[:-1], values=node.values[:-1])]
        case ast.Expr(value=ast.Call()):
            return [ast.Pass()]
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


def _other_texts(node: ast.JoinedStr) -> list[ast.AST]:
    """An f-string with one of its texts changed."""
    changed: list[ast.AST] = []
    for index, part in enumerate(node.values):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            values = [*node.values]
            values[index] = ast.Constant(f"{part.value}?")
            changed.append(_with(node, values=values))
    return changed


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
