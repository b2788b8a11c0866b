"""Grades <-> canonical JSON: the form that is kept, and that every other report is made from."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import GraderError
from grader.model import Grade, Value, message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.model import Language

FORMAT = "cnn-grader/grades/v2"
_V1 = "cnn-grader/grades/v1"
_RENAMED_SINCE_V1 = {"grids": "array_views", "exhibits": "evidence"}  # fields of an outcome


class GradeFile(Value, frozen=True):
    """What a file of grades holds; `format` changes when the meaning of a field does."""

    format: str
    grades: tuple[Grade, ...]


class _Format(msgspec.Struct):
    """Tells whether the rest can be read."""

    format: str


def render_json(grades: Sequence[Grade], language: Language = "en") -> str:  # noqa: ARG001
    """The grades as JSON: keys sorted, two spaces, the same bytes for the same grades."""
    packed = msgspec.json.encode(
        GradeFile(format=FORMAT, grades=tuple(grades)), order="deterministic"
    )
    return msgspec.json.format(packed, indent=2).decode() + "\n"


def parse_grades(text: str | bytes) -> tuple[Grade, ...]:
    """The grades in canonical JSON.

    Raises:
        msgspec.DecodeError: it is none, or of another version.
    """
    written = msgspec.json.decode(text, type=_Format).format
    if written == _V1:
        return msgspec.convert(_from_v1(msgspec.json.decode(text)), type=GradeFile).grades
    if written != FORMAT:
        raise msgspec.ValidationError(f"format is {written!r}, not {FORMAT!r}")
    return msgspec.json.decode(text, type=GradeFile).grades


def _from_v1(found: Any) -> Any:
    """The decoded JSON as a file of this format has it; nobody knows the causes any more."""
    if isinstance(found, dict):
        values = {_RENAMED_SINCE_V1.get(key, key): _from_v1(value) for key, value in found.items()}
        if isinstance(values.get("problems"), list):  # they were sentences without a cause
            values["problems"] = [{"cause": None, "message": said} for said in values["problems"]]
        return values
    return [_from_v1(item) for item in found] if isinstance(found, list) else found


def load_grades(path: Path) -> tuple[Grade, ...]:
    """The grades of a file.

    Raises:
        GraderError: no such file, or not one of ours.
    """
    try:
        return parse_grades(path.read_bytes())
    except OSError as error:
        raise GraderError(
            message("{path}: this file cannot be read.", path=str(path)),
            message("Name a .json file that `grade submission --out` or `grade batch` wrote."),
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(
            message("{path}: no file of grades ({reason}).", path=str(path), reason=str(error)),
            message("Name a .json file that `grade submission --out` or `grade batch` wrote."),
        ) from error


@functools.cache
def json_schema() -> dict[str, Any]:
    """The JSON Schema of a file of grades, made from the types."""
    return msgspec.json.schema(GradeFile)
