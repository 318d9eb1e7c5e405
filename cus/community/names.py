"""Words that look like the name of a person: what was searched for is kept without them.

Rather a word too many is lost than a neighbour's name kept: nobody needs to know who was looked for.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
SMALL = frozenset(re.findall(r"\w+", "dla do i lub na nad o od oraz pod po przy u w we z za ze"))
SURNAMES = re.compile(r"(?:[sc]k|dzk)(?:i|a|iego|iej|im|iemu|ie|ich)$|(?:wicz|czyk|czuk)(?:a|owi|em|u|ow)?$")

# Common first names, folded, without the ending that changes with the case.
OF_WOMEN = re.split(
    r"\s+",
    """
    agat agnieszk al aleksandr alicj alin ann anet angelik ani barbar basi beat bogumil bozen bronislaw cecyli
    danut dorot elzbiet emili ew frani gabriel genowef grazyn halin hann helen henryk iren iwon izabel jadwig
    janin jagod joann jolant judyt justyn julit juli kamil karolin katarzyn kasi kind king klaudi kornel
    krystyn ksen ludwik lucyn magdalen malgorzat malwin marcelin mari marian marlen mart marzen martyn
    michalin mieczyslaw milen mirosl monik natali nin ol oliwi otyli patrycj paulin regin renat roz salome
    sandr stanislaw stefani sylwi szymank teres urszul wand weronik wiesl wiktori wiolet wladyslaw zdzislaw
    zofi zosi zuzann zyt
    """.strip(),
)
OF_MEN = re.split(
    r"\s+",
    """
    adam adrian albert aleksander aleksandr andrzej antoni arkadiusz arnold artur bartlomiej bartosz bernard
    blazej bogdan bogumil boguslaw boleslaw bronislaw cezary cezar czeslaw damian daniel dariusz dawid dominik
    edmund edward emil ernest eugeniusz fabian feliks filip franciszek franciszk gabriel gerard grzegorz
    gustaw henryk hubert ignacy ignac ireneusz jacek jack jakub jan janusz jaroslaw jerzy jozef juliusz kacper
    kamil karol kazimierz konrad krystian krzysztof lech lechoslaw leon leszek leszk lucjan ludwik lukasz
    maciej mac marcel marcin marek marian mariusz mateusz michal mieczyslaw mikolaj milosz miroslaw norbert
    oskar patryk pawel pawl piotr przemyslaw radoslaw rafal remigiusz robert roman ryszard sebastian slawomir
    stanislaw stefan szymon tadeusz tomasz tymoteusz wieslaw wiktor wincenty wincent witold wladyslaw
    wlodzimierz wojciech zbigniew zdzislaw zenon zygmunt
    """.strip(),
)
FIRST_NAME = re.compile(
    rf"(?:{'|'.join(OF_WOMEN)})(?:a|y|i|ie|e|o|ii|cie|dzie|rze|ce|ze)$"
    rf"|(?:{'|'.join(OF_MEN)})(?:a|owi|em|ie|iem|u|ego|emu|im)?$"
)


def without_names(words: str) -> str:
    """First names go, with the word behind them; so does what looks like a surname before them, and pairs of names."""
    found = list(WORD.finditer(words))
    gone = {place for place, word in enumerate(found) if FIRST_NAME.match(_folded(word.group()))}
    for place in sorted(gone):
        if place + 1 < len(found) and _folded(found[place + 1].group()) not in SMALL:
            gone.add(place + 1)
        if place and _may_be_surname(found[place - 1].group()):
            gone.add(place - 1)
    gone |= _pair_of_capitals([word.group() for word in found])
    for place in sorted(gone, reverse=True):
        start, end = found[place].span()
        words = f"{words[:start]} {words[end:]}"
    return words


def _pair_of_capitals(words: list[str]) -> set[int]:
    """Two words with capitals side by side are a name; three are the name of a house or an office."""
    capitals = {place for place, word in enumerate(words) if word.istitle()}
    pairs = [place for place in capitals if place + 1 in capitals and not {place - 1, place + 2} & capitals]
    return {place + step for place in pairs for step in (0, 1)}


def _may_be_surname(word: str) -> bool:
    return word[0].isupper() or bool(SURNAMES.search(_folded(word)))


def _folded(word: str) -> str:
    """Lower case without diacritics."""
    plain = unicodedata.normalize("NFD", word.lower().replace("ł", "l"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
