"""A name -> the files of a new exercise or course, small and complete, for the author to change."""

from __future__ import annotations

import json
import keyword
import re
import secrets
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from grader.course.manifest import MANIFEST, load_course, refuse_languages
from grader.course.starters import write_starters
from grader.errors import GraderError
from grader.model import message

from .localise import localise, localise_notebook, localised_name, readers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grader.model import Course, Message

Kind = Literal["function", "class", "data", "script", "notebook", "training"]
KINDS: tuple[Kind, ...] = ("function", "class", "data", "script", "notebook", "training")

_TEMPLATES = Path(__file__).with_name("templates")
_SLUG = re.compile(r"\d{2}_[a-z][a-z0-9_]*")
_PUBLIC = ("exercise.toml", "statement.", "test_public.py")  # how their names begin
# where the files of a new course lie in its folder
_COURSE = {
    "course.toml": Path("exercises") / MANIFEST,
    "staff.toml": Path("reference") / "staff.toml",
    "gitignore.txt": Path(".gitignore"),
}


class NewCourse(NamedTuple):
    """A course to begin.

    Attributes:
        languages: of its texts.
        first: the name of its first exercise.
        kind: of that exercise.
    """

    title: str
    languages: tuple[str, ...] = ("en",)
    first: str = "01_first"
    kind: Kind = "function"


def new_course(folder: Path, begun: NewCourse) -> list[Path]:
    """Write a course of one exercise, with a secret of its own, into a folder; returns the paths.

    Files that are there already, such as a README, stay as they are.

    Args:
        folder: need not exist.
        begun: the course.

    Raises:
        GraderError: the folder is, or lies in, a course; or what is asked for cannot be.
    """
    folder = folder.resolve()
    for above in (folder, *folder.parents):
        if (above / MANIFEST).is_file() or (above / "exercises" / MANIFEST).is_file():
            raise GraderError(
                message("{folder} is a course already, or lies in one.", folder=str(above)),
                message("Add an exercise: grade course new 02_second. Or choose another folder."),
            )
    refuse_languages(begun.languages)
    _refuse_name(begun.first, ())
    _refuse_taken(folder / name / begun.first for name in ("exercises", "reference"))
    words = {
        "quoted": json.dumps(begun.title, ensure_ascii=False),  # as TOML quotes text, too
        "languages": json.dumps(list(begun.languages)),
        "secret": secrets.token_urlsafe(24),
    }
    texts = {folder / path: _template("course", name) for name, path in _COURSE.items()}
    texts[folder / "README.md"] = _readme(begun)
    missing = {path: text for path, text in texts.items() if not path.exists()}
    written = _write(
        {path: _filled(text, words, begun.languages) for path, text in missing.items()}
    )
    course = load_course(folder / "exercises")
    return [*written, *new_exercise(course, begun.first, begun.kind)]


def _readme(begun: NewCourse) -> str:
    readers = readers_of(begun.languages)
    number = begun.first.partition("_")[0]
    parts = [_template("course", f"README.{reader}.md") for reader in readers]
    return f"# {begun.title}\n\n" + "\n---\n\n".join(parts).replace("{number}", number)


def new_exercise(course: Course, slug: str, kind: Kind = "function") -> list[Path]:
    """Write a new exercise and register it in the course; returns the paths.

    Args:
        course: with its reference.
        slug: the folder's name, such as `12_mean`.
        kind: of what its students write.

    Raises:
        GraderError: the name is not valid, or taken.
    """
    public, staff = _folders_for(course, slug)
    module = slug.partition("_")[2]
    words = {"slug": slug, "module": module, "sentence": f"Exercise {slug}."}
    template = _TEMPLATES / kind
    texts = {}
    for source in sorted(path for path in template.rglob("*") if path.is_file()):
        name = source.relative_to(template).as_posix().removesuffix(".txt")
        name = localised_name(name, course.languages)
        if name:
            target = name.replace("solution.", f"{module}.")
            text = _filled(source.read_text("utf-8"), words, course.languages)
            texts[(public if name.startswith(_PUBLIC) else staff) / target] = text
    written = _write(texts)
    _register(course.folder / MANIFEST, slug)
    opened = load_course(course.folder)
    new = tuple(exercise for exercise in opened.exercises if exercise.slug == slug)
    return [*written, *write_starters(opened, new)]


def _template(*parts: str) -> str:
    return _TEMPLATES.joinpath(*parts).read_text("utf-8")


def _filled(text: str, words: Mapping[str, str], languages: Sequence[str]) -> str:
    """A template in the course's languages, with words in place of their names in braces."""
    text = (localise_notebook if text.startswith("{\n") else localise)(text, languages)
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text


def _write(texts: Mapping[Path, str]) -> list[Path]:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")  # the same bytes on Windows
    return list(texts)


def _folders_for(course: Course, slug: str) -> tuple[Path, Path]:
    """The new exercise's folders in `exercises/` and `reference/`.

    Raises:
        GraderError: the name is not valid, or taken.
    """
    _refuse_name(slug, [e.slug for e in course.exercises])
    if course.reference is None:
        raise GraderError(
            message("There is no reference/ beside {folder}.", folder=str(course.folder)),
            message("Exercises are made where staff keep the solutions."),
        )
    number, _, module = slug.partition("_")
    same = [e.slug for e in course.exercises if e.module == module and e.slug != slug]
    if same:
        raise GraderError(
            message("{slug} has the file {file} already.", slug=same[0], file=f"{module}.py"),
            message("Students' files are known by their names: choose another one."),
        )
    taken = [e.slug for e in course.exercises if e.slug.partition("_")[0] == number]
    if taken and taken[0] != slug:
        raise GraderError(
            message("{slug} has the number {number} already.", number=number, slug=taken[0]),
            message(
                "The next free number is {number}.",
                number=_free_number([e.slug for e in course.exercises]),
            ),
        )
    folders = course.folder / slug, course.reference / slug
    _refuse_taken(folders)
    return folders


def _refuse_taken(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.exists():
            sentence = message("{slug} is there already.", slug=folder.name)
            raise GraderError(sentence, message("Choose another name."))


def _refuse_name(slug: str, slugs: Sequence[str]) -> None:
    """Refuse a name that no exercise may have, beside those that are there.

    Raises:
        GraderError: it is not valid.
    """
    if not _SLUG.fullmatch(slug):
        sentence = message("{slug} is not a valid name for an exercise.", slug=slug)
        raise GraderError(sentence, _better_name(slug, slugs))
    module = slug.partition("_")[2]
    if _is_pythons(module):
        sentence = message("{module} is a word or a module of Python's own.", module=module)
        raise GraderError(sentence, _better_name(slug, slugs))


def _better_name(slug: str, slugs: Sequence[str]) -> Message:
    """A tip with a name that is valid and like the one that was given."""
    number, _, name = slug.replace("-", "_").replace(" ", "_").partition("_")
    if not number.isdecimal():
        number, name = "", slug
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\W+", "_", plain).strip("_0123456789")
    number = number.zfill(2) if 0 < len(number) < 3 else _free_number(slugs)
    better = f"{number}_{plain}" + ("_task" if _is_pythons(plain) else "")
    if _SLUG.fullmatch(better):
        return message("Write, for example: {line}", line=better)
    return message(
        "Use two digits and lower-case letters of English, as in {example}; "
        "the title stands in exercise.toml.",
        example=f"{number}_sorting",
    )


def _is_pythons(name: str) -> bool:
    # a student's random.py would be imported in place of Python's by every library beside it
    return name in keyword.kwlist or name in sys.stdlib_module_names


def _free_number(slugs: Sequence[str]) -> str:
    numbers = [int(slug[:2]) for slug in slugs if slug[:2].isdecimal()]
    return f"{max(numbers, default=0) + 1:02}"


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
    if not inner.strip():
        inner = inner.rstrip()
        lead = "\n    " if "\n" in found.group(1) else ""
    entries = f'{inner}{lead}"{slug}"{tail}'
    manifest.write_text(text[: found.start(1)] + entries + text[found.end(1) :], "utf-8")
