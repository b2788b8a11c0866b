"""No word that a student's code chooses reaches a student through a hidden check, or raw.

A word could hold a hidden input: hand in once to read the inputs, and again with a table of them.
The control is the public check of the same grade, where the word is shown.
"""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from grader.text import MAX_MARKS
from tests.legible import tallest, unsafe_in

FORGER = (Path(__file__).parents[1] / "sandbox" / "forger.txt").read_text()
WORD = "chosen by the student"
REST = "\n\ndef twice(number):\n    return leak()\n\n\ndef double(image):\n    return leak()\n"
RAISED = (
    "send(ended(true_number(), {'event': 'raised', 'bases': []}, json.dumps({'type': %s, 'bases': [],"
    " 'text': %s, 'where': '', 'line': 0, 'source': '', 'frames': []}).encode()))"
)

# way -> the body of a function that sends `word`
WAYS = {
    "the name of a type": "return type(word, (), {})()",
    "the name of a type in a list": "return [type(word, (), {})()]",
    "a text": "return word",
    "the name of an exception": "raise type(word, (ValueError,), {})",
    "the text of an exception": "raise ValueError(word)",
    "what is printed": "print(word)",
    "the name of a function that raises": (
        "exec(compile('1 / 0', 'answer.py', 'exec').replace(co_name=word))"
    ),
    "a forged exception": RAISED % ("word", "word"),
    "a forged refusal": "send(ended(true_number(), {'event': 'unsendable', 'text': word}))",
}

pytestmark = pytest.mark.attack


def source(body: str, word: str = WORD) -> dict[str, str]:
    return {"submission.py": f"{FORGER}\nword = {word!r}\n\ndef leak():\n    {body}\n{REST}"}


@pytest.fixture
def grade(grader_without, hand_in):
    """Grades a way to send a word."""
    return lambda body, word=WORD: hand_in(grader_without(frozenset()), source(body, word))


def public(grade) -> str:
    return msgspec.json.encode(grade.for_student().outcomes[0]).decode()


def hidden(grade) -> str:
    return msgspec.json.encode(grade.for_student().outcomes[1]).decode()


@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_check_shows_no_word_of_the_students(grade, way):
    graded = grade(WAYS[way])

    assert WORD not in hidden(graded)
    assert WORD in public(graded)


RAW = (
    "red \x1b[31m\x07\u202e\r\xad\u034f\u3164\ufff9\U000e0041\ue000 a"
    + "\u0301" * 40
    + "\u1161" * 40
)


@pytest.mark.parametrize("way", WAYS)
def test_no_control_invisible_or_tall_letter_reaches_a_grade(grade, way):
    graded = grade(WAYS[way], RAW + " line")

    words = _texts(msgspec.json.decode(msgspec.json.encode(graded)))

    assert not unsafe_in(words)
    assert tallest(words) <= MAX_MARKS
    assert "line" in public(graded)


def _texts(value) -> str:
    if isinstance(value, dict):
        return "".join(map(_texts, value.values()))
    return "".join(map(_texts, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("way", WAYS)
def test_a_long_word_does_not_make_a_long_grade(grade, way):
    """The output alone may be as long as the exercise allows, 64 kB a check."""
    graded = grade(WAYS[way], "long " * 100_000)

    assert len(msgspec.json.encode(graded)) < 200_000


COSTLY = {
    "many arrays": "import numpy as np\n    return [np.random.rand(1000)] * 500",
    "many empty arrays": "import numpy as np\n    return [np.zeros((0, 1, 1))] * 60_000",
}


@pytest.mark.slow
@pytest.mark.parametrize("answer", COSTLY)
def test_a_costly_answer_does_not_keep_the_grading_process_busy(grade, answer):
    started = time.process_time()

    grade(COSTLY[answer])

    assert time.process_time() - started < 1.5
