"""IPython's transformer translates a notebook in the reader's process, and only where it has to."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from grader.i18n import translate
from grader.model import File
from grader.submission import read_submission, reader
from grader.submission.class_folder import Attempt
from grader.submission.layouts import Item
from grader.submission.loading import load_submission
from grader.submission.notebooks import (
    Transformer,
    TransformerMissingError,
    in_python,
    may_be_ipython,
    take_written,
)
from grader.submission.reader import Reader
from grader.submission.sources import read_source
from grader.worker.tracebacks import source_lines

DOUBLE = "def double(x):\n    return 2 * x\n"
PLAIN = [DOUBLE, "x = 10 \\\n    % 3\ntext = '''\n%time\n!ls\n'''\nprint('%d' % x)"]
FOREIGN = [DOUBLE, "pip install tqdm"]


@pytest.fixture(scope="module")
def transformer():
    """IPython's rules."""
    return Transformer()


def notebook(*cells: str) -> bytes:
    """A notebook of code cells."""
    return json.dumps({"cells": [{"cell_type": "code", "source": c} for c in cells]}).encode()


def cells_of(file: File) -> list[str]:
    return [code for _, code in read_source(file).cells]


@pytest.fixture
def handed_in(tmp_path):
    """Writes a student's folder."""

    def write(*cells: str, **files: str):
        folder = tmp_path / "kim"
        folder.mkdir(exist_ok=True)
        (folder / "doubling.ipynb").write_bytes(notebook(*cells))
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text, "utf-8")
        return folder

    return write


# -- only where it has to


@pytest.mark.parametrize("code", [DOUBLE, "x = 3 % 2\n", "a = [1,\n  2]\n", "x = {'a': '?'}\n"])
def test_an_ordinary_cell_is_not_even_looked_at_closely(code):
    assert not may_be_ipython(File(name="a.ipynb", data=notebook(code)))


def test_what_only_looks_like_a_command_needs_no_ipython():
    file = File(name="a.ipynb", data=notebook(*PLAIN))

    assert may_be_ipython(file)
    assert cells_of(in_python(file, None)) == PLAIN


@pytest.mark.parametrize(
    "code",
    [
        *("%time f()", "!ls", "x = !ls", "x?", "?x", "cd ..", "%%time\nx = 1", "    x = 1"),
        *(">>> x = 1", "x = %pwd", "if 1:\n    !ls", "/f x", "pip install \\\n x"),
    ],
)
def test_what_python_refuses_needs_ipython(code):
    with pytest.raises(TransformerMissingError):
        in_python(File(name="a.ipynb", data=notebook(code)), None)


def test_a_syntax_error_of_ones_own_needs_no_ipython():
    file = File(name="a.ipynb", data=notebook("def f(x)\n    return x"))

    assert in_python(file, None) == file


def test_a_reader_loads_ipython_for_the_first_notebook_that_needs_it(handed_in, tmp_path):
    folder = handed_in(*PLAIN)
    with Reader([tmp_path]) as reader:
        first = reader.read_path(folder)
        assert not reader._scope.ipython
        handed_in(*FOREIGN)
        second = reader.read_path(folder)
        process = reader._process.pid
        third = reader.read("kim", (Attempt((Item(folder, "kim"),)),)).submissions[0]

        assert reader._scope.ipython
        assert reader._process.pid == process

    assert cells_of(first.files[0]) == PLAIN
    for submission in (second, third):
        assert cells_of(submission.files[0])[1] == (
            "get_ipython().run_line_magic('pip', 'install tqdm')"
        )


def test_a_reader_with_ipython_may_open_no_more_than_one_without(handed_in, tmp_path):
    handed_in(*FOREIGN)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "doubling.py").write_text(DOUBLE)

    with Reader([tmp_path / "kim"]) as reader:
        reader.read_path(tmp_path / "kim")
        (outside, _) = reader.read("kim", (Attempt((Item(tmp_path / "other", "other"),)),))

    if sys.platform == "linux":
        assert outside[0].files == ()


def test_ones_own_ordinary_notebook_is_read_without_another_process(handed_in, monkeypatch):
    monkeypatch.setattr(reader, "Reader", None)

    assert cells_of(read_submission(handed_in(*PLAIN[:1])).files[0]) == PLAIN[:1]


def test_the_process_that_grades_imports_no_ipython(handed_in):
    code = (
        "import sys; from pathlib import Path; from grader.submission import read_submission; "
        "found = read_submission(Path(sys.argv[1])); assert b'run_line' in found.files[0].data; "
        "import grader.pipeline; print('IPython' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(handed_in(*FOREIGN))],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"


def test_ones_own_submission_is_the_same_in_both_processes(handed_in, tmp_path):
    folder = handed_in(*PLAIN, tools="!pip install x\nx = 1\n")

    with Reader([tmp_path]) as reader:
        assert read_submission(folder) == reader.read_path(folder)


# -- what comes of a file


def test_other_cells_and_the_hash_of_the_file_stay(handed_in, transformer):
    folder = handed_in()
    data = {"cells": [{"cell_type": "markdown", "source": "def g(x)"}, *map(code, FOREIGN)]}
    (folder / "doubling.ipynb").write_text(json.dumps(data))
    (file,) = load_submission(folder).files

    translated = in_python(file, transformer)

    assert read_source(translated).aside == (("g", 0),)
    assert translated.original == file.original


def code(source: str) -> dict:
    return {"cell_type": "code", "source": source}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_file_that_colab_wrote_is_translated_in_every_encoding(encoding, transformer):
    text = f"# 과제\n!pip install tqdm\n{DOUBLE}%matplotlib inline\n"
    file = File(name="doubling.py", data=text.encode(encoding))

    translated = in_python(file, transformer)

    assert cells_of(translated)[0].split("\n")[:3] == [
        "# 과제",
        "get_ipython().system('pip install tqdm')",
        "def double(x):",
    ]
    assert translated.original == hashlib.sha256(file.data).hexdigest()
    told = [translate(note.message, "en") for note in read_source(translated).notes]
    assert told == [translate(note.message, "en") for note in read_source(file).notes]


def test_cells_that_colab_made_comments_are_code_again(transformer):
    text = (
        "# Commented out IPython magic to ensure Python compatibility.\n# %%time\n# def f(x):\n"
        "#     return x\n\n# def g(x): pass\n"
        "# Commented out IPython magic to ensure Python compatibility.\n# %%bash\n# ls\n"
    )

    (new,) = cells_of(in_python(File(name="a.py", data=text.encode()), transformer))

    assert new.split("\n")[2:6] == ["def f(x):", "    return x", "", "# def g(x): pass"]
    assert new.split("\n")[7:9] == ["# %%bash", "# ls"]


def test_a_plain_file_stays_as_it_is(transformer):
    file = File(name="a.py", data=b"x = (7\n    % 3)\nprint('''\n!ls\n''')\n")

    assert in_python(file, transformer) is file


@pytest.mark.parametrize("name", ["a.ipynb", "a.py"])
@pytest.mark.parametrize("data", [b"", b"{", b"\0", b"\xff\xfe", b'{"cells": 3}', b"!"])
def test_what_cannot_be_read_stays_as_it_is(data, name, transformer):
    file = File(name=name, data=data)

    assert in_python(file, transformer).name == name


def test_a_translation_that_would_be_too_long_is_left(transformer):
    cell = "!" + "\x01" * 300_000
    file = File(name="a.ipynb", data=notebook(cell))

    assert cells_of(in_python(file, transformer)) == [cell]


def test_one_file_has_no_less_room_than_the_one_before_it(transformer):
    large = File(name="a.ipynb", data=notebook("!ls\n" * 100_000))

    in_python(large, transformer)

    small = in_python(File(name="b.ipynb", data=notebook("!ls")), transformer)
    assert cells_of(small) == ["get_ipython().system('ls')"]


@pytest.mark.parametrize(
    "session",
    [
        ">>> def f(x):\n...     return x\n... \n>>> f(1)\n1\n>>>\n",
        "Python 3.11 on win32\n>>> def f(x):\n    return x\n\n>>> f(1)\n1\n>>> 2\n2\n>>> 3\n",
        "In [1]: def f(x):\n   ...:     return x\n   ...: \nIn [2]: f(1)\nOut[2]: 1\nIn [3]:\n",
    ],
)
def test_a_saved_session_is_what_was_typed(transformer, session):
    (new,) = cells_of(in_python(File(name="a.py", data=session.encode()), transformer))

    space: dict = {}
    exec(new, space)
    assert space["f"](3) == 3
    assert "f(1)" in new.split("\n")
    assert new.count("\n") == session.count("\n")


def test_examples_in_a_docstring_stay(transformer):
    text = 'def f(x):\n    return x\n"""\n>>> f(1)\n>>> f(2)\n>>> f(3)\n>>> f(4)\n"""\n'
    file = File(name="a.py", data=text.encode())

    assert in_python(file, transformer) is file


# -- files that cells write


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("%%writefile a.py", "a.py"),
        ("\n\n%%file a.py", "a.py"),
        ("%%writefile src/a.py", "src/a.py"),
        ("%%writefile 'my file.py'", "my file.py"),
        ("%%writefile src\\a.py", "src/a.py"),
        ("%%writefile -a a.py", "a.py"),
        ("#@title Helpers\n%%writefile a.py", "a.py"),
        ("\n# one\n\n  # two\n%%file a.py", "a.py"),
    ],
)
def test_a_cell_that_writes_a_module_is_that_module(head, path):
    own, written = take_written([("nb cell 1", f"{head}\nx = 1"), ("nb cell 2", "y = 2")])

    assert own == [("nb cell 2", "y = 2")]
    blank = "\n" * (head.count("\n") + 1)
    assert written == {path: [("nb cell 1", f"{blank}x = 1")]}


@pytest.mark.parametrize(
    "head",
    ["%%writefile a.txt", "%%writefile", "%%file ''", "%%time a.py", "y = 1\n%%writefile a.py"],
)
def test_a_cell_that_writes_no_module_is_a_cell(head):
    cells = [("nb cell 1", f"{head}\nx = 1")]

    assert take_written(cells) == (cells, {})


# -- marimo

MARIMO = """import marimo

app = marimo.App(
    width="medium",
)

with app.setup:
    import numpy as np


@app.cell(hide_code=True)
def _(mo):
    mo.md('''
# def title(x):
    ''')
    return


@app.cell
def _(
    a,
):
    def double(x):
        if x:
            return a * x
        return 0

    class Own:
        pass
    return (
        double,
    )


@app.function
def half(x):
    return x / 2


if __name__ == "__main__":
    app.run()
"""


def test_what_stands_in_the_cells_of_a_marimo_notebook_stands_in_the_file():
    file = in_python(File(name="doubling.py", data=MARIMO.encode()), None)
    (text,) = cells_of(file)
    lines = text.split("\n")

    assert file.original == hashlib.sha256(MARIMO.encode()).hexdigest()
    begin = MARIMO.split("\n").index("    def double(x):")
    assert lines[begin : begin + 6] == [
        "def double(x):",
        "    if x:",
        "        return a * x",
        "    return 0",
        "",
        "class Own:",
    ]
    assert "\nimport numpy as np\n" in text
    assert "\ndef half(x):\n    return x / 2\n" in text
    assert [word for word in ("app = ", "@app", "width", "    double,") if word in text] == []


def test_a_script_that_speaks_of_marimo_is_no_notebook_of_it():
    source = "text = 'app = marimo.App('\ndef f():\n    return 1\n"

    assert cells_of(in_python(File(name="doubling.py", data=source.encode()), None)) == [source]


@pytest.mark.parametrize(
    "code",
    [
        "%load_ext grader\n%grade",
        "%grade conv2d\n",
        "%matplotlib inline\nimport numpy as np\n%grade --lang ko",
        "%grade\r\nx = 1\r\n",
    ],
)
def test_plain_magics_are_read_without_ipython_as_with_it(code, transformer):
    file = File(name="a.ipynb", data=notebook(code))

    without = cells_of(in_python(file, None))

    assert "get_ipython().run_line_magic" in without[0]
    transformer.begin_file()
    lines = [line + "\n" for line in source_lines(code)]
    while (changed := transformer.step(lines)) is not None:
        lines = changed
    assert without[0].split() == "".join(lines).split()


@pytest.mark.parametrize(
    "code",
    ["%grade?", "%grade 'x'\n!ls", '%grade\ntext = """\n%grade\n"""\n', "x = 1\n  %grade"],
)
def test_any_other_magic_is_left_to_ipython(code):
    with pytest.raises(TransformerMissingError):
        in_python(File(name="a.ipynb", data=notebook(code)), None)
