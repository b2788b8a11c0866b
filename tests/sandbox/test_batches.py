"""How many calls travel together."""

import pytest

from grader.sandbox.exchange import MAX_TOGETHER_BYTES, in_batches


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (4, [4]), (5, [4, 1]), (200, [4, 16, 64, 64, 52])]
)
def test_more_and_more_calls_travel_together_up_to_a_limit(count, sizes):
    calls = [b"%d" % number for number in range(count)]

    batches = list(in_batches(calls))

    assert [len(batch) for batch in batches] == sizes
    assert [call for batch in batches for call in batch] == calls


def test_large_calls_travel_alone():
    large = bytes(MAX_TOGETHER_BYTES)

    assert list(in_batches([large, b"small", large, large])) == [
        [large],
        [b"small"],
        [large],
        [large],
    ]


def test_no_more_is_asked_for_than_is_sent_next():
    """A check that ends at the first wrong answer has drawn few inputs."""
    drawn = []

    next(in_batches(drawn.append(number) or b"" for number in range(100)))

    assert len(drawn) == 5
