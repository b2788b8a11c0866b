"""Words of the course and their meanings: tables in statements, and `exercises/glossary.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from grader.course.toml_file import decode_file, fault_at
from grader.errors import raise_together
from grader.model import Value, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.model import Course, Language

FILE = "glossary.toml"
# the heads of tables of words: `| word | meaning |`
_HEADS = {"en": {("word", "meaning")}, "ko": {("말", "뜻"), ("용어", "뜻")}}


class Term(Value, frozen=True):
    """One `[[term]]` of `glossary.toml`; `exercise` is where the word is first at work."""

    ko: str
    en: str
    meaning_ko: str
    meaning_en: str
    exercise: str


class Glossary(Value, frozen=True):
    """`glossary.toml`."""

    term: tuple[Term, ...] = ()


class Entry(NamedTuple):
    """A word, its meaning in Markdown, and the exercise that explains it."""

    word: str
    meaning: str
    slug: str

    @property
    def anchor(self) -> str:
        """The word as a link's target."""
        return re.sub(r"[^\w]+", "-", self.word.lower()).strip("-")


def make_glossary(course: Course, statements: Mapping[str, str], language: Language) -> list[Entry]:
    """All words in one language, in the order of its alphabet; the first meaning of a word counts.

    Args:
        course: whose `glossary.toml` is read, if it has one.
        statements: Markdown by exercise.
        language: of the statements.

    Raises:
        CourseError: `glossary.toml` is not in order.
    """
    found: dict[str, Entry] = {}
    for slug, text in statements.items():
        for word, meaning in _rows(text, language):
            found.setdefault(word.lower(), Entry(word, meaning, slug))
    for term in _load(course):
        word, meaning = (
            (term.ko, term.meaning_ko) if language == "ko" else (term.en, term.meaning_en)
        )
        found.setdefault(word.lower(), Entry(word, meaning, term.exercise))
    return sorted(found.values(), key=lambda entry: entry.word.strip("'*").lower())


def _rows(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Words and meanings of the tables of words in a statement."""
    inside = False
    for line in text.splitlines():
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if not line.startswith("|"):
            inside = False
        elif cells in _HEADS[language]:
            inside = True
        elif inside and len(cells) == 2 and not set(cells[0]) <= set("-: "):
            yield cells[0], cells[1]


def _load(course: Course) -> tuple[Term, ...]:
    path = course.folder / FILE
    if not path.is_file():
        return ()
    terms = decode_file(path, Glossary, course.languages).term
    known = {exercise.slug for exercise in course.exercises}
    raise_together(
        [
            fault_at(path, ("term", number), message("There is no exercise {name}.", name=slug))
            for number, slug in enumerate(term.exercise for term in terms)
            if slug not in known
        ]
    )
    return terms
