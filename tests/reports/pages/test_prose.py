"""Authors' Markdown as HTML: formulas, anchors, pictures, links; never HTML of their own."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader.reports.pages.formulas import UnknownTexError, mathml
from grader.reports.pages.prose import render_prose, slug

ROOT = Path(__file__).resolve().parents[3]
STATEMENTS = sorted((ROOT / "exercises").glob("*/statement.*.md"))
FORMULA = re.compile(r"^\$\$(.+?)\$\$$", re.MULTILINE | re.DOTALL)


def shape_of(tex: str) -> str:
    """A formula's tags and words on one line, as `msup(mi:x mn:2)`."""

    def line(element: ET.Element) -> str:
        name = element.tag.partition("}")[2]
        inside = " ".join(map(line, element)) if len(element) else ""
        return f"{name}({inside})" if inside else f"{name}:{element.text or ''}"

    return line(ET.fromstring(mathml(tex))[0])


@pytest.mark.parametrize(
    ("tex", "shape"),
    [
        ("x^2", "mrow(msup(mi:x mn:2))"),
        ("kh - 1", "mrow(mi:kh mo:− mn:1)"),
        (r"\sum_{y=0}^{n} y", "mrow(munderover(mo:∑ mrow(mi:y mo:= mn:0) mrow(mi:n)) mi:y)"),
        (r"\frac{1}{2h}", "mrow(mfrac(mrow(mn:1) mrow(mn:2 mi:h)))"),
        (r"\sqrt{a}", "mrow(msqrt(mrow(mi:a)))"),
        (r"b_k", "mrow(msub(mi:b mi:k))"),
        (r"\text{one cell}", "mrow(mtext:one\N{NO-BREAK SPACE}cell)"),
        (r"\ln 2", "mrow(mi:ln mspace: mn:2)"),
    ],
)
def test_tex_becomes_mathml(tex, shape):
    assert shape_of(tex) == shape


@pytest.mark.parametrize("tex", [r"\unheard{x}", "{x", r"\frac{1}", "x}", "x^"])
def test_what_is_not_known_is_refused(tex):
    with pytest.raises(UnknownTexError):
        mathml(tex)


def test_a_formula_that_is_not_known_is_shown_as_code():
    html = render_prose("$$\\unheard{x}$$").html

    assert "<code>\\unheard{x}" in html
    assert "<math" not in html


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda p: f"{p.parent.name[:2]} {p.stem[-2:]}")
def test_all_formulas_of_the_statements_are_set(path):
    text = path.read_text("utf-8")

    assert render_prose(text).html.count("<math") == len(FORMULA.findall(text))


def test_html_in_a_text_stays_text():
    html = render_prose('<script>alert(1)</script>\n\n![a"b](x.svg)').html

    assert "<script" not in html
    assert 'alt="a&#34;b"' in html


def test_headings_get_the_anchors_of_code_hosts():
    prose = render_prose("# One & two: `f(x)`\n\ntext\n\n## Again\n\n## Again\n")

    assert [heading.anchor for heading in prose.headings] == ["one--two-fx", "again", "again-1"]
    assert 'id="again-1"' in prose.html
    assert prose.headings[0].below == "text"
    assert slug("한국어 안내") == "한국어-안내"


def test_pictures_and_links_are_found_by_the_caller():
    prose = render_prose(
        "![words](p.svg) [a](b.md) [gone](c.md)",
        picture=lambda name: f"/there/{name}",
        link=lambda name: "b.html" if name == "b.md" else None,
    )

    assert 'src="/there/p.svg"' in prose.html
    assert '<a href="b.html">a</a>' in prose.html
    assert "<span>gone</span>" in prose.html


def test_tables_have_no_style_inside_and_no_empty_heads():
    html = render_prose("| | n |\n|---|---:|\n| a | 1 |\n").html

    assert "style=" not in html
    assert '<td class="right">1</td>' in html
    assert html.count("<th") - html.count("<thead") == 1
