"""A review without HTTP: the page's questions and changes, by students' numbers."""

from __future__ import annotations

import datetime
import math
import secrets
from typing import TYPE_CHECKING, Any

import msgspec

from grader.i18n import pick
from grader.model import Value
from grader.model.question import QUESTION_PREFIX
from grader.model.remark import Comment, Mark, Seen
from grader.results.class_file import Member
from grader.results.code import load_code
from grader.results.comments import answer_hash
from grader.results.store import Result
from grader.submission.roster import Person
from grader.text import clean, clean_name

from .answers import describe_file, describe_grade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.course.rubric import Rubric
    from grader.model import File, Grade, Language

    from .store import ReviewStore

MAX_COMMENT_CHARS = 10_000
MAX_POINTS = 1_000.0
_QUEUE = """
SELECT students.number, student, name, earned, possible, seen.student IS NOT NULL,
    coalesce(given.count, 0), coalesce(marked.count, 0)
FROM answers JOIN students USING (number)
LEFT JOIN seen USING (student, exercise)
LEFT JOIN (SELECT student, count(*) AS count FROM receivers WHERE exercise = :exercise
    GROUP BY student) AS given USING (student)
LEFT JOIN (SELECT student, count(*) AS count FROM marks
    WHERE exercise = :exercise AND level IS NOT NULL GROUP BY student) AS marked USING (student)
WHERE exercise = :exercise ORDER BY student
"""
_QUEUE_BLIND = _QUEUE.replace("ORDER BY student", "ORDER BY number")
_SHUFFLED = """
SELECT number FROM answers JOIN students USING (number) WHERE exercise = ? ORDER BY number
"""
_GROUPS = """
SELECT key, ko, en, detail_ko, detail_en, is_idea, count(*) AS size, group_concat(number)
FROM groups JOIN members USING (exercise, key) WHERE exercise = ?
GROUP BY key HAVING size > 1 ORDER BY size DESC, is_idea DESC, key
"""
_COMMENTS = """
SELECT comments.id, version, text, points, "where", line,
    (SELECT count(*) FROM receivers AS all_of WHERE all_of.id = comments.id)
FROM receivers JOIN comments USING (id, exercise)
WHERE student = ? AND exercise = ? ORDER BY place
"""
_MARKS = "SELECT criterion, level, answer FROM marks WHERE student = ? AND exercise = ?"


class Refusal(Exception):  # noqa: N818 - not an error, but an answer
    """A request that cannot be done, with the status and the sentence of the response."""

    def __init__(self, status: int, content: Any) -> None:
        super().__init__(status)
        self.status = status
        self.content = content


class Target(Value, frozen=True):
    """For whom something is: one student, or everybody in a group."""

    exercise: str
    number: int | None = None
    group: str = ""


class NewComment(Target, frozen=True, kw_only=True):
    """A comment to be written."""

    text: str
    points: float = 0.0
    where: str = ""
    line: int = 0


class ChangedComment(Value, frozen=True):
    """Another text for a comment.

    Attributes:
        version: the one that its author saw.
        text: empty to take it back.
        number: of the only student from whom it is taken back; from all if None.
    """

    id: str
    version: int
    text: str = ""
    points: float = 0.0
    number: int | None = None


class NewMark(Target, frozen=True, kw_only=True):
    """A level of the rubric to be given; None takes it back."""

    criterion: str
    level: int | None


class NewSeen(Value, frozen=True):
    """Whether an answer was looked at."""

    exercise: str
    number: int
    seen: bool


class Reviewing:
    """The routes' work, apart from HTTP.

    Args:
        rubrics: exercise -> its rubric.
    """

    def __init__(
        self,
        store: ReviewStore,
        rubrics: Mapping[str, Rubric],
        language: Language,
    ) -> None:
        self.store = store
        self.language = language
        self._rubrics = rubrics

    # -- to look at

    def start(self) -> dict[str, Any]:
        """The exercises with their rubrics, and whether the review is without names."""
        rows = self.store.rows("SELECT slug, ko, en FROM exercises ORDER BY place")
        return {
            "blind": self.store.blind,
            "exercises": [
                {"slug": slug, "title": self._pick(ko, en), "criteria": self._criteria(slug)}
                for slug, ko, en in rows
            ],
        }

    def queue(self, exercise: str) -> dict[str, Any]:
        """Everybody who handed something in, the answers seen and commented, and the groups."""
        blind = self.store.blind
        with self.store.locked():
            students = self.store.rows(_QUEUE_BLIND if blind else _QUEUE, exercise)
            shuffled = self.store.rows(_SHUFFLED, exercise)
            groups = self.store.rows(_GROUPS, exercise)
        return {
            "students": [
                [
                    number,
                    *_names(at, student, name, blind=blind),
                    earned,
                    possible,
                    seen,
                    comments,
                    marks,
                ]
                for at, (number, student, name, earned, possible, seen, comments, marks) in (
                    enumerate(students, 1)
                )
            ],
            "shuffled": [number for (number,) in shuffled],
            "groups": [
                {
                    "key": key,
                    "title": self._pick(ko, en),
                    "detail": self._pick(detail_ko, detail_en),
                    "idea": bool(is_idea),
                    "numbers": [int(number) for number in numbers.split(",")],
                }
                for key, ko, en, detail_ko, detail_en, is_idea, _size, numbers in groups
            ],
        }

    def answer(self, exercise: str, number: int) -> dict[str, Any]:
        """A student's code, findings, comments and marks."""
        student, file = self._student(number)
        member = Member(person=Person(student=student), file=file)
        grades = self.store.grades(member)
        grade = next((one for one in grades if one.exercise == exercise), None)
        if grade is None:
            raise Refusal(404, {})
        kept = _graded_file(self.store.out, Result(member, (grade,)))
        shown = describe_grade(grade, self.language)
        groups = self.store.rows(
            "SELECT key FROM members WHERE number = ? AND exercise = ?", number, exercise
        )
        return {
            **shown,
            **describe_file(kept, self.language),
            # the name of the file may be that of its author
            "file": "" if self.store.blind else grade.file,
            "is_kept": kept is not None,
            "groups": [key for (key,) in groups],
            "comments": self._comments(student, exercise),
            "marks": self._marks(student, grade),
        }

    def _marks(self, student: str, grade: Grade) -> dict[str, int]:
        """Criterion -> level, without those for another answer than the one that is there."""
        there = {"", *map(answer_hash, grade.outcomes)}
        rows = self.store.rows(_MARKS, student, grade.exercise)
        return {criterion: level for criterion, level, answer in rows if answer in there}

    def _comments(self, student: str, exercise: str) -> list[dict[str, Any]]:
        rows = self.store.rows(_COMMENTS, student, exercise)
        names = ("id", "version", "text", "points", "where", "line", "count")
        return [dict(zip(names, row, strict=True)) for row in rows]

    # -- to change

    def add_comment(self, given: NewComment) -> dict[str, Any]:
        """Write a comment for a student or a group; gives its id."""
        text, points = _checked(given.text, given.points)
        students = self._students(given)
        identity = secrets.token_hex(8)
        comment = Comment(identity, 1, students, given.exercise, text, points, at=_now())
        if 0 < given.line < 1_000_000 and given.number is not None:
            where = clean_name(given.where)
            comment = msgspec.structs.replace(comment, where=where, line=given.line)
        self.store.add([comment])
        return {"id": identity, "count": len(students)}

    def change_comment(self, given: ChangedComment) -> dict[str, Any]:
        """Write a new version of a comment, if nobody else did so since."""
        with self.store.locked():
            old = self.store.comment(given.id)
            if old is None:
                raise Refusal(404, {})
            if old.version != given.version:
                raise Refusal(409, {"text": old.text, "points": old.points, "version": old.version})
            changes: dict[str, Any] = {"version": old.version + 1, "at": _now()}
            if given.text.strip():
                changes["text"], changes["points"] = _checked(given.text, given.points)
            elif given.number is None:
                changes["students"] = ()
            else:
                student, _ = self._student(given.number)
                changes["students"] = tuple(each for each in old.students if each != student)
            self.store.add([msgspec.structs.replace(old, **changes)])
        return {"version": old.version + 1}

    def mark(self, given: NewMark) -> dict[str, Any]:
        """Give a level of the rubric."""
        rubric = self._rubrics.get(given.exercise)
        criteria = rubric.criteria if rubric is not None else ()
        criterion = next((one for one in criteria if one.id == given.criterion), None)
        if criterion is None or (
            given.level is not None and not 0 <= given.level < len(criterion.levels)
        ):
            raise Refusal(400, {})
        level = criterion.levels[given.level or 0]
        points = level.points if given.level is not None else 0.0
        students = self._students(given)
        mark = Mark(
            students=students,
            exercise=given.exercise,
            criterion=criterion.id,
            level=given.level,
            title=criterion.title,
            said=level.said,
            points=points,
            at=_now(),
        )
        is_question = criterion.id.startswith(QUESTION_PREFIX)
        marks = self._one_an_answer(mark) if is_question else [mark]
        self.store.add(marks)
        return {"count": sum(len(each.students) for each in marks)}

    def _one_an_answer(self, mark: Mark) -> list[Mark]:
        """The mark for each answer to the question that waits for one."""
        by_answer: dict[str, list[str]] = {}
        for student in mark.students:
            found = self.store.rows("SELECT file FROM students WHERE student = ?", student)
            member = Member(person=Person(student=student), file=found[0][0])
            for grade in self.store.grades(member) if found else ():
                for outcome in grade.outcomes if grade.exercise == mark.exercise else ():
                    if outcome.check == mark.criterion and outcome.status == "pending":
                        by_answer.setdefault(answer_hash(outcome), []).append(student)
        return [
            msgspec.structs.replace(mark, students=tuple(students), answer=answer)
            for answer, students in by_answer.items()
        ]

    def see(self, given: NewSeen) -> dict[str, Any]:
        """Note whether an answer was looked at."""
        student, _ = self._student(given.number)
        self.store.add([Seen(student, given.exercise, given.seen, _now())])
        return {}

    # -- names

    def _student(self, number: int) -> tuple[str, str]:
        """A student's name in grades, and that of their files."""
        found = self.store.rows("SELECT student, file FROM students WHERE number = ?", number)
        if not found:
            raise Refusal(404, {})
        student, file = found[0]
        return student, file

    def _students(self, target: Target) -> tuple[str, ...]:
        """The students whom a target means; all of them handed in an answer."""
        if target.number is not None:
            found = self.store.rows(
                "SELECT student FROM students JOIN answers USING (number) "
                "WHERE number = ? AND exercise = ?",
                target.number,
                target.exercise,
            )
        else:
            found = self.store.rows(
                "SELECT student FROM students JOIN members USING (number) "
                "WHERE key = ? AND exercise = ? ORDER BY student",
                target.group,
                target.exercise,
            )
        if not found:
            raise Refusal(404, {})
        return tuple(student for (student,) in found)

    def _criteria(self, slug: str) -> list[dict[str, Any]]:
        rubric = self._rubrics.get(slug)
        return [
            {
                "id": criterion.id,
                "title": pick(criterion.title, self.language),
                "levels": [
                    [pick(level.said, self.language), level.points] for level in criterion.levels
                ],
            }
            for criterion in (rubric.criteria if rubric is not None else ())
        ]

    def _pick(self, ko: str, en: str) -> str:
        return ko if self.language == "ko" else en


def _names(at: int, student: str, name: str, *, blind: bool) -> tuple[str, str]:
    """A student's key and name in the queue, or a number."""
    return (f"#{at}", "") if blind else (clean(student), clean(name))


def _graded_file(out: Path, result: Result) -> File | None:
    """The file that was graded, if it is kept."""
    (grade,) = result.grades
    attempt = load_code(out, result).get(grade.exercise)
    files = attempt.files if attempt is not None else ()
    return next((file for file in files if file.name == grade.file), None)


def _checked(text: str, points: float) -> tuple[str, float]:
    cleaned = clean(text).strip()
    if not cleaned or len(cleaned) > MAX_COMMENT_CHARS or not abs(points) <= MAX_POINTS:
        raise Refusal(400, {})
    return cleaned, round(points, 4) if math.isfinite(points) else 0.0


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
