"""A submission's files -> what each defines, imports and leaves unwritten, and which use which."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import CHECK_FILES, Cause, Problem, message
from grader.model.question import Constant, exported_answer, written_in
from grader.model.released import is_released
from grader.worker.magics import MAIN

from .names import Likeness, likenesses
from .notebooks import is_script, take_written
from .skipped import MAX_HELPER_CHARS, MAX_PROBLEMS, MAX_SEARCHED_CHARS, listed
from .sources import Source, is_notebook, read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from grader.model import Exercise, File, Submission

    from .answers import TextCell

MAX_IMPORTS = 500  # of one file
_DEFINITION = re.compile(r"^(?:async\s+)?def\s+(\w{1,80})", re.MULTILINE)
# other ways to give a name a function: in a block, in a text that is run, by `=`
_BINDING = re.compile(
    r"(?:^|[\"']|\\n)[ \t]*+(?:async[ \t]+)?def[ \t]+(\w{1,80})"
    r"|^(\w{1,80})[ \t]*(?::[^=\n]*+)?=(?!=)",
    re.MULTILINE,
)
_CLASS = re.compile(r"^class\s+(\w{1,80})", re.MULTILINE)
# a function as the starter has it: a docstring, comments and one line. All repetitions here are
# possessive: a text made to be slow costs no more than another one of its length.
_NOT_WRITTEN = re.compile(
    r"^[ \t]+raise[ \t]+NotImplementedError\(\s*+[\"'](\w{1,80})", re.MULTILINE
)
_NEXT = re.compile(r"^[^\s#)]", re.MULTILINE)
_HEAD_ENDS = re.compile(r":[ \t\r]*+(?:#[^\n]*+)?$", re.MULTILINE)
_NOTES = re.compile(
    r"(?:\s|#[^\n]*+)*+(?:[rRuU]?(?:\"\"\".*?\"\"\"|'''.*?'''|\"[^\"\n]*+\"|'[^'\n]*+'))?+"
    r"(?:\s|#[^\n]*+)*+",
    re.DOTALL,
)
_REST_OF_STUB = re.compile(r"[^\n]*+\n?(?:\s|#[^\n]*+)*+")
# a line that imports, up to its closing bracket, and other ways to run a file
_IMPORT = re.compile(
    r"^[ \t]*(?:from\b[^\n(]{0,500}(?:\([^)]{0,2000})?|import\b[^\n]{0,500}|%run\b[^\n]{0,500})"
    r"|\b(?:import_module|__import__|exec|run_line_magic|run_path)\([^\n]{0,500}",
    re.MULTILINE,
)
_MAY_IMPORT = re.compile(r"import|%run|exec\(|run_line_magic|run_path")
_WORD = re.compile(r"\w+")
# some students hand in the whole folder of the course
_COURSE_FILES = {"driver.py", *CHECK_FILES.values()}


class ReadFile:
    """A file as it was read; what is asked seldom is found out when it is asked.

    Args:
        file: the file.
        exercises: all of the course.
        starter_hashes: SHA-256 of each starter.
        most: how many characters of it are searched.

    Attributes:
        source: its cells; None with a `problem` if it cannot be read.
        likeness: how near its name comes to each exercise's, by slug.
        named_after: slugs of the exercises whose name it has.
        module: its name without folders and ending.
        folder: where it lies.
        chars: of all its cells.
    """

    def __init__(
        self,
        file: File,
        exercises: tuple[Exercise, ...],
        starter_hashes: Collection[str],
        most: int,
    ) -> None:
        self.file = file
        self.name = file.name
        self.path = PurePosixPath(file.name)
        self._exercises = exercises
        self._starter_hashes = starter_hashes
        self._most = most
        read = read_source(file)
        self.source = read if isinstance(read, Source) else None
        self.problem = read if isinstance(read, Problem) else None
        self.likeness = likenesses(self.path, exercises)
        self.named_after = {slug for slug, like in self.likeness.items() if like <= Likeness.MARKED}
        self.module = self.path.stem
        self.folder = self.path.parent
        self.chars = sum(len(text) for _, text in self.source.cells) if self.source else 0

    @property
    def defined(self) -> frozenset[str]:
        """The functions that it defines."""
        return self._searched[0]

    @property
    def left(self) -> frozenset[str]:
        """Those that are as in the starter."""
        return self._searched[1]

    @property
    def raising(self) -> frozenset[str]:
        """Those that have more than the starter's line, and that line, too."""
        return self._searched[2]

    @property
    def written(self) -> frozenset[str]:
        """Those that are not."""
        return self.defined - self.left

    @functools.cached_property
    def bound(self) -> frozenset[str]:
        """The names that may be functions when it has run, and methods."""
        found = (names for text in self._texts() for names in _BINDING.findall(text))
        return frozenset(defined or given for defined, given in found)

    @functools.cached_property
    def classes(self) -> frozenset[str]:
        """The classes that it defines."""
        return frozenset(name for text in self._texts() for name in _CLASS.findall(text))

    @functools.cached_property
    def imported(self) -> frozenset[str]:
        """All words in its imports."""
        found: set[str] = set()
        for text in self._texts():
            if _MAY_IMPORT.search(text):
                for _, statement in zip(range(MAX_IMPORTS), _IMPORT.finditer(text), strict=False):
                    found.update(_WORD.findall(statement.group()))
        return frozenset(found)

    @functools.cached_property
    def is_untouched(self) -> bool:
        """Whether it is a starter to the byte."""
        given = self.file.original or hashlib.sha256(self.file.data).hexdigest()
        return given in self._starter_hashes

    @functools.cached_property
    def is_starter(self) -> bool:
        """Whether no function is written in it, even if an editor has saved it or it is renamed."""
        if self.is_untouched:
            return True
        if self.has_answer:
            return False
        # of a class or a variable, only the starter's bytes tell that nothing was written
        exercises = [e for e in self._exercises if e.functions]
        return any(self.left.issuperset(e.functions) for e in exercises) and not any(
            self.written.intersection(e.functions) for e in exercises
        )

    @functools.cached_property
    def is_released(self) -> bool:
        """Whether it is the course's own solution, as `grade solution` shows it."""
        cells = self.source.cells if self.source is not None else ()
        return bool(cells) and is_released("\n".join(text for _label, text in cells))

    @functools.cached_property
    def has_answer(self) -> bool:
        """Whether something is written where a question is answered."""
        if self.source is None:
            return False
        places = [cell.text for cell in self.source.texts if _is_answer(cell)]
        for question in (each for exercise in self._exercises for each in exercise.questions):
            found = map(Constant(question.id).find, self._texts())
            places += [place.text for place in found if place is not None]
            places += [exported_answer(question.id, text) for text in self._texts()]
        return any(map(written_in, places))

    def is_of_another(self, exercise: Exercise) -> bool:
        """Whether it has the name of another exercise."""
        return not self.named_after <= {exercise.slug}

    def is_of_course(self) -> bool:
        """Whether it is a file that the course brings beside a starter."""
        return self.path.name in _COURSE_FILES

    @functools.cached_property
    def _searched(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        defined: Counter[str] = Counter()
        stubs: Counter[str] = Counter()
        raising: Counter[str] = Counter()
        for text in self._texts():
            defined.update(_DEFINITION.findall(text))
            if "NotImplementedError" in text:
                raising.update(_NOT_WRITTEN.findall(text))
                stubs.update(_stubs(text))
        # who leaves the starter's cell and writes the function again below it has written it
        left = frozenset(name for name, count in stubs.items() if count >= defined[name])
        still = frozenset(name for name, count in raising.items() if count >= defined[name])
        return frozenset(defined), left, still - left

    def _texts(self) -> Iterator[str]:
        most = self._most
        for _label, text in self.source.cells if self.source is not None else ():
            yield text if len(text) <= most else text[:most]
            most = max(most - len(text), 0)


def _stubs(text: str) -> Iterator[str]:
    """The functions in whose bodies nothing stands but the starter's line."""
    for match in _DEFINITION.finditer(text):
        line_end = text.find("\n", match.end())
        following = _NEXT.search(text, line_end) if line_end >= 0 else None
        end = following.start() if following else len(text)
        head = _HEAD_ENDS.search(text, match.end(), end)
        notes = _NOTES.match(text, head.end(), end) if head else None
        begin = text.rfind("\n", 0, notes.end()) + 1 if notes else end
        found = _NOT_WRITTEN.match(text, begin, end)
        rest = _REST_OF_STUB.match(text, found.end(), end) if found else None
        if found and found[1] == match[1] and rest and rest.end() == end:
            yield match[1]


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
        read = ReadFile(file, exercises, starter_hashes, left)
        left = max(left - read.chars, 0)
        found.append(read)
    return found


def released_copies(files: Iterable[ReadFile]) -> tuple[Problem, ...]:
    """The remark on copies of the course's own solutions; empty if there are none."""
    names = [read.name for read in files if read.is_released]
    if not names:
        return ()
    text = N_("Not graded: {names}. This is the course's own solution, word for word.")
    return (Problem(Cause.FILE_NOT_GRADED, message(text, names=listed(names))),)


def used_by(answer: ReadFile, files: Sequence[ReadFile]) -> list[ReadFile]:
    """The files that an answer imports, and those that these import."""
    found: list[ReadFile] = []
    waiting = [answer]
    others = [f for f in files if f is not answer]
    while waiting and others:
        words = waiting.pop().imported
        used = [f for f in others if words.issuperset(_words_of(f))]
        others = [f for f in others if not words.issuperset(_words_of(f))]
        found += used
        waiting += used
    return found


def _words_of(read: ReadFile) -> set[str]:
    """The name by which it is imported or run; its folder's for the beginning of a package."""
    name = read.folder.name if read.module == "__init__" else read.module
    return set(_WORD.findall(name)) or {name}


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
    for read in sorted(files, key=lambda f: is_notebook(f.name)):
        if read.source is None or not _is_module(read.module):
            continue
        size += read.chars
        stem = read.module.replace(".", "_")
        place = stem if read.folder == folder else _place(read.path.with_stem(stem), folder)
        if place and place not in found and size <= MAX_HELPER_CHARS:
            found[place] = read.source.cells
    return found


class AnswerModules(NamedTuple):
    """The modules that a picked file holds.

    Attributes:
        cells: by module.
        unimported: paths of the modules that a notebook writes by `%%writefile` and never imports.
            Where the asked functions stand there alone, they count as the notebook's own.
    """

    cells: dict[str, list[tuple[str, str]]]
    unimported: tuple[str, ...] = ()

    def remarks(self, name: str) -> list[Problem]:
        """What is said of them; `name` is the notebook's."""
        text = N_(
            "{name} writes {path} and never imports it. Its functions were graded all the same, as "
            "if they stood in the notebook."
        )
        return [
            Problem(Cause.FILE_CHOSEN, message(text, name=name, path=path))
            for path in self.unimported[:MAX_PROBLEMS]
        ]


def answer_modules(
    picked: ReadFile, source: Source, exercise: Exercise, beside: Collection[str] = ()
) -> AnswerModules:
    """The cells of the picked file, and of the modules that it writes by `%%writefile`.

    Args:
        beside: the places of all helpers.
    """
    if is_script(source):
        # as for Python's own scripts, an import of its name means a folder beside it
        is_taken = any(place.startswith(f"{exercise.module}.") for place in beside)
        if picked.module != exercise.module and exercise.module in picked.imported:
            is_taken |= exercise.module in beside
        return AnswerModules({MAIN if is_taken else exercise.module: source.cells})
    own, written = take_written(source.cells)
    unimported = [path for path in written if not picked.imported.issuperset(_path_words(path))]
    stray = [cell for path in unimported for cell in written[path]]
    asked = set(exercise.functions)
    if _defined_in(own) & asked or not _defined_in(stray) & asked:
        unimported = []
    else:
        order = {label: number for number, (label, _) in enumerate(source.cells)}
        own = sorted([*own, *stray], key=lambda cell: order[cell[0]])
    modules = {}
    for path, cells in written.items():
        parts = [part for part in path.removesuffix(".py").split("/") if part.strip(".")]
        if parts and path not in unimported:
            modules[".".join(part.replace(".", "_") for part in parts)] = cells
    # a notebook is nobody's module, so that a file of its name may be one
    return AnswerModules(modules | {MAIN: own}, tuple(unimported))


def texts_beside(
    picked: ReadFile, files: Iterable[ReadFile], exercise: Exercise
) -> tuple[TextCell, ...]:
    """The texts of other files named after the exercise: code in one, answers in another."""
    return tuple(
        cell
        for read in files
        if read is not picked and read.source is not None and exercise.slug in read.named_after
        for cell in read.source.texts
    )


def _is_answer(cell: TextCell) -> bool:
    return any(mark.startswith("answer:") for mark in cell.marks)


def _path_words(path: str) -> list[str]:
    return _WORD.findall(PurePosixPath(path).stem) or [path]


def _defined_in(cells: list[tuple[str, str]]) -> set[str]:
    return {name for _, text in cells for name in _DEFINITION.findall(text[:MAX_SEARCHED_CHARS])}


def _is_module(stem: str) -> bool:
    # `%run "my answer.py"` needs no identifier; MAIN would be taken for a notebook's own cells
    return stem != MAIN


def _place(path: PurePosixPath, folder: PurePosixPath) -> str:
    """A module's place; empty if the path leads out of the submission, which no reading keeps."""
    if path.is_absolute() or ".." in path.parts:
        return ""
    above = next(n for n, around in enumerate((folder, *folder.parents)) if around in path.parents)
    inside = path.parent.parts[len(folder.parts) - above :]
    parts = [part.replace(".", "_") for part in inside]
    return "." * (above + 1 if above else 0) + ".".join([*parts, path.stem])
