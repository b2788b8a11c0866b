"""A file -> its code as cells: encodings, notebooks of any editor, and files that are refused."""

from __future__ import annotations

import codecs
import hashlib
import json

import pytest

from grader.i18n import translate
from grader.model import File
from grader.submission import skipped
from grader.submission.sources import (
    NotebookError,
    Source,
    condensed,
    parse_notebook,
    read_source,
)


def cell(source, kind: str = "code", **more) -> dict:
    """A cell."""
    return {"cell_type": kind, "source": source, **more}


def notebook(*cells, **more) -> str:
    """A notebook's text."""
    return json.dumps({"cells": list(cells), "nbformat": 4, "nbformat_minor": 5, **more})


def test_code_cells_are_numbered_as_when_run_from_top_to_bottom():
    text = notebook(cell("# title", "markdown"), cell("a = 1"), cell("note", "raw"), cell("b = 2"))

    assert parse_notebook(text) == [(1, "a = 1"), (2, "b = 2")]


def test_a_source_in_lines_is_joined():
    assert parse_notebook(notebook(cell(["a = 1\n", "b = 2"]))) == [(1, "a = 1\nb = 2")]


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}},
        {"output_type": "stream", "text": ["x"] * 1000},
        "not even an object",
        {"a": {"b": [[[[None, True, -0.0, 10**400]]]]}},
    ],
)
def test_outputs_of_any_form_are_ignored(output):
    text = notebook(cell("a = 1", outputs=[output], execution_count=1, metadata={"x": [1]}))

    assert parse_notebook(text) == [(1, "a = 1")]


def test_a_large_output_is_ignored():
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 5_000_000}}

    assert parse_notebook(notebook(cell("a = 1", outputs=[picture]))) == [(1, "a = 1")]


@pytest.mark.parametrize("metadata", [{}, {"colab": {"name": "x"}}, {"kernelspec": 3}])
def test_metadata_of_any_editor_are_ignored(metadata):
    assert parse_notebook(notebook(cell("a = 1"), metadata=metadata)) == [(1, "a = 1")]


def test_nbformat_3_is_read():
    text = json.dumps(
        {
            "nbformat": 3,
            "worksheets": [
                {"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "py"}]},
                {"cells": [{"cell_type": "markdown", "source": "hi"}]},
            ],
        }
    )

    assert parse_notebook(text) == [(1, "a = 1\nb = 2")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "not json",
        "[]",
        "3",
        '{"cells": 3}',
        '{"cells": [3]}',
        '{"cells": [{"source": 3}]}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_text_that_is_not_a_notebook_is_refused_with_a_reason(text):
    with pytest.raises(NotebookError) as caught:
        parse_notebook(text)

    assert str(caught.value)


@pytest.mark.parametrize("text", ["{}", '{"cells": []}', '{"cells": null}'])
def test_a_notebook_without_cells_has_none(text):
    assert parse_notebook(text) == []


def test_a_notebook_without_code_cells_has_none():
    assert parse_notebook(notebook(cell("# only words", "markdown"))) == []


def test_as_many_cells_as_allowed_are_read():
    assert len(parse_notebook(notebook(*[cell("1")] * skipped.MAX_CELLS))) == skipped.MAX_CELLS


def test_more_cells_than_allowed_are_refused():
    with pytest.raises(NotebookError, match="cells"):
        parse_notebook(notebook(*[cell("1")] * (skipped.MAX_CELLS + 1)))


@pytest.mark.parametrize(
    "half", [r"\ud800", r"\udc00", r"\ud83d \ude00"], ids=["high", "low", "apart"]
)
def test_half_a_surrogate_pair_in_an_output_is_ignored(half):
    text = notebook(cell("a = 1", outputs=[{"text": "HALF"}])).replace("HALF", half)

    assert parse_notebook(text) == [(1, "a = 1")]


def test_half_a_surrogate_pair_in_a_markdown_cell_is_ignored():
    text = notebook(cell("HALF", "markdown"), cell("a = 1")).replace("HALF", r"\ud800")

    assert parse_notebook(text) == [(1, "a = 1")]


def test_half_a_surrogate_pair_in_a_code_cell_never_reaches_the_worker():
    text = notebook(cell("a = 'HALF'")).replace("HALF", r"\ud800")

    try:
        cells = parse_notebook(text)
    except NotebookError:
        cells = []

    assert "".join(source for _, source in cells).encode("utf-8") is not None


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_nan_and_infinity_in_an_output_are_ignored(number):
    text = notebook(cell("a = 1", outputs=[{"data": {"application/json": {"y": [number]}}}]))

    assert parse_notebook(text) == [(1, "a = 1")]


# -- files of both kinds


def read(name: str, data: bytes):
    """A file as it is read."""
    return read_source(File(name=name, data=data))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.py", b"", "a.py is empty"),
        ("a.py", b" \n\t\n", "a.py is empty"),
        ("a.py", b"PK\x03\x04\0\0", "another kind (ZIP, Word, Excel)"),
        ("a.py", b"%PDF-1.7\n\xe2", "another kind (PDF)"),
        ("a.ipynb", b"%PDF-1.7\n\xe2", "another kind (PDF)"),
        ("a.py", b"{\\rtf1 def f(x):", "another kind (RTF)"),
        ("a.py", b"\xd0\xcf\x11\xe0\xa1", "another kind (HWP, Word 97)"),
        ("a.py", b"https://colab.research.google.com/x\n", "only a link"),
        ("a.ipynb", b" https://colab.research.google.com/x ", "only a link"),
        ("a.ipynb", b"<!-- saved --><html>", "a web page"),
        ("a.py", b"<?xml version='1.0'?>\n<html xmlns='x'>", "a web page"),
        ("a.py", "x = 1".encode("utf-16-le"), "no text file"),
        ("a.py", b"x = '\xff\xff\x81'", "no known text encoding"),
        ("a.py", b"\xff\xfe" + b"x\0=", "no known text encoding"),
        ("a.py", b"# " + b"x" * 1_100_000, "more than 1 MB"),
        ("a.ipynb", b"{", "no notebook that can be read"),
        ("a.ipynb", b"[]", "no notebook that can be read"),
        ("a.ipynb", notebook().encode(), "no code cells"),
        ("a.ipynb", notebook(cell("#" * 1_100_000)).encode(), "more than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(name, data, sentence):
    assert sentence in translate(read(name, data).message, "en")


@pytest.mark.parametrize(
    ("encode", "noted"),
    [
        (lambda text: text.encode(), []),
        (lambda text: codecs.BOM_UTF8 + text.encode(), []),
        (lambda text: text.encode("cp949"), ["CP949"]),
        (lambda text: text.encode("utf-16"), ["UTF-16"]),
        (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), ["UTF-16"]),
    ],
    ids=["utf-8", "bom", "cp949", "utf-16 little", "utf-16 big"],
)
@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_the_encodings_of_korean_windows_are_read_and_noted(encode, noted, name):
    code = "# 두 배로 만드는 함수\n"
    text = code if name.endswith(".py") else notebook(cell(code)).replace("\\ub450", "두")

    source = read(name, encode(text))

    assert [text for _label, text in source.cells] == [code]
    assert [note.message.values["encoding"] for note in source.notes] == noted


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "déjà"),
        ("cp1252", "“déjà”"),
        ("iso-8859-15", "€"),
        ("cp1251", "привет"),
        ("koi8-r", "привет"),
        ("gbk", "结果"),
        ("gb18030", "结果"),
        ("big5", "結果"),
        ("shift_jis", "結果"),
        ("euc-jp", "結果"),
        ("euc-kr", "두 배"),
    ],
)
@pytest.mark.parametrize(
    "head", ["# -*- coding: {} -*-", "#!/usr/bin/python\n# vim: set fileencoding={} :"]
)
def test_a_script_is_read_in_the_encoding_that_it_names_as_python_does(encoding, text, head):
    code = f"{head.format(encoding)}\n# {text}\n"

    source = read("a.py", code.encode(encoding))

    assert [cell for _label, cell in source.cells] == [code]
    assert source.notes == ()


def test_an_encoding_named_below_the_second_line_means_nothing():
    data = "x = 1\ny = 2\n# coding: latin-1\n# é\n".encode("latin-1")

    source = read("a.py", data)

    assert source.cells == [("a.py", "x = 1\ny = 2\n# coding: latin-1\n# \ufffd\n")]
    assert "no known text encoding" in translate(source.notes[0].message, "en")


@pytest.mark.parametrize(
    ("strange", "is_read"), [(30, True), (31, False)], ids=["three in ten", "more"]
)
def test_of_an_unknown_encoding_the_ascii_is_read_where_it_is_most_of_the_file(strange, is_read):
    data = b"#" * (100 - strange) + b"\xff" * strange

    assert isinstance(read("a.py", data), Source) is is_read


def test_a_url_in_a_comment_or_beside_code_is_no_link():
    for code in ("# https://example.org/x\n", "https://example.org/x\nx = 1\n"):
        assert read("a.py", code.encode()).cells == [("a.py", code)]


@pytest.mark.parametrize("named", ["utf-8", "no-such-code", "latin_7_and_a_half"])
def test_where_the_named_encoding_does_not_fit_others_are_tried(named):
    code = f"# coding: {named}\n# 두 배\n"

    assert read("a.py", code.encode("cp949")).cells == [("a.py", code)]


@pytest.mark.attack
@pytest.mark.parametrize("named", ["punycode", "idna", "unicode_escape", "rot13", "zip", "hex"])
def test_an_encoding_that_is_no_table_is_never_used(named):
    code = f"# coding: {named}\nx = 1\n"

    assert read("a.py", code.encode()).cells == [("a.py", code)]


# -- files that are not what they are called


@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<!DOCTYPE html>\n<html>", "is a web page"),
        ("\n <html lang='ko'>", "is a web page"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "pointer of Git LFS"),
    ],
)
def test_what_stands_for_a_file_is_told_by_its_own_name(name, text, sentence):
    assert sentence in translate(read(name, text.encode()).message, "en")


def test_a_notebook_with_the_marks_of_a_merge_is_told_so():
    text = json.dumps({"cells": [cell("a = 1")]}, indent=1)
    text = text.replace(" {\n", " {\n<<<<<<< HEAD\n=======\n>>>>>>> b1\n", 1)

    assert "marks of a merge" in translate(read("a.ipynb", text.encode()).message, "en")


def test_marks_of_a_merge_within_a_cell_are_for_python_to_find():
    text = notebook(cell("<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> b\n"))

    assert len(read("a.ipynb", text.encode()).cells) == 1


@pytest.mark.parametrize(
    "text",
    ["import math\n", "# words\nx = 1\n", "def f():\n    pass\n", '"""Words."""\n', "x = 1\n"],
)
def test_a_script_called_a_notebook_is_read_as_a_script(text):
    file = condensed(File(name="a.ipynb", data=text.encode()))

    source = read_source(file)

    assert source.cells == [("a.ipynb", text)]
    assert [note.message.text[:30] for note in source.notes] == ["{name} is a Python file by wha"]


def test_a_notebook_called_a_script_is_read_as_a_notebook():
    file = condensed(File(name="a.py", data=notebook(cell("a = 1"), cell("b = 2")).encode()))

    source = read_source(file)

    assert source.cells == [("a.py cell 1", "a = 1"), ("a.py cell 2", "b = 2")]
    assert [note.message.text[:29] for note in source.notes] == ["{name} is a notebook by what "]


def test_a_script_that_begins_with_a_brace_is_a_script():
    text = '{"cells": 1}\nx = 1\n'

    assert read("a.py", text.encode()).cells == [("a.py", text)]


@pytest.mark.parametrize("source", [None, [None, "a = 1"], []])
def test_a_cell_without_a_source_does_not_lose_the_notebook(source):
    text = notebook(cell(source), cell("b = 2"))

    assert parse_notebook(text)[1] == (2, "b = 2")


@pytest.mark.parametrize("size", [1_000_000, 30_000_000])
def test_a_notebook_s_outputs_may_be_larger_than_any_script(size):
    picture = {"output_type": "display_data", "data": {"image/png": "A" * size}}
    data = notebook(cell("a = 1", outputs=[picture])).encode()

    assert read("a.ipynb", data).cells == [("a.ipynb cell 1", "a = 1")]


def test_functions_beside_the_code_cells_are_kept_by_name():
    text = notebook(
        cell("a = 1"), cell("Words.\n\ndef f(x):\n    return 1\n", "markdown"), cell("b")
    )
    file = condensed(File(name="a.ipynb", data=text.encode()))

    assert read_source(file).aside == (("f", 1),)
    assert len(file.data) < 200


# -- what is kept of a file


def test_a_script_is_kept_as_it_is():
    file = File(name="a.py", data="# 두 배\n".encode("cp949"))

    assert condensed(file) == file


def test_of_a_notebook_only_its_code_is_kept_and_the_hash_of_the_whole():
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 5_000_000}}
    data = notebook(cell("a = 1", outputs=[picture]), cell("words", "markdown"), cell("")).encode()
    file = File(name="a.ipynb", data=data)

    kept = condensed(file)

    assert read_source(kept).cells == read_source(file).cells
    assert len(kept.data) < 200
    assert kept.original == hashlib.sha256(data).hexdigest()


def test_the_remark_on_a_notebook_s_encoding_is_kept():
    data = notebook(cell("x")).replace('"x"', '"# 두 배"').encode("cp949")
    file = File(name="a.ipynb", data=data)

    assert read_source(condensed(file)).notes == read_source(file).notes != ()


@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_of_a_file_that_cannot_be_read_only_the_reason_is_kept(name):
    file = File(name=name, data=b"\0" * 1_000_000)

    kept = condensed(file)

    assert kept.data == b""
    assert read_source(kept) == read_source(file)
