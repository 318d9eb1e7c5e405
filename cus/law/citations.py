"""How a rule names the provision it applies. The mark is data on the function, so the catalogue cannot drift."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from inspect import getdoc
from typing import TypeVar

from cus.law.certainty import Certainty, Effect

Function = TypeVar("Function", bound=Callable[..., object])

# Shown to people in place of an article nobody has yet read in the official text. Never fill one in from memory.
TO_VERIFY = "przepis do potwierdzenia"


@dataclass(frozen=True)
class Act:
    title: str
    journal: str


CUS_ACT = Act("Ustawa o realizowaniu usług społecznych przez centrum usług społecznych", "Dz.U. 2019 poz. 1818")
PUBLISHING_ACT = Act(
    "Ustawa o ogłaszaniu aktów normatywnych i niektórych innych aktów prawnych", "Dz.U. 2000 nr 62 poz. 718"
)
SOCIAL_ASSISTANCE_ACT = Act("Ustawa o pomocy społecznej", "Dz.U. 2004 nr 64 poz. 593")
ADMINISTRATIVE_PROCEDURE = Act("Kodeks postępowania administracyjnego", "Dz.U. 1960 nr 30 poz. 168")


@dataclass(frozen=True)
class Citation:
    act: Act
    provision: str

    def __str__(self) -> str:
        return f"{self.act.journal}, {self.provision}"

    @property
    def is_verified(self) -> bool:
        return self.provision != TO_VERIFY


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue: what it says, where it stands, how sure we are."""

    id: str
    sentence: str
    sentence_pl: str
    citation: Citation
    certainty: Certainty  # of the part the function applies; this decides whether it may block
    also: Certainty | None  # the mark of the other part, where the source confirms only half of the rule
    function: str
    is_stated_here: bool = True  # False on a function that only serves the rule

    @property
    def marks(self) -> tuple[Certainty, ...]:
        """All marks of the rule, the surest first."""
        return tuple(mark for mark in Certainty if mark in (self.certainty, self.also))

    @property
    def blocks(self) -> bool:
        return self.certainty is Certainty.CONFIRMED


def cites(
    act: Act,
    provision: str,
    *,
    rule: str,
    sentence_pl: str,
    certainty: Certainty,
    also: Certainty | None = None,
) -> Callable[[Function], Function]:
    """Make a function a rule of the catalogue. Its docstring's first paragraph is the sentence in English."""

    def mark(function: Function) -> Function:
        function.rule = Rule(  # type: ignore[attr-defined]
            id=rule,
            sentence=_first_paragraph(function),
            sentence_pl=sentence_pl,
            citation=Citation(act, provision),
            certainty=certainty,
            also=also,
            function=_path(function),
        )
        return function

    return mark


def applies(
    ruled: Callable[..., object], *, certainty: Certainty | None = None, citation: Citation | None = None
) -> Callable[[Function], Function]:
    """Mark a function that serves a rule stated elsewhere, with its own certainty or provision where these differ."""

    def mark(function: Function) -> Function:
        whole = rule_of(ruled)
        function.rule = replace(  # type: ignore[attr-defined]
            whole,
            certainty=certainty or whole.certainty,
            citation=citation or whole.citation,
            function=_path(function),
            is_stated_here=False,
        )
        return function

    return mark


def rule_of(function: Callable[..., object]) -> Rule:
    rule = getattr(function, "rule", None)
    if not isinstance(rule, Rule):
        raise LookupError(f"{_path(function)} cites no provision.")
    return rule


def provision_of(function: Callable[..., object]) -> str:
    """The provision as shown beside a refusal."""
    return str(rule_of(function).citation)


def effect_of(function: Callable[..., object], *, switched_off: Collection[str] = ()) -> Effect:
    """What breaking the rule does in a centre that has switched off the rules with these ids.

    A confirmed rule blocks and cannot be switched off; any other warns. Where the house itself is stricter than a
    rule that only warns (RULE-49), the service refuses unless the effect is SILENT.
    """
    rule = rule_of(function)
    if rule.blocks:
        return Effect.BLOCKS
    return Effect.SILENT if rule.id in switched_off else Effect.WARNS


def _first_paragraph(function: Callable[..., object]) -> str:
    return " ".join((getdoc(function) or "").split("\n\n")[0].split())


def _path(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
