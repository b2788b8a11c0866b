"""The drawing kit: shapes, words and a clock -> one SVG file that needs no script and no network.

A picture moves by CSS alone. Its rules for movement stand in a query for readers who have not
asked for less motion: everybody else, and paper, gets the still picture, which is complete. The
fragment `#still` (`picture.svg#still`) stops the movement, so that a page can offer a button.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FADE = 0.08  # share of a step in which something appears
REST = 0.72  # share of a step in which a mover stays before it travels on
HOLD = 2  # steps at the end in which everything stays to be looked at

_STYLE = """
:root{--card:#fff;--line:#dfe3ea;--ink:#1b2130;--soft:#566072;--cell:#f1f3f7;--accent:#2b55c8;
--glow:#2b55c814;--good:#14713b;--bad:#b3261e;--p1:#fdf1e3;--p2:#fbe0c2;--p3:#f8cd9d;--p4:#f4b877;
--p5:#efa254;--n1:#e8f0fb;--n2:#cfe0f6;--n3:#b3cdf0;--n4:#96b9e9;--n5:#7aa6e2}
@media(prefers-color-scheme:dark){:root{--card:#191e27;--line:#343d4d;--ink:#e6e9f0;--soft:#a4aebf;
--cell:#222935;--accent:#9ab6ff;--glow:#9ab6ff1c;--good:#79d6a0;--bad:#ff9c92;--p1:#33291f;
--p2:#4a3521;--p3:#624123;--p4:#7a4d24;--p5:#925924;--n1:#1f2a3a;--n2:#21364f;--n3:#234265;
--n4:#254e7c;--n5:#265a93}}
.card{fill:var(--card);stroke:var(--line)}
text{white-space:pre;font:15px
"JetBrains Mono","SF Mono","Cascadia Mono","DejaVu Sans Mono",
Consolas,monospace;fill:var(--ink);text-anchor:middle;dominant-baseline:central}
.z{fill:var(--cell)}.p1{fill:var(--p1)}.p2{fill:var(--p2)}.p3{fill:var(--p3)}.p4{fill:var(--p4)}
.p5{fill:var(--p5)}.n1{fill:var(--n1)}.n2{fill:var(--n2)}.n3{fill:var(--n3)}.n4{fill:var(--n4)}
.n5{fill:var(--n5)}.g{fill:var(--card);stroke:var(--line);stroke-dasharray:3 3}
.frame{fill:var(--glow);stroke:var(--accent);stroke-width:2.5}
.mark{fill:none;stroke:var(--accent);stroke-width:2.5}.wrong{fill:none;stroke:var(--bad);
stroke-width:2.5}.w{fill:var(--accent);font-weight:600}.bad{fill:var(--bad);font-weight:700}
.good{fill:var(--good);font-weight:700}.b{font-weight:700}.soft{fill:var(--soft)}.small{font-size:
11px}.mid{font-size:13px}.big{font-size:19px}.l{text-anchor:start}.r{text-anchor:end}
.line{fill:none;stroke:var(--soft);stroke-width:1.5}.way{fill:none;stroke:var(--accent);
stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}.way2{fill:none;stroke:var(--bad);
stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}.axis{fill:none;stroke:var(--line)}
.node{fill:var(--card);stroke:var(--ink);stroke-width:1.5}.dot{fill:var(--accent)}
.dot2{fill:var(--bad)}.dim{opacity:.2}.side{fill:var(--glow);stroke:var(--accent)}image{image-rendering:pixelated}
"""


class Words(NamedTuple):
    """A picture's title and description in both languages, for readers who do not see it."""

    title_ko: str
    title_en: str
    description: str


def number(value: float, digits: int = 4) -> str:
    """A number as people write it, with a true minus sign."""
    text = f"{value:.{digits}g}"
    if "e" in text:
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text.replace("-", "\N{MINUS SIGN}")


def n(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def percent(share: float) -> str:
    """A share of the clock as a keyframe."""
    return f"{min(max(100 * share, 0), 100):.2f}".rstrip("0").rstrip(".") + "%"


class Picture:
    """A picture in the making, with a clock of equal steps.

    Args:
        steps: of the clock; parts of step i are named by `only(i)` and `since(i)`.
        seconds: of one step.
        still: the step that the still picture shows.
    """

    def __init__(self, steps: int = 1, seconds: float = 1.6, still: int = 0) -> None:
        self.steps = steps
        self.still = still
        self._span = steps + (HOLD if steps > 1 else 0)
        self._seconds = seconds
        self._parts: list[str] = []
        self._rules: dict[str, str] = {}
        self._moving: dict[str, str] = {}
        self._right = self._bottom = 0.0

    # -- shapes

    def add(self, markup: str) -> None:
        """Put finished markup into the picture."""
        self._parts.append(markup)

    def reach(self, x: float, y: float) -> None:
        """Make the picture large enough for this place."""
        self._right, self._bottom = max(self._right, x), max(self._bottom, y)

    def rect(self, box: tuple[float, float, float, float], kind: str, radius: float = 5) -> None:
        """A rectangle of left, top, width and height."""
        x, y, width, height = box
        self.reach(x + width, y + height)
        self.add(rect(box, kind, radius))

    def text(self, x: float, y: float, words: str, kind: str = "") -> None:
        """Words around a place; `kind` may name `l` and `r` for words that begin or end there."""
        self.reach(x, y + 9)
        self.add(text(x, y, words, kind))

    def path(self, drawn: str, kind: str) -> None:
        """A line, by the commands of SVG's paths."""
        self.add(f'<path d="{drawn}" class="{kind}"/>')

    # -- the clock: names of classes for what appears, goes and travels

    def only(self, step: int) -> str:
        """A part of this step alone, and of the still picture if that shows the step."""
        return self.between(step, step + 1)

    def between(self, first: int, end: int) -> str:
        """A part that is there from a step on, and gone when step `end` begins."""
        if self.steps == 1 or (first <= 0 and end >= self._span):
            return ""
        name = f"s{first}" if end == first + 1 else f"s{first}-{end}"
        shown = first <= self.still < end
        self._rules[name] = "" if shown else f".{name}{{opacity:0}}"
        fade = FADE / self._span
        start = first / self._span
        # the last part stays while everything is held
        stop = 1.0 if end >= self.steps else end / self._span
        frames = [(0.0, 0 if first else 1), (start, 0 if first else 1), (start + fade, 1)]
        if stop < 1:
            frames += [(stop, 1), (stop + fade, 0), (1.0, 0)]
        else:
            frames.append((1.0, 1))
        self._animate(name, [(at, f"opacity:{seen}") for at, seen in frames])
        return name

    def since(self, step: float) -> str:
        """A part that appears in this step and stays; the still picture always has it."""
        if self.steps == 1:
            return ""
        name = f"f{n(10 * step)}"
        at = step / self._span
        fade = 2 * FADE / self._span
        self._animate(name, [(0, "opacity:0"), (at, "opacity:0"), (at + fade, "opacity:1")])
        return name

    def travel(self, places: Sequence[tuple[float, float]], name: str = "m") -> str:
        """A part that moves from place to place, one a step; places are shifts from its own."""
        x, y = places[min(self.still, len(places) - 1)]
        self._rules[name] = f".{name}{{transform:translate({n(x)}px,{n(y)}px)}}"
        frames = []
        for step, (x, y) in enumerate(places):
            last = step == len(places) - 1
            rule = f"transform:translate({n(x)}px,{n(y)}px)"
            frames.append((step / self._span, rule))
            frames.append((1.0 if last else (step + REST) / self._span, rule))
        if len(places) > 1:
            self._animate(name, frames, "ease-in-out")
        return name

    def fly(self, start: tuple[float, float], step: float, name: str) -> str:
        """A part that comes from `start` (a shift) to its place in a step; the still is there."""
        began = f"opacity:0;transform:translate({n(start[0])}px,{n(start[1])}px)"
        leaves = f"opacity:1;transform:translate({n(start[0])}px,{n(start[1])}px)"
        at, there = step / self._span, (step + 1) / self._span
        shown = [(0.0, began), (at, began), (at + 0.001, leaves), (there, "transform:none")]
        self._animate(name, [*shown, (1.0, "transform:none")], "ease-in-out")
        return name

    def glide(self, places: Sequence[tuple[float, float]], name: str) -> str:
        """A part that moves along places without a rest; the still picture is without it."""
        frames = [
            (index / (len(places) - 1), f"transform:translate({n(x)}px,{n(y)}px);opacity:1")
            for index, (x, y) in enumerate(places)
        ]
        self._rules[name] = f".{name}{{opacity:0}}"
        self._animate(name, frames)
        return name

    def _animate(self, name: str, frames: list[tuple[float, str]], easing: str = "linear") -> None:
        if self.steps == 1:
            return
        joined: dict[str, str] = {}
        for at, rule in frames:
            joined[percent(at)] = rule
        lines = "".join(f"{at}{{{rule}}}" for at, rule in joined.items())
        total = n(self._span * self._seconds)
        self._moving[name] = (
            f"@keyframes {name}{{{lines}}}.{name}{{animation:{name} {total}s {easing} infinite}}"
        )

    # -- the file

    def render(self, words: Words, margin: float = 16) -> str:
        """The whole file; everything must have been drawn from (0, 0) on."""
        width, height = self._right + 2 * margin, self._bottom + 2 * margin
        moving = "".join(self._moving.values())
        style = _STYLE.strip().replace("\n", " ") + "".join(self._rules.values())
        if moving:
            style += f"@media(prefers-reduced-motion:no-preference){{{moving}}}"
            style += "#still:target *{animation:none!important}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" xml:space="preserve"'
            f' viewBox="0 0 {n(width)} {n(height)}"'
            f' width="{n(width)}" height="{n(height)}">'
            f"<title>{escape(words.title_ko)} · {escape(words.title_en)}</title>"
            f"<desc>{escape(words.description)}</desc><style>{style}</style>"
            f'<rect class="card" x=".5" y=".5" width="{n(width - 1)}" height="{n(height - 1)}"'
            f' rx="12"/><g id="still"><g transform="translate({n(margin)},{n(margin)})">'
            f"{''.join(self._parts)}</g></g></svg>\n"
        )


def rect(box: tuple[float, float, float, float], kind: str, radius: float = 5) -> str:
    """The markup of a rectangle."""
    x, y, width, height = map(n, box)
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{n(radius)}"'
        f' class="{kind.strip()}"/>'
    )


def text(x: float, y: float, words: str, kind: str = "") -> str:
    """The markup of words; `words` may be made by `spans`."""
    inside = words if words.startswith("<tspan") else escape(words)
    named = f' class="{kind.strip()}"' if kind.strip() else ""
    return f'<text x="{n(x)}" y="{n(y)}"{named}>{inside}</text>'


def spans(*pieces: tuple[str, str]) -> str:
    """Words in pieces `(words, kind)`, for `text`."""
    return "".join(
        f'<tspan class="{kind}">{escape(words)}</tspan>'
        if kind
        else f"<tspan>{escape(words)}</tspan>"
        for words, kind in pieces
    )


def group(inside: str, kind: str) -> str:
    """Markup that appears or travels together."""
    return f'<g class="{kind.strip()}">{inside}</g>' if kind.strip() else inside
