"""A course -> a kit for students (a folder and a zip).

Of `reference/` it holds nothing but the solutions that the course released.
"""

from __future__ import annotations

import ast
import json
import platform
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grader.course.starters import solution_lines, stale_starters, without_mark
from grader.course.toml_file import fault_at
from grader.course.workspace import STARTER_HASHES
from grader.errors import CourseError, GraderError, raise_together
from grader.i18n import LANGUAGES, N_, pick
from grader.model import DataFiles, message

from .kit_ideas import shown_arrays, shown_ideas, write_ideas
from .kit_solutions import opened, released_texts, shown_solutions, write_solutions
from .wheel import build_wheel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grader.model import Course, Exercise, Message

    from .trial_grader import Progress

KIT_FILES = ("exercise.toml", "test_public.py", "driver.py", STARTER_HASHES)
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s:]+)\)|<img[^>]* src=\"([^\":]+)\"")
MIN_LINE_CHARS = 30
MIN_DIGITS = 5  # of a number that would give something away

_NEEDS = {
    "ko": "Python 3.11 이상이 필요합니다. 채점은 Python {python}, NumPy {numpy}에서 합니다.",
    "en": "Python 3.11 or later is needed. Python {python} and NumPy {numpy} grade.",
}
_BEGIN = """
```
pip install {wheel}
mkdir my-work
cd my-work
grade start {number}
```
"""
_GUIDE = {
    "ko": """
그다음 `exercises/` 안의 설명(`{statement}`)을 읽고 과제를 한 뒤
이 폴더 아래에서 `grade`를 실행하세요. 막히면 `grade hint`,
강좌가 모범 답안을 공개하면 새 꾸러미에서 `grade solution {number}`로 볼 수 있습니다.
처음부터 다시 하려면 `grade reset {module}.py`, 노트북으로 하려면 `grade start {number} --notebook`.
노트북에서는 `%load_ext grader` 다음에 `%grade`로 바로 확인합니다.
화면이 영어로 나오면 환경 변수 `GRADE_LANG`을 `ko`로 정하거나 `--lang ko`를 붙이세요.
`grade`를 찾을 수 없으면 `python -m grader`를 쓰세요.
프로세스, 네트워크, 운영체제, 창을 다루는 모듈(`subprocess`, `multiprocessing`, `socket`, `asyncio`,
`ctypes`, `sqlite3`, `tkinter` 등)은 쓸 수 없고, {files}도 열 수 없습니다.
""",
    "en": """
Then read the statement in `exercises/` (`{statement}`), do what it asks, and run
`grade` anywhere below this folder. Stuck: `grade hint`. Again from the start:
`grade reset {module}.py`. As a notebook: `grade start {number} --notebook`; in it,
`%load_ext grader` and then `%grade` check what you have run.
Once your course releases a solution, a new kit shows it: `grade solution {number}`.
The language is that of your terminal; the environment variable `GRADE_LANG` (`ko` or `en`) or
`--lang en` chooses it. Where `grade` is not found, `python -m grader` is the same.
Modules for processes, the network, the operating system and windows are not allowed (`subprocess`,
`multiprocessing`, `socket`, `asyncio`, `ctypes`, `sqlite3`, `tkinter` and others), and no {files}
can be opened.
""",
}


def make_kit(course: Course, out: Path, progress: Progress = lambda _words: None) -> Path:
    """Build the kit below `out`, and its zip; returns the zip's path.

    Args:
        course: with its reference.
        out: a folder.
        progress: called at each step with a few words.

    Raises:
        GraderError: a starter is out of date, the kit exists, or it would leak.
    """
    stale = stale_starters(course, course.exercises)
    if stale:
        raise GraderError(
            message("{path} is out of date.", path=str(stale[0])), message("Run: grade course stub")
        )
    kit = out / "student-kit"
    if kit.exists():
        raise GraderError(
            message("{path} is there already.", path=str(kit)),
            message("Remove it, or name another folder with --out."),
        )
    try:
        copy_exercises(course, course.exercises, kit / "exercises")
        write_ideas(course, kit / "exercises", progress)
        titles = dict.fromkeys(pick(course.title, reader) for reader in course.reader_languages())
        wheel = build_wheel(kit, kit / "exercises", " · ".join(titles)).name
        progress(message("Looking through the kit for what is only for staff."))
        refuse_leaks(course, kit)
    except BaseException:  # ^C, too, must leave no part of a kit that was not proved clean
        shutil.rmtree(kit, ignore_errors=True)
        raise
    (kit / "README.md").write_text(readme_of(course, wheel), "utf-8")
    return _zip(kit)


_FILES = {"ko": ("파일", "과제에 딸리지 않은 파일"), "en": ("file", "file but an exercise's own")}


def readme_of(course: Course, wheel: str) -> str:
    """How students begin, in the languages of the course."""
    readers = course.reader_languages()
    titles = dict.fromkeys(pick(course.title, reader) for reader in readers)
    first = course.exercises[0]
    number = first.slug.partition("_")[0]
    needs = "\n".join(_NEEDS[reader] for reader in readers)
    parts = [f"# {' · '.join(titles)}\n\n{needs}\n", _BEGIN.format(wheel=wheel, number=number)]
    for reader in readers:
        statement = f"statement.{course.language_for(reader)}.md"
        files = _FILES[reader][any(e.data != DataFiles() for e in course.exercises)]
        words = {"statement": statement, "module": first.module, "number": number, "files": files}
        parts.append(_GUIDE[reader].format(**words))
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    return "".join([parts[0].format(**versions), *parts[1:]])


def copy_exercises(course: Course, exercises: Sequence[Exercise], folder: Path) -> None:
    """Copy the students' files of these exercises into a new `exercises/` folder."""
    folder.mkdir(parents=True)
    (folder / "course.toml").write_text(course_toml(course, exercises), "utf-8")
    for exercise in exercises:
        for source in students_files(course, exercise):
            target = folder / source.relative_to(course.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    write_solutions(course, exercises, folder)


def students_files(course: Course, exercise: Exercise) -> list[Path]:
    """An exercise's files for students: the usual ones, the declared ones, data and pictures.

    Raises:
        CourseError: a declared file is not there, or lies elsewhere.
    """
    base = course.folder / exercise.slug
    starters = (f"{exercise.module}.py", f"{exercise.module}.ipynb")
    found = [base / name for name in (*KIT_FILES, *starters)]
    found += course.statements(exercise.slug)
    errors = []
    for pattern in exercise.files:
        declared = sorted(base.glob(pattern)) if _is_inside(pattern) else []
        if not declared:
            text = N_("files: there is no {name} in this folder.")
            manifest = course.manifest(exercise.slug)
            errors.append(fault_at(manifest, ("files",), message(text, name=pattern)))
        found += declared
    raise_together(errors)
    found += [path for _name, path in course.data_files(exercise, hidden=False)]
    for statement in sorted(base.glob("statement.*.md")):
        found += [base / name for name in _pictures(statement)]
    here = base.resolve()
    plain = (p for p in dict.fromkeys(found) if p.is_file())
    return [path for path in plain if path.resolve().is_relative_to(here)]


def left_out(course: Course) -> list[str]:
    """The files of exercises that a kit does not carry, below `exercises/`."""
    carried = {path for e in course.exercises for path in students_files(course, e)}
    listed = [path for e in course.exercises for path in (course.folder / e.slug).rglob("*")]
    rest = (path for path in sorted(listed) if path.is_file() and path not in carried)
    names = (path.relative_to(course.folder) for path in rest)
    return [n.as_posix() for n in names if "__pycache__" not in n.parts]


def _pictures(statement: Path) -> list[str]:
    found = _PICTURE.findall(statement.read_text("utf-8"))
    return [markdown or html for markdown, html in found]


def _is_inside(pattern: str) -> bool:
    return not Path(pattern).is_absolute() and ".." not in Path(pattern).parts


def course_toml(course: Course, exercises: Iterable[Exercise]) -> str:
    """`course.toml` for some of the course's exercises."""
    # a string or list of JSON is one of TOML as well
    slugs = json.dumps([exercise.slug for exercise in exercises])
    texts = {course.language_for(reader): pick(course.title, reader) for reader in LANGUAGES}
    title = "\n".join(
        f"{json.dumps(language)} = {json.dumps(text, ensure_ascii=False)}"
        for language, text in texts.items()
    )
    languages = json.dumps(list(course.languages))
    url = f"kit_url = {json.dumps(course.kit_url)}\n" if course.kit_url else ""
    return f"languages = {languages}\nexercises = {slugs}\n{url}\n[title]\n{title}\n"


def refuse_leaks(course: Course, folder: Path) -> None:
    """Raise a GraderError if a folder for students holds something of `reference/`."""
    tip = message("Take it out of exercises/, then try again.")
    leaks = find_leaks(course, folder)
    # the wheel has a copy of the exercises
    outside = [leak for leak in leaks if ".whl/" not in str(leak.values.get("path", ""))] or leaks
    if len(outside) == 1:
        raise GraderError(outside[0], tip)
    raise_together([CourseError(folder, leak, tip) for leak in outside])


def find_leaks(course: Course, kit: Path) -> list[Message]:
    """Find things in the kit that are only for staff.

    That is the secret, lines, function bodies and numbers of `reference/`, answers to exercises,
    sentences of misconceptions, and arrays of hidden checks. A released solution's text is
    public everywhere.
    """
    assert course.reference is not None
    files = opened(_kit_files(kit))
    given = [text for _name, text in _texts(course.folder)]
    secrets = _Secrets(course.reference, [*given, *released_texts(course).values()])
    leaks = [
        leak for name, text in _kit_texts(kit) for leak in secrets.found_in(name, text, course)
    ]
    leaks += shown_solutions(course, files)
    return [*leaks, *shown_ideas(course, files), *shown_arrays(course, files)]


class _Secrets:
    """Lines, function bodies and numbers of `reference/` that students are not given anyway."""

    def __init__(self, reference: Path, given: list[str]) -> None:
        public_lines = {_squeezed(line) for text in given for line in text.splitlines()}
        public_numbers = {number for text in given for number in _numbers(text)}
        public_bodies = {body for text in given for body in _bodies(text)}
        self.lines: set[str] = set()
        self.numbers: set[str] = set()
        self.bodies: set[str] = set()
        for path in sorted(reference.rglob("*.py")):
            text = path.read_text("utf-8")
            inside = solution_lines(text)
            lines = text.splitlines()
            if inside:  # a solution: the lines outside its regions are the starter's
                lines = [without_mark(line) for n, line in enumerate(lines, 1) if n in inside]
            self.lines |= {_squeezed(line) for line in lines} - public_lines
            self.numbers |= set(_numbers("\n".join(lines))) - public_numbers
            self.bodies |= set(_bodies(text)) - public_bodies
        # an import or a line as short as `return total` gives nothing away
        imports = ("import", "from")
        self.lines = {
            line
            for line in self.lines
            if len(line) >= MIN_LINE_CHARS and not line.startswith(imports)
        }

    def found_in(self, name: str, text: str, course: Course) -> Iterator[Message]:
        if course.secret and course.secret in text:
            yield message("The kit would give away the secret in {path}.", path=name)
        # a line that the grader's own code shares with a solution (`array = np.asarray(values)`)
        # is an idiom; a body or a number would be no accident
        for line in () if ".whl/" in name else text.splitlines():
            if _squeezed(line) in self.lines:
                sentence = N_("The kit would give away the line {line!r} in {path}.")
                yield message(sentence, line=line.strip(), path=name)
        for number in sorted(self.numbers.intersection(_numbers(text))):
            sentence = N_("The kit would give away the number {number} in {path}.")
            yield message(sentence, number=number, path=name)
        if name.endswith(".py"):
            for _body in self.bodies.intersection(_bodies(text)):
                sentence = N_("The kit would give away a function's body in {path}.")
                yield message(sentence, path=name)


def _kit_texts(kit: Path) -> Iterator[tuple[str, str]]:
    yield from _texts(kit)
    for path in kit.glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                if name.endswith((".py", ".toml", ".md", ".json", ".po")):
                    yield f"{path.name}/{name}", wheel.read(name).decode("utf-8")


def _kit_files(kit: Path) -> Iterator[tuple[str, bytes]]:
    # the wheel has a copy of the exercises: its faults are to be mended in them
    files = [path for path in kit.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: (path.suffix == ".whl", path)):
        if path.suffix != ".whl":
            yield path.relative_to(kit).as_posix(), path.read_bytes()
            continue
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                yield f"{path.name}/{name}", wheel.read(name)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".ipynb", ".toml", ".md", ".json"}:
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


def _squeezed(line: str) -> str:
    return "".join(line.split())


def _numbers(text: str) -> list[str]:
    found = re.findall(r"(?<![\w.])\d[\d_]*\.?\d*(?:e-?\d+)?", text)
    return [
        number for number in found if sum(c.isdigit() for c in number.strip("0.")) >= MIN_DIGITS
    ]


def _bodies(text: str) -> Iterator[str]:
    """The bodies of functions that are long enough to recognize, without docstrings."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if len(body) >= 3:  # shorter ones are idioms
                yield "\n".join(ast.unparse(statement) for statement in body)


def _zip(kit: Path) -> Path:
    target = kit.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(kit.rglob("*")):
            if path.is_file():
                archive.write(path, Path(kit.name) / path.relative_to(kit))
    return target
