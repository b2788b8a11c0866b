"""The grader's own sentences in the reader's language, from the gettext catalogs beside this file.

English is the source text; `ko/` translates it. A test holds that both have every sentence.
"""

from __future__ import annotations

import functools
import gettext as gettext_module
import locale
import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from . import korean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grader.model import Language, Message, Text

LOCALE_FOLDER = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("ko", "en")


def default_language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the terminal's locale: Korean where it says so, else English."""
    for name in ("GRADE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    system = locale.getlocale()[0] or ""  # Windows says "Korean_Korea"
    return "ko" if system.lower().startswith("ko") else "en"


def gettext(text: str, language: Language, /, **values: str | float) -> str:
    """One of the grader's sentences with its values filled in."""
    plain = {name: _plain(value) for name, value in values.items()}
    said = _catalog(language).gettext(text)
    return korean.fill(said, plain) if language == "ko" else said.format(**plain)


def count_text(forms: tuple[str, str], count: int, language: Language) -> str:
    """A sentence with `{count}`, in the form that this number asks for."""
    said = _catalog(language).ngettext(*forms, count)
    return said.format(count=count)


def translate(sentence: Message, language: Language) -> str:
    """A message in the reader's language; its own Korean, where it has one, comes first."""
    if language == "ko" and sentence.ko:
        return korean.fill(sentence.ko, {name: _plain(v) for name, v in sentence.values.items()})
    return gettext(sentence.text, language, **sentence.values)


def N_(text: str, /) -> str:  # noqa: N802 - the name that gettext tools know
    """The text itself; says to the catalogs that it is a sentence which is translated later."""
    return text


def N_plural(singular: str, plural: str, /) -> tuple[str, str]:  # noqa: N802 - as `N_`
    """The same for a sentence that counts something."""
    return singular, plural


def pick(text: Text, language: Language) -> str:
    """The course author's sentence in the reader's language."""
    return cast("str", getattr(text, language))


def in_languages(ko: str, en: str, readers: Collection[Language], between: str = " ") -> str:
    """The same words in one language, or in both."""
    said = {"ko": ko, "en": en}
    return between.join(words for language, words in said.items() if language in readers)


def points(value: float) -> str:
    """Points as people write them: no more digits than there are."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain(value: str | float) -> str | int:
    return f"{value:g}" if isinstance(value, float) else value


@functools.cache
def _catalog(language: Language) -> gettext_module.NullTranslations:
    if language == "en":
        return gettext_module.NullTranslations()
    return gettext_module.translation("grader", LOCALE_FOLDER, [language], fallback=True)
