"""Delivering a decision: which way comes first, and when a letter nobody collected counts as delivered."""

from datetime import date, timedelta

from cus.law.certainty import Certainty
from cus.law.citations import ADMINISTRATIVE_PROCEDURE, TO_VERIFY, Act, cites
from cus.law.dated import ACT_IN_FORCE, Dated

E_DELIVERY_ACT = Act("Ustawa o doręczeniach elektronicznych", "Dz.U. 2020 poz. 2320")
MAIN_CHANNEL_FROM = date(2026, 1, 1)
KEPT_AT_THE_POST = Dated({ACT_IN_FORCE: timedelta(days=14)})


# That e-Doręczenia is the main channel from 1 January 2026 is seen in a source [S]; that the paper way stays open for
# who has no address, and how the base is asked, comes from our knowledge [K]: the rule warns and never blocks.
@cites(
    E_DELIVERY_ACT,
    TO_VERIFY,
    rule="RULE-66",
    sentence_pl=(
        "Przed wysłaniem decyzji sprawdza się adres w bazie adresów elektronicznych. "
        "Kto ma adres do doręczeń elektronicznych, dostaje decyzję tam, a inni na papierze."
    ),
    certainty=Certainty.KNOWLEDGE,
    also=Certainty.CONFIRMED,
)
def may_go_on_paper(*, sent_on: date, base_was_asked: bool, has_electronic_address: bool) -> bool:
    """A decision goes on paper only once the base of electronic addresses was asked and knows no address."""
    return sent_on < MAIN_CHANNEL_FROM or (base_was_asked and not has_electronic_address)


@cites(
    ADMINISTRATIVE_PROCEDURE,
    TO_VERIFY,
    rule="RULE-90",
    sentence_pl=(
        "Pismo, którego nikt nie odebrał mimo dwóch zawiadomień, uważa się za doręczone "
        "z upływem 14 dni od pierwszego zawiadomienia."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def counts_as_delivered_on(*, first_notice_on: date | None, second_notice_on: date | None) -> date | None:
    """A letter nobody collected after two notices counts as delivered 14 days after the first."""
    if first_notice_on is None or second_notice_on is None or second_notice_on < first_notice_on:
        return None
    return first_notice_on + KEPT_AT_THE_POST.on(first_notice_on)
