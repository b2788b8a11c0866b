"""Grades -> a piece of HTML that stands among others on a page, such as below a notebook's cell.

It has one language, needs no network and no script, and its style touches nothing outside of it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from .page import asset, render_page
from .student_page import first_marked, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Message
    from grader.reports.view import NextHint

_OTHER_LANGUAGE = re.compile(r'<span lang="(ko|en)">([^<]*)</span>')  # a text has no tag
_VARIABLES = re.compile(r":root \{(.*?)\}", re.DOTALL)
# what pages say of their own theme: JupyterLab, VS Code, Colab. Without a word, the system decides
_LIGHT = (
    '[data-jp-theme-light="true"]',
    '[data-vscode-theme-kind$="light"]',
    'html[theme="light"]',
)
_DARK = ('[data-jp-theme-light="false"]', '[data-vscode-theme-kind$="dark"]', 'html[theme="dark"]')
# three times, so that it weighs more than a notebook's rules for tables and headings
_CARD = ".grader-card.grader-card.grader-card"


def render_card(
    grades: Sequence[Grade],
    language: Language,
    *,
    anchor: str,
    remarks: Sequence[Message] = (),
    everything: bool = False,
) -> str:
    """Render one student's grades.

    Args:
        grades: at least one.
        language: of the card.
        anchor: of this card alone, so that two of them on a page have no target in common.
        remarks: shown at its end.
        everything: show each finding in full; else those after the first are folded.
    """
    parts = [part_of(grade, f"{anchor}-") for grade in grades]
    html = render_page(
        "card.html",
        language,
        parts=parts,
        legend_at=first_marked(parts),
        remarks=remarks,
        everything=everything,
        style=card_style(),
    )
    return _in_one_language(html, language)


def render_hint_card(found: NextHint | None, language: Language, remarks: Sequence[Message]) -> str:
    """Render hints, or that none is needed."""
    html = render_page("hint_card.html", language, found=found, remarks=remarks, style=card_style())
    return _in_one_language(html, language)


@functools.cache
def card_style() -> str:
    """The pages' style, confined to cards, in the theme of the page around it."""
    style = str(asset("style.css"))
    light, dark = _VARIABLES.findall(style)[:2]
    nested = style.replace(":root", "&")
    themes = [*((name, light) for name in _LIGHT), *((name, dark) for name in _DARK)]
    rules = "\n".join(f"{name} {_CARD} {{{variables}}}" for name, variables in themes)
    return f"{_CARD} {{\n{nested}\n{asset('card.css')}}}\n{rules}\n"


def _in_one_language(html: str, language: Language) -> str:
    """Leave out the texts of the other language: not every notebook knows a style."""
    return _OTHER_LANGUAGE.sub(lambda found: found[2] if found[1] == language else "", html)
