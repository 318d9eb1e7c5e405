"""Open contests of offers for public tasks."""

from datetime import date, timedelta

from cus.law.certainty import Certainty
from cus.law.citations import TO_VERIFY, Act, cites
from cus.law.dated import ACT_IN_FORCE, Dated

PUBLIC_BENEFIT_ACT = Act("Ustawa o działalności pożytku publicznego i o wolontariacie", "Dz.U. 2003 nr 96 poz. 873")
SHORTEST_CALL = Dated({ACT_IN_FORCE: timedelta(days=21)})


@cites(
    PUBLIC_BENEFIT_ACT,
    TO_VERIFY,
    rule="RULE-68",
    sentence_pl="Na złożenie ofert w otwartym konkursie organizacje mają co najmniej 21 dni od ogłoszenia.",
    certainty=Certainty.KNOWLEDGE,
)
def first_day_to_close(*, announced_on: date) -> date:
    """Organisations have at least 21 days from the announcement to file their offers."""
    return announced_on + SHORTEST_CALL.on(announced_on)
