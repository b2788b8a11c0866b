"""What only IPython understands is translated where Python stumbles over it, and then obeyed."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("%matplotlib inline", "%matplotlib inline"),
        ("!pip install numpy", "!pip install numpy"),
        ("?print", "print?"),
        ("print?", "print?"),
        ("np.array??", "np.array??"),
        ("files = !ls", "!ls"),
        ("%timeit f(1)", "%timeit f(1)"),
        ("%cd /tmp", "%cd /tmp"),
        ("pip install tqdm", "%pip install tqdm"),
        ("conda install -y numpy", "%conda install -y numpy"),
        ("cd data", "%cd data"),
        ("cd ..", "%cd .."),
        ("ls *.py", "%ls *.py"),
        ("mkdir -p out", "%mkdir -p out"),
        ("matplotlib inline", "%matplotlib inline"),
        ("load_ext autoreload", "%load_ext autoreload"),
        ("!pip install \\\n    numpy \\\n    tqdm", "!pip install numpy tqdm"),
        ("%timeit \\\n    f(1)", "%timeit f(1)"),
        ("pip install \\\n    tqdm", "%pip install tqdm"),
        ("# why\n%%time", "%%time"),
    ],
)
def test_a_line_that_only_notebooks_understand_is_left_out(load, line, told):
    loaded = load([f"{line}\na = 1"])

    assert loaded.module.a == 1
    assert loaded.kinds() == ["magic"]
    assert " ".join(loaded.problems[0]["text"].split()) == told


@pytest.mark.parametrize("line", ["!ls", "pip install x", "%cd /tmp", "out = !ls", "x?"])
def test_such_a_line_may_stand_in_a_block(load, line):
    loaded = load([f"if True:\n    {line}\n    a = 1\n"])

    assert loaded.module.a == 1


def test_a_statement_that_is_timed_leaves_its_names(load):
    loaded = load(["%time a = 1 + 1", "time b = a + 1"])

    assert (loaded.module.a, loaded.module.b) == (2, 3)


def test_a_run_that_is_timed_brings_its_names(load):
    loaded = load(["%%writefile sol.py\na = 1", "%time %run sol.py"])

    assert loaded.module.a == 1


def test_a_percent_that_continues_an_expression_is_no_magic(load):
    loaded = load(["a = (7\n% 4)\nb = 10 \\\n% 4\n"])

    assert (loaded.module.a, loaded.module.b) == (3, 2)
    assert loaded.problems == []


def test_a_name_that_is_a_command_elsewhere_is_a_name(load):
    loaded = load(["time = 3\nls = [time]\nrun = ls[0] - time\n!ls\ncd = run"])

    assert (loaded.module.time, loaded.module.ls, loaded.module.cd) == (3, [3], 0)


@pytest.mark.parametrize("beside", ["", "%matplotlib inline\n", "pip install x\n"])
def test_a_text_that_looks_like_a_command_stays_a_text(load, beside):
    loaded = load([f'{beside}a = """\n%time\n!ls\npip install y\n"""\n'])

    assert loaded.module.a == "\n%time\n!ls\npip install y\n"


@pytest.mark.parametrize(
    "lines", ["%matplotlib inline\n!ls", "!ls \\\n  -l", "%%time\n!ls", "\n\npip install \\\n x"]
)
def test_lines_keep_their_numbers_when_a_command_is_left_out(load, lines):
    loaded = load([f"{lines}\n1 / 0\n"])

    assert loaded.problems[-1]["line"] == lines.count("\n") + 2


def test_a_command_in_a_plain_file_is_a_syntax_error_until_it_is_translated(load):
    loaded = load("%matplotlib inline\na = 1\n")

    assert loaded.kinds() == ["syntax"]


def test_commands_without_end_are_no_trouble(load):
    loaded = load(["!ls\n" * 2000, "a = 1"])

    assert loaded.module.a == 1
    assert len(loaded.problems) <= 40


@pytest.mark.parametrize(
    "prompt",
    [">>> a = 1\n>>> if a:\n...     b = 2\n", "    a = 1\n    b = 2"],
)
def test_a_cell_that_was_copied_with_its_prompts_is_read(load, prompt):
    loaded = load([prompt])

    assert (loaded.module.a, loaded.module.b) == (1, 2)


# -- cell magics


@pytest.mark.parametrize(
    "magic",
    [
        *("%%time", "%%timeit -n 1", "%%capture out", "\n%%time", "%%memit", "%%debug", "%%wandb"),
        *(
            "%%prun -l 5",
            "%%python3",
            "%%nobody_knows_it x=1",
            "%%time\n%%capture",
            "#@title x\n%%time",
        ),
    ],
)
def test_a_cell_whose_magic_stands_around_python_is_kept(load, magic):
    loaded = load([f"{magic}\na = 1"])

    assert loaded.module.a == 1
    assert set(loaded.kinds()) == {"magic"}


def test_a_syntax_error_below_a_magic_is_told_at_its_line(load):
    loaded = load(["%%time\na = 1\nb = = 2"])

    assert loaded.kinds() == ["syntax", "magic"]
    assert loaded.problems[0]["error"]["line"] == 3
    assert loaded.module.a == 1


@pytest.mark.parametrize(
    "magic",
    ["%%bash", "%%html", "%%javascript", "%%sh", "%%latex", "%%writefile x.txt", "%%time\n%%bash"],
)
def test_a_cell_in_another_language_is_dropped(load, magic):
    loaded = load([f"{magic}\na = 1", "b = 2"])

    assert not hasattr(loaded.module, "a")
    assert loaded.module.b == 2
    assert loaded.problems[-1]["text"] == magic.split("\n")[-1].split()[0]


def test_a_cell_in_a_language_that_is_not_known_is_dropped(load):
    loaded = load(["%%sparkle\nSELECT a FROM b;", "a = 1"])

    assert loaded.module.a == 1
    assert [p["text"] for p in loaded.problems] == ["%%sparkle"]


@pytest.mark.parametrize("magic", ["writefile", "file"])
def test_a_file_that_a_cell_writes_can_be_imported(load, magic):
    loaded = load([f"%%{magic} tools.py\n\ndef g():\n    return 1 / 0", "from tools import g\ng()"])

    assert callable(loaded.module.g)
    assert [f["where"] for f in loaded.problems[0]["error"]["frames"]] == [
        "answer.ipynb cell 2",
        "answer.ipynb cell 1",
    ]
    assert loaded.problems[0]["error"]["frames"][1]["line"] == 4


def test_a_file_may_be_named_like_the_notebook(load):
    loaded = load(["%%writefile answer.py\na = 1", "from answer import *\nb = a + 1"])

    assert loaded.module.b == 2


def test_a_file_that_is_written_twice_is_the_last_one_and_what_is_added(load):
    loaded = load(
        [
            "%%writefile tools.py\na = 1\nc = 0",
            "%%writefile tools.py\nb = 2",
            "%%writefile -a tools.py\nd = b + 1",
            "import tools",
        ]
    )

    assert not hasattr(loaded.module.tools, "a")
    assert (loaded.module.tools.b, loaded.module.tools.d) == (2, 3)


# -- %run


@pytest.mark.parametrize(
    "line",
    ["%run tools.py", "%run ./tools", "run tools.py", '%run "tools.py" 3', "%run -n tools.py"],
)
def test_running_a_file_brings_its_names(load, line):
    loaded = load([line, "b = a + 1"], tools="a = 1\n_c = 2\nif __name__ == '__main__': d = 3\n")

    assert (loaded.module.b, loaded.module._c, loaded.module.d) == (2, 2, 3)
    assert loaded.problems == []


def test_a_file_that_is_run_has_its_own_names_unless_it_shares_them(load):
    tools = "try: given\nexcept NameError: given = 0\nresult = given\n"

    assert load(["given = 5\n%run tools.py"], tools=tools).module.result == 0
    assert load(["given = 5\n%run -i tools.py"], tools=tools).module.result == 5


@pytest.mark.parametrize("path", ["nothing.py", "../../etc/passwd", "", "-i", "__main__", ".."])
def test_running_what_is_not_there_is_named_and_left_out(load, path):
    loaded = load([f"%run {path}\na = 1"])

    assert loaded.module.a == 1
    assert loaded.kinds() == ["magic"]


def test_files_that_run_each_other_come_to_an_end(load):
    loaded = load(
        ["%run tools.py\nc = a + b"],
        tools="get_ipython().run_line_magic('run', 'more.py')\na = 1\n",
        more="get_ipython().magic('run tools.py')\nb = 2\n",
    )

    assert loaded.module.c == 3


# -- a notebook that nbconvert made a file of


def test_the_notebooks_own_names_are_there_and_what_they_leave_out_is_named(load):
    loaded = load(["display(1)\nget_ipython().run_line_magic('matplotlib', 'inline')\na = 1"])

    assert loaded.module.a == 1
    assert [p["text"] for p in loaded.problems] == ["%matplotlib inline"]


def test_the_code_of_an_exported_cell_is_run_at_its_line(load):
    body = "def f(x):\n    return x / 0\na = 1\n"
    loaded = load(
        "get_ipython().system('pip install x')\n"
        f"get_ipython().run_cell_magic('time', '', {body!r})\n"
        "f(a)\n"
    )

    frames = loaded.problems[-1]["error"]["frames"]
    assert [(frame["where"], frame["line"]) for frame in frames] == [
        ("answer.py", 3),
        ("answer.py", 2),
    ]


@pytest.mark.parametrize("name", ["bash", "html", "writefile"])
def test_an_exported_cell_in_another_language_is_dropped(load, name):
    loaded = load(f"get_ipython().run_cell_magic('{name}', '', 'a = 1')\nb = 2\n")

    assert not hasattr(loaded.module, "a")
    assert loaded.module.b == 2


@pytest.mark.parametrize("body", ["a = = 1", "\0", "(" * 500])
def test_an_exported_cell_that_is_no_python_is_named(load, body):
    loaded = load(f"get_ipython().run_cell_magic('time', '', {body!r})\nb = 2\n")

    assert loaded.module.b == 2
    assert loaded.kinds() == ["magic", "raised"]


# -- __main__


def test_a_notebook_is_main_and_a_file_is_not(load):
    source = "if __name__ == '__main__':\n    a = 1\n"

    assert load([source]).module.a == 1
    assert not hasattr(load(source).module, "a")


def test_a_helper_can_import_the_notebook_by_its_name(load):
    loaded = load(["a = 1\nimport tools"], tools="import answer\ndef g(): return answer.a\n")

    assert loaded.module.tools.g() == 1


def test_an_object_of_a_notebooks_own_class_can_be_pickled(load):
    loaded = load(["import pickle\nclass C: pass\na = pickle.loads(pickle.dumps(C()))"])

    assert type(loaded.module.a) is loaded.module.C
