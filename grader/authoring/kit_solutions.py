"""The solutions that a course released -> the files of a students' kit, and the proof of them.

Staff release a solution by its name under `solutions` in `course.toml`. Its text is public from
then on. So it must not hold the answer to an exercise that is not released.
"""

from __future__ import annotations

import ast
import contextlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from grader.course.manifest import MANIFEST
from grader.course.solutions import NAME, pack, released_text, unpack
from grader.errors import CourseError
from grader.i18n import N_
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from grader.model import Course, Exercise, Message

MIN_STATEMENTS = 3  # of a body that is recognized under any name; shorter ones are idioms


class _Answer(NamedTuple):
    """A function or class that an exercise asks for, as its solution has it."""

    slug: str
    name: str
    body: str
    statements: int


def write_solutions(course: Course, exercises: Iterable[Exercise], folder: Path) -> None:
    """Write the released ones of these exercises' solutions into a kit.

    Args:
        course: with its reference.
        exercises: those in the kit.
        folder: the kit's `exercises/`.

    Raises:
        CourseError: a solution holds the answer to an exercise that is not released.
    """
    texts, secret = released_texts(course), _secret_answers(course)
    for exercise in exercises:
        if (text := texts.get(exercise.slug)) is None:
            continue
        for name, other in _found_in(text, secret):
            sentence = N_(
                "the solution of {slug} holds {function} of {other}, which is not released."
            )
            raise CourseError(
                course.folder / MANIFEST,
                message(sentence, slug=exercise.slug, function=name, other=other),
                message("Release both, or this one later."),
            )
        (folder / exercise.slug / NAME).write_bytes(pack(text))


def released_texts(course: Course) -> dict[str, str]:
    """Slug -> text of each released solution."""
    return {
        exercise.slug: released_text(course, exercise)
        for exercise in course.exercises
        if exercise.slug in course.solutions
    }


def opened(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The files of a kit, with the text of its solutions in place of their bytes."""
    found = []
    for name, data in files:
        if PurePosixPath(name).name == NAME:
            with contextlib.suppress(ValueError):  # `shown_solutions` names it
                data = unpack(data).encode()  # noqa: PLW2901 - its text is searched
        found.append((name, data))
    return found


def shown_solutions(course: Course, files: Sequence[tuple[str, bytes]]) -> Iterator[Message]:
    """Find solutions in a kit that are not released, as files of solutions or in files of Python.

    Args:
        course: with its reference.
        files: name and opened bytes of each file of the kit.
    """
    released = {slug: text.encode() for slug, text in released_texts(course).items()}
    secret = _secret_answers(course)
    for name, data in files:
        path = PurePosixPath(name)
        if path.name == NAME:
            if data != released.get(path.parent.name):
                sentence = N_("The kit would give away a solution that is not released in {path}.")
                yield message(sentence, path=name)
            if course.secret and course.secret.encode() in data:
                yield message("The kit would give away the secret in {path}.", path=name)
        elif path.suffix == ".py":
            for function, slug in _found_in(data.decode("utf-8", "replace"), secret):
                sentence = N_("The kit would give away {function} of {slug} in {path}.")
                yield message(sentence, function=function, slug=slug, path=name)


def _secret_answers(course: Course) -> list[_Answer]:
    """The asked functions, classes and values of the solutions that are not released."""
    found = []
    for exercise in course.exercises:
        path = course.solution(exercise)
        if exercise.slug in course.solutions or path is None or not path.is_file():
            continue
        bodies = _bodies(path.read_text("utf-8"))
        asked = (name for name in exercise.names if any(bodies.get(name, ())))
        found += [_Answer(exercise.slug, name, *bodies[name]) for name in asked]
    return found


def _found_in(text: str, answers: Iterable[_Answer]) -> Iterator[tuple[str, str]]:
    """The answers that a text of Python holds: name and exercise."""
    here = _bodies(text)
    bodies = {body for body, _count in here.values()}
    for answer in answers:
        is_there = answer.statements >= MIN_STATEMENTS and answer.body in bodies
        if is_there or here.get(answer.name) == (answer.body, answer.statements):
            yield answer.name, answer.slug


def _bodies(text: str) -> dict[str, tuple[str, int]]:
    """The body of each function and class at the top, without docstrings, and its statements."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return {}
    found = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            count = sum(isinstance(part, ast.stmt) for each in body for part in ast.walk(each))
            found[node.name] = "\n".join(map(ast.unparse, body)), count
    return found
