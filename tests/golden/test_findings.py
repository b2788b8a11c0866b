"""What a student reads of a mistake is what somebody has read and found true."""

from __future__ import annotations

import difflib
import re
import sys

import pytest

from tests.golden.make_findings import FINDINGS, mistakes, texts_of

SLUGS = sorted(path.name for path in FINDINGS.iterdir())
ALL = [mistake for slug in SLUGS for mistake in mistakes(slug)]

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux"),
]


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_each_mistake_is_told_as_it_was_reviewed(slug):
    changed = []
    for path, text in texts_of(slug):
        kept = path.read_text("utf-8").splitlines()
        changed += difflib.unified_diff(kept, text.splitlines(), str(path), "now", lineterm="")

    assert not changed, "\n".join(
        [*changed, "", "If that is better: python tests/golden/make_findings.py, then review."]
    )


@pytest.mark.parametrize("mistake", ALL, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_text_says_what_is_wrong_and_ends_with_a_next_step(mistake, language):
    text = (mistake / f"{language}.txt").read_text("utf-8")

    assert "✗" in text
    assert re.search(r"grade (hint|statement|-a|start)", text.splitlines()[-1])
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("mistake", ALL, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_korean_text_has_a_particle_in_two_forms(mistake):
    text = (mistake / "ko.txt").read_text("utf-8")

    assert not re.search(r"을\(를\)|이\(가\)|은\(는\)|과\(와\)|\(으\)로", text)
