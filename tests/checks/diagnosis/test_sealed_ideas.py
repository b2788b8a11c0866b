"""Sealed ideas: the answers open them, and nothing else does."""

from __future__ import annotations

import random

import numpy as np
import pytest

from grader.checks.call_log import Call, EncodedCall
from grader.checks.diagnosis import sealed_ideas
from grader.checks.diagnosis.sealed_ideas import (
    FULL,
    MAGIC,
    Answers,
    SealedIdeas,
    seal,
    secrets_of,
    witnesses,
)
from grader.model import Text
from grader.worker.wire import Handle

FLIPPED = Text(ko="커널을 뒤집었습니다.", en="The kernel was flipped.")
SHIFTED = Text(ko="한 칸 밀렸습니다.", en="Shifted by one cell.")
VALUES = np.array([[23.5, 33.25], [53.0, 63.125]])


def answers(*values, check="test_values", function="conv2d"):
    encoded = EncodedCall(function, False, b"", b"")
    return Answers(check, [Call(encoded, value) for value in values])


def secret(failed, number=0, level=0):
    return next(secrets_of(witnesses(failed[number], failed)[level]))


@pytest.fixture
def sealed(tmp_path):
    """Seals `(failed checks, text)` pairs, each under the first check alone, and opens the file."""

    def make(*ideas):
        path = tmp_path / "ideas.bin"
        path.write_bytes(seal((secret(failed), text) for failed, text in ideas))
        return SealedIdeas(path)

    return make


def test_the_answers_open_the_idea_in_both_languages(sealed):
    ideas = sealed(([answers(VALUES)], FLIPPED))

    assert ideas.find([answers(VALUES.copy())]) == {"test_values": FLIPPED}


@pytest.mark.parametrize(
    "value",
    [
        VALUES + 1e-5,
        VALUES.T,
        VALUES.ravel(),
        VALUES.tolist(),
        [VALUES],
        VALUES.astype(complex),
        -VALUES,
        np.full((2, 2), np.nan),
        np.full((2, 2), np.inf),
        None,
        "flipped",
        {"a": 1},
        Handle("Kernel"),
        10**400,
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_answers_open_nothing(sealed, value):
    assert sealed(([answers(VALUES)], FLIPPED)).find([answers(value)]) == {}


@pytest.mark.parametrize(
    "failed",
    [
        answers(VALUES, check="test_other"),
        answers(VALUES, function="conv1d"),
        answers(VALUES, VALUES),
    ],
)
def test_the_same_answers_to_something_else_open_nothing(sealed, failed):
    assert sealed(([answers(VALUES)], FLIPPED)).find([failed]) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (3, 3.0),
        (np.float32(0.5), 0.5),
        ([1, 2.5], (1.0, 2.5)),
        (VALUES.astype("f4"), VALUES),
        (np.array([-0.0, 1.0]), np.array([0, 1])),
        ([None, "same", np.array([np.nan, np.inf])], (None, "same", np.array([-np.nan, np.inf]))),
        (1234567890.123, 1234567890.123 * (1 + 1e-15)),
    ],
)
def test_answers_that_are_equal_to_a_diagnosis_open_the_same(sealed, one, other):
    assert sealed(([answers(one)], FLIPPED)).find([answers(other)])


def test_a_last_bit_opens_the_same_wherever_the_number_lies(sealed):
    edge = (1000 - sealed_ideas.OFFSET) / 10**sealed_ideas.DIGITS
    below, above = np.array([edge - 1e-12, 2.0]), np.array([edge + 1e-12, 2.0])

    assert np.floor(sealed_ideas.on_grid(below))[0] != np.floor(sealed_ideas.on_grid(above))[0]
    assert sealed(([answers(below)], FLIPPED)).find([answers(above)])
    assert sealed(([answers(above)], FLIPPED)).find([answers(below)])


def test_an_array_full_of_edges_costs_few_tries():
    edges = (np.arange(1000) - sealed_ideas.OFFSET) / 10**sealed_ideas.DIGITS

    assert len(list(secrets_of(witnesses(answers(edges), [answers(edges)])[0]))) == 1


def test_related_checks_tell_apart_what_one_does_not(tmp_path):
    failed = [answers(VALUES), answers(VALUES + 1, check="test_more")]
    path = tmp_path / "ideas.bin"
    path.write_bytes(seal([(secret(failed, level=1), FLIPPED), (secret(failed, 1), FLIPPED)]))

    assert set(SealedIdeas(path).find(failed)) == {"test_values", "test_more"}
    assert SealedIdeas(path).find(failed[:1]) == {}


def test_two_ideas_about_one_function_are_no_idea(sealed):
    first, second = answers(VALUES), answers(VALUES + 1, check="test_more")
    ideas = sealed(([first], FLIPPED), ([second], SHIFTED))

    assert ideas.find([first, second]) == {}
    assert ideas.find([first]) == {"test_values": FLIPPED}


def test_an_idea_that_explains_less_than_half_of_the_failures_is_not_said(sealed):
    ideas = sealed(([answers(VALUES)], FLIPPED))
    others = [answers(VALUES + n, check=f"test_{n}") for n in (1, 2)]

    assert ideas.find([answers(VALUES), others[0]]) == {"test_values": FLIPPED}
    assert ideas.find([answers(VALUES), *others]) == {}


def test_no_sentence_can_be_read_in_the_file_and_all_entries_look_alike(sealed, tmp_path):
    sealed(([answers(VALUES)], FLIPPED), ([answers(VALUES + 1)], SHIFTED))
    data = (tmp_path / "ideas.bin").read_bytes()

    for text in (FLIPPED, SHIFTED):
        assert text.ko.encode() not in data
        assert text.en.encode() not in data
    head = len(MAGIC) + sealed_ideas.SALT_BYTES + 4
    size = int.from_bytes(data[head - 4 : head], "big") + 2 + sealed_ideas.MAC_BYTES
    assert len(data) - head == FULL * size


def test_two_kits_have_no_entry_in_common():
    ideas = [(secret([answers(VALUES)]), FLIPPED)]

    assert seal(ideas)[len(MAGIC) :] != seal(ideas)[len(MAGIC) :]


@pytest.mark.parametrize("damage", [b"", MAGIC, MAGIC + bytes(16), MAGIC + bytes(20), b"\xff" * 99])
def test_what_is_no_file_of_ideas_holds_none(tmp_path, damage):
    path = tmp_path / "ideas.bin"
    path.write_bytes(damage)

    assert SealedIdeas(path).find([answers(VALUES)]) == {}


def test_a_missing_file_holds_no_ideas(tmp_path):
    assert SealedIdeas(tmp_path / "ideas.bin").find([answers(VALUES)]) == {}


def test_a_changed_byte_is_silence_or_the_same_idea(sealed, tmp_path):
    sealed(([answers(VALUES)], FLIPPED))
    path = tmp_path / "ideas.bin"
    data = path.read_bytes()
    draw = random.Random(0)

    for place in [*range(len(MAGIC) + 22), *draw.sample(range(len(data)), 40), len(data) - 1]:
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert SealedIdeas(path).find([answers(VALUES)]) in ({}, {"test_values": FLIPPED})
    path.write_bytes(data[:-1])
    assert SealedIdeas(path).find([answers(VALUES)]) == {}


def test_an_entry_that_was_changed_opens_nothing(sealed, tmp_path):
    sealed(([answers(VALUES)], FLIPPED))
    path = tmp_path / "ideas.bin"
    data = path.read_bytes()
    head = len(MAGIC) + sealed_ideas.SALT_BYTES + 4
    size = (len(data) - head) // FULL

    # one bit of each entry's text, the true one among them
    for entry in range(FULL):
        place = head + (entry + 1) * size - 1
        data = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    path.write_bytes(data)

    assert SealedIdeas(path).find([answers(VALUES)]) == {}
