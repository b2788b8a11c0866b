"""What tools without a grader's suspicion make of a hand-in: each returns whether it went wrong."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import stat
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

from markdown_it import MarkdownIt


def unpack(path: Path, target: Path) -> None:
    """Writes every entry where it says, as scripts do that open and write."""
    with zipfile.ZipFile(path) as opened:
        for entry in opened.infolist():
            data = opened.read(entry)
            place = Path(f"{target}/{entry.filename}".replace("\\", "/"))
            if entry.filename.startswith("/"):
                place = Path(entry.filename)
            place.parent.mkdir(parents=True, exist_ok=True)
            if stat.S_ISLNK(entry.external_attr >> 16):
                place.symlink_to(data.decode())
            else:
                place.write_bytes(data)


def unpacks_outside(path: Path, target: Path) -> bool:
    unpack(path, target)
    return (target.parent / "escaped.py").exists() or (path.parent / "escaped.py").exists()


def unpacks_link(path: Path, target: Path) -> bool:
    unpack(path, target)
    return any(found.is_symlink() for found in target.iterdir())


def unpacks_special(path: Path, _target: Path) -> bool:
    with zipfile.ZipFile(path) as opened:
        return any(stat.S_ISCHR(entry.external_attr >> 16) for entry in opened.infolist())


def unpacks_last(path: Path, target: Path) -> bool:
    unpack(path, target)
    found = [file for file in target.iterdir() if file.name.lower() == "answer.py"]
    return any("import os" in file.read_text() for file in found)


def unpacks_flood(path: Path, _target: Path) -> bool:
    with zipfile.ZipFile(path) as opened:
        return sum(e.file_size for e in opened.infolist()) > 500 * path.stat().st_size


def unpacks_many(path: Path, _target: Path) -> bool:
    with zipfile.ZipFile(path) as opened:
        return len(opened.namelist()) > 10_000


def unpacks_nested(path: Path, target: Path) -> bool:
    unpack(path, target)
    return any(zipfile.is_zipfile(found) for found in target.iterdir())


def unpacks_badly(path: Path, target: Path) -> bool:
    try:
        unpack(path, target)
    except Exception:
        return True
    return False


def unpacks_overlap(path: Path, _target: Path) -> bool:
    with zipfile.ZipFile(path) as opened:
        offsets = [entry.header_offset for entry in opened.infolist()]
    return len(set(offsets)) < len(offsets)


def unpacks_junk(path: Path, target: Path) -> bool:
    unpack(path, target)
    with contextlib.suppress(UnicodeDecodeError, SyntaxError, ValueError):
        for found in target.rglob("*.py"):
            compile(found.read_text("utf-8"), found.name, "exec")
        return False
    return True


def reads_through_link(path: Path, _target: Path) -> bool:
    return any("double" in found.read_text() for found in path.glob("*.py"))


def reads_for_ever(path: Path, _target: Path) -> bool:
    return any(stat.S_ISFIFO(found.stat().st_mode) for found in path.glob("*.py"))


# -- notebooks


def run_notebook(path: Path) -> None:
    """Runs all cells one after the other, as scripts do."""
    whole = json.loads(path.read_text("utf-8"))
    for cell in whole["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), {})


def notebook_fails(path: Path, _target: Path) -> bool:
    try:
        run_notebook(path)
    except Exception:
        return True
    return False


def notebook_large(path: Path, _target: Path) -> bool:
    return path.stat().st_size > 4 * 2**20


def notebook_keeps_output(path: Path, _target: Path) -> bool:
    return "<script>" in json.dumps(json.loads(path.read_text("utf-8"))["cells"])


def notebook_unwritable(path: Path, target: Path) -> bool:
    source = json.loads(path.read_text("utf-8"))["cells"][0]["source"]
    try:
        target.with_suffix(".py").write_text(source, "utf-8")
    except UnicodeEncodeError:
        return True
    return False


def notebook_invalid(path: Path, _target: Path) -> bool:
    import nbformat

    try:
        nbformat.validate(json.loads(path.read_text("utf-8")))
    except Exception:
        return True
    return False


def notebook_strict(path: Path, _target: Path) -> bool:
    import msgspec

    try:
        msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError:
        return True
    return False


# -- reports: the words that a student chose, written as they are


def words(path: Path) -> str:
    """A student's name and source, as a report would show them."""
    file = path if path.is_file() else next(path.rglob("*.py"))
    return f"{path.stem}\n{file.read_text('utf-8')}"


def report_markup(path: Path, _target: Path) -> bool:
    inside = any(mark in words(path) for mark in ("<script>", "<img", "</pre>"))
    tokens = MarkdownIt("commonmark").parse(words(path).replace("    ", ""))
    return inside and any(
        "html" in t.type for token in tokens for t in [token, *(token.children or [])]
    )


def report_markdown(path: Path, _target: Path) -> bool:
    return any(token.type == "heading_open" for token in MarkdownIt().parse(words(path)))


def report_formula(path: Path, _target: Path) -> bool:
    (row,) = csv.reader(io.StringIO(f"{path.stem},10\n"))
    return row[0][0] in "=+-@"


def report_template(path: Path, _target: Path) -> bool:
    return any(mark in words(path) for mark in ("{{", "{%", "[bold", "${"))


def report_identity(path: Path, _target: Path) -> bool:
    found = [
        str(file) + file.read_text("utf-8") for file in path.parent.rglob("*") if file.is_file()
    ]
    return "professor" in "".join(found)


def looks_the_same(path: Path, _target: Path) -> bool:
    source = path.read_text("utf-8")
    return "d\u043euble".isidentifier() and "def double" not in source


def name_is_two(path: Path, _target: Path) -> bool:
    return unicodedata.normalize("NFC", path.name) != path.name


def name_is_unsafe(path: Path, _target: Path) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cf") for letter in path.name)


def name_is_long(path: Path, _target: Path) -> bool:
    return len(path.name) >= 250


# -- IPython, which obeys a notebook's commands

_RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in json.load(open(sys.argv[1]))["cells"]:
    shell.run_cell("".join(cell["source"]))
print("ANSWER", eval(sys.argv[2], shell.user_ns))
"""


def in_ipython(path: Path, target: Path, question: str) -> str:
    """Runs a notebook in a shell of IPython, below `target`, and asks for a value there."""
    place = target / "work"
    place.mkdir()
    file = path if path.is_file() else next(path.glob("*.ipynb"))
    copied = place / file.name
    copied.write_bytes(file.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(copied), question],
        cwd=place,
        env={"IPYTHONDIR": str(target), "PATH": "", "HOME": str(target)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.rpartition("ANSWER ")[2].strip()


def ipython_writes_outside(path: Path, target: Path) -> bool:
    in_ipython(path, target, "0")
    return (target / "escaped.py").exists()


def ipython_shadows_numpy(path: Path, target: Path) -> bool:
    in_ipython(path, target, "0")
    asked = "import numpy; print(hasattr(numpy, 'is_stolen'))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=target / "work",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() == "True"


def ipython_runs_outside(path: Path, target: Path) -> bool:
    (target / "secret.py").write_bytes((path.parent / "secret.py").read_bytes())
    return in_ipython(path, target, "twice(1)") == "secret"


def ipython_hangs(path: Path, _target: Path) -> bool:
    """Whether IPython's transformer needs more than four seconds of processor time for a cell."""
    code = (
        "import json, resource, sys; from IPython.core.inputtransformer2 import TransformerManager; "
        "resource.setrlimit(resource.RLIMIT_CPU, (4, 4)); "
        "[TransformerManager().transform_cell(c['source']) for c in json.load(open(sys.argv[1]))['cells']]"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, timeout=120, check=False
    )
    return done.returncode < 0
