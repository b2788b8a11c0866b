"""Whatever comes in, the grader answers in its own words: no crash, no hang, nothing passed on raw.

`make fuzz` gives each target 100 000 inputs. What a long run found stays in `test_found.py`.
"""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.course import load_course
from grader.errors import GraderError
from grader.files import file_name
from grader.model import Exercise, File, Limits, Submission, Text
from grader.reports.canonical import render_json
from grader.reports.markdown import render_markdown
from grader.reports.registry import REPORTS
from grader.reports.terminal import make_console, print_grades
from grader.sandbox.replies import parse_said
from grader.submission.archive import read_archive_bytes
from grader.submission.handin import find_hand_ins
from grader.text import clean, clean_name
from grader.worker import wire
from tests.fuzz.conftest import fuzzed, no_hang
from tests.fuzz.inputs import ARCHIVES, FRAMES, NAMES, NOTEBOOKS, TEXTS, VALUES, damaged
from tests.reports.conftest import hostile_grades
from tests.reports.parsers import READERS

EXERCISE = Exercise(
    slug="01_toy",
    title=Text(ko="장난감", en="Toy"),
    module="answer",
    functions=("double",),
    points=1.0,
    limits=Limits(),
)
TOY = Path(__file__).parents[1] / "toy_course"


def controls_in(text: str) -> str:
    """What no terminal, log or editor should be shown."""
    return "".join(c for c in text if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs"))


@fuzzed
@given(FRAMES)
def test_bytes_are_a_value_or_are_refused(data):
    with no_hang():
        try:
            value = wire.decode(data)
        except wire.WireError:
            return
        again = wire.encode(value)

        assert wire.encode(wire.decode(again)) == again


@fuzzed
@given(VALUES)
def test_a_value_crosses_and_is_the_same(value):
    with no_hang():
        try:
            data = wire.encode(value)
        except wire.WireError:
            return

        assert wire.encode(wire.decode(data)) == data


SAID = st.one_of(
    VALUES,
    st.tuples(st.integers(), VALUES, st.booleans(), st.booleans()),
    st.fixed_dictionaries(
        {"event": st.sampled_from("output running loaded raised missing unsendable x".split())},
        optional={
            "number": VALUES,
            "text": st.one_of(TEXTS, VALUES),
            "cut": VALUES,
            "where": st.one_of(TEXTS, VALUES),
            "names": st.one_of(st.lists(TEXTS, max_size=3), VALUES),
            "problems": VALUES,
            "error": VALUES,
            "value": VALUES,
        },
    ),
)


@fuzzed
@given(SAID)
def test_what_a_worker_says_is_a_message_with_clean_words_or_is_refused(raw):
    with no_hang():
        try:
            said = parse_said(raw)
        except wire.WireError:
            return

        words = [getattr(said, name) for name in ("text", "where") if hasattr(said, name)]
        assert not [word for word in words if controls_in(word)]


@fuzzed
@given(ARCHIVES)
def test_an_archive_gives_plain_files_or_a_sentence(data):
    with no_hang():
        files, problems = read_archive_bytes(data, "answer.zip")

        for file in files:
            assert not file.name.startswith("/")
            assert ".." not in file.name.split("/")
            assert not controls_in(file.name)
        assert all(problem.text.format(**problem.values) for problem in problems)


@fuzzed
@given(NOTEBOOKS, NAMES)
def test_a_file_is_cells_or_a_sentence(data, name):
    ending = (".ipynb", ".py")[len(data) % 2]
    files = (File(name=f"answer{ending}", data=data), File(name=clean_name(name), data=data))
    with no_hang():
        found = find_hand_ins(Submission(student="kim", files=files), (EXERCISE,))

        for hand_in in found:
            assert hand_in.readable or hand_in.problems
            for cells in hand_in.sources.values():
                for label, source in cells:
                    wire.encode([label, source])


def manifests(name: str) -> st.SearchStrategy[bytes]:
    """A manifest of the toy course, damaged."""
    whole = (TOY / name).read_bytes()
    keys = st.sampled_from(
        b'points = "x"|points = nan|module = 3|[limits]\ncheck_seconds = -1|packages = [1]|'
        b'title = 5|functions = []|module = "a b"|[[hints]]|x = 1|exercises = [".."]|'
        b'exercises = ["01_double", "01_double"]|secret = 1'.split(b"|")
    )
    return damaged(st.one_of(st.just(whole), st.builds(lambda k: k + b"\n" + whole, keys)))


@pytest.fixture(scope="module")
def course_copy(tmp_path_factory):
    """A copy of the toy course that is damaged again and again."""
    import shutil

    return Path(shutil.copytree(TOY, tmp_path_factory.mktemp("fuzz") / "course"))


MANIFESTS = (
    "exercises/course.toml",
    "exercises/01_double/exercise.toml",
    "reference/staff.toml",
)


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_is_a_course_or_a_sentence_that_names_the_file(name, course_copy):
    @fuzzed
    @given(manifests(name))
    def run(data):
        (course_copy / name).write_bytes(data)
        with no_hang():
            try:
                load_course(course_copy)
            except GraderError as error:
                said = str(error)
                assert "course" in said

    run()
    (course_copy / name).write_bytes((TOY / name).read_bytes())


@fuzzed
@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_cleaned_text_is_clean_and_cleaning_it_again_changes_nothing(text):
    with no_hang():
        cleaned = clean(text)

        assert clean(cleaned) == cleaned
        assert not controls_in(cleaned)
        cleaned.encode()
        assert "\n" not in clean_name(text)
        assert len(file_name(clean_name(text)).encode()) <= 255


@fuzzed
@given(TEXTS.map(clean))
def test_markdown_with_hostile_words_holds_no_markup_of_theirs(text):
    with no_hang():
        rendered = render_markdown(hostile_grades(text)[:1], "en")

        for token in MarkdownIt("commonmark").enable("table").parse(rendered):
            for part in [token, *(token.children or [])]:
                assert part.type not in {"link_open", "image", "html_inline", "em_open"}
                if part.type == "html_block":
                    assert "<script" not in part.content.lower()


@fuzzed
@given(TEXTS.map(clean))
def test_a_terminal_with_hostile_words_is_moved_by_none(text):
    file = io.StringIO()
    with no_hang():
        print_grades(make_console(file, width=80), hostile_grades(text)[:1], "ko")

        assert not controls_in(file.getvalue())


@fuzzed
@given(TEXTS)
def test_json_with_hostile_words_says_what_they_were(text):
    grades = hostile_grades(clean(text))[:1]
    with no_hang():
        (read,) = json.loads(render_json(grades))["grades"]

        assert read["student"] == grades[0].student
        assert msgspec.convert(read, type(grades[0])) == grades[0]


@pytest.mark.parametrize("form", sorted(READERS))
def test_a_report_with_hostile_words_is_read_by_its_formats_own_parser(form):
    @fuzzed
    @given(TEXTS)
    def run(text):
        grades = hostile_grades(clean(text))[:1]
        with no_hang():
            READERS[form](REPORTS[form](grades, "en"))

    run()
