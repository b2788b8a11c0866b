"""Grades -> JUnit XML, as GitLab, Jenkins and most editors read it; points go into properties."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from grader.i18n import pick, points
from grader.reports.view import said_of, text_of
from grader.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome, Status

# what a test's element holds; a failure is a wrong answer, an error anything else that went wrong
ELEMENTS: dict[Status, str] = {
    "failed": "failure",
    "error": "error",
    "timeout": "error",
    "crashed": "error",
    "broken": "error",
    "skipped": "skipped",
}
_FORBIDDEN = re.compile("[\ufffe\uffff]")  # by XML 1.0, of what `clean` leaves


def render_junit(grades: Sequence[Grade], language: Language) -> str:
    """Each exercise as a suite, each check as a test case named by its title."""
    root = ET.Element("testsuites", name="cnn-grader")
    for grade in grades:
        root.append(_suite(grade, language))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _suite(grade: Grade, language: Language) -> ET.Element:
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
    told = {
        "student": grade.student,
        "earned": points(grade.score.earned),
        "possible": points(grade.score.possible),
        "bonus": points(grade.score.bonus),
        "isolation": grade.isolation.level,
    }
    suite.append(_properties(told))
    suite.extend(_case(grade, outcome, language) for outcome in grade.outcomes)
    return suite


def _case(grade: Grade, outcome: Outcome, language: Language) -> ET.Element:
    # of two cases of one class and name GitLab counts only the first: the class has the check's id
    case = ET.Element(
        "testcase",
        classname=f"{grade.exercise}.{outcome.check}",
        name=_safe(pick(outcome.title, language)),
        time=f"{outcome.seconds:.3f}",
    )
    if grade.file:
        case.set("file", _safe(grade.file))
    earned, possible = points(outcome.earned), points(outcome.points)
    case.append(_properties({"earned": earned, "points": possible}))
    text = _safe(text_of(outcome, language))
    if outcome.status in ELEMENTS:
        said = _safe(" ".join(said_of(outcome, language)[:1]))
        found = ET.SubElement(case, ELEMENTS[outcome.status], message=said, type=outcome.status)
        found.text = text
    ET.SubElement(case, "system-out").text = f"{earned} / {possible}\n{_plain(text)}".rstrip()
    return case


def _properties(told: dict[str, str]) -> ET.Element:
    found = ET.Element("properties")
    for name, value in told.items():
        ET.SubElement(found, "property", name=name, value=_safe(value))
    return found


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", clean(text))


def _plain(text: str) -> str:
    """Without `[[ATTACHMENT|path]]`, by which GitLab would be told to link any file."""
    return text.replace("[[", "[ [")
