"""A file's bytes -> its text, by the encoding that it names or was likely saved in."""

from __future__ import annotations

import codecs
import io
import tokenize

UNKNOWN = "unknown"
MOST_STRANGE = 0.3  # the largest share of bytes of an unknown encoding in a text
# Encodings that a line `# coding: …` may name. All are tables: none takes more time or memory than
# its text, as some of Python's encodings do.
ENCODINGS = frozenset(
    [f"iso8859-{number}" for number in (*range(1, 12), 13, 14, 15, 16)]
    + [f"cp{number}" for number in (437, 850, 852, 866, 874, 932, 949, 950, *range(1250, 1259))]
    + "ascii utf-8 koi8-r koi8-u mac-roman tis-620 euc_kr johab gb2312 gbk gb18030".split()
    + "big5 big5hkscs shift_jis euc_jp".split()
)


def decode(data: bytes, *, is_script: bool) -> tuple[str | None, str]:
    """The text, and its encoding if Python would not read it so.

    That is UTF-8, a script's own `# coding:`, or that of Korean Windows or PowerShell.
    """
    declared = _declared_encoding(data) if is_script else ""
    encodings = [declared, "utf-8-sig", "cp949"] if declared else ["utf-8-sig", "cp949"]
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encodings = ["utf-16", "utf-8-sig"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, "" if encoding in (declared, "utf-8-sig") else encoding
    return _mostly_ascii(data)


def _mostly_ascii(data: bytes) -> tuple[str | None, str]:
    """A text in an encoding that nobody knows, as comments may be; None if too little is sure."""
    text = data.decode("ascii", "replace")
    is_text = not any(mark in data for mark in (b"\0", b"\x01", b"\x02", b"\x03"))
    if is_text and text.count("\ufffd") <= MOST_STRANGE * len(data):
        return text, UNKNOWN
    return None, ""


def _declared_encoding(data: bytes) -> str:
    """The encoding that a script names by Python's own rule (PEP 263); empty for UTF-8."""
    head = b"\n".join(data[:1000].splitlines()[:2])
    if b"coding" not in head:
        return ""
    try:
        name, _ = tokenize.detect_encoding(io.BytesIO(head).readline)
        found = codecs.lookup(name).name
    except (SyntaxError, LookupError):
        return ""
    return found if found in ENCODINGS - {"utf-8"} else ""
