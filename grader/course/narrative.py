"""An exercise written as one notebook -> its solution, its statements and its starter.

The notebook is `reference/<slug>/<module>.ipynb`, and has everything in the order in which students
read it. A text cell may have the tag `ko` or `en`. A solution stands between `### BEGIN SOLUTION`
and `### END SOLUTION`, or on a line that ends with `# SOLUTION`. A text cell that begins with
`<!-- answer: why -->` is the place of the answer to the question `why` of `exercise.toml`; what it
holds besides is an example for staff. Raw cells, and what stands between `### BEGIN HIDDEN TESTS`
and `### END HIDDEN TESTS`, are for staff as well.
"""

from __future__ import annotations

import ast
import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from grader.errors import CourseError, did_you_mean
from grader.i18n import N_, pick
from grader.model import message
from grader.model.question import (
    comment_of,
    constant_of,
    mark_named,
    mark_of,
    marks_in,
    written_in,
)
from grader.worker.split import marks_of

from .notebook_starter import NotebookCell, last_cell, setup_cell
from .questions import answer_cell, question_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from grader.model import Course, Exercise, Language

    from .notebook_starter import Task

MADE_OF = "# Made of"  # how the solution begins that is made of a notebook
_KIND = r"((?: (?:helper|cell|repair|values(?: \w+)*|NO PROMPT))?)"
_BEGIN = re.compile(rf"^(\s*)#+ ?BEGIN SOLUTION{_KIND}\s*$", re.MULTILINE)
_END = re.compile(r"^(\s*)#+ ?END SOLUTION\s*$")
ONE_LINE = re.compile(r"^(\s*)([^#\s].*?)\s*#+ ?SOLUTION\s*$")
_HIDDEN = re.compile(r"^\s*#+ ?(BEGIN|END) HIDDEN TESTS\s*$")
# nearly a mark: what stands there was not meant for students
_LIKE_A_MARK = re.compile(
    r"#.*\b(?:BEGIN|END)\W+(?:SOLUTION|HIDDEN|PROMPT|TEST)|^\s*[^#\s].*#\W*SOLUTION\W*$",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"\(attachment:")
_OTTER = {" NO PROMPT": " helper"}
_MAGIC = re.compile(r"^(?=\s*[%!]\w)", re.MULTILINE)
_DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)
_TITLE = re.compile(r"\A# ")
_DRAWN = re.compile(r"[0-9a-f-]{8,36}")  # an id that nobody has chosen


class SourceCell(NamedTuple):
    """A cell of the author's notebook.

    Attributes:
        language: of a text; None if it is for the readers of every language.
        answer: the question whose answer it is; empty for none.
    """

    kind: str
    text: str
    id: str
    language: Language | None = None
    answer: str = ""


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""
    id: str = ""
    metadata: dict[str, Any] = {}


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


class Narrative(NamedTuple):
    """A notebook that is the source of an exercise."""

    path: Path
    cells: list[SourceCell]


def load_narrative(course: Course, exercise: Exercise) -> Narrative | None:
    """Read the notebook that an exercise is written as; None if it is written otherwise.

    Raises:
        CourseError: it cannot be read, or an answer is to no question of the exercise.
    """
    solution = course.solution(exercise)
    path = solution.with_suffix(".ipynb") if solution is not None else None
    if path is None or not path.is_file():
        return None
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Notebook)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        sentence = message("this notebook cannot be read: {error}.", error=str(error))
        raise CourseError(path, sentence) from error
    for cell in found.cells:
        if cell.cell_type == "markdown":
            _refuse_text(path, cell)
    cells = [
        _source_cell(cell, number, exercise)
        for number, cell in enumerate(found.cells)
        if cell.cell_type in {"markdown", "code"}
    ]
    _refuse_answers(path, cells, exercise)
    return Narrative(path, cells)


def _source_cell(cell: _Cell, number: int, exercise: Exercise) -> SourceCell:
    text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    drawn = hashlib.sha256(f"{exercise.slug}:{number}".encode()).hexdigest()[:8]
    if cell.cell_type == "code":
        code = text.strip("\n")
        if _is_solution(cell) and not any(map(_BEGIN.match, code.splitlines())):
            code = f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"
        return SourceCell("code", code, cell.id or drawn)
    # pictures lie with the students' files; here they are named so that the author sees them
    text = text.replace(f"../../exercises/{exercise.slug}/", "")
    tags = [tag for tag in cell.metadata.get("tags") or () if isinstance(tag, str)]
    marks = [*marks_in(text), *filter(None, map(mark_named, [cell.id, *tags]))]
    answers = [mark.removeprefix("answer:") for mark in marks if mark.startswith("answer:")]
    language: Language | None = "ko" if "ko" in tags else "en" if "en" in tags else None
    return SourceCell("markdown", text.strip(), cell.id or drawn, language, *answers[:1])


def _is_solution(cell: _Cell) -> bool:
    """Whether nbgrader knows the whole cell as a solution."""
    kept = cell.metadata.get("nbgrader")
    return isinstance(kept, dict) and kept.get("solution") is True


def _refuse_text(path: Path, cell: _Cell) -> None:
    """Refuse text that would be lost, or that students are not to have."""
    text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    if _ATTACHMENT.search(text):
        said = N_("a picture is pasted into a text cell: {text}")
        tip = message("Save it beside exercise.toml, and write: {example}", example="![](name.png)")
        raise CourseError(path, message(said, text=text[:60]), tip)
    if not marks_in(text) and (_is_solution(cell) or _BEGIN.search(text)):
        said = N_("this text is a solution, so students would get it: {text}")
        tip = message("Begin it with the question that it answers: <!-- answer: why -->")
        raise CourseError(path, message(said, text=text[:60]), tip)


def _refuse_answers(path: Path, cells: list[SourceCell], exercise: Exercise) -> None:
    known = [question.id for question in exercise.questions]
    seen: set[str] = set()
    for name in (cell.answer for cell in cells if cell.answer):
        if name not in known:
            text = N_("{id!r} is no question of exercise.toml.")
            tip = did_you_mean(name, known) if known else message("Declare it: [[questions]]")
            raise CourseError(path, message(text, id=name), tip)
        if name in seen:
            raise CourseError(path, message("two cells answer the question {id!r}.", id=name))
        seen.add(name)


def solution_of(narrative: Narrative, exercise: Exercise) -> str:
    """The solution as a Python file: the code, and the answers."""
    name = narrative.path.name
    parts = [f"{MADE_OF} {name} by `grade course stub`. Change the notebook, not this file."]
    for cell in narrative.cells:
        if cell.kind == "code":
            code = "\n".join(_in_our_words(cell.text, narrative.path, exercise))
            code = _MAGIC.sub("# ", code).strip("\n")
            has_mark = _DRAWN.fullmatch(cell.id) or marks_of(code) or not code.strip()
            parts.append(code if has_mark else f"# %% {cell.id}\n{code}")
        elif cell.answer and (example := written_in(cell.text)):
            parts.append(constant_of(cell.answer, example))
    return "\n\n\n".join(part for part in parts if part.strip()) + "\n"


def statement_of(narrative: Narrative, exercise: Exercise, language: Language) -> str:
    """The text cells and questions, for one language."""
    parts = [text for _, text in _texts(narrative, exercise, language)]
    if not parts or not _TITLE.match(parts[0]):
        number = exercise.slug.partition("_")[0]
        parts.insert(0, f"# {number} {pick(exercise.title, language)}")
    return "\n\n".join(parts) + "\n"


def _texts(
    narrative: Narrative, exercise: Exercise, language: Language
) -> Iterator[tuple[int, str]]:
    questions = {question.id: question for question in exercise.questions}
    for number, cell in enumerate(narrative.cells):
        if cell.kind == "code" or cell.language not in {None, language}:
            continue
        question = questions.pop(cell.answer, None)
        yield number, question_text(question, language) if question else cell.text
    for question in questions.values():
        yield len(narrative.cells), question_text(question, language)


def starter_cells(
    narrative: Narrative, exercise: Exercise, task: Task, opened: Callable[[str], str]
) -> Iterator[NotebookCell]:
    """The cells of the notebook that students open.

    Args:
        task: whose words stand in the grader's own cells.
        opened: makes a starter's code of a cell's.
    """
    questions = {question.id: question for question in exercise.questions}
    # `%grade` knows the cells that run after it: so before the first code
    first = next((n for n, cell in enumerate(narrative.cells) if cell.kind == "code"), 0)
    for number, cell in enumerate(narrative.cells):
        if number == min(1, first):
            yield NotebookCell("code", setup_cell(task), "grade-setup")
        if cell.answer:
            yield from question_cells(exercise, questions.pop(cell.answer).id, task)
        elif cell.kind == "code":
            code = "\n".join(_in_our_words(cell.text, narrative.path, exercise))
            if code.strip():
                text = opened(code.strip("\n"))
                refuse_marks(text, narrative.path)
                yield NotebookCell("code", text, cell.id)
            for name in _DEFINED.findall(code):
                if name in exercise.names:
                    yield NotebookCell("code", f"%grade {name}", f"grade-check-{name}")
        elif not _is_folded(narrative, number):
            yield NotebookCell(
                "markdown", _with_other_language(narrative, number, task.folded), cell.id
            )
    for name in questions:
        yield from question_cells(exercise, name, task)
    yield NotebookCell("code", last_cell(task), "grade-all")


def question_cells(exercise: Exercise, name: str, task: Task) -> Iterator[NotebookCell]:
    """A question's text, and the cell for its answer."""
    (question,) = (each for each in exercise.questions if each.id == name)
    texts = [question_text(question, reader) for reader in task.readers]
    text = texts[0] if len({*texts}) == 1 else _folded(texts[0], texts[1], task.folded)
    asked = f"{comment_of('question', name)}\n{text}"
    yield NotebookCell("markdown", asked, mark_of("question", name))
    mark = mark_of("answer", name)
    yield NotebookCell("markdown", answer_cell(question, task.readers), mark, tags=(mark,))


def refuse_marks(text: str, path: Path, sign: str = "###") -> None:
    """Refuse a starter with a mark in it: the solution that it marks would be there as well."""
    for line in text.splitlines():
        if _LIKE_A_MARK.search(line):
            said = N_("this mark is not known, so students would get what it marks: {line}")
            marks = f"{sign} BEGIN SOLUTION, {sign} END SOLUTION"
            tip = message("Write: {example}", example=marks)
            raise CourseError(path, message(said, line=line.strip()), tip)


def _is_folded(narrative: Narrative, number: int) -> bool:
    """Whether a text in English stands in the cell of the Korean text before it."""
    here, before = narrative.cells[number], narrative.cells[max(number - 1, 0)]
    return here.language == "en" and before.language == "ko" and before.kind == here.kind


def _with_other_language(narrative: Narrative, number: int, folded: str) -> str:
    text = narrative.cells[number].text
    after = number + 1
    if after < len(narrative.cells) and _is_folded(narrative, after):
        return _folded(text, narrative.cells[after].text, folded)
    return text


def _folded(korean: str, other: str, language: str) -> str:
    return f"{korean}\n\n<details>\n<summary>{language}</summary>\n\n{other}\n\n</details>"


def _without_hidden(code: str, path: Path) -> Iterator[str]:
    inside = False
    for line in [*code.splitlines(), ""]:
        found = _HIDDEN.match(line)
        if found and inside == (found[1] == "BEGIN"):
            break
        inside = inside != bool(found)
        if not inside and not found:
            yield line
    else:
        if not inside:
            return
    text = N_("a cell has BEGIN HIDDEN TESTS without END HIDDEN TESTS, or the other way round.")
    raise CourseError(path, message(text))


def _in_our_words(code: str, path: Path, exercise: Exercise) -> Iterator[str]:
    """The lines of a cell, with solutions marked as in Python files.

    A solution outside of functions opens the variables that the exercise asks for.
    """
    lines = list(_without_hidden(code, path))
    for number, line in enumerate(lines):
        if begin := _BEGIN.match(line):
            end = next((n for n in range(number, len(lines)) if _END.match(lines[n])), number)
            kind = _OTTER.get(begin[2], begin[2]) or kind_of(
                begin[1], lines[number + 1 : end], exercise.variables
            )
            yield f"{begin[1]}# BEGIN SOLUTION{kind}"
        elif end_found := _END.match(line):
            yield f"{end_found[1]}# END SOLUTION"
        elif one := ONE_LINE.match(line):
            yield f"{one[1]}# BEGIN SOLUTION{kind_of(one[1], [one[2]], exercise.variables)}"
            yield f"{one[1]}{one[2]}"
            yield f"{one[1]}# END SOLUTION"
        else:
            yield line


def kind_of(indent: str, within: list[str], variables: tuple[str, ...]) -> str:
    """The word behind `BEGIN SOLUTION`, where the author wrote none.

    Args:
        indent: of the solution.
        within: its lines.
        variables: that the exercise asks for.
    """
    if indent:
        return ""
    assigned = _assigned("\n".join(within))
    names = [name for name in variables if name in assigned]
    return "".join([" values", *(f" {name}" for name in names)]) if names else " cell"


def _assigned(code: str) -> set[str]:
    try:
        tree = ast.parse(_MAGIC.sub("# ", code))
    except SyntaxError:
        return set()  # told where the starter is made
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in stored if isinstance(node.ctx, ast.Store)}
