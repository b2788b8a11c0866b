"""What only notebooks understand is taken out, and only where Python stumbles over it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "!pip install numpy",
        "?print",
        "print?",
        "np.array??",
        "files = !ls",
        "%timeit f(1)",
        "    %time f(1)",
        "%cd /tmp",
    ],
)
def test_a_line_that_only_notebooks_understand_is_left_out(load, line):
    source = f"if True:\n    pass\n{line}\na = 1" if line.startswith(" ") else f"{line}\na = 1"

    loaded = load([source])

    assert loaded.module.a == 1
    assert loaded.kinds() == ["magic"]
    assert loaded.problems[0]["text"] == line.strip()


def test_a_percent_that_continues_an_expression_is_no_magic(load):
    loaded = load(["a = (7\n% 4)\nb = 10 \\\n% 4\n"])

    assert (loaded.module.a, loaded.module.b) == (3, 2)
    assert loaded.problems == []


def test_a_percent_in_a_text_is_no_magic(load):
    loaded = load(['a = """\n%matplotlib inline\n!ls\n"""\n'])

    assert loaded.module.a == "\n%matplotlib inline\n!ls\n"
    assert loaded.problems == []


def test_a_magic_beside_a_text_that_looks_like_one_leaves_the_text(load):
    loaded = load(['%matplotlib inline\na = """\n%time\n"""\n'])

    assert loaded.module.a == "\n%time\n"


def test_lines_keep_their_numbers_when_a_magic_is_left_out(load):
    loaded = load(["%matplotlib inline\n!ls\n1 / 0\n"])

    assert loaded.problems[-1]["line"] == 3


def test_a_magic_in_a_plain_file_is_a_syntax_error(load):
    loaded = load("%matplotlib inline\na = 1\n")

    assert loaded.kinds() == ["syntax"]


def test_magics_without_end_are_no_trouble(load):
    loaded = load(["!ls\n" * 2000, "a = 1"])

    assert loaded.module.a == 1
    assert len(loaded.problems) <= 20


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 1", "%%capture out", "\n%%time"])
def test_a_cell_whose_magic_means_python_is_kept(load, magic):
    loaded = load([f"{magic}\na = 1"])

    assert loaded.module.a == 1
    assert loaded.kinds() == ["magic"]


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile x.py", "%%javascript", "%%sh"])
def test_a_cell_in_another_language_is_dropped(load, magic):
    loaded = load([f"{magic}\na = 1", "b = 2"])

    assert not hasattr(loaded.module, "a")
    assert loaded.module.b == 2
    assert loaded.problems[0]["text"] == magic.split()[0]


def test_the_notebooks_own_names_are_there_and_do_nothing(load):
    loaded = load(["display(1)\nget_ipython().run_line_magic('matplotlib', 'inline')\na = 1"])

    assert loaded.module.a == 1
    assert loaded.problems == []
