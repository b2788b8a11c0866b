"""The course's book: every link leads somewhere, and it needs no server, network or script."""

from __future__ import annotations

import functools
import json
import re
import shutil
import threading
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from grader.authoring.book import make_book
from grader.course import load_course
from grader.errors import CourseError, GraderError
from tests.browsing import axe, browser  # noqa: F401 - fixtures

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT / "exercises")
SLUGS = [exercise.slug for exercise in COURSE.exercises]


class Reader(HTMLParser):
    """The ids of a page, and the addresses in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.images: list[dict[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            assert found["id"] not in self.ids, found["id"]
            self.ids.add(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        elif "href" in found or "src" in found:
            self.sources.append(found.get("href") or found.get("src"))
        if tag == "img":
            self.images.append(found)


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing of what it was asked."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("book") / "site"
    make_book(COURSE, folder)
    return folder


@pytest.fixture(scope="module")
def read(site) -> dict[Path, Reader]:
    return {path: Reader(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def target_of(page: Path, address: str) -> tuple[Path, str]:
    parts = urlsplit(address)
    path = page.parent / unquote(parts.path) if parts.path else page
    return path.resolve(), unquote(parts.fragment)


def test_every_link_and_every_anchor_leads_somewhere(read):
    pages = {path.resolve(): reader for path, reader in read.items()}
    lost = []
    for page, reader in read.items():
        for address in reader.links:
            if urlsplit(address).scheme in {"http", "https"}:
                continue
            path, anchor = target_of(page, address)
            if path not in pages or (anchor and anchor not in pages[path].ids):
                lost.append(f"{page.name}: {address}")

    assert lost == []


def test_every_file_that_a_page_needs_lies_in_the_book(site, read):
    for page, reader in read.items():
        for address in reader.sources:
            path, _ = target_of(page, address)
            assert path.is_file(), f"{page.name}: {address}"
            assert path.is_relative_to(site.resolve())


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_statement_shows_a_picture_with_words_and_a_size(site, read, slug, language):
    images = read[site / language / f"{slug}.html"].images

    assert images
    for image in images:
        assert image["alt"]
        assert image["src"].startswith(f"../pictures/{slug}/")
        assert float(image["width"]) > 0


def test_the_projects_documentation_is_a_part_of_it(site):
    for path in (ROOT / "docs").glob("*.md"):
        assert (site / "docs" / f"{path.stem}.html").is_file()


def test_formulas_are_set_by_the_browser(site):
    assert (site / "en" / "01_convolution.html").read_text("utf-8").count("<math") == 3


def test_words_of_the_tables_and_of_the_file_are_in_the_glossary(site):
    english = (site / "en" / "glossary.html").read_text("utf-8")
    korean = (site / "ko" / "glossary.html").read_text("utf-8")

    assert "kernel 커널 (filter 필터)" in english  # a table of 01
    assert "learning rate 학습률" in english  # glossary.toml
    assert "커널 kernel (필터 filter)" in korean
    assert korean.count("<dt") >= 50


def test_the_search_knows_every_section_and_its_address(site, read):
    for language in ("ko", "en"):
        text = (site / f"search-{language}.js").read_text("utf-8")
        rows = json.loads(text.removeprefix("window.bookIndex = ").removesuffix(";\n"))
        assert len(rows) > 100
        for address, *_ in rows:
            path, _, anchor = address.partition("#")
            assert anchor in read[site / path].ids, address


def test_a_book_is_made_over_an_earlier_one_and_over_nothing_else(site, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")

    assert make_book(COURSE, site)
    with pytest.raises(GraderError, match="holds something else"):
        make_book(COURSE, tmp_path)


def test_a_picture_that_is_missing_is_named(tmp_path):
    folder = Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises"))
    (folder / "05_pooling" / "pictures" / "max.svg").unlink()

    with pytest.raises(CourseError, match="this picture is missing"):
        make_book(load_course(folder), tmp_path / "site")


def test_a_word_of_no_exercise_is_named(tmp_path):
    folder = Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises"))
    glossary = folder / "glossary.toml"
    text = glossary.read_text("utf-8").replace('"05_pooling"', '"05_poling"')
    glossary.write_text(text, "utf-8")

    with pytest.raises(CourseError, match="05_poling"):
        make_book(load_course(folder), tmp_path / "site")


# -- in a browser


@pytest.fixture
def visit(browser, site):  # noqa: F811 - the fixture
    """Opens a page of the book from the disk; `heard` is what it says, `asked` what it loads."""
    contexts = []

    def opened(name: str, *, width: int = 1100, scheme: str = "light", motion: str = "reduce"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion=motion
        )
        contexts.append(context)
        page = context.new_page()
        page.heard, page.asked = [], []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(name if name.startswith("http") else (site / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


VIEWS = [
    ("ko/01_convolution.html", "light", 1100),
    ("en/08_backprop.html", "dark", 1100),
    ("en/glossary.html", "light", 360),
    ("ko/index.html", "dark", 360),
    ("ko/pictures.html", "light", 1100),
    ("en/grading.html", "dark", 360),
    ("docs/authors.html", "light", 360),
    ("index.html", "dark", 1100),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "scheme", "width"), VIEWS)
def test_axe_finds_nothing(visit, axe, name, scheme, width):  # noqa: F811
    page = visit(name, scheme=scheme, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert axe(page) == []


@pytest.mark.slow
def test_no_page_is_wider_than_a_telephone_and_none_asks_another_host(visit, read, site):
    page = visit("index.html", width=360)
    wide = []
    for path in read:
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path.relative_to(site).as_posix())

    assert wide == []
    assert page.heard == []
    assert all(address.startswith(("file:", "data:image/png")) for address in page.asked)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "word"), [("ko", "학습률"), ("en", "learning rate")])
def test_the_search_finds_a_word_on_a_page_from_the_disk(visit, language, word):
    page = visit(f"{language}/05_pooling.html")

    page.keyboard.press("/")
    page.keyboard.type(word)
    page.wait_for_selector("#found a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#*")

    assert page.heard == []


@pytest.mark.slow
def test_what_is_searched_is_no_markup(visit):
    page = visit("en/05_pooling.html")

    page.fill(".search input", "<img src=x onerror=alert(1)>")
    page.wait_for_selector("#found p")

    assert page.locator("#found img").count() == 0


@pytest.mark.slow
def test_pictures_follow_the_readers_choice_of_dark(visit):
    page = visit("en/05_pooling.html")
    picture = page.locator("img.picture").first
    picture.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    before = picture.screenshot()

    page.click(".theme")
    page.wait_for_timeout(300)

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert picture.screenshot() != before


@pytest.mark.slow
def test_pictures_move_until_they_are_stopped(visit):
    page = visit("en/05_pooling.html", motion="no-preference")
    picture = page.locator("img.picture").first
    picture.scroll_into_view_if_needed()

    def moves() -> bool:
        one = picture.screenshot()
        page.wait_for_timeout(2500)
        return picture.screenshot() != one

    assert moves()
    page.click(".motion")
    page.wait_for_timeout(300)
    assert not moves()


@pytest.mark.slow
def test_on_paper_there_is_the_text_alone(visit):
    page = visit("en/05_pooling.html")
    page.emulate_media(media="print")

    assert page.locator("article").is_visible()
    for part in (".top", ".side", ".turn", ".contents"):
        assert not page.locator(part).is_visible()


@pytest.mark.slow
def test_it_is_the_same_from_a_server(visit, site):
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        page = visit(f"http://127.0.0.1:{server.server_port}/index.html")
        page.click("text=Read in English")
        page.click("a[href$='05_pooling.html'] >> nth=0")
        heading = page.locator("h1").inner_text()
        server.shutdown()
        thread.join()

    assert re.search("Pooling", heading)
    assert page.heard == []
