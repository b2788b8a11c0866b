"""Statements, glossary, pictures, grading and docs -> the pages of the book, and their links."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from grader.errors import CourseError
from grader.i18n import gettext, pick
from grader.model import message
from grader.reports.pages.prose import Heading, render_prose

from .glossary import Entry, make_glossary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from grader.model import Course, Exercise, Language

_IMAGE = re.compile(r"^!\[(.+)\]\(pictures/([\w-]+\.svg)\)$", re.MULTILINE)


class Shown(NamedTuple):
    """A picture of a statement, with its words."""

    file: str
    words: str


class Page(NamedTuple):
    """A page of the book.

    Attributes:
        path: below the site's folder, `en/05_pooling.html`.
        template: that it is made with.
        html: its text; empty where the template makes all of it.
        other: the path of the same page in the other language, if there is one.
        number: of the exercise, `05`; empty for other pages.
        entries: of the glossary.
    """

    path: str
    language: Language
    title: str
    template: str
    html: Markup = Markup()
    headings: tuple[Heading, ...] = ()
    other: str = ""
    number: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def root(self) -> str:
        """From the page's folder to the site's."""
        return "../" * (len(PurePosixPath(self.path).parts) - 1)


class Chapter(NamedTuple):
    """One exercise in one language, for lists of all of them."""

    slug: str
    number: str
    title: str
    pictures: tuple[Shown, ...]


def make_pages(course: Course, docs: Path, texts: Traversable) -> tuple[list[Page], Chapters]:
    """The pages of a course's book.

    Args:
        course: with its statements.
        docs: the project's documentation, a folder of Markdown; it may be missing.
        texts: our own texts in Markdown, `grading.<language>.md`.

    A course in one language has pages for readers of that language only.

    Raises:
        CourseError: a statement is missing, or a picture that one shows.
    """
    pages: list[Page] = []
    chapters: Chapters = {}
    for language in course.reader_languages():
        statements = {one.slug: _statement(course, one, language) for one in course.exercises}
        chapters[language] = [
            _chapter(course, one, statements[one.slug], language) for one in course.exercises
        ]
        pages += _language_pages(course, statements, language, texts)
    return pages + list(_docs(docs, course.reader_languages()[-1])), chapters


Chapters = dict["Language", list[Chapter]]


def _language_pages(
    course: Course, statements: dict[str, str], language: Language, texts: Traversable
) -> Iterator[Page]:
    others = [other for other in course.reader_languages() if other != language]

    def page(name: str, title: str, template: str) -> Page:
        other = f"{others[0]}/{name}" if others else ""
        return Page(f"{language}/{name}", language, title, template, other=other)

    yield page("index.html", pick(course.title, language), "home.html")
    for exercise in course.exercises:
        within = f"../pictures/{exercise.slug}"
        prose = render_prose(
            # the site has all pictures in one folder
            _IMAGE.sub(rf"![\1]({within}/\2)", statements[exercise.slug])
        )
        made = page(f"{exercise.slug}.html", pick(exercise.title, language), "statement.html")
        number = exercise.slug.partition("_")[0]
        yield made._replace(html=prose.html, headings=tuple(prose.headings), number=number)
    entries = make_glossary(course, statements, language)
    meanings = tuple(entry._replace(meaning=render_prose(entry.meaning).html) for entry in entries)
    words = page("glossary.html", gettext("Glossary", language), "glossary.html")
    yield words._replace(
        entries=meanings,
        headings=tuple(Heading(2, one.anchor, one.word, one.meaning) for one in entries),
    )
    yield page("pictures.html", gettext("All pictures", language), "pictures.html")
    grading = render_prose(_grading(course, language, texts))
    yield page("grading.html", grading.title, "text.html")._replace(
        html=grading.html, headings=tuple(grading.headings)
    )


def _grading(course: Course, language: Language, texts: Traversable) -> str:
    """Our text on grading, with the course's own names in its commands."""
    text = texts.joinpath(f"grading.{language}.md").read_text("utf-8")
    for exercise in course.exercises[:1]:
        number = exercise.slug.partition("_")[0]
        text = text.replace("{number}", number).replace("{module}", exercise.module)
    return text


def _docs(folder: Path, language: Language) -> Iterator[Page]:
    """The project's documentation; links that lead out of it become plain words."""
    names = {path.name for path in folder.glob("*.md")}

    def link(address: str) -> str | None:
        file, _, anchor = address.partition("#")
        if file in names:
            return f"{file.removesuffix('.md')}.html" + (f"#{anchor}" if anchor else "")
        return address if not file else None

    for path in sorted(folder.glob("*.md")):
        prose = render_prose(path.read_text("utf-8"), link=link)
        yield Page(
            path=f"docs/{path.stem}.html",
            language=language,
            title=prose.title,
            template="text.html",
            html=prose.html,
            headings=tuple(prose.headings),
        )


def _statement(course: Course, exercise: Exercise, language: Language) -> str:
    path = course.statement(exercise.slug, language)
    if not path.is_file():
        raise CourseError(path, message("this statement is missing."))
    return path.read_text("utf-8")


def _chapter(course: Course, exercise: Exercise, text: str, language: Language) -> Chapter:
    shown = tuple(Shown(file, words) for words, file in _IMAGE.findall(text))
    for one in shown:
        path = course.folder / exercise.slug / "pictures" / one.file
        if not path.is_file():
            raise CourseError(path, message("this picture is missing."))
    number = exercise.slug.partition("_")[0]
    return Chapter(exercise.slug, number, pick(exercise.title, language), shown)
