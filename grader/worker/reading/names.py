"""The texts of a submission -> the possible meanings of each name in them."""

import ast
import builtins
from typing import NamedTuple, Optional

from .syntax import (
    DEFINITIONS,
    FUNCTIONS,
    assigned_in,
    blocks_of,
    is_plain,
    live,
    parameters_of,
    run_by_command,
    statements_of,
)

MAX_ALIASES = 50  # of aliases; the next one may be anything

Modules = list[tuple[str, list[tuple[str, str]]]]


class UnreadableError(Exception):
    """The text is of a kind that cannot be followed."""


class Binding(NamedTuple):
    """One way in which a name gets its meaning.

    Attributes:
        node: the definition, or the value; None for an import.
        path: of an import: `numpy.convolve`.
        number: its place among all bindings of the text.
        replaces: whether it is sure to take the place of those before it.
        line: of an import.
    """

    node: ast.AST | None
    path: str
    label: str
    scope: "Scope"
    number: int
    replaces: bool
    line: int = 0


class Scope:
    """The names of a module or a function; a class has none that its methods see."""

    def __init__(self, parent: Optional["Scope"] = None) -> None:
        self.parent = parent
        self.names: dict[str, list[Binding]] = {}
        self.stars: list[str] = []
        self.outer: set[str] = set()  # declared global or nonlocal

    def top(self) -> "Scope":
        """The module's."""
        return self if self.parent is None else self.parent.top()

    def resolve(self, name: str, before: int | None) -> list[Binding]:
        """The possible meanings of a name here; none for a name that is not bound.

        Args:
            name: as it stands in the text.
            before: the place of the value that is computed, which sees only what stands above it.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and name not in scope.outer:
                found = scope.names[name]
                if scope.parent is not None:
                    return found
                if before is not None:
                    return [one for one in found if one.number < before]
                return in_force(found)
            scope = scope.parent
        return []

    def is_local(self, name: str) -> bool:
        """Whether a name is a parameter, so that the text does not tell its value."""
        scope = self
        while scope.parent is not None:
            if name in scope.names and name not in scope.outer:
                return True
            scope = scope.parent
        return False


def in_force(found: list[Binding]) -> list[Binding]:
    """The last binding that is sure to replace those before it, and all after it.

    With the bindings that functions make by `global` whenever they are called.
    """
    first = max((number for number, one in enumerate(found) if one.replaces), default=0)
    return [one for n, one in enumerate(found) if n >= first or one.scope.parent is not None]


class Unit:
    """A definition, a value or a statement whose code can be searched.

    Attributes:
        owner: the class of a method.
        before: see `Scope.resolve`.
        is_value: whether a module's name stands for it, so that it is computed only once.
        members: of a class.
        me: the name by which a method calls its object.
    """

    def __init__(
        self, node: ast.AST, name: str, label: str, scope: Scope, owner: Optional["Unit"] = None
    ) -> None:
        self.node = node
        self.name = name
        self.label = label
        self.scope = scope
        self.owner = owner
        self.before: int | None = None
        self.is_value = False
        self.members: dict[str, Unit] = {}
        self.me = ""
        if owner is not None and isinstance(node, FUNCTIONS) and node.args.args:
            self.me = node.args.args[0].arg


class Text:
    """The modules of a submission, parsed, and the meaning of their names.

    Attributes:
        statements: units of all statements that stand at the top of a module.
    """

    def __init__(self, modules: Modules) -> None:
        self.statements: list[Unit] = []
        self._scopes: dict[str, Scope] = {}
        self._units: dict[int, Unit] = {}
        self._inner: dict[int, Scope] = {}
        self._count = 0
        for name, cells in modules:
            scope = self._scopes[name] = Scope()
            for label, text in cells:
                self._read(scope, label, statements_of(text), is_sure=True)

    # -- reading

    def _read(self, scope: Scope, label: str, body: list[ast.stmt], *, is_sure: bool) -> None:
        """Read statements that stand at the top, and those that a notebook's command runs."""
        self._collect(scope, label, body, is_sure=is_sure)
        for statement in body:
            inside, files, is_pylab = run_by_command(statement)
            self._read(scope, label, inside, is_sure=False)
            scope.stars += files
            if is_pylab:
                scope.stars.append("numpy")
                self._add(scope, "np", label, path="numpy")
            self.statements.append(self._made(statement, _name_of(statement), label, scope))

    def _collect(self, scope: Scope, label: str, body: list[ast.stmt], *, is_sure: bool) -> None:
        for statement in live(body):
            self._bind(scope, label, statement, is_sure=is_sure)
            for block in blocks_of(statement):
                self._collect(scope, label, block, is_sure=False)

    def _bind(self, scope: Scope, label: str, statement: ast.stmt, *, is_sure: bool) -> None:
        if isinstance(statement, DEFINITIONS):
            sure = is_sure and is_plain(statement)
            self._add(scope, statement.name, label, statement, replaces=sure)
            self._read_inside(scope, label, statement)
        elif isinstance(statement, ast.Import):
            for one in statement.names:
                path = one.name if one.asname else one.name.partition(".")[0]
                self._add(scope, one.asname or path, label, path=path, line=one.lineno)
        elif isinstance(statement, ast.ImportFrom):
            module = statement.module or ""
            for one in statement.names:
                if one.name == "*":
                    scope.stars.append(module)
                else:
                    path = f"{module}.{one.name}".lstrip(".")
                    self._add(scope, one.asname or one.name, label, path=path, line=one.lineno)
        for target, value in assigned_in(statement):
            self._add(scope, target, label, value)

    def _add(  # noqa: PLR0913 - the parts of a binding
        self,
        scope: Scope,
        name: str,
        label: str,
        node: ast.AST | None = None,
        *,
        path: str = "",
        line: int = 0,
        replaces: bool = False,
    ) -> None:
        self._count += 1
        # `global f` in a function gives the module's name another meaning
        place = scope.top() if name in scope.outer else scope
        binding = Binding(node, path, label, scope, self._count, replaces, line)
        place.names.setdefault(name, []).append(binding)

    def _read_inside(self, scope: Scope, label: str, node: ast.AST) -> None:
        """Read the names of a function; of a class those of its methods."""
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                self._read_inside(scope, label, method)
        if not isinstance(node, FUNCTIONS):
            return
        own = self._inner[id(node)] = Scope(scope)
        own.names.update({given: [] for given in parameters_of(node.args)})
        for inside in ast.walk(node):
            if isinstance(inside, (ast.Global, ast.Nonlocal)):
                own.outer.update(inside.names)
        self._collect(own, label, node.body, is_sure=False)

    # -- what code is meant

    def units_of(self, main: str, target: str) -> list[Unit]:
        """Every definition that is in force of a `function`, a `Class` or a `Class.method`."""
        scope = self._main(main)
        name, _, member = target.partition(".")
        bindings = scope.resolve(name, None) or self._starred(name, scope)
        units = self._own(bindings, name)
        if not member:
            return units or [_of_library(one, name) for one in bindings]
        return [unit.members[member] for unit in units if member in unit.members]

    def statements_in(self, main: str) -> list[Unit]:
        """The statements at the top of a module."""
        scope = self._main(main)
        return [unit for unit in self.statements if unit.scope.top() is scope]

    def _main(self, name: str) -> Scope:
        return self._scopes.get(name) or self._scopes.get("__main__") or Scope()

    def meant(self, node: ast.AST, unit: Unit, before: int | None) -> list[Unit]:
        """The submission's code that a name or an attribute refers to."""
        if isinstance(node, ast.Name):
            found = unit.scope.resolve(node.id, before)
            if not found and not unit.scope.is_local(node.id):
                found = self._starred(node.id, unit.scope)
            return self._own(found, node.id)
        if not isinstance(node, ast.Attribute):
            return []
        if unit.owner and isinstance(node.value, ast.Name) and node.value.id == unit.me:
            member = unit.owner.members.get(node.attr)
            return [member] if member else []
        return [u for path in self.paths(node, unit.scope, before) for u in self._at(path)]

    def is_wrapped(self, unit: Unit) -> bool:
        """Whether code of the submission stands around a definition, and may replace it."""
        node, wrappers = unit.node, list[ast.expr]()
        if isinstance(node, DEFINITIONS):
            wrappers = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
        elif isinstance(node, ast.Call):
            parts = [part for one in node.args for part in ast.walk(one)]
            if any(self.meant(part, unit, unit.before) for part in parts):
                wrappers = [node.func]
        around = Unit(node, unit.name, unit.label, unit.scope.parent or unit.scope)
        return any(self.meant(one, around, unit.before) for one in wrappers)

    def _unit(self, binding: Binding, name: str) -> Unit | None:
        """The unit that a binding's name stands for, if the text says it."""
        node = binding.node
        if node is None:
            return None
        if id(node) not in self._units:
            unit = self._made(node, name, binding.label, binding.scope)
            if not isinstance(node, DEFINITIONS) and binding.scope.parent is None:
                unit.before, unit.is_value = binding.number, True
        return self._units[id(node)]

    def _made(
        self, node: ast.AST, name: str, label: str, scope: Scope, owner: Unit | None = None
    ) -> Unit:
        if id(node) in self._units:
            return self._units[id(node)]
        inner = self._inner.get(id(node), scope)
        unit = self._units[id(node)] = Unit(node, name, label, inner, owner)
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, DEFINITIONS):
                    unit.members[part.name] = self._made(part, part.name, label, scope, unit)
                for target, value in assigned_in(part):
                    unit.members[target] = self._made(value, target, label, scope, unit)
        return unit

    def _own(self, bindings: list[Binding], name: str, depth: int = 0) -> list[Unit]:
        """The submission's code that bindings stand for, through imports of its own modules."""
        found = []
        for binding in bindings:
            unit = self._unit(binding, name)
            if unit is not None:
                found.append(unit)
            elif depth < MAX_ALIASES:
                found += self._at(binding.path, depth + 1)
        return found

    def _at(self, path: str, depth: int = 0) -> list[Unit]:
        """The submission's code with a dotted name, `helper.f`."""
        module, _, name = path.rpartition(".")
        scope = self._scopes.get(module) or self._scopes.get(module.rpartition(".")[2])
        if scope is None:
            return []
        return self._own(in_force(scope.names.get(name, [])), name, depth)

    def _starred(self, name: str, scope: Scope) -> list[Binding]:
        """The meanings of a name that only `from helper import *` can have bound."""
        modules = [self._scopes.get(module) for module in scope.top().stars]
        return [one for own in modules if own for one in in_force(own.names.get(name, []))]

    # -- what of a library is meant

    def paths(self, node: ast.AST, scope: Scope, before: int | None, depth: int = 0) -> set[str]:
        """The dotted names that an expression may stand for: `numpy.convolve`, `sorted`.

        Raises:
            UnreadableError: it is an alias of an alias of an alias …
        """
        if depth > MAX_ALIASES:
            raise UnreadableError
        more = (scope, before, depth + 1)
        if isinstance(node, ast.Name):
            return self._paths_of_name(node.id, scope, before, depth)
        if isinstance(node, ast.Attribute):
            return {f"{path}.{node.attr}" for path in self.paths(node.value, *more)}
        if isinstance(node, ast.NamedExpr):
            return self.paths(node.value, *more)
        if isinstance(node, ast.IfExp):
            return self.paths(node.body, *more) | self.paths(node.orelse, *more)
        if isinstance(node, ast.BoolOp):
            return {path for value in node.values for path in self.paths(value, *more)}
        if isinstance(node, ast.Call):
            return self._paths_of_call(node, *more)
        return set()

    def _paths_of_name(self, name: str, scope: Scope, before: int | None, depth: int) -> set[str]:
        bindings = scope.resolve(name, before)
        found: set[str] = set()
        for one in bindings:
            if one.node is None:
                found.add(one.path.removeprefix("builtins."))
            elif not isinstance(one.node, DEFINITIONS):
                seen = one.number if one.scope.parent is None else None
                found |= self.paths(one.node, one.scope, seen, depth + 1)
        if not bindings and not scope.is_local(name):
            found |= {f"{module}.{name}" for module in scope.top().stars}
            found |= {name} if hasattr(builtins, name) else set()
        return found

    def _paths_of_call(
        self, node: ast.Call, scope: Scope, before: int | None, depth: int
    ) -> set[str]:
        """`getattr(np, "convolve")` and `import_module("numpy")`, with a text that stands there."""
        called = self.paths(node.func, scope, before, depth)
        given = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
        if "getattr" in called and len(given) > 1 and isinstance(given[1], str):
            owners = self.paths(node.args[0], scope, before, depth)
            return {f"{path}.{given[1]}" for path in owners}
        if called & {"__import__", "importlib.import_module"} and given:
            return {given[0]} if isinstance(given[0], str) else set()
        return set()


def _of_library(binding: Binding, name: str) -> Unit:
    """A name that is a library's function, `from numpy import convolve as conv1d`."""
    node = ast.Name(name, ast.Load(), lineno=binding.line)
    return Unit(node, name, binding.label, binding.scope)


def _name_of(statement: ast.stmt) -> str:
    return statement.name if isinstance(statement, DEFINITIONS) else ""
