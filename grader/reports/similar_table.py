"""Pairs of a class that are alike -> a table for a spreadsheet, and lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import N_, gettext
from grader.text import BYTE_ORDER_MARK, clean_name, csv_lines, safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Language
    from grader.similarity.likeness import ClassLikeness, Measure, Pair, PairInExercise

SIMILAR_TABLE, SIMILAR_PAGE = "similar.csv", "similar.html"  # in a folder of results
MAX_LINES = 10
LIKE_SOLUTION = N_(
    "Much like the solution that the course released (look at when they were handed in):"
)
_HEADER = (
    "student name other other_name exercise code code_as_alike same_wrong_answers "
    "answers_as_alike fewest_who_gave_one pairs"
).split()


def similar_csv(found: ClassLikeness) -> Iterator[str]:
    """Render a line for each pair and exercise, the most surprising pair first."""
    yield BYTE_ORDER_MARK
    yield from csv_lines(
        _HEADER, (_cells(pair, each) for pair in found.pairs for each in pair.exercises)
    )


def similar_lines(found: ClassLikeness, language: Language) -> Iterator[str]:
    """Name the pairs that stand out, and the limits of that."""
    if found.without_code:
        text = N_(
            "The code of {count} students is not kept here. Run the same `grade batch` again: it "
            "keeps the code, and grades nothing anew."
        )
        yield gettext(text, language, count=found.without_code)
    yield from _lines_of_solutions(found, language)
    if not found.pairs:
        text = N_("No two students share anything that others do not have.")
        yield gettext(text, language)
        return
    for pair in found.pairs[:MAX_LINES]:
        one, two = (clean_name(member.student) for member in (pair.one, pair.two))
        yield f"{one} · {two}"
        yield from (f"  {_line(each, language)}" for each in pair.exercises[:2])
    text = N_(
        "This proves nothing about anybody: small tasks have few natural solutions. Read both "
        "codes, and talk with both students, before you think of copying."
    )
    yield gettext(text, language)


def _lines_of_solutions(found: ClassLikeness, language: Language) -> Iterator[str]:
    if not found.from_solutions:
        return
    yield gettext(LIKE_SOLUTION, language)
    for each in found.from_solutions[:MAX_LINES]:
        text = N_("{percent} per cent of it")
        said = gettext(text, language, percent=f"{100 * each.share:.0f}")
        yield f"  {clean_name(each.member.student)}  {each.exercise.slug}  {said}"
    if (more := len(found.from_solutions) - MAX_LINES) > 0:
        yield "  " + gettext("and {count} more", language, count=more)


def _line(each: PairInExercise, language: Language) -> str:
    said = [each.exercise.slug]
    if each.code is not None:
        text = N_("code in common: {percent} per cent ({count} of {pairs} pairs as alike or more)")
        said.append(
            gettext(text, language, percent=f"{100 * each.code.value:.0f}", **_rank(each.code))
        )
    if each.shared:
        text = N_("same wrong answers: {number}, the rarest given by {holders} of {asked}")
        rarest = each.shared[0]
        numbers = {"number": len(each.shared), "holders": rarest.holders, "asked": rarest.asked}
        said.append(gettext(text, language, **numbers))
    return "  ".join(said)


def _rank(measure: Measure) -> dict[str, int]:
    return {"count": measure.as_alike, "pairs": measure.pairs}


def _cells(pair: Pair, each: PairInExercise) -> list[str]:
    people = (pair.one, pair.two)
    names = [safe_cell(text) for who in people for text in (who.student, who.person.name)]
    code, answers = each.code, each.answers
    measure = code or answers
    return [
        *names,
        each.exercise.slug,
        *(("", "") if code is None else (f"{code.value:.3f}", str(code.as_alike))),
        str(len(each.shared)),
        "" if answers is None else str(answers.as_alike),
        str(each.shared[0].holders) if each.shared else "",
        "" if measure is None else str(measure.pairs),
    ]
