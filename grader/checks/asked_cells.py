"""Files of checks -> the cells and names whose values must be kept; a submission -> where they end.

The cells must be known before the notebook runs, so a check writes a cell's id out.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import CourseError, did_you_mean, gathered, raise_together
from grader.i18n import N_
from grader.model import Cause, File, Problem, message
from grader.submission.sources import Source, read_source
from grader.worker.cells import Place, Wanted
from grader.worker.magics import MAIN
from grader.worker.split import marks_of

from .probes import require_expression

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from grader.model import Course, Exercise

LEAST_ALIKE = 0.5  # of a given cell's lines, to know it again without its id and its mark

Cells = list[tuple[str, str]]


class Given(NamedTuple):
    """The cells that students are given.

    Attributes:
        texts: by id, in order; empty for the parts of a script.
        total: of the notebook's code cells.
    """

    texts: dict[str, str]
    total: int


class Asked(NamedTuple):
    """The cells and names that the checks of an exercise ask for.

    Attributes:
        cells: ids of the cells as of which values are asked.
        names: variables, and names in expressions.
        given: the cells that students are given.
    """

    cells: tuple[str, ...]
    names: tuple[str, ...]
    given: Given


def read_asked(course: Course, exercise: Exercise, files: Iterable[Path]) -> Asked:
    """Read the cells and names from the checks' source.

    Raises:
        CourseError: an expression is no Python, a cell is not there or not written out, or a name
            is no variable.
    """
    names = {*exercise.variables}
    cells: dict[str, tuple[Path, int]] = {}
    errors: list[CourseError] = []
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            with gathered(errors):
                if isinstance(node, ast.Attribute) and _is_call(node.value, "at"):
                    _require_variable(path, node, exercise)
                if isinstance(node, ast.Call) and _is_call(node, "at"):
                    cells.setdefault(_cell_of(path, node), (path, node.lineno))
                elif isinstance(node, ast.Call) and _is_call(node, "probe"):
                    names |= _names_of(path, node)
    given = _given(course, exercise)
    with gathered(errors):
        _require_cells(cells, _known(course, exercise, given), exercise.slug)
    raise_together(errors)
    return Asked(tuple(cells), tuple(sorted(names)) if cells else (), given)


def _require_cells(
    cells: Mapping[str, tuple[Path, int]], known: Collection[str], slug: str
) -> None:
    errors = []
    for cell, (path, line) in cells.items():
        if cell in known:
            continue
        text = N_("Begin the cell with the line `# %% {cell}`, in the solution.")
        tip = did_you_mean(cell, known) if known else message(text, cell=cell)
        sentence = message("there is no cell {cell!r} in {slug}.", cell=cell, slug=slug)
        errors.append(CourseError(path, sentence, tip, line))
    raise_together(errors)


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _text_of(node: ast.Call) -> str | None:
    """The first argument, if it is a text that is written out."""
    first = node.args[0] if node.args else None
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return first.value if is_text else None  # type: ignore[union-attr]


def _cell_of(path: Path, node: ast.Call) -> str:
    cell = _text_of(node)
    if cell is None:
        sentence = message("at(…) needs the id of a cell.")
        tip = message("Write it out: what is kept must be known before a notebook runs.")
        raise CourseError(path, sentence, tip, node.lineno)
    return cell


def _names_of(path: Path, node: ast.Call) -> set[str]:
    """The names in an expression that is written out."""
    text = _text_of(node)
    if text is None:
        return set()
    try:
        require_expression(text)
    except SyntaxError as error:
        said = N_("the expression `{expression}` is no Python: {error}.")
        sentence = message(said, expression=text, error=error.msg or "")
        tip = message("A probe is one expression, without `=` and without `return`.")
        raise CourseError(path, sentence, tip, node.lineno) from error
    tree = ast.parse(text, mode="eval")
    return {inner.id for inner in ast.walk(tree) if isinstance(inner, ast.Name)}


def _require_variable(path: Path, node: ast.Attribute, exercise: Exercise) -> None:
    if node.attr in exercise.variables:
        return
    sentence = message("at(…) is asked for {name}, which is none of `variables`.", name=node.attr)
    tip = did_you_mean(node.attr, exercise.variables)
    raise CourseError(path, sentence, tip, node.lineno)


# -- the cells that students are given


def _given(course: Course, exercise: Exercise) -> Given:
    starter = course.folder / exercise.slug / exercise.module
    texts: dict[str, str] = {}
    total = 0
    solution = course.solution(exercise)
    # a course that is being written may have no starter yet
    for path in (starter.with_suffix(".ipynb"), starter.with_suffix(".py"), solution or starter):
        source = read_source(File(name=path.name, data=path.read_bytes())) if path.is_file() else ""
        if not isinstance(source, Source):
            continue
        own, of_cells = dict(source.ids), dict(source.cells)
        texts = {own[label]: text for label, text in of_cells.items() if label in own} | texts
        total = total or len(own)
        for text in of_cells.values():
            texts |= {cell: "" for cell, _ in marks_of(text) if cell not in texts}
    return Given(texts, total)


def _known(course: Course, exercise: Exercise, given: Given) -> list[str]:
    """The ids of the cells that checks may ask for."""
    solution = course.solution(exercise)
    if solution is None or not solution.is_file():
        return [*given.texts]
    return [cell for cell, _ in marks_of(solution.read_text("utf-8"))]


# -- the same cells in a submission


class _Begin(NamedTuple):
    """Where a given cell begins: the number of the text, and a line if it is not the first."""

    number: int
    line: int
    cell: str


def wanted_of(
    asked: Asked, sources: Mapping[str, Cells], module: str, ids: Iterable[tuple[str, str]]
) -> tuple[Wanted, list[Problem]]:
    """The values to keep of a submission, and remarks on cells that it holds more than once.

    A cell ends where the next given one begins: cells that a student has added below it, or cut off
    from it, belong to it.

    Args:
        asked: by the checks.
        sources: of the submission.
        module: the exercise's.
        ids: `(label, id)` of its cells.
    """
    cells = sources.get(MAIN) or sources.get(module) or []
    if not asked.cells or not cells:
        return Wanted(), []
    begins = sorted(_begins(asked, cells, dict(ids)))
    ends = []
    for this, after in zip(begins, [*begins[1:], None], strict=True):
        if this.cell not in asked.cells:
            continue
        if after is None:
            ends.append(Place(this.cell, cells[-1][0], 0))
        elif after.line > 0:
            ends.append(Place(this.cell, cells[after.number][0], after.line))
        else:
            ends.append(Place(this.cell, cells[after.number - 1][0], 0))
    return Wanted(tuple(ends), asked.names), list(_twice(asked, cells))


def _begins(asked: Asked, cells: Cells, ids: Mapping[str, str]) -> Iterator[_Begin]:
    """Where each known cell begins: by its mark, by its id, or else by its first text."""
    known = {*asked.given.texts, *asked.cells}
    marked: dict[str, list[tuple[int, int]]] = {}
    by_id: dict[str, int] = {}
    for number, (label, text) in enumerate(cells):
        by_id.setdefault(ids.get(label, ""), number)
        for cell, line in marks_of(text):
            marked.setdefault(cell, []).append((number, line))
    lost = []
    for cell in sorted(known):
        places = marked.get(cell, [])
        # of a cell and its copies, the one with the id is the given one
        own = [place for place in places if ids.get(cells[place[0]][0]) == cell]
        if places:
            yield _Begin(*(own or places)[0], cell)
        elif cell in by_id:
            yield _Begin(by_id[cell], 0, cell)
        elif cell in asked.cells:
            lost.append(cell)
    free = [n for n, (label, text) in enumerate(cells) if ids.get(label) not in known]
    for cell in lost:
        found = _likest(asked.given, cell, cells, free)
        if found is not None:
            yield _Begin(found, 0, cell)


def _likest(given: Given, cell: str, cells: Cells, free: list[int]) -> int | None:
    """The cell with most of a given one's lines; else the one in its place, if none is missing."""
    lines = _lines(given.texts.get(cell, ""))
    if not lines:
        return None
    shares = {number: len(lines & _lines(cells[number][1])) / len(lines) for number in free}
    most = max(shares.values(), default=0)
    best = [number for number, share in shares.items() if share == most]
    if most >= LEAST_ALIKE and len(best) == 1:
        return best[0]
    place = [*given.texts].index(cell)
    return place if len(cells) == given.total and place in free else None


def _lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


def _twice(asked: Asked, cells: Cells) -> Iterator[Problem]:
    counts = Counter(cell for _, text in cells for cell, _ in marks_of(text))
    for cell in asked.cells:
        if counts[cell] > 1:
            text = N_("The cell {cell} is there {count} times. The given one counts, not a copy.")
            yield Problem(Cause.NOT_USED, message(text, cell=cell, count=counts[cell]))
