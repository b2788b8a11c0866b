"""A worker with a scratch folder writes there and nowhere else, within bounds, and leaves nothing.

Networks' exercises have such a folder; here it is given to the toy exercise, which needs no Keras.
"""

import sys

import pytest

from grader.course import load_course
from grader.pipeline import Grader
from grader.worker.confinement.apply import LAYERS
from tests.attacks.attack import each
from tests.attacks.conftest import COURSE
from tests.attacks.test_attacks import WALLS_NEEDED, require, statuses

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox with walls is for Linux"),
]

TAIL = """

def double(image):
    return 2.0 * image if works() else None


def twice(number):
    return 2 * number
"""
PASSED, REFUSED = ["passed", "passed"], ["passed", "error"]


def opened(stack, monkeypatch, off=()):
    """A warm grader of the toy course whose workers have a scratch folder."""
    from grader.sandbox import fork_server, forked

    usual = fork_server.environment_for
    monkeypatch.setattr(fork_server, "environment_for", lambda p: usual(p)._replace(scratch=True))
    course = load_course(COURSE)
    (exercise,) = course.exercises
    sandbox = forked.ForkedSandbox(exercise.packages, tuple(off))
    return stack(Grader(course, (exercise,), sandbox))


@pytest.fixture(scope="module")
def grader():
    with pytest.MonkeyPatch.context() as patch:
        found = opened(lambda g: g, patch)
        with found:
            require(found.sandbox, WALLS_NEEDED)
            # an ordinary user has no process namespace, and a scratch folder all the same
            if "mount" not in found.sandbox.isolation().layers["namespaces"]:
                pytest.skip("no namespaces here, so no scratch folder")
            yield found


def judged(grader, hand_in, body: str) -> list[str]:
    """The statuses of a submission whose answer is right if `works()` is true."""
    indented = "\n    ".join(body.splitlines())
    text = f"import os\nimport tempfile\n\n\ndef works():\n    {indented}\n{TAIL}"
    return statuses(hand_in(grader, {"submission.py": text}))


WAYS = {
    "a file beside it": "open('a', 'w').write('x' * 1000)\nreturn len(open('a').read()) == 1000",
    "a file that grows": "[open('a', 'a').write('x') for _ in range(9)]\n"
    "return len(open('a').read()) == 9",
    "folders": "os.makedirs('a/b')\nopen('a/b/c', 'wb').write(b'x')\n"
    "return os.listdir('a/b') == ['c']",
    "another name": "open('a', 'w').close()\nos.mkdir('d')\nos.rename('a', 'd/b')\n"
    "return os.listdir('.') == ['d']",
    "removed again": "open('a', 'w').close()\nos.mkdir('d')\nos.remove('a')\nos.rmdir('d')\n"
    "return os.listdir('.') == []",
    "a temporary file": "with tempfile.NamedTemporaryFile() as f:\n    f.write(b'x')\nreturn True",
    "a temporary folder": "with tempfile.TemporaryDirectory() as d:\n"
    "    open(d + '/x', 'w').close()\nreturn True",
    "at home": "open(os.path.expanduser('~/x'), 'w').close()\nreturn True",
    "half of its bounds": "open('a', 'wb').write(bytes(2**25))\nreturn True",
}


@pytest.mark.parametrize("way", WAYS)
def test_files_are_kept_in_the_scratch_folder(grader, hand_in, way):
    assert judged(grader, hand_in, WAYS[way]) == PASSED


ESCAPES = {
    "the folder above": "open('../x', 'w')\nreturn True",
    "the root": "open('/x', 'w')\nreturn True",
    "the machine's temporary files": "open('/tmp/x', 'w')\nreturn True",
    "beside the library": "open(os.path.dirname(os.__file__) + '/x.py', 'w')\nreturn True",
    "the library itself": "open(os.__file__, 'a')\nreturn True",
    "the library, renamed over": "open('a', 'w').close()\n"
    "os.replace('a', os.__file__)\nreturn True",
    "the library, removed": "os.remove(os.__file__)\nreturn True",
    "a symbolic link out": "os.symlink('/', 'out')\nreturn True",
    "a hard link out": "os.link(os.__file__, 'out')\nreturn True",
    "a pipe": "os.mkfifo('p')\nreturn True",
    "another mode": "open('a', 'w').close()\nos.chmod('a', 0o777)\nreturn True",
    "more than its bounds": "for i in range(9):\n"
    "    open(f'{i}', 'wb').write(bytes(2**24))\nreturn True",
    "one file beyond its bounds": "open('a', 'wb').truncate(2**30)\nreturn True",
    "more files than its bounds": "for i in range(3000):\n"
    "    open(f'{i}', 'w').close()\nreturn True",
    "a program of its own": "open('a', 'w').write('#!/bin/sh')\nos.execv('a', ['a'])\nreturn True",
}


@pytest.mark.parametrize("escape", ESCAPES)
def test_nothing_is_written_elsewhere_or_without_bounds(grader, hand_in, honest, escape):
    found = judged(grader, hand_in, ESCAPES[escape])

    assert found in (REFUSED, ["passed", "crashed"])
    assert statuses(hand_in(grader, honest)) == PASSED


# what may be made beside the bait where no layer stands: a control of the above
CONTROLS = {
    "a symbolic link out": "os.symlink('/', '@FOLDER@/out')\nreturn True",
    "the folder above": "os.chdir('@FOLDER@')\nopen('../x', 'w').close()\nreturn True",
    "a pipe": "os.mkfifo('@FOLDER@/p')\nreturn True",
    "more files than its bounds": "for i in range(3000):\n"
    "    open(f'@FOLDER@/{i}', 'w').close()\nreturn True",
    "more than its bounds": "for i in range(9):\n"
    "    open('@FOLDER@/a', 'ab').write(bytes(2**24))\nreturn True",
}


@pytest.mark.parametrize("escape", CONTROLS)
def test_without_layers_it_works(grader_without, hand_in, bait, escape):
    body = bait.filled_in(CONTROLS[escape])

    assert judged(grader_without(frozenset(LAYERS)), hand_in, body) == PASSED


def test_nothing_is_left_behind(grader, hand_in):
    leaves = "os.makedirs('a/b')\nopen('a/b/c', 'w').close()\nreturn os.listdir('.') == ['a']"

    assert judged(grader, hand_in, leaves) == PASSED
    assert judged(grader, hand_in, "return os.listdir('.') == []") == PASSED


def test_nothing_of_it_lies_on_the_disk(grader, hand_in, tmp_path, monkeypatch):
    name = "scratch_of_mallory_5f3a"
    monkeypatch.chdir(tmp_path)

    assert judged(grader, hand_in, f"open('{name}', 'w').close()\nreturn True") == PASSED
    assert not list(tmp_path.rglob("*"))


# attacks -> why they end otherwise
NOT_HELD = {"any_environment": "TMPDIR and HOME name the scratch folder; nothing else is there"}


@pytest.mark.parametrize("attack", each("walls_off"))
def test_an_attack_on_files_is_held_with_a_scratch_folder_as_without(attack, grader, bait, hand_in):
    attack.skip_elsewhere()
    if attack.name in NOT_HELD:
        pytest.skip(NOT_HELD[attack.name])
    before = bait.state()

    grade = hand_in(grader, attack.files(bait))

    # some compute until they meet their limit, which on a busy machine may be the clock
    assert statuses(grade) in (attack.expected["statuses"], ["passed", "timeout"])
    assert bait.state() == before
