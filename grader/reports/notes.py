"""A grade -> the notes above its findings: points, remarks on the file, checks not tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import N_, gettext, pick, points, translate

if TYPE_CHECKING:
    from grader.model import Cause, Grade, Language

    Place = tuple[Cause | None, object, object]


def notes_of(grade: Grade, language: Language) -> list[str]:
    """Say an exercise's points, and the remarks on its file."""
    earned = with_bonus(grade.score.earned, grade.score.bonus, language)
    title = f"{grade.exercise} {pick(grade.title, language)}: {earned}"
    title += f" / {points(grade.score.possible)}"
    waiting = [sentence] if (sentence := waiting_for(grade, language)) else []
    problems = (translate(problem.message, language) for problem in grade.problems)
    return [title, *waiting, *problems]


def with_bonus(earned: float, bonus: float, language: Language) -> str:
    """Points, and those of a bonus by that word."""
    if not bonus:
        return points(earned)
    text = N_("{earned} + {bonus} bonus")
    return gettext(text, language, earned=points(earned), bonus=points(bonus))


def waiting_for(grade: Grade, language: Language) -> str:
    """Say how many points are still to be looked at; empty if none are."""
    if not grade.pending:
        return ""
    text = N_("{earned} of {possible} points, {pending} to be looked at by a person.")
    return gettext(
        text,
        language,
        earned=points(grade.score.earned),
        possible=points(grade.score.possible),
        pending=points(grade.pending),
    )


def notes_above(grade: Grade, shown: set[Place], language: Language) -> list[str]:
    """The remarks on the file that no finding makes, and the checks that were not tried."""
    notes = []
    for problem in grade.problems:
        values = problem.message.values
        if (problem.cause, values.get("where"), values.get("line")) not in shown:
            notes.append(translate(problem.message, language))
    if waiting := waiting_for(grade, language):
        notes.append(waiting)
    if not grade.complete and not grade.missing and not grade.has_broken():
        notes.append(_not_all_tried(grade, language))
    if grade.has_broken():
        notes.append(
            gettext("A check is broken; it costs no points and your instructor is told.", language)
        )
    return notes


def _not_all_tried(grade: Grade, language: Language) -> str:
    """The points of the public checks, and those that hidden ones will judge."""
    left = grade.points - grade.score.possible
    if left <= 0:
        text = N_("Only the public checks ran; the hidden ones run after you hand in.")
        return gettext(text, language)
    text = N_(
        "{earned} of {possible} public points. The other {left} are judged by hidden checks after "
        "you hand in."
    )
    topics = {}
    if grade.hidden is not None:
        topics = {"topics": pick(grade.hidden, language)}
        text = N_(
            "{earned} of {possible} public points. The other {left} ({topics}) are judged by "
            "hidden checks after you hand in."
        )
    earned, possible = points(grade.score.earned), points(grade.score.possible)
    values = {"earned": earned, "possible": possible, "left": points(left)}
    return gettext(text, language, **values, **topics)
