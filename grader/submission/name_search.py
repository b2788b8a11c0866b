"""A name that somebody gave a file or folder -> the student of the roster whom its parts mean.

`[hw1] 20231234_김민준 (최종)` holds a number, a name and words that mean nobody. Each part that the
roster knows is a clue; a student is meant if all clues allow only one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import message
from grader.text import clean_name

from .roster import UNIQUE_FIELDS, Found, condensed_names, normalized

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from grader.model import Message

    from .layouts import Entry
    from .roster import Person, Roster

UNSURE = 10  # more than any doubt about a name
MAX_TOKENS = 24  # of a name that are searched
MAX_WORDS = 6  # of one clue: an e-mail address has about four
LEAST_DIGITS = 4  # `1` and `01` are the assignment's number, not a student's
_PERSONAL_DIGITS = 6  # a number as long as a student's own is somebody's
LEAST_NAMES = 4  # so many names with one word in most of them show that it is the assignment's
# letters and digits; Korean beside digits begins a new word, as in `20231234김민준`
_TOKEN = re.compile(r"[0-9a-z]+|[^\W_0-9a-z]+")


class Search(NamedTuple):
    """The owner of a name, as far as its parts tell.

    Attributes:
        found: the student, if the clues allow one alone.
        by: `number`, `name`, or both, joined by a blank.
        possible: the students whom clues mean that do not agree, or who share a name.
    """

    found: Found | None
    by: str = ""
    possible: tuple[Person, ...] = ()


class _Clue(NamedTuple):
    """A part of a name that means students of the roster."""

    start: int
    end: int
    kind: str
    students: frozenset[str]


class Searched(NamedTuple):
    """Entries that were searched for the students whom parts of their names mean.

    Attributes:
        alone: index of an entry -> the student whom a number, or a name, means alone.
        doubtful: index of an entry -> its clues, which agree on nobody.
    """

    alone: dict[int, str]
    doubtful: dict[int, Search]

    def maybe(self) -> dict[int, tuple[str, ...]]:
        """Index of a doubtful entry -> the students of the roster whom it may be of."""
        return {
            index: tuple(person.student for person in search.possible)
            for index, search in self.doubtful.items()
        }

    def notes(self, entries: Sequence[Entry], lost: Collection[int]) -> list[Message]:
        """Messages about students found by one clue alone, and about doubtful entries."""
        pairs = [
            f"{clean_name(entries[index].label)} → {clean_name(student)}"
            for index, student in self.alone.items()
            if index not in lost
        ]
        text = N_("On the roster by a number or a name alone that is a part of theirs: {names}.")
        found = [message(text, names=", ".join(pairs))] if pairs else []
        text = N_(
            "{name} may be meant as {names} on the roster, which do not agree or are not enough: "
            "graded under a name of their own."
        )
        for index, search in self.doubtful.items():
            names = labels_of(person.student for person in search.possible)
            name = clean_name(entries[index].label)
            found.append(message(text, name=name, names=names))
        return found


def search_parts(entries: Sequence[Entry], found: list[Found | None], roster: Roster) -> Searched:
    """Fill in people whom parts of names mean, where people named files and folders themselves."""
    # a platform's own names are read whole: there, a student may have chosen the rest
    free = [
        index
        for index, one in enumerate(found)
        if one is None and entries[index].is_free and not entries[index].others
    ]
    searched = Searched({}, {})
    if not free:
        return searched
    search = NameSearch(roster, (entry.label for entry in entries if entry.is_free))
    for index in free:
        result = search.find(entries[index].label)
        if result.found is None:
            if result.possible:
                searched.doubtful[index] = result
            continue
        doubt = result.found.doubt + (0 if entries[index].is_sure else UNSURE)
        found[index] = result.found._replace(doubt=doubt)
        if " " not in result.by:
            searched.alone[index] = result.found.person.student
    return searched


def labels_of(labels: Iterable[str]) -> str:
    """The names of entries or students, each once, for a sentence."""
    return ", ".join(dict.fromkeys(map(clean_name, labels)))


class NameSearch:
    """Search the names of a class for the students of a roster.

    Args:
        names: all names; words that are in most of them are no clues.
    """

    def __init__(self, roster: Roster, names: Iterable[str]) -> None:
        self._people = {person.student: person for person in roster.people}
        self._numbers: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        for person in roster.people:
            for field in ("student", *UNIQUE_FIELDS):
                if value := _key(getattr(person, field)):
                    self._numbers.setdefault(value, set()).add(person.student)
            for name in condensed_names(person.name):
                self._names.setdefault(name, set()).add(person.student)
        tokens = [set(_TOKEN.findall(normalized(name))) for name in names]
        counts = Counter(token for each in tokens for token in each)
        least = max(LEAST_NAMES - 1, len(tokens) // 2)
        self._common = {token for token, count in counts.items() if count > least}

    def find(self, name: str) -> Search:
        """Find the student whom a name means."""
        text = normalized(name)
        tokens = list(_TOKEN.finditer(text))[:MAX_TOKENS]
        clues = _largest(list(self._clues(text, tokens)))
        if not clues:
            return Search(None)
        students = frozenset.intersection(*(clue.students for clue in clues))
        if len(students) != 1:
            every = students or frozenset.union(*(clue.students for clue in clues))
            return Search(None, possible=tuple(self._people[one] for one in sorted(every)))
        person = self._people[next(iter(students))]
        kinds = sorted({clue.kind for clue in clues})
        if "number" not in kinds and self._is_another_s(person, tokens):
            return Search(None, possible=(person,))
        doubt = {"name number": 2, "number": 3}.get(" ".join(kinds), 6)
        return Search(Found(person, doubt), " ".join(kinds))

    def _clues(self, text: str, tokens: Sequence[re.Match[str]]) -> Iterator[_Clue]:
        for first, start in enumerate(tokens):
            for last in range(first, min(first + MAX_WORDS, len(tokens))):
                words = [token[0] for token in tokens[first : last + 1]]
                if self._common.issuperset(words):
                    continue
                place = start.start(), tokens[last].end()
                value = _key(text[slice(*place)])
                is_short = len(value) < (LEAST_DIGITS if value.isdecimal() else 2)
                if not is_short and value in self._numbers:
                    yield _Clue(*place, "number", frozenset(self._numbers[value]))
                name = "".join(words)
                meant = {one for key in _orders(name, words) for one in self._names.get(key, ())}
                if meant and len(name) > 1:
                    yield _Clue(*place, "name", frozenset(meant))

    def _is_another_s(self, person: Person, tokens: Sequence[re.Match[str]]) -> bool:
        """Whether a number stands beside the name that is as long as the person's, but not it."""
        own = {_key(getattr(person, field)) for field in ("student", *UNIQUE_FIELDS)}
        lengths = {len(value) for value in own if value.isdecimal()}
        numbers = {_key(token[0]) for token in tokens if token[0].isdecimal()} - self._common
        return any(
            len(value) in lengths and len(value) >= _PERSONAL_DIGITS for value in numbers - own
        )


def _key(value: str) -> str:
    return normalized(value).lstrip("0")


def _orders(name: str, words: Sequence[str]) -> set[str]:
    """A name in one word, or the ways to write it."""
    return {name} | condensed_names(" ".join(words))


def _largest(clues: list[_Clue]) -> list[_Clue]:
    """The clues that are not part of a longer one: a login may be in an e-mail address."""
    return [
        clue
        for clue in clues
        if not any(
            other.start <= clue.start
            and clue.end <= other.end
            and (other.end - other.start) > (clue.end - clue.start)
            for other in clues
        )
    ]
