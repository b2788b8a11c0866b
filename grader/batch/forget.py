"""One student of a folder of results -> nothing left of them in it, and a list of removed files.

Files elsewhere, such as the submissions or an exported gradebook, are not touched.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import GraderError, did_you_mean
from grader.files import file_name, write_bytes_atomically
from grader.gradebook.adjustments import ADJUSTMENTS
from grader.gradebook.extensions import EXTENSIONS
from grader.gradebook.staff_table import HEADINGS, find_student
from grader.i18n import N_
from grader.model import message
from grader.reports.similar_table import SIMILAR_PAGE, SIMILAR_TABLE
from grader.results.class_file import CLASS
from grader.results.code import CODE
from grader.results.code import ENDING as CODE_ENDING
from grader.results.comments import JOURNAL, REVIEW, forget_in_review
from grader.results.index import INDEX, LOCK
from grader.results.store import (
    BEFORE,
    EARLIER,
    GRADES,
    REPORT_ENDINGS,
    REPORTS,
    no_results,
    open_results,
    open_to_write,
)
from grader.submission.people_map import UNMATCHED
from grader.submission.roster import Roster
from grader.submission.table_file import column_name, load_table
from grader.text import BYTE_ORDER_MARK, clean_name, csv_text

from .summary import CLASS_PAGE, GRADEBOOK, STATISTICS, summarise, write_summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Language, Message
    from grader.results.class_file import ClassFile, Member
    from grader.results.store import Results

_FOLDERS = (
    *(GRADES, BEFORE, REPORTS, CODE),
    *(f"{EARLIER}/{name}" for name in (GRADES, REPORTS, CODE)),
)
_MADE_ANEW = (CLASS, INDEX, GRADEBOOK, STATISTICS, CLASS_PAGE)
_BLOCK = 1 << 20
_LONGEST = 4_000  # bytes of a name that may lie across two blocks
_FEW_DIGITS = 5  # a number of fewer is found anywhere


class Known(NamedTuple):
    """Everything by which a student may be found.

    Attributes:
        file: name of their files, without the ending.
    """

    student: str
    file: str
    names: tuple[str, ...]
    roster: Roster

    def pattern(self) -> re.Pattern[str]:
        """Any of the names as a whole word."""
        longest_first = sorted(self.names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


class Forgotten(NamedTuple):
    """The files of a forgotten student.

    Attributes:
        removed: files that are gone.
        made_anew: files that were written again without the student.
        left: files in which one of the names still stands.
    """

    removed: list[str]
    made_anew: list[str]
    left: list[str]


def find_known(results: Results, name: str) -> Known:
    """Find a student of the class, or one who left it.

    Raises:
        GraderError: there is nobody of that name.
    """
    members = {member.student: member for member in results.members()}
    roster = Roster(member.person for member in members.values())
    student = find_student(name, roster)
    if student is not None:
        member = members[student]
        return Known(student, member.file, _names(member), roster)
    file = file_name(name)
    if any((results.out / folder / f"{file}.json").is_file() for folder in _FOLDERS):
        return Known(name, file, tuple({name, file}), roster)
    text = N_("There is no student {name} in this class.")
    raise GraderError(message(text, name=clean_name(name)), did_you_mean(name, members))


def forget(out: Path, name: str, language: Language) -> Forgotten:
    """Remove a student from a folder of results, and make its summaries without them.

    Raises:
        GraderError: there is nobody of that name, or a batch is writing there.
    """
    with open_results(out):
        pass  # it names the fault of a folder without results
    with open_to_write(out) as results:
        if results.last_class_file() is None:
            raise no_results(out)
        known = find_known(results, name)
        # the tables first: a row of somebody who is not in the class any more would be an error
        changed = [path.name for path in _without_rows(out, known)]
        changed += [f"{REVIEW}/{JOURNAL}"] * forget_in_review(out, known.student)
        removed = _remove_files(out, known)
        results.forget(known.student, _without_names(results.class_file(), known))
        write_summary(out, summarise(results, language), language)
    return Forgotten(removed, [*changed, *_MADE_ANEW], _still_named(out, known))


def _names(member: Member) -> tuple[str, ...]:
    person = member.person
    fields = ("name", "email", "username", "idnumber", "lms_id", "github")
    others = {getattr(person, field) for field in fields} | {member.file, *member.handed_in}
    told_apart = {
        name
        for name in others
        if len(name) > 1 and not (name.isdecimal() and len(name) < _FEW_DIGITS)
    }
    return tuple(sorted({member.student} | told_apart))


def _remove_files(out: Path, known: Known) -> list[str]:
    removed = []
    # each names pairs and shows their codes; to make them anew takes the course
    for path in (out / SIMILAR_TABLE, out / SIMILAR_PAGE):
        if path.is_file():
            path.unlink()
            removed.append(path.name)
    for folder in _FOLDERS:
        for ending in (".json", *REPORT_ENDINGS, CODE_ENDING):
            path = out / folder / f"{known.file}{ending}"
            if path.is_file():
                path.unlink()
                removed.append(path.relative_to(out).as_posix())
    return removed


def _without_names(found: ClassFile, known: Known) -> ClassFile:
    """The head of `class.json` with the names taken out of its notes."""
    pattern = known.pattern()

    def note(each: Message) -> Message:
        values = {
            key: pattern.sub("…", value) if isinstance(value, str) else value
            for key, value in each.values.items()
        }
        return msgspec.structs.replace(each, values=values)

    return msgspec.structs.replace(
        found,
        notes=tuple(map(note, found.notes)),
        left_out=tuple(pattern.sub("…", name) for name in found.left_out),
    )


def _without_rows(out: Path, known: Known) -> Iterator[Path]:
    """Take a student's rows out of the tables beside the gradebook; gives those that changed."""
    pattern = known.pattern()
    for path in filter(Path.is_file, (out / name for name in (ADJUSTMENTS, EXTENSIONS, UNMATCHED))):
        table = load_table(path, HEADINGS.__contains__)
        columns = [HEADINGS.get(column_name(cell)) for cell in table.header]
        at = columns.index("student") if "student" in columns else -1

        def is_theirs(row: list[str], at: int = at, name: str = path.name) -> bool:
            if name == UNMATCHED:
                return any(map(pattern.search, row))
            return -1 < at < len(row) and find_student(row[at], known.roster) == known.student

        kept = [row for row in table.rows if not is_theirs(row)]
        if len(kept) < len(table.rows):
            text = BYTE_ORDER_MARK + csv_text(table.header, filter(any, kept))
            write_bytes_atomically(path, [text.encode()])
            yield path


def _still_named(out: Path, known: Known) -> list[str]:
    """Files that still hold one of the names, such as another one's report that quotes it."""
    names = b"|".join(re.escape(name.encode()) for name in known.names)
    pattern = re.compile(rb"(?<![\w.-])(?:" + names + rb")(?![\w-])")
    found = []
    for folder, _, files in os.walk(out):
        for file in files:
            path = Path(folder) / file
            if file != LOCK and not path.is_symlink() and _holds(path, pattern):
                found.append(path.relative_to(out).as_posix())
    return sorted(found)


def _holds(path: Path, pattern: re.Pattern[bytes]) -> bool:
    before = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if pattern.search(before + block):
                return True
            before = block[-_LONGEST:]
    return False
