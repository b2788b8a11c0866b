"""Misconception files of an exercise -> wrong solutions, each laid over a right one.

    reference/01_convolution/convolution.py              base: reference
    reference/01_convolution/equivalents/fft.py          base: equivalents/fft
    reference/01_convolution/misconceptions/_base.py     base: _base
    reference/01_convolution/misconceptions/no_bias.py   a header and the functions that differ

The base's text comes first and the overlay's after it, in one module: where the base calls a
function that both define, the overlay's is called. Without `base:` a file lies over `_base`, or
over the reference where there is no `_base.py`. Of a script, each file is a whole program.
"""

from __future__ import annotations

import ast
import builtins
import functools
import re
import symtable
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import NO_TIP, CourseError, did_you_mean, gathered, raise_together
from grader.model import Text, language_for, message
from grader.worker.split import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import CodeType

    from grader.model import Course, Exercise, Message

FOLDER = "misconceptions"


class Misconception(NamedTuple):
    """A wrong solution with one mistake.

    Attributes:
        caught_by: checks that it fails, by its header.
        may_cost: the share of an exercise's points that it may cost, by its header; 0 if it is
            silent.
        source: of the whole module: the base, then the overlay.
        code: compiled, to be run anew for calls in another order; it may keep state.
    """

    name: str
    text: Text
    caught_by: tuple[str, ...]
    may_cost: float
    source: str
    code: CodeType


class _Module(NamedTuple):
    """A file, parsed and not run.

    Attributes:
        header: its docstring.
        bound: (name, statement) for each name that a statement of the module binds.
        used: global names used anywhere in it.
    """

    path: Path
    source: str
    header: str
    bound: list[tuple[str, ast.stmt]]
    used: set[str]

    def names(self) -> set[str]:
        """The names that it binds."""
        return {name for name, _ in self.bound}


def load_misconceptions(course: Course, exercise: Exercise) -> list[Misconception]:
    """Load an exercise's misconceptions, by name; none without a reference.

    Raises:
        CourseError: a file is not Python, or does not fit its base.
    """
    solution = course.solution(exercise)
    if solution is None:
        return []
    paths = _base_paths(solution)
    usual = "_base" if "_base" in paths else "reference"
    bases: dict[str, _Module] = {}
    ideas: list[Misconception] = []
    errors: list[CourseError] = []
    for path in misconception_files(solution.parent):
        with gathered(errors):
            overlay = _read(path)
            name = _field(overlay.header, "base") or usual
            if name not in paths:
                sentence = message("there is no base {name}.", name=name)
                raise CourseError(path, sentence, did_you_mean(name, paths))
            if name not in bases:
                bases[name] = _read(paths[name])
                _refuse_alone(bases[name])
            base = bases[name]
            if exercise.script:  # the whole program: laid over another one, both would run
                ideas.append(_idea(overlay, overlay.source, course))
                continue
            _refuse_misfit(overlay, base, exercise)
            ideas.append(_lay_over(base, overlay, {*exercise.variables}, course))
    raise_together(errors)
    return ideas


def misconception_files(folder: Path) -> list[Path]:
    """List the misconception files in an exercise's reference folder."""
    return [path for path in sorted((folder / FOLDER).glob("*.py")) if path.name[0] != "_"]


def base_files(folder: Path) -> list[Path]:
    """List the base files beside them, which hold no misconception."""
    return sorted((folder / FOLDER).glob("_*.py"))


def _base_paths(solution: Path) -> dict[str, Path]:
    """Map each valid `base:` of a header to its file."""
    folder = solution.parent
    paths = {"reference": solution}
    paths |= {path.stem: path for path in base_files(folder)}
    return paths | {f"equivalents/{path.stem}": path for path in folder.glob("equivalents/*.py")}


def _lay_over(
    base: _Module, overlay: _Module, variables: set[str], course: Course
) -> Misconception:
    values = dict(_assignments(overlay.source, variables)) if variables else {}
    above, moved = _with_values(base.source, values, variables)
    below = _without(overlay.source, moved)
    above = _without(above, overlay.names() - variables)
    return _idea(overlay, f"{above}\n\n{below}", course)


def _idea(overlay: _Module, source: str, course: Course) -> Misconception:
    header = overlay.header
    try:
        code = compile(source, str(overlay.path), "exec", dont_inherit=True)
    except SyntaxError as error:
        _refuse_alone(overlay)
        # each compiles alone, so a `from __future__` comes too late
        tip = message("Put `from __future__` into its base: it holds for both.")
        raise _does_not_run(overlay.path, error, tip) from error
    return Misconception(
        name=overlay.path.stem,
        text=Text(
            ko=_field(header, language_for("ko", course.languages)),
            en=_field(header, language_for("en", course.languages)),
        ),
        caught_by=_listed(header, "caught_by"),
        may_cost=_may_cost(overlay),
        source=source,
        code=code,
    )


def _refuse_alone(module: _Module) -> None:
    """Refuse what a file's tree allows and Python does not, as a `return` outside a function."""
    try:
        compile(module.source, module.path.name, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise _does_not_run(module.path, error) from error


def _with_values(
    source: str, values: Mapping[str, str], variables: set[str]
) -> tuple[str, set[str]]:
    """The text with other values of variables, and the names of these.

    Each stands before the next variable, or the next cell.
    """
    # what follows a variable is computed from it, so the end of the text would be too late
    if not values:
        return "\n".join(source.splitlines()), set()
    lines: list[str] = []
    pending, moved = "", set[str]()
    statements = [names for names, _, _ in _assigned(source)]
    for names, text in zip(statements, _texts(source), strict=True):
        if pending and (names & variables or marks_of("\n".join(text))):
            lines.append(values[pending])
            moved.add(pending)
            pending = ""
        lines += text
        pending = next(iter(names & values.keys()), pending)
    if pending in moved:  # a variable that is assigned again
        lines.append(values[pending])
    return "\n".join(lines), moved


def _without(source: str, names: set[str]) -> str:
    """The text without its assignments to these names; line numbers stay."""
    # a value that is given again below the functions would count as an experiment with it
    lines = source.splitlines()
    for found, first, last in _assigned(source) if names else ():
        if found and found <= names:
            lines[first:last] = [""] * (last - first)
    return "\n".join(lines)


def _texts(source: str) -> Iterator[list[str]]:
    """The lines of each statement, with those above it that belong to none."""
    lines, done = source.splitlines(), 0
    for _, _, last in _assigned(source):
        yield lines[done:last]
        done = last


def _assignments(source: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """Each of these names that is assigned alone, and the text of that statement in one line."""
    for found, first, last in _assigned(source):
        if len(found) == 1 and found <= names:
            text = "\n".join(source.splitlines()[first:last])
            yield next(iter(found)), ast.unparse(ast.parse(text))


@functools.lru_cache(maxsize=8)  # each overlay of an exercise asks for its base
def _assigned(source: str) -> list[tuple[set[str], int, int]]:
    """The names of each assignment of the module, and its lines."""
    found = []
    for statement in ast.parse(source).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        names = {getattr(target, "id", "") for target in targets}
        found.append((names, statement.lineno - 1, statement.end_lineno or statement.lineno))
    return found


# -- does it fit its base?


def _refuse_misfit(overlay: _Module, base: _Module, exercise: Exercise) -> None:
    """Refuse an overlay that its author cannot have meant, or that would fail silently."""
    found = _misfits(overlay, base, exercise)
    raise_together([CourseError(overlay.path, *sentence_and_tip) for sentence_and_tip in found])


def _misfits(
    overlay: _Module, base: _Module, exercise: Exercise
) -> Iterator[tuple[Message, Message]]:
    names = overlay.names()
    for name, count in Counter(name for name, _ in overlay.bound).items():
        if count > 1:
            yield message("defines {name} twice.", name=name), message("Keep one of them.")
    replaces = _listed(overlay.header, "replaces")
    for name in replaces:
        if name not in base.names():
            sentence = message("replaces {name}, which its base does not have.", name=name)
            yield sentence, did_you_mean(name, base.names())
        elif name not in names:
            sentence = message("replaces {name} and does not define it.", name=name)
            yield sentence, message("Define it, or correct the header.")
    silent = _replaced(overlay, base, {*replaces, *exercise.names})
    if silent:
        named = ", ".join(sorted(silent))
        sentence = message("defines {names}, which its base has too.", names=named)
        header = ", ".join(sorted({*replaces, *silent}))
        tip = message("Rename it, or write into the header: replaces: {names}", names=header)
        yield sentence, tip
    known = names | base.names()
    for name in sorted(overlay.used - known - vars(builtins).keys()):
        sentence = message("uses {name}, which neither it nor its base defines.", name=name)
        yield sentence, did_you_mean(name, known)


def _replaced(overlay: _Module, base: _Module, meant: set[str]) -> set[str]:
    """Names, beside those that are meant, that the overlay binds otherwise than its base does."""
    both = (overlay.names() & base.names()) - meant
    here, there = (
        {(name, ast.unparse(statement)) for name, statement in module.bound if name in both}
        for module in (overlay, base)
    )
    return {name for name, _ in here - there}


# -- reading a file


def _read(path: Path) -> _Module:
    try:
        source = path.read_text("utf-8")
        tree = ast.parse(source, path.name)
    except (SyntaxError, ValueError) as error:
        raise _does_not_run(path, error) from error
    bound = [(name, statement) for statement in tree.body for name in _names_bound(statement)]
    used = set(_used(symtable.symtable(source, path.name, "exec")))
    return _Module(path, source, ast.get_docstring(tree) or "", bound, used)


def _does_not_run(path: Path, error: Exception, tip: Message = NO_TIP) -> CourseError:
    said, line = str(error), 0
    if isinstance(error, SyntaxError):
        said, line = error.msg, error.lineno or 0
    return CourseError(path, message("this file does not run: {error}", error=said), tip, line)


def _names_bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):  # nearly all of a file
        yield statement.name
        return
    for symbol in symtable.symtable(ast.unparse(statement), "", "exec").get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            yield symbol.get_name()


def _used(table: symtable.SymbolTable) -> Iterator[str]:
    is_module = table.get_type() == "module"
    for symbol in table.get_symbols():
        # Python takes every function called `top` for the module
        is_own = not is_module and (symbol.is_parameter() or symbol.is_assigned())
        if symbol.is_global() and not is_own:
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _used(inner)


def _may_cost(overlay: _Module) -> float:
    written = _field(overlay.header, "costs")
    found = re.fullmatch(r"(\d+) ?%, (because .+)", written)
    if written and not found:
        sentence = message("the line costs: of the header says no share and reason.")
        tip = message("For example: costs: 60 %, because no value is right")
        raise CourseError(overlay.path, sentence, tip)
    return int(found.group(1)) / 100 if found else 0.0


def _listed(header: str, name: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in _field(header, name).split(",") if item.strip())


def _field(header: str, name: str) -> str:
    found = re.search(rf"^{name}:(.*?)(?=^[\w-]+:|\Z)", header, re.MULTILINE | re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""
