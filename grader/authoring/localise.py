r"""A template in Korean and English -> a file in the languages of a course.

    {en|words}{ko|words}                within a line: the languages of the course's readers
    en = …, en: …                       a line of TOML, or of a misconception's header
    { ko = "…", en = "…" }              a table in a line of TOML
    @check(…, ko="…"), docstring        the title: the docstring, and `ko` where there are two

Words in a language that the grader does not speak are English: an author writes over them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from grader.model import language_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Language

_WITHIN = re.compile(r"\{(ko|en)\|([^{}]*)\}")
_LINE = re.compile(r"^(ko|en)( =|:)(.*\n)", re.MULTILINE)
_TEXT = r'"(?:[^"\\\n]|\\.)*"'
_TABLE = re.compile(rf"\{{ ko = ({_TEXT}), en = ({_TEXT}) \}}")
_CHECK = re.compile(r'(@check\([^\n]*?), ko="([^"\n]*)"([^\n]*\ndef [^\n]*\n    """)([^\n]*)(""")')
_PER_LANGUAGE = re.compile(r"(.*)\.(ko|en)\.md")


def readers_of(languages: Sequence[str]) -> tuple[Language, ...]:
    """The grader's languages in which a course of these languages has words; Korean last."""
    readers: tuple[Language, ...] = ("en", "ko")
    return tuple(each for each in readers if _tag(each, languages))


def localise(text: str, languages: Sequence[str]) -> str:
    """The text of a template in these languages."""

    def within(found: re.Match[str]) -> str:
        return f" {found[2]}" if _tag(found[1], languages) else ""

    def line(found: re.Match[str]) -> str:
        tag = _tag(found[1], languages)
        return f"{tag}{found[2]}{found[3]}" if tag else ""

    def title(found: re.Match[str]) -> str:
        korean, rest, english = found[2], found[3], found[4]
        if not _tag("ko", languages):
            return f"{found[1]}{rest}{english}{found[5]}"
        if not _tag("en", languages):
            return f"{found[1]}{rest}{korean}{found[5]}"
        return found[0]

    def table(found: re.Match[str]) -> str:
        tags = {_tag("ko", languages): found[1], _tag("en", languages): found[2]}
        pairs = (f"{tag} = {words}" for tag, words in tags.items() if tag)
        return f"{{ {', '.join(pairs)} }}"

    text = _TABLE.sub(table, text)
    text = _WITHIN.sub(within, text)
    text = re.sub(r'("""|\\"\\"\\"|\\n) (?=\S)', r"\1", text)  # a segment came first
    return _CHECK.sub(title, _LINE.sub(line, text))


def localise_notebook(text: str, languages: Sequence[str]) -> str:
    """A notebook without the cells for readers of another language, by their tags."""
    readers = set(readers_of(languages))
    notebook = json.loads(localise(text, languages))
    cells = []
    for cell in notebook["cells"]:
        tags = set(cell["metadata"].pop("tags", ()))
        if not tags or tags & readers:
            if tags and len(readers) > 1:
                cell["metadata"]["tags"] = sorted(tags)
            cells.append(cell)
    return json.dumps({**notebook, "cells": cells}, ensure_ascii=False, indent=1) + "\n"


def localised_name(name: str, languages: Sequence[str]) -> str:
    """The name of a template's file; empty if it is in a language that the course does not have."""
    found = _PER_LANGUAGE.fullmatch(name)
    if found is None:
        return name
    tag = _tag(found[2], languages)
    return f"{found[1]}.{tag}.md" if tag else ""


def _tag(reader: str, languages: Sequence[str]) -> str:
    """The course's language for words that a template has in one of ours; empty for none."""
    if reader == "ko":
        return "ko" if "ko" in languages else ""
    tag = language_for("en", languages)
    return "" if tag == "ko" else tag
