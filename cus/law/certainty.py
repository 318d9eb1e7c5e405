"""How sure we are that a rule is the law, and what a rule may therefore do."""

from enum import StrEnum


class Certainty(StrEnum):
    """The mark a rule carries until a lawyer has read the official text."""

    CONFIRMED = "S"
    KNOWLEDGE = "K"
    UNSURE = "?"

    @property
    def label_pl(self) -> str:
        return CERTAINTY_PL[self]


class Effect(StrEnum):
    """What happens when a rule is not kept."""

    BLOCKS = "BLOCKS"
    WARNS = "WARNS"
    SILENT = "SILENT"

    @property
    def label_pl(self) -> str:
        return EFFECT_PL[self]


CERTAINTY_PL = {
    Certainty.CONFIRMED: "potwierdzone w źródłach",
    Certainty.KNOWLEDGE: "z wiedzy autorów, bez źródła",
    Certainty.UNSURE: "niepewne",
}

EFFECT_PL = {
    Effect.BLOCKS: "zatrzymuje",
    Effect.WARNS: "ostrzega",
    Effect.SILENT: "wyłączona",
}
