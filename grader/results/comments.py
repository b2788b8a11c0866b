"""The journal of a review, `review/comments.jsonl` -> comments, points and the answers seen.

One event a line, in JSON; lines are only added. All else about a review is made from this file:
points for the gradebook, remarks for the students' pages, and the index of the review page.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sqlite3
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from grader.errors import GraderError
from grader.files import make_folder, write_bytes_atomically, writing
from grader.i18n import N_, pick
from grader.model import Cause, Message, Value, message
from grader.model.grade import score
from grader.model.question import QUESTION_PREFIX
from grader.model.remark import Blind, Comment, Mark, Remark, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO
    from pathlib import Path

    from grader.model import Grade, Language, Outcome

REVIEW = "review"
JOURNAL = "comments.jsonl"
INDEX = "index.sqlite"  # made from the journal and the grades, by `grade review`
LOCK = ".lock"
FORMAT = "cnn-grader/review/v1"

Event = Comment | Mark | Seen | Blind


class Head(Value, frozen=True):
    """The first line of a journal.

    Attributes:
        salt: by which students are shuffled for spot checks and for a review without names.
    """

    format: str
    salt: str


class GivenPoints(NamedTuple):
    """Points that a review gives, with the reason."""

    student: str
    exercise: str
    points: float
    reason: str


class Review:
    """A journal summed up.

    Attributes:
        salt: see `Head`.
        comments: id -> the last version, in the order of their first.
        marks: (student, exercise, criterion) -> the mark that counts.
        seen: (student, exercise) of the answers that were looked at.
        blind: whether names are hidden, and comments written since are held back.
        touched: everybody about whom anything was ever written.
    """

    def __init__(self, salt: str = "") -> None:
        self.salt = salt
        self.comments: dict[str, Comment] = {}
        self.marks: dict[tuple[str, str, str], Mark] = {}
        self.seen: set[tuple[str, str]] = set()
        self.blind = False
        self.touched: set[str] = set()
        self._released: tuple[dict[str, Comment], dict[tuple[str, str, str], Mark]] | None = None

    def take(self, event: Event) -> None:
        """Add an event, the newest so far."""
        if isinstance(event, Comment):
            self.comments[event.id] = event
            self.touched.update(event.students)
        elif isinstance(event, Mark):
            self.touched.update(event.students)
            for student in event.students:
                self.marks[student, event.exercise, event.criterion] = event
        elif isinstance(event, Seen):
            change = self.seen.add if event.seen else self.seen.discard
            change((event.student, event.exercise))
        elif event.on and not self.blind:
            self.blind = True
            self._released = (dict(self.comments), dict(self.marks))
        elif not event.on:
            self.blind = False
            self._released = None

    def points(self, language: Language) -> Iterator[GivenPoints]:
        """All points that are given or taken, but for those that are held back."""
        comments, marks = self._released or (self.comments, self.marks)
        for comment in comments.values():
            for student in comment.students if comment.points else ():
                yield GivenPoints(student, comment.exercise, comment.points, comment.text)
        for (student, exercise, _), mark in marks.items():
            is_answer = mark.criterion.startswith(QUESTION_PREFIX)  # see `judged`
            if mark.points and mark.level is not None and not is_answer:
                reason = f"{pick(mark.title, language)}: {pick(mark.said, language)}"
                yield GivenPoints(student, exercise, mark.points, reason)

    def judged(self, student: str, grade: Grade) -> Grade:
        """A student's grade with the points that were given for answers to questions.

        An answer that was handed in anew waits again.
        """
        if not grade.pending:
            return grade
        marks = self._released[1] if self._released else self.marks
        outcomes = []
        for outcome in grade.outcomes:
            mark = marks.get((student, grade.exercise, outcome.check))
            if mark is not None and mark.level is not None and _is_for(mark, outcome):
                outcome = _with_mark(outcome, mark)  # noqa: PLW2901 - the same one, looked at
            outcomes.append(outcome)
        return msgspec.structs.replace(grade, outcomes=tuple(outcomes), score=score(outcomes))

    def given_for_answers(self) -> dict[str, list[str]]:
        """Student -> keys of the points that `judged` adds to their grades."""
        marks = self._released[1] if self._released else self.marks
        found: dict[str, list[str]] = {}
        for student, exercise, criterion in sorted(marks):
            mark = marks[student, exercise, criterion]
            if mark.level is not None and mark.answer:
                key = f"{exercise} {criterion} {mark.points} {mark.said.en} {mark.answer}"
                found.setdefault(student, []).append(key)
        return found

    def remarks(self) -> dict[str, list[Remark]]:
        """Student -> the remarks for them; everybody about whom anything was written is there."""
        comments, marks = self._released or (self.comments, self.marks)
        found: dict[str, list[Remark]] = {student: [] for student in sorted(self.touched)}
        for (student, exercise, _), mark in marks.items():
            if mark.level is not None and not mark.criterion.startswith(QUESTION_PREFIX):
                found[student].append(
                    Remark(exercise, points=mark.points, criterion=mark.title, said=mark.said)
                )
        for one in comments.values():
            for student in one.students:
                found[student].append(
                    Remark(one.exercise, one.text, one.points, one.where, one.line)
                )
        return found


def answer_hash(outcome: Outcome) -> str:
    """A hash of an answer to a question, by which a mark knows the one that it is for."""
    return hashlib.sha256(outcome.actual.encode()).hexdigest()[:16]


def load_review(out: Path) -> Review:
    """Sum up the journal of a folder of results; an empty review if there is none.

    Raises:
        GraderError: a line is not an event.
    """
    path = out / REVIEW / JOURNAL
    review = Review()
    for event in read_journal(path) if path.is_file() else ():
        if isinstance(event, Head):
            review.salt = event.salt
        else:
            review.take(event)
    return review


def _is_for(mark: Mark, outcome: Outcome) -> bool:
    return outcome.status == "pending" and mark.answer == answer_hash(outcome)


def _with_mark(outcome: Outcome, mark: Mark) -> Outcome:
    """The outcome of an answer for which a person gave points."""
    earned = min(max(mark.points, 0.0), outcome.points)
    if earned == outcome.points:
        return msgspec.structs.replace(
            outcome, status="passed", cause=None, message=None, earned=earned
        )
    said = Message(
        text=N_("A person has looked at this answer: {said}"),
        values={"said": mark.said.en, "said_ko": mark.said.ko},
        ko="사람이 이 답을 보았습니다: {said_ko}",
    )
    return msgspec.structs.replace(
        outcome, status="failed", cause=Cause.REVIEWED, message=said, earned=earned
    )


def read_journal(path: Path) -> Iterator[Event | Head]:
    """Read the events of a journal, its head first; a last line that was cut off is left out.

    Raises:
        GraderError: it cannot be read.
    """
    decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):  # its writer was killed before saying "saved"
                    return
                if number == 1:
                    yield msgspec.json.decode(line, type=Head)
                elif line.strip():
                    yield decoder.decode(line)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        text = N_("{path}, line {line}: no event of a review ({reason}).")
        raise GraderError(
            message(text, path=str(path), line=number, reason=str(error)),
            message("Mend or remove the line; each of the others stands by itself."),
        ) from error


def forget_in_review(out: Path, student: str) -> bool:
    """Take a student out of a review; whether there was anything about them.

    A comment for others as well stays with those.

    Raises:
        GraderError: another process has the review open, or a file cannot be read or written.
    """
    path = out / REVIEW / JOURNAL
    if not path.is_file():
        return False
    with Journal(out):
        before = list(read_journal(path))
        after = list(_without(before, student))
        if after == before:
            return False
        write_bytes_atomically(path, (msgspec.json.encode(event) + b"\n" for event in after))
        (out / REVIEW / INDEX).unlink(missing_ok=True)
    return True


def _without(events: list[Event | Head], student: str) -> Iterator[Event | Head]:
    others = {
        event.id
        for event in events
        if isinstance(event, Comment) and set(event.students) - {student}
    }
    for event in events:
        if isinstance(event, Seen) and event.student == student:
            continue
        if isinstance(event, (Comment, Mark)) and student in event.students:
            rest = tuple(each for each in event.students if each != student)
            if rest or (isinstance(event, Comment) and event.id in others):
                yield msgspec.structs.replace(event, students=rest)
        elif not isinstance(event, Comment) or event.students or event.id in others:
            yield event


class Journal:
    """A journal open to add to, by one process at a time; a context manager.

    Attributes:
        salt: see `Head`.

    Raises:
        GraderError: another process holds it, or it cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / REVIEW / JOURNAL
        self.salt = ""
        self._file: FileIO | None = None
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Self:
        make_folder(self.path.parent)
        with contextlib.ExitStack() as stack:
            stack.enter_context(_alone_in(self.path.parent))
            with writing(self.path):
                self._file = stack.enter_context(self.path.open("ab", buffering=0))
                _cut_torn_line(self.path)
            self._open = stack.pop_all()
        if not self.size():
            head = Head(FORMAT, secrets.token_hex(16))
            self._append([msgspec.json.encode(head)])
        for event in read_journal(self.path):
            self.salt = event.salt if isinstance(event, Head) else self.salt
            break
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, events: Iterable[Event]) -> None:
        """Add events; they are on the disk when this returns.

        Raises:
            GraderError: they cannot be written; then none of them is.
        """
        self._append(map(msgspec.json.encode, events))

    def size(self) -> int:
        """Its bytes."""
        return self.path.stat().st_size

    def _append(self, lines: Iterable[bytes]) -> None:
        assert self._file is not None
        before = self.size()
        rest = memoryview(b"".join(line + b"\n" for line in lines))
        with writing(self.path):
            try:
                while rest:
                    rest = rest[self._file.write(rest) :]
                os.fsync(self._file.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    os.truncate(self.path, before)
                raise


def _cut_torn_line(path: Path) -> None:
    """Remove the end of a line that was cut off by a kill or a full disk."""
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        back = size
        while back:
            start = max(0, back - 65536)
            file.seek(start)
            at = file.read(back - start).rfind(b"\n")
            if at >= 0:
                back = start + at + 1
                break
            back = start
        if back < size:
            file.truncate(back)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Lock the review for one process; the lock ends with it, even if it is killed."""
    lock = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=0.0)
    with contextlib.closing(lock):
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise GraderError(
                message("{path}: another `grade review` has this review open.", path=str(folder)),
                message("Open its address in a second browser: no comment is lost there."),
            ) from error
        yield
