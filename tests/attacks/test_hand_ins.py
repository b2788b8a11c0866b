"""Attacks by what is handed in: archives, notebooks, names; loaded, graded and reported."""

from __future__ import annotations

import csv
import io
import re
import resource
import runpy
import sys
import unicodedata
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from grader.gradebook.rows import gradebook_lines, make_row
from grader.results.store import Result
from grader.results.class_file import ClassFile, ExercisePoints, Member
from grader.files import file_name
from grader.i18n import translate
from grader.reports.formats import REPORTS
from grader.reports.formats.markdown import render_markdown
from grader.submission import read_submission
from grader.submission.roster import Person
from tests.attacks import naive_tools
from tests.attacks.attack import each
from tests.attacks.test_attacks import printed, statuses
from tests.legible import unsafe_in
from tests.reports.parsers import READERS

pytestmark = pytest.mark.attack

MOST_MEMORY_MB = 200  # that taking in a hand-in may add, of which archives may say 100


@pytest.fixture
def handed_in(tmp_path):
    """Makes an attack's hand-in; where it lies."""

    def make(attack):
        folder = tmp_path / "hand-ins"
        folder.mkdir()
        return runpy.run_path(str(attack.folder / "hand_in.py"))["make"](folder)

    return make


@pytest.fixture
def grade(grader_without):
    """Grades what lies at a path, all exercises, as staff do."""
    return lambda path: grader_without().grade_all(read_submission(path))[0]


def told(grade) -> str:
    return " ".join(translate(problem.message, "en") for problem in grade.problems)


@pytest.mark.parametrize("attack", each(hand_ins=True))
def test_the_hand_in_is_judged_as_expected_and_nothing_is_written(
    attack, handed_in, grade, tmp_path, hand_in, grader_without, honest
):
    path = handed_in(attack)
    before = sorted(tmp_path.rglob("*"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    graded = grade(path)

    assert statuses(graded) == attack.expected["statuses"]
    assert attack.expected.get("problem", "") in told(graded)
    assert sorted(tmp_path.rglob("*")) == before
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    assert more < MOST_MEMORY_MB * 1024
    assert statuses(hand_in(grader_without(), honest)) == ["passed", "passed"]


@pytest.mark.parametrize("attack", each(hand_ins=True))
def test_no_report_holds_what_its_format_would_act_on(attack, handed_in, grade):
    """Each report is read again by its own format's parser."""
    graded = grade(handed_in(attack))

    for language in ("ko", "en"):
        for form, read in READERS.items():
            read(REPORTS[form]([graded], language))
        for token in (
            MarkdownIt("commonmark").enable("table").parse(render_markdown([graded], language))
        ):
            for part in [token, *(token.children or [])]:
                assert part.type not in {"link_open", "image", "html_inline"}
                if part.type == "html_block":
                    assert tags(part.content) <= {"details", "summary"}
        text = printed(graded, language)
        assert not unsafe_in(text, allowed="\n")
        assert not re.search(r"^\s*(::|##\[)", text, re.MULTILINE)
    member = Member(person=Person(student=graded.student), file="file")
    exercises = (ExercisePoints(slug="01_toy", points=3.0),)
    class_file = ClassFile(layout="plain", exercises=exercises)
    row = make_row(Result(member, (graded,)), class_file, [], "en")
    text = "".join(gradebook_lines([row], ["01_toy"])).removeprefix("\ufeff")
    (read,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert read["student"].lstrip("'") == graded.student
    assert not [cell for cell in read.values() if cell.startswith(tuple("=+-@\t\r"))]


def tags(html: str) -> set[str]:
    """The names of the elements that a browser would see."""
    found = set()

    class Seen(HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.add(tag)

    Seen().feed(html)
    return found


@pytest.mark.parametrize("attack", each("report_identity", hand_ins=True))
def test_who_handed_in_is_known_by_the_channel_and_not_by_the_contents(attack, handed_in, grade):
    path = handed_in(attack)

    assert grade(path).student == path.stem
    assert grade(path).student != "professor"


@pytest.mark.parametrize(
    "attack", each("name_is_two", "name_is_unsafe", "name_is_long", hand_ins=True)
)
def test_an_odd_name_is_one_line_of_visible_letters_and_a_file_name(attack, handed_in, grade):
    student = grade(handed_in(attack)).student

    assert student == unicodedata.normalize("NFC", student)
    assert not unsafe_in(student, allowed="")
    assert len(file_name(student).encode()) < 250


@pytest.mark.parametrize("attack", each(hand_ins=True))
def test_a_tool_without_suspicion_goes_wrong(attack, handed_in, tmp_path):
    """The control."""
    target = tmp_path / "target"
    target.mkdir()

    assert getattr(naive_tools, attack.control)(handed_in(attack), target)


if sys.platform != "linux":
    pytest.skip("the sandbox with walls is for Linux", allow_module_level=True)
