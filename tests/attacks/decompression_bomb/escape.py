"""Decompresses a little into much."""

import zlib


def got_out():
    packed = zlib.compress(bytes(2**20) * 8, 9)
    whole = b"".join(zlib.decompress(packed) for _ in range(20))
    return len(whole) > 150 * 2**20
