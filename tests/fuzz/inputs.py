"""Inputs that are nearly right: valid ones with a few bytes changed, texts that formats act on."""

from __future__ import annotations

import io
import json
import zipfile

import numpy as np
from hypothesis import strategies as st

from grader.worker import wire
from grader.worker.objects import KINDS

# what some format or program takes for more than text
SPECIAL_WORDS = [
    *"< > & \" ' ` ``` ~~~ | \\ # * _ [x](y) ![x](y) <script> </details> <!-- --> ]]>".split(),
    *"&lt; {{ }} {% %} {x} {0} %s $x :: ::error:: ##[error] = + - @ =cmd 1. - --- ===".split(),
    *"[ ] http://x www.x.y a@b.c 한글 \x00 \x07 \ud800 \u202e \u200b \ufeff \u0600".split(),
    *["\t", "\n", "\r\n", "\r", "\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\u2028", "\U000e0041"],
    *["\xad", "\u034f", "\u3164", "\ufff9", "a" + "\u0301" * 40, "\u200d", "\ufe0f", "\ue000", "☃"],
]
SPECIAL = st.sampled_from(SPECIAL_WORDS)
TEXTS = st.lists(st.one_of(SPECIAL, st.text(max_size=12)), max_size=8).map("".join)

_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=20),
    st.binary(max_size=20),
    st.sampled_from([np.zeros((2, 3)), np.arange(4, dtype=np.int8), np.float32(1.5), np.bool_(1)]),
)
VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.one_of(st.text(max_size=8), st.integers(-9, 9)), inner, max_size=3),
    ),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Valid bytes of which a few were changed, left out, doubled or put elsewhere."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        kind = draw(st.sampled_from("change cut insert double end".split()))
        if kind == "change" and data:
            data[at] = draw(st.integers(0, 255))
        elif kind == "cut":
            del data[at : at + draw(st.integers(1, 16))]
        elif kind == "insert":
            data[at:at] = draw(st.binary(max_size=8))
        elif kind == "double":
            data[at:at] = data[at : at + draw(st.integers(1, 64))]
        else:
            del data[at:]
    return bytes(data)


_PLACES = st.just(np.zeros(2)) | st.sampled_from([np.arange(3), np.zeros((1, 2)), [1, 2], None])
_WORDS = st.lists(st.text(max_size=4), max_size=4).map(tuple)
_SERIES = st.tuples(st.text(max_size=4), _PLACES, _PLACES, _WORDS)
_THREE, _TWO = (st.lists(st.text(max_size=3), min_size=n, max_size=n).map(tuple) for n in (3, 2))
_PANELS = st.tuples(
    *(_THREE | _WORDS, _WORDS, st.lists(_SERIES, max_size=2).map(tuple)),
    st.lists(_SERIES.map(lambda one: one[:3]), max_size=2).map(tuple),
    st.lists(st.builds(lambda one, flat: (*one, flat), _SERIES, st.booleans()), max_size=2).map(
        tuple
    ),
    _TWO | _WORDS,
)
_DRAWINGS = st.tuples(st.text(max_size=4), st.lists(_PANELS, max_size=2).map(tuple))
_NUMBER = {kind.name[1]: number for number, kind in enumerate(KINDS)}


def _object(number: int, parts: object) -> bytes:
    return b"x" + bytes((number,)) + wire.encode(parts)


# objects of every kind, of their parts or of others'
OBJECTS = damaged(
    st.one_of(
        st.builds(_object, st.integers(0, len(KINDS)), st.lists(VALUES, max_size=4).map(tuple)),
        st.builds(_object, st.just(_NUMBER["Figure"]), _DRAWINGS),
        st.builds(_object, st.just(_NUMBER["Tensor"]), _PLACES.map(lambda one: (one,))),
    )
)

FRAMES = st.one_of(st.binary(max_size=64), damaged(VALUES.map(wire.encode)))


def _zipped(entries: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for number, (name, data) in enumerate(entries):
            made.writestr(f"{number}{name}", data)
    return file.getvalue()


NAMES = st.one_of(
    st.sampled_from(
        ["answer.py", "a/answer.py", "../x.py", "/x.py", "answer.ipynb", "C:\\x.py", ".py"]
    ),
    TEXTS.map(lambda text: text.replace("\x00", "").encode("utf-8", "replace").decode() + ".py"),
)
ARCHIVES = st.one_of(
    st.binary(max_size=100),
    damaged(
        st.lists(st.tuples(NAMES, st.binary(max_size=40)), min_size=1, max_size=4).map(_zipped)
    ),
)

_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
_CELLS = st.fixed_dictionaries(
    {"cell_type": st.one_of(st.just("code"), _JSON), "source": st.one_of(TEXTS, _JSON)},
    optional={"input": _JSON, "outputs": _JSON, "metadata": _JSON},
)
_NOTEBOOKS = st.fixed_dictionaries(
    {"cells": st.one_of(st.lists(_CELLS, max_size=3), _JSON)},
    optional={"worksheets": _JSON, "nbformat": _JSON, "metadata": _JSON},
)
NOTEBOOKS = st.one_of(
    st.binary(max_size=80),
    damaged(_NOTEBOOKS.map(lambda value: json.dumps(value).encode("utf-8", "replace"))),
)

_LINES = st.sampled_from(
    [
        *["%time x = 1", "%%time", "%%bash", "%%writefile a.py", "%%file -a ../b.py", "%run a.py"],
        *["!ls", "!ls \\", "x = !ls", "pip install x", "pip install \\", "cd ..", "x?", "??x"],
        *["%", "%%", "!", "?", "x = %", "/f x", ",f x", ";f x", ">>> x = 1", "... x", "In [1]: x"],
        *[
            "def f(x):",
            "    return x",
            "if x:",
            "    %time y",
            "'''",
            '"""',
            "x = (",
            ")",
            "# %%time",
        ],
        *["app = marimo.App(", "@app.cell", "with app.setup:", "    return (x,)", "    return ("],
        *["@app.function", "import marimo", 'if __name__ == "__main__":', "    )", "def _(x):"],
        *["", "    ", "\t!ls", "x = 1", "%%unknown y", "# Commented out IPython magic to ensure "],
        *[
            "get_ipython().run_line_magic('time', 'x')",
            "get_ipython().run_line_magic('time', '\\n')",
        ],
    ]
)
COMMANDS = st.lists(st.one_of(_LINES, TEXTS), max_size=8).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)
