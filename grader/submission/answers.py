"""A student's texts and code -> the answer to each question, wherever it was written.

Notebooks lose ids, cells are copied, deleted, made code, and people write where the question
stands. Nothing that was written is lost: a text that belongs to no place goes with the questions
that have no answer, for a person to read. Code is only searched here, never read as code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from grader.i18n import N_
from grader.model import message
from grader.model.question import (
    MAX_ANSWER_CHARS,
    Constant,
    exported_answer,
    mark_named,
    marks_in,
    written_in,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from grader.model import Message, Question

MAX_MARK_CHARS = 2_000  # of a cell, in which the comment that marks it is searched for
MAX_TEXTS = 200  # text cells of a notebook with answers in words
MAX_TEXTS_CHARS = 200_000
_PICTURE = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]+")


class TextCell(NamedTuple):
    """A text of a notebook, in which an answer may stand.

    Attributes:
        marks: its roles, such as `answer:why` or `question:why`; see `grader.model.question`.
        is_code: whether a student made a code cell of it.
    """

    text: str
    marks: tuple[str, ...] = ()
    is_code: bool = False


class Answer(NamedTuple):
    """A student's answer to a question.

    Attributes:
        text: empty if nothing was found.
        remark: where it was found, if not at its place.
        is_stray: whether it stands at no place of an answer, so that a person has to judge.
    """

    text: str
    remark: Message | None = None
    is_stray: bool = False


_SAID = {
    "copies": N_("{id}: several cells hold an answer. All of them are taken, one below the other."),
    "code": N_(
        "{id}: its cell is a code cell. It is taken as your answer and does not run. "
        "Make it a text cell: press Esc, then M."
    ),
    "question": N_("{id}: your answer stands in the cell of the question. It is taken from there."),
    "other": N_(
        "{id}: your answer stands in another file of this exercise. It is taken from there."
    ),
    "stray": N_(
        "{id}: there is no answer in its place. A person will read what else you have written "
        "in text cells."
    ),
    "no_text": N_('{id}: write your answer as a text between quotes: answer_{id} = "..."'),
}


class Written(NamedTuple):
    """The parts of a submission in which answers may stand.

    Attributes:
        texts: of the notebook that counts.
        code: of its code cells, or of the file that counts.
        other_texts: of other files of the same exercise.
    """

    texts: Sequence[TextCell]
    code: Sequence[str] = ()
    other_texts: Sequence[TextCell] = ()


def answers_to_questions(
    questions: Sequence[Question], written: Written, known_lines: Collection[str]
) -> dict[str, Answer]:
    """Find the answer to each question, by its id.

    Args:
        questions: of the exercise.
        written: by the student.
        known_lines: of the course's own notebook, each without the space around it.
    """
    found = {each.id: _find(each.id, written, known_lines) for each in questions}
    if all(answer.text for answer in found.values()):
        return found
    stray = _own_lines((cell.text for cell in written.texts if not cell.marks), known_lines)
    if not stray:
        return found
    return {
        name: answer if answer.text else Answer(stray, _remark("stray", name), is_stray=True)
        for name, answer in found.items()
    }


def _find(name: str, written: Written, known_lines: Collection[str]) -> Answer:
    here = _in_cells(name, written.texts)
    if here.text:
        return here
    constant = Constant(name)
    for text in reversed(written.code):
        if (place := constant.find(text)) and (answer := written_in(place.text)):
            remark = None if place.is_text else _remark("no_text", name)
            return Answer(_cut(answer), remark, is_stray=not place.is_text)
    exported = "" if written.texts else next(filter(None, _exported(name, written.code)), "")
    if exported:
        return Answer(_cut(exported))
    asked = [cell.text for cell in written.texts if f"question:{name}" in cell.marks]
    if own := _own_lines(asked, known_lines):
        return Answer(own, _remark("question", name))
    there = _in_cells(name, written.other_texts)
    return there._replace(remark=_remark("other", name)) if there.text else there


def _exported(name: str, code: Sequence[str]) -> Iterator[str]:
    return (exported_answer(name, text) for text in code)


def _in_cells(name: str, texts: Sequence[TextCell]) -> Answer:
    cells = [cell for cell in texts if f"answer:{name}" in cell.marks]
    written = {text: cell for cell in cells if (text := written_in(cell.text))}
    remark = "copies" if len(written) > 1 else ""
    if not remark and any(cell.is_code for cell in written.values()):
        remark = "code"
    return Answer(_cut("\n\n".join(written)), _remark(remark, name) if remark else None)


def _own_lines(texts: Iterable[str], known_lines: Collection[str]) -> str:
    """The lines that are not the course's own."""
    lines = (line for text in texts for line in written_in(text).splitlines())
    return _cut("\n".join(line for line in lines if line.strip() not in known_lines).strip())


def _cut(text: str) -> str:
    return text[:MAX_ANSWER_CHARS]


def _remark(key: str, name: str) -> Message:
    return message(_SAID[key], id=name)


def lines_of_texts(texts: Iterable[TextCell]) -> frozenset[str]:
    """The lines of text cells, each without the space around it."""
    return frozenset(line.strip() for cell in texts for line in cell.text.splitlines())


# -- the texts of a notebook


class NotebookCell(Protocol):
    """A cell as a notebook's file has it; nothing in it is as it should be."""

    cell_type: str | None
    id: Any
    metadata: Any


def marks_of(cell: NotebookCell, text: str) -> tuple[str, ...]:
    """The marks of a cell: its id, its tags (Colab keeps the id among these), or its comment."""
    kept = cell.metadata if isinstance(cell.metadata, dict) else {}
    tags = kept.get("tags")
    names = [cell.id, kept.get("id"), *(tags[:20] if isinstance(tags, list) else ())]
    named = filter(None, map(mark_named, names))
    begin = text[:MAX_MARK_CHARS]
    # a program may well print such a comment; its cell is an answer if it begins with one
    is_marked = cell.cell_type != "code" or begin.lstrip().startswith("<!--")
    return tuple(dict.fromkeys([*named, *(marks_in(begin) if is_marked else ())]))


def worth_keeping(texts: list[TextCell]) -> tuple[TextCell, ...]:
    """The texts, without their pictures, if there is a place for an answer among them."""
    if not any(cell.marks for cell in texts):
        return ()
    # marked ones first: the rest, if too much, is somebody's notes
    ordered = sorted(texts, key=lambda cell: not cell.marks)[:MAX_TEXTS]
    kept, left = [], MAX_TEXTS_CHARS
    for cell in ordered:
        text = _PICTURE.sub("…", cell.text)[: min(left, MAX_ANSWER_CHARS)]
        left -= len(text)
        kept.append(cell._replace(text=text))
    return tuple(kept)
