"""Notebooks: only the source of code cells is read, in whatever form editors write it."""

from __future__ import annotations

import json

import pytest

from grader.submission import skipped
from grader.submission.notebook import NotebookError, parse_notebook


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
def test_outputs_are_passed_over_whatever_they_are(output):
    text = notebook(cell("a = 1", outputs=[output], execution_count=1, metadata={"x": [1]}))

    assert parse_notebook(text) == [(1, "a = 1")]


def test_a_large_output_is_passed_over():
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 5_000_000}}

    assert parse_notebook(notebook(cell("a = 1", outputs=[picture]))) == [(1, "a = 1")]


@pytest.mark.parametrize("metadata", [{}, {"colab": {"name": "x"}}, {"kernelspec": 3}])
def test_metadata_of_any_editor_is_passed_over(metadata):
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
def test_what_is_no_notebook_is_a_sentence(text):
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
def test_half_a_character_in_an_output_costs_nothing(half):
    text = notebook(cell("a = 1", outputs=[{"text": "HALF"}])).replace("HALF", half)

    assert parse_notebook(text) == [(1, "a = 1")]


def test_half_a_character_in_a_markdown_cell_costs_nothing():
    text = notebook(cell("HALF", "markdown"), cell("a = 1")).replace("HALF", r"\ud800")

    assert parse_notebook(text) == [(1, "a = 1")]


def test_half_a_character_in_a_code_cell_never_reaches_the_worker():
    text = notebook(cell("a = 'HALF'")).replace("HALF", r"\ud800")

    try:
        cells = parse_notebook(text)
    except NotebookError:
        cells = []

    assert "".join(source for _, source in cells).encode("utf-8") is not None


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_python_writes_and_json_does_not_know_cost_nothing_in_an_output(number):
    text = notebook(cell("a = 1", outputs=[{"data": {"application/json": {"y": [number]}}}]))

    assert parse_notebook(text) == [(1, "a = 1")]
