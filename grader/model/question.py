"""Questions to answer in words or by choosing, and how an answer is marked in a student's file.

In a notebook, an answer is a text cell with the id and the tag `grade-answer-ID`, or one that
begins with `<!-- answer: ID -->`. In a Python file it is a text: `answer_ID = "..."`.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal, NamedTuple

from .message import Text, Value

QUESTION_PREFIX = "question:"  # of the outcomes of questions, beside the names of checks
PLACEHOLDERS = ("여기에 답을 쓰세요.", "Write your answer here.")
MAX_ANSWER_CHARS = 20_000
_COMMENT = re.compile(r"<!--\s*(answer|question):\s*(\w{1,40})\s*-->")
_NAMED = re.compile(r"grade-(answer|question)-(\w{1,40})")


class Choice(Value, frozen=True):
    """One of the answers to choose from, called by its `id`, such as `a`."""

    id: str
    text: Text


class Question(Value, frozen=True):
    """A question of an exercise.

    Attributes:
        kind: an answer in words, one of the choices, or several of them.
        choices: those to choose from; none where the answer is in words.
    """

    id: str
    text: Text
    points: float
    kind: Literal["text", "one", "several"] = "text"
    choices: tuple[Choice, ...] = ()

    @property
    def check(self) -> str:
        """The name of its outcome among those of the checks."""
        return f"{QUESTION_PREFIX}{self.id}"


def mark_of(kind: Literal["answer", "question"], name: str) -> str:
    """The id and tag of a question's cells."""
    return f"grade-{kind}-{name}"


def comment_of(kind: Literal["answer", "question"], name: str) -> str:
    """The comment that a question's cells begin with; it cannot be seen where text is rendered."""
    return f"<!-- {kind}: {name} -->"


def marks_in(text: str) -> list[str]:
    """The marks of a cell's comments, as `answer:why`."""
    return [f"{kind}:{name}" for kind, name in _COMMENT.findall(text)]


def mark_named(name: object) -> str:
    """The mark of an id or a tag; empty if it is another one."""
    found = _NAMED.fullmatch(name) if isinstance(name, str) else None
    return f"{found[1]}:{found[2]}" if found else ""


def written_in(text: str) -> str:
    """What was written into an answer's place: without comments and the invitation to write."""
    text = _COMMENT.sub("", text)
    for placeholder in PLACEHOLDERS:
        text = text.replace(placeholder, "")
    return text.strip()


def exported_answer(name: str, code: str) -> str:
    """The answer in a notebook that a program saved as a Python file; empty if there is none.

    Jupyter makes comments of a text cell, Colab a text between quotes.
    """
    mark = comment_of("answer", name)
    begin = code.find(mark)
    if begin < 0:
        return ""
    before = code[code.rfind("\n", 0, begin) + 1 : begin]
    rest = code[begin + len(mark) :][:MAX_ANSWER_CHARS]
    if before.startswith("#"):
        lines = itertools.takewhile(_is_comment, rest.split("\n")[1:])
        return written_in("\n".join(line[1:].removeprefix(" ") for line in lines))
    ends = [at for quote in ('"""', "'''") if (at := rest.find(quote)) >= 0]
    return written_in(rest[: min(ends, default=0)])


def _is_comment(line: str) -> bool:
    return line.startswith("#") and not line.startswith(("# In[", "# %%"))


def constant_of(name: str, answer: str) -> str:
    """The lines of a Python file that hold an answer."""
    safe = answer.replace('"""', "'''")  # the only thing that ends such a text
    safe += "\n" if safe.endswith("\\") else ""
    return f'answer_{name} = r"""\n{safe}\n"""'


class Place(NamedTuple):
    """Begin, end and text of an answer in a file; the rest of its line if it is no plain text."""

    begin: int
    end: int
    text: str
    is_text: bool = True


class Constant:
    """The place of an answer in a Python file, which is only searched and never read as code."""

    def __init__(self, name: str) -> None:
        self._begin = re.compile(
            rf"^answer_{re.escape(name)}[ \t]*(?::[ \t]*str[ \t]*)?=[ \t]*"
            r"(?:[rRuU]?(\"\"\"|'''|\"|'))?",
            re.MULTILINE,
        )

    def find(self, code: str) -> Place | None:
        """The last place where it stands; None if there is none."""
        found = list(self._begin.finditer(code))
        if not found:
            return None
        last, quote = found[-1], found[-1][1]
        line = code.find("\n", last.end())
        line = len(code) if line < 0 else line
        end = -1
        if quote:
            end = code.find(quote, last.end(), None if len(quote) == 3 else line)
        if end < 0:
            return Place(last.start(), line, code[last.end() : line], is_text=False)
        end += len(quote)
        after = code.find("\n", end)
        after = len(code) if after < 0 else after
        if code[end:after].partition("#")[0].strip(" \t\r;"):  # such as `" ".join(words)`
            begin = last.end() - len(quote)
            return Place(last.start(), after, code[begin:after], is_text=False)
        return Place(last.start(), end, code[last.end() : end - len(quote)])
