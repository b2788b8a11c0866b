"""Code decides by causes, never by sentences: changing a sentence changes nothing else."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.model import Cause

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "grader").rglob("*.py"))
MADE = {"N_", "message", "gettext", "translate"}  # what makes a sentence
LOOKS = {"get", "startswith", "endswith", "find", "index", "count", "partition"}


def steered(tree: ast.AST) -> list[str]:
    """Where a sentence is compared, or something is looked up by it."""
    return [ast.unparse(node) for node in ast.walk(tree) if any(map(_says, _compared(node)))]


def _compared(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Compare(left=left, comparators=others):
            return [left, *others]
        case ast.Subscript(slice=key):
            return [key]
        case ast.Match(subject=subject):
            return [subject]
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=args) if name in LOOKS:
            return [value, *args[:1]]
        case ast.Set(elts=items):
            return items
        case ast.Dict(keys=keys):
            return [key for key in keys if isinstance(key, ast.Name)]
    return []


def _says(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr="text" | "sentence"):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in MADE
        case ast.Name(id=name):
            return name in SENTENCES
    return False


def _sentences() -> set[str]:
    """The constants of all modules that hold a sentence."""
    return {
        target.id
        for path in MODULES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id in MADE
        if re.search(r"[A-Za-z]", re.sub(r"{.*?}", "", ast.literal_eval(node.value.args[0])))
        for target in node.targets
        if isinstance(target, ast.Name)
    }


SENTENCES = _sentences()


def test_nothing_is_decided_by_a_sentence():
    found = {
        path.relative_to(ROOT).as_posix(): steered(ast.parse(path.read_text("utf-8")))
        for path in MODULES
    }

    assert {path: where for path, where in found.items() if where} == {}


@pytest.mark.parametrize(
    "line",
    [
        "problem.text == ENDED",
        "outcome.message.text in KNOWN",
        "known.get(outcome.message.text)",
        "words[said.text]",
        "said.text.startswith('The ')",
        "text == N_('It is wrong.')",
    ],
)
def test_a_decision_by_a_sentence_would_be_found(line):
    assert len(steered(ast.parse(line))) == 1


# Run in a process of its own: `message` says every sentence otherwise than the source does.
GARBLED = """
import json, sys
import grader.model
from pathlib import Path
from tempfile import TemporaryDirectory

if sys.argv[1] == "garbled":
    honest = grader.model.message
    grader.model.message = lambda text, /, **values: honest(f"§ {text} §", **values)

from tests.checks.test_judge_causes import CAUSES, CHECKS, submission_of, write_course
from grader.batch.grading import _is_doubtful
from grader.course import load_course
from grader.pipeline import Grader
from grader.gradebook.rows import reasons
from grader.reports.advice import hints_of
from grader.reports.view import view

names = "the starter|no function in a broken file|another number|a list for an array|an exception"
sources = [CAUSES[name][1] for name in names.split("|")] + ["import os\\nos._exit(0)\\n"]
with TemporaryDirectory() as folder:
    ladder = "\\n[[hints]]\\nid = 'h'\\nko = ['h']\\nen = ['h']\\n"
    checks = CHECKS.replace("raise RuntimeError", "student.f(1)")
    course = load_course(write_course(Path(folder), ladder, checks, hint="h"))
    with Grader(course, course.exercises) as grader:
        for source in sources:
            (grade,) = grader.grade_all(submission_of({"answer.py": source}))
            found = [[o.check, o.status, o.cause, hints_of(o, "en")] for o in grade.outcomes]
            groups = [[f.checks, f.earned, f.hints] for f in view(grade, "en").findings]
            messages = [o.message for o in grade.outcomes] + [p.message for p in grade.problems]
            decided = [found, groups, reasons([grade], "en"), _is_doubtful(grade)]
            print(json.dumps([decided, [m.text for m in messages if m is not None]]))
"""


def decided(how: str) -> tuple[list, list]:
    """What was decided for each submission, and in which words it was said."""
    ran = subprocess.run(
        [sys.executable, "-c", GARBLED, how], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    return [line[0] for line in lines], [line[1] for line in lines]


@pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux")
def test_other_sentences_decide_nothing_otherwise():
    honest, words = decided("honest")
    garbled, other_words = decided("garbled")

    assert all(one != other for one, other in zip(words, other_words, strict=True))
    assert garbled == honest
    assert any(hints for grade in honest for *_, hints in grade[0])
    assert [grade[-1] for grade in honest] == [False] * 6


# -- the list itself


@pytest.mark.parametrize("cause", Cause)
def test_a_cause_is_decided_by_the_grader_and_expected_by_a_test(cause):
    name = f"Cause.{cause.name}"
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    decides = [path for path in MODULES if "reports" not in path.parts]

    assert any(name in path.read_text("utf-8") for path in decides)
    assert any(name in path.read_text("utf-8") for path in tests)


def test_names_are_what_files_hold():
    assert all(cause.value == cause.name.lower() for cause in Cause)
