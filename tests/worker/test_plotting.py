"""Plotting does nothing, in all the ways in which notebooks plot."""

from __future__ import annotations

import sys

import pytest

from grader.worker.plotting import LIBRARIES

START = "import matplotlib.pyplot as plt\n"
PLOTS = [
    "plt.plot([1], [2], 'r-', label='x')\nplt.show()",
    "from matplotlib import pyplot as plt\nplt.figure(figsize=(3, 3)).suptitle('x')",
    "fig, ax = plt.subplots()\nax.imshow([[1]])\nfig.colorbar(ax)",
    "fig, (a, b) = plt.subplots(1, 2)\na.plot([1])",
    "fig, (a, b, c) = plt.subplots(3)\nc.set_title('x')",
    "fig, axes = plt.subplots(2, 2)\naxes[0, 1].plot([1])",
    "fig, axes = plt.subplots(2, 2)\naxes[1][0].plot([1])",
    "fig, ((a, b), (c, d)) = plt.subplots(2, 2)\nd.axis('off')",
    "fig, axes = plt.subplots(2, 3)\nfor n, ax in enumerate(axes.flat): ax.set()\nassert n == 5",
    "fig, axes = plt.subplots(2, 3)\nassert len(axes.ravel()) == len(axes.flatten()) == 6",
    "fig, axes = plt.subplots(nrows=2, ncols=1)\naxes[1].plot([1])",
    "fig, axes = plt.subplots(1, 3)\nfor ax, n in zip(axes, 'abc'): ax.set(t=n)\nassert n == 'c'",
    "n, bins, patches = plt.hist([1, 2])",
    "line, = plt.plot([1])",
    "fig, axes = plt.subplots(2, 2)\naxes[0, :][1].plot([1])",
    "fig, axes = plt.subplots(2, 2)\naxes[:, 0][1].plot([1])",
    "ax = plt.axes()\nax.plot([1])[0].set_color('r')",
    "with plt.style.context('ggplot'):\n    plt.plot([1])",
    "plt.rcParams['font.family'] = 'NanumGothic'",
    "import matplotlib as mpl\nmpl.rcParams['axes.unicode_minus'] = False\nmpl.use('Agg')",
    "import matplotlib.font_manager as fm\nplt.rc('font', family=fm.FontProperties().get_name())",
    "from matplotlib.colors import ListedColormap\nListedColormap(['r'])",
    "import seaborn as sns\nsns.set_theme()\nsns.heatmap([[1]], annot=True)",
    "from IPython.display import display, Image\ndisplay(Image('x.png'))",
    "from mpl_toolkits.mplot3d import Axes3D",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.gca().xaxis.set_visible(False)",
]


@pytest.fixture
def without_plotting(monkeypatch):
    """No real plotting library, whatever this machine has."""
    for name in list(sys.modules):
        if name.partition(".")[0] in LIBRARIES:
            monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize("plot", PLOTS, ids=range(len(PLOTS)))
def test_plotting_raises_nothing(load, without_plotting, plot):
    loaded = load([START + plot, "a = 1"])

    assert loaded.module.a == 1
    assert [p for p in loaded.problems if p["kind"] not in {"plotted", "magic"}] == []


def test_the_student_is_told_once_that_nothing_is_drawn(load, without_plotting):
    loaded = load("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\n")

    assert [p["library"] for p in loaded.problems] == ["matplotlib"]


def test_what_plots_is_no_answer(ask, without_plotting):
    worker = ask("import matplotlib.pyplot as plt\ndef f(): return plt.scatter([1], [2])\n")

    value = worker.call("f")["value"]

    assert value.type_name == "Quiet"
