"""Polish words on a page: order of the alphabet, comparison without diacritics, hard spaces."""

import re
import unicodedata

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
LETTER_CODES = {letter: str(30 + place) for place, letter in enumerate(ALPHABET)}
DIGIT_CODES = {digit: str(20 + place) for place, digit in enumerate("0123456789")}
SPACE_CODE, HYPHEN_CODE, OTHER_CODE = "10", "11", "12"
HARD_SPACE = "\N{NO-BREAK SPACE}"

# A line never ends with a one-letter word, nor parts a number from what it counts or a short word from its number.
ONE_LETTER_WORD = re.compile(r"(?<![^\s(„”\"–—\-])([aiouwzAIOUWZ]) (?=\S)")
ABBREVIATION = re.compile(
    r"\b((?:ul|al|pl|os|nr|art|ust|pkt|lit|poz|godz|tel|ok|str|pok|dr|prof|mgr)\.?|§) (?=\d|[A-ZŁŚŻŹĆ])"
)
NUMBER_AND_UNIT = re.compile(
    r"(\d) (?=(?:zł|gr|tys|mln|%|km|cm|mm|m|kg|g|l|r\.|min|godz|dni|dzień|dnia|lat|lata|rok|roku|miesi|tygod|osób|osoby|razy"
    r"|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia)(?![^\W\d_]{9}))"
)
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def sort_key(text: str) -> str:
    """A key that orders by the Polish alphabet wherever it is compared: in Python or under any database collation.

    Each letter becomes two digits, so no collation can bend the order; letter case and foreign accents do not count.
    """
    return "".join(_code(letter) for letter in " ".join(text.lower().split()))


def _code(letter: str) -> str:
    if letter in LETTER_CODES:
        return LETTER_CODES[letter]
    if letter in DIGIT_CODES:
        return DIGIT_CODES[letter]
    if letter == " ":
        return SPACE_CODE
    if letter in "-–":
        return HYPHEN_CODE
    return "".join(LETTER_CODES.get(plain, OTHER_CODE) for plain in fold(letter)) or OTHER_CODE


def fold(text: str) -> str:
    """Lower case without diacritics, spaces made single: what a person types when in a hurry."""
    unstroked = text.lower().translate(str.maketrans("łøđ", "lod")).replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", unstroked)
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


def nbsp(text: str) -> str:
    """The text with hard spaces after one-letter words and abbreviations, inside numbers and before units."""
    for pattern, kept in ((ONE_LETTER_WORD, r"\1"), (ABBREVIATION, r"\1"), (NUMBER_AND_UNIT, r"\1"), (THOUSANDS, "")):
        text = pattern.sub(kept + HARD_SPACE, text)
    return text
