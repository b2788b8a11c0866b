"""Grades -> one record for each check: JUnit XML and CSV."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from grader.i18n import pick, points
from grader.reports.outcome_text import sentences_of, text_of
from grader.text import BYTE_ORDER_MARK, clean, csv_text, safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome, Status

# JUnit: a failure is a wrong answer, an error is anything else that went wrong
ELEMENTS: dict[Status, str] = {
    "failed": "failure",
    "error": "error",
    "timeout": "error",
    "crashed": "error",
    "broken": "error",
    "skipped": "skipped",
    "pending": "skipped",
}
_FORBIDDEN = re.compile("[\ufffe\uffff]")  # `clean` leaves them, XML 1.0 does not have them


def render_junit(grades: Sequence[Grade], language: Language, *, for_gitlab: bool = False) -> str:
    """Render JUnit XML as GitLab, Jenkins and most editors read it.

    An exercise is a suite with its points as properties; a check is a test case with its title as
    the name and its points in the output.

    Args:
        for_gitlab: name each case's file, which Jenkins's schema does not allow.
    """
    root = ET.Element("testsuites", name="cnn-grader")
    for grade in grades:
        root.append(_suite(grade, language, for_gitlab=for_gitlab))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _suite(grade: Grade, language: Language, *, for_gitlab: bool) -> ET.Element:
    kinds = [ELEMENTS.get(outcome.status, "") for outcome in grade.outcomes]
    suite = ET.Element(
        "testsuite",
        name=f"{grade.exercise} {_safe(pick(grade.title, language))}",
        tests=str(len(kinds)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
        time=f"{sum(outcome.seconds for outcome in grade.outcomes):.3f}",
    )
    values = {
        "student": grade.student,
        "earned": points(grade.score.earned),
        "possible": points(grade.score.possible),
        "bonus": points(grade.score.bonus),
        "isolation": grade.isolation.level,
    }
    if grade.file:
        values["file"] = grade.file
    suite.append(_properties(values))
    for outcome in grade.outcomes:
        case = _case(grade, outcome, language)
        if for_gitlab and grade.file:
            case.set("file", _safe(grade.file))
        suite.append(case)
    return suite


def _case(grade: Grade, outcome: Outcome, language: Language) -> ET.Element:
    # of two cases with one class and name GitLab counts the first: the class has the check's id
    case = ET.Element(
        "testcase",
        classname=f"{grade.exercise}.{outcome.check}",
        name=_safe(pick(outcome.title, language)),
        time=f"{outcome.seconds:.3f}",
    )
    earned, possible = _earned(outcome) or "–", points(outcome.points)
    text = _safe(text_of(outcome, language))
    if outcome.status in ELEMENTS:
        found = ET.SubElement(case, ELEMENTS[outcome.status])
        found.text = text
        if found.tag != "skipped":  # of which one of Jenkins's schemas allows no attributes
            found.set("message", _safe(" ".join(sentences_of(outcome, language)[:1])))
            found.set("type", outcome.status)
    ET.SubElement(case, "system-out").text = f"{earned} / {possible}\n{_plain(text)}".rstrip()
    return case


def _properties(values: dict[str, str]) -> ET.Element:
    found = ET.Element("properties")
    for name, value in values.items():
        ET.SubElement(found, "property", name=name, value=_safe(value))
    return found


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", clean(text))


def _plain(text: str) -> str:
    """Break up `[[ATTACHMENT|path]]`: GitLab would link any file that it names."""
    return text.replace("[[", "[ [")


COLUMNS = (
    "student exercise file check title visibility bonus points earned status message idea".split()
)


def render_csv(grades: Sequence[Grade], language: Language) -> str:
    """Render CSV (RFC 4180) with a row for each check; no cell is a formula."""
    rows = (
        [safe_cell(cell) for cell in _row(grade, outcome, language)]
        for grade in grades
        for outcome in grade.outcomes
    )
    # without the mark Excel does not take it for UTF-8
    return BYTE_ORDER_MARK + csv_text(COLUMNS, rows)


def _earned(outcome: Outcome) -> str:
    """The points of an outcome; empty while a person has yet to look at it."""
    return "" if outcome.status == "pending" else points(outcome.earned)


def _row(grade: Grade, outcome: Outcome, language: Language) -> list[str]:
    idea = outcome.misconception
    return [
        grade.student,
        grade.exercise,
        grade.file,
        outcome.check,
        pick(outcome.title, language),
        outcome.visibility,
        "yes" if outcome.bonus else "",
        points(outcome.points),
        _earned(outcome),
        outcome.status,
        " ".join(sentences_of(outcome, language)),
        pick(idea, language) if idea is not None else "",
    ]
