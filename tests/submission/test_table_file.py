"""Tables as Excel, portals and pandas save them."""

from __future__ import annotations

import pytest

from grader.errors import GraderError
from grader.i18n import translate
from grader.submission.roster_file import load_roster, parse_roster

ROWS = [["학번", "이름"], ["20231234", "김민준"], ["20235678", "이소라"]]
WANTED = [("20231234", "김민준"), ("20235678", "이소라")]


def joined(mark, rows=ROWS, end="\n"):
    return end.join(mark.join(row) for row in rows) + end


def html(rows):
    cells = ("".join(f"<td>{cell}&nbsp;</td>" for cell in row) for row in rows)
    lines = "".join(f"<tr>{line}</tr>\n" for line in cells)
    return f"<html><meta charset=euc-kr><table><tr><td colspan=2>출석부</td></tr>{lines}</table>"


def excel_xml(rows):
    cells = (
        "".join(f'<ss:Cell><ss:Data ss:Type="String">{c}</ss:Data></ss:Cell>' for c in row)
        for row in rows
    )
    lines = "".join(f"<ss:Row>{line}</ss:Row>" for line in cells)
    return f'<?xml version="1.0"?><ss:Workbook><ss:Table>{lines}</ss:Table></ss:Workbook>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize(
    "text",
    [
        joined(","),
        joined(";"),
        joined("\t", end="\r\n"),
        "sep=;\r\n" + joined(";", end="\r\n"),
        "2026학년도 2학기, 딥러닝, 01분반\n\n" + joined(";"),
        "딥러닝 출석부,,\n출력일: 2026-11-20,,\n,,\n" + joined(","),
        joined(",", [["학번", "이름"], ["20231234.0", "김민준"], ["20235678.00", "이소라"]]),
        joined(",", [["학번", "이름"], ['="20231234"', "김민준"], ["'20235678", "이소라"]]),
        joined(";", [["학번", "이름"], ["20,231,234", "김민준"], ["20,235,678", "이소라"]]),
        joined(
            ",", [["성", "이름", "학번"], ["김", "민준", "20231234"], ["이", "소라", "20235678"]]
        ),
        joined(",", [["학번", "이름\u200b"], ["\u200b20231234", "김\u200b민준"], ROWS[2]]),
        html(ROWS),
        excel_xml(ROWS),
    ],
)
def test_every_form_of_one_table_is_one_roster(tmp_path, text, encoding):
    if encoding == "cp949" and "\u200b" in text:
        text = text.replace("\u200b", "")
    path = tmp_path / "list.xls"
    path.write_bytes(text.encode(encoding))

    people = load_roster(path).people

    names = [(p.student, "".join(p.name.split())) for p in people]
    assert names in (WANTED, [("20231234", "민준김"), ("20235678", "소라이")])


def test_a_number_that_lost_its_digits_is_named_and_not_guessed():
    roster = parse_roster("학번,이름\n2.02E+07,김민준\n20235678,이소라\n", "r.csv")

    assert [person.student for person in roster.people] == ["김민준", "20235678"]
    assert "2.02E+07 (2)" in translate(roster.notes[0], "en")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_refused_with_what_to_do(tmp_path, start):
    (tmp_path / "r.xlsx").write_bytes(start + b"student\nkim\n")

    with pytest.raises(GraderError) as caught:
        load_roster(tmp_path / "r.xlsx")

    assert "CSV UTF-8" in translate(caught.value.tip, "en")


def test_lines_are_counted_as_in_the_file():
    with pytest.raises(GraderError, match="line 6: kim is in the roster twice"):
        parse_roster('A title\n\nstudent,name\nkim,"two\nlines"\nkim,x\n')


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Kim, Minjun, Jr."', "Minjun Kim Jr."),
        ('"Minjun Kim, Jr."', "Minjun Kim Jr."),
        ('"Kim, Minjun"', "Minjun Kim"),
        ('"Kim, Jr., Minjun"', "Minjun Kim Jr."),
    ],
)
def test_a_suffix_after_a_comma_is_no_given_name(cell, name):
    assert parse_roster(f"student,name\n1,{cell}\n").people[0].name == name
