"""A name -> the files of a new exercise or course, small and complete, for the author to change."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader.course.manifest import MANIFEST, load_course
from grader.course.starters import write_starters
from grader.errors import GraderError
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Course

Kind = Literal["function", "class", "data"]
KINDS: tuple[Kind, ...] = ("function", "class", "data")

_TEMPLATES = Path(__file__).with_name("templates")
_SLUG = re.compile(r"\d{2}_[a-z][a-z0-9_]*")
_PUBLIC = {"exercise.toml", "statement.ko.md", "statement.en.md", "test_public.py"}
# where the files of a new course lie in its folder
_COURSE = {
    "course.toml": Path("exercises") / MANIFEST,
    "staff.toml": Path("reference") / "staff.toml",
    "README.md": Path("README.md"),
    "gitignore.txt": Path(".gitignore"),
}


def new_course(folder: Path, title: str) -> list[Path]:
    """Write a course of one exercise, with a secret of its own, into a folder; returns the paths.

    Files that are there already, such as a README, stay as they are.

    Raises:
        GraderError: the folder is, or lies in, a course.
    """
    folder = folder.resolve()
    for above in (folder, *folder.parents):
        if (above / MANIFEST).is_file() or (above / "exercises" / MANIFEST).is_file():
            raise GraderError(
                message("{folder} is a course already, or lies in one.", folder=str(folder)),
                message("Add an exercise: grade course new 02_second. Or choose another folder."),
            )
    quoted = json.dumps(title, ensure_ascii=False)  # as TOML quotes text, too
    words = {"title": title, "quoted": quoted, "secret": secrets.token_urlsafe(24)}
    files = {folder / path: _TEMPLATES / "course" / name for name, path in _COURSE.items()}
    missing = {path: source for path, source in files.items() if not path.exists()}
    written = _write(missing, words)
    return [*written, *new_exercise(load_course(folder / "exercises"), "01_first")]


def new_exercise(course: Course, slug: str, kind: Kind = "function") -> list[Path]:
    """Write a new exercise and register it in the course; returns the paths.

    Args:
        course: with its reference.
        slug: the folder's name, such as `12_mean`.
        kind: what its students write: a function of arrays, a class, or values of variables.

    Raises:
        GraderError: the name is not valid, or taken.
    """
    public, staff = _folders_for(course, slug)
    module = slug.partition("_")[2]
    words = {"slug": slug, "module": module, "sentence": f"{module}: the reference solution."}
    template = _TEMPLATES / kind
    files = {}
    for source in sorted(path for path in template.rglob("*") if path.is_file()):
        name = source.relative_to(template).as_posix().removesuffix(".txt")
        target = f"{module}.py" if name == "solution.py" else name
        files[(public if name in _PUBLIC else staff) / target] = source
    written = _write(files, words)
    _register(course.folder / MANIFEST, slug)
    opened = load_course(course.folder)
    new = tuple(exercise for exercise in opened.exercises if exercise.slug == slug)
    return [*written, *write_starters(opened, new)]


def _write(files: Mapping[Path, Path], words: Mapping[str, str]) -> list[Path]:
    """Write templates, with words in place of their names in braces."""
    for path, source in files.items():
        text = source.read_text("utf-8")
        for name, word in words.items():
            text = text.replace("{" + name + "}", word)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")  # the same bytes on Windows
    return list(files)


def _folders_for(course: Course, slug: str) -> tuple[Path, Path]:
    """The new exercise's folders in `exercises/` and `reference/`.

    Raises:
        GraderError: the name is not valid, or taken.
    """
    if not _SLUG.fullmatch(slug):
        raise GraderError(
            message("{slug} is not a valid name for an exercise.", slug=slug),
            message("Use two digits and lower-case letters, as in 13_dilated_convolution."),
        )
    if course.reference is None:
        raise GraderError(
            message("There is no reference/ beside {folder}.", folder=str(course.folder)),
            message("Exercises are made where staff keep the solutions."),
        )
    number = slug.partition("_")[0]
    taken = [e.slug for e in course.exercises if e.slug.partition("_")[0] == number]
    if taken and taken[0] != slug:
        free = max(int(e.slug[:2]) for e in course.exercises if e.slug[:2].isdecimal()) + 1
        raise GraderError(
            message("{slug} has the number {number} already.", number=number, slug=taken[0]),
            message("The next free number is {number}.", number=f"{free:02}"),
        )
    folders = course.folder / slug, course.reference / slug
    if any(folder.exists() for folder in folders):
        raise GraderError(
            message("{slug} is there already.", slug=slug), message("Choose another name.")
        )
    return folders


def _register(manifest: Path, slug: str) -> None:
    """Add the slug to the course's list; comments and layout of the file stay."""
    # edited as text, because no TOML writer keeps comments
    text = manifest.read_text("utf-8")
    found = re.search(r"^exercises\s*=\s*\[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise GraderError(
            message("{path} has no list of exercises.", path=str(manifest)),
            message('Write: exercises = ["01_first"]'),
        )
    inner = found.group(1).rstrip().rstrip(",")
    tail = ",\n" if "\n" in found.group(1) else ""
    lead = ",\n    " if "\n" in found.group(1) else ", "
    entries = f'{inner}{lead if inner.strip() else ""}"{slug}"{tail}'
    manifest.write_text(text[: found.start(1)] + entries + text[found.end(1) :], "utf-8")
