"""Words for the example centre: parts dealt like cards, so that two people seldom share the same note."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

from cus.office.demo.names import DATA
from cus.people.models import Sex

ALTERNATIVE = re.compile(r"\[([^|\[\]]*)\|([^|\[\]]*)\]")
AFTER_A_STOP = re.compile(r"(^|[.!?] |\n)([a-ząćęłńóśźż])")
TITLES = {Sex.FEMALE: "pani", Sex.MALE: "pan"}


@cache
def read(file: str) -> dict[str, Any]:
    with (DATA / file).open("rb") as lines:
        return tomllib.load(lines)


class Deck:
    """Deals the entries of a list one by one, shuffled anew when all have come."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.left: dict[int, list[Any]] = {}

    def deal(self, entries: Sequence[Any]) -> Any:
        left = self.left.setdefault(id(entries), [])
        if not left:
            left.extend(entries)
            self.dice.shuffle(left)
        return left.pop()


class Voice:
    """Speaks of one person: right forms for a woman and a man, notes for the old and for the young."""

    def __init__(self, deck: Deck, *, first_name: str, sex: Sex, is_young: bool) -> None:
        self.deck = deck
        self.name = f"{TITLES[sex]} {first_name}"
        self.sex = sex
        self.is_young = is_young

    def note(self, kind: str) -> str:
        """A note of this kind: one entry of every list of its section."""
        notes = read("notes.toml")
        section = notes.get(f"{kind}_young", notes[kind]) if self.is_young else notes[kind]
        return self.say(" ".join(self.deck.deal(entries) for entries in section.values()))

    def of(self, profile: dict[str, Any], *topics: str) -> str:
        return self.say(" ".join(self.deck.deal(profile[topic]) for topic in topics))

    def say(self, text: str) -> str:
        chosen = ALTERNATIVE.sub(lambda found: found[1 if self.sex == Sex.FEMALE else 2], text)
        return AFTER_A_STOP.sub(lambda found: found[1] + found[2].upper(), chosen.replace("{name}", self.name))
