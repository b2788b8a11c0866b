"""`grade review` at the terminal: what is missing is said; what was held back is released."""

from __future__ import annotations

import importlib.util

import pytest

from grader.model.remark import Blind, Comment
from grader.results.comments import Journal, load_review
from tests.review.conftest import SLUG, write_class


@pytest.fixture
def results(tmp_path):
    return write_class(tmp_path / "reports", {"ann": "i", "bob": "+"})


def journal(out, *events) -> None:
    with Journal(out) as opened:
        opened.add(events)


def test_without_the_extra_a_sentence_says_how_to_install_it(grade, results, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name)
    )

    ran = grade("review", str(results))

    assert ran.code == 2
    assert "pip install 'cnn-grader[review]'" in ran.err


def test_a_folder_without_results_is_named(grade, folder):
    ran = grade("review", str(folder))

    assert ran.code == 2
    assert "no results of a class here" in ran.err


def test_anonymous_and_release_exclude_each_other(grade, results):
    ran = grade("review", str(results), "--anonymous", "--release")

    assert ran.code == 2
    assert "exclude each other" in ran.err


def test_a_release_puts_what_was_held_back_into_pages_and_gradebook(grade, results):
    journal(results, Blind(on=True), Comment("1", 1, ("ann",), SLUG, "Turn it round.", 0.5))
    page = results / "reports" / "ann.html"
    held = grade("gradebook", str(results)).code == 0 and page.read_text("utf-8")

    ran = grade("review", str(results), "--release")

    assert ran.code == 0, ran.err
    assert "Turn it round." not in held
    assert "Turn it round." in page.read_text("utf-8")
    assert "01_double +0.5: Turn it round." in (results / "gradebook.csv").read_text("utf-8-sig")
    assert not load_review(results).blind


def test_the_gradebook_brings_pages_up_to_date_as_well(grade, results):
    journal(results, Comment("1", 1, ("ann",), SLUG, "Turn it round.", 0.5))

    grade("gradebook", str(results))
    journal(results, Comment("1", 2, (), SLUG, "Turn it round.", 0.5))
    shown = (results / "reports" / "ann.html").read_text("utf-8")
    grade("gradebook", str(results))

    assert "Turn it round." in shown
    assert "Turn it round." not in (results / "reports" / "ann.html").read_text("utf-8")


def test_a_page_that_shows_its_remarks_is_not_written_again(grade, results):
    journal(results, Comment("1", 1, ("ann",), SLUG, "Turn it round.", 0.5))

    pages = [results / "reports" / f"{student}.html" for student in ("ann", "bob")]
    before = [path.stat().st_ino for path in pages]

    grade("review", str(results), "--release")
    once = [path.stat().st_ino for path in pages]
    grade("review", str(results), "--release")

    assert [one != other for one, other in zip(before, once, strict=True)] == [True, False]
    assert [path.stat().st_ino for path in pages] == once


def test_a_port_that_is_taken_is_named(grade, results):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = grade("review", str(results), "--port", str(taken.getsockname()[1]))

    assert ran.code == 2
    assert "cannot be used" in ran.err
