"""The statements' pictures show what the solutions give, and every statement shows some."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader.authoring.picture_files import MAX_BYTES, make_pictures, stale_pictures
from grader.course import load_course

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT / "exercises")
EXERCISES = {exercise.slug: exercise for exercise in COURSE.exercises}
FILES = sorted((ROOT / "exercises").glob("*/pictures/*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
IMAGE = re.compile(r"^!\[(.+)\]\((pictures/\w+\.svg)\)$", re.MULTILINE)
by_file = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parts[-3][:2]} {p.stem}")
by_exercise = pytest.mark.parametrize("slug", EXERCISES)


def shown_by(slug: str, language: str) -> list[tuple[str, str]]:
    """Alternative text and path of each picture in a statement."""
    text = (ROOT / "exercises" / slug / f"statement.{language}.md").read_text("utf-8")
    return IMAGE.findall(text)


@by_exercise
def test_pictures_are_those_that_the_solutions_give(slug):
    assert make_pictures(COURSE, EXERCISES[slug])
    assert stale_pictures(COURSE, (EXERCISES[slug],)) == []


@by_exercise
def test_both_statements_show_every_picture_of_the_exercise(slug):
    there = {f"pictures/{path.name}" for path in FILES if path.parts[-3] == slug}

    for language in ("ko", "en"):
        assert {path for _words, path in shown_by(slug, language)} == there


@by_exercise
def test_every_picture_has_words_in_the_language_of_its_statement(slug):
    for words, _path in shown_by(slug, "ko"):
        assert re.search("[가-힣]", words)
    for words, _path in shown_by(slug, "en"):
        assert re.search("[a-z]{3}", words)
        assert not re.search("[가-힣]", words)


@by_file
def test_a_picture_is_small_and_has_a_title_and_a_description(path):
    root = ET.fromstring(path.read_bytes())

    assert path.stat().st_size < MAX_BYTES
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")


@by_file
def test_a_picture_runs_no_script_and_loads_nothing(path):
    text = path.read_text("utf-8")
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(text).iter()}

    assert not tags & {"script", "foreignObject", "a", "animate", "set", "use"}
    assert not re.search(r"\bon\w+=|@import|url\(", text)
    assert all(link.startswith("data:image/png") for link in re.findall(r'href="([^"]*)"', text))


@by_file
def test_a_picture_moves_only_for_readers_who_have_not_asked_for_less_motion(path):
    style = ET.fromstring(path.read_bytes()).findtext(f"{SVG}style")
    still, _, moving = style.partition("@media(prefers-reduced-motion:no-preference)")

    assert "animation" not in still
    assert "prefers-color-scheme:dark" in still
    assert ("#still:target" in moving) == bool(moving)


def test_a_picture_with_another_number_is_found(tmp_path, monkeypatch):
    path = ROOT / "exercises" / "05_pooling" / "pictures" / "max.svg"
    text = path.read_text("utf-8").replace("= 9<", "= 8<")
    read = Path.read_text

    def changed(self, *args, **kwargs):
        return text if self == path else read(self, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", changed)

    assert stale_pictures(COURSE, (EXERCISES["05_pooling"],)) == [path]
