"""A worker's words are checked before anything believes them."""

import json

import pytest

from grader.sandbox.messages import parse_error, parse_event
from grader.worker.wire import WireError

pytestmark = pytest.mark.attack


def test_words_in_a_tuple_are_no_message():
    problem = {"kind": "raised", "where": "\x1b]0;pwned\x07", "line": 1}

    with pytest.raises(WireError):
        parse_event({"event": "loaded", "number": 1, "names": [], "problems": (problem,)})


@pytest.mark.parametrize("words", [b"[" * 10**5, b'{"text": ' + b"[]," * 3 * 10**4, b"x" * 10**7])
def test_words_that_would_fill_the_memory_are_none(words):
    with pytest.raises(WireError):
        parse_error(words)


def test_a_line_number_is_a_line_number():
    error = {"type": "E", "bases": [], "text": "", "where": "", "source": "", "frames": []}

    assert parse_error(json.dumps({**error, "line": 2}).encode()).line == 2
    with pytest.raises(WireError):
        parse_error(json.dumps({**error, "line": 2**4000}).encode())
