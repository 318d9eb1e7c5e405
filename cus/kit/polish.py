"""Polish words on a page: order of the alphabet, comparison without diacritics, hard spaces."""

import re
import unicodedata

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
LETTER_CODES = {letter: str(30 + place) for place, letter in enumerate(ALPHABET)}
DIGIT_CODES = {digit: str(20 + place) for place, digit in enumerate("0123456789")}
SPACE_CODE, HYPHEN_CODE, OTHER_CODE = "10", "11", "12"
PLAIN_LETTERS = str.maketrans(dict(zip("ąćęłńóśźżøđ", "acelnoszzod", strict=True)) | {"ß": "ss"})
HARD_SPACE = "\N{NO-BREAK SPACE}"

# A line never ends with a one-letter word, nor parts a number from what it counts or a short word from its number.
# Each rule finds the space first and then looks around it: that is what makes it quick on a whole page.
UNITS = r"zł|gr|tys|mln|%|km|cm|mm|m|kg|g|l|r\.|min|godz|dni\w*|dzień|lat\w*|rok\w*|miesi\w+|tygod\w+|os[oó]b\w*|razy"
MONTHS = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
ABBREVIATIONS = ("ul.", "al.", "pl.", "os.", "nr", "art.", "ust.", "pkt", "lit.", "poz.", "tel.", "ok.", "dr", "§")
AFTER_ABBREVIATION = "|".join(rf"(?<=\W{re.escape(word)} )|(?<=\A{re.escape(word)} )" for word in ABBREVIATIONS)
HARD_SPACE_RULES = (
    r" (?=\S)(?:(?<=[\s(„”\"–—>;][aiouwzAIOUWZ] )|(?<=\A[aiouwzAIOUWZ] ))",
    rf" (?=[\dA-ZŁŚŻŹĆ])(?:{AFTER_ABBREVIATION})",
    rf" (?<=\d )(?=(?:{UNITS}|{MONTHS})(?!\w)|\d{{3}}(?!\d))",
)
HARD_SPACE_PATTERNS = [re.compile(rule) for rule in HARD_SPACE_RULES]


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
    plain = text.lower().translate(PLAIN_LETTERS)
    if not plain.isascii():  # rare: letters of other languages, marks standing by themselves
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(plain.split())


def nbsp(text: str) -> str:
    """The text with hard spaces after one-letter words and abbreviations, inside numbers and before units."""
    for pattern in HARD_SPACE_PATTERNS:
        text = pattern.sub(HARD_SPACE, text)
    return text
