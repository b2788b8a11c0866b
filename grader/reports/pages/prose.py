"""Markdown of authors -> HTML: formulas as MathML, headings with anchors, pictures and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import Markup, escape

from .formulas import UnknownTexError, mathml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_FORMULA = re.compile(r"^\$\$(.+?)\$\$$", re.MULTILINE | re.DOTALL)
_TEX = "tex-formula"  # the language of the fences that formulas become on their way


class Heading(NamedTuple):
    """A heading of a text.

    Attributes:
        text: its words, without marks.
        below: the words between it and the next heading, for a search.
    """

    level: int
    anchor: str
    text: str
    below: str


class Prose(NamedTuple):
    """A text as HTML."""

    html: Markup
    headings: list[Heading]

    @property
    def title(self) -> str:
        """The first heading."""
        return self.headings[0].text if self.headings else ""


def render_prose(
    text: str,
    *,
    picture: Callable[[str], str] = str,
    link: Callable[[str], str | None] = str,
) -> Prose:
    """Render a text; HTML in it is shown as text.

    Args:
        text: Markdown.
        picture: the address of a picture, by the one in the text.
        link: the address of a link, likewise; None makes plain words of it.
    """
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    tokens = markdown.parse(_FORMULA.sub(rf"```{_TEX}\n\1\n```", text))
    headings = _anchored(tokens)
    _relinked(tokens, link)
    _tidy_tables(tokens)
    html = markdown.renderer.render(tokens, markdown.options, {"picture": picture})
    return Prose(Markup(html), headings)  # noqa: S704 - made by the renderer, which escapes


def slug(text: str) -> str:
    """The anchor that code hosts give a heading."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


class _Renderer(RendererHTML):
    """The rules in which our HTML differs from CommonMark's; `env["picture"]` finds pictures."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """A formula as MathML; code as code that a keyboard can scroll."""
        token = tokens[idx]
        if token.info == _TEX:
            try:
                return f'<div class="formula scroll" tabindex="0">{mathml(token.content)}</div>\n'
            except UnknownTexError:
                pass  # as code, at least no sign of it is lost
        return f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'

    code_block = fence

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """A picture with its words."""
        token = tokens[idx]
        source = env["picture"](str(token.attrs["src"]))
        words = escape(token.content)
        return f'<img class="picture" src="{escape(source)}" alt="{words}">'

    def table_open(self, *_: Any) -> str:
        """A table that is wider than a telephone scrolls by itself."""
        return '<div class="scroll" tabindex="0"><table>\n'

    def table_close(self, *_: Any) -> str:
        """The end of a table."""
        return "</table></div>\n"


def _anchored(tokens: list[Token]) -> list[Heading]:
    """Give each heading its anchor; returns the headings with the words below them."""
    headings: list[Heading] = []
    seen: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _plain(tokens[index + 1])
            name = slug(words)
            again = seen.get(name, -1) + 1
            seen[name] = again
            anchor = f"{name}-{again}" if again else name
            token.attrSet("id", anchor)
            headings.append(Heading(int(token.tag[1]), anchor, words, ""))
        elif headings and token.type in {"inline", "fence", "code_block"}:
            if tokens[index - 1].type == "heading_open":
                continue
            below = f"{headings[-1].below} {_plain(token)}".strip()
            headings[-1] = headings[-1]._replace(below=below)
    return headings


def _plain(token: Token) -> str:
    if not token.children:
        return " ".join(token.content.split())
    parts = (child.content for child in token.children if child.type != "image")
    return " ".join("".join(part or " " for part in parts).split())


def _relinked(tokens: list[Token], link: Callable[[str], str | None]) -> None:
    for token in tokens:
        open_as_words = False
        for child in token.children or ():
            if child.type == "link_open":
                address = link(str(child.attrs["href"]))
                open_as_words = address is None
                if address is None:
                    child.tag, child.attrs = "span", {}
                else:
                    child.attrSet("href", address)
            elif child.type == "link_close" and open_as_words:
                child.tag = "span"


def _tidy_tables(tokens: list[Token]) -> None:
    """Make tables fit for our pages, whose policy allows no styles inside."""
    for index, token in enumerate(tokens):
        if token.type not in {"th_open", "td_open"}:
            continue
        if token.type == "th_open" and not tokens[index + 1].content:
            # a head without words heads nothing: a reader's software would announce it
            token.tag = tokens[index + 2].tag = "td"
        if style := token.attrs.pop("style", ""):
            token.attrSet("class", str(style).partition(":")[2])
