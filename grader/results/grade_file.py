"""Grades <-> canonical JSON, from which every other report is made."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import GraderError
from grader.model import Arrival, Grade, Language, Message, Value, message
from grader.submission.reader import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMAT = "cnn-grader/grades/v2"
_V1 = "cnn-grader/grades/v1"
_RENAMED_SINCE_V1 = {"grids": "array_views", "exhibits": "evidence"}  # fields of an outcome


class Provenance(Value, frozen=True):
    """The origin of a student's grades in a class; the next run compares with it.

    Attributes:
        keys: exercise -> a hash of all that decides its grade.
        language: of the student's reports.
        arrivals: when each attempt was handed in, in order.
        counted: exercise -> the attempt that counted, if it was not the last.
        trouble: why grading was given up; the next run grades such a student again.
        unread: why the files could not be read, which then count as nothing.
    """

    keys: dict[str, str] = msgspec.field(default_factory=dict)
    language: Language = "en"
    arrivals: tuple[Arrival, ...] = ()
    counted: dict[str, int] = msgspec.field(default_factory=dict)
    trouble: Message | None = None
    unread: Unread | None = None


class GradeFile(Value, frozen=True, omit_defaults=True):
    """The content of a file of grades.

    Attributes:
        format: changes with the meaning of a field.
        provenance: only in a folder of results.
        checksum: of grades and provenance; only there, too.
    """

    format: str
    grades: tuple[Grade, ...]
    provenance: Provenance | None = None
    checksum: str = ""

    def is_intact(self) -> bool:
        """Whether the content is as `render_grade_file` wrote it."""
        if self.provenance is None:
            return False
        return self.checksum == _checksum(self.grades, self.provenance)


class _Format(msgspec.Struct):
    """The part that tells whether the rest can be read."""

    format: str


def render_json(grades: Sequence[Grade], language: Language = "en") -> str:  # noqa: ARG001
    """Render grades as JSON: keys sorted, two spaces, the same bytes for the same grades."""
    return _pretty(GradeFile(format=FORMAT, grades=tuple(grades))).decode()


def render_grade_file(grades: Sequence[Grade], provenance: Provenance) -> bytes:
    """Render the file that a folder of results keeps."""
    kept = tuple(grades)
    checksum = _checksum(kept, provenance)
    return _pretty(GradeFile(FORMAT, kept, provenance, checksum))


def parse_grades(text: str | bytes) -> tuple[Grade, ...]:
    """Parse canonical JSON.

    Raises:
        msgspec.DecodeError: it is not canonical JSON, or of an unknown version.
    """
    return parse_grade_file(text).grades


def parse_grade_file(text: str | bytes) -> GradeFile:
    """Parse canonical JSON with its provenance; see `parse_grades`."""
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
    """Read a file of grades.

    Raises:
        GraderError: there is no such file, or it is not a file of grades.
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
    # of the values, not of the text: an editor that indents the file anew changes no grade
    packed = msgspec.msgpack.encode((grades, provenance), order="deterministic")
    return hashlib.sha256(packed).hexdigest()


def _pretty(file: GradeFile) -> bytes:
    packed = msgspec.json.encode(file, order="deterministic")
    return msgspec.json.format(packed, indent=2) + b"\n"
