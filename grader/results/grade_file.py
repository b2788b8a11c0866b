"""Grades <-> canonical JSON: the form that is kept, and that every other report is made from."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import GraderError
from grader.model import Arrival, Grade, Language, Message, Value, message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMAT = "cnn-grader/grades/v2"
_V1 = "cnn-grader/grades/v1"
_RENAMED_SINCE_V1 = {"grids": "array_views", "exhibits": "evidence"}  # fields of an outcome


class Provenance(Value, frozen=True):
    """What one student's grades in a class were made from; a next run compares with it.

    Attributes:
        keys: exercise -> a hash of all that decides its grade.
        language: of the student's reports.
        arrivals: when each attempt came, the last one last.
        counted: exercise -> the attempt that counted, where it was not the last.
        trouble: why grading was given up; such a student is graded again by the next run.
    """

    keys: dict[str, str] = msgspec.field(default_factory=dict)
    language: Language = "en"
    arrivals: tuple[Arrival, ...] = ()
    counted: dict[str, int] = msgspec.field(default_factory=dict)
    trouble: Message | None = None


class GradeFile(Value, frozen=True, omit_defaults=True):
    """The content of a file of grades; `format` changes when the meaning of a field does.

    Attributes:
        provenance: only in the files of a class.
        checksum: of the grades and their provenance, only there, too.
    """

    format: str
    grades: tuple[Grade, ...]
    provenance: Provenance | None = None
    checksum: str = ""

    def is_intact(self) -> bool:
        """Whether the file says what `render_grade_file` wrote, so that nobody changed it."""
        if self.provenance is None:
            return False
        return self.checksum == _checksum(self.grades, self.provenance)


class _Format(msgspec.Struct):
    """Tells whether the rest can be read."""

    format: str


def render_json(grades: Sequence[Grade], language: Language = "en") -> str:  # noqa: ARG001
    """The grades as JSON: keys sorted, two spaces, the same bytes for the same grades."""
    return _pretty(GradeFile(format=FORMAT, grades=tuple(grades))).decode()


def render_grade_file(grades: Sequence[Grade], provenance: Provenance) -> bytes:
    """The same as a class's folder keeps it: with what the grades were made from."""
    kept = tuple(grades)
    checksum = _checksum(kept, provenance)
    return _pretty(GradeFile(FORMAT, kept, provenance, checksum))


def parse_grades(text: str | bytes) -> tuple[Grade, ...]:
    """The grades in canonical JSON.

    Raises:
        msgspec.DecodeError: it is none, or of another version.
    """
    return parse_grade_file(text).grades


def parse_grade_file(text: str | bytes) -> GradeFile:
    """The grades in canonical JSON and what they were made from; see `parse_grades`."""
    written = msgspec.json.decode(text, type=_Format).format
    if written == _V1:
        return msgspec.convert(_from_v1(msgspec.json.decode(text)), type=GradeFile)
    if written != FORMAT:
        raise msgspec.ValidationError(f"format is {written!r}, not {FORMAT!r}")
    return msgspec.json.decode(text, type=GradeFile)


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


def _checksum(grades: tuple[Grade, ...], provenance: Provenance) -> str:
    # of the values, not of the text: who only indents a file anew has changed no grade
    packed = msgspec.msgpack.encode((grades, provenance), order="deterministic")
    return hashlib.sha256(packed).hexdigest()


def _pretty(file: GradeFile) -> bytes:
    packed = msgspec.json.encode(file, order="deterministic")
    return msgspec.json.format(packed, indent=2) + b"\n"
