"""The answers to failed checks -> the idea behind them, out of a file that only they open.

A student's kit has no misconceptions, and must not list them. So each idea's sentences lie in it
encrypted under the answers that a solution with this idea gives to a public check:

    answers, on a grid of six digits ──blake2b──► secret ──► tag (12 bits): is there an entry?
                                                   └─scrypt─► key ──► SHAKE-256 as a stream, BLAKE2b
                                                                      as its MAC ──► ko, en

Only guessing the answers opens an entry, and to guess them is to think of the idea. Answers that
a program could try out one by one must not be sealed; `authoring.kit_ideas` sees to that.

The standard library has all of this, so a kit needs no library more. Each key encrypts one text,
of which a stream and a MAC make no more than a textbook's encrypt-then-MAC.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import math
import secrets
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.checks.call_log import cells_in
from grader.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from grader.checks.call_log import Call

NAME = "ideas.bin"
MAGIC = b"ideas 1\n"
DIGITS = 6
# no short decimal and no binary fraction lies on an edge of the grid, where a last bit decides
OFFSET = 0.2718281828
EDGE = 2e-3  # in steps of the grid: as near as two sums of the same numbers may differ
MAX_EDGES = 3  # cells that are tried on both sides of an edge, in all combinations
MAX_CELLS = 100_000  # of all answers together; more say no more
SALT_BYTES = 16
MAC_BYTES = 16
KEY_BYTES = 32
# A longer tag would tell a guess that is wrong without the work of scrypt, a shorter one would cost
# every wrong answer that work: with a hundred entries one in forty is tried in vain.
TAG_BITS = 12
COST = 1 << 13  # of scrypt: 8 MB and about 20 ms for each guess
FULL = 32  # entries are filled up to a multiple of this, so that nobody counts the ideas
_PADDED = 64  # and texts to one of this


class Answers(NamedTuple):
    """A failed check's calls that returned, in order."""

    check: str
    calls: Sequence[Call]


class SealedIdeas:
    """A file of sealed ideas.

    Args:
        path: the file; one that is missing or damaged holds no ideas.
    """

    def __init__(self, path: Path) -> None:
        self._salt, self._entries = _parse(path)
        if not hasattr(hashlib, "scrypt"):  # a Python without OpenSSL
            self._entries = {}
        self._opened: dict[bytes, Text | None] = {}  # `grade watch` asks the same again

    def find(self, failed: Sequence[Answers]) -> dict[str, Text]:
        """Give failed checks' ideas, by check.

        An idea must explain at least half of the failed checks of the same functions, and more of
        them than any other.
        """
        if not self._entries:
            return {}
        found = {}
        for one in failed:
            texts = (self._open(secret) for w in witnesses(one, failed) for secret in secrets_of(w))
            text = next((text for text in texts if text is not None), None)
            if text is not None:
                found[one.check] = text
        return {
            one.check: found[one.check]
            for one in failed
            if one.check in found and _is_likely(one, failed, found)
        }

    def _open(self, secret: bytes) -> Text | None:
        if secret not in self._opened:
            self._opened[secret] = self._try(secret)
        return self._opened[secret]

    def _try(self, secret: bytes) -> Text | None:
        entries = self._entries.get(_tag(secret, self._salt), ())
        keys = _keys(secret, self._salt) if entries else None
        for mac, body in entries:
            if keys is not None and hmac.compare_digest(mac, _mac(keys[1], body)):
                return _text(_masked(keys[0], body))
        return None


def _is_likely(one: Answers, failed: Sequence[Answers], found: dict[str, Text]) -> bool:
    rivals = related(one, failed)
    votes = Counter(found[rival.check] for rival in rivals if rival.check in found)
    (text, most), *others = votes.most_common(2)
    is_best = text == found[one.check] and all(count < most for _, count in others)
    return is_best and 2 * most >= len(rivals)


def seal(ideas: Iterable[tuple[bytes, Text]]) -> bytes:
    """Make the bytes of a file of sealed ideas.

    Args:
        ideas: each with its secret, of `secrets_of`.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - authors alone seal

    salt = secrets.token_bytes(SALT_BYTES)
    texts = [(secret, f"{text.ko}\0{text.en}".encode()) for secret, text in ideas]
    longest = max((len(text) for _, text in texts), default=0)
    size = _PADDED * math.ceil((longest + 1) / _PADDED)  # equal lengths tell nothing
    with ThreadPoolExecutor() as pool:  # scrypt takes nearly all of the time, and no GIL
        entries = list(
            pool.map(lambda one: _sealed(one[0], one[1].ljust(size, b"\0"), salt), texts)
        )
    while len(entries) % FULL or not entries:
        filler = secrets.token_bytes(2 + MAC_BYTES + size)
        entries.append(_tag(filler, salt) + filler[2:])
    return b"".join([MAGIC, salt, size.to_bytes(4, "big"), *sorted(entries)])


def _sealed(secret: bytes, text: bytes, salt: bytes) -> bytes:
    keys = _keys(secret, salt)
    body = _masked(keys[0], text)
    return _tag(secret, salt) + _mac(keys[1], body) + body


def _parse(path: Path) -> tuple[bytes, dict[bytes, list[tuple[bytes, bytes]]]]:
    """Give a file's salt, and tag -> (MAC, encrypted text) of its entries."""
    try:
        data = path.read_bytes()
    except OSError:
        return b"", {}
    head = len(MAGIC) + SALT_BYTES
    size = int.from_bytes(data[head : head + 4], "big")
    whole = 2 + MAC_BYTES + size
    rest = data[head + 4 :]
    if not data.startswith(MAGIC) or len(rest) % whole:
        return b"", {}
    entries: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for start in range(0, len(rest), whole):
        entry = rest[start : start + whole]
        place = 2 + MAC_BYTES
        entries.setdefault(entry[:2], []).append((entry[2:place], entry[place:]))
    return data[len(MAGIC) : head], entries


def _text(padded: bytes) -> Text:
    ko, _, en = padded.decode("utf-8").rstrip("\0").partition("\0")
    return Text(ko=ko, en=en)


def _tag(secret: bytes, salt: bytes) -> bytes:
    digest = hashlib.blake2b(secret, key=salt, person=b"tag", digest_size=2).digest()
    return (int.from_bytes(digest, "big") >> 16 - TAG_BITS).to_bytes(2, "big")


def _keys(secret: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Derive the keys of the stream and of the MAC."""
    both = hashlib.scrypt(secret, salt=salt, n=COST, r=8, p=1, dklen=2 * KEY_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _masked(key: bytes, text: bytes) -> bytes:
    """Encrypt or decrypt."""
    stream = hashlib.shake_256(key).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))


def _mac(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(body, key=key, digest_size=MAC_BYTES).digest()


# -- answers as secrets


class Witness(NamedTuple):
    """Failed checks whose answers together stand for one check's idea."""

    label: bytes
    answers: Sequence[Answers]


def witnesses(one: Answers, failed: Sequence[Answers]) -> list[Witness]:
    """Answers that may open a failed check's idea: its own, those of more checks, and all.

    More answers tell more ideas apart, and are harder to guess.
    """
    name = one.check.encode()
    return [
        Witness(b"alone", [one]),
        Witness(b"related: " + name, related(one, failed)),
        Witness(b"all: " + name, failed),
    ]


def related(one: Answers, failed: Sequence[Answers]) -> list[Answers]:
    """The failed checks, with this one, that asked one of its functions."""
    functions = {(call.function, call.by_driver) for call in one.calls}
    return [
        other
        for other in failed
        if not functions.isdisjoint((call.function, call.by_driver) for call in other.calls)
    ]


def secrets_of(witness: Witness) -> Iterator[bytes]:
    """The answers as secrets, the likeliest first; none where they cannot be written down."""
    written = _Written([witness.label], [np.empty(0)])
    calls = [call for each in witness.answers for call in each.calls]
    if sum(cells_in(call.value) for call in calls) > MAX_CELLS:
        return
    try:
        for each in witness.answers:
            written.words.append(each.check.encode())
            for call in each.calls:
                written.words.append(b"%s %d" % (call.function.encode(), call.by_driver))
                _write(call.value, written)
    except (_UnwritableError, OverflowError):
        return
    words = b"\n".join(written.words)
    for cells in _roundings(np.concatenate(written.numbers)):
        data = len(words).to_bytes(8, "big") + words + cells.astype("<f8").tobytes()
        yield hashlib.blake2b(data).digest()


class _Written(NamedTuple):
    """Answers as words, and the numbers in them as places on the grid."""

    words: list[bytes]
    numbers: list[NDArray[np.float64]]


class _UnwritableError(Exception):
    """An answer holds something that no solution with an idea answers."""


def _write(value: Any, written: _Written) -> None:
    # alike is written alike: see `in_process.same_answer`
    if value is None or type(value) is str:
        written.words.append(repr(value).encode("utf-8", "backslashreplace"))
    elif type(value) in (list, tuple):
        written.words.append(b"%d items" % len(value))
        for item in value:
            _write(item, written)
    elif isinstance(value, (bool, int, float, np.generic, np.ndarray)):
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            raise _UnwritableError
        written.words.append(repr(array.shape).encode())
        written.numbers.append(on_grid(array.astype(np.float64).ravel()))
    else:
        raise _UnwritableError


def on_grid(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers in steps of the grid: six places behind the point, or six digits if large."""
    finite = np.abs(numbers[np.isfinite(numbers)])
    largest = float(finite.max(initial=0.0))
    whole = math.ceil(math.log10(largest)) if largest > 1 else 0
    with np.errstate(all="ignore"):
        return numbers * 10.0 ** (DIGITS - max(0, whole - DIGITS)) + OFFSET


def _roundings(places: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """The cells of the grid, and their neighbours where a number lies at an edge."""
    cells = np.floor(places)
    with np.errstate(invalid="ignore"):  # infinities
        part = places - cells
    steps = np.where(part < EDGE, -1.0, np.where(part > 1 - EDGE, 1.0, 0.0))
    cells[np.isnan(cells)] = 0.5  # NaNs differ in their bits
    yield cells + 0.0
    edges = np.flatnonzero(steps)[: MAX_EDGES + 1]
    if len(edges) > MAX_EDGES:
        return
    for count in range(1, len(edges) + 1):
        for moved in itertools.combinations(edges.tolist(), count):
            others = cells.copy()
            others[list(moved)] += steps[list(moved)]
            yield others + 0.0
