"""The isolation of a machine as a table: each layer, and how to turn on those that are off."""

from __future__ import annotations

import io

import pytest

from grader.model import Isolation
from grader.reports.terminal.doctor import LAYERS, print_examination
from grader.reports.terminal.grades import make_console
from grader.worker.confinement import apply


def printed(layers: dict[str, str], level: str = "partial") -> str:
    file = io.StringIO()
    isolation = Isolation(level=level, layers=layers)
    print_examination(make_console(file, width=200), isolation, (21.4, 5.25), "en")
    return file.getvalue()


def test_there_are_sentences_for_every_layer_and_for_no_other():
    assert set(LAYERS) == set(apply.LAYERS)


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_that_is_off_comes_with_its_reason_and_its_remedy(name):
    layers = dict.fromkeys(LAYERS, "on") | {name: "unavailable: not built in"}

    text = printed(layers)

    assert "unavailable: not built in" in text
    assert [other for other in LAYERS if f"{other}: " in text] == [name]


def test_where_every_layer_is_on_there_is_no_remedy():
    text = printed(dict.fromkeys(LAYERS, "on"), "full")

    assert not any(f"{name}: " in text for name in LAYERS)
    assert "Isolation: full Every wall stands." in text


def test_the_costs_are_in_milliseconds():
    assert "First worker after 21 ms, each further one 5.2 ms." in printed({})
