"""An exception of a student's as plain text and numbers, whatever it does when asked."""

from __future__ import annotations

import pytest

from grader.worker.tracebacks import (
    MAX_BASES,
    MAX_FRAMES,
    MAX_TEXT,
    Lines,
    describe_exception,
    plain,
)
from grader.worker.wire import decode, encode

LABEL = "answer.py"


class Words(str):  # noqa: SLOT000 - a student's
    def encode(self, *_args):
        return b"lies"

    def __str__(self):
        return "lies"


def raised(source: str) -> dict:
    """The description of what this source raises, as it comes off the wire."""
    caught = []
    try:
        exec(compile(source, LABEL, "exec"), {"Words": Words})
    except BaseException as error:  # noqa: BLE001 - that is what is described
        caught.append(error)
    # outside of the `except`: a hostile exception may not become the context of a test's failure
    return decode(encode(describe_exception(caught[0], Lines({LABEL: source}))))


def test_type_bases_and_text_are_reported():
    description = raised("raise KeyError('x')")

    assert description["type"] == "KeyError"
    assert description["bases"][:3] == ["KeyError", "LookupError", "Exception"]
    assert description["text"] == "'x'"


def test_frames_name_the_students_lines_outermost_first():
    description = raised("def g():\n    1 / 0\n\n\ng()")

    assert [(f["line"], f["function"]) for f in description["frames"]] == [
        (5, "<module>"),
        (2, "g"),
    ]
    assert description["frames"][-1]["source"] == "1 / 0"


def test_frames_of_libraries_are_left_out():
    description = raised("import json\njson.loads('{')")

    assert [frame["where"] for frame in description["frames"]] == [LABEL]


def test_a_long_recursion_is_told_by_its_first_and_last_frames():
    description = raised("def g(n):\n    if n == 0:\n        1 / 0\n    g(n - 1)\n\n\ng(200)")

    lines = [frame["line"] for frame in description["frames"]]
    assert len(lines) <= MAX_FRAMES
    assert lines[0] == 7
    assert lines[-1] == 3


def test_an_endless_recursion_is_described():
    description = raised("def g():\n    g()\n\n\ng()")

    assert description["type"] == "RecursionError"
    assert len(description["frames"]) <= MAX_FRAMES


def test_a_syntax_error_tells_its_line():
    description = raised("exec(compile('x = 1\\ny = = 2', 'answer.py', 'exec'))")

    assert (description["where"], description["line"]) == (LABEL, 2)


HOSTILE = {
    "a text that raises": "def __str__(self): raise ValueError",
    "a text that exits": "def __str__(self): raise SystemExit",
    "a text that is no text": "def __str__(self): return 5",
    "a text that lies about itself": "def __str__(self): return Words('true')",
    "a long text": "def __str__(self): return 'x' * 10**6",
    "a lone surrogate": "def __str__(self): return '\\ud800'",
    "no traceback": "__traceback__ = None",
    "a class that lies": "__class__ = ValueError",
    "attributes that raise": "def __getattribute__(self, name): raise ValueError(name)",
}


@pytest.mark.attack
@pytest.mark.parametrize("way", HOSTILE)
def test_a_hostile_exception_is_described_in_plain_values(way):
    description = raised(f"class Bad(Exception):\n    {HOSTILE[way]}\n\n\nraise Bad")

    assert description["type"] == "Bad"
    assert type(description["text"]) is str
    assert len(description["text"]) <= MAX_TEXT


@pytest.mark.attack
@pytest.mark.parametrize(
    "raising",
    [
        "raise SyntaxError",
        "raise SyntaxError('m', ('f', 'one', 1, 't'))",
        "raise SyntaxError('m', (5, 1, 1, 't'))",
        "e = SyntaxError('m')\ne.msg = 5\nraise e",
        "e = SyntaxError('m')\ne.lineno = 10**400\nraise e",
    ],
)
def test_a_syntax_error_made_by_hand_is_described(raising):
    assert raised(raising)["type"] == "SyntaxError"


@pytest.mark.attack
def test_an_exception_whose_file_name_raises_is_described():
    description = raised(
        "class Name:\n    def __str__(self): raise ValueError\n\n\n"
        "e = SyntaxError('m')\ne.filename = Name()\nraise e"
    )

    assert description["type"] == "SyntaxError"


@pytest.mark.attack
@pytest.mark.parametrize("attribute", ["__mro__", "__name__"])
def test_a_class_of_a_lying_class_is_described(attribute):
    description = raised(
        f"class Meta(type):\n    @property\n    def {attribute}(cls): raise ValueError\n\n\n"
        "class Bad(Exception, metaclass=Meta): pass\n\n\nraise Bad"
    )

    assert "Exception" in description["bases"]


def test_a_chain_of_causes_without_end_is_no_trouble():
    description = raised("e = ValueError('x')\ne.__cause__ = e\nraise e")

    assert description["text"] == "x"


def test_many_bases_are_capped():
    description = raised(
        "kinds = [Exception]\n"
        "for n in range(100): kinds.append(type(f'E{n}', (kinds[-1],), {}))\n"
        "raise kinds[-1]"
    )

    assert len(description["bases"]) <= MAX_BASES


def test_plain_text_is_an_exact_str():
    assert type(plain(Words("true"))) is str
    assert plain(Words("true")) == "true"
    assert plain("\ud800") == "?"
