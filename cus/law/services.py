"""What a social service is, whom it is for, and when a task of the powiat may be offered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated


@dataclass(frozen=True)
class Area:
    """One of the subject areas on the Act's closed list."""

    number: int
    identifier: str
    name_pl: str
    name_en: str


@dataclass(frozen=True)
class RecipientKind:
    code: str
    name_pl: str
    name_en: str


class HelpForm(StrEnum):
    """The form in which help reaches a person."""

    ACTIVITY = "ACTIVITY"
    MONEY = "MONEY"
    GOODS = "GOODS"


AREAS = Dated(
    {
        ACT_IN_FORCE: (
            Area(1, "pro_family_policy", "polityka prorodzinna", "pro-family policy"),
            Area(2, "family_support", "wspieranie rodziny", "family support"),
            Area(3, "foster_care", "system pieczy zastępczej", "foster care"),
            Area(4, "social_assistance", "pomoc społeczna", "social assistance"),
            Area(5, "health_promotion_protection", "promocja i ochrona zdrowia", "health promotion and protection"),
            Area(6, "disability_support", "wspieranie osób niepełnosprawnych", "support of people with disabilities"),
            Area(7, "public_education", "edukacja publiczna", "public education"),
            Area(8, "unemployment_prevention", "przeciwdziałanie bezrobociu", "prevention of unemployment"),
            Area(9, "culture", "kultura", "culture"),
            Area(10, "physical_culture_tourism", "kultura fizyczna i turystyka", "sport and tourism"),
            Area(11, "civic_activity", "pobudzanie aktywności obywatelskiej", "civic activity"),
            Area(12, "housing", "mieszkalnictwo", "housing"),
            Area(13, "environment", "ochrona środowiska", "environment"),
            Area(14, "reintegration", "reintegracja zawodowa i społeczna", "return to work and social life"),
        )
    }
)

RECIPIENT_KINDS = Dated(
    {
        ACT_IN_FORCE: (
            RecipientKind("PERSONS", "osoby", "persons"),
            RecipientKind("FAMILIES", "rodziny", "families"),
            RecipientKind("SOCIAL_GROUPS", "grupy społeczne", "social groups"),
            RecipientKind(
                "RESIDENTS_WITH_SPECIFIC_NEEDS",
                "grupy mieszkańców o określonych potrzebach",
                "groups of residents with specific needs",
            ),
            RecipientKind("ALL_RESIDENTS", "ogół mieszkańców", "all residents"),
        )
    }
)


@cites(
    CUS_ACT,
    "art. 2 ust. 1 pkt 1–14",
    rule="RULE-01",
    sentence_pl="Każda usługa należy do jednego z 14 zakresów wymienionych w ustawie.",
    certainty=Certainty.CONFIRMED,
)
def area_exists(*, number: int | None, on: date) -> bool:
    """Every service belongs to one of the 14 areas on the Act's closed list."""
    return any(area.number == number for area in AREAS.on(on))


@applies(area_exists)
def area(*, number: int, on: date) -> Area:
    """The area with this number; a LookupError when the list of that day holds no such number."""
    for candidate in AREAS.on(on):
        if candidate.number == number:
            return candidate
    raise LookupError(f"No area {number} on {on}.")


# The wording "non-material" is seen [S]; that money or goods alone are then no service is our inference [K]: it warns.
@cites(
    CUS_ACT,
    "art. 2 ust. 1",
    rule="RULE-02",
    sentence_pl="Usługa społeczna to działanie dla ludzi. Same pieniądze albo same rzeczy nie są usługą.",
    certainty=Certainty.KNOWLEDGE,
    also=Certainty.CONFIRMED,
)
def is_social_service(*, forms: Collection[HelpForm]) -> bool:
    """A social service is something done for people: money or goods alone are not one."""
    return HelpForm.ACTIVITY in forms


@cites(
    CUS_ACT,
    "art. 2 ust. 1",
    rule="RULE-03",
    sentence_pl=(
        "Usługa jest dla jednego z pięciu rodzajów odbiorców: osób, rodzin, grup społecznych, "
        "grup mieszkańców o określonych potrzebach albo ogółu mieszkańców."
    ),
    certainty=Certainty.CONFIRMED,
)
def recipient_kind_exists(*, code: str, on: date) -> bool:
    """The addressee is one of five kinds of recipients."""
    return any(kind.code == code for kind in RECIPIENT_KINDS.on(on))


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-05",
    sentence_pl="Miasto na prawach powiatu nie potrzebuje porozumienia z powiatem.",
    certainty=Certainty.CONFIRMED,
)
def powiat_agreement_is_needed(*, is_powiat_task: bool, gmina_has_powiat_rights: bool) -> bool:
    """A city with powiat rights needs no agreement with a powiat; any other gmina does for a task of the powiat."""
    return is_powiat_task and not gmina_has_powiat_rights


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-04",
    sentence_pl="Usługa, która jest zadaniem powiatu, może ruszyć dopiero po porozumieniu gminy z powiatem.",
    certainty=Certainty.CONFIRMED,
)
def service_may_be_active(*, is_powiat_task: bool, gmina_has_powiat_rights: bool, has_agreement: bool) -> bool:
    """A task of the powiat becomes an active service only after the gmina and the powiat have made an agreement."""
    needed = powiat_agreement_is_needed(is_powiat_task=is_powiat_task, gmina_has_powiat_rights=gmina_has_powiat_rights)
    return has_agreement or not needed
