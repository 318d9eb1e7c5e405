"""The words every letter about a case begins with: to whom, how the person is addressed, what it is about."""

from typing import Any

from django.utils.translation import gettext as _

from cus.cases.models import Applicant, Application, Decision
from cus.kit.errors import Refused
from cus.kit.templatetags.kit import phone
from cus.people.models import Person, Sex

# How Polish letters address a woman, a man, and a person whose sex the register does not tell.
ADDRESSES: dict[str, dict[str, str]] = {
    Sex.FEMALE: {
        "greeting": "Szanowna Pani",
        "who": "Pani",
        "whose": "Pani",
        "whom": "Panią",
        "to_whom": "Pani",
        "can": "może Pani",
        "asked": "złożyła Pani",
    },
    Sex.MALE: {
        "greeting": "Szanowny Panie",
        "who": "Pan",
        "whose": "Pana",
        "whom": "Pana",
        "to_whom": "Panu",
        "can": "może Pan",
        "asked": "złożył Pan",
    },
    "": {
        "greeting": "Szanowna Pani, Szanowny Panie",
        "who": "Pani/Pan",
        "whose": "Pani/Pana",
        "whom": "Panią/Pana",
        "to_whom": "Pani/Panu",
        "can": "może Pani/Pan",
        "asked": "złożono",
    },
}
BEFORE_NAME = {Sex.FEMALE: "Pani ", Sex.MALE: "Pan ", "": ""}


def known_of(application: Application) -> dict[str, Any]:
    """What every letter about an application may say."""
    person = application.person
    return {
        "number": application.number,
        "filed_on": application.filed_on,
        "name": person.name,
        "centre": application.centre.name,
        "centre_address": ", ".join(
            filter(
                None, (application.centre.address, f"{application.centre.postcode} {application.centre.town}".strip())
            )
        ),
        "phone": phone(application.centre.phone),
        "for_another": application.applicant != Applicant.PERSON,
        **ADDRESSES[person.sex],
    }


def recipient_of(application: Application) -> dict[str, Any]:
    """The person, or the statutory representative who applied for them."""
    person = application.person
    name = f"{BEFORE_NAME[person.sex]}{person.name}"
    if application.applicant == Applicant.STATUTORY_REPRESENTATIVE and application.representation:
        name = application.representation.name
    return {"name": name, "address": address_lines(person)}


def check_addressee(person: Person) -> None:
    """Nothing is addressed to the dead."""
    if person.deceased_on is not None:
        raise Refused(
            _(
                "The register says that this person has died: no letter is addressed to them."
                " Withdraw the application on the page of the case."
            )
        )


def address_lines(person: Person) -> list[str]:
    """Street and number, postcode and town, as an envelope shows them."""
    street = f"{person.street or person.town} {person.house}".strip() if person.house or person.street else ""
    town = f"{person.postcode} {person.town}".strip()
    return [line for line in (street, town) if line]


def words_of_refusal(decision: Decision, services: list[str]) -> dict[str, object]:
    """What the text of a refusal is made of: for the letter, and for the preview of a draft."""
    return {
        "services": services,
        "reasons": decision.reasons,
        "provision": decision.provision,
        "appeal_instruction": decision.appeal_instruction,
        "for_lack_of_places": decision.for_lack_of_places,
    }


def title_of_refusal(services: int) -> str:
    return f"Decyzja o odmowie zakwalifikowania do {'usługi' if services == 1 else 'usług'}"
