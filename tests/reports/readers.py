"""Readers of the formats of reports: each holds its vendor's rules, then gives the data."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import jsonschema

from grader.reports.formats.records import COLUMNS

SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}
CASE = {"classname", "name", "time"}
VERDICTS = {"failure", "error", "skipped"}
# the schema of Jenkins's xunit plugin: element -> the children and attributes that it may have
JENKINS = {
    "testsuites": ({"testsuite"}, {"name", "time", "tests", "failures", "disabled", "errors"}),
    "testsuite": (
        {"properties", "testcase", "system-out", "system-err"},
        SUITE | {"disabled", "timestamp", "hostname", "id", "package"},
    ),
    "properties": ({"property"}, set()),
    "property": (set(), {"name", "value"}),
    "testcase": (
        VERDICTS | {"system-out", "system-err"},
        {"name", "classname", "time", "assertions", "status"},
    ),
    "failure": (set(), {"type", "message"}),
    "error": (set(), {"type", "message"}),
    "skipped": (set(), set()),
    "system-out": (set(), set()),
}
IN_ORDER = ("skipped", "error", "failure", "system-out", "system-err")
SUREFIRE_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]{0,3})?")


def hold_to_jenkins(root: ET.Element) -> None:
    """Assert what the strict schema asserts of elements, attributes and their order."""
    for element in root.iter():
        children, attributes = JENKINS[element.tag]
        assert {child.tag for child in element} <= children
        assert set(element.attrib) <= attributes
        if "time" in element.attrib:
            assert SUREFIRE_TIME.fullmatch(element.get("time"))
        if element.tag == "testcase":
            order = [IN_ORDER.index(child.tag) for child in element]
            assert order == sorted(order)
        if element.tag == "testsuite":
            assert all(child.tag != "properties" for child in element[1:])


def read_junit(text: str) -> ET.Element:
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
            assert {child.tag for child in case} <= VERDICTS | {"system-out"}
            seen.add((case.get("classname"), case.get("name")))
    return root


TEXT_FORMAT = {"enum": ["text", "simple_format", "html", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string", "maxLength": 100_000},
        "output_format": TEXT_FORMAT,
        "test_output_format": TEXT_FORMAT,
        "test_name_format": TEXT_FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": TEXT_FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string", "maxLength": 100_000},
                    "output_format": TEXT_FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}


def read_gradescope(text: str) -> dict:
    found = json.loads(text)
    jsonschema.Draft202012Validator(GRADESCOPE).validate(found)
    assert "\0" not in text
    return found


WORD = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 0}
CLASSROOM50 = {
    "type": "object",
    "additionalProperties": False,
    "required": (
        "schema classroom assignment owner commit release review assignment_type submission "
        "datetime score max-score tests"
    ).split(),
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        **dict.fromkeys(["classroom", "assignment", "owner", "commit", "release", "review"], WORD),
        "assignment_type": {"enum": ["individual", "group"]},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": NUMBER,
        "max-score": NUMBER,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": {"type": "string"},
                    "passed": {"type": "boolean"},
                    "score": NUMBER,
                    "max-score": NUMBER,
                },
            },
        },
        "graded_at": WORD,
        "submitted_by": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"username": WORD, "id": {}},
        },
    },
}


def read_classroom50(text: str) -> dict:
    found = json.loads(text)
    jsonschema.Draft202012Validator(CLASSROOM50).validate(found)
    assert found["score"] <= found["max-score"]
    for name in ("score", "max-score"):
        assert sum(test[name] for test in found["tests"]) == found[name]
    assert all(test["score"] <= test["max-score"] for test in found["tests"])
    return found


def run_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that a runner would obey in this text, read by the runner's rules."""
    found, waiting = [], ""
    for line in text.splitlines():
        match = re.match(r"^::([\w-]+)(?: (.*?))?::(.*)$", line.lstrip())
        if waiting:
            waiting = "" if line.strip() == f"::{waiting}::" else waiting
            continue
        if match is None:
            continue
        name, given, data = match[1], match[2] or "", match[3]
        if name == "stop-commands":
            waiting = data
            continue
        properties = dict(part.split("=", 1) for part in given.split(",") if part)
        plain = {key: unescape(value) for key, value in properties.items()}
        found.append((name, plain, unescape(data)))
    return found


def unescape(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def read_reporter(text: str) -> dict:
    """The reporter's result, held to what its action reads."""
    found = json.loads(base64.b64decode(text, validate=False))
    assert "\n" not in text.rstrip("\n")
    assert set(found) == {"version", "status", "max_score", "tests"}
    assert found["version"] == 1
    assert found["tests"]
    for test in [found, *found["tests"]]:
        assert test["status"] in {"pass", "fail", "error"}
    for test in found["tests"]:
        assert isinstance(test["score"], (int, float))
        assert isinstance(test["name"], str)
    return found


CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def read_code_quality(text: str) -> list[dict]:
    found = json.loads(text)
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(found)
    assert len({one["fingerprint"] for one in found}) == len(found)
    return found


def read_rows(text: str) -> list[dict[str, str]]:
    """The rows, once no cell begins as a formula does."""
    assert text.startswith("\ufeff")
    assert text.count("\r\n") >= 1
    read = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert all(len(row) == len(COLUMNS) for row in read)
    assert not [c for row in read for c in row if c.startswith(tuple("=+-@\t\r＝＋－＠"))]
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]
