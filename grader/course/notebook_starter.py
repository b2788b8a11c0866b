"""A starter and its exercise's statement -> the notebook that students open.

    title · setup · statement · for each function: its task, its cell, a check cell · play · %grade

In a course of two languages Korean stands open and the other one is folded below it. The notebook
grades as it is handed in: its own commands mean nothing to a worker.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import inspect
import itertools
import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import in_languages
from grader.worker.split import marks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.model import Exercise, Language

    Section = str

WHEELS = "cnn_grader-*.whl"  # in the kit
_HEADING = re.compile(r"^(?=## )", re.MULTILINE)
_TITLE = re.compile(r"\A# .*\n")  # the notebook has its own
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s:]+)\)")
BOTH: tuple[Language, ...] = ("ko", "en")


class NotebookCell(NamedTuple):
    """A cell of a starter: `markdown` or `code`, with its own id where it needs to be found."""

    kind: str
    text: str
    id: str = ""
    tags: tuple[str, ...] = ()


class Task(NamedTuple):
    """The parts of a notebook beside the starter's code.

    Attributes:
        statements: the exercise's statement for the readers of each language, as Markdown.
        folder: of the pictures that a statement names.
        kit_url: of the kit's wheel, for machines that have neither the grader nor the kit.
        readers: the grader's languages that its own words are in.
        folded: the name of the language that is folded below Korean.
    """

    statements: Mapping[Language, str]
    folder: Path = Path()
    kit_url: str = ""
    readers: tuple[Language, ...] = BOTH
    folded: str = "English"

    def say(self, ko: str, en: str, between: str = " ") -> str:
        """Words of the grader in the languages of its readers."""
        return in_languages(ko, en, self.readers, between)


NO_TASK = Task({})


def make_notebook(
    starter: str,
    exercise: Exercise,
    task: Task = NO_TASK,
    questions: Sequence[NotebookCell] = (),
) -> str:
    """Make the notebook of a starter; the same each time it is made.

    Args:
        questions: cells that stand below the code.
    """
    code = [NotebookCell(kind, text) for kind, text in _cells(starter, exercise, task)]
    end = [NotebookCell("code", _play(exercise, task)), NotebookCell("code", last_cell(task))]
    return write_notebook([*code, *questions, *end], exercise)


def write_notebook(given: Sequence[NotebookCell], exercise: Exercise) -> str:
    """The text of a notebook with these cells."""
    import nbformat  # noqa: PLC0415 - grading a file need not wait 0.15 s for it

    v4 = nbformat.v4
    cells = []
    for number, one in enumerate(given):
        is_text = one.kind == "markdown"
        cell = v4.new_markdown_cell(one.text) if is_text else v4.new_code_cell(one.text)
        drawn = hashlib.sha256(f"{exercise.slug}:{number}".encode()).hexdigest()[:8]
        # a mark stays in the text, too: not all programs keep ids
        marked = [] if is_text else [cell for cell, _ in marks_of(one.text)]
        cell["id"] = next(iter(marked), one.id or drawn)
        if one.tags:
            cell["metadata"]["tags"] = list(one.tags)
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def blocks_of(source: str) -> list[str]:
    """Cut a source before each top-level definition and the comments above it, and at marks."""
    tree = ast.parse(source)
    lines = source.splitlines()
    marks = [line - 1 for _, line in marks_of(source)]
    cuts = [0, *marks]
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            start = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
            while start > 0 and start not in marks and lines[start - 1].startswith("#"):
                start -= 1
            cuts.append(start)
    bounds = [*sorted(set(cuts)), len(lines)]
    blocks = ["\n".join(lines[a:b]).strip("\n") for a, b in itertools.pairwise(bounds)]
    return [block for block in blocks if block.strip()]


def setup_cell(task: Task = NO_TASK) -> str:
    """The code that adds `%grade` to any kernel: from the kit beside it, else from the network."""
    fallback = task.kit_url or "cnn_grader.whl"
    first = task.say("준비: 먼저 이 셀을 실행하세요.", "Setup: run this cell first.")
    installs = task.say("채점기를 설치합니다.", "Installs the grader.")
    return (
        f"# {first}\n"
        "try:\n"
        "    %load_ext grader\n"
        f"except ModuleNotFoundError:  # {installs}\n"
        "    from glob import glob\n\n"
        '    places = (".", "..", "../..", "*")\n'
        f'    wheels = [wheel for place in places for wheel in glob(f"{{place}}/{WHEELS}")]\n'
        f'    wheels += ["{fallback}"]\n'
        '    %pip install -q "{wheels[0]}"\n'
        "    %load_ext grader"
    )


def _cells(starter: str, exercise: Exercise, task: Task) -> list[tuple[str, str]]:
    bodies = {name: _TITLE.sub("", text) for name, text in task.statements.items()}
    sections = {name: _HEADING.split(text) for name, text in bodies.items()}
    written = (*exercise.functions, *exercise.classes)
    taken: dict[str, dict[Language, Section]] = {name: {} for name in written}
    rest: dict[Language, list[Section]] = {}
    for language, parts in sections.items():
        rest[language] = []
        for part in parts:
            named = _function_of(part, taken, language)
            if named:
                taken[named][language] = part
            else:
                rest[language].append(part)
    cells = [("markdown", _title(exercise, task)), ("code", setup_cell(task))]
    whole = {language: "".join(parts) for language, parts in rest.items()}
    cells += _in_both(whole, task)
    for block in blocks_of(starter):
        name = _defined(block)
        if name in taken:
            cells += _in_both(taken[name], task) or [("markdown", _from_docstring(block))]
        cells.append(("code", block))
        if name in taken:
            cells.append(("code", f"%grade {name}"))
    return cells


def _function_of(
    part: Section, taken: Mapping[str, Mapping[Language, Section]], language: Language
) -> str:
    """The function whose task a section is: the first that its heading names."""
    heading = part.partition("\n")[0]
    if not heading.startswith("## "):
        return ""
    named = re.findall(r"`(\w+)\(", heading)
    free = (name for name in named if name in taken and language not in taken[name])
    return next(free, "")


def _title(exercise: Exercise, task: Task) -> str:
    number = exercise.slug.partition("_")[0]
    titles = dict.fromkeys((exercise.title.ko, exercise.title.en))
    file = f"`{exercise.module}.ipynb`"
    only_functions = exercise.functions and not (exercise.classes or exercise.variables)
    what = ("함수를", "a function") if only_functions else ("빈 곳을", "what is missing")
    return f"# {number} {' '.join(titles)}\n\n" + task.say(
        f"{what[0]} 채우고 그 셀을 실행한 뒤, 아래의 `%grade` 셀로 확인하세요. "
        f"저장하지 않아도 됩니다. 다 되면 {file}를 저장해 제출하세요.",
        f"Fill in {what[1]}, run its cell, and check it with the `%grade` cell below; nothing "
        f"needs to be saved for that. When all is done, save {file} and hand it in.",
        between="\n\n",
    )


def _in_both(texts: Mapping[Language, str], task: Task) -> list[tuple[str, str]]:
    """Korean, and the other language folded; the only language there is, open."""
    shown = {name: with_pictures(text.strip(), task.folder) for name, text in texts.items()}
    shown = {name: text for name, text in shown.items() if text}
    if not shown:
        return []
    if "ko" not in shown or "en" not in shown:
        return [("markdown", next(iter(shown.values())))]
    folded = f"<details>\n<summary>{task.folded}</summary>\n\n{shown['en']}\n\n</details>"
    return [("markdown", f"{shown['ko']}\n\n{folded}")]


def with_pictures(text: str, folder: Path) -> str:
    """The text with its pictures inside: a notebook is one file, wherever it is opened."""

    def embedded(found: re.Match[str]) -> str:
        path = folder / found[2]
        kind = mimetypes.guess_type(path.name)[0]
        if kind is None or not path.is_file():
            return found[0]
        data = base64.b64encode(path.read_bytes()).decode()
        words = found[1].replace('"', "&quot;")
        return f'<img alt="{words}" src="data:{kind};base64,{data}">'

    return _PICTURE.sub(embedded, text)


def _defined(block: str) -> str:
    """The function or class that a block defines; empty if it defines none."""
    last = ast.parse(block).body[-1:]
    is_one = bool(last) and isinstance(last[0], ast.FunctionDef | ast.ClassDef)
    return last[0].name if is_one else ""  # type: ignore[attr-defined]


def _from_docstring(block: str) -> str:
    """The task of a function that has no section of its own: what its docstring says first."""
    node = ast.parse(block).body[-1]
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    said = inspect.cleandoc(ast.get_docstring(node) or "")
    words = [" ".join(part.split()) for part in said.split("\n\n")]
    return "\n\n".join([f"### `{node.name}`", *words[:2]]).strip()


def _play(exercise: Exercise, task: Task) -> str:
    words = task.say(
        "여기서 자유롭게 실험해 보세요. 채점하지 않습니다.", "Play here: this cell is never graded."
    )
    if exercise.play:
        return f"%%play\n# {words}\n{exercise.play.strip()}"
    called = [f"{name}(...)" for name in (*exercise.functions, *exercise.classes)]
    example = next(iter((*called, *exercise.variables)), exercise.module)
    return f"%%play\n# {words}\n# {example}"


def last_cell(task: Task) -> str:
    """The code that checks everything."""
    return f"# {task.say('노트북 전체를 확인합니다.', 'Check the whole notebook.')}\n%grade"
