"""What a student of a small course reads is what somebody has read and found true."""

from __future__ import annotations

import sys

import pytest

from tests.golden.make_small import MISTAKES, texts_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_mistake_is_told_as_it_was_reviewed(mistake):
    for path, text in texts_of(mistake):
        assert path.read_text("utf-8") == text
