"""A function of a submission -> the places in it, and in what it calls, that a rule is about.

A name that is made while the code runs (`getattr(np, "con" + "volve")`, `globals()[...]`) stands
nowhere in a text, so it is not found.
"""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from .names import Modules, Text, Unit
from .syntax import DEFINITIONS, FUNCTIONS, IMPORTS, blocks_of, defaults_of, live

HIDDEN = "hidden"  # the rule that no code is made or changed as it runs: no other could read it
HIDING = frozenset({"exec", "eval", "globals", "sys.modules"})
CODE = "__code__"
PERHAPS = "perhaps"
STATEMENTS: dict[str, tuple[type[ast.AST], ...]] = {
    "for": (ast.For, ast.AsyncFor),
    "while": (ast.While,),
    "comprehension": (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    "if": (ast.If, ast.IfExp),
    "match": (ast.Match,),
    "try": (ast.Try, ast.TryStar),
    "with": (ast.With, ast.AsyncWith),
    "lambda": (ast.Lambda,),
    "global": (ast.Global,),
    "nonlocal": (ast.Nonlocal,),
    "import": IMPORTS,
    "yield": (ast.Yield, ast.YieldFrom),
    "raise": (ast.Raise,),
    "assert": (ast.Assert,),
    "del": (ast.Delete,),
    "break": (ast.Break,),
    "continue": (ast.Continue,),
}
_LOOPS = (*STATEMENTS["for"], *STATEMENTS["while"], *STATEMENTS["comprehension"])
_SHORT = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "tf": "tensorflow"}
_MAKERS = frozenset({"__init__", "__new__", "__post_init__"})  # called where an object is made

Place = tuple[str, str, str, int, str]


class Found(NamedTuple):
    """A place that a rule is about.

    Attributes:
        rule: a key of what is wanted, or `HIDDEN`.
        item: the entry of the rule's list; of a recursion `PERHAPS`, or empty.
        inside: the function or class that holds the line.
    """

    rule: str
    item: str
    label: str
    line: int
    inside: str


def find(
    modules: Modules, main: str, target: str, wanted: dict[str, Any]
) -> list[tuple[bool, list[Place]]]:
    """Search each definition of a name that is in force; none where the text has none.

    Args:
        modules: names and cells, each `(label, text)`.
        main: the module that answers the exercise.
        target: `function`, `Class` or `Class.method`; empty for all that the file says.
        wanted: `recursion`, `loops` (bool), `names`, `imports`, `statements` (lists of text).

    Returns:
        for each definition, whether code of the submission wraps it, and the places (`Found`).
    """
    text = Text(modules)
    hidden = _hidden(text)
    if not target:
        units = text.statements_in(main)
        return [(False, _sorted({*hidden, *_Search(text, wanted).run(units)}, ""))]
    return [
        (
            text.is_wrapped(unit),
            _sorted({*hidden, *_Search(text, wanted).run([unit])}, unit.name),
        )
        for unit in text.units_of(main, target)
    ]


def _sorted(found: set[Found], name: str) -> list[Place]:
    """The places, those of the function itself first."""
    ordered = sorted(found, key=lambda one: (one.inside != name, one.label, one.line, one.item))
    return [tuple(one) for one in ordered]  # type: ignore[misc]


def _hidden(text: Text) -> list[Found]:
    """Where statements of the modules, or what they call, may give any name another meaning."""
    units = [u for u in text.statements if not isinstance(u.node, (*DEFINITIONS, *IMPORTS))]
    found = _Search(text, {}).run(units)
    return [one for one in found if one.item != "eval"]  # which binds no name


class _Search:
    """The places in units, and in what they call, that rules are about."""

    def __init__(self, text: Text, wanted: dict[str, Any]) -> None:
        self._text = text
        self._wanted = wanted
        self._patterns = {one: _full(one) for one in wanted.get("names", ())}
        self._found: list[Found] = []
        self._reached: dict[int, Unit] = {}
        self._edges: dict[int, list[tuple[Unit, int, bool]]] = {}

    def run(self, units: list[Unit]) -> list[Found]:
        """Search units and everything that they can reach."""
        waiting = list(units)
        while waiting:
            here = waiting.pop()
            if id(here.node) not in self._reached:
                self._reached[id(here.node)] = here
                waiting += self._search(here)
        if self._wanted.get("recursion"):
            self._search_recursion()
        return self._found

    def _search(self, unit: Unit) -> list[Unit]:
        """Search a unit's own code; give what it refers to."""
        more: list[Unit] = list(unit.members.values())
        # `n = n - 1` in a function is no call of anything
        is_called = unit.is_value or isinstance(unit.node, (*DEFINITIONS, ast.Lambda))
        for node, is_inside in _nodes(unit):
            # the loop in a module's value is not run by the function that reads the value
            if not unit.is_value or is_inside:
                self._look_at(node, unit)
            before = None if is_inside else unit.before
            if isinstance(node, ast.Attribute) and node.attr == CODE:
                self._add(HIDDEN, CODE, unit, node)
            is_read = isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load)
            if is_read or isinstance(node, ast.Call):
                self._look_at_name(node, unit, before)
            meant = self._text.meant(node, unit, before) if is_read else []
            more += meant
            for reached in meant:
                if is_called or is_inside:
                    self._edge(unit, reached, node, is_certain=True)
            if unit.owner and isinstance(node, ast.Attribute) and not meant:
                perhaps = unit.owner.members.get(node.attr)
                if perhaps is not None and node.attr not in _MAKERS:
                    self._edge(unit, perhaps, node, is_certain=False)
        return more

    def _look_at(self, node: ast.AST, unit: Unit) -> None:
        if self._wanted.get("loops") and isinstance(node, _LOOPS):
            self._add("loops", "", unit, node)
        for word in self._wanted.get("statements", ()):
            if isinstance(node, STATEMENTS[word]):
                self._add("statements", word, unit, node)
        if isinstance(node, IMPORTS):
            paths = {one.name for one in node.names}
            if isinstance(node, ast.ImportFrom):
                paths = {node.module or ""}
            self._look_at_imports(paths, node, unit)

    def _look_at_name(self, node: ast.AST, unit: Unit, before: int | None) -> None:
        paths = self._text.paths(node, unit.scope, before)
        for word, pattern in self._patterns.items():
            is_member = isinstance(node, ast.Attribute) and f".{node.attr}" == pattern
            if is_member or any(_matches(path, pattern) for path in paths):
                self._add("names", word, unit, node)
        self._look_at_imports(paths, node, unit)
        for word in paths & HIDING:
            self._add(HIDDEN, word, unit, node)

    def _look_at_imports(self, paths: set[str], node: ast.AST, unit: Unit) -> None:
        for library in self._wanted.get("imports", ()):
            if any(_is_in(path, library) for path in paths):
                self._add("imports", library, unit, node)

    def _add(self, rule: str, item: str, unit: Unit, node: ast.AST) -> None:
        line = getattr(node, "lineno", 0)
        self._found.append(Found(rule, item, unit.label, line, unit.name))

    # -- recursion

    def _edge(self, unit: Unit, reached: Unit, node: ast.AST, *, is_certain: bool) -> None:
        targets = [reached]
        if isinstance(reached.node, ast.ClassDef):
            targets = [one for name, one in reached.members.items() if name in _MAKERS]
        edges = self._edges.setdefault(id(unit.node), [])
        line = getattr(node, "lineno", 0)
        edges += [(target, line, is_certain) for target in targets]

    def _search_recursion(self) -> None:
        """Find calls that lead back to their own function; `PERHAPS`, by another object's method.

        `node.left.insert(x)` in `insert` may be a call of itself, and `self.items.pop()` in `pop`
        is none: an object's class is not written beside it.
        """
        for start, edges in self._edges.items():
            unit = self._reached[start]
            for target, line, is_certain in edges:
                if is_certain and self._leads_to(target, start):
                    self._found.append(Found("recursion", "", unit.label, line, unit.name))
                elif not is_certain and id(target.node) == start:
                    self._found.append(Found("recursion", PERHAPS, unit.label, line, unit.name))

    def _leads_to(self, unit: Unit, goal: int) -> bool:
        seen: set[int] = set()
        waiting = [id(unit.node)]
        while waiting:
            here = waiting.pop()
            if here == goal:
                return True
            if here not in seen:
                seen.add(here)
                edges = self._edges.get(here, ())
                waiting += [id(target.node) for target, _, is_certain in edges if is_certain]
        return False


def _nodes(unit: Unit) -> Iterator[tuple[ast.AST, bool]]:
    """The nodes of a unit that can run, and whether each stands in a lambda.

    Of a function inside it, only what runs where it is defined: its own code is another unit.
    """
    stack: list[tuple[ast.AST, bool]] = [(unit.node, False)]
    while stack:
        node, is_inside = stack.pop()
        if isinstance(node, DEFINITIONS) and node is not unit.node:
            outside: list[ast.AST] = [*node.decorator_list]
            if isinstance(node, FUNCTIONS):
                outside += defaults_of(node)
            stack += [(one, is_inside) for one in outside]
            continue
        yield node, is_inside
        blocks = [node.body] if isinstance(node, DEFINITIONS) else list(blocks_of(node))
        parts = [one for block in blocks if _is_block(block) for one in live(block)]
        others = [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.stmt)]
        inside = is_inside or isinstance(node, ast.Lambda)
        stack += [(one, inside) for one in (*others, *parts)]


def _is_block(block: list[Any]) -> bool:
    return bool(block) and isinstance(block[0], ast.stmt)


def _full(pattern: str) -> str:
    """`numpy.convolve` for `np.convolve`."""
    first, dot, rest = pattern.partition(".")
    return f"{_SHORT.get(first, first)}{dot}{rest}".removeprefix("builtins.")


def _matches(path: str, pattern: str) -> bool:
    """Whether a dotted name is the pattern's, also by way of a library's inner modules."""
    if _is_in(path, pattern):
        return True
    first, *between = path.split(".")
    start, _, end = pattern.partition(".")
    is_inner = any(part.startswith("_") or part in {"core", "lib"} for part in between[:-1])
    return is_inner and first == start and between[-1] == end.rpartition(".")[2]


def _is_in(path: str, of: str) -> bool:
    return path == of or path.startswith(f"{of}.")
