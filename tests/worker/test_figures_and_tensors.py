"""Figures cross as what was drawn, tensors as arrays; by exact type, and nothing is believed."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from grader.checks import tensor
from grader.worker.values import Drawing, Handle, Tensor
from grader.worker.wire import decode, encode


def crossed(value):
    return decode(encode(value))


# -- figures


@pytest.fixture
def figure():
    matplotlib = pytest.importorskip("matplotlib.figure")
    return matplotlib.Figure()


def test_a_bar_chart_crosses_as_names_and_lengths(figure):
    axes = figure.add_subplot()
    axes.bar(["a", "b"], [1, 2], label="one")
    axes.set(title="T", xlabel="x", ylabel="y")
    axes.legend()

    (panel,) = crossed(figure).panels

    (bars,) = panel.bars
    assert (panel.title, panel.xlabel, panel.ylabel, panel.legend) == ("T", "x", "y", ("one",))
    assert (bars.label, bars.names, bars.horizontal) == ("one", ("a", "b"), False)
    assert bars.lengths.tolist() == [1.0, 2.0]


def test_horizontal_bars_have_their_names_from_the_other_axis(figure):
    figure.add_subplot().barh(["a", "b"], [3, 4])

    (bars,) = crossed(figure).panels[0].bars

    assert (bars.names, bars.lengths.tolist(), bars.horizontal) == (("a", "b"), [3.0, 4.0], True)


def test_lines_and_points_cross_in_the_order_in_which_they_were_drawn(figure):
    axes = figure.add_subplot()
    axes.plot([1, 2], [3, 4], label="up")
    axes.plot([1, 2], [4, 3])
    axes.scatter([5, 6], [7, 8], label="cloud")

    (panel,) = crossed(figure).panels

    assert [line.label for line in panel.lines] == ["up", ""]
    assert panel.lines[0].y.tolist() == [3, 4]
    assert (panel.points[0].label, panel.points[0].y.tolist()) == ("cloud", [7.0, 8.0])


def test_each_subplot_is_a_panel_below_the_title_of_all(figure):
    figure.suptitle("all")
    for one, name in zip(figure.subplots(1, 2), "ab", strict=True):
        one.set_title(name)

    found = crossed(figure)

    assert (found.title, [panel.title for panel in found.panels]) == ("all", ["a", "b"])


def test_axes_cross_as_their_panel(figure):
    axes = figure.add_subplot()
    axes.plot([1], [2])

    found = crossed(axes)

    assert type(found) is Drawing
    assert len(found.panels) == 1


def test_a_subclass_of_a_figure_stays_behind(figure):
    class Mine(type(figure)):
        axes = property(lambda _self: [])

    assert type(crossed(Mine())) is Handle


@pytest.mark.parametrize("value", [("", ()), {"title": "", "panels": ()}, ["", []]])
def test_a_value_of_the_same_parts_is_no_figure(value):
    assert not hasattr(crossed(value), "panels")


# -- tensors, with a library of the same names, for machines without PyTorch


class FakeTensor:
    def __init__(self, array):
        self.array = array

    def detach(self):
        return self

    cpu = detach

    def numpy(self):
        return self.array


@pytest.fixture
def torch(monkeypatch):
    module = ModuleType("torch")
    module.Tensor = FakeTensor
    module.nn = SimpleNamespace(Parameter=type("Parameter", (FakeTensor,), {}))
    module.from_numpy = FakeTensor
    monkeypatch.setitem(sys.modules, "torch", module)
    return module


@pytest.mark.parametrize("dtype", ["f4", "f8", "i8", "?", "c8"])
def test_a_tensor_crosses_as_an_array_of_its_dtype(torch, dtype):
    array = np.ones((2, 3), dtype)

    for value in (torch.Tensor(array), torch.nn.Parameter(array)):
        found = crossed(value)
        assert type(found) is np.ndarray
        assert found.dtype == array.dtype
        assert (found == array).all()


def test_a_tensor_inside_a_list_crosses_too(torch):
    assert crossed([torch.Tensor(np.zeros(2)), 1])[0].tolist() == [0.0, 0.0]


def test_a_subclass_of_a_tensor_stays_behind_whatever_it_says_it_holds(torch):
    class Liar(torch.Tensor):
        def __array__(self, *_, **__):
            return np.ones(2)

    assert type(crossed(Liar(np.ones(2)))) is Handle


@pytest.mark.parametrize(
    "array", [np.array(["a"]), np.array([object()]), np.ma.zeros(2), [1.0], None]
)
def test_a_tensor_without_plain_cells_stays_behind(torch, array):
    assert type(crossed(torch.Tensor(array))) is Handle


def test_a_tensor_that_raises_stays_behind(torch):
    value = torch.Tensor(None)
    value.detach = lambda: 1 / 0

    assert type(crossed(value)) is Handle


def test_a_check_s_tensor_is_made_where_the_library_is_loaded(torch):
    found = crossed(tensor([1.0, 2.0]))

    assert type(found) is FakeTensor
    assert found.array.dtype == np.float32


def test_without_the_library_a_tensor_can_be_used_for_nothing(monkeypatch):
    monkeypatch.delitem(sys.modules, "torch", raising=False)

    found = crossed(tensor(np.zeros(2)))

    assert type(found) is Tensor
    with pytest.raises(TypeError, match="cannot be used outside"):
        bool(found)


def test_a_tensor_of_text_is_the_author_s_mistake():
    with pytest.raises(TypeError, match="no tensor"):
        tensor(["a"])
