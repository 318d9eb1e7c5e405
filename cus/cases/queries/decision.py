"""A refusal as people read it: its paper, its parts, what stands in it at first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre
from cus.accounts.sender import letter_paper
from cus.cases.letter_texts import worded
from cus.cases.letter_words import known_of, recipient_of, title_of_refusal, words_of_refusal
from cus.cases.models import Decision
from cus.law.citations import CUS_ACT
from cus.law.refusal import RefusalPart, missing_from_refusal
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.papers.paper import Paper

PARTS: dict[str, str | Promise] = {
    RefusalPart.DECISION: _("a signed decision with its reasons and legal basis"),
    RefusalPart.APPEAL_INSTRUCTION: _("how to appeal"),
    RefusalPart.DELIVERY_DATE: _("the day of delivery"),
}


@dataclass(frozen=True)
class Part:
    """One part of a complete refusal (RULE-39), there or still missing."""

    label: str | Promise
    is_there: bool


def parts_of_refusal(decision: Decision) -> list[Part]:
    missing = missing_from_refusal(
        has_decision=decision.signed_on is not None,
        has_appeal_instruction=bool(decision.appeal_instruction),
        delivered_on=decision.delivered_on,
    )
    return [Part(label, part not in missing) for part, label in PARTS.items()]


def default_provision() -> str:
    """The Act by its name; which article, and which paragraph of the programme, the officer adds."""
    return f"{CUS_ACT.title} ({CUS_ACT.journal})"


def appeal_instruction(centre: Centre) -> str:
    """What stands at first under "how to appeal"; from our knowledge of the procedure, to be read before signing."""
    where = ", ".join(filter(None, (centre.name, centre.address, f"{centre.postcode} {centre.town}".strip())))
    return (
        "Od tej decyzji można się odwołać w ciągu 14 dni od dnia jej doręczenia.\n"
        "Odwołanie składa się do Samorządowego Kolegium Odwoławczego za naszym pośrednictwem: "
        f"osobiście albo pocztą ({where}). Odwołanie jest bezpłatne.\n"
        "W tym samym czasie można zrzec się prawa do odwołania. Decyzja staje się wtedy ostateczna i prawomocna."
    )


def decision_paper(decision: Decision) -> Paper:
    """The letter of a signed decision, or what it would be if the draft were signed as it is."""
    return letter_paper(decision.letter or _draft_letter(decision), centre=decision.centre)


def _draft_letter(decision: Decision) -> Letter:
    names = list(decision.requests.order_by("service__name").values_list("service__name", flat=True))
    application = decision.application
    words = worded(
        centre=decision.centre,
        kind=LetterKind.REFUSAL,
        known=known_of(application) | words_of_refusal(decision, names),
        on=decision.drafted_on,
        title=title_of_refusal(len(names)),
    )
    return Letter(
        kind=LetterKind.REFUSAL,
        number=decision.number,
        title=f"PROJEKT: {words.title}",
        dated_on=decision.drafted_on,
        recipient=recipient_of(application, on=decision.drafted_on),
        text=words.text,
    )
