"""A template -> one HTML file in both languages, which loads nothing and runs only our script.

Jinja2 escapes everything but our own style and script. The page's content security policy names
these two by their hashes, so that nothing else could load or run.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from grader.i18n import gettext, points, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grader.model import Language, Message, Text


BOTH: tuple[Language, ...] = ("ko", "en")
_HANGUL = re.compile("[가-힣]")


def render_page(
    template: str, language: Language, *, offered: Sequence[Language] = BOTH, **values: Any
) -> str:
    """Render a page.

    Args:
        template: name of a file in `templates/`.
        language: shown first.
        offered: the languages that the reader may choose beside that one.
        values: for the template; strangers' text in them is escaped.
    """
    made = _environment().get_template(template)
    return made.render(language=language, choices=_choices(language, offered), **values)


def languages_of(texts: Iterable[Text]) -> tuple[Language, ...]:
    """The languages in which a course's texts are written, Korean first."""
    found = list(texts)
    if not found or any(text.ko != text.en for text in found):
        return BOTH
    return ("ko",) if any(_HANGUL.search(text.ko) for text in found) else ("en",)


def page_in_pieces(
    template: str, language: Language, *, offered: Sequence[Language] = BOTH, **values: Any
) -> Iterator[str]:
    """Render a page in pieces, because the whole of a class's page is large."""
    made = _environment().get_template(template)
    return made.generate(language=language, choices=_choices(language, offered), **values)


def _choices(language: Language, offered: Sequence[Language]) -> list[Language]:
    return [name for name in BOTH if name in {language, *offered}]


def style_sheet() -> str:
    """The style sheet of all pages, for one that is served."""
    return str(asset("style.css"))


def both(text: str, /, **values: str | float) -> Markup:
    """One of the grader's sentences in both languages; the page shows one of them."""
    return spans(gettext(text, "ko", **values), gettext(text, "en", **values))


def said(message: Message) -> Markup:
    """A message in both languages."""
    return spans(translate(message, "ko"), translate(message, "en"))


def authored(text: Text) -> Markup:
    """A course author's sentence in both languages."""
    return spans(text.ko, text.en)


def svg_address(svg: str) -> str:
    """A picture as an address that holds all of it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


# the pages of a class have most texts in common
@functools.lru_cache(maxsize=4096, typed=True)
def spans(ko: str, en: str) -> Markup:
    """Both texts, one of them shown; only the text if both are the same."""
    if ko == en:
        return Markup("{}").format(en)
    return Markup('<span lang="ko">{}</span><span lang="en">{}</span>').format(ko, en)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.reports.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(both=both, authored=authored, spans=spans, asset=asset)
    environment.globals.update(hash_of=_hash_of, said=said)
    environment.filters.update(points=points, zip=functools.partial(zip, strict=True))
    return environment


def asset(name: str) -> Markup:
    """One of our style sheets or scripts, unescaped."""
    loader = _environment().loader
    assert loader is not None
    return Markup(loader.get_source(_environment(), name)[0])  # noqa: S704 - our own file


def _hash_of(*names: str) -> str:
    """The expression by which a content security policy allows these assets together."""
    text = "".join(asset(name) for name in names)
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
