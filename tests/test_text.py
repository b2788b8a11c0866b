"""Untrusted text: it is kept printable, on as many lines as it had, and not too long."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import (
    MAX_MARKS,
    MAX_NAME_CHARS,
    clean,
    clean_name,
    clean_strings,
    composed,
    without_backspaces,
)
from tests.legible import IGNORABLE, UNSAFE_CATEGORIES, tallest, unsafe_in

# each plane as often as the others: most of them hold nothing but what must be replaced
ANY_CHARACTER = st.one_of(
    st.characters(codec=None),
    st.integers(0, 0x10FFFF).map(chr),
    st.sampled_from(sorted(map(chr, IGNORABLE - set(range(0xE0080, 0xE1000))))),
    st.characters(categories=["Mn", "Mc", "Me"]),
    st.sampled_from("a1가ᄀ漢\U0001f3f4\U0001f469\U0001f3fd\u2764\u1161\u11a8\uff9e:#[\x1b\r\n"),
)
ANY_TEXT = st.lists(ANY_CHARACTER).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        *("", "plain", "두 줄\n그리고\t탭", "a" * 10_000, "🦆 emoji", "x² + ∂", "[red]", "é"),
        *(
            "ㅋㅋㅋ ㅠㅠ",
            "\u1112\u1161\u11ab\u1100\u1173\u11af",
            "が ガ ｶﾞ",
            "葛城 々〆",
            "２０２６年",
        ),
        *(
            "tiếng Việt",
            "tie\u0302\u0301ng",
            "สวัสดี ที่นี่",
            "हिन्दी क्षेत्र",
            "ကြွှောင့်",
            "བསྐྱེད",
            "שָׁלוֹם",
            "العَرَبِيَّة",
        ),
        *("👍🏽 🇰🇷 ½ € “x” – …", "α² → ∞ ≤ √", "no\xa0break\u3000wide"),
    ],
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
INVISIBLE = ["\u200b", "\u200d", "\u200f", "\u202e", "\u2028", "\u2066", "\ufeff", "\u180e"]
FILLERS = ["\xad", "\u034f", "\u115f", "\u1160", "\u17b4", "\u3164", "\uffa0", "\ufff9", "\ufe0f"]
TAGS = ["\U000e0001", "\U000e0041", "\U000e007f", "\U000e0100"]
HALVES = ["\ud800", "\udfff"]
NOBODYS = ["\ue000", "\ufdd0", "\ufffe", "\U000f0000", "\U0010ffff", "\U00050000", "\u0378"]


@pytest.mark.parametrize(
    "character", [*C0, *INVISIBLE, *FILLERS, *TAGS, *HALVES, *NOBODYS], ids=ascii
)
def test_an_unsafe_character_is_replaced_and_not_lost(character):
    assert clean(f"a{character}") == "a\N{REPLACEMENT CHARACTER}"


def test_every_character_of_unicode_is_cleaned_by_its_class():
    unsafe = {
        letter
        for letter in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(letter) in UNSAFE_CATEGORIES or ord(letter) in IGNORABLE
    } - {"\n", "\t"}

    changed = {letter for letter in map(chr, range(sys.maxunicode + 1)) if clean(letter) != letter}

    assert changed == unsafe


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("👩\u200d💻", "👩💻"),
        ("👩🏽\u200d💻", "👩🏽💻"),
        ("🏳\ufe0f\u200d🌈", "🏳🌈"),
        ("❤\ufe0f", "❤"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        ("葛\U000e0100城", "葛城"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴"),
    ],
)
def test_what_joins_emoji_and_ideographs_is_left_out(text, kept):
    assert clean(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200dx",
        "x\u200d💻",
        "👩\u200d",
        "❤\ufe0f\ufe0f",
        "葛\U000e0100\U000e0101",
        "🏴" + "\U000e0061" * 9,
    ],
)
def test_what_joins_nothing_is_replaced(text):
    assert "\N{REPLACEMENT CHARACTER}" in clean(text)
    assert not unsafe_in(clean(text))


MARKS = [
    "\u0301",
    "\u0488",
    "\u0903",
    "\u1161",
    "\u11a8",
    "\ud7b0",
    "\U0001f3fb",
    "\uff9e",
    "\u302e",
]


@pytest.mark.attack
@pytest.mark.parametrize("mark", MARKS, ids=ascii)
def test_a_letter_keeps_a_handful_of_marks(mark):
    tower = clean("a" + mark * 10_000 + "b")

    assert tower == "a" + mark * MAX_MARKS + "\N{REPLACEMENT CHARACTER}b"


@pytest.mark.attack
def test_marks_of_many_kinds_are_counted_together():
    tower = "".join(map(chr, range(0x300, 0x34F))) * 100

    assert tallest(clean("a" + tower)) == MAX_MARKS


@pytest.mark.attack
@pytest.mark.parametrize("pair", ["\u0301\u0316", "\u0958\u0301"])
def test_a_name_of_very_many_marks_is_composed_in_time(pair):
    name = f"{pair!r} * 10**6"
    code = f"from grader.text import clean_name, composed; clean_name({name}); composed({name})"

    done = subprocess.run([sys.executable, "-c", code], timeout=10, check=False)

    assert done.returncode == 0


@given(ANY_TEXT)
def test_any_text_becomes_safe_for_every_encoding_and_terminal(text):
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert not unsafe_in(cleaned)
    assert tallest(cleaned) <= MAX_MARKS


def letters_in(text):
    return [c for c in text if unicodedata.category(c) in ("Lu", "Ll", "Nd")]


@given(ANY_TEXT.filter(lambda text: "\x1b" not in text))
def test_no_line_and_no_letter_is_lost(text):
    cleaned = clean(text)

    assert letters_in(cleaned) == letters_in(text)
    assert cleaned.count("\n") == text.count("\n") + text.count("\r") - text.count("\r\n")


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_a_name_is_one_line_of_bounded_length(name):
    cleaned = clean_name(name)

    assert len(cleaned) <= MAX_NAME_CHARS
    assert len(cleaned.splitlines()) <= 1
    assert not unsafe_in(cleaned, allowed="")
    assert tallest(cleaned) <= MAX_MARKS
    assert clean_name(cleaned) == cleaned


def test_a_name_in_separate_letters_is_composed():
    assert clean_name("\u1100\u1161.py") == "가.py"


@pytest.mark.parametrize("name", ["K\u212a", "\u212b", "\u037e.py", "\uf900"], ids=ascii)
def test_a_sign_that_only_looks_like_a_letter_is_not_composed_into_it(name):
    assert composed(name) == name


def test_a_file_s_name_in_separate_letters_is_composed():
    assert composed("\u1100\u1161\u212a\u1100\u1161.py") == "가\u212a가.py"


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1/3\b\b\b2/3", "2/3"),
        ("\b\bstart", "start"),
        ("line\n\b\bnext", "line\nnext"),
        ("가나\b다", "가다"),
        ("none", "none"),
    ],
)
def test_a_backspace_deletes_what_a_terminal_would(text, shown):
    assert without_backspaces(text) == shown
