"""A file's beginning -> why it holds no source, whatever its name says."""

from __future__ import annotations

import re

from grader.i18n import N_

_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+\s*")
# how files begin that hold no source, whatever they are called
_OTHER_KINDS = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP, Word, Excel",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "HWP, Word 97",
    b"bplist": "Apple plist",
}


def kind_of_data(data: bytes) -> str:
    """The kind of a file that is no text; empty if it is none of those known."""
    return next((kind for mark, kind in _OTHER_KINDS.items() if data.startswith(mark)), "")


def instead_of_source(head: str) -> str:
    """The sentence for a file that stands for another one; empty if it is none of those known."""
    if head.startswith("<") and not head.startswith("<<") and _WEB_PAGE.search(head):
        return N_(
            "{name} is a web page and not the file itself. Download the file again: on GitHub with "
            "“Download raw file”."
        )
    if head.startswith("version https://git-lfs"):
        return N_(
            "{name} is only a pointer of Git LFS, without the file itself. Run `git lfs pull` and "
            "hand it in again."
        )
    if _LINK.fullmatch(head):
        return N_(
            "{name} holds only a link and not the work itself. Open the link, download the file, "
            "and hand that in."
        )
    return ""
