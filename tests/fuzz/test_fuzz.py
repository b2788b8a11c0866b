"""Whatever comes in, the grader answers in its own words: no crash, no hang, nothing passed on raw.

`make fuzz` gives each target 100 000 inputs.
"""

from __future__ import annotations

import io
import json

import msgspec
import numpy as np
import pytest
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.checks.api.wrong_answer import WrongAnswerError
from grader.checks.proxies import StudentFunction
from grader.checks.questions import judge_answers
from grader.checks.terminal import Printed, Terminal
from grader.checks.written import Files
from grader.course import load_course
from grader.errors import GraderError
from grader.files import file_name
from grader.model import (
    Cause,
    Choice,
    Exercise,
    File,
    Limits,
    Problem,
    Question,
    Submission,
    Text,
)
from grader.model.question import MAX_ANSWER_CHARS
from grader.reports.formats import REPORTS
from grader.reports.formats.markdown import render_markdown
from grader.reports.terminal.grades import make_console, print_grades
from grader.results.grade_file import render_json
from grader.sandbox.exchange import Answer, parse_answered, parse_ending
from grader.sandbox.faults import StudentFault
from grader.sandbox.messages import parse_error, parse_event
from grader.submission.answers import Written, answers_to_questions
from grader.submission.notebooks import (
    Transformer,
    cell_in_python,
    in_python,
    is_python,
    take_written,
)
from grader.submission.recognition import find_answers
from grader.submission.sources import condensed, read_source
from grader.text import MAX_MARKS, clean, clean_name
from grader.worker import wire
from grader.worker.reading.finder import HIDDEN, STATEMENTS, find
from grader.worker.reading.names import UnreadableError
from grader.worker.terminal import MAX_PRINTED_CHARS
from grader.worker.tracebacks import source_lines
from grader.worker.values import Drawing, Tensor
from tests.fuzz.conftest import INPUTS
from tests.fuzz.engine import change_bytes, change_pair, change_text, change_value, fuzz
from tests.fuzz.inputs import (
    ARCHIVES,
    COMMANDS,
    FRAMES,
    NAMES,
    NOTEBOOKS,
    OBJECTS,
    TEXTS,
    VALUES,
    damaged,
)
from tests.legible import tallest, unsafe_in
from tests.reports.conftest import hostile_grades
from tests.reports.parsers import READERS
from tests.submission.conftest import sources_in

EXERCISE = Exercise(
    slug="01_toy",
    title=Text(ko="장난감", en="Toy"),
    module="answer",
    functions=("double",),
    points=1.0,
    limits=Limits(),
)


def judge_frame(data: bytes) -> None:
    try:
        value = wire.decode(data)
    except wire.WireError:
        return
    again = wire.encode(value)
    assert wire.encode(wire.decode(again)) == again


class _Respondent:
    """Answers every call with one value, as a worker that was tampered with might."""

    def __init__(self, value) -> None:
        self.value = value

    def new_number(self) -> int:
        return 0

    def code(self):
        return None

    def ends(self, kind, cases, kwargs):
        for _ in cases:
            yield Answer(self.value, False, False, False, b"", 0.0)


def judge_printed(value) -> None:
    terminal = Terminal(_Respondent(value))
    function = StudentFunction(terminal, "f", by_driver=False)
    try:
        text = Printed(terminal)(function)
    except StudentFault:
        return
    assert isinstance(text, str)
    assert len(text) <= MAX_PRINTED_CHARS
    assert text == value[1]


def judge_written(value) -> None:
    try:
        text = Files(_Respondent(value))["a.txt"]
    except (StudentFault, WrongAnswerError):
        return
    assert value[0] == "file"
    assert type(value[1]) is bytes
    assert "\r\n" not in text


SCREENS = VALUES | st.sampled_from(
    [
        (None, "text", False),
        (3, "cut", True),
        [None, "text", False],
        (None, b"text", False),
        (None, "x" * (MAX_PRINTED_CHARS + 1), False),
    ]
)
FOUND = VALUES | st.sampled_from(
    [
        ("file", b"text\r\n"),
        ("missing", b""),
        ("file", b"\xff"),
        ["file", b"text"],
        ("file", "text"),
    ]
)


def test_printed_text_is_text_or_a_fault():
    assert fuzz(SCREENS, judge_printed, change_value) >= INPUTS


def test_a_file_that_was_read_is_text_or_a_fault():
    assert fuzz(FOUND, judge_written, change_value) >= INPUTS


def test_bytes_are_a_value_or_are_refused():
    assert fuzz(FRAMES, judge_frame, change_bytes) >= INPUTS


def judge_object(data: bytes) -> None:
    try:
        value = wire.decode(data)
    except wire.WireError:
        return
    if type(value) is Drawing:
        for panel in value.panels:
            shown = (*panel.lines, *panel.points, *panel.bars)
            assert all(type(part) is np.ndarray for one in shown for part in one[1:3])
            assert all(one[1].shape == one[2].shape and one[1].ndim == 1 for one in shown)
            assert {*map(type, (panel.title, *panel.legend, *panel.scales))} == {str}
    elif type(value) is Tensor:
        assert type(value.data) is np.ndarray
    else:
        wire.encode(value)


def test_an_object_is_made_of_its_parts_or_refused():
    assert fuzz(OBJECTS, judge_object, change_bytes) >= INPUTS


def judge_value(value: object) -> None:
    try:
        data = wire.encode(value)
    except wire.WireError:
        return
    assert wire.encode(wire.decode(data)) == data


def test_a_value_crosses_and_is_the_same():
    assert fuzz(VALUES, judge_value, change_value) >= INPUTS


MESSAGES = st.one_of(
    VALUES,
    st.tuples(st.integers(), st.lists(st.binary(max_size=20), max_size=4)),
    st.fixed_dictionaries(
        {"event": st.sampled_from("output running loaded x".split())},
        optional={
            "number": VALUES,
            "text": st.one_of(TEXTS, VALUES),
            "cut": VALUES,
            "where": st.one_of(TEXTS, VALUES),
            "names": st.one_of(st.lists(TEXTS, max_size=3), VALUES),
            "problems": VALUES,
        },
    ),
)


def judge_message(raw: object) -> None:
    try:
        parsed = parse_answered(raw) if type(raw) is tuple else parse_event(raw)
    except wire.WireError:
        return
    words = [getattr(parsed, name) for name in ("text", "where") if hasattr(parsed, name)]
    assert not [word for word in words if unsafe_in(word)]


def test_what_a_worker_says_is_a_message_with_clean_words_or_is_refused():
    assert fuzz(MESSAGES, judge_message, change_value) >= INPUTS


ENDINGS = st.one_of(
    VALUES,
    st.tuples(VALUES),
    st.tuples(VALUES, st.booleans(), st.booleans()),
    st.fixed_dictionaries(
        {"event": st.sampled_from("raised missing unsendable x".split())},
        optional={"text": st.one_of(TEXTS, VALUES), "bases": st.one_of(st.lists(TEXTS), VALUES)},
    ),
    st.fixed_dictionaries(
        {name: st.one_of(TEXTS, VALUES) for name in ("type", "text", "where", "source")},
        optional={
            "bases": st.one_of(st.lists(TEXTS, max_size=3), VALUES),
            "line": st.one_of(st.integers(), VALUES),
            "frames": st.one_of(st.just([]), VALUES),
        },
    ),
)


def judge_ending(raw: object) -> None:
    try:
        body = wire.encode(raw)
    except wire.WireError:
        return
    as_json = json.dumps(raw, default=str, skipkeys=True).encode()
    for parse, data in ((parse_ending, body), (parse_error, as_json), (parse_error, body)):
        try:
            parsed = parse(data)
        except wire.WireError:
            continue
        words = [
            getattr(parsed, name) for name in ("text", "where", "type") if hasattr(parsed, name)
        ]
        assert not [word for word in words if unsafe_in(word)]


def test_what_a_worker_says_of_a_call_is_its_end_with_clean_words_or_is_refused():
    assert fuzz(ENDINGS, judge_ending, change_value) >= INPUTS


def judge_archive(data: bytes) -> None:
    files, problems = sources_in(data, "answer.zip")
    for file in files:
        assert not file.name.startswith("/")
        assert ".." not in file.name.split("/")
        assert not unsafe_in(file.name)
    assert all(problem.text.format(**problem.values) for problem in problems)


def test_an_archive_gives_plain_files_or_a_sentence():
    assert fuzz(ARCHIVES, judge_archive, change_bytes) >= INPUTS


def judge_file(given: tuple[bytes, str]) -> None:
    data, name = given
    ending = (".ipynb", ".py")[len(data) % 2]
    files = (File(name=f"answer{ending}", data=data), File(name=clean_name(name), data=data))
    for answer in find_answers(Submission(student="kim", files=files), (EXERCISE,)):
        assert answer.readable or answer.problems
        for cells in answer.sources.values():
            wire.encode(cells)


def test_a_file_is_cells_or_a_sentence():
    assert fuzz(st.tuples(NOTEBOOKS, NAMES), judge_file, change_pair) >= INPUTS


_ANSWERS = st.sampled_from(
    [
        *("<!-- answer: why -->", "<!-- question: why -->", "<!--answer:which-->", "<!-- answer: "),
        *("answer_why = ", 'answer_why = r"""', "answer_which: str = 'b'", '"""', "'''", "-->"),
        *("- [x] b", "- [ ] a", "a", "b) yes", "a, b", "Write your answer here.", "여기에 답을"),
        *("\x1b[31m", "\u202e", "<b>", "::error::x", "\n", "\t", " ", "words"),
    ]
)
_WORDS = st.lists(st.one_of(_ANSWERS, TEXTS), max_size=6).map("\n".join)
_CELL = st.fixed_dictionaries(
    {"source": st.one_of(_WORDS, st.lists(_WORDS, max_size=2), VALUES)},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "written", "", None]),
        "id": st.one_of(st.sampled_from(["grade-answer-why", "grade-question-which"]), VALUES),
        "metadata": st.one_of(st.just({"tags": ["grade-answer-which"], "id": "x"}), VALUES),
    },
)
ASKING = msgspec.structs.replace(
    EXERCISE,
    questions=(
        Question("why", Text(ko="왜", en="Why"), 1.0),
        Question(
            "which",
            Text(ko="어느 것", en="Which"),
            1.0,
            "several",
            (Choice("a", Text(ko="가", en="no")), Choice("b", Text(ko="나", en="yes"))),
        ),
    ),
)
PICKED = {"which": frozenset("b")}


def judge_answers_of(cells: object) -> None:
    data = json.dumps({"cells": cells}, default=repr, skipkeys=True).encode("utf-8", "replace")
    once = condensed(File(name="answer.ipynb", data=data))
    source = read_source(once)
    if isinstance(source, Problem):
        return
    assert read_source(condensed(once)).texts == source.texts
    written = Written(source.texts, [code for _, code in source.cells], source.texts)
    found = answers_to_questions(ASKING.questions, written, {"words"})
    for outcome in judge_answers(ASKING, found, PICKED):
        assert not unsafe_in(outcome.actual)
        assert len(outcome.actual) <= MAX_ANSWER_CHARS
        assert outcome.earned in {0.0, 1.0}
        assert (outcome.status == "pending") == (outcome.cause is Cause.TO_REVIEW)
        assert outcome.check != "question:why" or outcome.status != "passed"


def test_an_answer_is_clean_text_and_no_words_earn_points_by_themselves():
    cells = st.lists(_CELL, min_size=1, max_size=4)

    assert fuzz(cells, judge_answers_of, change_value) >= INPUTS


def test_a_cell_is_translated_line_by_line_and_python_is_left_as_it_is():
    transformer = Transformer()

    def judge(text: str) -> None:
        transformer.begin_file()
        new = cell_in_python(text, transformer)
        own, written = take_written([("cell", new)])
        assert len(own) + len(written) == 1
        assert len(source_lines(new)) <= len(source_lines(text))
        if is_python(text):
            assert new == text
        in_file = File(name="answer.py", data=text.encode("utf-8", "replace"))
        in_cell = json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode()
        for file in (in_file, File(name="answer.ipynb", data=in_cell)):
            assert in_python(file, transformer).name == file.name

    assert fuzz(COMMANDS, judge, change_text) >= INPUTS


LINES = (
    b'points = "x"|points = nan|module = 3|[limits]\ncheck_seconds = -1|packages = [1]|title = 5|'
    b'functions = []|module = "a b"|[[hints]]|x = 1|exercises = [".."]|secret = 1|'
    b'exercises = ["01_double", "01_double"]|points = 1e400|title.ko = "\\ud800"'
).split(b"|")


@pytest.mark.parametrize(
    "name",
    ["exercises/course.toml", "exercises/01_double/exercise.toml", "reference/staff.toml"],
)
def test_a_manifest_is_a_course_or_a_sentence_that_names_the_file(name, toy_course):
    whole = (toy_course / name).read_bytes()

    def judge(data: bytes) -> None:
        (toy_course / name).write_bytes(data)
        try:
            load_course(toy_course)
        except GraderError as error:
            text = str(error)
            assert "course" in text

    with_line = st.sampled_from(LINES).map(lambda line: line + b"\n" + whole)
    manifests = damaged(st.one_of(st.just(whole), with_line))

    assert fuzz(manifests, judge, change_bytes) >= INPUTS


def judge_text(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not unsafe_in(cleaned)
    assert tallest(cleaned) <= MAX_MARKS
    cleaned.encode()
    assert "\n" not in clean_name(text)
    assert len(file_name(clean_name(text)).encode()) <= 255


def test_cleaned_text_is_clean_and_cleaning_it_again_changes_nothing():
    assert fuzz(st.one_of(TEXTS, st.text(max_size=200)), judge_text, change_text) >= INPUTS


def judge_markdown(text: str) -> None:
    rendered = render_markdown(hostile_grades(clean(text))[:1], "en")
    for token in MarkdownIt("commonmark").enable("table").parse(rendered):
        for part in [token, *(token.children or [])]:
            assert part.type not in {"link_open", "image", "html_inline", "em_open"}
            if part.type == "html_block":
                assert "<script" not in part.content.lower()


def test_markdown_with_hostile_words_holds_no_markup_of_theirs():
    assert fuzz(TEXTS, judge_markdown, change_text) >= INPUTS


def judge_terminal(text: str) -> None:
    file = io.StringIO()
    print_grades(make_console(file, width=80), hostile_grades(clean(text))[:1], "ko")
    assert not unsafe_in(file.getvalue())


def test_a_terminal_with_hostile_words_is_moved_by_none():
    assert fuzz(TEXTS, judge_terminal, change_text) >= INPUTS


def judge_json(text: str) -> None:
    grades = hostile_grades(clean(text))[:1]
    (read,) = json.loads(render_json(grades))["grades"]
    assert msgspec.convert(read, type(grades[0])) == grades[0]


def test_json_with_hostile_words_says_what_they_were():
    assert fuzz(TEXTS, judge_json, change_text) >= INPUTS


@pytest.mark.parametrize("form", sorted(READERS))
def test_a_report_with_hostile_words_is_read_by_its_formats_own_parser(form):
    def judge(text: str) -> None:
        rendered = REPORTS[form](hostile_grades(clean(text))[:1], "en")
        READERS[form](rendered)
        assert not unsafe_in(rendered, allowed="\n\t\r\ufeff")  # CSV's line ends and Excel's mark

    assert fuzz(TEXTS, judge, change_text) >= INPUTS


CODE_LINES = """
def f(x):
def f(x, y=g):
def g(*a, **k):
class f(g):
class C:
    def m(self):
    return f(x - 1)
    return self.m()
    for f in g: x = 1
    while x: x -= 1
    global f
    nonlocal x
    f = lambda x: f(x)
    (x := np.sum)
    x, *g = f, np
    try:
    except E: pass
    with f() as g: yield
    import numpy as np
    exec(x)
@g
@C.m
f = g
f, g = g, f
g = f(g)
f.x = g
from numpy import *
from g import f as f
from . import f
import a.b.c
del f
if 0: f = 1
if f:
else:
match f:
    case [f, *g]: pass
x = [f for f in g if (f := 1)]
get_ipython().run_cell_magic('time', '', 'f = 1')
get_ipython().run_line_magic('run', 'a.py')
f = f = f
\N{LATIN SMALL LETTER F WITH HOOK} = f
""".splitlines()
ALL_RULES = {
    "recursion": True,
    "loops": True,
    "names": ["f", "np.sum", ".x", ".", ""],
    "imports": ["numpy", ""],
    "statements": list(STATEMENTS),
}
CODE = st.lists(st.sampled_from(CODE_LINES), max_size=14).map("\n".join)


def judge_code(text: str) -> None:
    try:
        answers = [
            place
            for target in ("f", "C.m", "")
            for _, places in find([("a", [("a.py", text)])], "a", target, ALL_RULES)
            for place in places
        ]
    except (UnreadableError, RecursionError, MemoryError):
        return  # the rule is not kept, then
    for rule, _, label, line, _ in answers:
        assert rule in {HIDDEN, *ALL_RULES}
        assert label == "a.py"
        assert 0 < line <= len(text.splitlines()) + 1


def test_code_of_any_shape_is_read_for_rules():
    assert fuzz(CODE, judge_code, change_text) >= INPUTS
