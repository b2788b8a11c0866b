"""A student's cells -> a module: a statement that fails is reported, and the next one runs.

A file is one cell, a notebook has many. Since an error does not stop the rest, an experiment at
the end of a file cannot take the functions above it away. Lines that only a notebook understands
(magics, shell lines) are taken out and reported.
"""

import ast
import builtins
import importlib.abc
import importlib.machinery
import re
import sys
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any, NoReturn

from . import plotting
from .policy import Gate, NotAllowedError, refused_by
from .split import FUTURES, compile_in_pieces, only_defines
from .tracebacks import Lines, describe_exception, source_lines

MAX_PROBLEMS = 20
MAX_MAGICS = 500

# cell magics whose body is Python and still means the same without them
_PYTHON_CELL_MAGICS = {"%%time", "%%timeit", "%%capture", "%%prun", "%%python", "%%python3"}
_NOTEBOOK_LINE = re.compile(r"^(\s*)(%|!|\?|[\w.]+\?{1,2}\s*$|[\w.,\s]+=\s*(%|!))")
_NOTEBOOK_CELL = re.compile(r".* cell \d+", re.DOTALL)

Unit = tuple[str, types.CodeType]  # `label:line`, and the code there
Problem = dict[str, Any]


class StudentModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The modules of one submission, importable by their names after every real library.

    Args:
        sources: module name -> its cells, each `(label, source)`; an error names the label.
        allowed: the libraries that this exercise allows, for the error message.
        skip: statements (`label:line`) to leave out, because they killed an earlier worker.
        before: called with `label:line` before each statement runs.
        loaded: libraries that this process has loaded for other exercises.
    """

    def __init__(
        self,
        sources: dict[str, list[tuple[str, str]]],
        allowed: list[str],
        skip: list[str],
        before: Callable[[str], None],
        loaded: Collection[str] = (),
    ) -> None:
        self.sources = sources
        self.allowed = allowed
        self.skip = frozenset(skip)
        self.before = before
        self.problems: list[Problem] = []
        self.lines = Lines({label: text for cells in sources.values() for label, text in cells})
        self._here = ""
        refused = refused_by(allowed, loaded)
        self._gate = Gate(refused, self._own, self._is_asked_by_student, self._refuse)

    def join_import_system(self) -> None:
        """Join this process's finders: the gate as the first, this one as the last."""
        sys.meta_path.insert(0, self._gate)
        sys.meta_path.append(self)

    # -- what the import system calls

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> Any:
        """A spec for a module of the submission or a plotting library; an error for the rest."""
        root = fullname.partition(".")[0]
        if root in plotting.LIBRARIES:
            self._report("plotted", library=root)
            return importlib.machinery.ModuleSpec(fullname, plotting.QuietLoader(), is_package=True)
        if fullname in self.sources:
            return self._own(fullname)
        if root == fullname and root not in sys.modules and self._is_asked_by_student():
            self._refuse(root)
        return None

    def _own(self, fullname: str) -> importlib.machinery.ModuleSpec | None:
        known = fullname in self.sources
        return importlib.machinery.ModuleSpec(fullname, self) if known else None

    def _refuse(self, root: str) -> NoReturn:
        self._report("not_allowed", library=root[:200])
        libraries = ", ".join(["the harmless part of the standard library", *self.allowed])
        raise NotAllowedError(
            f"{root} cannot be imported here: this exercise allows {libraries}", name=root
        )

    def _is_asked_by_student(self) -> bool:
        """Whether a student's line imports, and not a library that can do without the module."""
        frame = sys._getframe(2)
        while frame is not None and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_code.co_filename if frame else ""
        return name == "<string>" or name in self.lines

    def create_module(self, spec: Any) -> types.ModuleType:
        """A module with the names that a notebook has without importing them."""
        module = types.ModuleType(spec.name)
        module.__dict__.update(
            __builtins__=builtins, display=plotting.QUIET, get_ipython=lambda: plotting.QUIET
        )
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Run every statement of the module's cells and report those that raise."""
        sys.modules[module.__name__] = module  # two modules may import each other
        for label, source in self.sources[module.__name__]:
            for unit in self._units(label, source):
                self._try(unit, module.__dict__)

    def load(self, name: str) -> types.ModuleType:
        """Run the submission's module of that name, even if a library has the same name."""
        spec = importlib.machinery.ModuleSpec(name, self)
        module = self.create_module(spec)
        self.exec_module(module)
        return module

    # -- cells and statements

    def _units(self, label: str, source: str) -> Iterator[Unit]:
        self._here = f"{label}:1"
        if self._here + ":cell" in self.skip:
            self._report("skipped")
            return
        self.before(self._here + ":cell")
        yield from compile_in_pieces(label, source) or self._statements(label, source)

    def _statements(self, label: str, source: str) -> Iterator[Unit]:
        try:
            tree = self._parse(label, source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self._report("syntax", error=describe_exception(error, self.lines))
            return
        flags = 0
        for statement in tree.body:
            self._here = f"{label}:{statement.lineno}"
            try:
                code = compile(ast.Module([statement], []), label, "exec", flags, dont_inherit=True)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                if not self._is_skipped():
                    self._report("raised", error=describe_exception(error, self.lines))
                continue
            flags |= code.co_flags & FUTURES
            yield self._here, code

    def _parse(self, label: str, source: str) -> ast.Module:
        """The cell's syntax tree without the lines that only a notebook understands."""
        lines = source_lines(source)
        first = next((line for line in lines if line.strip()), "")
        if first.startswith("%%"):
            self._report("magic", text=first.split()[0])
            if first.split()[0] not in _PYTHON_CELL_MAGICS:
                return ast.Module([], [])
            lines[lines.index(first)] = ""
        for _ in range(MAX_MAGICS):
            try:
                return ast.parse("\n".join(lines) + "\n", label)
            except SyntaxError as error:
                # only where Python finds an error: a `%` that continues an expression is no magic
                number = (error.lineno or 0) - 1
                found = 0 <= number < len(lines) and _NOTEBOOK_LINE.match(lines[number])
                if not found or not _NOTEBOOK_CELL.fullmatch(label):
                    raise
                self._here = f"{label}:{number + 1}"
                self._report("magic", text=lines[number].strip()[:80])
                lines[number] = found.group(1) + "pass"
        raise SyntaxError("too many lines that are not Python")

    def _try(self, unit: Unit, namespace: dict[str, Any]) -> None:
        self._here, code = unit
        if self._is_skipped():
            return
        if not only_defines(code):
            self.before(self._here)
        try:
            exec(code, namespace)
        except BaseException as error:
            self._report("raised", error=describe_exception(error, self.lines))

    def _is_skipped(self) -> bool:
        """Whether the statement killed an earlier worker; reports it if so."""
        if self._here not in self.skip:
            return False
        self._report("skipped")
        return True

    def _report(self, kind: str, **details: Any) -> None:
        where, _, line = self._here.removesuffix(":cell").rpartition(":")
        problem = {"kind": kind, "where": where, "line": int(line or 0), **details}
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)
