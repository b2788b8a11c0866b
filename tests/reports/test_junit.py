"""JUnit XML, by its readers' rules: counts that add up, cases that differ, text that is text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from grader.reports.junit import render_junit

SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}
CASE = {"classname", "name", "time"}
VERDICTS = {"failure", "error", "skipped"}


def read(text: str) -> ET.Element:
    """The root, once everything that GitLab and Jenkins rely on has been held."""
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|<!(DOCTYPE|ENTITY)", text)
    root = ET.fromstring(text)
    assert root.tag == "testsuites"
    seen = set()
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) >= SUITE
        cases = suite.findall("testcase")
        kinds = [verdict.tag for case in cases for verdict in case if verdict.tag in VERDICTS]
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == kinds.count("failure")
        assert int(suite.get("errors")) == kinds.count("error")
        assert int(suite.get("skipped")) == kinds.count("skipped")
        for case in cases:
            assert set(case.attrib) >= CASE
            assert (case.get("classname"), case.get("name")) not in seen
            assert float(case.get("time")) >= 0
            assert len([child for child in case if child.tag in VERDICTS]) <= 1
            assert {child.tag for child in case} <= VERDICTS | {"properties", "system-out"}
            seen.add((case.get("classname"), case.get("name")))
    return root


def test_every_status_has_its_element(mixed_grades):
    suite = read(render_junit(mixed_grades, "en"))[0]

    found = {
        case.get("classname").rpartition("_")[2]: [c.tag for c in case if c.tag in VERDICTS]
        for case in suite.findall("testcase")
    }
    assert found == {
        "failed": ["failure"],
        "error": ["error"],
        "timeout": ["error"],
        "crashed": ["error"],
        "broken": ["error"],
        "skipped": ["skipped"],
        "right": [],
        "bonus": [],
    }


def test_points_are_properties(mixed_grades):
    suite = read(render_junit(mixed_grades, "en"))[0]

    told = {p.get("name"): p.get("value") for p in suite.find("properties")}
    assert (told["earned"], told["possible"], told["bonus"]) == ("1.5", "2.75", "1")
    cases = suite.findall("testcase/properties/property[@name='points']")
    assert [case.get("value") for case in cases] == ["0.25"] * 6 + ["1.5", "1"]


@pytest.mark.attack
def test_hostile_words_stay_text(make_hostile, hostile_words):
    text = render_junit(make_hostile(hostile_words), "en")
    harmless = read(render_junit(make_hostile("harmless"), "en"))

    root = read(text)

    assert [e.tag for e in root.iter()] == [e.tag for e in harmless.iter()]
    assert "[[ATTACHMENT" not in "".join(e.text or "" for e in root.iter("system-out"))
    students = {p.get("value") for p in root.iter("property") if p.get("name") == "student"}
    assert students == {re.sub("[\ufffe\uffff]", "\ufffd", hostile_words)}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_grades_are_an_empty_document(language):
    assert len(read(render_junit([], language))) == 0
