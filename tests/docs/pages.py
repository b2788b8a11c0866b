"""README and the pages of docs -> what tests ask of them: code blocks, code in sentences, links."""

from __future__ import annotations

import itertools
import re
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
DOCS = tuple(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").glob("*.md")))
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", *DOCS)
README_WORDS = 900
LANGUAGES = {"ipython", "sh", "text", "toml", "python", "markdown", "csv", "yaml"}
_POINTS = re.compile(r"\d+ / \d+")


class Block(NamedTuple):
    """A fenced block of a page.

    Attributes:
        section: the heading of the second level above it.
        path: of the file that the block shows: the line above it is this path and nothing else.
    """

    section: str
    language: str
    text: str
    path: str


class Command(NamedTuple):
    """A line of a block of commands.

    Attributes:
        points: as the comment behind it promises them (`3 / 3`); empty where it does not.
    """

    line: str
    points: str

    @property
    def words(self) -> list[str]:
        """What a shell makes of the line."""
        return shlex.split(self.line)


def read(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text("utf-8")


@cache
def tokens_of(page: str) -> list[Token]:
    """What a reader's Markdown makes of a page."""
    return MarkdownIt("commonmark").enable("table").parse(read(page))


def blocks_of(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    section, path = "", ""
    tokens = tokens_of(page)
    for number, token in enumerate(tokens):
        if token.type == "fence":
            yield Block(section, token.info, token.content, path)
            path = ""
        elif token.type == "inline":
            if tokens[number - 1].type == "heading_open" and tokens[number - 1].tag == "h2":
                section = token.content
            inside = token.children or []
            path = inside[0].content if [t.type for t in inside] == ["code_inline"] else ""


def commands_in(block: Block) -> list[Command]:
    """The commands of a block of them, without comments; a line that ends in `\\` goes on."""
    found = []
    for line in re.sub(r"\\\n\s*", "", block.text).splitlines():
        # a comment begins after a blank, outside of quotes
        command = re.match(r"""(?:[^\s"'#]|"[^"]*"|'[^']*'|\s+(?!#))*""", line)
        assert command is not None
        points = _POINTS.search(line[command.end() :])
        if command[0].strip():
            found.append(Command(command[0].strip(), points[0] if points else ""))
    return found


def commands_of(page: str) -> list[Command]:
    """All commands of a page."""
    return [c for block in blocks_of(page) if block.language == "sh" for c in commands_in(block)]


def code_of(page: str) -> list[str]:
    """The pieces of code in a page's sentences and tables."""
    return [
        child.content
        for token in tokens_of(page)
        for child in token.children or ()
        if child.type == "code_inline"
    ]


def links_of(page: str) -> list[str]:
    """Where a page's links lead and its pictures lie."""
    inside = [child for token in tokens_of(page) for child in token.children or ()]
    links = [
        str(child.attrs.get("href") or child.attrs.get("src"))
        for child in inside
        if child.type in {"link_open", "image"}
    ]
    html = [token.content for token in (*tokens_of(page), *inside) if token.type.startswith("html")]
    return [unquote(link) for link in links + re.findall(r'(?:src|href)="(.*?)"', "".join(html))]


def anchors_of(page: str) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    tokens = tokens_of(page)
    found: set[str] = set()
    for before, token in itertools.pairwise(tokens):
        if before.type == "heading_open":
            inside = token.children or []
            text = "".join(t.content for t in inside if t.type in {"text", "code_inline"})
            plain = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            repeated = [plain, *(f"{plain}-{number}" for number in range(1, 99))]
            found.add(next(anchor for anchor in repeated if anchor not in found))
    return found
