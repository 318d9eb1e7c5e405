"""What makes a Polish text hard to read at level B1: long sentences, long words, passive voice, words of offices."""

import re

MOST_WORDS = 20  # in one sentence
MOST_LETTERS = 13  # in one word
MOST_LONG_WORDS = 0.12  # of all words
ABBREVIATIONS = ("ul", "al", "os", "pl", "np", "nr", "tel", "godz", "św", "dr", "im", "tzw", "r", "m.in", "lek")
NO_ABBREVIATION = "".join(rf"(?<!\b{re.escape(one)}\.)" for one in ABBREVIATIONS)
SENTENCE_END = re.compile(rf"(?<=[.!?…]){NO_ABBREVIATION}\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ„\"(])|\n\s*\n|\n\s*[-–•*]\s*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NOT_PARTICIPLES = (
    "strona", "żona", "ściana", "zmiana", "wymiana", "odmiana", "rana", "ochrona", "obrona", "osłona", "korona",
    "zielona", "czerwona", "słona", "mama", "wiosna",
)  # fmt: skip
# "jest realizowana", "zostaną przyznane", "są świadczone"; "dokonuje się", "udziela się"
PASSIVE = re.compile(
    r"\b(?:jest|są|był[aoy]?|byli|będ(?:zie|ą)|został[aoy]?|zostali|zostaje|zostają|zostan(?:ie|ą)|bywa(?:ją)?)\s+"
    rf"(?:\w+\s+)?(?!(?:{'|'.join(NOT_PARTICIPLES)})\b)"
    r"\w{2,}(?:[aeo]n[yaei]|[aeo]ny(?:ch|mi|m)|ę[ct][yaei]|arty|arta|arte)\b"
    r"|\b(?:udziela|przyznaje|zapewnia|realizuje|świadczy|dokonuje|kieruje|przyjmuje|wydaje|ustala|stosuje)\s+się\b",
    re.IGNORECASE,
)
# Beginnings of words and of phrases that belong to letters of offices.
OFFICIALESE = re.compile(
    r"\b(?:niniejsz\w*|przedmiotow\w*|powyższ\w*|wyżej wymienion\w*|ww\b|w zakresie|w celu|celem|w ramach"
    r"|w przypadku|w szczególności|na podstawie|w oparciu o|zgodnie z|stosownie do|z tytułu|w trybie|w związku z"
    r"|poprzez|beneficjen\w*|podopieczn\w*|świadczeniobiorc\w*|usługobiorc\w*|wnioskodawc\w*|interesan\w*"
    r"|petent\w*|zaspok\w+|ukierunkowan\w*|adresowan\w*|realizacj\w+|realizowan\w*|zabezpieczeni\w* potrzeb\w*"
    r"|dysfunkcj\w*|deficyt\w*|uprawnion\w*|przysługuj\w*|wymóg|wymogi|formularz\w* zgłoszeniow\w*)\b",
    re.IGNORECASE,
)


def sentences_of(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE_END.split(text) if part and part.strip()]


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def long_sentences(text: str) -> list[str]:
    """The sentences with more words than one reads in a breath."""
    return [sentence for sentence in sentences_of(text) if len(words_of(sentence)) > MOST_WORDS]


def long_words(text: str) -> list[str]:
    """The long words, if there are so many that the text is hard for them."""
    words = words_of(text)
    found = [word for word in words if len(word) > MOST_LETTERS]
    return found if len(found) > 1 and len(found) > MOST_LONG_WORDS * len(words) else []


def passive_phrases(text: str) -> list[str]:
    """Where the text hides who does it: "usługa jest realizowana", "pomocy udziela się"."""
    return [found[0] for found in PASSIVE.finditer(text)]


def office_words(text: str) -> list[str]:
    """Words nobody says aloud: "w zakresie", "beneficjent", "niniejszy"."""
    return list(dict.fromkeys(found[0].lower() for found in OFFICIALESE.finditer(text)))
