"""A Bloom filter over the gazetteer's keys: most words of a text are in no gazetteer.

The filter answers "certainly not" without touching the database; the database confirms the
rest, so that membership is exact.
"""

from collections.abc import Iterable
from hashlib import blake2b

BITS_PER_KEY = 12
PROBES = 5
_MASK = (1 << 64) - 1


def _positions(key: str, bits: int) -> list[int]:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    first = int.from_bytes(digest[:8], "little")
    step = int.from_bytes(digest[8:], "little") | 1
    return [((first + i * step) & _MASK) % bits for i in range(PROBES)]


def build_filter(keys: Iterable[str]) -> bytes:
    """Filter over these keys as bytes; about 0.5 % of other keys pass it too."""
    listed = list(keys)
    size = max(64, len(listed) * BITS_PER_KEY // 8)
    field = bytearray(size)
    for key in listed:
        for position in _positions(key, size * 8):
            field[position >> 3] |= 1 << (position & 7)
    return bytes(field)


def may_contain(field: bytes, key: str) -> bool:
    """False where the key is certainly not among those that the filter was built over."""
    bits = len(field) * 8
    return all(field[p >> 3] >> (p & 7) & 1 for p in _positions(key, bits))
