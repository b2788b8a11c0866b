"""Templates -> one self-contained HTML file in both languages that loads and runs nothing foreign.

Everything is escaped by Jinja2; what is put in whole (style and script) is ours, and the page's
own content security policy names it by hash, so that nothing else could run or load.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from grader.i18n import gettext, points, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Language, Message, Text


def render_page(template: str, language: Language, **values: Any) -> str:
    """A page from `templates/`, shown in `language` first.

    Args:
        template: its name.
        language: the one whose text is shown until the reader chooses the other.
        values: what the template asks for; strangers' text in them is escaped.
    """
    return _environment().get_template(template).render(language=language, **values)


def page_in_pieces(template: str, language: Language, **values: Any) -> Iterator[str]:
    """The same page bit by bit, for one that should never be in memory as a whole."""
    return _environment().get_template(template).generate(language=language, **values)


def both(text: str, /, **values: str | float) -> Markup:
    """One of the grader's sentences in both languages, of which the page shows one."""
    return spans(gettext(text, "ko", **values), gettext(text, "en", **values))


def told(sentence: Message) -> Markup:
    """A message in both languages."""
    return spans(translate(sentence, "ko"), translate(sentence, "en"))


def written(text: Text) -> Markup:
    """A course author's sentence in both languages."""
    return spans(text.ko, text.en)


# most texts of a page are those of the next student's page, too
@functools.lru_cache(maxsize=4096, typed=True)
def spans(ko: str, en: str) -> Markup:
    """Two texts of which the page shows one; the text itself where they are the same."""
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
    environment.globals.update(both=both, told=told, written=written, spans=spans, asset=_asset)
    environment.globals.update(hash_of=_hash_of)
    environment.filters.update(points=points, zip=functools.partial(zip, strict=True))
    return environment


def _asset(name: str) -> Markup:
    """A style sheet or script of ours, as it is."""
    loader = _environment().loader
    assert loader is not None
    return Markup(loader.get_source(_environment(), name)[0])  # noqa: S704 - our own file


def _hash_of(*names: str) -> str:
    """The source expression of a content security policy that allows these assets together."""
    text = "".join(_asset(name) for name in names)
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
