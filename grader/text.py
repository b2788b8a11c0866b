"""Untrusted text -> text that is safe to keep and to show."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import os
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def _later(pattern: str) -> Callable[[], re.Pattern[str]]:
    """A pattern that is compiled when needed first: those of all Unicode take milliseconds."""
    return functools.cache(lambda: re.compile(pattern))


MAX_NAME_CHARS = 200
MAX_STRING_CHARS = 1_000_000
MAX_COMPOSED_CHARS = 2_000
MAX_MARKS = 6  # that one letter may carry; Burmese and Tibetan come near it, nothing else does
BYTE_ORDER_MARK = "\ufeff"  # how Excel knows that a CSV file is UTF-8
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide signs start a formula in Excel, too
_KEY = re.compile(r"[-+@]?(?=[\w.@-]*[^\W\d_])[\w.@-]+")  # no formula that does harm
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ASCII_CONTROL = re.compile("[^\t\n -~]")
# Text of these alone needs no closer look: printable ASCII, and what most of the world's plain text
# is made of. Combining marks and everything that is invisible are not among them.
_CLOSE_LOOK = _later(
    "[^\t\n -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u2190-\u23ff\u2500-\u27ff\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3131-\u3163\u3165-\u318e"
    "\u4e00-\u9fef\uac00-\ud7a3\uff01-\uff9d\uffe0-\uffe6\ufffd\U0001f600-\U0001f64f]"
)

# Controls, formats (marks of direction, zero-width characters, tags), lone surrogates, which no
# encoding takes, private and unassigned characters, separators of lines and paragraphs
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# those of them that fill whole planes: one pass takes what would be a million characters to look up
_UNSAFE_PLANES = _later("[\ud800-\uf8ff\U00040000-\U000e00ff\U000e01f0-\U0010ffff]")
# Unicode's Default_Ignorable_Code_Point, as far as it has other categories: fillers and selectors
_IGNORABLE = _later(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# What stands on the letter before it, without a place of its own: marks, vowels and finals of
# Hangul in separate letters, voicing marks of half width, skin colours
_MARK_CATEGORIES = frozenset({"Mn", "Mc", "Me"})
_OTHER_MARKS = _later("[\u1161-\u11ff\ud7b0-\ud7ff\uff9e\uff9f\U0001f3fb-\U0001f3ff]")
# What may join emoji, or choose between the forms of a sign or an ideograph
_JOINERS = _later("[\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+|[\U000e0020-\U000e007f]+")
_SELECTORS = _later("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IDEOGRAPH = _later("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BLACK_FLAG = "\U0001f3f4"  # followed by tags for a region

# A terminal's colours, titles and links go as a whole: without its first byte one is still rubbish.
_ESCAPES = re.compile(
    "\x1b(?:\\[[0-?]*+[ -/]*+[@-~]|\\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\\\)?"
    "|[PX^_][^\x1b]{0,2000}(?:\x1b\\\\)?|.)",
    re.DOTALL,
)
# CI systems obey these anywhere in a line, and a report may wrap a line anywhere: GitHub's
# `::error …` and `##[error]`, Azure's `##vso[…]`, TeamCity's `##teamcity[…]`.
_WORKFLOW = re.compile(
    r":(?=:(?:add-(?:mask|matcher|path)|remove-matcher|set-(?:output|env)|save-state|stop-commands"
    r"|echo|error|warning|notice|debug|group|endgroup)\b)|\#(?=\#\w{0,20}\[)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Remove terminal escapes, replace unsafe characters, break up CI commands; lines end in LF.

    A letter keeps at most `MAX_MARKS` combining marks.
    """
    if not _is_plain(text):
        text = _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        text = _clean_characters(_JOINERS().sub(_without_joiner, text))
    if "::" in text or "##" in text:
        text = _WORKFLOW.sub(r"\g<0> ", text)
    return text


def name_unsafe(text: str) -> str:
    """Put a name such as `⟦U+202E⟧` in the place of each character that cannot be seen.

    Tabs and ends of lines stay. Unlike `clean`, it shows a reader what is there.
    """
    if _is_plain(text):
        return text
    strange = {found for found in _CLOSE_LOOK().findall(text) if _is_unsafe(found)}
    many = "".join(map(re.escape, sorted(letter for letter in set(text) if _is_mark(letter))))
    named = text.translate({ord(letter): f"⟦U+{ord(letter):04X}⟧" for letter in strange})
    if not many:
        return named
    return re.sub(f"([{many}]{{{MAX_MARKS}}})[{many}]+", rf"\1{_REPLACEMENT}", named)


def without_backspaces(text: str) -> str:
    """The text as a terminal shows it after its backspaces, such as those of a progress bar."""
    if "\b" not in text:
        return text
    shown: list[str] = []
    for letter in text:
        if letter != "\b":
            shown.append(letter)
        elif shown and shown[-1] != "\n":
            shown.pop()
    return "".join(shown)


def _without_joiner(matched: re.Match[str]) -> str:
    """Nothing for a joiner of honest emoji and ideographs, any other character as it is."""
    joiner, text = matched.group(), matched.string
    start, end = matched.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return "" if _is_honest(before, joiner, after) else joiner


def _is_honest(before: str, joiner: str, after: str) -> bool:
    if not before:
        return False
    if joiner[0] > "\U000e0000" and not _SELECTORS().match(joiner):
        return before == _BLACK_FLAG and len(joiner) < MAX_MARKS + 2
    if _IDEOGRAPH().match(before):
        return len(joiner) == 1 and joiner != "\u200d"
    joins = joiner in ("\u200d", "\ufe0f\u200d")
    if not joins and joiner not in ("\ufe0e", "\ufe0f"):
        return False
    is_sign = unicodedata.category(before) in ("So", "Sk", "Sm", "Po", "Pd", "Nd")
    return is_sign and (not joins or (after != "" and unicodedata.category(after) in ("So", "Sm")))


def _is_plain(text: str) -> bool:
    if text.isascii():  # as most is
        return not _ASCII_CONTROL.search(text)
    return not _CLOSE_LOOK().search(text)


def _clean_characters(text: str) -> str:
    """Replace unsafe characters, and the marks that one letter has too many of."""
    text = _UNSAFE_PLANES().sub(_REPLACEMENT, text)
    strange = set(_CLOSE_LOOK().findall(text))
    if unsafe := [letter for letter in strange if _is_unsafe(letter)]:
        text = text.translate(dict.fromkeys(map(ord, unsafe), _REPLACEMENT))
    if marks := sorted(letter for letter in strange if _is_mark(letter)):
        every = "".join(marks)
        text = re.sub(f"([{every}]{{{MAX_MARKS}}})[{every}]+", rf"\1{_REPLACEMENT}", text)
    return text


def _is_unsafe(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSAFE_CATEGORIES or bool(_IGNORABLE().match(letter))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in _MARK_CATEGORIES or bool(_OTHER_MARKS().match(letter))


def clean_name(name: str) -> str:
    """Clean a name and put it on one line in composed letters; of a long one keep the end."""
    # first the marks are made few: composing takes the square of how many stand on one letter
    made = clean(name)
    if not made.isascii():
        made = clean(unicodedata.normalize("NFC", made))  # it may split a letter into two marks
    one_line = made.replace("\n", " ").replace("\t", " ")
    return one_line if len(one_line) <= MAX_NAME_CHARS else "…" + one_line[1 - MAX_NAME_CHARS :]


def clean_strings(value: Any) -> Any:
    """Clean every string in nested lists, tuples and dicts; cut those above `MAX_STRING_CHARS`."""
    if isinstance(value, str):
        return clean(value[:MAX_STRING_CHARS])
    if isinstance(value, (list, tuple)):
        return type(value)(clean_strings(item) for item in value)
    if isinstance(value, dict):
        return {key: clean_strings(item) for key, item in value.items()}
    return value


def composed(name: str) -> str:
    """Write a file's name in composed letters; macOS writes Korean ones as separate letters.

    A sign that is another one by itself, such as the Kelvin sign, stays: no system makes it, so it
    is somebody else's name.
    """
    if name.isascii():
        return name
    try:
        name.encode()
    except UnicodeEncodeError:
        # bytes that are not UTF-8 are what Korean Windows writes, or unknown
        raw = os.fsencode(name)
        try:
            name = raw.decode("cp949")
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "backslashreplace")
    # a longer one is nobody's file name: composing takes the square of the marks on one letter
    head, rest = name[:MAX_COMPOSED_CHARS], name[MAX_COMPOSED_CHARS:]
    parts = [
        "".join(part) if stays else unicodedata.normalize("NFC", "".join(part))
        for stays, part in itertools.groupby(head, _is_another_by_itself)
    ]
    return "".join([*parts, rest])


def _is_another_by_itself(letter: str) -> bool:
    """Whether a letter is canonically one other letter: K (Kelvin) is K."""
    return letter > "\xff" and len(unicodedata.decomposition(letter)) in (4, 5)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV text, header first (RFC 4180: CR LF, every cell quoted)."""
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV line by line, so that a large gradebook is never in memory as a whole."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for cells in itertools.chain([header], rows):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def unguarded(cell: str) -> str:
    """A cell of `safe_cell` without its guard."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def key_cell(text: str) -> str:
    """Clean a login or number, by which another program finds somebody: `-mj` stays as it is."""
    text = clean(text)
    return text if _KEY.fullmatch(text) else safe_cell(text)


def safe_cell(text: str) -> str:
    """Clean untrusted text for a cell, so that no spreadsheet takes it for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
