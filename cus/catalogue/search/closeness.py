"""How near two spellings are: for words that nobody knows as written."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from rapidfuzz.distance import OSA

NEAR_ENOUGH = 0.6
NEAR_ENOUGH_TO_ASK = 0.5
NEAR_FOR_A_REAL_WORD = 0.9  # a word of the dictionary was probably meant as written
SHORTEST_MISSPELT = 4
AS_IT_SOUNDS = 0.95
PIECE = 4  # letters of the two pieces by which a misspelt word is found
LETTERS_OF_BEGINNING = (2, 2, 2, 2, 2, 2, 3, 3)  # of the first piece in words of 0, 1, … letters; then PIECE

# What people write for the same sound is compared as one letter.
SAME_SOUND = (("rz", "z"), ("ch", "h"), ("sz", "s"), ("cz", "c"), ("dz", "c"), ("oo", "u"), ("ks", "x"), ("w", "f"))


def closeness(written: str, known: str) -> float:
    """From 0 (nothing in common) to 1 (the same), as written and by sound; both without diacritics."""
    as_written = _share(written, known)
    return as_written if as_written == 1 else max(as_written, AS_IT_SOUNDS * _share(sound(written), sound(known)))


def keys_of(forms: Iterable[str]) -> list[int]:
    """By what the forms of a term are found: each as it is, and its first two pieces, by letters and by sound."""
    forms = list(forms)
    heard = sound(" ".join(forms)).split()
    pieces = {piece for text in {*forms, *heard} for piece in _pieces(text)}
    return _numbers({f"={form}" for form in forms} | pieces)


def keys_of_form(plain: str) -> list[int]:
    return _numbers([f"={plain}"])


def keys_one_slip_away(plain: str) -> list[int]:
    """What at least one piece of every form is that is a slip away: a letter more, less, another, or two swapped.

    The slip is in one of the pieces; then the other is as it was, or stands a letter further left or right.
    """
    return _numbers(piece for text in {plain, sound(plain)} for piece in _pieces_near(text))


def keys_of_beginning(plain: str) -> list[int]:
    """What a form has that begins so."""
    letters = range(_letters_of_beginning(len(plain)), min(PIECE, len(plain)) + 1)
    return _numbers(_beginning(plain[:count]) for count in letters)


def is_one_slip_away(one: str, other: str) -> bool:
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _letters_of_beginning(length: int) -> int:
    """So many letters the first piece of a word has: half of a short one."""
    return LETTERS_OF_BEGINNING[length] if length < len(LETTERS_OF_BEGINNING) else PIECE


def _pieces(text: str) -> tuple[str, ...]:
    letters = _letters_of_beginning(len(text))
    beginning = f"{letters}{text[:letters]}"
    return (beginning, f"{letters}-{text[letters : letters + PIECE]}") if len(text) > letters else (beginning,)


def _pieces_near(text: str) -> Iterator[str]:
    for letters in {_letters_of_beginning(len(text) + more) for more in (-1, 0, 1)}:
        yield _beginning(text[:letters])
        yield _beginning(text[: letters - 1] + text[letters : letters + 1])  # swapped with the first of the rest
        for start in (letters - 1, letters, letters + 1):
            if start < len(text):
                yield f"{letters}-{text[start : start + PIECE]}"


def _beginning(letters: str) -> str:
    return f"{len(letters)}{letters}"


def _numbers(pieces: Iterable[str]) -> list[int]:
    return sorted({crc32(one.encode()) - 2**31 for one in pieces})


def trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


@lru_cache(maxsize=50_000)
def sound(plain: str) -> str:
    """How it sounds, a letter for each sound; of several words parted by spaces, each."""
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
