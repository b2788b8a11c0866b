"""A submission's files -> what each defines, imports and leaves unwritten, and which use which."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from grader.model import CHECK_FILES, Problem
from grader.worker.magics import MAIN

from .names import Likeness, likeness
from .notebooks import is_script, take_written
from .skipped import MAX_HELPER_CHARS, MAX_SEARCHED_CHARS
from .sources import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from grader.model import Exercise, File, Submission

MAX_IMPORTS = 500  # of one file
_DEFINITION = re.compile(r"^(?:async\s+)?def\s+(\w{1,80})", re.MULTILINE)
_NOT_WRITTEN = re.compile(r"NotImplementedError\(\s*[\"'](\w{1,80})[\"']")
# a line that imports, up to its closing bracket, and a notebook's own way to run a file
_IMPORT = re.compile(
    r"^[ \t]*(?:from\b[^\n(]{0,500}(?:\([^)]{0,2000})?|import\b[^\n]{0,500}|"
    r"(?:%run\b|get_ipython\(\)\.run_line_magic\('run')[^\n]{0,500})",
    re.MULTILINE,
)
_WORD = re.compile(r"\w+")
# some students hand in the whole folder of the course
_COURSE_FILES = {"driver.py", *CHECK_FILES.values()}


class ReadFile(NamedTuple):
    """A file as it was read.

    Attributes:
        source: its cells; None with a `problem` if it cannot be read.
        likeness: how near its name comes to each exercise's, by slug.
        defined: the functions that it defines.
        left: those that are as in the starter.
        imported: all words in its imports.
        is_starter: whether no function of an exercise is written in it.
        is_untouched: whether it is a starter to the byte.
    """

    file: File
    path: PurePosixPath
    source: Source | None
    problem: Problem | None
    likeness: dict[str, Likeness]
    defined: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    is_starter: bool = False
    is_untouched: bool = False

    @property
    def name(self) -> str:
        """Its name in the submission."""
        return self.file.name

    @property
    def written(self) -> frozenset[str]:
        """The functions that it defines and that are not the starter's."""
        return self.defined - self.left

    def is_named_after(self, exercises: Iterable[Exercise]) -> bool:
        """Whether it has the name of one of these exercises."""
        return any(self.likeness[e.slug] <= Likeness.MARKED for e in exercises)

    def is_of_course(self) -> bool:
        """Whether it is a file that the course brings beside a starter."""
        return self.path.name in _COURSE_FILES


def read_files(
    submission: Submission, exercises: tuple[Exercise, ...], starter_hashes: Collection[str]
) -> list[ReadFile]:
    """Read a submission's files.

    Args:
        exercises: all of the course.
        starter_hashes: SHA-256 of each starter.
    """
    found = []
    left = MAX_SEARCHED_CHARS  # of a mountain of text only the beginning is searched
    for file in submission.files:
        path = PurePosixPath(file.name)
        likes = {e.slug: likeness(path, e) for e in exercises}
        source = read_source(file)
        if isinstance(source, Problem):
            found.append(ReadFile(file, path, None, source, likes))
            continue
        read = _searched(ReadFile(file, path, source, None, likes), source, left)
        left = max(left - sum(len(text) for _label, text in source.cells), 0)
        given = file.original or hashlib.sha256(file.data).hexdigest()
        is_untouched = given in starter_hashes
        is_starter = is_untouched or _is_unwritten(read, exercises)
        found.append(read._replace(is_untouched=is_untouched, is_starter=is_starter))
    return found


def _searched(read: ReadFile, source: Source, most: int) -> ReadFile:
    defined: Counter[str] = Counter()
    not_written: Counter[str] = Counter()
    imported: set[str] = set()
    for _label, whole in source.cells:
        text = whole if len(whole) <= most else whole[:most]
        most -= len(text)
        defined.update(_DEFINITION.findall(text))
        if "NotImplementedError" in text:
            not_written.update(_NOT_WRITTEN.findall(text))
        if "import" in text or "%run" in text or "get_ipython" in text:
            for _, statement in zip(range(MAX_IMPORTS), _IMPORT.finditer(text), strict=False):
                imported.update(_WORD.findall(statement.group()))
    # who leaves the starter's cell and writes the function again below it has written it
    left = frozenset(name for name, count in not_written.items() if count >= defined[name])
    return read._replace(defined=frozenset(defined), left=left, imported=frozenset(imported))


def _is_unwritten(read: ReadFile, exercises: tuple[Exercise, ...]) -> bool:
    """Whether it is a starter, even if an editor has saved it anew or somebody has renamed it."""
    if not any(read.left.issuperset(e.functions) for e in exercises):
        return False
    return not any(read.written.intersection(e.functions) for e in exercises)


def used_by(answer: ReadFile, files: Sequence[ReadFile]) -> list[ReadFile]:
    """The files that an answer imports, and those that these import."""
    found: list[ReadFile] = []
    waiting = [answer]
    others = [f for f in files if f is not answer]
    while waiting and others:
        words = waiting.pop().imported
        used = [f for f in others if _module_of(f) in words]
        others = [f for f in others if _module_of(f) not in words]
        found += used
        waiting += used
    return found


def _module_of(read: ReadFile) -> str:
    """The name by which it is imported; that of its folder for the beginning of a package."""
    return read.path.parent.name if read.path.stem == "__init__" else read.path.stem


def helper_modules(
    files: Iterable[ReadFile], folder: PurePosixPath
) -> dict[str, list[tuple[str, str]]]:
    """The cells of files that an answer in `folder` may import, up to `MAX_HELPER_CHARS`.

    A module's name leads from the folder to it as a relative import does: `ops`, `src.ops`, and
    `..ops` for a file in the folder above.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    size = 0
    # Python imports the script where a notebook has the same name
    for read in sorted(files, key=lambda f: f.path.suffix.lower() != ".py"):
        if read.source is None or not _is_module(read.path.stem):
            continue
        size += sum(len(text) for _label, text in read.source.cells)
        place = _place(read.path, folder)
        if place and place not in found and size <= MAX_HELPER_CHARS:
            found[place] = read.source.cells
    return found


def answer_modules(source: Source, module: str) -> dict[str, list[tuple[str, str]]]:
    """The cells of the picked file, and of the modules that it writes by `%%writefile`."""
    if is_script(source):
        return {module: source.cells}
    own, written = take_written(source.cells)
    modules = {}
    for path, cells in written.items():
        parts = [part for part in path.removesuffix(".py").split("/") if part.strip(".")]
        if parts and parts[-1].isidentifier():
            modules[".".join(part.replace(".", "_") for part in parts)] = cells
    # a notebook is nobody's module, so that a file of its name may be one
    return modules | {MAIN: own}


def _is_module(stem: str) -> bool:
    return stem.isidentifier() and stem != MAIN  # which would be taken for a notebook's own cells


def _place(path: PurePosixPath, folder: PurePosixPath) -> str:
    """A module's place; empty if the path leads out of the submission, which no reading keeps."""
    if path.is_absolute() or ".." in path.parts:
        return ""
    above = next(n for n, around in enumerate((folder, *folder.parents)) if around in path.parents)
    inside = path.parent.parts[len(folder.parts) - above :]
    parts = [part.replace(".", "_") for part in inside]
    return "." * (above + 1 if above else 0) + ".".join([*parts, path.stem])
