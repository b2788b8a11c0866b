"""Explain why a module has no function of some name, though something of that name is written."""

from __future__ import annotations

import ast
import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import Cause, Message, message
from grader.worker.magics import LEFT_OUT, MAIN

from .remarks import is_misplaced, left_out_because, line_of
from .versions import needed_python, running_python

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model import Exercise

    from .messages import ReportedProblem

Explained = tuple[Cause, Message, tuple[Message, ...]]

LEAST_ALIKE = 0.6  # as for difflib.get_close_matches
_CLASS = re.compile(r"^class[ \t]+(\w{1,80})", re.MULTILINE)
_ASSIGNED = re.compile(r"^(\w{1,80})[ \t]*=[^=]", re.MULTILINE)
_GUARD = re.compile(r"if\s+__name__\s*==")
_OWNER = re.compile(r"class\s+(\w{1,80})")


def _is_in_string(source: str, line: int) -> bool:
    """Whether a line lies in a string that began on a line above it."""
    try:
        nodes = ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.lineno < line <= (node.end_lineno or 0)
        for node in nodes
    )


class _Written(NamedTuple):
    """A place where a name is written; ordered: the nearest to a definition is the largest.

    Attributes:
        rank: 3 for a line that begins with it, 2 inside a block, 1 given by `=`, 0 in a comment
            or given by `=` inside a block.
        word: `def`, `class` or `=`.
        block: the line that opens the block around it, or the magic of its cell.
        in_block: whether it is given by `=` inside a block.
    """

    rank: int
    where: str
    line: int
    word: str
    block: str = ""
    in_block: bool = False


class Absence:
    """A submission in which a function is missing.

    Args:
        exercise: that asks for it.
        sources: module name -> cells.
        problems: as the worker reported them.
        names: the functions that exist.
    """

    def __init__(
        self,
        exercise: Exercise,
        sources: dict[str, list[tuple[str, str]]],
        problems: Sequence[ReportedProblem],
        names: list[str],
    ) -> None:
        self._exercise = exercise
        self._sources = sources
        self._problems = problems
        self._names = names
        self._main = MAIN if MAIN in sources else exercise.module
        self._cells = {label: text for cells in sources.values() for label, text in cells}

    def explain(self, function: str, after: int | None = None) -> Explained:
        """The cause, the sentence and the tips.

        Args:
            after: the number of the code cell before the Markdown cell that has the function.
        """
        written = max(self._written(function, self._main), default=None)
        found = self._problem_with(function, written)
        if found is not None:
            return found
        if function in {*self._exercise.variables, *self._exercise.classes}:
            return Cause.MISSING, self._no_name(function, written), self._near(function)
        if written is not None:
            broken = self._broken_off(written)
            if broken is not None:
                return _unreadable(broken)
            return Cause.MISSING, self._not_a_function(function, written), ()
        if after is not None:
            return Cause.MISSING, self._in_no_code(function, after), ()
        # what Python cannot read may bring it: all of a file, or a cell with its name
        for problem in self._unreadable():
            if self._main != MAIN or function in self._cells.get(problem.where, ""):
                return _unreadable(problem)
        return Cause.MISSING, self._nowhere(function), self._tips(function)

    def explain_cell(self, cell: str) -> Explained:
        """Explain that the cell is missing at whose end a value was asked for."""
        text = N_("There is no cell {function} in {file}.")
        sentence = message(text, function=cell, file=self._file())
        text = N_("Let the line `# %% {cell}` stand where the given file has it.")
        return Cause.NO_CELL, sentence, (message(text, cell=cell),)

    def explain_as_of(self, name: str, cell: str) -> Explained:
        """A variable had no value when a cell ended."""
        written = max(self._written(name, self._main), default=None)
        found = self._problem_with(name, written)
        if found is not None:
            return found
        if written is None:
            return Cause.MISSING, self._no_name(name, written), self._near(name)
        text = N_("{name} has no value yet at the end of the cell {cell}.")
        return Cause.MISSING, message(text, name=name, cell=cell), ()

    def _problem_with(self, function: str, written: _Written | None) -> Explained | None:
        """The sentence about a name that a problem on loading explains."""
        for problem in self._unreadable():
            is_near = written is None or problem.where == written.where
            if function in problem.names and is_near:
                return _unreadable(problem)
        for problem in reversed(self._problems):
            if function in problem.names and problem.kind in {"raised", "skipped"}:
                because = left_out_because(function, problem, self._problems, self._cells)
                return Cause.MISSING, because, ()
        return None

    def _broken_off(self, written: _Written) -> ReportedProblem | None:
        """The line at or below a `def` that Python cannot read, so that there is no function."""
        if (written.rank, written.word) != (3, "def"):
            return None
        below = (p for p in self._unreadable() if p.where == written.where)
        return next((p for p in below if line_of(p) >= written.line), None)

    def _unreadable(self) -> list[ReportedProblem]:
        """The code that Python could not read; a misplaced statement hides no names."""
        return [
            problem
            for problem in self._problems
            if problem.kind == "syntax" and not (problem.error and is_misplaced(problem.error))
        ]

    def _written(self, function: str, module: str) -> Iterator[_Written]:
        name = re.escape(function)
        pattern = re.compile(
            rf"^([ \t]*)({LEFT_OUT}\w+\| +|#[# \t]*)?"
            rf"(?:(?:async[ \t]+)?(def|class)[ \t]+{name}\b|{name}[ \t]*(=)[^=])",
            re.MULTILINE,
        )
        for label, source in self._sources.get(module, ()):
            for match in pattern.finditer(source):
                indent, comment, word, given = match.groups()
                line = source.count("\n", 0, match.start()) + 1
                if comment:
                    magic = comment[1:].partition("|")[0] if LEFT_OUT in comment else ""
                    yield _Written(0, label, line, word or "=", magic)
                elif given:
                    yield _Written(1 - bool(indent), label, line, "=", in_block=bool(indent))
                elif indent:
                    block = _block_around(source[: match.start()].split("\n"), len(indent))
                    yield _Written(2, label, line, word, block)
                else:
                    yield _Written(3, label, line, word)

    def _not_a_function(self, function: str, written: _Written) -> Message:
        """Explain a name under which something else than a function is written."""
        values: dict[str, str | float] = {
            "function": function,
            "where": written.where,
            "line": written.line,
        }
        owner = _OWNER.match(written.block)
        if _is_in_string(self._cells.get(written.where, ""), written.line):
            text = N_("{function} stands in a string ({where}, line {line}).")
            return message(text, **values)
        if written.rank == 0 and written.block:
            text = N_(
                "{function} stands in a cell that {magic} makes no Python ({where}, line {line})."
            )
            values["magic"] = written.block
        elif written.rank == 0 and written.in_block:
            text = N_("{function} is defined only inside a block ({where}, line {line}).")
        elif written.rank == 0:
            text = N_("{function} stands in a comment ({where}, line {line}).")
        elif written.word == "=":
            text = N_("{function} is no function but a value ({where}, line {line}).")
        elif written.word == "class":
            text = N_(
                "{function} is a class ({where}, line {line}); this exercise asks for a function."
            )
        elif owner is not None:
            text = N_(
                "{function} is a method of the class {owner} ({where}, line {line}); this exercise "
                "asks for a function outside of classes."
            )
            values["owner"] = owner.group(1)
        elif _GUARD.match(written.block):
            text = N_(
                '{function} is defined under `if __name__ == "__main__":` ({where}, line {line}), '
                "which does not run here. Define it above that line."
            )
        elif written.rank == 2:
            text = N_("{function} is defined only inside a block ({where}, line {line}).")
        else:
            text = N_(
                "{function} is defined in {where}, line {line}, but is no function any more when "
                "the file has been run."
            )
        return message(text, **values)

    def _no_name(self, name: str, written: _Written | None) -> Message:
        """There is no variable, or no class, of that name."""
        is_class = name in self._exercise.classes
        asked = "class" if is_class else "variable"  # what advice on it is about
        values: dict[str, str | float] = {"name": name, "file": self._file(), "asked": asked}
        if written is None:
            text = N_("There is no variable {name} in {file}.")
            if is_class:
                text = N_("There is no class {name} in {file}.")
            return message(text, **values)
        values |= {"where": written.where, "line": written.line}
        if is_class and written.rank == 3 and written.word == "def":
            text = N_(
                "{name} is a function ({where}, line {line}); this exercise asks for a class."
            )
        elif written.rank == 0 and not written.in_block:
            text = N_("{name} stands in a comment ({where}, line {line}).")
        else:
            text = N_(
                "{name} is written in {where}, line {line}, but has no value when the file has "
                "been run."
            )
        return message(text, **values)

    def _near(self, name: str) -> tuple[Message, ...]:
        """A tip where a variable, or a class, has nearly this name."""
        is_class = name in self._exercise.classes
        pattern = _CLASS if is_class else _ASSIGNED
        sources = (source for _, source in self._sources.get(self._main, ()))
        others = {other for source in sources for other in pattern.findall(source)[:200]}
        asked = self._exercise.classes if is_class else self._exercise.variables
        missing = {*asked} - others | {name}
        near = renamed(sorted(missing), sorted(others - {*self._exercise.names})).get(name)
        if near is None:
            return ()
        text = N_("There is a variable {near}: rename it to {name}.")
        if is_class:
            text = N_("There is a class {near}: rename it to {name}.")
        return (message(text, near=near, name=name),)

    def _in_no_code(self, function: str, after: int) -> Message:
        text = N_(
            "{function} stands in a cell of {file} that is no code cell (after code cell {after})."
        )
        return message(text, function=function, file=self._file(), after=after)

    def _file(self) -> str:
        label = next(iter(self._sources.get(self._main, ())), ("", ""))[0]
        return label.replace(".ipynb cell ", ".ipynb\n").partition("\n")[0]

    def _nowhere(self, function: str) -> Message:
        file = self._file()
        for module in self._sources:
            for written in self._written(function, module):
                if written.rank == 3 and written.word == "def":
                    text = N_("{function} is defined in {where}: import it in {file}.")
                    return message(text, function=function, where=written.where, file=file)
        text = N_("There is no function {function} in {file}.")
        return message(text, function=function, file=file)

    def _tips(self, function: str) -> tuple[Message, ...]:
        others = [name for name in self._names if name not in self._exercise.functions]
        text = N_("There is a function {name}: rename it to {function}.")
        missing = {function, *(n for n in self._exercise.functions if n not in self._names)}
        stray = renamed(sorted(missing), others).get(function)
        near = [stray] if stray else []
        if not near:
            text = N_("{name} is a class; this exercise asks for a function {function}.")
            sources = (source for _, source in self._sources.get(self._main, ()))
            classes = [name for source in sources for name in _CLASS.findall(source)[:50]]
            near = difflib.get_close_matches(function.lower(), [c.lower() for c in classes], n=1)
            near = [name for name in classes if name.lower() in near][:1]
        return (message(text, name=near[0], function=function),) if near else ()


def renamed(missing: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Match missing functions with those of other names, each at most once, the likest first.

    Names with different digits never match: a `conv1d` is no `conv2d`.
    """
    alike = sorted(
        (-difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio(), name, other)
        for name in missing
        for other in others
        if re.findall(r"\d", name) == re.findall(r"\d", other)
    )
    found: dict[str, str] = {}
    for unlike, name, other in alike:
        if -unlike >= LEAST_ALIKE and name not in found and other not in found.values():
            found[name] = other
    return found


def _block_around(lines: list[str], indent: int) -> str:
    """The line, of those before, that opens the outermost block that is not a function's."""
    block = ""
    for line in reversed(lines):
        begin = line.lstrip()
        if begin and not begin.startswith("#") and len(line) - len(begin) < indent:
            block, indent = begin, len(line) - len(begin)
            if indent == 0 or _OWNER.match(block) or _GUARD.match(block):
                break
    return block


def _unreadable(problem: ReportedProblem) -> Explained:
    """Python cannot read the place where the function is, or may be."""
    values: dict[str, str | float] = {"where": problem.where, "line": line_of(problem)}
    needed = needed_python(problem.error) if problem.error is not None else ""
    text = N_("Python cannot read line {line} of {where}. Fix that line first.")
    if needed:
        text = N_(
            "Line {line} of {where} is written for Python {needed}, and Python {python} grades. "
            "Write it for Python {python}."
        )
        values |= {"needed": needed, "python": running_python()}
    return Cause.UNREADABLE, message(text, **values), ()
