"""Tokens -> fingerprints by winnowing: of each run of tokens' hashes, the least.

S. Schleimer, D. Wilkerson, A. Aiken: Winnowing: local algorithms for document fingerprinting,
SIGMOD 2003. Two answers that share `TOKENS + WINDOW - 1` tokens in a row share a fingerprint.
"""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

TOKENS = 7  # in a row make one hash: fewer are alike by nature
WINDOW = 4  # hashes, one of which is kept
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no bit is lost by multiplying

Hashes = npt.NDArray[np.uint64]


def hash_runs(tokens: Sequence[Token]) -> Hashes:
    """One hash for each run of `TOKENS` tokens, in order; of equal runs the same one."""
    count = len(tokens) - TOKENS + 1
    if count < 1:
        return np.empty(0, np.uint64)
    numbers = np.fromiter((_number(token.word) for token in tokens), np.uint64, len(tokens))
    mixed = np.zeros(count, np.uint64)
    for place in range(TOKENS):  # arithmetic of this type wraps around
        mixed = (mixed + numbers[place : place + count]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return mixed


def winnow(hashes: Hashes) -> Hashes:
    """The fingerprints: of each window the least hash, each once, sorted."""
    if len(hashes) <= WINDOW:
        return np.unique(hashes)[:1]
    windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
    return np.unique(windows.min(axis=1))


@functools.lru_cache(maxsize=65_536)
def _number(text: str) -> int:
    # not Python's own hash, which is another one in each process
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
