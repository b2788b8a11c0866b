"""Hand-ins that once hurt the grader: each is graded like any other, and the next one is too."""

import io
import json
import struct
import zipfile

import numpy as np
import pytest

from grader import files
from grader.checks.api.preview import MAX_CHARS, preview
from grader.sandbox.messages import parse_error, parse_event
from grader.submission import archive, skipped
from grader.worker.wire import WireError
from tests.submission.conftest import sources_in

RIGHT = "def double(x):\n    return 2 * x\n"

pytestmark = pytest.mark.attack


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, data in entries:
            opened.writestr(name, data)
    return buffer.getvalue()


def test_words_in_a_tuple_are_no_message():
    problem = {"kind": "raised", "where": "\x1b]0;pwned\x07", "line": 1}

    with pytest.raises(WireError):
        parse_event({"event": "loaded", "number": 1, "names": [], "problems": (problem,)})


@pytest.mark.parametrize("words", [b"[" * 10**5, b'{"text": ' + b"[]," * 3 * 10**4, b"x" * 10**7])
def test_words_that_would_fill_the_memory_are_none(words):
    with pytest.raises(WireError):
        parse_error(words)


def test_a_line_number_is_a_line_number():
    error = {"type": "E", "bases": [], "text": "", "where": "", "source": "", "frames": []}

    assert parse_error(json.dumps({**error, "line": 2}).encode()).line == 2
    with pytest.raises(WireError):
        parse_error(json.dumps({**error, "line": 2**4000}).encode())


@pytest.mark.parametrize(
    "value",
    [
        [[np.zeros((4,) * 8, dtype=np.float16)] * 12] * 10,
        np.zeros((2,) * 16, dtype=np.uint8),
        [[[[list(range(50))] * 50] * 50] * 50] * 50,
    ],
    ids=["arrays of eight axes", "sixteen axes", "lists in lists"],
)
def test_a_preview_is_short_whatever_it_shows(value, monkeypatch):
    shown = []
    original = np.array2string
    monkeypatch.setattr(np, "array2string", lambda *a, **k: shown.append(1) or original(*a, **k))

    assert len(preview(value)) <= MAX_CHARS
    assert len(shown) <= 20


def test_a_huge_answer_is_wrong_and_no_more(grade_text_forked):
    grade = grade_text_forked("import numpy as np\ndef double(x): return np.zeros(10**7, 'u1')\n")

    assert {o.status for o in grade.outcomes} <= {"failed", "skipped"}
    assert grade_text_forked(RIGHT).all_passed()


def test_entries_of_a_zip_that_share_one_place_are_inflated_once(monkeypatch):
    data = zipped(("a.py", b"x = 1\n" * 1000))
    end = data.rindex(b"PK\x05\x06")
    entry = data[data.index(b"PK\x01\x02") : end]
    many = b"".join(entry.replace(b"a.py", f"{n:04}"[1:].encode() + b".") for n in range(50))
    directory = entry + many
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 51, 51, len(directory), end - len(entry), 0)
    inflated = []
    original = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda *a, **k: inflated.append(1) or original(*a, **k)
    )

    files, _problems = sources_in(data[: end - len(entry)] + directory + tail)

    assert [file.name for file in files] == ["a.py"]
    assert len(inflated) == 1


def test_what_is_inflated_counts_even_when_it_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 1000)
    monkeypatch.setattr(skipped, "MAX_READ_BYTES", 50_000)
    data = zipped(*((f"big{n:03}.py", b"#" * 2000) for n in range(100)))

    files, problems = sources_in(data)

    assert files == []
    assert "what comes after it was not read" in problems[0].text
    assert len(problems) <= skipped.MAX_PROBLEMS + 1


@pytest.mark.parametrize("name", [".", "./", "/", "..", "a/../../b.py"])
def test_an_entry_that_is_no_file_leaves_the_others_alone(name):
    files, _problems = sources_in(zipped((name, b""), ("ok.py", b"x = 1\n")))

    assert [file.name for file in files] == ["ok.py"]


def test_a_damaged_entry_of_a_rare_method_is_a_sentence():
    data = bytearray(zipped(("a.py", b"x = 1\n" * 100), method=zipfile.ZIP_LZMA))
    data[60:70] = b"\xff" * 10

    files, problems = sources_in(bytes(data))

    assert files == []
    assert len(problems) == 1


def test_a_statement_that_is_told_with_a_strange_number_is_left_out(grade_text_forked):
    source = (
        "import os, struct\n"
        "def say(text):\n"
        "    body = b'd' + struct.pack('<I', 2)\n"
        "    for word in ('event', 'running', 'where', text):\n"
        "        raw = word.encode()\n"
        "        body += b's' + struct.pack('<I', len(raw)) + raw\n"
        "    for fd in range(3, 64):\n"
        "        try: os.write(fd, struct.pack('<I', len(body)) + body)\n"
        "        except OSError: pass\n"
        "say('x:²'); os._exit(0)\n"
    )

    grade = grade_text_forked(source + RIGHT)

    assert grade.outcomes
    assert grade_text_forked(RIGHT).all_passed()


def test_nobody_can_choose_the_file_name_of_another():
    name = files.file_name("Kim Chulsoo")

    assert files.file_name(name) != name


def test_a_line_of_an_absurdly_long_file_tells_nothing(grade_text_forked):
    source = (
        "def double(x):\n"
        "    n = 150_000\n"
        "    exec(compile('\\n' * (n - 1) + '1 / 0', 'doubling.py', 'exec'))\n" + "\n" * 200_000
    )

    grade = grade_text_forked(source)

    hidden = [o for o in grade.for_student().outcomes if o.visibility == "hidden" and o.message]
    assert hidden
    assert not any("150000" in str(o) for o in hidden)
