"""How near two spellings are: for words that nobody knows as written."""

from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

from rapidfuzz.distance import OSA

NEAR_ENOUGH = 0.6
NEAR_ENOUGH_TO_ASK = 0.5
NEAR_FOR_A_REAL_WORD = 0.9  # a word of the dictionary was probably meant as written
SHORTEST_MISSPELT = 4
AS_IT_SOUNDS = 0.95

# What people write for the same sound is compared as one letter.
SAME_SOUND = (("rz", "z"), ("ch", "h"), ("sz", "s"), ("cz", "c"), ("dz", "c"), ("oo", "u"), ("ks", "x"), ("w", "f"))


def closeness(written: str, known: str) -> float:
    """From 0 (nothing in common) to 1 (the same), as written and by sound; both without diacritics."""
    as_written = _share(written, known)
    return as_written if as_written == 1 else max(as_written, AS_IT_SOUNDS * _share(sound(written), sound(known)))


def keys(plain: str) -> list[int]:
    """Two spellings one slip apart (a letter more, less, another, two swapped; by letters or by sound) share one."""
    return sorted({crc32(one.encode()) - 2**31 for text in {plain, sound(plain)} for one in _one_letter_less(text)})


def _one_letter_less(text: str) -> Iterator[str]:
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


@lru_cache(maxsize=50_000)
def sound(plain: str) -> str:
    for written, heard in SAME_SOUND:
        plain = plain.replace(written, heard)
    return plain.replace("u", "o")


def _share(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if longest == 0 or abs(len(one) - len(other)) > longest // 3:
        return 0.0
    return 1 - distance(one, other) / longest


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour to get from one to the other."""
    return OSA.distance(one, other)
