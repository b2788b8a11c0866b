"""A reference solution -> the starters for students, `.py` and `.ipynb`.

A region from `# BEGIN SOLUTION` to `# END SOLUTION` becomes `raise NotImplementedError`. A word
after `# BEGIN SOLUTION` changes that:

    helper    the region is removed
    values    each `NAME = ...` becomes `NAME = None`; with names behind it, those alone
    cell      only the invitation to write remains
    repair    the code in the comments below its line `# INSTEAD`, for students to repair

A line that ends with `# SOLUTION` is a region of its own.

An exercise may be written as a notebook instead, of which the solution is made as well.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from grader.errors import CourseError, gathered, raise_together
from grader.i18n import N_, in_languages
from grader.model import message
from grader.worker.split import marks_of

from .narrative import (
    MADE_OF,
    ONE_LINE,
    kind_of,
    load_narrative,
    question_cells,
    refuse_marks,
    solution_of,
    starter_cells,
    statement_of,
)
from .notebook_starter import (
    BOTH,
    Task,
    make_notebook,
    with_pictures,
    write_notebook,
)
from .questions import with_open_answers, without_answers
from .workspace import STARTER_HASHES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.model import Course, Exercise, Language

    from .narrative import Narrative

_BEGIN = re.compile(r"^(\s*)# BEGIN SOLUTION(?: (helper|cell|repair|values(?: \w+)*))?\s*$")
_END = re.compile(r"^\s*# END SOLUTION\s*$")
_MARK = "mark of the cell "
_INVITATIONS = {
    "": (
        "여기에 작성하고 아래 줄은 지우세요.",
        "Write here, and delete the line below.",
    ),
    "cell": ("여기에 작성하세요.", "Write here."),
    "repair": (
        "돌아가지만 틀린 곳이 있습니다.",
        "It runs, and there is something wrong with it.",
    ),
    "values": (
        "None을 알맞은 값으로 바꾸세요.",
        "Put the right values in place of None.",
    ),
}
_INSTEAD = re.compile(r"^\s*# INSTEAD\s*$")
_DEF = re.compile(r"^\s*(def|class) (\w+)")


def make_starter(
    source: str,
    path: Path,
    readers: tuple[Language, ...] = BOTH,
    variables: tuple[str, ...] = (),
) -> str:
    """Replace every solution region in a reference solution's text.

    Args:
        source: of the solution.
        path: of the solution, for errors.
        readers: the grader's languages in which the starter invites to write.
        variables: that the exercise asks for; one-line solutions give them None.

    Raises:
        CourseError: there is no region, one is not closed, or the result is not Python.
    """
    _refuse_twice(source, path)
    text, count = _opened(source, path, readers, variables)
    refuse_marks(text, path, sign="#")
    if not count:
        said = N_("no solution region; the starter would be the solution.")
        tip = message("Put # BEGIN SOLUTION and # END SOLUTION around what students write.")
        raise CourseError(path, message(said), tip)
    text = re.sub(r"\n{4,}", "\n\n\n", text).strip() + "\n"
    try:
        ast.parse(text)  # a starter that Python cannot read helps nobody
    except SyntaxError as error:
        sentence = message("its starter would not be Python: {error}.", error=str(error))
        raise CourseError(path, sentence) from error
    return text


def _opened(
    source: str, path: Path, readers: tuple[Language, ...], variables: tuple[str, ...] = ()
) -> tuple[str, int]:
    """The text with its regions replaced, and their number."""
    lines: list[str] = []
    function, is_class = "", False
    regions = list(_regions(source, path, variables))
    for line, region in regions:
        name = _DEF.match(line)
        function = name.group(2) if name else function
        is_class = name.group(1) == "class" if name else is_class
        if region is None:
            lines.append(line)
        else:
            _refuse_marks(region, path)
            lines += _replacement(line, region, function, path, readers)
            if is_class and lines[-1].endswith(f'raise NotImplementedError("{function}")'):
                lines[-1] = lines[-1].replace(lines[-1].lstrip(), "pass")  # it has to load
    return "\n".join(lines), sum(region is not None for _line, region in regions)


def make_starters(course: Course, exercise: Exercise) -> dict[Path, str]:
    """Make an exercise's starters and the file of their hashes: path -> text.

    Of one that is written as a notebook, its solution and statements, too.

    Raises:
        CourseError: there is no reference, or its regions are wrong.
    """
    path = course.solution(exercise)
    if path is None:
        text = N_("there is no reference/ beside it to make starters from.")
        raise CourseError(course.folder, message(text))
    narrative = load_narrative(course, exercise)
    if narrative is not None:
        return _from_narrative(course, exercise, narrative)
    if not path.is_file():
        raise CourseError(path, message("the reference solution is missing."))
    source = path.read_text("utf-8")
    _refuse_unreadable(source, path)
    task = _task(course, exercise)
    starter = make_starter(source, path, task.readers, exercise.variables)
    asked = [
        cell for each in exercise.questions for cell in question_cells(exercise, each.id, task)
    ]
    plain = without_answers(starter, exercise.questions)
    notebook = make_notebook(plain, exercise, task, asked)
    return _with_hashes(course, exercise, starter, notebook)


def _from_narrative(course: Course, exercise: Exercise, narrative: Narrative) -> dict[Path, str]:
    path = course.solution(exercise)
    assert path is not None  # a narrative lies beside it
    solution = solution_of(narrative, exercise)
    task = _task(course, exercise)
    starter = (
        make_starter(solution, path, task.readers).partition("\n")[2].lstrip()
    )  # not its first line

    def opened(code: str) -> str:
        return _opened(code, narrative.path, task.readers)[0]

    folder = course.folder / exercise.slug
    cells = [
        cell._replace(text=with_pictures(cell.text, folder)) if cell.kind == "markdown" else cell
        for cell in starter_cells(narrative, exercise, task, opened)
    ]
    statements = {
        course.statement(exercise.slug, reader): statement_of(narrative, exercise, reader)
        for reader in task.readers
    }
    made = _with_hashes(course, exercise, starter, write_notebook(cells, exercise))
    return {path: solution, **statements, **made}


def _with_hashes(
    course: Course, exercise: Exercise, starter: str, notebook: str
) -> dict[Path, str]:
    target = course.folder / exercise.slug / exercise.module
    made = {
        target.with_suffix(".py"): with_open_answers(
            starter, exercise.questions, course.reader_languages()
        ),
        target.with_suffix(".ipynb"): notebook,
    }
    # a starter to repair has no `NotImplementedError`: only its hash shows that it is unchanged
    hashes = [
        f"{hashlib.sha256(text.encode()).hexdigest()}  {path.name}\n" for path, text in made.items()
    ]
    return {**made, target.with_name(STARTER_HASHES): "".join(hashes)}


def _refuse_unreadable(source: str, path: Path) -> None:
    try:
        compile(source, path.name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        sentence = message("this file does not run: {error}", error=error.msg)
        raise CourseError(path, sentence, line=error.lineno or 0) from error


def _task(course: Course, exercise: Exercise) -> Task:
    readers = course.reader_languages()
    paths = {reader: course.statement(exercise.slug, reader) for reader in readers}
    texts = {reader: path.read_text("utf-8") for reader, path in paths.items() if path.is_file()}
    other = course.language_for("en")
    folded = "English" if other == "en" else other
    return Task(texts, course.folder / exercise.slug, course.kit_url, readers, folded)


def stale_starters(course: Course, exercises: tuple[Exercise, ...]) -> list[Path]:
    """Paths of the starters that are missing or differ from the reference."""
    made = _all_starters(course, exercises).items()
    return [path for path, text in made if not path.is_file() or path.read_text("utf-8") != text]


def write_starters(course: Course, exercises: tuple[Exercise, ...]) -> list[Path]:
    """Write every starter; give their paths."""
    made = _all_starters(course, exercises)
    for path, text in made.items():
        path.write_text(text, "utf-8", newline="\n")
    return list(made)


def _all_starters(course: Course, exercises: tuple[Exercise, ...]) -> dict[Path, str]:
    made: dict[Path, str] = {}
    errors: list[CourseError] = []
    for exercise in exercises:
        with gathered(errors):
            made |= make_starters(course, exercise)
    raise_together(errors)
    return made


def solution_lines(source: str) -> set[int]:
    """Numbers of the lines inside solution regions."""
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        if _BEGIN.match(line) or _END.match(line):
            inside = bool(_BEGIN.match(line))
        elif inside or ONE_LINE.match(line):
            found.add(number)
    return found


def without_mark(line: str) -> str:
    """A line without the `# SOLUTION` at its end."""
    one = ONE_LINE.match(line)
    return f"{one[1]}{one[2]}" if one else line


def without_marks(source: str, path: Path) -> str:
    """A reference solution as a reader wants it: no marks of regions, nothing to repair.

    Args:
        source: of the solution.
        path: for errors.

    Raises:
        CourseError: a region is not closed.
    """
    lines: list[str] = []
    for line, region in _regions(source, path):
        lines += [line] if region is None else itertools.takewhile(_is_solved, region)
    if lines and lines[0].startswith(MADE_OF):  # for staff
        del lines[0]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip() + "\n"


def _is_solved(line: str) -> bool:
    return _INSTEAD.match(line) is None


def with_marks_as_text(source: str) -> str:
    """The source with texts in place of the marks of cells, which a syntax tree would lose."""
    lines = source.split("\n")
    for cell, line in marks_of(source):
        lines[line - 1] = repr(f"{_MARK}{cell}")
    return "\n".join(lines)


def with_marks(source: str) -> str:
    """The source with marks again."""
    # the first statement is written as a docstring
    pattern = rf"^(?:'|\"\"\"){_MARK}([\w-]+)(?:'|\"\"\")$"
    return re.sub(pattern, r"# %% \1", source, flags=re.MULTILINE)


def _regions(
    source: str, path: Path, variables: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str] | None]]:
    """Each line outside of regions, and each region as its first line with the lines inside."""
    begun, opening, within = 0, "", list[str]()
    for number, line in enumerate(source.splitlines(), 1):
        if _BEGIN.match(line):
            if begun:
                text = N_("line {line}: a region opens inside the one of line {begun}.")
                raise CourseError(path, message(text, line=number, begun=begun))
            begun, opening, within = number, line, []
        elif _END.match(line):
            if not begun:
                text = N_("line {line}: END SOLUTION without BEGIN SOLUTION.")
                raise CourseError(path, message(text, line=number))
            yield opening, within
            begun = 0
        elif begun:
            within.append(line)
        elif one := ONE_LINE.match(line):
            kind = kind_of(one[1], [one[2]], variables)
            yield f"{one[1]}# BEGIN SOLUTION{kind}", [f"{one[1]}{one[2]}"]
        else:
            yield line, None
    if begun:
        text = N_("line {line}: BEGIN SOLUTION without END SOLUTION.")
        raise CourseError(path, message(text, line=begun))


def _replacement(
    opening: str, within: list[str], function: str, path: Path, readers: tuple[Language, ...]
) -> list[str]:
    """The lines of a starter in place of a region."""
    begin = _BEGIN.match(opening)
    indent, kind = (begin.group(1), begin.group(2) or "") if begin else ("", "")
    if kind == "helper":
        return []
    kind, *named = kind.split() or [""]
    invitation = f"# {in_languages(*_INVITATIONS[kind], readers)}"
    if kind == "cell":
        return [invitation]
    if kind == "values":
        names = named or _targets("\n".join(within), path)
        return [invitation, *(f"{name} = None" for name in names)]
    if kind == "repair":
        return [f"{indent}{invitation}", *_to_repair(within, path)]
    return [f"{indent}{invitation}", f'{indent}raise NotImplementedError("{function}")']


def _refuse_twice(source: str, path: Path) -> None:
    for cell, count in Counter(cell for cell, _ in marks_of(source)).items():
        if count > 1:
            raise CourseError(path, message("the cell {cell!r} is there twice.", cell=cell))


def _refuse_marks(within: list[str], path: Path) -> None:
    for cell, _ in marks_of("\n".join(within)):
        sentence = message("the mark of the cell {cell} stands in a solution region.", cell=cell)
        raise CourseError(path, sentence, message("Write it above the region: students need it."))


def _targets(source: str, path: Path) -> list[str]:
    """The names assigned in a `values` region, in order."""
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        sentence = message("a region of values is not Python: {error}", error=str(error))
        raise CourseError(path, sentence) from error
    return [
        target.id
        for statement in statements
        if isinstance(statement, (ast.Assign, ast.AnnAssign))
        for target in (
            statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        )
        if isinstance(target, ast.Name)
    ]


def _to_repair(within: list[str], path: Path) -> list[str]:
    """The code in the comments below `# INSTEAD`."""
    marks = [number for number, line in enumerate(within) if _INSTEAD.match(line)]
    if not marks:
        raise CourseError(path, message("a region to repair has no line # INSTEAD."))
    return [re.sub(r"^(\s*)# ?", r"\1", line) for line in within[marks[0] + 1 :]]
