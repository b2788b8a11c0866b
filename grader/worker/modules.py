"""A student's cells -> a module: a statement that fails is reported, and the next one runs.

A file is one cell, a notebook has many. Since an error does not stop the rest, an experiment at
the end of a file cannot take the functions above it away.
"""

import ast
import builtins
import functools
import importlib
import importlib.machinery
import re
import sys
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any, NoReturn

from . import plotting
from .bindings import (
    MAX_NAMES,
    Bindings,
    Libraries,
    defined_names,
    named_by,
    stored_names,
    written_names,
)
from .cells import KeptCells, Unit
from .magics import MAIN, Shell, file_to_run
from .policy import Gate, NotAllowedError, refused_by
from .split import (
    ANNOTATIONS,
    FUTURES,
    Unreadable,
    compile_around,
    compile_in_pieces,
    on_line,
    only_defines,
    run_program,
)
from .tracebacks import Lines, describe_exception, plain
from .tree import ModuleTree, SubmittedSpec

MAX_PROBLEMS = 20  # of each of two kinds
_MISSED_NAME = re.compile(r"name '(\w{1,80})' is not defined")
_OF_THE_SHELL = {"breakpoint", "display", "get_ipython"}
# what a student must hear before what fails beside the functions
_TELLING = {"syntax", "not_allowed", "skipped", "rebound", "replaced", "redefined"}

Problem = dict[str, Any]


class StudentModules:
    """The modules of one submission, which only its own lines can import.

    Args:
        sources: place (see `ModuleTree`) -> its cells, each `(label, source)`; an error names the
            label.
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
        self.dropped = 0
        self._telling, self._others = list[Problem](), list[Problem]()
        self.cells = KeptCells()
        self._lost: dict[str, Problem] = {}  # a name that is missing -> why
        self._bindings: dict[int, Bindings] = {}  # they hold their modules, so no id comes twice
        self._libraries = Libraries()
        self._being_run: set[str] = set()
        self.lines = Lines({label: text for cells in sources.values() for label, text in cells})
        self._here = ""
        self._tree = ModuleTree(sources)
        self._made: dict[str, types.ModuleType] = {}  # by full name
        self._begun: set[str] = set()
        self._only_reads = False
        self._shadowing = self._tree.shadowing({*allowed, "numpy"})
        refused = refused_by(allowed, loaded)
        self._gate = Gate(refused, self._own, self._is_asked_by_student, self._refuse)

    def join_import_system(self) -> None:
        """Join this process's finders: the gate as the first, this one as the last."""
        quiet = plotting.QuietFinder(
            self.allowed, self._own, self._is_asked_by_student, self._report_quiet
        )
        sys.meta_path[:0] = [self._gate, quiet]
        sys.meta_path.append(self)

    # -- what the import system calls

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> Any:
        """A spec for a module of the submission or a plotting library; an error for the rest."""
        root = fullname.partition(".")[0]
        full = self._tree.find(fullname)
        # a library that looks for one that is not here must not find a student's file
        if full == fullname and full:
            return self._spec(fullname, full)
        if full and root not in sys.stdlib_module_names and self._is_asked_by_student():
            return self._spec(fullname, full)
        if root in plotting.LIBRARIES:
            self._report_quiet(root)
            return plotting.quiet_spec(fullname)
        if root == fullname and root not in sys.modules and self._is_asked_by_student():
            self._refuse(root)
        return None

    def _spec(self, name: str, full: str) -> importlib.machinery.ModuleSpec:
        is_package = self._tree.is_package(full)
        loader: Any = self
        return SubmittedSpec(name, loader, is_package=is_package, loader_state=full)

    def _own(self, fullname: str) -> importlib.machinery.ModuleSpec | None:
        """A spec for a file with the name of a library that the exercise refuses."""
        if fullname.partition(".")[0] in sys.stdlib_module_names:
            return None  # other libraries use it; `_import` keeps such a file apart
        full = self._tree.find(fullname)
        return self._spec(fullname, full) if full else None

    def _import(
        self,
        name: str,
        globals: Any = None,  # noqa: A002 - Python's own names, by which it may be called
        locals: Any = None,  # noqa: A002
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        """`__import__` for submissions with a file that is named like a part of Python.

        Python would take that file. Libraries must not: for them it does not exist.
        """
        if level or name.partition(".")[0] not in self._shadowing:
            return builtins.__import__(name, globals, locals, fromlist, level)
        full = f"{self._tree.here}.{name}"
        if fromlist:
            return builtins.__import__(full, globals, locals, fromlist)
        importlib.import_module(full)
        return sys.modules[f"{self._tree.here}.{name.partition('.')[0]}"]

    def _refuse(self, root: str) -> NoReturn:
        self._report("not_allowed", library=root[:200])
        libraries = ", ".join(["the harmless part of the standard library", *self.allowed])
        raise NotAllowedError(
            f"{root} cannot be imported here: this exercise allows {libraries}", name=root
        )

    def _is_asked_by_student(self) -> bool:
        """Whether a student's line imports, and not a library that can do without the module."""
        frame = sys._getframe(2)
        between = StudentModules._import.__code__
        while frame is not None and (
            "importlib" in frame.f_code.co_filename or frame.f_code is between
        ):
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_code.co_filename if frame else ""
        return name == "<string>" or name in self.lines

    def create_module(self, spec: Any) -> types.ModuleType:
        """A module with the names that a notebook has without importing them.

        One that was imported by another of its names is the same module.
        """
        full = spec.loader_state
        if full in self._made:
            return self._made[full]
        folder = full if self._tree.is_package(full) else full.rpartition(".")[0]
        return self._made.setdefault(full, self._new_module(spec.name, folder))

    def _new_module(self, name: str, folder: str) -> types.ModuleType:
        module = types.ModuleType(name)
        module.__package__ = folder
        shell = Shell(
            functools.partial(self._run_file, module),
            functools.partial(self._run_code, module),
            self._report_command,
        )
        module.__dict__.update(
            __builtins__=self._builtins(),
            breakpoint=plotting.QUIET,  # nobody sits there who could go on
            display=plotting.QUIET,
            get_ipython=lambda: shell,
        )
        return module

    def _builtins(self) -> Any:
        return {**vars(builtins), "__import__": self._import} if self._shadowing else builtins

    def exec_module(self, module: types.ModuleType) -> None:
        """Run every statement of the module's cells and report those that raise."""
        spec = module.__spec__
        assert spec is not None
        full = spec.loader_state
        # a module that is imported by two names, or reloaded, keeps its first name
        module.__spec__ = self._spec(module.__name__, full)
        if full in self._begun:
            return
        self._begun.add(full)
        if module.__name__ not in sys.stdlib_module_names:  # which the worker itself may import
            sys.modules[module.__name__] = module  # two modules may import each other
        place = self._tree.cells_place(full)
        if place is not None:
            self._run_cells(place, module)

    def load(self, name: str, *, only_read: bool = False) -> types.ModuleType:
        """Run the submission's module of that name, even if a library has the same name.

        A notebook is `__main__`, as in Jupyter; helpers can import it by its name. A program is
        only read, and reported where Python cannot.
        """
        self._only_reads = only_read
        main = MAIN if MAIN in self.sources else name
        self._being_run.add(main)  # so that no line of its own runs it once more
        spec = self._spec(main, f"{self._tree.here}.{main}")
        module = self.create_module(spec)
        module.__spec__ = spec
        if not self._tree.is_there(f"{self._tree.here}.{name}"):
            sys.modules[name] = module
        self.exec_module(module)
        self._only_reads = False
        self._report_names("rebound", self._libraries.restore())
        return module

    def run(self, name: str) -> types.ModuleType:
        """Run the submission's module of that name as a program: all of it, up to an error."""
        main = MAIN if MAIN in self.sources else name
        place = self._tree.cells_place(f"{self._tree.here}.{main}") or main
        module = sys.modules[MAIN] = self._new_module(MAIN, self._tree.here)
        run_program(self.sources.get(place, []), vars(module))
        return module

    def _run_cells(self, name: str, module: types.ModuleType) -> None:
        if id(module) in self._bindings:  # by a notebook's `%run`, whose own end is to come
            self._run_in(name, self._bindings[id(module)])
            return
        bindings = self._bindings[id(module)] = Bindings(module, self.lines)
        self._run_in(name, bindings)
        self._report_names("rebound", bindings.restore())
        self._report_names("replaced", bindings.replaced)
        for defined, (first, last) in bindings.redefined.items():
            if first[0] in self.lines and last[0] in self.lines:
                self._here = f"{last[0]}:{last[1]}"
                names = [plain(defined)[:100]]
                self._report("redefined", names=names, earlier=first[0], earlier_line=first[1])

    def _report_names(self, kind: str, places: dict[str, str]) -> None:
        for name, where in places.items():
            self._here = where
            self._report(kind, names=[plain(name)[:100]])

    def _run_in(self, name: str, bindings: Bindings) -> None:
        for label, source in self.sources[name]:
            units = self._units(label, source)
            for unit in self.cells.following(label, units, vars(bindings.module)):
                if not self._only_reads:
                    self._try(unit, bindings)

    # -- what a notebook's commands do

    def _run_file(self, module: types.ModuleType, path: str, *, is_shared: bool) -> bool:
        """Run a file of the submission and take its names, as `%run`; False if there is none."""
        name = self._tree.place_at(path)
        if name == MAIN or not name or name in self._being_run:
            return False
        here = self._here
        self._being_run.add(name)
        ran = module if is_shared else self._new_module(MAIN, self._tree.here)
        self._run_cells(name, ran)
        self._being_run.discard(name)
        self._here = here
        given = {n: v for n, v in vars(ran).items() if not n.startswith("__")}
        vars(module).update({n: v for n, v in given.items() if n not in _OF_THE_SHELL})
        return True

    def _run_code(self, module: types.ModuleType, code: str) -> None:
        """Run code that stands in a text, on the line of the statement that holds it."""
        here = self._here
        label, _, line = here.rpartition(":")
        bindings = self._bindings.get(id(module)) or Bindings(module, self.lines)
        try:
            tree = ast.parse(code)
            units = [on_line(int(line or 1), statement, label) for statement in tree.body]
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self._report("raised", error=describe_exception(error, self.lines))
            return
        for unit in units:
            self._try((here, unit), bindings)

    def _report_quiet(self, library: str) -> None:
        self._report("plotted", library=library)

    def _report_command(self, text: str) -> None:
        self._report("magic", text=plain(text)[:80])

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
            tree = ast.parse(source + "\n", label)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            yield from self._readable(label, source, error)
            return
        flags = ANNOTATIONS
        for statement in tree.body:
            self._here = f"{label}:{statement.lineno}"
            try:
                code = compile(ast.Module([statement], []), label, "exec", flags, dont_inherit=True)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                if not self._is_skipped():
                    last = statement.end_lineno or statement.lineno
                    self._report_unreadable(label, Unreadable(statement.lineno, last, error))
                continue
            flags |= code.co_flags & FUTURES
            yield self._here, code

    def _readable(self, label: str, source: str, error: Exception) -> Iterator[Unit]:
        """The statements of a cell that Python can read; reports the others."""
        pieces, unreadable = compile_around(label, source)
        if not pieces:
            unreadable = [Unreadable(1, source.count("\n") + 1, error)]
        for part in unreadable:
            self._report_unreadable(label, part)
        yield from pieces

    def _report_unreadable(self, label: str, part: Unreadable) -> None:
        self._here = f"{label}:{part.first}"
        lines = self.lines.of(label)[part.first - 1 : part.last]
        written = written_names("\n".join(lines))
        names = [plain(name)[:100] for name in dict.fromkeys(written)][:MAX_NAMES]
        described = describe_exception(part.error, self.lines)
        cause = self._report("syntax", error=described, names=names)
        for name in written:
            self._lost.setdefault(name, cause)

    def _try(self, unit: Unit, bindings: Bindings) -> None:
        self._here, code = unit
        if self._is_skipped(code):
            return
        if not (is_plain := only_defines(code)):
            self.before(self._here)
        self._libraries.begin(code, self._here)
        try:
            bindings.run(code, self._here, is_plain=is_plain)
        except BaseException as error:
            self._here = unit[0]
            path = file_to_run(error, code)
            if not (path and self._run_file(bindings.module, path, is_shared=True)):
                self._report_raised(error, code)

    def _report_raised(self, error: BaseException, code: types.CodeType) -> None:
        """Report a statement that raised; of those that only follow from another, the number."""
        described = describe_exception(error, self.lines)
        names = stored_names(code)
        is_miss = "NameError" in described["bases"]
        missed = _MISSED_NAME.match(described["text"]) if is_miss else None
        cause = self._lost.get(missed[1]) if missed else None
        if cause is not None and not defined_names(code):
            cause["followed"] = cause.get("followed", 0) + 1
            known = cause.setdefault("names", [])
            known += [plain(name)[:100] for name in names][: MAX_NAMES - len(known)]
        else:
            cause = self._report("raised", error=described, **named_by(code))
            if missed:
                self._lost.setdefault(missed[1], cause)
        for name in names:
            self._lost.setdefault(name, cause)

    def _is_skipped(self, code: types.CodeType | None = None) -> bool:
        """Whether the statement killed an earlier worker; reports it if so."""
        if self._here not in self.skip:
            return False
        self._report("skipped", **(named_by(code) if code else {}))
        return True

    def _report(self, kind: str, **details: Any) -> Problem:
        """Keep a problem, while there is room for its kind; gives it."""
        where, _, line = self._here.removesuffix(":cell").rpartition(":")
        problem = {"kind": kind, "where": where, "line": int(line or 0), **details}
        # what is about functions must not be pushed out by what fails beside them
        is_telling = kind in _TELLING or details.get("defines")
        problems = self._telling if is_telling else self._others
        if problem in problems:
            return problem
        if len(problems) < MAX_PROBLEMS:
            problems.append(problem)
        else:
            self.dropped += 1
        return problem

    @property
    def problems(self) -> list[Problem]:
        """All that was kept; what is about functions first."""
        return [*self._telling, *self._others]
