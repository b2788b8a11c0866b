"""A class's results -> feedback in the form that an LMS imports, or that a mail program sends.

moodle      a zip of the folders that Moodle made, each with feedback.html
canvas      a zip of the names that Canvas gave to the submissions
zip         a folder with one zip a student
mail-merge  a table of e-mail address, points and the first thing to do
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError
from grader.files import make_folder, write_bytes_atomically, writing
from grader.gradebook.rows import shown_total
from grader.i18n import gettext, pick, points
from grader.model import message
from grader.reports.view import view
from grader.text import BYTE_ORDER_MARK, clean_name, csv_lines, key_cell, safe_cell

from .student_reports import render_reports
from .summary import each_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.gradebook.rows import Row
    from grader.model import Grade, Language
    from grader.results.class_file import Member
    from grader.results.store import Results

_MOODLE = re.compile(
    r"(?P<who>[^_]+_\d{1,18}_assignsubmission_)(?:file|onlinetext)(?P<rest>_?.*)", re.DOTALL
)
_OF_CANVAS = re.compile(r".*_\d+_(?:text|link|url)\.html", re.DOTALL)  # no file belongs to it
# of several submissions, the one whose ending can hold most of a report
_CANVAS_ENDINGS = (".html", ".htm", ".zip", ".ipynb", ".md", ".txt", ".py")
_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same grades


class Feedback(NamedTuple):
    """One student's feedback.

    Attributes:
        reports: ending -> text.
        grades: as the student may see them.
    """

    row: Row
    reports: dict[str, str]
    grades: Sequence[Grade]

    @property
    def member(self) -> Member:
        """The student."""
        return self.row.member


def write_feedback(form: str, results: Results, out: Path, language: Language) -> list[str]:
    """Write the feedback; gives the students left out.

    Args:
        form: one of `FORMS`.
        results: of the class.
        out: a file, or for `zip` a folder.
        language: of a table; reports keep theirs.

    Raises:
        GraderError: the submissions are of another platform, or `out` cannot be written.
    """
    return FORMS[form](results, out, language)


def _write_moodle(results: Results, out: Path, language: Language) -> list[str]:
    is_moodle = results.class_file().layout == "moodle"
    left_out = []
    with _opened_zip(out) as archive:
        for each in _each_feedback(results, language):
            name = _moodle_name(each.member) if is_moodle else ""
            if name and each.grades:
                _add(archive, name, each.reports[".html"].encode())
            else:
                left_out.append(clean_name(each.member.label))
        _demand_any(archive, "Moodle")
    return left_out


def _moodle_name(member: Member) -> str:
    """The place of a student's feedback in the zip; empty if Moodle's number is not known."""
    for name in member.handed_in:
        if found := _MOODLE.fullmatch(name):
            # typed text has a folder of its own, but files of feedback belong to the files
            before = found["who"] + "file"
            is_folder = found["rest"] in ("", "_")
            return before + (f"{found['rest']}/" if is_folder else "_") + "feedback.html"
    person = member.person
    if not person.lms_id or not person.name:
        return ""
    who = re.sub(r"[_/\\]", " ", person.name)
    return f"{who}_{person.lms_id}_assignsubmission_file_/feedback.html"


def _write_canvas(results: Results, out: Path, language: Language) -> list[str]:
    is_canvas = results.class_file().layout == "canvas"
    left_out = []
    written: set[str] = set()
    with _opened_zip(out) as archive:
        for each in _each_feedback(results, language):
            name = _canvas_name(each.member) if is_canvas and each.grades else ""
            if not name:
                left_out.append(clean_name(each.member.label))
            elif name not in written:  # Canvas gives a group's to all of it
                written.add(name)
                _add(archive, name, _in_form_of(PurePosixPath(name).suffix.lower(), each))
        _demand_any(archive, "Canvas")
    return left_out


def _canvas_name(member: Member) -> str:
    """One of the names that Canvas gave, which must not change; empty if none will do."""
    names = [name for name in member.handed_in if not _OF_CANVAS.fullmatch(name)]
    endings = {name: PurePosixPath(name).suffix.lower() for name in names}
    usable = [name for name in names if endings[name] in _CANVAS_ENDINGS]
    return min(usable, key=lambda name: _CANVAS_ENDINGS.index(endings[name]), default="")


def _in_form_of(ending: str, feedback: Feedback) -> bytes:
    """The report as a file of this ending, so that the submission's program opens it, too."""
    page, text = feedback.reports[".html"], feedback.reports[".md"]
    if ending in (".html", ".htm"):
        return page.encode()
    if ending == ".zip":
        return _zipped(feedback)
    if ending == ".ipynb":
        cell = {"cell_type": "markdown", "id": "report", "metadata": {}, "source": text}
        notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(notebook, ensure_ascii=False).encode()
    if ending == ".py":
        return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).encode()
    return text.encode()


def _write_zips(results: Results, out: Path, language: Language) -> list[str]:
    make_folder(out)
    left_out = []
    for each in _each_feedback(results, language):
        if each.grades:
            write_bytes_atomically(out / f"{each.member.file}.zip", [_zipped(each)])
        else:
            left_out.append(clean_name(each.member.label))
    return left_out


def _zipped(feedback: Feedback) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, text in sorted(feedback.reports.items()):
            _add(archive, f"report{ending}", text.encode())
    return data.getvalue()


def _write_mail_merge(results: Results, out: Path, language: Language) -> list[str]:
    header = ["email", "name", "student", "points", "possible", "first_step", "remark", "report"]
    left_out: list[str] = []

    def rows() -> Iterator[list[str]]:
        for each in _each_feedback(results, language):
            person = each.member.person
            if not person.email or not each.grades:
                left_out.append(clean_name(each.member.label))
                continue
            names = [key_cell(person.email), safe_cell(person.name), key_cell(person.student)]
            total = points(each.row.total) if shown_total(each.row) else ""
            step = safe_cell(_first_step(each.grades, language))
            report = safe_cell(f"reports/{each.member.file}.html")
            figures = [total, points(each.row.possible)]
            yield [*names, *figures, step, safe_cell(each.row.changes), report]

    lines = csv_lines(header, rows())
    write_bytes_atomically(out, (line.encode() for line in (BYTE_ORDER_MARK, *lines)))
    return left_out


def _first_step(grades: Sequence[Grade], language: Language) -> str:
    """The first mistake that a student can mend, and the idea behind it or its first sentence."""
    for grade in grades:
        for finding in view(grade, language).findings if grade.file else ():
            if finding.status in ("broken", "skipped", "pending"):
                continue
            words = [finding.headline, finding.idea or "".join(finding.sentences[:1])]
            title = f"{grade.exercise} {pick(grade.title, language)}:"
            return " ".join([title, *filter(None, words)])
    missing = [grade.exercise for grade in grades if not grade.file]
    if missing:
        return f"{gettext('not handed in', language)}: {', '.join(missing)}"
    return gettext("Everything passes. There is nothing left to do.", language)


def _each_feedback(results: Results, language: Language) -> Iterator[Feedback]:
    for result, row in each_row(results, language):
        own = language if result.provenance is None else result.provenance.language
        shown = [grade.for_student() for grade in result.grades]
        yield Feedback(row, render_reports(result.grades, own, row.account).texts, shown)


@contextlib.contextmanager
def _opened_zip(out: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that is at its place only when it is whole."""
    make_folder(out.parent)
    with writing(out):
        descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".part")
        try:
            with (
                os.fdopen(descriptor, "wb") as file,
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
            ):
                yield archive
            Path(name).chmod(0o644)
            Path(name).replace(out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _demand_any(archive: zipfile.ZipFile, platform: str) -> None:
    if not archive.namelist():
        raise GraderError(
            message("No submission here has a name that {platform} gave it.", platform=platform),
            message("Name the platform that they came from, or use --format zip."),
        )


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


FORMS: dict[str, Callable[[Results, Path, Language], list[str]]] = {
    "moodle": _write_moodle,
    "canvas": _write_canvas,
    "zip": _write_zips,
    "mail-merge": _write_mail_merge,
}
