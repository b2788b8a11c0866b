"""The readable files of a folder of results -> its index, made again, and its faults.

Results of the version before this one are taken over in the same way. It kept the students and a
journal in files of lines, and the provenance of grades only in that journal.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from grader.errors import GraderError
from grader.files import write_bytes_atomically
from grader.i18n import N_
from grader.model import Arrival, Language, Lateness, Message, Value, message
from grader.text import clean_name

from .class_file import (
    CLASS,
    FORMAT,
    FORMAT_OF_EARLIER_VERSION,
    ClassDocument,
    ClassFile,
    ExercisePoints,
    Member,
    Repeats,
    class_format,
)
from .grade_file import GradeFile, Provenance, parse_grade_file, render_grade_file
from .index import INDEX, REBUILD, alone_in, opened_to_write
from .store import (
    BATCH_AGAIN,
    EARLIER,
    GRADES,
    REPORT_ENDINGS,
    REPORTS,
    Record,
    ResultsWriter,
    digest_of,
    no_results,
    open_results,
    put_away,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .store import Results

STUDENTS, JOURNAL, REPEATS = "students.jsonl", "journal.jsonl", "repeats.jsonl"
MAX_NAMES = 20

V = TypeVar("V", bound=Value)


class _Trouble(enum.Enum):
    """A fault of a student's files."""

    UNGRADED = enum.auto()
    TROUBLE = enum.auto()
    DAMAGED = enum.auto()
    CHANGED = enum.auto()
    UNKNOWN = enum.auto()
    NO_REPORT = enum.auto()
    STRANGERS = enum.auto()


_SENTENCES = {
    _Trouble.UNGRADED: N_("Not graded yet: {names}"),
    _Trouble.TROUBLE: N_("Could not be graded by the last run: {names}"),
    _Trouble.DAMAGED: N_("Their file of grades cannot be read: {names}"),
    _Trouble.CHANGED: N_("Their file of grades was changed by hand: {names}"),
    _Trouble.UNKNOWN: N_("Their file of grades is not the one in the index: {names}"),
    _Trouble.NO_REPORT: N_("Their reports are missing: {names}"),
    _Trouble.STRANGERS: N_("Files of grades of nobody in this class: {names}"),
}


class Finding(NamedTuple):
    """A fault of the folder, and its remedy."""

    sentence: Message
    remedy: Message


def examine_results(out: Path) -> list[Finding]:
    """Find what is missing, damaged or not in the index; changes nothing.

    Raises:
        GraderError: there are no results.
    """
    _demand_results(out)
    try:
        with open_results(out) as results:
            return [*_of_class_json(results), *_of_files(out, results.records())]
    except GraderError as error:
        findings = [Finding(error.sentence, error.tip)]
    if class_format(out) == FORMAT:
        found, _ = _read_class(out)
        findings += _of_files(out, (_record(out, member, {}) for member in found.students))
    return findings


def rebuild_index(out: Path) -> None:
    """Make the index again from the readable files.

    Raises:
        GraderError: there are no results, a batch is writing there, or `class.json` is lost, too.
    """
    _demand_results(out)
    with alone_in(out):
        try:
            readable = _read_class(out)
        except GraderError as lost:
            _restore_class_json(out, lost)
            readable = _read_class(out)
        _build(out, *readable)


def take_over_earlier(out: Path) -> None:
    """Make an index if the version before this one wrote the results."""
    if class_format(out) != FORMAT_OF_EARLIER_VERSION:
        return
    with alone_in(out):
        try:
            readable = _read_class(out)
        except GraderError:
            return  # the next run grades everybody again
        _build(out, *readable)


def _demand_results(out: Path) -> None:
    if class_format(out) is None and not (out / INDEX).is_file():
        raise no_results(out)


# -- faults


def _of_class_json(results: Results) -> list[Finding]:
    """Compare the students of `class.json` with those of the index."""
    remedy = message(REBUILD, folder=str(results.out))
    try:
        found, _ = _read_class(results.out)
    except GraderError as error:
        return [Finding(error.sentence, remedy)]
    if found.students == tuple(results.members()):
        return []
    text = N_("{path} does not name the students of the index.")
    return [Finding(message(text, path=str(results.out / CLASS)), message(BATCH_AGAIN))]


def _of_files(out: Path, records: Iterable[Record]) -> list[Finding]:
    """Look at all students' files; each sentence comes once, with all names."""
    names: dict[_Trouble, list[str]] = {}
    strangers = {path.stem for path in (out / GRADES).glob("*.json")}
    for record in records:
        strangers.discard(record.member.file)
        trouble = _state(out, record)
        if trouble is not None:
            names.setdefault(trouble, []).append(clean_name(record.member.student))
    if strangers:
        names[_Trouble.STRANGERS] = sorted(map(clean_name, strangers))
    again, rebuild_it = message(BATCH_AGAIN), message(REBUILD, folder=str(out))
    return [
        Finding(
            message(_SENTENCES[trouble], names=_shown(found)),
            rebuild_it if trouble is _Trouble.UNKNOWN else again,
        )
        for trouble, found in names.items()
    ]


def _state(out: Path, record: Record) -> _Trouble | None:
    """The fault of a student's files; None if they are in order."""
    path = out / GRADES / f"{record.member.file}.json"
    if record.provenance is not None and record.provenance.trouble is not None:
        return _Trouble.TROUBLE
    if not path.is_file():
        return _Trouble.UNGRADED
    data, file = _read_grade_file(path)
    if file is None:
        return _Trouble.DAMAGED
    if digest_of(data) != record.digest:
        return _Trouble.UNKNOWN if file.is_intact() else _Trouble.CHANGED
    reports = [out / REPORTS / f"{record.member.file}{ending}" for ending in REPORT_ENDINGS]
    return None if all(report.is_file() for report in reports) else _Trouble.NO_REPORT


def _shown(names: list[str]) -> str:
    more = f" … ({len(names)})" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more


# -- the index made again


def _restore_class_json(out: Path, lost: GraderError) -> None:
    """Write `class.json` from the index; raises `lost` if that is no good either."""
    try:
        with opened_to_write(out) as connection:
            writer = ResultsWriter(out, connection)
            if writer.last_class_file() is None:
                raise lost
            writer.write_class_json()
    except GraderError as error:
        raise lost from error


def _build(out: Path, found: ClassDocument, journal: dict[str, _Entry]) -> None:
    (out / INDEX).unlink(missing_ok=True)  # a journal left beside it is then SQLite's to remove
    class_file = ClassFile(
        *(found.layout, found.exercises, found.left_out, found.notes, found.lateness),
        nothing=found.nothing,
    )
    with opened_to_write(out) as connection:
        records = (_record(out, member, journal) for member in found.students)
        ResultsWriter(out, connection).write_class(class_file, records, found.repeats)
    for name in (STUDENTS, JOURNAL, REPEATS):
        if (out / name).is_file():
            put_away(out / name, out / EARLIER / name)


def _record(out: Path, member: Member, journal: dict[str, _Entry]) -> Record:
    """Make a row from a student's file; without a digest if the next run must grade them again."""
    entry = journal.get(member.student)
    path = out / GRADES / f"{member.file}.json"
    data, file = _read_grade_file(path)
    if file is not None and file.is_intact():
        return Record(member, digest_of(data), file.provenance)
    if entry is None:
        return Record(member, "", None if file is None else file.provenance)
    made_from = entry.provenance()
    if file is None or entry.digest != digest_of(data):
        return Record(member, "", made_from)
    data = render_grade_file(file.grades, made_from)
    write_bytes_atomically(path, [data])
    return Record(member, digest_of(data), made_from)


def _read_grade_file(path: Path) -> tuple[bytes, GradeFile | None]:
    """The bytes of a file of grades and its content, if it can be read."""
    try:
        data = path.read_bytes()
        return data, parse_grade_file(data)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return b"", None


def _read_class(out: Path) -> tuple[ClassDocument, dict[str, _Entry]]:
    """Read `class.json`; of the version before this one also the journal."""
    path = out / CLASS
    try:
        if class_format(out) != FORMAT_OF_EARLIER_VERSION:
            return msgspec.json.decode(path.read_bytes(), type=ClassDocument), {}
        earlier = msgspec.json.decode(path.read_bytes(), type=_EarlierClass)
        path = out / STUDENTS
        members = tuple(map(msgspec.json.Decoder(Member).decode, path.read_bytes().splitlines()))
        if len(members) != earlier.students:
            raise msgspec.ValidationError(f"{len(members)} students, not {earlier.students}")
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _read_error(path, str(error)) from error
    found = ClassDocument(
        layout=earlier.layout,
        exercises=earlier.exercises,
        left_out=earlier.left_out,
        notes=earlier.notes,
        lateness=earlier.lateness,
        repeats=_earlier_repeats(out),
        students=members,
    )
    return found, {entry.student: entry for entry in _lines(out / JOURNAL, _Entry)}


def _read_error(path: Path, reason: str) -> GraderError:
    index = str(path.parent / INDEX)
    return GraderError(
        message("{path}: cannot be read ({reason}).", path=str(path), reason=reason),
        message("Move {index} away and run the same `grade batch` again.", index=index),
    )


# -- files of the version before this one


class _Entry(Value, frozen=True):
    """A line of the journal: the provenance of one student's grades."""

    student: str
    keys: dict[str, str] = msgspec.field(default_factory=dict)
    digest: str = ""
    language: Language = "en"
    trouble: Message | None = None
    arrivals: tuple[Arrival, ...] = ()
    counted: dict[str, int] = msgspec.field(default_factory=dict)

    def provenance(self) -> Provenance:
        return Provenance(self.keys, self.language, self.arrivals, self.counted, self.trouble)


class _Repeat(Value, frozen=True):
    """A line of the repeats: an exercise that was graded again, and the checks that changed."""

    exercise: str
    changed: tuple[str, ...] = ()


class _EarlierClass(Value, frozen=True):
    """The content of `class.json`; `students` is their number."""

    layout: str
    exercises: tuple[ExercisePoints, ...]
    students: int
    left_out: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    lateness: Lateness = Lateness()
    format: str = FORMAT_OF_EARLIER_VERSION


def _earlier_repeats(out: Path) -> tuple[Repeats, ...]:
    found: dict[str, Repeats] = {}
    for line in _lines(out / REPEATS, _Repeat):
        before = found.get(line.exercise, Repeats(line.exercise, 0))
        changed = {name: 1 + before.changed.get(name, 0) for name in line.changed}
        found[line.exercise] = Repeats(line.exercise, before.count + 1, before.changed | changed)
    return tuple(found.values())


def _lines(path: Path, kind: type[V]) -> Iterator[V]:
    """Parse the lines of a file; skips a line that was cut off by a kill."""
    decoder = msgspec.json.Decoder(kind)
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
