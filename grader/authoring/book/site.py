"""Pages -> files: templates, styles, pictures, and the index that the search reads."""

from __future__ import annotations

import functools
import json
import re
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from grader.errors import GraderError
from grader.files import write_atomically
from grader.i18n import gettext
from grader.model import message

from .pages import make_pages

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Course, Language

    from .pages import Chapters, Page

ASSETS = ("book.css", "book.js", "icon.svg")
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)">')
_PICTURE = re.compile(r'<img class="picture" src="\.\./pictures/([\w-]+/[\w-]+\.svg)"')
SHOWN_CHARACTERS = 600  # of a section's words, that a search finds and shows


def make_book(course: Course, out: Path) -> list[Path]:
    """Write the book into a folder; returns the paths of its pages.

    Raises:
        GraderError: the folder holds something else.
        CourseError: a statement or a picture is missing.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / ASSETS[0]).is_file():
        raise GraderError(
            message("{path} holds something else.", path=str(out)),
            message("Name a new folder with --out."),
        )
    texts = files("grader.authoring.book").joinpath("templates")
    pages, chapters = make_pages(course, course.folder.parent / "docs", texts)
    sizes = _copy_pictures(course, chapters, out / "pictures")
    written = []
    for page in pages:
        text = _render(page, course, pages, chapters)
        text = _PICTURE.sub(lambda found: found[0] + sizes[found[1]], text)
        (out / page.path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(out / page.path, text)
        written.append(out / page.path)
    environment = _environment("en")
    languages = course.reader_languages()
    front = environment.get_template("front.html").render(
        course=course, chapters=chapters[languages[-1]], languages=languages
    )
    write_atomically(out / "index.html", front)
    for name in ASSETS:
        write_atomically(out / name, texts.joinpath(name).read_text("utf-8"))
    for language in languages:
        index = json.dumps(_index(pages, language), ensure_ascii=False, separators=(",", ":"))
        write_atomically(out / f"search-{language}.js", f"window.bookIndex = {index};\n")
    return [out / "index.html", *written]


def _copy_pictures(course: Course, chapters: Chapters, folder: Path) -> dict[str, str]:
    """Copy all pictures; gives their sizes as attributes, so that pages do not jump."""
    sizes = {}
    for chapter in [one for found in chapters.values() for one in found]:
        for shown in chapter.pictures:
            source = course.folder / chapter.slug / "pictures" / shown.file
            target = folder / chapter.slug / shown.file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            size = _SIZE.search(source.read_text("utf-8"))
            width, height = size.groups() if size else ("", "")
            given = f' width="{width}" height="{height}" loading="lazy"' if size else ""
            sizes[f"{chapter.slug}/{shown.file}"] = given
    return sizes


def _render(page: Page, course: Course, pages: list[Page], chapters: Chapters) -> str:
    docs = [one for one in pages if one.path.startswith("docs/")]
    own = chapters[page.language]
    at = next((i for i, one in enumerate(own) if page.path.endswith(f"/{one.slug}.html")), None)
    return (
        _environment(page.language)
        .get_template(page.template)
        .render(
            page=page,
            course=course,
            chapters=own,
            docs=docs,
            before=own[at - 1] if at else None,
            after=own[at + 1] if at is not None and at + 1 < len(own) else None,
        )
    )


@functools.cache
def _environment(language: Language) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.authoring.book"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(text: str, **values: Any) -> str:
        return gettext(text, language, **values)

    environment.globals.update(say=say, safe=Markup)
    return environment


def _index(pages: list[Page], language: Language) -> list[list[str]]:
    """`[address, page's title, heading, words]` of each section of a language's pages."""
    rows = []
    for page in pages:
        if page.language != language:
            continue
        title = f"{page.number} {page.title}".strip()
        for heading in page.headings:
            address = f"{page.path}#{heading.anchor}"
            rows.append([address, title, heading.text, heading.below[:SHOWN_CHARACTERS]])
    return rows
