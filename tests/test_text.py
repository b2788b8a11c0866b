"""Untrusted text: it is kept printable, on as many lines as it had, and not too long."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import MAX_NAME_CHARS, clean, clean_name, clean_strings

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    "text", ["", "plain", "두 줄\n그리고\t탭", "a" * 10_000, "🦆 emoji", "x² + ∂", "[red]", "é"]
)
def test_harmless_text_stays_as_it_is(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[38;2;1;2;3mx", "x"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://e.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPpayload\x1b\\x", "x"),
        ("\x1b[2J\x1b[Hx", "x"),
        ("\x1bcx", "x"),
    ],
)
def test_terminal_escapes_are_removed_as_a_whole(text, kept):
    assert clean(text) == kept


@pytest.mark.parametrize(("text", "kept"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("\r\r", "\n\n")])
def test_line_ends_are_plain(text, kept):
    assert clean(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("::error file=a.py::wrong", ": :error file=a.py::wrong"),
        ("far into a line ::set-output name=x::1", "far into a line : :set-output name=x::1"),
        ("::STOP-COMMANDS::x", ": :STOP-COMMANDS::x"),
        ("##[error]wrong", "# #[error]wrong"),
        ("##vso[task.setvariable]x", "# #vso[task.setvariable]x"),
        (":\x1b[0m:error::x", ": :error::x"),
    ],
)
def test_a_ci_command_is_broken_up_anywhere_in_a_line(text, kept):
    # a report may wrap a line anywhere, and some systems look into the middle of one
    assert clean(text) == kept


@pytest.mark.parametrize("text", ["image[::stride, ::stride]", "a::b", "## heading", "x[::-1]"])
def test_text_that_only_looks_like_a_ci_command_stays_as_it_is(text):
    assert clean(text) == text


C0 = ["\0", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b"]
INVISIBLE = ["\u200b", "\u200d", "\u200f", "\u202e", "\u2028", "\u2066", "\ufeff"]
HALVES = ["\ud800", "\udfff"]


@pytest.mark.parametrize("character", [*C0, *INVISIBLE, *HALVES], ids=ascii)
def test_an_unsafe_character_is_replaced_and_not_lost(character):
    assert clean(f"a{character}") == "a\N{REPLACEMENT CHARACTER}"


@given(ANY_TEXT)
def test_any_text_becomes_safe_for_every_encoding_and_terminal(text):
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in cleaned)
    assert not any(127 <= ord(c) < 160 for c in cleaned)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_a_name_is_one_line_of_bounded_length(name):
    cleaned = clean_name(name)

    assert len(cleaned) <= MAX_NAME_CHARS
    assert len(cleaned.splitlines()) <= 1
    assert "\t" not in cleaned


def test_a_name_in_separate_letters_is_composed():
    assert clean_name("\u1100\u1161.py") == "가.py"


def test_every_string_in_lists_and_dicts_is_cleaned():
    assert clean_strings({"a": ["\x1b[31mx", {"b": "\0"}], "n": 3}) == {
        "a": ["x", {"b": "\N{REPLACEMENT CHARACTER}"}],
        "n": 3,
    }


@pytest.mark.attack
@pytest.mark.parametrize("start", ["\\x1bP", "\\x1bX", "\\x1b]", "\\x1b[", "\\x1b[0;", "\\x1b"])
def test_a_text_full_of_unfinished_escapes_is_cleaned_in_time(start):
    code = f"from grader.text import clean; clean('{start}' * 1_000_000)"

    done = subprocess.run([sys.executable, "-c", code], timeout=5, check=False)

    assert done.returncode == 0
